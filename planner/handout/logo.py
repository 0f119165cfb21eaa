"""The picture of a coach, read as it is: only kinds that cannot carry a program, and not too large for a letterhead."""

from __future__ import annotations

from pathlib import Path

from planner.handout.content import Logo
from planner.i18n import _
from planner.model.problem import error
from planner.storage.files import read_bounded, shown

MOST_BYTES = 2**20
_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}


def read_logo(path: Path) -> Logo:
    """The picture in a file. Raises PlannerError where it is none, or too large."""
    content = read_bounded(path, MOST_BYTES)
    for start, kind in _KINDS.items():
        if content.startswith(start):
            return Logo(kind, content)
    raise error("no-picture", _("A logo is a PNG or JPEG picture; this file is neither."), file=shown(path))
