"""How lines are painted: calm ones as fast as can be, the path and a chain strong, options not taken dashed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.canvas.geometry import Geometry, path_along
from ui.theme import shapes
from ui.theme.theme import Theme

MANY, MANY_LIT = 400, 60
"""From so many on lines are painted in a quicker way."""
_CALM, _FAR, _FAINT = 0.6, 0.3, 0.18
"""How strong idle lines are, those that run past many columns, and all of them while others are lit."""
_CONTRAST, _CONTRAST_FAINT = 1.0, 0.78
"""The same in high contrast looks, where every line stays easy to see."""


@dataclass(frozen=True, slots=True)
class Pens:
    """For lines that are neither on the path nor lit."""

    near: QPen
    far: QPen
    """For lines that run past many columns."""
    optional: QPen
    first: QPen
    """For lines that only the plan has that is compared with."""
    second: QPen


def pens(theme: Theme, busy: bool) -> Pens:
    """The pens of calm lines; `busy`: while others are lit."""
    usual, past, faint = _CALM, _FAR, _FAINT
    if theme.contrast:
        usual, past, faint = _CONTRAST, _CONTRAST_FAINT, _CONTRAST_FAINT
    near, far = (_calm(theme, faint if busy else share) for share in (usual, past))
    optional = QPen(near)
    optional.setDashPattern([5, 4])
    first, second = (_calm(theme, _FAINT if busy and not theme.contrast else 1.0) for _side in range(2))
    first.setDashPattern([6, 5])
    second.setWidthF(2.0)
    return Pens(near, far, optional, first, second)


def _calm(theme: Theme, share: float) -> QPen:
    # A one pixel cosmetic pen of an opaque colour is many times faster than any other, so the calm lines are
    # blended with the ground beforehand instead of drawn half transparent.
    pen = QPen(blended(theme.edge_idle, theme.lane_even, share), 1)
    pen.setCosmetic(True)
    return pen


def paint_calm(painter: QPainter, geometry: Geometry, numbers: Sequence[int], used: Pens, vectors: bool) -> None:
    """Paint lines by their numbers. `vectors`: for a file, where every line counts and time does not.

    Where there are many, those that run past many columns are left to those who ask for a chain.
    """
    optional = [number for number in numbers if number in geometry.optional]
    first = [number for number in numbers if number in geometry.first]
    second = [number for number in numbers if number in geometry.second]
    apart = {*optional, *first, *second}
    far = [number for number in numbers if number in geometry.far and number not in apart]
    near = [number for number in numbers if number not in geometry.far and number not in apart]
    # One by one smooth lines are quickest; many are quicker all at once and not smooth, which so close never shows.
    many = not vectors and len(numbers) > MANY
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not many)
    pairs = ((used.far, () if many else far), (used.near, near), (used.optional, optional))
    for pen, some in (*pairs, (used.first, first), (used.second, second)):
        pen.setCosmetic(not vectors)  # in a file lines shrink with all the rest
        painter.setPen(pen)
        if many:
            together = QPainterPath()
            for number in some:
                together.addPath(geometry.path(number))
            painter.drawPath(together)
        else:
            for number in some:
                painter.drawPath(geometry.path(number))


def paint_lit(
    painter: QPainter,
    geometry: Geometry,
    numbers: Sequence[int],
    theme: Theme,
    zoom: float,
    exposed: QRectF | None,
    dashed: bool = False,
) -> None:
    """Paint the path, or a chain that somebody looks at: what can be seen of it in a part of the scene; None: all.

    `dashed`: the path of the plan that is compared with, over the other one.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = shapes.path_pen(theme, 2.0 / max(zoom, 0.01))
    if len(numbers) > MANY_LIT and exposed is not None:
        pen = QPen(theme.edge_path, 1)  # wide lines cost ten times as much; so many are seen in any width
        pen.setCosmetic(True)
    if dashed:
        pen.setColor(theme.text)
        pen.setWidthF(pen.widthF() * 0.6)
        pen.setDashPattern([4, 4])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    seen = exposed.adjusted(-8, -8, 8, 8) if exposed is not None else None
    for number in numbers:
        painter.drawPath(geometry.path(number) if seen is None else path_along(geometry.spots(number), seen))


def blended(colour: QColor, ground: QColor, share: float) -> QColor:
    """`share` of a colour on a ground, opaque."""
    mixed = [
        round(one * share + other * (1 - share))
        for one, other in zip(colour.getRgb(), ground.getRgb(), strict=True)  # type: ignore[call-overload]
    ]
    return QColor(mixed[0], mixed[1], mixed[2])
