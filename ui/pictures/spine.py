"""The stages above the map of a picture: a column for each, with its title and dates, and the line of stations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTransform

from planner.app.map import Map
from planner.i18n import _
from ui.canvas.board import is_board
from ui.canvas.nodes import sized
from ui.plain import elide, unbroken
from ui.reading import placed, write
from ui.stops import Stop, fitting, paint_station, paint_way, stops_of
from ui.theme.theme import Theme

_LINES = 4
_NARROW = 24.0
"""Pixels at unit 1: a stage of which less is in sight goes without words."""


@dataclass(frozen=True, slots=True)
class Column:
    """One station with the room for its words, in pixels of the sheet."""

    number: int
    stop: Stop
    font: QFont
    lines: Sequence[str]
    left: float
    right: float
    station: float | None
    """Where the station stands; None where it is not in sight."""


class Spine:
    """The columns of the stages in sight. `shown` maps the scene onto the sheet; `area` is the room of the map."""

    def __init__(
        self, picture: Map, shown: QTransform, area: QRectF, left: float, theme: Theme, font: QFont, unit: float
    ) -> None:
        self._theme, self._unit = theme, unit
        board = is_board(picture)
        self._strong = sized(font, (12 if board else 13) * unit, QFont.Weight.DemiBold)
        self._small = sized(font, 11 * unit)
        self._columns = _columns(picture, shown, area, left, self._strong, unit)
        self._left = area.left()

    @property
    def height(self) -> float:
        """Pixels of the sheet."""
        titles = max((len(column.lines) * QFontMetricsF(column.font).height() for column in self._columns), default=0)
        return titles + QFontMetricsF(self._small).height() + 26 * self._unit

    def paint(self, painter: QPainter, top: float, whole: QRectF) -> None:
        """Words above, stations below; `whole` is the sheet."""
        unit = self._unit
        line = top + self.height - 11 * unit

        def spot(x: float) -> QPointF:
            return placed(painter, QRectF(x, line, 0, 0), whole).topLeft()

        stations = [(column.station, column) for column in self._columns if column.station is not None]
        before = self._left
        for here, column in stations:
            if column.number:
                paint_way(painter, spot(before), spot(here), column.stop.done, self._theme, unit)
            before = here
        rest = next((column for column in reversed(self._columns) if column.station is None), None)
        if rest and rest.right > before:
            paint_way(painter, spot(before), spot(rest.right), 0, self._theme, unit)
        for here, column in stations:
            paint_station(painter, column.number, column.stop, spot(here), 8 * unit, self._theme)
        for column in self._columns:
            room = placed(painter, QRectF(column.left, top, column.right - column.left, self.height), whole)
            self._paint_words(painter, column, room)

    def _paint_words(self, painter: QPainter, column: Column, room: QRectF) -> None:
        big, little = QFontMetricsF(column.font), QFontMetricsF(self._small)
        if room.width() < _NARROW * self._unit:
            return
        kind = column.stop.kind
        painter.setFont(column.font)
        painter.setPen(self._theme.text if kind == "milestone" else self._theme.kind(kind).stroke)
        for number, line in enumerate(column.lines):
            base = room.top() + number * big.height() + big.ascent()
            write(painter, QPointF(room.left(), base), room.width(), line)
        painter.setFont(self._small)
        painter.setPen(QPen(self._theme.text2))
        facts = fitting(little, room.width(), *column.stop.facts)
        base = room.top() + len(column.lines) * big.height() + little.ascent()
        write(painter, QPointF(room.left(), base), room.width(), facts)


def _columns(picture: Map, shown: QTransform, area: QRectF, left: float, strong: QFont, unit: float) -> list[Column]:
    board, stops, gap = is_board(picture), stops_of(picture), 8 * unit
    bands = [(shown.map(QPointF(band.begin, 0)).x(), shown.map(QPointF(band.begin + band.size, 0)).x())
             for band in picture.era_bands]  # fmt: skip
    if not bands:
        return []
    first = bands[0][0] >= area.left() - 1e-6
    # Over a board the start has the column of the names of the lanes; else its box is the first one of the map.
    start = max(bands[0][0] - gap, left) if board else max(area.left() + gap, left)
    words = _titled(stops[0].title, strong, start - left - gap, unit) if board else (strong, [])
    found = [Column(0, stops[0], *words, left, start - gap, start if first else None)]
    begins = [bands[0][0] if not board else start + gap, *(end for _begin, end in bands[:-1])]
    for number, (stop, (_begin, end)) in enumerate(zip(stops[1:], bands, strict=False), 1):
        begin = max(begins[number - 1] + (gap if number > 1 else 0), area.left())
        if end <= area.left() or begin >= area.right():
            continue
        right = min(end, area.right())
        title = stop.title if board else _("Until “{title}”").format(title=stop.title)
        station = end - (12 * unit if stop.kind == "goal" else 0) if end <= area.right() + 1e-6 else None
        found.append(Column(number, stop, *_titled(title, strong, right - begin, unit), begin, right, station))
    return found


def _titled(title: str, strong: QFont, room: float, unit: float) -> tuple[QFont, list[str]]:
    """A title in the largest font in which all of it fits, and its lines; none where there is no room for words."""
    if room < _NARROW * unit:
        return strong, []
    for share in (1.0, 0.9, 0.8, 0.7, 0.6):
        font = sized(strong, strong.pixelSize() * share, QFont.Weight.DemiBold)
        lines = unbroken(title, QFontMetricsF(font), room, _LINES)
        if lines:
            return font, lines
    return font, elide(title, QFontMetricsF(font), room, _LINES)
