"""Where everything is: a frozen column with titles, two rows of words, marks, rows of bars, and the study below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from planner.app.timeline import Bar, Stage, Timeline
from ui.theme.theme import Theme, font
from ui.timeline.axis import Axis

_ONE_LINE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
# As numbers: putting flags together takes as long as painting some letters.
LEFT = int(_ONE_LINE | Qt.AlignmentFlag.AlignLeft)
RIGHT = int(_ONE_LINE | Qt.AlignmentFlag.AlignRight)
MIDDLE = int(_ONE_LINE | Qt.AlignmentFlag.AlignHCenter)

Row = Stage | Bar
"""What has a row of its own: a stage as a heading, an item below it."""


def key_of(row: Row) -> str:
    """What tells a row from all others; no item is called like a stage, as ids have no colon."""
    return row.item if isinstance(row, Bar) else f"stage:{row.number}"


def listed(shown: Timeline, folded: frozenset[int]) -> list[Row]:
    """The rows of a timeline, without those of the stages that are folded."""
    rows: list[Row] = []
    for stage in shown.stages:
        rows.append(stage)
        if stage.number not in folded:
            rows += stage.bars
    return rows


class Look:
    """Colours, fonts and their sizes: what painting needs of the theme and the text size."""

    def __init__(self, theme: Theme, base: QFont, text: float) -> None:
        self.theme, self.text = theme, text
        self.body, self.strong, self.caption = (font(role, base) for role in ("body", "strong", "caption"))
        self.body_size, self.strong_size = QFontMetricsF(self.body), QFontMetricsF(self.strong)
        self.caption_size = QFontMetricsF(self.caption)
        self.row = float(max(28, round(self.body_size.height() * 1.55)))
        self.bar = round(self.row * 0.66)
        self.line = round(self.caption_size.height() + 6)
        """Height of a row of words above the bars."""
        self.marks = round(self.caption_size.height() + 12)
        self.foot = round(3.4 * self.line + 14)
        """Height of the strip below the bars; more where its words take more lines."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One view of a timeline, in pixels of the widget. Time is counted in pixels from the beginning of the axis."""

    look: Look
    axis: Axis
    width: float
    height: float
    side: float
    """Width of the column with titles."""
    left: float
    """Pixels of time that have left the view at its beginning."""
    top: float
    """Pixels of rows that have left the view above."""
    backwards: bool
    """Whether time runs from right to left."""

    @property
    def head(self) -> float:
        """Height of the words and marks above the rows."""
        return 2 * self.look.line + self.look.marks

    @property
    def bottom(self) -> float:
        """Where the rows end and the study below begins."""
        return max(self.head, self.height - self.look.foot)

    @property
    def room(self) -> float:
        """Pixels of time that are in sight."""
        return max(1.0, self.width - self.side)

    @property
    def area(self) -> QRectF:
        """The part of the widget that shows time, from top to bottom."""
        return QRectF(0 if self.backwards else self.side, 0, self.room, self.height)

    @property
    def body(self) -> QRectF:
        """The part with the bars."""
        return QRectF(self.area.left(), self.head, self.room, self.bottom - self.head)

    @property
    def column(self) -> QRectF:
        """The column with titles, from top to bottom."""
        return QRectF(self.width - self.side if self.backwards else 0, 0, self.side, self.height)

    @property
    def start_side(self) -> int:
        """How text is aligned that begins where reading begins."""
        return RIGHT if self.backwards else LEFT

    @property
    def begin(self) -> date:
        """The first day in sight."""
        return self.axis.day(self.left)

    @property
    def end(self) -> date:
        """The last day in sight."""
        return self.axis.day(self.left + self.room)

    def x(self, time: float) -> float:
        """Where on the screen so many pixels of time are over."""
        along = time - self.left
        return self.room - along if self.backwards else self.side + along

    def span(self, begin: float, end: float, top: float, height: float) -> QRectF:
        """The rectangle between two times."""
        one, other = self.x(begin), self.x(end)
        return QRectF(min(one, other), top, abs(other - one), height)

    def beside(self, near: float, width: float, top: float, height: float, before: bool = False) -> QRectF:
        """A rectangle of some width that begins at a place on the screen and goes on with time, or ends there."""
        to_right = self.backwards == before
        return QRectF(near if to_right else near - width, top, width, height)

    def time(self, x: float) -> float:
        """Pixels of time at a place on the screen."""
        return self.left + (self.room - x if self.backwards else x - self.side)

    def y(self, row: int) -> float:
        """Where a row begins on the screen."""
        return self.head + row * self.look.row - self.top

    def row_at(self, spot: QPointF, count: int) -> int | None:
        """The row at a place on the screen."""
        if not self.head <= spot.y() < self.bottom:
            return None
        row = int((spot.y() - self.head + self.top) // self.look.row)
        return row if 0 <= row < count else None

    def rows(self, count: int) -> range:
        """The rows in sight."""
        first = int(self.top // self.look.row)
        return range(max(0, first), min(count, int((self.top + self.bottom - self.head) // self.look.row) + 1))

    def extent(self, bar: Row) -> tuple[float, float] | None:
        """Pixels of time from the beginning to the end of a bar, as drawn: never too narrow to be seen."""
        if bar.start is None or bar.finish is None:
            return None
        begin = self.axis.x(bar.start)
        return begin, max(self.axis.end(bar.finish), begin + 5)

    def in_sight(self, extent: tuple[float, float]) -> int:
        """0 where some of a bar is in sight, -1 where it is over before, 1 where it begins later."""
        if extent[1] <= self.left:
            return -1
        return 1 if extent[0] >= self.left + self.room else 0
