"""Seven days side by side: the time one has, what the plan has in it, and what was studied."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.app.durations import minutes_words
from planner.app.today import DayOfWeek, Week
from planner.i18n import _
from ui import dates
from ui.theme.theme import Theme, font

BAR_HEIGHT = 72.0


class WeekBars(QWidget):
    """A frame for the time of a day, filled from below: solid what was studied, pale what is planned."""

    def __init__(self, week: Week, today: int, theme: Theme) -> None:
        """`today`: place of the day in the week."""
        super().__init__()
        self._week, self._today, self._theme = week, today, theme
        self._most = max([60, *(max(day.capacity, day.logged, day.planned) for day in week.days)])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("The days of this week"))
        self.setAccessibleDescription(". ".join(day_words(day) for day in week.days))

    def sizeHint(self) -> QSize:
        small = QFontMetricsF(font("caption", self.font())).height()
        return QSize(240, round(BAR_HEIGHT + 2 * small + 14))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        share = self.width() / 7
        backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place, day in enumerate(self._week.days):
            at = 6 - place if backwards else place
            self._paint_day(painter, day, QRectF(at * share, 0, share, self.height()), place == self._today)

    def _paint_day(self, painter: QPainter, day: DayOfWeek, room: QRectF, is_today: bool) -> None:
        theme = self._theme
        small = font("caption", self.font())
        metrics = QFontMetricsF(small)
        width = min(44.0, room.width() - 8)
        ground = metrics.height() + 4 + BAR_HEIGHT
        left = room.center().x() - width / 2

        def bar(minutes: int) -> QRectF:
            height = BAR_HEIGHT * minutes / self._most
            return QRectF(left, ground - height, width, height)

        painter.setPen(QPen(theme.border if is_today or theme.contrast else theme.hairline, 1))
        painter.setBrush(theme.raised)
        if day.capacity:
            painter.drawRoundedRect(bar(day.capacity).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        else:
            painter.drawLine(QPointF(left + width / 3, ground), QPointF(left + width * 2 / 3, ground))
        painter.setPen(Qt.PenStyle.NoPen)
        done, plan = bar(day.logged), bar(max(0, day.planned - day.logged))
        if day.logged:
            painter.setBrush(theme.statuses["done"])
            painter.drawRoundedRect(done, 4, 4)
        if plan.height() > 0:
            plan.moveBottom(done.top())
            painter.setPen(QPen(theme.accent, 1.25))
            painter.setBrush(theme.surface if theme.contrast else theme.selection)
            painter.drawRoundedRect(plan.adjusted(0.6, 0.6, -0.6, -0.6), 4, 4)
        self._write(painter, day, room, ground, small, is_today)

    def _write(
        self, painter: QPainter, day: DayOfWeek, room: QRectF, ground: float, small: QFont, is_today: bool
    ) -> None:
        metrics = QFontMetricsF(small)
        minutes = day.logged or day.planned
        if minutes:
            words = metrics.elidedText(short_words(minutes), Qt.TextElideMode.ElideRight, room.width())
            top = ground - BAR_HEIGHT * max(day.logged, day.planned, day.capacity) / self._most
            self._centred(painter, room, top - 4, words, small, self._theme.text2)
        name = QLocale().dayName(day.day.isoweekday(), QLocale.FormatType.ShortFormat)
        if metrics.horizontalAdvance(name) > room.width() - 4:
            name = QLocale().dayName(day.day.isoweekday(), QLocale.FormatType.NarrowFormat)
        bold = QFont(small)
        bold.setWeight(QFont.Weight.Bold if is_today else QFont.Weight.Normal)
        base = ground + 4 + metrics.ascent()
        self._centred(painter, room, base, name, bold, self._theme.text if is_today else self._theme.text2)
        if is_today:  # not by weight alone
            width = QFontMetricsF(bold).horizontalAdvance(name)
            painter.setPen(QPen(self._theme.accent, 2))
            line = base + metrics.descent() + 2
            painter.drawLine(QPointF(room.center().x() - width / 2, line), QPointF(room.center().x() + width / 2, line))

    @staticmethod
    def _centred(painter: QPainter, room: QRectF, base: float, words: str, writing: QFont, colour: QColor) -> None:
        painter.setFont(writing)
        painter.setPen(colour)
        width = QFontMetricsF(writing).horizontalAdvance(words)
        painter.drawText(QPointF(room.center().x() - width / 2, base), words)


def short_words(minutes: int) -> str:
    """Such as "45 min", "2 h" or "1:30"."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02d}" if hours and rest else minutes_words(minutes)


def day_words(day: DayOfWeek) -> str:
    """One day for those who do not see the bars."""
    parts = [_("{time} for study").format(time=minutes_words(day.capacity)) if day.capacity else _("no study")]
    if day.planned:
        parts.append(_("{time} planned").format(time=minutes_words(day.planned)))
    if day.logged:
        parts.append(_("{time} studied").format(time=minutes_words(day.logged)))
    name = QLocale().dayName(day.day.isoweekday())
    return f"{name}, {dates.day(day.day)}: {', '.join(parts)}"
