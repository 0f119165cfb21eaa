"""Files that could not be read are moved out of the way, never deleted and never over another one."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path

from planner.i18n import _
from planner.storage.files import make_folder, sync, sync_folder
from planner.storage.places import data_folder, stamp

LARGEST_COPY = 64 * 1024 * 1024
"""In bytes. A larger file is not copied from one disk to another: it may be endless, or have holes that would fill."""
_CHUNK = 1024 * 1024
_NO_PLACE = {errno.EXDEV, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENAMETOOLONG}


def folder() -> Path:
    """Where files are that could not be read."""
    return data_folder() / "quarantine"


def set_aside(path: Path, now: datetime | None = None) -> Path:
    """Move a file that cannot be read out of the way; returns its new place.

    Each gets a folder of its own, named after the moment, and keeps its name. Where nothing can be put there, the file
    stays beside the old place under another name. A link stays; what it leads to is moved. Raises OSError; the file is
    then still where it was.
    """
    target = Path(os.path.realpath(path))
    if not os.path.lexists(target) or target.is_symlink():  # leads nowhere, or in a circle: the link itself is wrong
        target = path
    target.lstat()  # what is not there cannot be moved
    try:
        return _into_quarantine(target, datetime.now(UTC) if now is None else now)
    except OSError as problem:
        if problem.errno not in _NO_PLACE:
            raise
    number = 1
    while os.path.lexists(aside := target.with_name(f"{target.stem[:60]}.unreadable-{number}{target.suffix[:20]}")):
        number += 1
    return target.rename(aside)


def listed() -> tuple[Path, ...]:
    """What was set aside, the newest first."""
    try:
        folders = sorted((one for one in folder().iterdir() if one.is_dir()), key=lambda one: one.name, reverse=True)
        return tuple(path for one in folders for path in sorted(one.iterdir()))
    except OSError:
        return ()


def _into_quarantine(target: Path, now: datetime) -> Path:
    home = _own_folder(now)
    place = home / target.name
    try:
        try:
            target.rename(place)
        except OSError as problem:
            if problem.errno != errno.EXDEV:
                raise
            _copy(target, place)
            try:
                target.unlink()
            except OSError:
                place.unlink()
                raise
    except BaseException:
        with contextlib.suppress(OSError):
            home.rmdir()
        raise
    for changed in (home, target.parent):
        with contextlib.suppress(OSError):  # it has been moved; that must be said whatever the disk makes of this
            sync_folder(changed)
    return place


def _own_folder(now: datetime) -> Path:
    """A new folder: making one either works or says that there is one, so two processes never get the same."""
    make_folder(folder())
    number = 1
    while True:
        home = folder() / (stamp(now) + (f"-{number}" if number > 1 else ""))
        try:
            home.mkdir(0o700)
        except FileExistsError:
            number += 1
        else:
            sync_folder(folder())
            return home


def _copy(source: Path, place: Path) -> None:
    """From one disk to another, all or nothing."""
    found = source.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST_COPY:
        raise OSError(errno.EXDEV, _("It cannot be copied to another disk"), str(source))
    try:
        with source.open("rb") as reading, place.open("xb") as writing:
            shutil.copyfileobj(reading, writing, _CHUNK)
            writing.flush()
            sync(writing.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            place.unlink()
        raise
