"""The pointer over the timeline: a click selects, a bar is dragged in time, the ground is dragged to scroll."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from planner.app.pins import Move
from planner.app.timeline import Bar, Form, Stage
from ui import dates
from ui.plain import elide
from ui.theme import icons
from ui.timeline import bars, ground
from ui.timeline.frame import Frame, Row, key_of

if TYPE_CHECKING:
    from ui.timeline.chart import Chart

_WIDEST = 340.0
"""Pixels of the bubble at 100 % of text size."""


class Pointer:
    """The gestures of one chart, and what is painted meanwhile."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self._press: QPointF | None = None
        self._bar: Bar | None = None
        """The bar that is held down, and may be dragged."""
        self._grab = 0
        """Days from the beginning of the bar to where it is held."""
        self._dragging = False
        self._panning = False
        self._last = QPointF()

    @property
    def dragging(self) -> bool:
        """Whether a bar is being dragged."""
        return self._dragging

    def press(self, event: QMouseEvent) -> None:
        """A button goes down."""
        chart, spot = self._chart, event.position()
        self._press = self._last = spot
        self._bar, self._dragging, self._panning = None, False, False
        if event.button() != Qt.MouseButton.LeftButton or chart.timeline is None:
            return
        self._bar = self.bar_at(spot)
        if self._bar is not None and self._bar.start is not None:
            frame = chart.frame
            self._grab = (frame.axis.day(frame.time(spot.x())) - self._bar.start).days

    def bar_at(self, spot: QPointF) -> Bar | None:
        """The bar at a place that can be dragged."""
        chart = self._chart
        row = chart.row_at(spot)
        if not isinstance(row, Bar) or not chart.frame.body.contains(spot):
            return None
        rect = chart.rect_of(row.item)
        near = rect is not None and rect.adjusted(-4, -4, 4, 4).contains(spot)
        return row if near and row.start is not None and not row.done else None

    def move(self, event: QMouseEvent) -> None:
        """The pointer moves."""
        chart, spot = self._chart, event.position()
        if chart.timeline is None:
            return
        if not event.buttons() & Qt.MouseButton.LeftButton or self._press is None:
            self._hover(spot)
            return
        far = (spot - self._press).manhattanLength() >= QApplication.startDragDistance()
        if self._bar is not None and (self._dragging or far):
            self._dragging = True
            chart.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._drag_to(spot)
        elif self._bar is None and (self._panning or far):
            self._panning = True
            step = spot - self._last
            across, down = chart.horizontalScrollBar(), chart.verticalScrollBar()
            across.setValue(round(across.value() + (step.x() if chart.backwards else -step.x())))
            down.setValue(round(down.value() - step.y()))
        self._last = spot

    def _drag_to(self, spot: QPointF) -> None:
        chart, bar = self._chart, self._bar
        assert bar is not None
        frame = chart.frame
        edge = 24.0
        if not frame.area.left() + edge <= spot.x() <= frame.area.right() - edge:
            later = frame.time(spot.x()) > frame.left + frame.room / 2
            chart.scroll_by(0.04 if later else -0.04)
            frame = chart.frame
        day = frame.axis.day(frame.time(spot.x())) - timedelta(days=self._grab)
        chart.mover.weigh(bar, day)
        chart.viewport().update()

    def _hover(self, spot: QPointF) -> None:
        chart = self._chart
        row = chart.row_at(spot)
        key = key_of(row) if row is not None else None
        if key != chart.hovered:
            chart.hovered = key
            chart.viewport().update()
        hand = row is not None and (isinstance(row, Stage) or self.bar_at(spot) or self._elsewhere(row, spot))
        hand = hand or self._sign_at(spot) is not None
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        if chart.viewport().cursor().shape() != shape:
            chart.viewport().setCursor(shape)

    def release(self, event: QMouseEvent) -> None:
        """The button goes up: a bar is dropped, or something was clicked."""
        chart, spot = self._chart, event.position()
        dragging, panning = self._dragging, self._panning
        self._press, self._dragging, self._panning = None, False, False
        chart.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        if event.button() != Qt.MouseButton.LeftButton or chart.timeline is None:
            return
        if dragging:
            chart.mover.finish()
        elif not panning:
            self._click(spot)

    def _click(self, spot: QPointF) -> None:
        chart = self._chart
        row, day = chart.row_at(spot), self._sign_at(spot)
        if day is not None:
            chart.go_to_day(day, 0.5)
        elif row is None:
            return
        elif isinstance(row, Stage):
            if self._elsewhere(row, spot):
                chart.bring_bar(row)
            else:
                chart.toggle(row)
        else:
            chart.choose(row)

    def _elsewhere(self, row: Row, spot: QPointF) -> bool:
        """Whether the pointer is at the arrow to a bar that is out of sight."""
        frame, number = self._chart.frame, self._chart.place_of(key_of(row))
        place = bars.elsewhere_rect(frame, row, frame.y(number)) if number is not None else None
        return place is not None and place.contains(spot)

    def _sign_at(self, spot: QPointF) -> date | None:
        """The day of the mark at a place, such as today."""
        chart = self._chart
        if chart.timeline is None:
            return None
        places = ground.sign_places(chart.frame, chart.timeline)
        return next((sign.day for sign, rect, _side in places if rect.contains(spot)), None)

    def cancel(self) -> bool:
        """Put back a bar that is dragged or moved by keys; False where none is."""
        busy = self._dragging or self._chart.mover.move is not None
        self._press, self._bar, self._dragging = None, None, False
        self._chart.mover.drop(None)
        self._chart.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        return busy

    # -- what is painted while a bar is moved

    def _moved(self) -> tuple[Move, Bar, int] | None:
        move = self._chart.mover.move
        bar = self._chart.bar_of(move.item) if move else None
        number = self._chart.place_of(bar.item) if bar else None
        return (move, bar, number) if move and bar and number is not None else None

    def paint_below(self, painter: QPainter, frame: Frame) -> None:
        """The days on which the bar cannot begin, under all bars."""
        found = self._moved()
        if found is None:
            return
        _move, bar, number = found
        end = min(frame.axis.x(self._chart.mover.first_day(bar)), frame.left + frame.room)
        if end <= frame.left:
            return
        rect = frame.span(frame.left, end, frame.y(number), frame.look.row)
        bars.paint_hatching(painter, rect.intersected(frame.body), frame.look.theme.overdue, 8)

    def paint_above(self, painter: QPainter, frame: Frame) -> None:
        """The bar where it would be, and what that means, over everything."""
        found = self._moved()
        if found is None:
            return
        move, bar, number = found
        look, theme = frame.look, frame.look.theme
        extent = frame.extent(bar)
        assert extent is not None
        begin = frame.axis.x(move.day)
        rect = frame.span(begin, begin + extent[1] - extent[0], frame.y(number) + (look.row - look.bar) / 2, look.bar)
        painter.save()
        painter.setClipRect(frame.body)
        pen = QPen(theme.overdue if move.bad else theme.accent, 2.0)
        pen.setDashPattern([4, 2])
        painter.setPen(pen)
        painter.setBrush(theme.surface if bar.form is Form.MOMENT else theme.kind(bar.kind).fill)
        if bar.form is Form.MOMENT:
            rect = frame.beside(frame.x(begin), look.bar, rect.top(), rect.height())
        painter.drawRoundedRect(rect, 4, 4)
        painter.restore()
        self._paint_bubble(painter, frame, move, rect)

    def _paint_bubble(self, painter: QPainter, frame: Frame, move: Move, ghost: QRectF) -> None:
        look, theme = frame.look, frame.look.theme
        widest = min(_WIDEST * look.text, frame.room - 24)
        lines = [line for text in move.words for line in elide(text, look.caption_size, widest, 3)]
        width = max([look.strong_size.horizontalAdvance(dates.day(move.day)) + 2 * look.row]
                    + [look.caption_size.horizontalAdvance(line) for line in lines]) + 20  # fmt: skip
        height = look.strong_size.height() + len(lines) * look.caption_size.height() + 14
        below = ghost.bottom() + 8 + height <= frame.bottom
        top = ghost.bottom() + 8 if below else ghost.top() - 8 - height
        left = ghost.right() - width if frame.backwards else ghost.left()
        left = min(max(left, frame.area.left() + 6), frame.area.right() - width - 6)
        box = QRectF(left, max(frame.head + 2, top), width, height)
        painter.setPen(QPen(theme.overdue if move.bad else theme.border, 2.0 if move.bad else 1.0))
        painter.setBrush(theme.raised)
        painter.drawRoundedRect(box, 6, 6)
        y = box.top() + 7
        if move.bad:
            size = look.strong_size.height()
            left = box.left() + 8 if frame.backwards else box.right() - 8 - size
            icons.paint(painter, "triangle-alert", QRectF(left, y, size, size), theme.overdue)
        painter.setPen(theme.text)
        rows = [(dates.day(move.day), look.strong, look.strong_size.height())]
        rows += [(line, look.caption, look.caption_size.height()) for line in lines]
        for text, used, high in rows:
            painter.setFont(used)
            painter.drawText(QRectF(box.left() + 10, y, box.width() - 20, high), frame.start_side, text)
            y += high
