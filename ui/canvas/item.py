"""The whole map as one painted item: lanes, eras, lines and boxes, with less detail the smaller it is shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from planner.app.map import Map, MapNode
from ui.canvas import lines, modules
from ui.canvas.geometry import Geometry
from ui.canvas.levels import LEVELS, READABLE, SHAPES, SPECKS, Level, level_at
from ui.canvas.nodes import NodePainter, is_aside, sized
from ui.canvas.pixmaps import Pixmaps
from ui.theme import shapes
from ui.theme.theme import Theme

BEYOND = 20_000.0
"""Pixels that the stripes of the lanes go on beyond the map."""
MOST_PIXELS = 12_000_000
"""Of the picture of the whole map as specks, about 50 MB."""


class MapItem(QGraphicsItem):
    """Paints a `Map`. Which box is under the pointer is found by arithmetic, not by one item a box."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._map: Map | None = None
        self.geometry: Geometry | None = None
        self._nodes = NodePainter(theme, QFont())
        self._pixmaps = Pixmaps()
        self._chain: frozenset[str] = frozenset()
        self.dims_rest = True
        """Whether boxes outside of the chain are dimmed, and not only lines."""
        self._selected: frozenset[str] = frozenset()
        self._matches: dict[str, int] = {}
        """Box that a search found -> its number."""
        self._path_lines: list[int] = []
        self._other_lines: list[int] = []
        """The path of a plan that the shown one is compared with."""
        self._walked: int | None = None
        self._target: tuple[str, bool] | None = None
        self._away: Mapping[str, QPointF] = {}
        self._far = QPixmap()
        self._far_key: tuple[object, ...] | None = None
        """The map as specks, and what it was painted for."""
        self._areas: dict[tuple[int, str], QRectF] = {}
        self.text_scale = 1.0
        """How much larger than usual the person wants all text."""
        self.zooming = False
        """Whether the zoom changes right now: pictures of boxes are stretched until it rests."""
        self._level = LEVELS[0]
        self._made = 1.0
        """Zoom that the pictures of boxes are made for."""
        self.patient = True
        """Whether a frame may take as long as it likes: for pictures, and where nobody waits for the next one."""
        self.vectors = False
        """Whether everything is painted as lines and text, for files and printers."""
        # Without this Qt hands the whole item to paint() as exposed, and nothing could be left out.
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    # -- what is shown

    def show_map(self, picture: Map) -> None:
        """Show another map; chain and selection stay where their items still exist."""
        self.prepareGeometryChange()
        self._pixmaps.forget_all_but(_alike(self._map, picture) if self._map else ())
        self._map, self.geometry = picture, Geometry(picture)
        self._far_key = None
        self._areas = {}
        self._path_lines = self._lines_along([picture.box_of(item) for item in picture.path])
        other = self._lines_along([picture.box_of(item) for item in picture.other_path])
        self._other_lines = [number for number in other if number not in self._path_lines]
        self._nodes.signs = picture.signs
        self._away, self._walked = {}, None
        self._chain = self._chain & self.geometry.rects.keys()
        self._selected = self._selected & self.geometry.rects.keys()
        self.update()

    def set_theme(self, theme: Theme, font: QFont) -> None:
        """Use other colours and another font family."""
        self._theme = theme
        self._nodes = NodePainter(theme, font)
        self._nodes.signs = self._map.signs if self._map else None
        self._pixmaps.forget()
        self._far_key = None
        self.update()

    def highlight(self, chain: Collection[str]) -> None:
        """Keep these boxes and the lines between them strong and dim the rest; nothing to dim when empty."""
        self._chain = frozenset(chain)
        self.update()

    def select(self, items: Collection[str]) -> None:
        """Draw the selection ring around those of these boxes that are shown."""
        self._selected = frozenset(items) & self.rects.keys()
        self.update()

    def match(self, items: Collection[str]) -> None:
        """Keep the boxes that a search found strong, and number them."""
        self._matches = {item: number for number, item in enumerate(dict.fromkeys(items), 1)}
        self.update()

    def walk(self, steps: int | None) -> None:
        """Light so many pieces of the path, from its beginning; None: show it as always."""
        self._walked = steps
        self.update()

    def displace(self, away: Mapping[str, QPointF]) -> None:
        """Paint boxes so far from their place, while they move there."""
        self._away = away
        self.update()

    # -- questions

    @property
    def rects(self) -> dict[str, QRectF]:
        """Box of every shown item in scene coordinates."""
        return self.geometry.rects if self.geometry else {}

    def at(self, point: QPointF, but: str | None = None) -> str | None:
        """The item or module whose box holds the point; `but` counts for nothing."""
        found = self.geometry.at(point) if self.geometry else None
        return None if found == but else found

    def mark_target(self, item: str | None, allowed: bool) -> None:
        """Show where a step that is dragged would be put: before this one, or not."""
        self._target = (item, allowed) if item else None
        self.update()

    def node(self, item: str) -> MapNode:
        """What is known about a shown item."""
        assert self._map is not None
        return self._map.nodes[item]

    @property
    def path_length(self) -> int:
        """Pieces of the path from here to the goal."""
        return len(self._path_lines)

    def _lines_along(self, boxes: Collection[str | None]) -> list[int]:
        assert self.geometry is not None
        number_of = {ends: number for number, ends in enumerate(self.geometry.line_ends)}
        pairs = [(before, after) for before, after in pairwise(boxes) if before and after and before != after]
        return [number_of[pair] for pair in pairs if pair in number_of]

    # -- painting

    @property
    def whole(self) -> QRectF:
        """The part of the scene that the map takes."""
        return QRectF(0, 0, self._map.width, self._map.height) if self._map else QRectF()

    def boundingRect(self) -> QRectF:
        return self.whole.adjusted(-BEYOND, 0, BEYOND, 0)  # the stripes of the lanes go on to the edge of the window

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._map is not None:
            zoom = option.levelOfDetailFromTransform(painter.worldTransform())
            self.paint_part(painter, option.exposedRect, zoom)

    def paint_part(self, painter: QPainter, exposed: QRectF, zoom: float) -> None:
        """Paint what lies in a part of the scene; `zoom`: screen pixels for one pixel of the map."""
        assert self._map is not None
        assert self.geometry is not None
        boxes = self.geometry.boxes_in(exposed)
        if not self.vectors:
            self._use_pictures(painter, zoom)
        level = self._level = level_at((zoom if self.vectors else self._made) / self.text_scale, self._crowd(exposed))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bands(painter, exposed, self._map)
        if level is SPECKS and self._map.nodes.keys() & self.geometry.place.keys():
            self._draw_far(painter, exposed, self._map, zoom)
            self._paint_rings(painter, exposed)
            self._paint_numbers(painter, exposed, zoom / self.text_scale)
            return
        self._paint_lines(painter, exposed, zoom, self.geometry)
        self._paint_boxes(painter, boxes, zoom, level)
        self._paint_rings(painter, exposed)
        self._paint_numbers(painter, exposed, zoom / self.text_scale)
        scene = self.scene()
        if self._pixmaps.unfinished and scene is not None:
            QTimer.singleShot(0, scene, self.update)  # the next frame paints more, unless the map is gone by then

    def _crowd(self, exposed: QRectF) -> float:
        """How many boxes are usually in sight at this zoom: the same wherever one looks, so that nothing flickers."""
        part = exposed.width() * exposed.height() / max(1.0, self.whole.width() * self.whole.height())
        return 0.0 if self.vectors else len(self.rects) * min(1.0, part)

    def _paint_bands(self, painter: QPainter, exposed: QRectF, picture: Map) -> None:
        for number, band in enumerate(picture.lanes):
            rect = QRectF(exposed.left(), band.begin, exposed.width(), band.size)
            if rect.intersects(exposed):
                painter.fillRect(rect, self._theme.lane_odd if number % 2 else self._theme.lane_even)
        width = 1 if self.vectors else 0
        dots = Qt.PenStyle.DotLine if self._theme.contrast else Qt.PenStyle.SolidLine
        painter.setPen(QPen(self._theme.hairline, width, dots))
        if self._theme.contrast:  # no stripes tell the lanes apart
            for band in picture.lanes[1:]:
                painter.drawLine(QPointF(exposed.left(), band.begin), QPointF(exposed.right(), band.begin))
        for era in picture.era_bands[1:]:
            x = era.begin - picture.era_gap / 2
            painter.drawLine(QPointF(x, 0), QPointF(x, picture.height))

    def _paint_lines(self, painter: QPainter, exposed: QRectF, zoom: float, geometry: Geometry) -> None:
        busy = bool(self._chain or self._matches)
        path = self._path_lines if self._walked is None else self._path_lines[: self._walked]
        strong = set() if busy else set(path)
        lit: list[int] = []
        calm: list[int] = []
        for number in geometry.lines_in(exposed):
            before, after = geometry.line_ends[number]
            if before in self._away or after in self._away:
                continue
            in_chain = before in self._chain and after in self._chain
            (lit if in_chain or number in strong else calm).append(number)
        pens = lines.pens(self._theme, busy)
        lines.paint_calm(painter, geometry, calm, pens, self.vectors)
        seen = None if self.vectors else exposed
        lines.paint_lit(painter, geometry, lit, self._theme, zoom, seen)
        if self._other_lines and not busy and self._walked is None:
            lines.paint_lit(painter, geometry, self._other_lines, self._theme, zoom, seen, dashed=True)

    def _paint_boxes(self, painter: QPainter, items: Collection[str], zoom: float, level: Level) -> None:
        far = {item for item in items if self._is_dim(item)} if self._chain or self._matches else set()
        for opacity, some in ((self._theme.dim, far), (1.0, [item for item in items if item not in far])):
            painter.setOpacity(opacity)
            if self.vectors:
                self._nodes.whole_titles = True
                for item in some:
                    self._paint_box(painter, item, self._rect(item), zoom, level)
            else:
                self._draw_pictures(painter, some, zoom, level)
        painter.setOpacity(1.0)

    def _draw_pictures(self, painter: QPainter, items: Collection[str], zoom: float, level: Level) -> None:
        """Boxes from the pictures that are kept of them; they are made for the zoom at which it rests."""
        made = self._made
        ratio = painter.device().devicePixelRatio()
        shown: QTransform = painter.worldTransform()
        painter.save()
        painter.resetTransform()
        for item in items:
            rect = self._rect(item)
            shape = self._shape_key(item, rect)
            self._pixmaps.draw(
                painter,
                (shape if level is SHAPES else (item, level.title), shape),
                rect,
                shown.map(rect.topLeft()),
                zoom,
                ratio,
                lambda inner, box, full, item=item: self._paint_box(  # type: ignore[misc]
                    inner, item, box, made, level if full else SHAPES
                ),
            )
        painter.restore()

    def _use_pictures(self, painter: QPainter, zoom: float) -> None:
        """Choose the zoom that pictures are made for: while it changes, that at which it rested."""
        ratio = painter.device().devicePixelRatio()
        scale = self._pixmaps.scale
        specks = self._level is SPECKS and zoom < READABLE
        if not self.zooming or not scale or not (specks or 0.5 < zoom * ratio / scale < 2.0):
            self._pixmaps.use_scale(zoom * ratio, ratio)
        self._made = self._pixmaps.scale / ratio
        self._pixmaps.begin(self.patient)

    def _shape_key(self, item: str, rect: QRectF) -> tuple[object, ...]:
        """What tells boxes without text apart: those of one kind and status look the same."""
        assert self._map is not None
        node = self._map.nodes.get(item)
        if node is None:
            return (item,)
        return node.kind, node.mark, node.progress, is_aside(node), node.side, rect.width(), rect.height()

    def _paint_box(self, painter: QPainter, item: str, rect: QRectF, zoom: float, level: Level) -> None:
        assert self._map is not None
        module = self._map.modules.get(item)
        if module is None:
            self._nodes.paint(painter, self._map.nodes[item], rect, level)
        else:
            titled = bool(self._map.lane_title)
            usual = zoom / self.text_scale
            font, named = self._nodes.font, not self.vectors
            modules.paint_module(painter, self._map, module, rect, self._theme, font, usual, titled, named)

    def _paint_rings(self, painter: QPainter, exposed: QRectF) -> None:
        pen = shapes.focus_pen(self._theme)
        away = shapes.FOCUS_GAP + pen.widthF()
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for item in self._selected:
            ring = self._rect(item).adjusted(-away, -away, away, away)
            if ring.intersects(exposed):
                painter.drawRoundedRect(ring, 12, 12)
        if self._target is not None and self._target[0] in self.rects:
            item, allowed = self._target
            rect = self.rects[item]
            colour = self._theme.focus if allowed else self._theme.overdue
            painter.setPen(QPen(colour, 5, Qt.PenStyle.SolidLine if allowed else Qt.PenStyle.DashLine))
            painter.drawLine(rect.topLeft() - QPointF(7, 4), rect.bottomLeft() - QPointF(7, -4))

    def _paint_numbers(self, painter: QPainter, exposed: QRectF, zoom: float) -> None:
        """The numbers of what a search found, as large on the screen at any zoom."""
        size = 11 / max(zoom, 0.2)
        painter.setFont(sized(self._nodes.font, size, QFont.Weight.DemiBold))
        for item, number in self._matches.items():
            rect = self._rect(item) if item in self.rects else QRectF()
            if rect.isEmpty() or not rect.intersects(exposed):
                continue
            disc = QRectF(0, 0, size * (1.1 + 0.6 * len(str(number))), size * 1.7)
            disc.moveCenter(rect.topLeft())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.accent)
            painter.drawRoundedRect(disc, disc.height() / 2, disc.height() / 2)
            painter.setPen(self._theme.on_accent)
            painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(number))

    def _draw_far(self, painter: QPainter, exposed: QRectF, picture: Map, zoom: float) -> None:
        """The map as specks, from one picture of all of it: painted for the zoom at which it rests."""
        size = self.whole.size() * self._made * painter.device().devicePixelRatio()
        if self.vectors or self.patient or size.width() * size.height() > MOST_PIXELS or self._away:
            self._paint_far(painter, exposed, picture, zoom)
            return
        key = self._made, self.dims_rest, self._chain, frozenset(self._matches), self._walked
        if key != self._far_key:
            self._far = QPixmap(size.toSize())
            self._far.fill(Qt.GlobalColor.transparent)
            inner = QPainter(self._far)
            scale = self._far.width() / self.whole.width()
            inner.scale(scale, scale)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_far(inner, self.whole, picture, zoom)
            inner.end()
            self._far_key = key
        painter.drawPixmap(self.whole, self._far, QRectF(self._far.rect()))

    def _paint_far(self, painter: QPainter, exposed: QRectF, picture: Map, zoom: float) -> None:
        """So small that nothing can be read: the areas of the modules, the path, and a speck for each box."""
        assert self.geometry is not None
        if not self._areas:
            self._areas = modules.areas(picture, self.rects)
        painter.setPen(QPen(self._theme.hairline, 0))
        painter.setBrush(self._theme.surface)
        for area in self._areas.values():
            if area.intersects(exposed):
                painter.drawRect(area.adjusted(-3 / zoom, -3 / zoom, 3 / zoom, 3 / zoom))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.edge_path, 2 / zoom))
        for number in self._path_lines if self._walked is None else self._path_lines[: self._walked]:
            painter.drawPath(self.geometry.path(number))
        specks: dict[tuple[str, bool], list[QRectF]] = {}
        for item in self.geometry.boxes_in(exposed):
            node = picture.nodes.get(item)
            kind = node.kind if node and not is_aside(node) else ""
            specks.setdefault((kind, self._is_dim(item)), []).append(self._rect(item))
        painter.setPen(Qt.PenStyle.NoPen)
        for (kind, dim), some in specks.items():
            colour = self._theme.kind(kind).stroke if kind else self._theme.border
            painter.setBrush(lines.blended(colour, self._theme.surface, self._theme.dim) if dim else colour)
            painter.drawRects(some)

    def _rect(self, item: str) -> QRectF:
        rect = self.rects[item]
        return rect.translated(self._away[item]) if item in self._away else rect

    def _is_dim(self, item: str) -> bool:
        if self._matches:
            return item not in self._matches and item not in self._selected
        return self.dims_rest and bool(self._chain) and item not in self._chain


def _alike(old: Map, new: Map) -> set[str]:
    """The boxes that look the same on two maps, wherever they stand."""
    if (old.signs, old.lane_title) != (new.signs, new.lane_title):
        return set()
    return {box for box in new.boxes.keys() & old.boxes.keys() if _is_alike(old, new, box)}


def _is_alike(old: Map, new: Map, box: str) -> bool:
    before, after = old.boxes[box], new.boxes[box]
    if (before.width, before.height) != (after.width, after.height):
        return False
    module = new.modules.get(box)
    if module is None:
        return box in old.nodes and old.nodes[box] == new.nodes[box]
    if old.modules.get(box) != module or (old.next != new.next and {old.next, new.next} & {*module.items}):
        return False
    return all(_chip(old.nodes[item]) == _chip(new.nodes[item]) for item in module.items)


def _chip(node: MapNode) -> tuple[object, ...]:
    """What a module shows of one of its items."""
    return node.title, node.kind, node.side, node.held, node.planned
