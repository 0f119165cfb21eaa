"""Painting for those who read from right to left, too: the same places, counted from where a line begins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter


def backwards(painter: QPainter) -> bool:
    """Whether one reads from right to left where this painter paints."""
    return painter.layoutDirection() == Qt.LayoutDirection.RightToLeft


def begin_side(painter: QPainter) -> Qt.AlignmentFlag:
    """The side on which one begins to read."""
    side = Qt.AlignmentFlag.AlignRight if backwards(painter) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def placed(painter: QPainter, rect: QRectF, whole: QRectF) -> QRectF:
    """Where a part of `whole` really lies that is counted from where a line begins."""
    if not backwards(painter):
        return rect
    return QRectF(whole.left() + whole.right() - rect.right(), rect.top(), rect.width(), rect.height())


def isolated(text: str) -> str:
    """Text that runs as its own letters do where nobody can say so to the painter: with signs that take no room."""
    return "\n".join(f"\u2068{line}\u2069" if line else "" for line in text.split("\n"))


@contextmanager
def by_its_letters(painter: QPainter) -> Iterator[None]:
    """Text runs as its own letters do: an English title is English in a window that is read from right to left."""
    before = painter.layoutDirection()
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    yield
    painter.setLayoutDirection(before)


def write(painter: QPainter, start: QPointF, room: float, text: str, *, at_end: bool = False) -> None:
    """One line of text at the beginning (or the end) of a room that reaches from `start`, on the base line, so far."""
    free = room - QFontMetricsF(painter.font()).horizontalAdvance(text)
    shift = free if backwards(painter) != at_end else 0.0
    with by_its_letters(painter):
        painter.drawText(start + QPointF(shift, 0), text)


def write_in(painter: QPainter, place: QRectF, flags: Qt.AlignmentFlag | int, text: str) -> None:
    """Text in a place, at the side on which one begins to read; `flags`: its height and its lines."""
    flags = int(begin_side(painter)) | int(flags)
    with by_its_letters(painter):
        painter.drawText(place, flags, text)
