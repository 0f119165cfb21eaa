"""Which file a person wants of a map, and the sheet that comes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QRectF, QSizeF

from planner.app.map import Map
from planner.i18n import _
from planner.model.problem import error
from ui.pictures.formats import Format
from ui.pictures.heading import Heading
from ui.pictures.sheet import Request, Sheet
from ui.theme import theme
from ui.theme.theme import ThemeName

AS_NEEDED: Final = "map"
PAPERS: Final = {"a4": (297.0, 210.0), "a3": (420.0, 297.0), "letter": (279.4, 215.9)}
"""Millimetres, the longer side first."""
_PIXELS: Final = 96 / 25.4
"""To the millimetre."""
_LEAST, _MOST = 320, 20_000
SCALES: Final = (1, 4)
"""Least and most."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A kind of file, its size and its colours."""

    kind: Format
    size: str = AS_NEEDED
    """`AS_NEEDED`, a paper, or pixels such as "1920x1080"."""
    scale: float = 1.0
    """Pixels of a PNG for one pixel of the sheet."""
    theme: ThemeName = "light"

    def sheet(self, picture: Map, heading: Heading, part: QRectF | None = None) -> Sheet:
        """The sheet with a map, or with a part of it."""
        shown = part or QRectF(0, 0, picture.width, picture.height)
        size = size_of(self.size, shown.width() < shown.height())
        return Sheet(Request(picture, heading, theme.load(self.theme), part, size))


def format_of(name: str) -> Format:
    """The kind of file that a name asks for. Raises PlannerError."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    if ending not in tuple(Format):
        message = _("A picture is written as .svg, .pdf or .png: let the name of the file end in one of them.")
        raise error("no-such-format", message)
    return Format(ending)


def size_of(name: str, upright: bool = False) -> QSizeF | None:
    """Pixels of a sheet; None: as large as the map needs. `upright`: paper stands. Raises PlannerError."""
    wanted = name.strip().lower()
    if wanted == AS_NEEDED:
        return None
    if wanted in PAPERS:
        size = QSizeF(*PAPERS[wanted]) * _PIXELS
        return size.transposed() if upright else size
    found = re.fullmatch(r"(\d{1,5})\s*[x×]\s*(\d{1,5})", wanted)
    sides = [int(side) for side in found.groups()] if found else []
    if not sides or min(sides) < _LEAST or max(sides) > _MOST:
        message = _("“{text}” is no size. Write map, a4, a3, letter, or pixels from {least} to {most}, as 1920x1080.")
        raise error("no-such-size", message.format(text=name, least=_LEAST, most=_MOST))
    return QSizeF(*sides)


def checked_scale(scale: float) -> float:
    """The scale, where it makes sense. Raises PlannerError."""
    if not SCALES[0] <= scale <= SCALES[1]:
        raise error("no-such-scale", _("{scale:g} is no scale: choose 1 to 4.").format(scale=scale))
    return scale
