"""How deep into a skill a step goes: one bar a level, told apart by being filled or not and by their heights."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from ui.theme.theme import Theme

_BAR: Final = 0.42
"""Width of a bar, as a part of its distance to the next one plus itself."""


def paint_bars(painter: QPainter, part: int, parts: int, place: QRectF, theme: Theme) -> None:
    """`part` of `parts` bars filled, rising from left to right in `place`."""
    painter.save()
    step = place.width() / (parts - 1 + 2 * _BAR) if parts > 1 else place.width()
    ink = theme.kind("skill").stroke
    for number in range(parts):
        tall = place.height() * (number + 1) / parts
        corner = QPointF(place.left() + number * step, place.bottom() - tall)
        bar = QRectF(corner.x(), corner.y(), 2 * _BAR * step, tall)
        painter.setPen(QPen(ink, 1.0))
        painter.setBrush(ink if number < part else theme.bg)
        painter.drawRect(bar)
    painter.restore()
