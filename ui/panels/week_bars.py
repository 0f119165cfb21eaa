"""The hours of every weekday as seven bars to drag, to step with the arrow keys, or to type a number into."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSlider, QWidget

from planner.i18n import _, number
from planner.model.learner import Week
from ui import dates
from ui.fields import Settle, scroll_past
from ui.plain import plain_tip
from ui.theme.theme import Theme, font

_TALLEST = 8 * 60
"""Minutes of a full bar; more can be set with the keys."""
_STEP = 15
_TYPING = 900
"""Milliseconds within which digits belong to one number."""


class DayBar(QSlider):
    """Minutes of study on one weekday."""

    def __init__(self, weekday: int, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.weekday, self._theme = weekday, theme
        self.setRange(0, 24 * 60)
        self.setSingleStep(_STEP)
        self.setPageStep(60)
        self._typed = ""
        self._forget = QTimer(self, singleShot=True, interval=_TYPING)
        self._forget.timeout.connect(self._end_typing)
        scroll_past(self)
        self.valueChanged.connect(lambda _value: self._name())
        self._name()

    def _name(self) -> None:
        day, hours = dates.weekday(self.weekday), _("{hours:g} h").format(hours=round(self.value() / 60, 2))
        self.setAccessibleName(_("{day}, {hours}").format(day=day, hours=hours))
        plain_tip(self, _("{day}: {hours}. Drag, use the arrow keys, or type a number.").format(day=day, hours=hours))

    def set_theme(self, theme: Theme) -> None:
        """Use other colours and another text size."""
        self._theme = theme
        self.setFont(QApplication.font())
        self._name()
        self.updateGeometry()

    def _small(self) -> QFontMetricsF:
        return QFontMetricsF(font("caption", self.font()))

    def sizeHint(self) -> QSize:
        return QSize(28, round(64 + 2 * (self._small().height() + 4)))

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())

    def _trough(self) -> QRectF:
        line = self._small().height() + 4
        width = min(20.0, self.width() - 6.0)
        return QRectF((self.width() - width) / 2, line, width, self.height() - 2 * line)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, trough = QPainter(self), self._theme, self._trough()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        part = min(1.0, self.value() / _TALLEST)
        painter.setPen(QPen(theme.border if theme.contrast else theme.hairline, 1))
        painter.setBrush(theme.raised)
        painter.drawRoundedRect(trough, 4, 4)
        if part:
            filled = trough.adjusted(0, trough.height() * (1 - part), 0, 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.accent)
            painter.drawRoundedRect(filled, 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(theme.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(trough.adjusted(-3, -3, 3, 3), 6, 6)
        painter.setFont(font("caption", self.font()))
        painter.setPen(theme.text)
        line = self._small().height() + 4
        figure = number(round(self.value() / 60, 1), "g") if self.value() else "–"
        painter.drawText(QRectF(-4, 0, self.width() + 8, line - 4), int(Qt.AlignmentFlag.AlignCenter), figure)
        name = dates.weekday(self.weekday, short=True)
        if self._small().horizontalAdvance(name) > self.width() - 2:
            name = name[:1]
        painter.setPen(theme.text2)
        bottom = QRectF(0, self.height() - line + 4, self.width(), line - 4)
        painter.drawText(bottom, int(Qt.AlignmentFlag.AlignCenter), name)

    def _at(self, spot: QPointF) -> int:
        trough = self._trough()
        part = (trough.bottom() - spot.y()) / trough.height()
        return round(max(0.0, min(1.0, part)) * _TALLEST / _STEP) * _STEP

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setValue(self._at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setValue(self._at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderDown(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text().replace(",", ".")
        if text and text in "0123456789.":
            self._typed += text
            self._forget.start()
            if self._typed.count(".") <= 1 and self._typed != ".":
                self.setValue(min(24 * 60, round(float(self._typed) * 60)))
            return
        self._end_typing()
        if event.key() == Qt.Key.Key_End:  # 24 hours would be a joke
            self.setValue(_TALLEST)
        else:
            super().keyPressEvent(event)

    def _end_typing(self) -> None:
        self._typed = ""


class WeekBars(QWidget):
    """Seven bars, beginning with the day on which weeks begin."""

    moved = Signal(int, int)
    """A weekday (Monday is 0) and its minutes, while they are being changed."""
    settled = Signal(int, int)
    """The same once they have come to rest."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = [DayBar(day, theme) for day in range(7)]
        self._settles = [Settle(bar) for bar in self.bars]
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 4, 0, 0)
        self._row.setSpacing(0)
        for day, (bar, settle) in enumerate(zip(self.bars, self._settles, strict=True)):
            settle.hold(bar)
            bar.valueChanged.connect(settle.move)
            settle.moved.connect(lambda minutes, day=day: self.moved.emit(day, minutes))
            settle.settled.connect(lambda minutes, day=day: self.settled.emit(day, minutes))
        self.order: list[int] = []
        """Weekdays from left to right."""
        self.arrange()

    def arrange(self) -> None:
        """Begin with the day on which weeks begin now."""
        self.order = dates.weekdays()
        bars = [self.bars[day] for day in self.order]
        for bar in bars:
            self._row.removeWidget(bar)
            self._row.addWidget(bar, 1)
        for one, other in pairwise(bars):
            QWidget.setTabOrder(one, other)

    def show_week(self, week: Week) -> None:
        """Show the minutes of every day; what is being moved stays as it is."""
        for bar, settle, minutes in zip(self.bars, self._settles, week, strict=True):
            if not settle.pending and bar.value() != minutes:
                blocked = bar.blockSignals(True)
                bar.setValue(minutes)
                bar.blockSignals(blocked)
                bar._name()
                bar.update()

    def flush(self) -> None:
        """Count what was moved now."""
        for settle in self._settles:
            settle.flush()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        for bar in self.bars:
            bar.set_theme(theme)
