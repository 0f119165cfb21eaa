"""Paints a timeline from the ground up: days, lines, bars, what is being moved, the column, the words, the study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from planner.app.timeline import Stage
from ui.timeline import bars, ground, strip
from ui.timeline.frame import Frame, key_of

if TYPE_CHECKING:
    from ui.timeline.chart import Chart


def paint(painter: QPainter, chart: Chart) -> None:
    """All that is in sight."""
    shown, frame = chart.timeline, chart.frame
    assert shown is not None
    theme = frame.look.theme
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text as it is written itself
    painter.fillRect(QRectF(0, 0, frame.width, frame.height), theme.surface)
    area, below = frame.area, strip.place_of(frame)
    painter.setClipRect(area)
    ground.paint_days(painter, frame, shown, frame.body)
    ground.paint_days(painter, frame, shown, below)
    painter.setClipRect(frame.body)
    _paint_grounds(painter, chart, frame, frame.body)
    painter.setClipRect(area)
    ground.paint_lines(painter, frame, frame.body.united(below))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(frame.body)
    ground.paint_mark_lines(painter, frame, shown, frame.body)
    chart.pointer.paint_below(painter, frame)
    for number in frame.rows(len(chart.rows)):
        bars.paint_row(painter, frame, chart.rows[number], frame.y(number), shown)
    _paint_focus(painter, chart, frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setClipRect(area)
    strip.paint_strip(painter, frame, shown)
    ground.paint_words(painter, frame)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground.paint_signs(painter, frame, shown)
    painter.setClipping(False)
    _paint_column(painter, chart, frame)
    _paint_borders(painter, frame)
    chart.pointer.paint_above(painter, frame)


def _paint_grounds(painter: QPainter, chart: Chart, frame: Frame, place: QRectF) -> None:
    """Headings stand out a little, and so do the rows under the pointer and of what is selected."""
    theme = frame.look.theme
    for number in frame.rows(len(chart.rows)):
        row = chart.rows[number]
        key = key_of(row)
        colour = theme.raised if isinstance(row, Stage) else None
        if key == chart.current:
            colour = theme.selection
        elif key == chart.hovered:
            colour = theme.hover
        if colour is not None:
            painter.fillRect(QRectF(place.left(), frame.y(number), place.width(), frame.look.row), colour)


def _paint_focus(painter: QPainter, chart: Chart, frame: Frame) -> None:
    """A ring around the bar that is selected while the keyboard is here."""
    number = chart.place_of(chart.current)
    if number is None or not chart.hasFocus():
        return
    rect = bars.bar_rect(frame, chart.rows[number], frame.y(number))
    if rect is None or isinstance(chart.rows[number], Stage):
        return
    left, right = max(rect.left(), frame.area.left() - 20), min(rect.right(), frame.area.right() + 20)
    if left >= right:
        return
    painter.setPen(QPen(frame.look.theme.focus, 2.5 if frame.look.theme.contrast else 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(left, rect.top(), right - left, rect.height()).adjusted(-3, -3, 3, 3), 6, 6)


def _paint_column(painter: QPainter, chart: Chart, frame: Frame) -> None:
    """Titles, which stay while time is scrolled."""
    theme, column = frame.look.theme, frame.column
    place = QRectF(column.left(), frame.head, column.width(), frame.bottom - frame.head)
    painter.fillRect(column, theme.surface)
    painter.setClipRect(place)
    _paint_grounds(painter, chart, frame, place)
    for number in frame.rows(len(chart.rows)):
        row = chart.rows[number]
        title = QRectF(column.left(), frame.y(number), column.width(), frame.look.row)
        chart.titles.paint(painter, frame, row, title.topLeft(), chart.folded)
        if key_of(row) == chart.current:
            width = 6 if theme.contrast else 3
            edge = QRectF(
                column.right() - width if frame.backwards else column.left(), title.top(), width, title.height()
            )
            painter.fillRect(edge, theme.accent)
    painter.setClipping(False)
    assert chart.timeline is not None
    strip.paint_caption(
        painter, frame, chart.timeline, QRectF(column.left(), frame.bottom, column.width(), frame.look.foot)
    )


def _paint_borders(painter: QPainter, frame: Frame) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(frame.look.theme.border if frame.look.theme.contrast else frame.look.theme.hairline, 1))
    edge = frame.column.left() if frame.backwards else frame.column.right()
    painter.drawLine(QPointF(edge, 0), QPointF(edge, frame.height))
    for y in (frame.head, frame.bottom):
        painter.drawLine(QPointF(0, y), QPointF(frame.width, y))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
