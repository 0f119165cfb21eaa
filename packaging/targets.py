"""Every target of `packaging/build.py`, and the command line of it."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import checks
import deb
import desktop_data
import facts
import onedir


def main(arguments: list[str]) -> int:
    """Make a target; 0, or 1 where a check found something."""
    parser = argparse.ArgumentParser(prog="packaging/build.py", description="Makes what is given to others.")
    parser.add_argument(
        "target", choices=[*TARGETS], help="; ".join(f"{name}: {act.__doc__}" for name, act in TARGETS.items())
    )
    parser.add_argument("--into", type=Path, default=facts.ROOT / "dist", metavar="FOLDER", help="folder to write into")
    chosen = parser.parse_args(arguments)
    chosen.into.mkdir(parents=True, exist_ok=True)
    return TARGETS[chosen.target](chosen.into.resolve())


def sdist(into: Path) -> int:
    """The source."""
    return _hatchling("sdist", facts.ROOT, into)


def wheel(into: Path) -> int:
    """The wheel, made from the source and from nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        code = _hatchling("sdist", facts.ROOT, Path(folder))
        if code:
            return code
        (packed,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(packed) as archive:
            archive.extractall(folder, filter="data")
        return _hatchling("wheel", Path(folder) / packed.name.removesuffix(".tar.gz"), into)


def _hatchling(target: str, source: Path, into: Path) -> int:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(into)]
    return subprocess.run(command, cwd=source, check=False).returncode


def desktop(into: Path) -> int:
    """Menu entry, metainfo, file type, icons, man page, completions, copyright, below a prefix such as /usr."""
    for path in desktop_data.write(into):
        print(path)
    return 0


def check(into: Path) -> int:
    """What `desktop` writes, judged by every validator that is installed here."""
    shutil.rmtree(into / "checked", ignore_errors=True)
    desktop_data.write(into / "checked")
    return checks.run(into / "checked")


def bundle(into: Path) -> int:
    """A folder with the program and everything that it needs but system libraries, made by PyInstaller."""
    print(onedir.make(into))
    return 0


def debian(into: Path) -> int:
    """The same as a package for Debian and Ubuntu."""
    print(deb.make(onedir.make(into), into))
    return 0


TARGETS: Final[dict[str, Callable[[Path], int]]] = {
    "sdist": sdist,
    "wheel": wheel,
    "desktop": desktop,
    "check": check,
    "onedir": bundle,
    "deb": debian,
}
