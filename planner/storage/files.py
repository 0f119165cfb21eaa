"""Opening files that may be hostile, and writing files so that none is ever lost or torn."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from planner.i18n import _
from planner.model.problem import error

MAX_BYTES = 2 * 1024 * 1024
"""Largest file that is read; a curriculum of 5,000 nodes fits."""


def read_bounded(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The content of a regular file of at most `limit` bytes.

    Raises PlannerError for anything else: directories, pipes and devices would hang or fill the memory, which is why
    the file is opened without blocking and looked at before it is read.
    """
    name = str(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise error("no-such-file", _("There is no such file. Check the name."), file=name) from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise error("unreadable", _("The file cannot be opened: {reason}.").format(reason=reason), file=name) from None
    with open(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise error("not-a-file", _("This is not an ordinary file (a folder, pipe or device)."), file=name)
        try:
            content = stream.read(limit + 1)
        except OSError as problem:
            message = _("The file cannot be read: {reason}.").format(reason=problem.strerror)
            raise error("unreadable", message, file=name) from None
    if len(content) > limit:
        message = _("The file is larger than {limit} MB. A curriculum is never that large.").format(limit=limit // 2**20)
        raise error("too-large", message, file=name)
    return content


def atomic_write(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, or leave it as it was: at no moment is there half a file.

    A temporary file in the same folder is written and synced, put in place by one rename, and the folder is synced, so
    that neither a kill nor a power cut after the return can lose it. Raises OSError; the old file is then untouched.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise OSError(_("{path} is not an ordinary file").format(path=target))
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o600
    descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    try:
        with open(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows keeps the rename in its own journal and cannot open folders
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
