"""Time across and rows down: which part of them is in sight, and how large time is drawn."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from planner.app.timeline import Bar, Timeline
from ui.theme.theme import Theme
from ui.timeline import bars
from ui.timeline.axis import LEAST, MOST, PIXELS, Axis, Scale
from ui.timeline.frame import Frame, Look, Row, key_of, listed
from ui.timeline.strip import foot_of

MARGIN = timedelta(days=21)
"""Time before the first day and after the last one that can be scrolled to."""


class Field(QAbstractScrollArea):
    """The rows of a `Timeline`, scrolled and zoomed. What is on them is painted by whoever builds on this."""

    scaled = Signal(object)
    """The finer row of words is another `Scale`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = Look(theme, QApplication.font(), 1.0)
        self.timeline: Timeline | None = None
        self.rows: list[Row] = []
        self.folded: frozenset[int] = frozenset()
        self._bars: dict[str, Bar] = {}
        self._place: dict[str, int] = {}
        self._pixels = PIXELS[Scale.MONTHS]
        self._axis: Axis | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.valueChanged.connect(self._on_scroll)

    # -- what is shown

    def take(self, shown: Timeline) -> None:
        """Show another timeline; nothing is scrolled."""
        self.timeline = shown
        self._bars = {bar.item: bar for bar in shown.bars}
        self._list_rows()
        self._measure()

    def _list_rows(self) -> None:
        self.rows = listed(self.timeline, self.folded) if self.timeline else []
        self._place = {key_of(row): number for number, row in enumerate(self.rows)}
        self.on_rows()

    def on_rows(self) -> None:
        """Other rows are shown now."""

    def _measure(self) -> None:
        """The days, and how far one can scroll."""
        if self.timeline is None:
            return
        self.look.foot = foot_of(self.look, self.timeline, self.side)
        first, last = self.timeline.first - MARGIN, self.timeline.last + MARGIN
        room = self.viewport().width() - self.side
        days = max((last - first).days + 1, int(room / self._pixels) + 1)
        self._axis = Axis(first, first + timedelta(days=days - 1), self._pixels, self.look.text)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, round(self._axis.width - room)))
        across.setPageStep(max(1, round(room)))
        across.setSingleStep(40)
        height = round(self.frame.bottom - self.frame.head)
        down.setRange(0, max(0, round(len(self.rows) * self.look.row) - height))
        down.setPageStep(max(1, height))
        down.setSingleStep(round(self.look.row))
        self.viewport().update()

    def fold(self, folded: frozenset[int]) -> None:
        """Show only the headings of these stages."""
        self.folded = folded
        self._list_rows()
        self._measure()

    def set_theme(self, theme: Theme, text: float) -> None:
        """Use other colours and another size of text."""
        self.setFont(QApplication.font())  # painted by hand: nobody else tells it of a new text size
        pixels = self._pixels * text / self.look.text
        self.look = Look(theme, self.font(), text)
        self.zoom_to(pixels)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._measure()

    def _on_scroll(self) -> None:
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Everything is painted anew: the column, the words and the study below stand still."""

    # -- where things are

    @property
    def axis(self) -> Axis:
        """Days as pixels."""
        assert self._axis is not None
        return self._axis

    @property
    def side(self) -> float:
        """Width of the column with titles: never more than two fifths of the room."""
        return min(round(256 * self.look.text), self.viewport().width() * 2 // 5)

    @property
    def left(self) -> float:
        """Pixels of time that have left the view."""
        return float(self.horizontalScrollBar().value())

    @property
    def backwards(self) -> bool:
        """Whether time runs from right to left."""
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    @property
    def frame(self) -> Frame:
        """Where everything is now."""
        view = self.viewport()
        top = float(self.verticalScrollBar().value())
        return Frame(self.look, self.axis, view.width(), view.height(), self.side, self.left, top, self.backwards)

    def place_of(self, key: str | None) -> int | None:
        """The number of a row; None where there is none."""
        return self._place.get(key) if key else None

    def key(self, place: int) -> str:
        """What tells the row of this number from all others."""
        return key_of(self.rows[place])

    def row_at(self, spot: QPointF) -> Row | None:
        """The row at a place of the viewport."""
        number = self.frame.row_at(spot, len(self.rows)) if self._axis else None
        return None if number is None else self.rows[number]

    def bar_of(self, item: str | None) -> Bar | None:
        """The bar of an item, also of one that is folded away."""
        return self._bars.get(item) if item else None

    def rect_of(self, key: str) -> QRectF | None:
        """Where the bar of a row is in the viewport."""
        number = self.place_of(key)
        return None if number is None else bars.bar_rect(self.frame, self.rows[number], self.frame.y(number))

    # -- moving over time

    def set_left(self, left: float) -> None:
        """Let so many pixels of time leave the view."""
        self.horizontalScrollBar().setValue(round(left))

    def go_to_day(self, day: date, share: float = 0.06) -> None:
        """Bring a day to the beginning of the view, or so far from it."""
        self.set_left(self.axis.x(day) - share * self.frame.room)

    def go_to(self, key: str) -> None:
        """Bring a row into sight, and its bar."""
        number = self.place_of(key)
        if number is None:
            return
        frame, down = self.frame, self.verticalScrollBar()
        y, row = number * self.look.row, self.look.row
        height = frame.bottom - frame.head
        if not down.value() <= y <= down.value() + height - row:
            down.setValue(round(y - (height - row) / 2))
        self.bring_bar(self.rows[number])

    def bring_bar(self, row: Row) -> None:
        """Scroll in time as far as it takes to see a bar."""
        extent = self.frame.extent(row)
        if extent is None:
            return
        frame = self.frame
        begin, end = extent[0], min(extent[1], extent[0] + frame.room / 2)
        if begin < frame.left or end > frame.left + frame.room - 8:
            self.set_left(begin - 0.2 * frame.room)

    def place(self) -> tuple[float, date, int, frozenset[int]] | None:
        """Pixels a day, the first day in sight, pixels of rows that have left the view, and what is folded."""
        if self.timeline is None:
            return None
        down = self.verticalScrollBar().value()
        return self.axis.pixels, self.axis.day(self.left), down, self.folded

    def go_to_place(self, pixels: float, day: date, down: int, folded: frozenset[int]) -> None:
        """Show the same again."""
        self.fold(folded)
        self.zoom_to(pixels)
        self.set_left(self.axis.x(day))
        self.verticalScrollBar().setValue(down)

    def go_to_begin(self) -> None:
        """Show where the plan begins."""
        if self.timeline is not None:
            self.verticalScrollBar().setValue(0)
            self.go_to_day(self.timeline.begins)

    def zoom_to(self, pixels: float, at: float | None = None) -> None:
        """So many pixels a day; what is `at` this place of the viewport stays there, else the first day in sight."""
        if self._axis is None:
            self._pixels = pixels
            return
        before = self.axis.scale
        frame = self.frame
        spot = frame.x(frame.left) if at is None else at
        time = frame.time(spot) / self.axis.pixels
        along = frame.time(spot) - frame.left
        self._pixels = min(max(pixels, LEAST * self.look.text), MOST * self.look.text)
        self._measure()
        self.set_left(time * self._pixels - along)
        if self.axis.scale is not before:
            self.scaled.emit(self.axis.scale)

    def zoom_by(self, factor: float, at: float | None = None) -> None:
        """Show time larger or smaller."""
        middle = self.frame.area.center().x() if self._axis and at is None else at
        self.zoom_to(self._pixels * factor, middle)

    def show_scale(self, scale: Scale) -> None:
        """Weeks, months or quarters as the finer row of words."""
        self.zoom_to(PIXELS[scale] * self.look.text)
        self.scaled.emit(scale)

    def fit(self) -> None:
        """Show all of the plan from its first to its last day."""
        if self.timeline is None:
            return
        days = (self.timeline.last - self.timeline.first).days + 1
        self.zoom_to(self.frame.room * 0.94 / days)
        self.go_to_day(self.timeline.first, 0.03)

    def scroll_by(self, share: float) -> None:
        """Go on by a part of what is in sight."""
        self.set_left(self.left + share * self.frame.room)

    def roll(self, pixels: int) -> None:
        """Scroll over the rows. Whoever looks at bars goes on seeing some: time follows the row in the middle."""
        down = self.verticalScrollBar()
        followed = any(self._is_seen(number) for number in self.frame.rows(len(self.rows)))
        down.setValue(down.value() + pixels)
        shown = self.frame.rows(len(self.rows))
        if followed and shown and not any(self._is_seen(number) for number in shown[1:-1]):
            self.bring_bar(self.rows[shown[len(shown) // 2]])

    def _is_seen(self, number: int) -> bool:
        extent = self.frame.extent(self.rows[number])
        return extent is not None and isinstance(self.rows[number], Bar) and not self.frame.in_sight(extent)
