"""Names of eras and lanes that stay in sight while the map moves below them. All in pixels of the viewport."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTransform

from planner.app.map import Era, Map
from planner.i18n import _, ngettext
from ui import dates
from ui.canvas.board import is_board
from ui.plain import elide
from ui.reading import backwards, by_its_letters, placed, write_in
from ui.theme.theme import Theme, font

_LEAST, _SMALLER = 0.7, 0.8
"""Of the usual size, in which the name of a lane is written where a column or a row has little room."""
LEAST_TITLE = 7.0
"""Pixels above a row below which the name of its lane stands on the row instead."""


def height(base: QFont, picture: Map | None) -> int:
    """Height of the strip with the names of the eras, which follows the text size."""
    if is_board(picture) or (picture is not None and not picture.eras):
        return 0
    strong, small = QFontMetricsF(font("strong", base)), QFontMetricsF(font("caption", base))
    return round(strong.height() + small.height()) + 14


def gutter(base: QFont, picture: Map | None, width: int) -> int:
    """Width of the column with the names of the lanes; 0 where they stand above their rows. `width`: of the window."""
    if picture is None or not is_board(picture):
        return 0
    metrics = QFontMetricsF(font("caption", base))
    widest = max((metrics.horizontalAdvance(picture.lane_titles[band.key]) for band in picture.lanes), default=40.0)
    return min(round(widest) + 24, width // 3)


def names_beside(base: QFont, picture: Map | None, zoom: float) -> float:
    """Pixels that the names of lanes take that stand on their rows, at this zoom; 0 where hardly any does."""
    if picture is None or is_board(picture) or picture.lane_title * zoom >= LEAST_TITLE:
        return 0.0
    tall = QFontMetricsF(_small_font(base, picture, zoom)).height() - 2
    named = sum(band.size * zoom >= tall for band in picture.lanes)
    return widest_name(base, picture) if named * 2 > len(picture.lanes) else 0.0


def widest_name(base: QFont, picture: Map) -> float:
    """Pixels that the longest name of a lane takes beside the map."""
    metrics = QFontMetricsF(font("caption", base))
    return max((metrics.horizontalAdvance(picture.lane_titles[band.key]) for band in picture.lanes), default=0.0) + 20


def _small_font(base: QFont, picture: Map, zoom: float) -> QFont:
    """The font for the names of lanes on their rows, smaller where not all of these are high enough for it."""
    used = font("caption", base)
    least = min((band.size * zoom for band in picture.lanes), default=0.0)
    return used if least >= QFontMetricsF(used).height() - 2 else _scaled(used, _SMALLER)


def _scaled(used: QFont, share: float) -> QFont:
    found = QFont(used)
    if share < 1:
        size = used.pixelSize() if used.pixelSize() > 0 else used.pointSizeF() * 96 / 72
        found.setPixelSize(max(9, math.floor(size * share)))
    return found


def draw_lanes(
    painter: QPainter, picture: Map, shown: QTransform, theme: Theme, base: QFont, text_scale: float, size: QRect
) -> None:
    """The name of every lane at the edge where one begins to read, in the room above its first row."""
    room = picture.lane_title * shown.m11()
    if room < LEAST_TITLE:
        _draw_small_lanes(painter, picture, shown, theme, base, size)
        return
    used = _lane_font(base, room, text_scale)
    metrics = QFontMetricsF(used)
    painter.setFont(used)
    painter.setPen(theme.text2)
    top = height(base, picture)
    for number, band in enumerate(picture.lanes):
        y = shown.map(QPointF(0, band.begin)).y()
        if y < top - 2:  # half a name below the strip with the eras can be read by nobody
            continue
        place = QRectF(12, y + 1, size.width() - 24, room)
        name = picture.lane_titles[band.key]
        tall = metrics.height()
        behind = QRectF(8, place.center().y() - tall / 2, metrics.horizontalAdvance(name) + 8, tall)
        painter.fillRect(placed(painter, behind, QRectF(size)), theme.lane_odd if number % 2 else theme.lane_even)
        write_in(painter, place, Qt.AlignmentFlag.AlignVCenter, name)


def _lane_font(base: QFont, room: float, text_scale: float) -> QFont:
    used = QFont(base)
    used.setPixelSize(max(9, min(round(14 * text_scale), round(room * 0.62))))
    used.setWeight(QFont.Weight.DemiBold)
    return used


def lane_named_at(
    picture: Map, shown: QTransform, base: QFont, text_scale: float, spot: QPoint
) -> tuple[str, float] | None:
    """The lane whose name stands at this height of the viewport, and how far the name reaches from the edge."""
    room = picture.lane_title * shown.m11()
    titled = room >= LEAST_TITLE
    used = _lane_font(base, room, text_scale) if titled else font("caption", base)
    for band in picture.lanes:
        top, bottom = (shown.map(QPointF(0, y)).y() for y in (band.begin, band.begin + band.size))
        if top <= spot.y() <= (top + room if titled else bottom):
            return band.key, 16 + QFontMetricsF(used).horizontalAdvance(picture.lane_titles[band.key])
    return None


def _draw_small_lanes(
    painter: QPainter, picture: Map, shown: QTransform, theme: Theme, base: QFont, size: QRect
) -> None:
    """The names of lanes that have no room above their rows, on the rows, where these are high enough."""
    used = _small_font(base, picture, shown.m11())
    metrics = QFontMetricsF(used)
    painter.setFont(used)
    for band in picture.lanes:
        top, bottom = (shown.map(QPointF(0, y)).y() for y in (band.begin, band.begin + band.size))
        if bottom - top < metrics.height() - 2:
            continue
        text = picture.lane_titles[band.key]
        place = QRectF(4, (top + bottom - metrics.height()) / 2, metrics.horizontalAdvance(text) + 12, metrics.height())
        if backwards(painter):
            place.moveRight(size.width() - 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.bg)
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(theme.text2)
        with by_its_letters(painter):
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)


def draw_gutter(painter: QPainter, picture: Map, shown: QTransform, theme: Theme, base: QFont, place: QRectF) -> None:
    """The names of the lanes of a board in a column of their own, each beside its row."""
    used = _whole_words(font("caption", base), picture, place.width() - 18)
    metrics = QFontMetricsF(used)
    painter.fillRect(place, theme.bg)
    painter.setFont(used)
    for number, band in enumerate(picture.lanes):
        top, bottom = shown.map(QPointF(0, band.begin)).y(), shown.map(QPointF(0, band.begin + band.size)).y()
        row = QRectF(place.left(), top, place.width(), bottom - top)
        painter.fillRect(row, theme.lane_odd if number % 2 else theme.lane_even)
        if row.height() >= metrics.height() - 2:
            painter.setPen(theme.text)
            lines = max(1, int((row.height() + 4) / metrics.height()))
            name = "\n".join(elide(picture.lane_titles[band.key], metrics, place.width() - 18, min(2, lines)))
            inside = placed(painter, row.adjusted(12, 0, -6, 0), row)
            write_in(painter, inside, Qt.AlignmentFlag.AlignVCenter, name)


def _whole_words(used: QFont, picture: Map, room: float) -> QFont:
    """The font, smaller where a word of a name would have to be broken: large text has narrow columns."""
    words = [word for band in picture.lanes for word in picture.lane_titles[band.key].split()]
    widest = max((QFontMetricsF(used).horizontalAdvance(word) for word in words), default=0.0)
    return _scaled(used, max(_LEAST, room / widest)) if widest > room else used


def draw_eras(painter: QPainter, picture: Map, shown: QTransform, theme: Theme, base: QFont, strip: QRectF) -> None:
    """The name of every era over the part of it that is in sight."""
    painter.fillRect(strip, theme.surface)
    painter.setPen(QPen(theme.hairline, 1))
    painter.drawLine(strip.bottomLeft() + QPointF(0, -0.5), strip.bottomRight() + QPointF(0, -0.5))
    strong, small = font("strong", base), font("caption", base)
    mirrored = backwards(painter)
    for number, (band, era) in enumerate(zip(picture.era_bands, picture.eras, strict=False)):
        left, right = (shown.map(QPointF(x, 0)).x() for x in (band.begin, band.begin + band.size))
        if not number:  # from the very edge, also where the map begins further in
            left, right = (left, math.inf) if mirrored else (-math.inf, right)
        begin, end = max(12.0, left + 4), min(strip.width() - 12.0, right - (4 if mirrored else 0))
        if end - begin < 36:
            continue
        edge = right + 6 if mirrored else left - 6
        if 2 < edge < strip.width() - 2:
            painter.setPen(QPen(theme.era, 2))
            painter.drawLine(QPointF(edge, 8), QPointF(edge, strip.height() - 8))
        title = _("Until “{title}”").format(title=era.title)
        place = QRectF(begin, 6, end - begin, QFontMetricsF(strong).height())
        _draw_line(painter, title, strong, theme.text, place)
        place = QRectF(begin, place.bottom() + 1, end - begin, QFontMetricsF(small).height())
        _draw_line(painter, _facts(era), small, theme.text2, place)


def _facts(era: Era) -> str:
    counts = ngettext("{count} step", "{count} steps", era.items).format(count=era.items)
    parts = [dates.month(era.finish) if era.finish else "", counts, dates.hours(era.hours) if era.hours else ""]
    return " · ".join(filter(None, parts))


def _draw_line(painter: QPainter, text: str, used: QFont, colour: QColor, place: QRectF) -> None:
    painter.setFont(used)
    painter.setPen(colour)
    shown = QFontMetricsF(used).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    write_in(painter, place, Qt.AlignmentFlag.AlignVCenter, shown)
