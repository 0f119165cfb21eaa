"""Names of eras and lanes that stay in sight while the map moves below them. All in pixels of the viewport."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTransform

from planner.app.map import Era, Map
from planner.i18n import _, ngettext
from ui import dates
from ui.canvas.board import is_board
from ui.plain import elide
from ui.theme.theme import Theme, font


def height(base: QFont, picture: Map | None) -> int:
    """Height of the strip with the names of the eras, which follows the text size."""
    if is_board(picture):
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


def draw_lanes(
    painter: QPainter, picture: Map, shown: QTransform, theme: Theme, base: QFont, text_scale: float
) -> None:
    """The name of every lane at the left edge, in the room above its first row."""
    room = picture.lane_title * shown.m11()
    if room < 7:
        return
    used = QFont(base)
    used.setPixelSize(max(9, min(round(14 * text_scale), round(room * 0.62))))
    used.setWeight(QFont.Weight.DemiBold)
    painter.setFont(used)
    painter.setPen(theme.text2)
    metrics = QFontMetricsF(used)
    for band in picture.lanes:
        y = shown.map(QPointF(0, band.begin)).y()
        base_line = y + (room + metrics.ascent() - metrics.descent()) / 2 + 1
        painter.drawText(QPointF(12, base_line), picture.lane_titles[band.key])


def draw_gutter(painter: QPainter, picture: Map, shown: QTransform, theme: Theme, base: QFont, size: QRect) -> None:
    """The names of the lanes of a board in a column of their own, each beside its row."""
    used = font("caption", base)
    metrics = QFontMetricsF(used)
    width = gutter(base, picture, size.width())
    painter.fillRect(QRectF(0, 0, width, size.height()), theme.bg)
    painter.setFont(used)
    for number, band in enumerate(picture.lanes):
        top, bottom = shown.map(QPointF(0, band.begin)).y(), shown.map(QPointF(0, band.begin + band.size)).y()
        row = QRectF(0, top, width, bottom - top)
        painter.fillRect(row, theme.lane_odd if number % 2 else theme.lane_even)
        if row.height() >= metrics.height() - 2:
            painter.setPen(theme.text)
            lines = max(1, int((row.height() + 4) / metrics.height()))
            name = "\n".join(elide(picture.lane_titles[band.key], metrics, width - 18, min(2, lines)))
            painter.drawText(row.adjusted(12, 0, -4, 0), int(Qt.AlignmentFlag.AlignVCenter), name)


def draw_eras(painter: QPainter, picture: Map, shown: QTransform, theme: Theme, base: QFont, strip: QRectF) -> None:
    """The name of every era over the part of it that is in sight."""
    painter.fillRect(strip, theme.surface)
    painter.setPen(QPen(theme.hairline, 1))
    painter.drawLine(strip.bottomLeft() + QPointF(0, -0.5), strip.bottomRight() + QPointF(0, -0.5))
    strong, small = font("strong", base), font("caption", base)
    title_line = 6 + QFontMetricsF(strong).ascent()
    facts_line = title_line + QFontMetricsF(strong).descent() + QFontMetricsF(small).ascent() + 2
    for number, (band, era) in enumerate(zip(picture.era_bands, picture.eras, strict=False)):
        left = shown.map(QPointF(band.begin, 0)).x() if number else -math.inf
        right = shown.map(QPointF(band.begin + band.size, 0)).x()
        begin, end = max(12.0, left + 4), min(strip.width() - 12.0, right)
        if end - begin < 36:
            continue
        if left > 8:
            painter.setPen(QPen(theme.era, 2))
            painter.drawLine(QPointF(left - 6, 8), QPointF(left - 6, strip.height() - 8))
        title = _("Until “{title}”").format(title=era.title)
        _draw_line(painter, title, strong, theme.text, QPointF(begin, title_line), end - begin)
        _draw_line(painter, _facts(era), small, theme.text2, QPointF(begin, facts_line), end - begin)


def _facts(era: Era) -> str:
    counts = ngettext("{count} step", "{count} steps", era.items).format(count=era.items)
    parts = [dates.month(era.finish) if era.finish else "", counts, dates.hours(era.hours) if era.hours else ""]
    return " · ".join(filter(None, parts))


def _draw_line(painter: QPainter, text: str, used: QFont, colour: QColor, place: QPointF, room: float) -> None:
    painter.setFont(used)
    painter.setPen(colour)
    painter.drawText(place, QFontMetricsF(used).elidedText(text, Qt.TextElideMode.ElideRight, room))
