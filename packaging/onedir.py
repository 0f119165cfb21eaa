"""The bundle: a folder with the program, its own Python and Qt; nothing else need be installed but system libraries."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import facts
import kept
import parts


def make(into: Path) -> Path:
    """Make the folder `trailmark` in `into`; returns it. Raises CalledProcessError, `parts.Missing` and ValueError."""
    if find_spec("PyInstaller") is None:
        raise ValueError("PyInstaller is missing: `python3 run.py lint` installs it into .venv, with the linters")
    bundle = into / "trailmark"
    shutil.rmtree(bundle, ignore_errors=True)
    with tempfile.TemporaryDirectory() as work:
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
        command += ["--workpath", work, "--distpath", str(into), str(facts.ROOT / "packaging" / "trailmark.spec")]
        moment = str(int(facts.made_at().timestamp()))
        environment = {**os.environ, "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": moment}
        subprocess.run(command, env=environment, check=True)
        found = parts.parts(parts.read_sources(next(Path(work).rglob("sources.json"))))
    finish(bundle, found)
    return bundle


def finish(bundle: Path, found: list[parts.Part]) -> None:
    """The second name, the licences, the list of what is inside; refuses what does not belong there."""
    unwanted = [
        path for path in bundle.rglob("*") if path.is_file() and not kept.is_kept(str(path.relative_to(bundle)))
    ]
    if unwanted:
        raise ValueError("not to be given away: " + ", ".join(map(str, unwanted)))
    gui = bundle / "trailmark-gui"
    gui.unlink(missing_ok=True)
    gui.symlink_to("trailmark")
    parts.copy_texts(found, bundle / "licences")
    (bundle / "sbom.cdx.json").write_text(parts.bill(found), "utf-8")
    stamp(bundle)


def stamp(folder: Path) -> None:
    """Give everything the same time, so that what is made twice is the same."""
    moment = facts.made_at().timestamp()
    for path in sorted(folder.rglob("*"), reverse=True):
        os.utime(path, (moment, moment), follow_symlinks=False)
    os.utime(folder, (moment, moment))
