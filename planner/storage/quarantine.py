"""Files that could not be read are moved out of the way, or kept as a copy: never deleted, never over another one."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path

from planner.i18n import _
from planner.storage.files import atomic_write, make_folder, read_regular, sync, sync_folder
from planner.storage.places import data_folder, stamp

LARGEST_COPY = 64 * 1024 * 1024
"""In bytes. A larger file is not copied from one disk to another: it may be endless, or have holes that would fill."""
_CHUNK = 1024 * 1024


def folder() -> Path:
    """Where files are that could not be read."""
    return data_folder() / "quarantine"


def set_aside(path: Path, now: datetime | None = None) -> Path:
    """Move a file that cannot be read out of the way; returns its new place.

    Each gets a new folder of its own, named after the moment, and keeps its name, so that none is ever put over another
    one. Where it cannot be moved to the quarantine, that folder is made beside its old place. A link stays; what it
    leads to is moved. Raises OSError; the file is then still where it was.
    """
    target = Path(os.path.realpath(path))
    if not os.path.lexists(target) or target.is_symlink():  # leads nowhere, or in a circle: the link itself is wrong
        target = path
    target.lstat()  # what is not there cannot be moved
    name = stamp(datetime.now(UTC) if now is None else now)
    try:
        make_folder(folder())
        return _move(target, _new_folder(folder(), name))
    except OSError:
        return _move(target, _new_folder(target.parent, f"unreadable-{name}"))


def keep_copy(name: str, content: bytes, now: datetime | None = None) -> Path:
    """Keep what stands in a file that cannot be read, under its name; returns where. The same is not kept twice.

    The file itself stays: a person has put it where it is. Raises OSError.
    """
    for known in listed():
        with contextlib.suppress(OSError, ValueError):
            if known.name == name and read_regular(known, len(content)) == content:
                return known
    make_folder(folder())
    home = _new_folder(folder(), stamp(datetime.now(UTC) if now is None else now))
    try:
        atomic_write(home / name, content)
    except BaseException:
        with contextlib.suppress(OSError):
            home.rmdir()
        raise
    return home / name


def listed() -> tuple[Path, ...]:
    """What was set aside, the newest first."""
    try:
        folders = sorted((one for one in folder().iterdir() if one.is_dir()), key=lambda one: one.name, reverse=True)
        return tuple(path for one in folders for path in sorted(one.iterdir()))
    except OSError:
        return ()


def _move(target: Path, home: Path) -> Path:
    place = home / target.name
    try:
        try:
            target.rename(place)
        except OSError as problem:
            if problem.errno != errno.EXDEV:
                raise
            _copy(target, place)
    except BaseException:
        with contextlib.suppress(OSError):
            home.rmdir()
        raise
    for changed in (home, target.parent):
        with contextlib.suppress(OSError):  # it has been moved; that must be said whatever the disk makes of this
            sync_folder(changed)
    return place


def _new_folder(parent: Path, name: str) -> Path:
    """Making a folder either works or says that there is one, so two processes never get the same."""
    number = 1
    while True:
        home = parent / (name + (f"-{number}" if number > 1 else ""))
        try:
            home.mkdir(0o700)
        except FileExistsError:
            number += 1
        else:
            with contextlib.suppress(OSError):
                sync_folder(parent)
            return home


def _copy(source: Path, place: Path) -> None:
    """Move a regular file from one disk to another, all or nothing."""
    found = source.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST_COPY:
        raise OSError(errno.EXDEV, _("It cannot be copied to another disk"), str(source))
    try:
        with source.open("rb") as reading, place.open("xb") as writing:
            shutil.copyfileobj(reading, writing, _CHUNK)
            writing.flush()
            sync(writing.fileno())
        source.unlink()
    except BaseException:
        with contextlib.suppress(OSError):
            place.unlink()
        raise
