"""Locks between processes: a long one for an open file, which says who has it, and a short one around each save.

The operating system holds them, so that they end with their process, however it ends. A lock file may be carried to
another machine by a program that synchronises folders; there it only warns. No lock is the only guard of a file:
`safe.save` compares what stands on the disk before it replaces anything.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import platform
import random
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from planner.i18n import _

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 10.0
"""Seconds that a save waits for another one of the same file."""
_LONGEST_NOTE = 2000
_PLACE = 1 << 30
"""The byte that is locked on Windows, where nobody else could read the note if it were one of the note's."""
_BUSY = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.ELOOP, errno.EISDIR}
"""The disk knows no locks, or something else has the name of the lock file."""
_STARTED = datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open. `started` is when that program was started, `since` when it opened the file."""

    host: str
    pid: int
    started: datetime
    since: datetime
    is_here: bool
    """Whether it runs on this machine, and so is surely alive; elsewhere it may have ended long ago."""


class FileLock:
    """Says to other processes that a file is open. It holds from `acquire` or `take_over` to `release`."""

    def __init__(self, path: Path) -> None:
        self._place = lock_place(path, "open")
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether the lock is ours; not where the folder is read-only or its disk knows no locks."""
        return self._descriptor is not None

    def acquire(self) -> Holder | None:
        """Take the lock; None when nobody else has it, also where no lock is possible. Else who has it."""
        return self._take(warned=False)

    def take_over(self) -> Holder | None:
        """Take the lock from a program on another machine; from a living one on this machine it is not taken."""
        return self._take(warned=True)

    def release(self) -> None:
        """Give the lock back, if we have it."""
        if self._descriptor is not None:
            _release(self._place, self._descriptor)
            self._descriptor = None

    def _take(self, warned: bool) -> Holder | None:
        if self._descriptor is not None:
            return None
        try:
            descriptor = _try(self._place)
        except OSError:  # whatever the reason is, it is none not to open the file
            return None
        if descriptor is None:
            return self._who()
        theirs = _note(self._place)
        if theirs is not None and not theirs.is_here and not warned:
            os.close(descriptor)
            return theirs
        with contextlib.suppress(OSError):  # on a full disk the lock holds all the same, only without a name
            _write_note(descriptor)
        self._descriptor = descriptor
        return None

    def _who(self) -> Holder:
        """Who has the lock; there is a moment in which it is held and the name not yet written."""
        for _attempt in range(20):
            found = _note(self._place)
            if found is not None:
                return found
            time.sleep(0.01)
        now = datetime.now(UTC)
        return Holder(platform.node(), 0, now, now, True)


def holder_of(path: Path) -> Holder | None:
    """Who has a file open, as the lock file beside it says; None where nobody does. It takes no lock itself, which
    could be in the way of somebody who opens the file at this moment: a program on this machine is asked for by its
    number.
    """
    found = _note(lock_place(path, "open"))
    return found if found is not None and (not found.is_here or lives(found.pid)) else None


def lives(pid: int) -> bool:
    """Whether there is a program of this number; where only ending it would tell, it counts as alive."""
    if pid <= 0:
        return False
    if os.name != "posix" or pid == os.getpid():
        return True
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


@contextlib.contextmanager
def saving(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Only one process, and one thread of it, is in here for a file. Raises OSError after `patience` seconds.

    Where the disk knows no locks, it is entered without one.
    """
    place = lock_place(path, "saving")
    end = time.monotonic() + patience
    descriptor = None
    while True:
        try:
            descriptor = _try(place)
        except OSError as problem:
            if problem.errno not in _NO_LOCKS:
                raise
            break
        if descriptor is not None:
            break
        if time.monotonic() > end:
            raise TimeoutError(errno.ETIMEDOUT, _("Another program is writing the file"), str(path))
        time.sleep(random.uniform(0.001, 0.01))
    try:
        yield
    finally:
        if descriptor is not None:
            _release(place, descriptor)


def lock_place(path: Path, kind: str) -> Path:
    """The lock file: beside the file itself, where links lead, so that all who write it meet there."""
    target = Path(os.path.realpath(path))
    # A long name is cut in characters; 50 of them are at most 200 bytes. Two such names may share a lock: they wait.
    return target.with_name(f".{target.name[:50]}.{kind}.trailmark.lock")


def _try(place: Path) -> int | None:
    """A descriptor that has the lock of `place`; None when somebody else has it. Raises OSError."""
    while True:
        descriptor = _open(place)
        taken = False
        try:
            if not _lock(descriptor):
                return None
            taken = _is_still(place, descriptor)
        finally:
            if not taken:
                os.close(descriptor)
        if taken:
            return descriptor
        # Whoever had it has deleted the file meanwhile: a lock on that would guard nothing.


def _open(place: Path) -> int:
    """No link is followed: in a folder that others write to, it could lead to a file that is worth something."""
    flags = os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(place, os.O_RDWR | flags, 0o644)
    except PermissionError:
        if not os.path.lexists(place):
            raise
        descriptor = os.open(place, os.O_RDONLY | flags & ~os.O_CREAT)  # left there by another person
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(place))
    return descriptor


if sys.platform == "win32":

    def _lock(descriptor: int) -> bool:
        os.lseek(descriptor, _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as problem:
            if problem.errno in _BUSY:
                return False
            raise
        return True

else:

    def _lock(descriptor: int) -> bool:
        # Not lockf: that lock would end as soon as the process closes any other descriptor of the file.
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            if problem.errno in _BUSY:
                return False
            raise
        return True


def _is_still(place: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(place.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _release(place: Path, descriptor: int) -> None:
    """Delete the lock file while it is locked, where that is possible, and let go. Nothing can go wrong that matters:
    a lock file that stays is locked by nobody."""
    with contextlib.suppress(OSError):
        if os.name == "posix" and _is_still(place, descriptor):
            place.unlink()
    with contextlib.suppress(OSError):
        os.close(descriptor)
    if os.name != "posix":  # an open file cannot be deleted there, neither ours nor that of the next who locked it
        with contextlib.suppress(OSError):
            place.unlink()


# What stands in the lock file


def _write_note(descriptor: int) -> None:
    note = {
        "host": platform.node(),
        "pid": os.getpid(),
        "started": _STARTED.isoformat(),
        "since": datetime.now(UTC).isoformat(),
    }
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(note).encode())


def _note(place: Path) -> Holder | None:
    """What stands in the lock file; None where that is nothing we wrote, as it may have come from anywhere."""
    from planner.storage.files import read_regular

    try:
        note = json.loads(read_regular(place, _LONGEST_NOTE))
        host, pid = note["host"], note["pid"]
        started, since = (datetime.fromisoformat(note[name]) for name in ("started", "since"))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    if not isinstance(host, str) or not isinstance(pid, int) or started.tzinfo is None or since.tzinfo is None:
        return None
    return Holder(host[:200], pid, started, since, host == platform.node())
