"""The spine of the path: where you are, the milestones and the goal on one line. A click or Enter goes there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from planner import i18n
from planner.app.map import Map
from planner.i18n import _
from ui import dates
from ui.plain import elide
from ui.reading import by_its_letters
from ui.stops import Stop, fitting, paint_station, paint_way, stops_of
from ui.theme.theme import Theme, font

if TYPE_CHECKING:
    from planner.model.forecast import Forecast

_GAP = 14.0
_DISC = 8.0
Span = tuple[float, float]


class Trail(QWidget):
    """You – milestone – … – goal, each with its month. Over a board the stations stand at the ends of its columns."""

    era_chosen = Signal(int)
    """Number of the stage that was clicked; -1 for the start."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stops: list[Stop] = []
        self._spans: list[Span] = []
        """Over a board: left and right end of every column, the names of the lanes first."""
        self._board = False
        self._lines = 1
        """Lines of text that the longest title takes."""
        self._ranges: dict[str, tuple[date, date]] = {}
        self._waiting = False
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Stages of your path"))

    # -- what is shown

    def show_map(self, picture: Map) -> None:
        """Show the stages of another map."""
        self._stops = stops_of(picture)
        words = [" ".join((stop.title, stop.facts[0])) for stop in self._stops]
        self.setAccessibleDescription(i18n.chain(words))
        self._take_room()
        self.update()

    def show_forecast(self, forecast: Forecast | None) -> None:
        """Show when 80 of 100 learners reach every stage; None: that is not known yet."""
        stops = [(stop.id, stop.range) for stop in forecast.stops] if forecast else []
        if forecast and self._stops:
            stops.append((self._stops[-1].item, forecast.finish))
        self._ranges = {item: (found.p10, found.p90) for item, found in stops if found.p10 and found.p90}
        self.wait(False)

    def wait(self, waiting: bool = True) -> None:
        """Another plan is shown for a moment, of which nobody knows how sure it is."""
        self._waiting = waiting
        self.update()

    @property
    def ranges(self) -> dict[str, tuple[date, date]]:
        """Stage -> the days between which 80 of 100 learners reach it, as far as that is shown."""
        return {} if self._waiting else self._ranges

    def show_columns(self, spans: Sequence[Span]) -> None:
        """Stand over these columns of a board (in pixels), the names of the lanes first; nothing: share the room."""
        self._board = len(spans) == len(self._stops) and bool(spans)
        self._spans = list(spans) if self._board else []
        self._take_room()
        self.update()

    def _take_room(self) -> None:
        """As many lines as the titles take."""
        metrics = QFontMetricsF(self._title_font())
        if self._board:
            rooms = [rect.width() + _GAP / 2 for rect in self._rects()]
            lines = [len(elide(stop.title, metrics, room, 3)) for stop, room in zip(self._stops, rooms, strict=False)]
            self._lines = max(lines, default=1)
        else:
            widths = [metrics.horizontalAdvance(stop.title) + 6 for stop in self._stops]
            self._lines = 1 if sum(widths) <= self._room(len(widths)) else 2
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_room()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.setFont(QApplication.font())  # painted by hand: nobody else tells it of a new text size
        self._take_room()
        self.update()

    # -- where things are

    def _title_font(self) -> QFont:
        """Columns are narrow: over a board titles are smaller and have more lines."""
        used = font("caption" if self._board else "strong", self.font())
        used.setWeight(QFont.Weight.DemiBold)
        return used

    def sizeHint(self) -> QSize:
        strong, caption = QFontMetricsF(self._title_font()), QFontMetricsF(font("caption", self.font()))
        below = 2 if self._board else 1
        return QSize(300, round(self._lines * strong.height() + below * caption.height() + 2 * _DISC) + 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def _rects(self) -> list[QRectF]:
        """Room for every stop: its column, or else what its title needs, shortened fairly where there is not enough.

        Where the titles would shrink to nothing, only the start, the next milestone and the goal are shown.
        """
        if self._spans:
            ends = [right for _left, right in self._spans]
            begins = [12.0, *(end + _GAP for end in ends[:-1])]
            return [QRectF(a, 0, max(0.0, b - a), self.height()) for a, b in zip(begins, ends, strict=True)]
        metrics = QFontMetricsF(font("strong", self.font()))
        wanted = [_width(stop.title, metrics, self._lines) + 6 for stop in self._stops]
        if self._room(len(wanted)) < len(wanted) * metrics.averageCharWidth() * 9:
            wanted = [width if at in (0, 1, len(wanted) - 1) else 0.0 for at, width in enumerate(wanted)]
        room = self._room(sum(width > 0 for width in wanted))
        limit = max(wanted, default=0.0)
        while sum(min(width, limit) for width in wanted) > room and limit > 40:
            limit -= 4
        rects, x = [], 12.0
        for width in wanted:
            rects.append(QRectF(x, 0, min(width, limit), self.height()))
            x += min(width, limit) + _GAP if width else 0.0
        return rects

    def _room(self, stops: int) -> float:
        return self.width() - 24 - _GAP * max(0, stops - 1)

    @property
    def _backwards(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _on_screen(self, rect: QRectF) -> QRectF:
        """Where a place counted from the beginning of the line really is."""
        if not self._backwards:
            return rect
        return QRectF(self.width() - rect.right(), rect.top(), rect.width(), rect.height())

    def _disc(self, rect: QRectF) -> QPointF:
        """The middle of the station of a stop: at the end of its column, else below its title."""
        along = rect.right() if self._spans else rect.left() + _DISC
        return QPointF(self.width() - along if self._backwards else along, self.height() - _DISC - 5)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.surface)
        painter.setPen(QPen(self._theme.hairline, 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        shown = [(at, stop, rect) for at, (stop, rect) in enumerate(zip(self._stops, self._rects(), strict=True))
                 if rect.width() > 0]  # fmt: skip
        for (_a, _stop, before), (_b, stop, rect) in pairwise(shown):
            paint_way(painter, self._disc(before), self._disc(rect), stop.done, self._theme)
        for at, stop, rect in shown:
            self._paint_words(painter, stop, rect)
            paint_station(painter, at, stop, self._disc(rect), _DISC, self._theme)
            if self.hasFocus() and at == self._current:
                painter.setPen(QPen(self._theme.focus, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(self._on_screen(rect).adjusted(-4, 2, 4, -3), 4, 4)

    def _paint_words(self, painter: QPainter, stop: Stop, rect: QRectF) -> None:
        strong, small = self._title_font(), font("caption", self.font())
        big, little = QFontMetricsF(strong), QFontMetricsF(small)
        painter.setFont(strong)
        painter.setPen(self._theme.text if stop.kind == "milestone" else self._theme.kind(stop.kind).stroke)
        place = self._on_screen(rect)
        side = Qt.AlignmentFlag.AlignRight if self._backwards else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
        top = 6.0
        for line in elide(stop.title, big, rect.width() + _GAP / 2, self._lines):
            with by_its_letters(painter):
                painter.drawText(QRectF(place.left(), top, place.width() + _GAP / 2, big.height()), flags, line)
            top += big.height()
        painter.setFont(small)
        painter.setPen(self._theme.text2)
        below = [fitting(little, rect.width() + _GAP / 2, *stop.facts)]
        found = self.ranges.get(stop.item)
        if found and self._board:
            first, last = found
            below.append(fitting(little, rect.width(), dates.span(first, last), f"{first.year} – {last.year}"))
        for line in below:
            with by_its_letters(painter):
                painter.drawText(QRectF(place.left(), top, place.width() + _GAP / 2, little.height()), flags, line)
            top += little.height()

    # -- input

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, rect in enumerate(self._rects()):
            if self._on_screen(rect).adjusted(-6, 0, 6, 0).contains(event.position()):
                self.era_chosen.emit(number - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._stops) - 1
        match Qt.Key(event.key()):
            case Qt.Key.Key_Right | Qt.Key.Key_Left as key:
                step = 1 if (key == Qt.Key.Key_Right) != self._backwards else -1
                self._current = min(last, max(0, self._current + step))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if 0 <= self._current <= last:
                self.era_chosen.emit(self._current - 1)
            case _:
                super().keyPressEvent(event)
        self.update()


def _width(title: str, metrics: QFontMetricsF, lines: int) -> float:
    """Pixels that a title takes in one line, or in two at its best."""
    words = title.split()
    whole = metrics.horizontalAdvance(title)
    if lines == 1 or len(words) < 2:
        return whole
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return min(max(map(metrics.horizontalAdvance, pair)) for pair in halves)
