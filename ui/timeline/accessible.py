"""The timeline for assistive programs: a list with one item for every row, in reading order.

As on the map, everything is one painted widget: a row that is asked for gets a light object of its own, and none is
made before somebody asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken, VoidPtr

from planner.app.timeline import Bar, Stage
from ui import announce
from ui.timeline import words
from ui.timeline.frame import Row

if TYPE_CHECKING:
    from ui.timeline.chart import Chart

_ACTION = QAccessible.InterfaceType.ActionInterface
_NAME, _DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


class Rows(QObject):
    """What assistive programs know of the rows of one chart."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self.chart = chart
        self._made: dict[str, tuple[QObject, _Item]] = {}
        self._told: str | None = None
        _install()

    @property
    def made(self) -> int:
        """For how many rows there is an object now."""
        return len(self._made)

    def row(self, key: str) -> Row | None:
        """The row of a key, if it is shown."""
        place = self.chart.place_of(key)
        return None if place is None else self.chart.rows[place]

    def item(self, key: str | None) -> _Item | None:
        """What assistive programs see of a row; None for what is not shown."""
        if key is None or self.chart.place_of(key) is None:
            return None
        if key not in self._made:
            owner = QObject(self)
            item = _Item(owner, self, key)
            self._made[key] = owner, item  # Qt looks after the C++ part, Python after the rest
            QAccessible.registerAccessibleInterface(item)
        return self._made[key][1]

    def renew(self) -> None:
        """Other rows are shown: forget those that are gone, and tell what says something else now."""
        active = QAccessible.isActive()
        for key in list(self._made):
            owner, item = self._made[key]
            if not active or self.chart.place_of(key) is None:
                Shiboken.delete(owner)  # and with it Qt deletes the interface
                del self._made[key]
            elif item.has_changed():
                announce.send(QAccessibleEvent(owner, QAccessible.Event.DescriptionChanged))
        if active and self.chart.isVisible():
            announce.send(QAccessibleEvent(self.chart, QAccessible.Event.ObjectReorder))

    def follow(self, again: bool = False) -> None:
        """Tell where the keyboard stands, if that has changed; `again`: in any case, as the chart has got the focus."""
        now = self.chart.current
        # What happens on a page that is not shown is told by the one that is.
        if not QAccessible.isActive() or not self.chart.isVisible() or (now == self._told and not again):
            return
        self._told = now
        if self.item(now) is None or now is None:
            return
        owner = self._made[now][0]
        announce.send(QAccessibleEvent(owner, QAccessible.Event.Selection))
        if self.chart.hasFocus():
            announce.send(QAccessibleEvent(owner, QAccessible.Event.Focus))

    def on_focus(self) -> None:
        """The chart has got the keyboard. Qt tells of the chart after this, so the row in it is told of later."""
        if QAccessible.isActive():
            QTimer.singleShot(0, self, lambda: self.follow(again=True))

    def act(self, key: str, action: str) -> None:
        """Do what is asked for over the bus with a row: select it, fold a stage, or show the menu of an item."""
        # Later, as the interface that asks may be gone once another plan is shown.
        QTimer.singleShot(0, self, lambda: self._act(key, action))

    def _act(self, key: str, action: str) -> None:
        row, chart = self.row(key), self.chart
        if row is None:
            return
        if action == QAccessibleActionInterface.setFocusAction():
            chart.setFocus()
        chart.choose(row)
        if action == QAccessibleActionInterface.pressAction() and isinstance(row, Stage):
            chart.toggle(row)
        elif action == QAccessibleActionInterface.showMenuAction() and isinstance(row, Bar):
            chart.asked.emit(row.item, chart.viewport().mapToGlobal(self.place(key).bottomLeft()))

    def place(self, key: str) -> QRect:
        """Where a row is in the viewport, with its title."""
        number, frame = self.chart.place_of(key), self.chart.frame
        if number is None:
            return QRect()
        return QRectF(0, frame.y(number), frame.width, frame.look.row).toRect()


class _Item(QAccessibleObject):
    """One row as an item of a list."""

    def __init__(self, owner: QObject, rows: Rows, key: str) -> None:
        super().__init__(owner)
        self.rows, self.key = rows, key
        self._actions = _Actions(rows, key)
        self._said = self.text(_DESCRIPTION)

    def has_changed(self) -> bool:
        """Whether it says something else than when last asked here."""
        before, self._said = self._said, self.text(_DESCRIPTION)
        return before != self._said

    def _row(self) -> Row | None:
        alive = Shiboken.isValid(self.rows) and Shiboken.isValid(self.rows.chart)
        return self.rows.row(self.key) if alive else None

    def isValid(self) -> bool:
        return super().isValid() and self._row() is not None

    def parent(self) -> QAccessibleInterface:
        alive = Shiboken.isValid(self.rows) and Shiboken.isValid(self.rows.chart)
        return QAccessible.queryAccessibleInterface(self.rows.chart) if alive else None  # type: ignore[return-value]

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, t: QAccessible.Text) -> str:
        row = self._row()
        shown = self.rows.chart.timeline if row is not None else None
        if row is None or shown is None:
            return ""
        if t == _NAME:
            return words.name(row)
        return words.described(row, shown) if t == _DESCRIPTION else ""

    def state(self) -> QAccessible.State:
        state: Any = QAccessible.State()
        row = self._row()
        if row is None:
            state.invalid = 1
            return state  # type: ignore[no-any-return]
        chart = self.rows.chart
        state.focusable = state.selectable = 1
        state.selected = int(chart.current == self.key)
        state.focused = int(chart.hasFocus() and chart.current == self.key)
        state.invisible = int(not chart.isVisible())
        state.offscreen = int(not self.rows.place(self.key).intersects(chart.frame.body.toRect()))
        if isinstance(row, Stage):
            state.expandable = 1
            state.collapsed = int(row.number in chart.folded)
            state.expanded = int(row.number not in chart.folded)
        return state  # type: ignore[no-any-return]

    def rect(self) -> QRect:
        if self._row() is None:
            return QRect()
        place = self.rows.place(self.key)
        return QRect(self.rows.chart.viewport().mapToGlobal(place.topLeft()), place.size())

    def interface_cast(self, arg__1: QAccessible.InterfaceType) -> Any:
        # None would crash: PySide 6.11 takes nothing but a pointer here, also for nothing.
        return self._actions if arg__1 == _ACTION else VoidPtr(0)


class _Actions(QAccessibleActionInterface):
    """What can be done with a row over the bus."""

    def __init__(self, rows: Rows, key: str) -> None:
        super().__init__()
        self._rows, self._key = rows, key

    def actionNames(self) -> list[str]:
        return [self.pressAction(), self.setFocusAction(), self.showMenuAction()]

    def doAction(self, actionName: str) -> None:
        if actionName in self.actionNames() and Shiboken.isValid(self._rows):
            self._rows.act(self._key, actionName)

    def keyBindingsForAction(self, actionName: str) -> list[str]:
        return []


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
        return rows.item(rows.chart.key(index)) if rows and inside else None  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        place = self.rows.chart.place_of(child.key) if self.rows and isinstance(child, _Item) else None
        return -1 if place is None else place

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        rows = self.rows
        if rows is None:
            return None  # type: ignore[return-value]
        chart = rows.chart
        place = chart.frame.row_at(chart.viewport().mapFromGlobal(QPoint(x, y)).toPointF(), len(chart.rows))
        return rows.item(chart.key(place)) if place is not None else None  # type: ignore[return-value]

    def focusChild(self) -> QAccessibleInterface:
        rows = self.rows
        if rows is None or not rows.chart.hasFocus():
            return None  # type: ignore[return-value]
        return rows.item(rows.chart.current) or self

    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        return super().interface_cast(t) or VoidPtr(0)


_installed = False


def _install() -> None:
    """Let Qt ask here for what it tells of a timeline; once for good, as Qt cannot be told to forget it again."""
    global _installed
    if not _installed:
        QAccessible.installFactory(_made_for)
        _installed = True


def _made_for(name: str, thing: QObject | None) -> QAccessibleInterface | None:
    if name == "Chart" and isinstance(getattr(thing, "listed", None), Rows):
        return _List(cast("Chart", thing))
    return None
