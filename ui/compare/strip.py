"""The milestones of all plans on one scale: a line for each, so that it is seen which comes when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from planner.app.side_by_side import ColumnSummary, Stop
from planner.app.side_words import range_words
from planner.i18n import _
from ui import dates
from ui.plain import tip_text
from ui.reading import placed, write
from ui.theme.theme import Theme, font

_MARGIN = 12.0
Place = Callable[[date], float]
"""Where a day is, in pixels from where one begins to read."""
_SIDE = 14.0
"""Left and right of the scale."""


class Strip(QWidget):
    """Lines from the first day to the finish, a diamond for each milestone, and how far the finish may spread."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns: list[ColumnSummary] = []
        self._label = 120.0
        self._spots: list[tuple[QRectF, str]] = []
        self.setAccessibleName(_("Milestones of all plans on one scale"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours, and the text size of now."""
        self._theme = theme
        self.setFont(QApplication.font())
        self.updateGeometry()
        self.update()

    def show_columns(self, columns: Sequence[ColumnSummary], label: float) -> None:
        """Show these plans; `label`: pixels for their letters, as wide as the labels above."""
        self._columns = [one for one in columns if one.plan.finish is not None]
        self._label = label
        words = [f"{one.letter}: " + ", ".join(_stop_words(stop) for stop in one.stops) for one in self._columns]
        self.setAccessibleDescription(". ".join(words))
        self.setVisible(bool(self._columns))
        self.updateGeometry()
        self.update()

    @property
    def filled(self) -> bool:
        """Whether there is anything to show."""
        return bool(self._columns)

    def _row(self) -> float:
        return QFontMetricsF(font("caption", self.font())).height() * 2.6

    def sizeHint(self) -> QSize:
        small = QFontMetricsF(font("caption", self.font())).height()
        return QSize(200, round(len(self._columns) * self._row() + small + 12))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    # -- painting

    def _span(self) -> tuple[date, date]:
        begin = min(one.plan.begins for one in self._columns)
        ends = [one.plan.finish for one in self._columns if one.plan.finish]
        return begin, max([*ends, *(one.last for one in self._columns if one.last), begin + timedelta(days=30)])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.surface)
        self._spots = []
        if not self._columns:
            return
        begin, end = self._span()
        left, right = _MARGIN + self._label + _SIDE, self.width() - _MARGIN - _SIDE
        days = max(1, (end - begin).days)

        def at(day: date) -> float:
            return left + (right - left) * (day - begin).days / days

        self._paint_years(painter, (begin, end), at, right - left)
        for number, column in enumerate(self._columns):
            self._paint_line(painter, column, (number + 0.66) * self._row(), at)
        painter.setPen(QPen(self._theme.hairline, 1))
        painter.drawLine(QPointF(0, self.height() - 0.5), QPointF(self.width(), self.height() - 0.5))

    def _paint_years(self, painter: QPainter, span: tuple[date, date], at: Place, room: float) -> None:
        small = font("caption", self.font())
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        base = self.height() - 4 - metrics.descent()
        years = range(span[0].year + 1, span[1].year + 1)
        step = next(
            one for one in (1, 2, 5, 10, 20, 50) if len(years) * metrics.horizontalAdvance("20000") / one < room
        )
        for year in years:
            if year % step == 0:
                x = self._mirrored(at(date(year, 1, 1)))
                painter.setPen(QPen(self._theme.hairline, 1))
                painter.drawLine(QPointF(x, 2), QPointF(x, base - metrics.ascent()))
                painter.setPen(self._theme.text2)
                painter.drawText(QPointF(x - metrics.horizontalAdvance(str(year)) / 2, base), str(year))

    def _mirrored(self, x: float) -> float:
        return self.width() - x if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else x

    def _paint_line(self, painter: QPainter, column: ColumnSummary, y: float, at: Place) -> None:
        theme, small = self._theme, font("caption", self.font())
        metrics = QFontMetricsF(small)
        painter.setFont(font("strong", self.font()))
        painter.setPen(theme.text)
        place = placed(painter, QRectF(_MARGIN, y - 10, self._label, 20), QRectF(self.rect()))
        shown = QFontMetricsF(painter.font()).elidedText(
            f"{column.letter}: {column.name}", Qt.TextElideMode.ElideRight, self._label
        )
        write(painter, QPointF(place.left(), y + metrics.capHeight() / 2), self._label, shown)
        finish = column.plan.finish or column.plan.begins
        if column.first and column.last:  # how far it may spread
            ends = min(column.first, finish), max(column.last, finish)
            one, other = (self._mirrored(at(max(column.plan.begins, day))) for day in ends)
            painter.setPen(QPen(theme.text2, 1.5))
            painter.drawLine(QPointF(one, y), QPointF(other, y))
            for x in (self._mirrored(at(max(column.plan.begins, day))) for day in (column.first, column.last)):
                painter.drawLine(QPointF(x, y - 5), QPointF(x, y + 5))
        painter.setPen(QPen(theme.accent, 3.5))
        painter.drawLine(QPointF(self._mirrored(at(column.plan.begins)), y), QPointF(self._mirrored(at(finish)), y))
        self._paint_stops(painter, column, y, at)

    def _paint_stops(self, painter: QPainter, column: ColumnSummary, y: float, at: Place) -> None:
        """Diamonds, each with its name where there is room for some of it."""
        small = font("caption", self.font())
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        places = [at(stop.day) for stop in column.stops]
        for number, (stop, x) in enumerate(zip(column.stops, places, strict=True)):
            last = number == len(places) - 1
            size = 7.0 if last else 5.0
            middle = QPointF(self._mirrored(x), y)
            corners = [QPointF(0, -size), QPointF(size, 0), QPointF(0, size), QPointF(-size, 0)]
            painter.setPen(QPen(self._theme.text, 1.5))
            painter.setBrush(self._theme.accent if last else self._theme.surface)
            painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))
            self._spots.append((QRectF(middle.x() - 8, y - 12, 16, 24), _stop_words(stop)))
            room = (places[number + 1] if not last else self.width() - _MARGIN) - x - 10
            if room > 60 and not last:
                painter.setPen(self._theme.text2)
                text = metrics.elidedText(stop.title, Qt.TextElideMode.ElideRight, room)
                start = QRectF(x + 2, y - 8 - metrics.height(), room, metrics.height())
                start = placed(painter, start, QRectF(self.rect()))
                write(painter, QPointF(start.left(), y - 8 - metrics.descent()), room, text)
        if column.first and column.last:
            words = range_words(column, dates.day)
            x = self._mirrored(at(column.plan.finish or column.last))
            self._spots.append((QRectF(x - 12, y - 12, 24, 24), _("8 of 10 finish: {range}").format(range=words)))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = [text for rect, text in self._spots if rect.contains(QPointF(event.pos()))]
            QToolTip.showText(event.globalPos(), tip_text("\n".join(words)), self)
            return True
        return super().event(event)


def _stop_words(stop: Stop) -> str:
    return _("{title}: {day}").format(title=stop.title, day=dates.day(stop.day))
