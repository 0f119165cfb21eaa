"""Opening files that may be hostile, and writing files so that none is ever lost or torn."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from planner.i18n import _

if sys.platform == "darwin":
    import fcntl

MAX_BYTES = 2 * 1024 * 1024
"""Largest file that is read; a curriculum of 5,000 nodes fits."""

_TEMPORARY = ".trailmark.tmp"
_TEMPORARY_NAME = r"(?s)\..{0,40}\.[a-z0-9_]{8}" + re.escape(_TEMPORARY)
_NOT_KNOWN_HERE = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}
"""What file systems without modes (memory sticks, some network drives) answer when they are asked to set one."""


def shown(path: Path | str) -> str:
    """The path as text that can be printed and stored, whatever bytes its name is made of."""
    from planner.model.text import printable

    return printable(os.fsencode(path).decode("utf-8", "replace"))


def is_temporary(name: str) -> bool:
    """Whether `name` is that of one of our own temporary files."""
    return re.fullmatch(_TEMPORARY_NAME, name) is not None


class NotAFile(OSError):
    """It is a folder, a pipe, a device or a link that leads to itself."""


class TooLarge(OSError):
    """The file holds more bytes than is read of any."""


def read_regular(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The content of a regular file of at most `limit` bytes. Raises OSError for anything else.

    Directories, pipes and devices would hang or fill the memory, which is why the file is opened without blocking and
    looked at before it is read.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotAFile(errno.EINVAL, _("It is not an ordinary file"), str(path))
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            content = stream.read(limit + 1)
    finally:
        os.close(descriptor)
    if len(content) > limit:
        raise TooLarge(errno.EFBIG, _("It is larger than {limit} MB").format(limit=limit // 2**20), str(path))
    return content


def start_of(path: Path, count: int) -> bytes:
    """The first bytes of a regular file, at most `count`. Raises OSError or ValueError for anything else."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise NotAFile(errno.EINVAL, _("It is not an ordinary file"), str(path))
        return os.read(descriptor, count)
    finally:
        os.close(descriptor)


def read_bounded(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The content of a regular file of at most `limit` bytes. Raises PlannerError for anything else."""
    from planner.model.problem import error  # late: what only looks at its own small files goes without models

    name = shown(path)
    try:
        return read_regular(path, limit)
    except FileNotFoundError:
        raise error("no-such-file", _("There is no such file. Check the name."), file=name) from None
    except NotAFile:
        raise error("not-a-file", _("This is not an ordinary file (a folder, pipe or device)."), file=name) from None
    except TooLarge:
        message = _("The file is larger than {limit} MB. Trailmark reads none that is so large.")
        raise error("too-large", message.format(limit=limit // 2**20), file=name) from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise error("unreadable", _("The file cannot be read: {reason}.").format(reason=reason), file=name) from None


def atomic_write(path: Path, content: bytes, mode: int = 0o600, before: Callable[[], object] | None = None) -> None:
    """Replace `path` by `content`, or leave it as it was: at no moment is there half a file.

    A temporary file in the same folder is written and synced, put in place by one rename, and the folder is synced, so
    that neither a kill nor a power cut after the return can lose it. Links are followed and the mode of an old file is
    kept; `mode` is that of a new one. `before` is called at the last moment; when it raises, nothing is replaced.
    Raises OSError; there is then either the old file or the whole new one.
    """
    target = Path(os.path.realpath(path))
    mode = _mode_of(target, mode)
    make_folder(target.parent, 0o777 if mode & 0o077 else 0o700)
    # The name is cut: with the long names that some people use, the temporary one would be too long for the system.
    descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=_TEMPORARY, dir=target.parent)
    try:
        try:
            _write_all(descriptor, content)
            sync(descriptor)
        finally:
            os.close(descriptor)
        _set_mode(Path(temporary), mode)
        if before is not None:
            before()
        _replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    sync_folder(target.parent)


def _mode_of(target: Path, new: int) -> int:
    """The mode that the file should have. Raises OSError where none may be written."""
    try:
        found = target.lstat().st_mode
    except FileNotFoundError:
        return new
    if not stat.S_ISREG(found):
        raise NotAFile(errno.EINVAL, _("It is not an ordinary file"), str(target))
    # A rename would not ask; and what nobody may write is not written over by the administrator either.
    if not os.access(target, os.W_OK) or not found & 0o222:
        raise PermissionError(errno.EACCES, _("It is write-protected"), str(target))
    return stat.S_IMODE(found)


def _write_all(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _set_mode(path: Path, mode: int) -> None:
    if stat.S_IMODE(path.lstat().st_mode) != mode:
        try:
            path.chmod(mode)
        except OSError as problem:
            if problem.errno not in _NOT_KNOWN_HERE:
                raise


def make_folder(folder: Path, mode: int = 0o700) -> None:
    """Make `folder` and those above it where they are missing, so that a power cut does not lose them again."""
    missing = [folder]
    while not missing[-1].exists() and missing[-1].parent != missing[-1]:
        missing.append(missing[-1].parent)
    for one in reversed(missing[:-1]):
        one.mkdir(mode, exist_ok=True)
        sync_folder(one.parent)


def sync(descriptor: int) -> None:
    """Wait until the disk has the file, not only its buffer, where the system can be asked for that."""
    if sys.platform == "darwin":
        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
        except OSError:  # a drive that does not know it, such as one on the network
            pass
    os.fsync(descriptor)


def _replace(temporary: str, target: Path) -> None:
    """Windows refuses while a virus scanner or an indexer has the old file open, which is over in a moment."""
    patience = 10 if os.name == "nt" else 0
    while True:
        try:
            Path(temporary).replace(target)
            return
        except PermissionError:
            if not patience:
                raise
            patience -= 1
            time.sleep(0.05)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names of the files in `folder`."""
    if os.name != "posix":  # Windows keeps the rename in its own journal and cannot open folders
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder that one may write to but not list
        return
    try:
        sync(descriptor)
    except OSError as problem:
        if problem.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network drives cannot sync folders
            raise
    finally:
        os.close(descriptor)
