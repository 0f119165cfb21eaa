"""The timeline for assistive programs: a list with one item for every row, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QPoint, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken, VoidPtr

from planner.app.timeline import Bar, Stage
from ui.listed import Entry, Listed, install
from ui.timeline import words
from ui.timeline.frame import Row

if TYPE_CHECKING:
    from ui.timeline.chart import Chart


class Rows(Listed):
    """What assistive programs know of the rows of one chart."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self.chart = chart
        install(_made_for)

    @property
    def current(self) -> str | None:
        """The row at which the keyboard stands."""
        return self.chart.current

    def place(self, key: str) -> int:
        place = self.chart.place_of(key)
        return -1 if place is None else place

    def _row(self, key: str) -> Row:
        return self.chart.rows[self.place(key)]

    def name(self, key: str) -> str:
        return words.name(self._row(key)) if self.chart.timeline is not None else ""

    def described(self, key: str) -> str:
        return words.described(self._row(key), self.chart.timeline) if self.chart.timeline is not None else ""

    def spot(self, key: str) -> QRect:
        """With its title."""
        frame = self.chart.frame
        return QRectF(0, frame.y(self.place(key)), frame.width, frame.look.row).toRect()

    def add_state(self, state: Any, key: str) -> None:
        row = self._row(key)
        state.selected = int(self.chart.current == key)
        state.offscreen = int(not self.spot(key).intersects(self.chart.frame.body.toRect()))
        if isinstance(row, Stage):
            state.expandable = 1
            state.collapsed = int(row.number in self.chart.folded)
            state.expanded = int(row.number not in self.chart.folded)

    def follow(self, again: bool = False) -> None:
        now = self.chart.current
        # What happens on a page that is not shown is told by the one that is.
        if QAccessible.isActive() and self.chart.isVisible() and (now != self._told or again):
            self._told = now
            self.tell(now)

    def do(self, key: str, action: str) -> None:
        """Select a row, fold a stage, or show the menu of an item."""
        row, chart = self._row(key), self.chart
        if action == QAccessibleActionInterface.setFocusAction():
            chart.setFocus()
        chart.choose(row)
        if action == QAccessibleActionInterface.pressAction() and isinstance(row, Stage):
            chart.toggle(row)
        elif action == QAccessibleActionInterface.showMenuAction() and isinstance(row, Bar):
            chart.asked.emit(row.item, chart.viewport().mapToGlobal(self.spot(key).bottomLeft()))


class _List(QAccessibleWidget):
    """The chart as a list. Viewport and scroll bars are left out: they say nothing."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart, QAccessible.Role.List)
        self._rows = chart.listed

    @property
    def rows(self) -> Rows | None:
        return self._rows if Shiboken.isValid(self._rows) else None

    def childCount(self) -> int:
        return len(self.rows.chart.rows) if self.rows else 0

    def child(self, index: int) -> QAccessibleInterface:
        rows = self.rows
        inside = rows is not None and 0 <= index < len(rows.chart.rows)
        return rows.entry(rows.chart.key(index)) if rows and inside else None  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self.rows.place(child.key) if self.rows and isinstance(child, Entry) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        rows = self.rows
        if rows is None:
            return None  # type: ignore[return-value]
        chart = rows.chart
        place = chart.frame.row_at(chart.viewport().mapFromGlobal(QPoint(x, y)).toPointF(), len(chart.rows))
        return rows.entry(chart.key(place)) if place is not None else None  # type: ignore[return-value]

    def focusChild(self) -> QAccessibleInterface:
        rows = self.rows
        if rows is None or not rows.chart.hasFocus():
            return None  # type: ignore[return-value]
        return rows.entry(rows.chart.current) or self

    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        return super().interface_cast(t) or VoidPtr(0)


def _made_for(name: str, thing: QObject | None) -> QAccessibleInterface | None:
    if name == "Chart" and isinstance(getattr(thing, "listed", None), Rows):
        return _List(cast("Chart", thing))
    return None
