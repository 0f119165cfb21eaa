"""Words as large as their room allows: nothing on a slide is ever cut off, and no slide scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ui.canvas.nodes import sized
from ui.plain import elide
from ui.reading import begin_side, by_its_letters

WIDTH, HEIGHT = 1920.0, 1080.0
"""A slide is measured in pixels of a screen of this size, at 96 to the inch."""
SMALL, MIDDLE, LARGE, HUGE = 32, 48, 72, 104
"""24, 36, 54 and 78 points."""
LEAST = 18
"""No letter is smaller, however long a text is."""
_MANY = 99


class Block(NamedTuple):
    """A text broken into lines, in a size in which it fits its room."""

    lines: list[str]
    font: QFont
    height: float

    def step(self) -> float:
        """From one line to the next."""
        return QFontMetricsF(self.font).height()

    @property
    def widest(self) -> float:
        """Width of the longest line."""
        metrics = QFontMetricsF(self.font)
        return max((metrics.horizontalAdvance(line) for line in self.lines), default=0.0)


def fitted(text: str, base: QFont, width: float, height: float, size: int, strong: bool = False) -> Block:
    """The whole text in at most `size` pixels, smaller where it would not fit into `width` and `height` otherwise."""
    weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
    for pixels in range(size, LEAST - 1, -2):
        font = sized(base, pixels, weight)
        metrics = QFontMetricsF(font)
        longest = max((metrics.horizontalAdvance(word) for word in text.split()), default=0.0)
        lines = elide(text, metrics, width, _MANY)
        tall = len(lines) * metrics.height()
        if (tall <= height and longest <= width) or pixels - 2 < LEAST:
            return Block(lines, font, tall)
    raise AssertionError


def joined(parts: Sequence[str], base: QFont, width: float, height: float, size: int) -> Block:
    """Short facts beside each other, in as many lines as they take; none of them is broken where it fits a line."""
    for pixels in range(size, LEAST - 1, -2):
        font = sized(base, pixels)
        metrics = QFontMetricsF(font)
        lines: list[str] = []
        for part in parts:
            longer = f"{lines[-1]} · {part}" if lines else part
            if lines and metrics.horizontalAdvance(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
        tall = len(lines) * metrics.height()
        if tall <= height and all(metrics.horizontalAdvance(line) <= width for line in lines):
            return Block(lines, font, tall)
    return fitted(" · ".join(parts), base, width, height, size)


def write(painter: QPainter, block: Block, room: QRectF, colour: QColor, flags: Qt.AlignmentFlag | None = None) -> None:
    """The lines of a block from the top of a room; from where one begins to read, or as `flags` says."""
    painter.setFont(block.font)
    painter.setPen(colour)
    side = begin_side(painter) if flags is None else flags
    step = block.step()
    with by_its_letters(painter):
        for number, line in enumerate(block.lines):
            place = QRectF(room.left(), room.top() + number * step, room.width(), step)
            painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter), line)


def stacked(blocks: Sequence[Block], gap: float) -> float:
    """Height of blocks below each other."""
    shown = [block.height for block in blocks if block.lines]
    return sum(shown) + gap * max(0, len(shown) - 1)
