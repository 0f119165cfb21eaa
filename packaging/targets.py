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

import appdir
import checks
import deb
import desktop_data
import facts
import flatpak
import macos
import onedir
import windows
from parts import Missing


def main(arguments: list[str]) -> int:
    """Make a target; 0, or 1 where a check found something."""
    described = [*TARGETS.items(), *FROM_BUNDLE.items(), ("nsis", nsis)]
    parser = argparse.ArgumentParser(prog="packaging/build.py", description="Makes what is given to others.")
    parser.add_argument(
        "target",
        choices=[name for name, _act in described],
        help="; ".join(f"{name}: {act.__doc__}" for name, act in described),
    )
    parser.add_argument("--into", type=Path, default=facts.ROOT / "dist", metavar="FOLDER", help="folder to write into")
    parser.add_argument(
        "--bundle", type=Path, metavar="FOLDER", help="take this bundle, do not make one (appdir, deb, nsis)"
    )
    parser.add_argument("--runtime", type=Path, metavar="FILE", help="runtime of AppImage to put before it (appdir)")
    chosen = parser.parse_args(arguments)
    chosen.into.mkdir(parents=True, exist_ok=True)
    into = chosen.into.resolve()
    try:
        if chosen.target == "nsis":
            return nsis(into, chosen.bundle)
        if chosen.target in FROM_BUNDLE:
            return FROM_BUNDLE[chosen.target](chosen.bundle or onedir.make(into), into, chosen.runtime)
        return TARGETS[chosen.target](into)
    except (ValueError, Missing) as wrong:
        print(wrong, file=sys.stderr)
        return 1


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
            archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _path: member)  # from 3.11.4 on
            archive.extractall(folder)
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


def flat(into: Path) -> int:
    """The manifest for Flatpak, with all that it names but the wheels of others; says how to get them."""
    with tempfile.TemporaryDirectory() as folder:
        code = wheel(Path(folder))
        if code:
            return code
        (packed,) = Path(folder).glob("*.whl")
        written = flatpak.write(packed, into / "flatpak")
    print(written, f"In this folder: {flatpak.download()}", sep="\n")
    return 0


def macos_data(into: Path) -> int:
    """Info.plist, entitlements and icon for macOS."""
    print(*macos.write(into / "macos"), sep="\n")
    return 0


def nsis(into: Path, made: Path | None) -> int:
    """Script, icon and version data for Windows; with --bundle also the installer of a bundle made on Windows."""
    print(*windows.write(into / "windows"), sep="\n")
    if made:
        print(windows.installer(made, into / "windows", into))
    return 0


def debian(made: Path, into: Path, _runtime: Path | None) -> int:
    """The same as a package for Debian and Ubuntu."""
    print(deb.make(made, into))
    return 0


def app_image(made: Path, into: Path, runtime: Path | None) -> int:
    """The same as an AppDir; with mksquashfs also the file system of an AppImage, with --runtime the AppImage."""
    print(*appdir.build(made, into, runtime), sep="\n")
    return 0


TARGETS: Final[dict[str, Callable[[Path], int]]] = {
    "sdist": sdist,
    "wheel": wheel,
    "desktop": desktop,
    "check": check,
    "onedir": bundle,
    "flatpak": flat,
    "macos": macos_data,
}
FROM_BUNDLE: Final[dict[str, Callable[[Path, Path, Path | None], int]]] = {"deb": debian, "appdir": app_image}
"""What is made from the bundle, which is made first where none is given."""
