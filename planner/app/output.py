"""Files that a person asks for, such as pictures: written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from planner.i18n import _
from planner.model.problem import error
from planner.storage.files import atomic_write, shown

EVERYBODY_READS, PRIVATE = 0o644, 0o600
"""Modes of a new file: of a picture to be shown, and of what somebody learns."""


def write_file(path: Path, content: bytes, mode: int = EVERYBODY_READS) -> Path:
    """Replace a file by `content`, or leave it as it was; returns where it is. Raises PlannerError with the reason."""
    target = path.absolute()
    if not target.parent.is_dir():
        message = _("There is no folder {folder}: make it first, or choose another one.")
        raise error("no-such-folder", message.format(folder=shown(target.parent)))
    try:
        atomic_write(target, content, mode)
    except (OSError, ValueError) as wrong:
        reason = getattr(wrong, "strerror", None) or str(wrong)
        message = _("{path} cannot be written: {reason}. Choose another folder or name.")
        raise error("unwritable", message.format(path=shown(target), reason=reason)) from None
    return target
