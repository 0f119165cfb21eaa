"""Opening files that may be hostile, and writing files so that none is ever lost or torn."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
import time
from pathlib import Path

from planner.i18n import _
from planner.model.problem import error
from planner.model.text import printable

MAX_BYTES = 2 * 1024 * 1024
"""Largest file that is read; a curriculum of 5,000 nodes fits."""


def shown(path: Path | str) -> str:
    """The path as text that can be printed and stored, whatever bytes its name is made of."""
    return printable(os.fsencode(path).decode("utf-8", "replace"))


def read_bounded(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The content of a regular file of at most `limit` bytes.

    Raises PlannerError for anything else: directories, pipes and devices would hang or fill the memory, which is why
    the file is opened without blocking and looked at before it is read.
    """
    name = shown(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise error("no-such-file", _("There is no such file. Check the name."), file=name) from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise error("unreadable", _("The file cannot be opened: {reason}.").format(reason=reason), file=name) from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise error("not-a-file", _("This is not an ordinary file (a folder, pipe or device)."), file=name)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            content = stream.read(limit + 1)
    except OSError as problem:
        message = _("The file cannot be read: {reason}.").format(reason=problem.strerror)
        raise error("unreadable", message, file=name) from None
    finally:
        os.close(descriptor)
    if len(content) > limit:
        message = _("The file is larger than {limit} MB. A curriculum is never that large.")
        raise error("too-large", message.format(limit=limit // 2**20), file=name)
    return content


def atomic_write(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Replace `path` by `content`, or leave it as it was: at no moment is there half a file.

    A temporary file in the same folder is written and synced, put in place by one rename, and the folder is synced, so
    that neither a kill nor a power cut after the return can lose it. Links are followed and the mode of an old file is
    kept; `mode` is that of a new one. Raises OSError; there is then either the old file or the whole new one.
    """
    target = Path(os.path.realpath(path))
    if target.exists():
        if not target.is_file():
            raise OSError(errno.EINVAL, _("It is not an ordinary file"), str(target))
        if not os.access(target, os.W_OK):  # a rename would not ask
            raise PermissionError(errno.EACCES, _("It is write-protected"), str(target))
        mode = stat.S_IMODE(target.stat().st_mode)
    target.parent.mkdir(parents=True, exist_ok=True)
    # The name is cut: with the long names that some people use, the temporary one would be too long for the system.
    descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        _replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    _sync_folder(target.parent)


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


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows keeps the rename in its own journal and cannot open folders
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder that one may write to but not list
        return
    try:
        os.fsync(descriptor)
    except OSError as problem:
        if problem.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network drives cannot sync folders
            raise
    finally:
        os.close(descriptor)
