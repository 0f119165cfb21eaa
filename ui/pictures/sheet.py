"""One sheet with the map on it: title, stages, names of lanes, legend and date around it.

Everything is measured in pixels of the sheet, 96 to the inch. The frame has the size of the sheet, the map that of its
room, so that title and legend can be read on every size of paper. Places are counted from where one begins to
read: painting turns them round where one reads from right to left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPen, QTransform

from planner.app.map import Box, Map
from ui.canvas import headers
from ui.canvas.board import drawn_out, is_board, mirrored
from ui.canvas.geometry import AROUND
from ui.canvas.item import MapItem
from ui.canvas.levels import READABLE, level_at
from ui.canvas.nodes import sized
from ui.pictures.heading import Heading
from ui.pictures.key import Key
from ui.pictures.spine import Spine
from ui.plain import elide
from ui.reading import backwards, placed, write
from ui.theme import theme as themes
from ui.theme.theme import Theme

LEAST_WIDTH = 820.0
"""A small map still leaves room for the words around it."""
LARGEST = 1.5
"""Of a box on a sheet of a given size."""
WIDEST, TALLEST = 2.6, 1.5
"""Times its own size, where there is room: boxes may be taller, and modules wider too."""


def sheet_font() -> QFont:
    """The font of the system in 13 pixels.

    Without hinting words are as wide on paper as they are measured here, without ligatures they can be searched for.
    """
    font = themes.base_font()
    font.setPixelSize(13)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for ligature in ("liga", "clig"):
        font.setFeature(QFont.Tag(ligature), 0)
    font.setStyleStrategy(
        QFont.StyleStrategy(QFont.StyleStrategy.PreferAntialias | QFont.StyleStrategy.NoSubpixelAntialias)
    )
    return font


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted on the sheet."""

    picture: Map
    heading: Heading
    theme: Theme
    part: QRectF | None = None
    """The part of the scene to show; None: all of it."""
    size: QSizeF | None = None
    """Pixels of the sheet; None: as large as the map needs."""


class Sheet:
    """Where everything stands on a sheet, and how it is painted. Needs no window, and may live in any thread."""

    def __init__(self, request: Request) -> None:
        self._picture, self.heading, self._theme = request.picture, request.heading, request.theme
        self._font = sheet_font()
        self._reading = QGuiApplication.layoutDirection()
        whole = QRectF(0, 0, self._picture.width, self._picture.height)
        part = whole if request.part is None else whole_boxes(self._picture, request.part.intersected(whole))
        self._part = whole if part.isEmpty() else part
        self._board = is_board(self._picture)
        self._area = QRectF()
        self.height = self._content = 0.0
        if request.size is None:
            self._lay_out_around()
        else:
            self._lay_out_inside(request.size)

    # -- where things are

    def _lay_out_around(self) -> None:
        """The map at 100 %, and the sheet as large as that needs."""
        part = self._part
        self.unit = min(3.5, max(1.0, math.sqrt(part.width() * part.height()) / 1500))
        self._measure(round(max(LEAST_WIDTH * self.unit, part.width())))
        least = LEAST_WIDTH * self.unit - self._gutter
        self.zoom = max(1.0, min(LARGEST, least / part.width()))
        self._width = max(least, part.width() * self.zoom) + self._gutter + 2 * self._margin
        self._place(None)

    def _lay_out_inside(self, size: QSizeF) -> None:
        """A sheet of a given size, and the map as large as fits in it."""
        self.unit = min(3.5, max(0.5, math.sqrt(size.width() * size.height()) / 1200))
        self._measure(round(size.width()))
        self._width = size.width()
        across = size.width() - 2 * self._margin - self._gutter
        self.zoom = min(LARGEST, max(1.0, across) / self._part.width())
        self._place(size.height())
        for _round in range(3):  # a narrower map has narrower columns, whose words may need more lines
            if self.height <= size.height() + 1e-6:
                break
            room = size.height() - (self.height - self._area.height())
            self.zoom = max(0.01, min(self.zoom, room / self._part.height()))
            self._place(size.height())
        self._fill(across, size.height())
        self.height = size.height()

    def _fill(self, across: float, tall: float) -> None:
        """Let the map take the room that is left: at first the width, as wider columns need fewer lines above them."""
        if self._board:
            self._stretch(min(WIDEST, across / (self._part.width() * self.zoom)), 1.0)
        self._place(tall)
        free = tall - self._content
        self._stretch(1.0, min(TALLEST, 1 + free / self._area.height()))
        self._place(tall)

    def _stretch(self, across: float, down: float) -> None:
        across, down = max(1.0, across), max(1.0, down)
        self._picture = drawn_out(self._picture, across, down)
        part = self._part
        self._part = QRectF(part.x() * across, part.y() * down, part.width() * across, part.height() * down)

    def _measure(self, width: int) -> None:
        unit = self.unit
        self._margin = 28 * unit
        self._title_font = sized(self._font, 24 * unit, QFont.Weight.DemiBold)
        self._facts_font = sized(self._font, 13 * unit)
        self._small_font = sized(self._font, 10.5 * unit)
        self._lane_font = sized(self._font, 13 * unit)
        self._gutter = float(headers.gutter(self._lane_font, self._picture, width))

    def _place(self, tall: float | None) -> None:
        """Everything from top to bottom; `tall`: least height of the sheet, at whose lower edge the date stands."""
        unit, margin, part = self.unit, self._margin, self._part
        across = self._width - 2 * margin
        self._title = elide(self.heading.title, QFontMetricsF(self._title_font), across, 2)
        self._facts = elide(self.heading.facts, QFontMetricsF(self._facts_font), across, 3)
        y = margin + len(self._title) * QFontMetricsF(self._title_font).height() + 2 * unit
        y += len(self._facts) * QFontMetricsF(self._facts_font).height() + 18 * unit
        self._spine_top = y
        left = margin + self._gutter
        area = QRectF(left, 0, across - self._gutter, part.height() * self.zoom)
        self._shown = self._transform(area, part)
        self._spine = self._new_spine(area)
        y += self._spine.height + 6 * unit
        boxes = boxes_in(self._picture, part)
        self._key = Key(self._picture, boxes, across, self._theme, self._font, unit)
        foot = 14 * unit + self._key.height + 12 * unit + QFontMetricsF(self._small_font).height() + margin * 0.8
        self.height = y + area.height() + foot
        self._area = QRectF(left, y, area.width(), area.height())
        self._shown = self._transform(self._area, part)
        self._spine = self._new_spine(self._area)
        self._key_top = self._area.bottom() + 14 * unit
        self._content = self.height
        self.height = max(self.height, tall or 0.0)

    def _transform(self, area: QRectF, part: QRectF) -> QTransform:
        shown = QTransform.fromTranslate(area.left(), area.top())
        shown.scale(self.zoom, self.zoom)
        shown.translate(-part.left(), -part.top())
        return shown

    def _new_spine(self, area: QRectF) -> Spine:
        return Spine(self._picture, self._shown, area, self._margin, self._theme, self._font, self.unit)

    @property
    def size(self) -> QSizeF:
        """Whole pixels of the sheet."""
        return QSizeF(math.ceil(self._width), math.ceil(self.height))

    @property
    def title_points(self) -> float:
        """Height of the titles in boxes where the sheet is printed, in points of 1/72 inch; 0 on a board."""
        return 0.0 if self._board else level_at(max(READABLE, self.zoom)).title * self.zoom * 0.75

    @property
    def ground(self) -> QColor:
        """The colour of the paper."""
        return self._theme.bg if self._theme.dark else self._theme.surface

    # -- painting

    def paint(self, painter: QPainter, detail: float = 0.0) -> None:
        """The whole sheet. `detail`: the zoom that decides how much is shown; by default enough for every title.

        Pixels may be too few for any title: then `detail` says so, and shapes are shown alone.
        """
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setLayoutDirection(self._reading)  # only one of a widget knows by itself
        size = QRectF(QPointF(), self.size)
        painter.fillRect(size, self.ground)
        titled = detail == 0 or level_at(detail).title
        self._paint_map(painter, max(READABLE, detail, self.zoom) if titled else detail)
        self._cover(painter, size)
        if self._board:
            self._paint_gutter(painter)
        self._paint_edges(painter)
        self._spine.paint(painter, self._spine_top, size)
        self._paint_words(painter)
        self._key.paint(painter, QPointF(self._margin, self._key_top), size)

    def _turned(self, painter: QPainter, rect: QRectF) -> QRectF:
        """A part of the sheet as the painter reads it."""
        return placed(painter, rect, QRectF(QPointF(), self.size))

    def _paint_map(self, painter: QPainter, detail: float) -> None:
        picture, part = self._picture, self._part
        if backwards(painter):
            picture = mirrored(picture)
            part = placed(painter, part, QRectF(0, 0, picture.width, picture.height))
        item = MapItem(self._theme)
        item.vectors = True
        item.set_theme(self._theme, self._font)
        item.show_map(picture)
        area = self._turned(painter, self._area)
        shown = self._transform(area, part)
        painter.save()
        painter.setTransform(shown, True)
        item.paint_part(painter, shown.inverted()[0].mapRect(area), detail)
        if not self._board:
            self._paint_lanes(painter, detail, picture, part)
        painter.restore()

    def _paint_lanes(self, painter: QPainter, detail: float, picture: Map, part: QRectF) -> None:
        """The name of every lane at the beginning of the map and of every stage in which it has boxes."""
        used = sized(self._font, min(picture.lane_title * 0.8, max(13.0, 9 / detail)), QFont.Weight.DemiBold)
        metrics = QFontMetricsF(used)
        painter.setFont(used)
        painter.setPen(self._theme.text2)
        places = {(node.lane, node.era) for item, node in picture.nodes.items() if item in picture.boxes}
        places |= {(module.lane, module.era) for item, module in picture.modules.items() if item in picture.boxes}
        stages = [QRectF(era.begin, part.top(), era.size, part.height()) for era in picture.era_bands]
        for band in picture.lanes:
            inside = {era for lane, era in places if lane == band.key}
            base = band.begin + (picture.lane_title + metrics.ascent() - metrics.descent()) / 2 + 1
            rooms = [stage & part.adjusted(4, 0, -4, 0) for at, stage in enumerate(stages) if at in inside]
            for room in {(room.left(), room.width()) for room in rooms if room.width() > 0}:
                if part.top() <= base <= part.bottom():
                    write(painter, QPointF(room[0], base), room[1], picture.lane_titles[band.key])

    def _cover(self, painter: QPainter, size: QRectF) -> None:
        """What lies half beyond the area goes below the frame: not every file can clip."""
        area, ground = self._turned(painter, self._area), self.ground
        painter.fillRect(QRectF(0, 0, size.width(), area.top()), ground)
        painter.fillRect(QRectF(0, area.bottom(), size.width(), size.height() - area.bottom()), ground)
        painter.fillRect(QRectF(0, 0, area.left(), size.height()), ground)
        painter.fillRect(QRectF(area.right(), 0, size.width() - area.right(), size.height()), ground)

    def _paint_edges(self, painter: QPainter) -> None:
        area = self._area
        painter.setPen(QPen(self._theme.hairline, self.unit))
        whole = self._turned(painter, QRectF(self._margin, area.top(), area.right() - self._margin, area.height()))
        for y in (whole.top(), whole.bottom()):
            painter.drawLine(QPointF(whole.left(), y), QPointF(whole.right(), y))

    def _paint_gutter(self, painter: QPainter) -> None:
        """The names of the lanes of a board, each beside its row."""
        picture, theme, unit = self._picture, self._theme, self.unit
        used = sized(self._font, 11 * unit)
        metrics = QFontMetricsF(used)
        painter.setFont(used)
        for number, band in enumerate(picture.lanes):
            top = max(self._area.top(), self._shown.map(QPointF(0, band.begin)).y())
            bottom = min(self._area.bottom(), self._shown.map(QPointF(0, band.begin + band.size)).y())
            row = self._turned(painter, QRectF(self._margin, top, self._gutter, bottom - top))
            if row.height() <= 0:
                continue
            painter.fillRect(row.adjusted(0, 0, 1, 0), theme.lane_odd if number % 2 else theme.lane_even)
            if theme.contrast and number:  # there are no stripes
                painter.setPen(QPen(theme.hairline, self.zoom, Qt.PenStyle.DotLine))
                painter.drawLine(row.topLeft(), row.topRight())
            painter.setPen(theme.text)
            most = max(1, min(2, int(row.height() / metrics.height())))
            lines = elide(picture.lane_titles[band.key], metrics, row.width() - 12 * unit, most)
            if row.height() < metrics.height() * 0.9:
                continue
            base = row.center().y() + metrics.capHeight() / 2 - (len(lines) - 1) * metrics.height() / 2
            for at, line in enumerate(lines):
                place = QPointF(row.left() + 4 * unit, base + at * metrics.height())
                write(painter, place, row.width() - 8 * unit, line)

    def _paint_words(self, painter: QPainter) -> None:
        y, across = self._margin, self._width - 2 * self._margin
        for font, lines, colour in (
            (self._title_font, self._title, self._theme.text),
            (self._facts_font, self._facts, self._theme.text2),
        ):
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(colour)
            for line in lines:
                write(painter, QPointF(self._margin, y + metrics.ascent()), across, line)
                y += metrics.height()
            y += 2 * self.unit
        base = self.height - self._margin * 0.8 - QFontMetricsF(self._small_font).descent()
        painter.setFont(self._small_font)
        painter.setPen(self._theme.text2)
        write(painter, QPointF(self._margin, base), across, self.heading.date)
        write(painter, QPointF(self._margin, base), across, self.heading.maker, at_end=True)


def boxes_in(picture: Map, part: QRectF) -> set[str]:
    """Ids of the boxes of which something lies in a part of the scene."""
    return {item for item, box in picture.boxes.items() if part.intersects(_rect(box))}


def whole_boxes(picture: Map, part: QRectF) -> QRectF:
    """The part, larger where it would cut through a box."""
    whole = QRectF(0, 0, picture.width, picture.height)
    for _round in range(4):  # boxes stand in columns and rows, so this ends at once or nearly so
        grown = part
        for item in boxes_in(picture, part):
            grown = grown.united(_rect(picture.boxes[item]).adjusted(-AROUND, -AROUND, AROUND, AROUND))
        grown = grown.intersected(whole)
        if grown == part:
            break
        part = grown
    return part


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
