"""The bundle as an AppDir, and as an AppImage where its runtime is given: one file that runs where it lies."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import desktop_data
import facts
import onedir

from planner import __version__

HOME: Final = Path("usr/lib/trailmark")
START: Final = """\
#!/bin/sh
# Starts the window, or the command that is asked for: Trailmark.AppImage plan --from …
here=$(dirname "$(readlink -f "$0")")
if [ $# -gt 0 ]; then
    exec "$here/usr/lib/trailmark/trailmark" "$@"
fi
exec "$here/usr/lib/trailmark/trailmark-gui"
"""
ELF: Final = b"\x7fELF"


def make(bundle: Path, into: Path) -> Path:
    """Make the folder `Trailmark.AppDir` in `into` from a bundle; returns it."""
    tree = into / f"{facts.NAME}.AppDir"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(bundle, tree / HOME, symlinks=True)
    (tree / "usr/bin").mkdir()
    for name in ("trailmark", "trailmark-gui"):
        (tree / "usr/bin" / name).symlink_to(f"../lib/trailmark/{name}")
    desktop_data.write(tree / "usr")
    start = tree / "AppRun"
    start.write_text(START, "utf-8")
    start.chmod(0o755)
    # Where the tools look: menu entry and icon at the top, the icon also as what file managers show of an AppImage.
    (tree / f"{facts.ID}.desktop").symlink_to(f"usr/share/applications/{facts.ID}.desktop")
    picture = f"usr/share/icons/hicolor/256x256/apps/{facts.ID}.png"
    for name in (f"{facts.ID}.png", ".DirIcon"):
        (tree / name).symlink_to(picture)
    # appstreamcli and AppImage's own tools ask for this older name.
    metainfo = tree / "usr/share/metainfo"
    (metainfo / f"{facts.ID}.appdata.xml").symlink_to(f"{facts.ID}.metainfo.xml")
    onedir.stamp(tree)
    return tree


def squash(tree: Path, into: Path) -> Path | None:
    """The file system that an AppImage holds, the same each time; None where there is no mksquashfs."""
    if shutil.which("mksquashfs") is None:
        return None
    packed = into / f"trailmark-{__version__}-{os.uname().machine}.squashfs"
    packed.unlink(missing_ok=True)
    moment = str(int(facts.made_at().timestamp()))
    command = [
        "mksquashfs",
        str(tree),
        str(packed),
        "-comp",
        "zstd",
        "-all-root",
        "-noappend",
        "-no-progress",
        "-quiet",
    ]
    # The times are given here; the variable would be refused beside them.
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command += ["-mkfs-time", moment, "-all-time", moment]
    subprocess.run(command, env=environment, check=True)
    return packed


def join(runtime: Path, packed: Path, into: Path) -> Path:
    """The AppImage: the runtime, and behind it the file system."""
    target = into / f"{facts.NAME}-{__version__}-{os.uname().machine}.AppImage"
    with tempfile.NamedTemporaryFile(dir=into, delete=False) as whole:
        for part in (runtime, packed):
            with part.open("rb") as stream:
                shutil.copyfileobj(stream, whole)
    Path(whole.name).replace(target)
    target.chmod(0o755)
    return target


def build(bundle: Path, into: Path, runtime: Path | None) -> list[Path]:
    """Everything that can be made here, in that order. Raises ValueError where no AppImage can come of `runtime`."""
    if runtime:
        _judge(runtime)
    made = [make(bundle, into)]
    packed = squash(made[0], into)
    if packed:
        made.append(packed)
        if runtime:
            made.append(join(runtime, packed, into))
    return made


def _judge(runtime: Path) -> None:
    with runtime.open("rb") as stream:
        if stream.read(4) != ELF:
            raise ValueError(f"{runtime} is no runtime of AppImage: it does not begin as a program of Linux does")
    if shutil.which("mksquashfs") is None:
        raise ValueError("an AppImage needs mksquashfs (Debian: squashfs-tools)")
