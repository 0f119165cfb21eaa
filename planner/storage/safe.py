"""Loading and saving a learner's file so that nothing is lost: neither to a crash, nor to a full disk, nor to another
program that writes the same file, nor to a mistake that is only seen days later.

What the bytes mean is not known here: the caller verifies that they can be read back.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from planner.i18n import _
from planner.storage import backups, locks
from planner.storage.backups import MAX_RECORD_BYTES
from planner.storage.files import MAX_BYTES, atomic_write, is_temporary, make_folder, read_bounded, read_regular
from planner.storage.places import STAMP_PATTERN, owner_name, stamp, state_folder

STALE = timedelta(hours=1)
"""A temporary file that is older belongs to a program that was ended while it saved."""
_FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class Stored:
    """The content of a file as it was read or written."""

    path: Path
    content: bytes
    sha256: str
    warning: str = ""
    """After saving: what one should know although the file was saved, such as a backup that could not be made."""


class ChangedOnDisk(Exception):
    """The file is not what it was when it was loaded. Nothing has been written."""

    def __init__(self, path: Path, theirs: Stored | None) -> None:
        self.theirs = theirs
        """What is there now; None when the file is gone."""
        words = _("The file has been changed by another program.") if theirs else _("The file is not there any more.")
        super().__init__(words)
        self.path = path


def load(path: Path, limit: int = MAX_BYTES) -> Stored:
    """The content of a regular file of at most `limit` bytes. Raises PlannerError."""
    content = read_bounded(path, limit)
    return Stored(path, content, _sha256(content))


def save(
    path: Path,
    content: bytes,
    *,
    known_sha256: str | None,
    owner: str,
    verify: Callable[[bytes], object],
    owner_of: Callable[[bytes], str | None] | None = None,
    always_keep: bool = False,
    now: datetime | None = None,
    limit: int = MAX_RECORD_BYTES,
    mode: int = 0o600,
) -> Stored:
    """Replace the file in one step, and keep what is replaced in the backups of its owner.

    `verify` raises when `content` cannot be read back; `known_sha256` is that of the file as it was loaded or saved
    last, None where there should be no file yet. `owner_of` says whose the old content is, None for nobody's; without
    it, it is that of `owner`. What is somebody else's is always kept, or the file is not replaced; what is nobody's is
    always kept for `owner`, as far as that can be done. `always_keep` makes a backup also where the last one is younger
    than ten minutes: before a migration, a merge or a mass delete. `mode` is that of a new file. Raises what `verify`
    raises, ChangedOnDisk, or OSError; the old file is then untouched, or, where only the disk's confirmation failed,
    the whole new one is in place.
    """
    owner_name(owner)
    verify(content)
    if len(content) > limit:
        message = _("It would be larger than {limit} MB and could not be opened again")
        raise OSError(errno.EFBIG, message.format(limit=limit // 2**20), str(path))
    target = Path(os.path.realpath(path))
    wanted = _sha256(content)
    if known_sha256 is None:
        make_folder(target.parent)
    elif not target.parent.is_dir():  # a memory stick that was pulled out must not get a folder in its place
        raise ChangedOnDisk(path, None)

    def look() -> Stored | None:
        return _unchanged(path, target, known_sha256, wanted, limit)

    with locks.saving(target):
        before = look()
        backup, warning = None, ""
        if before is not None and before.sha256 != wanted:
            theirs = owner_of(before.content) if owner_of else owner
            if theirs in (owner, None):
                backup, warning = _keep(owner, before.content, now, always_keep or theirs is None)
            else:
                place = backups.keep(theirs, before.content, now=now, always=True)
                warning = _("What stood in this file before is kept in {path}.").format(path=place)
        # Making the backup and the new file took a while: the last look is just before the rename.
        try:
            atomic_write(target, content, mode, before=look)
        except OSError as problem:
            if backup is None or problem.errno not in _FULL:
                raise
            backup.unlink()  # it took the last room on the disk, and what was done last is worth more
            atomic_write(target, content, mode, before=look)
            warning = _no_backup(problem)
    return Stored(path, content, wanted, warning)


def _unchanged(path: Path, target: Path, known: str | None, wanted: str, limit: int) -> Stored | None:
    """What the disk has, if that is what we know, or already what we want (an earlier try got that far)."""
    try:
        found = read_regular(target, limit)
    except FileNotFoundError:
        if known is None:
            return None
        raise ChangedOnDisk(path, None) from None
    theirs = Stored(path, found, _sha256(found))
    if theirs.sha256 not in (known, wanted):
        raise ChangedOnDisk(path, theirs)
    return theirs


def _keep(owner: str, content: bytes, now: datetime | None, always: bool) -> tuple[Path | None, str]:
    """The new backup, if one is needed, and a sentence when that fails: it must not stand in the way of saving."""
    known = {one.path for one in backups.listed(owner)}
    try:
        path = backups.keep(owner, content, now=now, always=always)
    except OSError as problem:
        return None, _no_backup(problem)
    return (None if path in known else path), ""


def _no_backup(problem: OSError) -> str:
    reason = problem.strerror or str(problem)
    return _("Saved, but no backup could be made: {reason}.").format(reason=reason)


# When nothing else works


def emergency_copy(owner: str, content: bytes, now: datetime | None = None) -> Path:
    """Write `content` into the state folder, or where that fails into the one for temporary files; returns where.

    Never over another file. Raises OSError when neither works.
    """
    name = f"{owner_name(owner)}-{stamp(now or datetime.now(UTC))}-{secrets.token_hex(4)}.json"
    try:
        path = state_folder() / name
        atomic_write(path, content)
    except OSError:
        path = Path(tempfile.gettempdir()) / f"trailmark-{name}"
        atomic_write(path, content)
    return path


def emergency_copies(owner: str) -> tuple[Path, ...]:
    """The emergency copies of an owner that are in the state folder, the newest first."""
    name = re.compile(re.escape(owner_name(owner)) + rf"-{STAMP_PATTERN}-[0-9a-f]{{8}}\.json")
    try:
        found = [path for path in state_folder().iterdir() if name.fullmatch(path.name)]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda path: path.name, reverse=True))


def sweep(folder: Path, now: datetime | None = None) -> int:
    """Delete our own temporary files in `folder` that are older than an hour; returns how many."""
    end = ((now or datetime.now(UTC)) - STALE).timestamp()
    count = 0
    try:
        found = [path for path in folder.iterdir() if is_temporary(path.name)]
    except OSError:
        return 0
    for path in found:
        with contextlib.suppress(OSError):
            status = path.lstat()
            mine = sys.platform == "win32" or status.st_uid == os.getuid()
            if stat.S_ISREG(status.st_mode) and mine and status.st_mtime < end:
                path.unlink()
                count += 1
    return count


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
