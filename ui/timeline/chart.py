"""The timeline as one painted widget: only the rows and days in sight are drawn, however long the plan is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from planner.app.timeline import Bar, Stage, Timeline
from planner.model.document import Document
from planner.model.plan import Plan
from ui.plain import tip_text
from ui.theme.theme import Theme
from ui.timeline import keys, painting, strip, words
from ui.timeline.accessible import Rows
from ui.timeline.field import Field
from ui.timeline.frame import Row, key_of
from ui.timeline.mover import Mover
from ui.timeline.pointer import Pointer
from ui.timeline.titles import Titles


class Chart(Field):
    """Shows a `Timeline` and says what was chosen and moved. What is selected is said by id of the item."""

    chosen = Signal(str)
    """An item was selected here."""
    cleared = Signal()
    """The selection was given up here."""
    asked = Signal(str, QPoint)
    """A menu is wanted for an item, at this place on the screen."""
    opened = Signal(str)
    """Enter or a double click on an item: the person wants to read about it."""
    typed = Signal(str)
    """Somebody began to type: they look for something."""
    held = Signal(str, object)
    """An item is to begin on a day or later; None: whenever it fits."""
    told = Signal(str)
    """Something to say in the status line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.document: Document | None = None
        self.plan: Plan | None = None
        self.current: str | None = None
        """Key of the row at which the keyboard stands."""
        self.hovered: str | None = None
        self.listed = Rows(self)
        """The same as a list, for assistive programs."""
        self.titles = Titles()
        self.mover = Mover(self)
        self.pointer = Pointer(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)

    # -- what is shown

    def show_plan(self, document: Document, plan: Plan, shown: Timeline) -> None:
        """Show another plan; what is in sight stays in sight, and the selected row where it is."""
        first = self.timeline is None
        self.document, self.plan = document, plan
        self.mover.forget()
        if first:
            self.take(shown)
            self.go_to_day(shown.begins)
            return
        day = self.axis.day(self.left)
        place = self.place_of(self.current)
        y = self.frame.y(place) if place is not None else 0.0
        seen = place is not None and self._is_seen(place)
        self.take(shown)
        self.set_left(self.axis.x(max(day, self.axis.first)))
        place = self.place_of(self.current)
        if place is not None and seen:
            down = self.verticalScrollBar()
            down.setValue(round(down.value() + self.frame.y(place) - y))
            self.bring_bar(self.rows[place])
        self.mover.resume()

    def show_ranges(self, shown: Timeline) -> None:
        """The same plan, and how sure its dates are."""
        day = self.axis.day(self.left)
        self.take(shown)
        self.set_left(self.axis.x(day))

    def forget(self) -> None:
        """Another document: nothing of what was seen before matters for it."""
        self.timeline, self.current, self.folded = None, None, frozenset()

    def on_rows(self) -> None:
        if self.current not in self._place:
            self.current = None
        self.titles.forget()
        self.listed.renew()
        self._describe()

    # -- what is selected

    @property
    def selected(self) -> str | None:
        """The selected item, if it is part of the timeline."""
        bar = self.bar_of(self.current)
        return bar.item if bar else None

    def select(self, item: str | None) -> None:
        """Mark an item and bring it into sight."""
        if item == self.current:
            return
        bar = self.bar_of(item)
        if bar is not None and self.place_of(item) is None:
            stage = next(one for one in self.timeline.stages if bar in one.bars) if self.timeline else None
            self.fold(self.folded - {stage.number} if stage else self.folded)
        self.mover.drop(item)
        self.current = item if bar else None
        if bar:
            self.go_to(bar.item)
        self._describe()
        self.viewport().update()

    def choose(self, row: Row | None) -> None:
        """Select a row as a person does, who wants it shown everywhere."""
        if row is None:
            self.select(None)
            self.cleared.emit()
        elif isinstance(row, Bar):
            self.select(row.item)
            self.chosen.emit(row.item)
        else:
            self.mover.drop(None)
            self.current = key_of(row)
            self.go_to(self.current)
            self._describe()
            self.viewport().update()

    def toggle(self, stage: Stage, fold: bool | None = None) -> None:
        """Fold a stage, or show its rows again."""
        on = stage.number not in self.folded if fold is None else fold
        self.fold(self.folded | {stage.number} if on else self.folded - {stage.number})

    def _describe(self) -> None:
        """Tell assistive programs what is shown and where we are."""
        if self.timeline is None:
            return
        number = self.place_of(self.current)
        self.setAccessibleDescription(
            words.described(self.rows[number], self.timeline) if number is not None else words.summary(self.timeline)
        )
        self.listed.follow()

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if self.timeline is None or self._axis is None:
            painter.fillRect(self.viewport().rect(), self.look.theme.surface)
        else:
            painting.paint(painter, self)
        painter.end()

    # -- input

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1.0015 ** (delta.y() or delta.x()), event.position().x())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(delta.x()) > abs(delta.y()):
            self.set_left(self.left - (delta.y() or (delta.x() if not self.backwards else -delta.x())))
        else:
            self.roll(-delta.y())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position())
        if isinstance(row, Bar):
            self.opened.emit(row.item)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = None
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row, spot = self.row_at(QPointF(event.pos())), event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.selected:
            number = self.place_of(self.current)
            row = self.rows[number] if number is not None else None
            spot = self.viewport().mapFromGlobal(self.menu_place())
        if isinstance(row, Bar):
            self.choose(row)
            self.asked.emit(row.item, self.viewport().mapToGlobal(spot))

    def menu_place(self) -> QPoint:
        """Where on the screen a menu of the current row belongs: below its title."""
        number = self.place_of(self.current) or 0
        y = min(max(self.frame.y(number), self.frame.head), self.frame.bottom - self.look.row)
        return self.viewport().mapToGlobal(QPointF(self.frame.column.center().x(), y + self.look.row).toPoint())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self.timeline is not None:
            text = self.tip_at(QPointF(event.pos()))
            if text:
                QToolTip.showText(event.globalPos(), tip_text(text), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def tip_at(self, spot: QPointF) -> str:
        """What there is to say of a place."""
        assert self.timeline is not None
        frame = self.frame
        row = self.row_at(spot)
        if row is not None:
            return words.tip(row, self.timeline)
        if spot.y() >= frame.bottom and frame.area.contains(spot):
            return words.study_words(self.timeline, *strip.piece_at(frame, frame.axis.day(frame.time(spot.x()))))
        if 2 * self.look.line <= spot.y() < frame.head:
            return words.summary(self.timeline)
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.timeline is None or not keys.press(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.listed.on_focus()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
