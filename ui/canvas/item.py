"""The whole map as one painted item: lanes, eras, lines and boxes, with less detail the smaller it is shown."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from planner.app.map import Map, MapNode, Mark
from planner.i18n import _
from ui import dates
from ui.plain import elide
from ui.theme import shapes
from ui.theme.theme import DIM_OPACITY, Theme

NO_TEXT = 0.25
"""Below this zoom a box has no text at all."""
TITLE_SIZES = ((0.78, 13), (0.47, 18), (0.0, 25))
"""(zoom from which on, pixels of the title at 100 %): the smaller the map, the larger the title in its box."""
_CAPTION_PX = 11


class MapItem(QGraphicsItem):
    """Paints a `Map`. Which box is under the pointer is found by arithmetic, not by one item a box."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._map: Map | None = None
        self._rects: dict[str, QRectF] = {}
        self._lines: list[tuple[str, str, QPainterPath, QRectF]] = []
        self._texts: dict[tuple[str, int], list[str]] = {}
        self._chain: frozenset[str] = frozenset()
        self._focus: str | None = None
        self._selected: str | None = None
        self._matches: frozenset[str] = frozenset()
        self._font = QFont()
        # Without this Qt hands the whole item to paint() as exposed, and nothing could be left out.
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    # -- what is shown

    def show_map(self, picture: Map) -> None:
        """Show another map; chain and selection stay where their items still exist."""
        self.prepareGeometryChange()
        self._map = picture
        size = picture.tree.measures
        self._rects = {item: QRectF(x, y, size.width, size.height) for item, (x, y) in picture.tree.places.items()}
        self._lines = [
            (line.before, line.after, path, path.boundingRect().adjusted(-4, -4, 4, 4))
            for line in picture.tree.lines
            for path in [self._path(line.before, line.after, [QPointF(x, y) for x, y in line.points])]
        ]
        self._texts.clear()
        self._chain = self._chain & self._rects.keys()
        self.update()

    def set_theme(self, theme: Theme, font: QFont) -> None:
        """Use other colours and another font family."""
        self._theme = theme
        self._font = font
        self._texts.clear()
        self.update()

    def highlight(self, chain: Collection[str], focus: str | None = None) -> None:
        """Keep these boxes and the lines between them strong and dim the rest; nothing to dim when empty."""
        self._chain, self._focus = frozenset(chain), focus
        self.update()

    def select(self, item: str | None) -> None:
        """Draw the selection ring around this box."""
        self._selected = item
        self.update()

    def match(self, items: Collection[str]) -> None:
        """Keep the boxes that a search found strong."""
        self._matches = frozenset(items)
        self.update()

    # -- questions

    @property
    def rects(self) -> dict[str, QRectF]:
        """Box of every shown item in scene coordinates."""
        return self._rects

    def at(self, point: QPointF) -> str | None:
        """The item whose box holds the point."""
        return next((item for item, rect in self._rects.items() if rect.contains(point)), None)

    def node(self, item: str) -> MapNode:
        """What is known about a shown item."""
        assert self._map is not None
        return self._map.nodes[item]

    # -- painting

    def _path(self, before: str, after: str, points: list[QPointF]) -> QPainterPath:
        assert self._map is not None
        points[0] = shapes.ports(self._map.nodes[before].kind, self._rects[before])[1]
        points[-1] = shapes.ports(self._map.nodes[after].kind, self._rects[after])[0]
        path = QPainterPath(points[0])
        for number, (start, end) in enumerate(pairwise(points)):
            if number % 2:
                path.lineTo(end)
            else:
                middle = (start.x() + end.x()) / 2
                path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
        return path

    def _is_dim(self, item: str) -> bool:
        if self._matches:
            return item not in self._matches and item != self._selected
        return bool(self._chain) and item not in self._chain

    def _paint_bands(self, painter: QPainter, exposed: QRectF, picture: Map) -> None:
        for number, band in enumerate(picture.tree.lanes):
            rect = QRectF(0, band.begin, picture.tree.width, band.size)
            if rect.intersects(exposed):
                painter.fillRect(rect, self._theme.lane_odd if number % 2 else self._theme.lane_even)
        painter.setPen(QPen(self._theme.hairline, 0))
        for era in picture.tree.eras[1:]:
            x = era.begin - picture.tree.measures.era_gap / 2
            painter.drawLine(QPointF(x, 0), QPointF(x, picture.tree.height))

    def _paint_lines(self, painter: QPainter, exposed: QRectF) -> None:
        # A one pixel cosmetic pen of an opaque colour is many times faster than any other, so the calm lines are
        # blended with the ground beforehand instead of drawn half transparent.
        calm = QPen(blended(self._theme.edge_idle, self._theme.lane_even, 0.45), 1)
        calm.setCosmetic(True)
        strong = QPen(self._theme.edge_path, shapes.PATH_WIDTH)
        strong.setCapStyle(Qt.PenCapStyle.RoundCap)
        faint = QPen(blended(self._theme.edge_idle, self._theme.lane_even, 0.2), 1)
        faint.setCosmetic(True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        lit: list[QPainterPath] = []
        painter.setPen(faint if self._chain else calm)
        for before, after, path, box in self._lines:
            if not box.intersects(exposed):
                continue
            if before in self._chain and after in self._chain:
                lit.append(path)
            else:
                painter.drawPath(path)
        painter.setPen(strong)
        for path in lit:
            painter.drawPath(path)

    def _paint_node(self, painter: QPainter, node: MapNode, rect: QRectF, zoom: float) -> None:
        status = (
            "skipped" if node.mark is Mark.AVOIDED else "unplanned" if node.mark is Mark.RETIRED else node.mark.value
        )
        aside = not node.planned and node.mark is not Mark.HELD
        painter.setOpacity(DIM_OPACITY if self._is_dim(node.id) else 0.6 if aside else 1.0)
        # A padlock and dashes on nearly every box would only be noise; what cannot be begun yet is drawn plain.
        outline = "ready" if status == "locked" else status
        shapes.paint_node(painter, node.kind, outline, rect, self._theme)
        if zoom >= NO_TEXT:
            self._paint_text(painter, node, rect, next(size for least, size in TITLE_SIZES if zoom >= least))
        if status not in ("locked", "unplanned"):
            corner = rect.topRight() + QPointF(-10, 2)
            shapes.paint_mark(
                painter, status, corner, 10 if zoom >= TITLE_SIZES[0][0] else 14, self._theme, node.progress
            )
        if node.id == self._selected:
            ring = QPen(self._theme.focus, shapes.FOCUS_WIDTH)
            painter.setPen(ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            away = shapes.FOCUS_GAP + shapes.FOCUS_WIDTH
            painter.drawRoundedRect(rect.adjusted(-away, -away, away, away), 12, 12)
        painter.setOpacity(1.0)

    def _paint_text(self, painter: QPainter, node: MapNode, rect: QRectF, size: int) -> None:
        title_font, caption_font = _sized(self._font, size, QFont.Weight.DemiBold), _sized(self._font, _CAPTION_PX)
        area = shapes.text_rect(node.kind, rect)
        metrics = QFontMetricsF(title_font)
        if (node.id, size) not in self._texts:
            # Without a caption below there is room for a third line.
            self._texts[node.id, size] = elide(node.title, metrics, area.width(), 2 if size != TITLE_SIZES[1][1] else 3)
        lines = self._texts[node.id, size]
        caption = caption_of(node) if size == TITLE_SIZES[0][1] else ""
        step = metrics.height() * (0.94 if caption else 0.84)
        small = QFontMetricsF(caption_font)
        height = step * len(lines) + (small.height() if caption else 0)
        top = area.center().y() - height / 2
        painter.setFont(title_font)
        painter.setPen(self._theme.text)
        for number, line in enumerate(lines):
            painter.drawText(QPointF(area.left(), top + number * step + metrics.ascent()), line)
        if caption:
            painter.setFont(caption_font)
            painter.setPen(self._theme.text2)
            shown = small.elidedText(caption, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(QPointF(area.left(), top + step * len(lines) + small.ascent()), shown)

    # -- Qt

    def boundingRect(self) -> QRectF:
        if self._map is None:
            return QRectF()
        return QRectF(0, 0, self._map.tree.width, self._map.tree.height)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._map is None:
            return
        exposed = option.exposedRect
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bands(painter, exposed, self._map)
        self._paint_lines(painter, exposed)
        for item, rect in self._rects.items():
            if rect.adjusted(-12, -12, 12, 12).intersects(exposed):
                self._paint_node(painter, self._map.nodes[item], rect, zoom)


def blended(colour: QColor, ground: QColor, share: float) -> QColor:
    """`share` of a colour on a ground, opaque."""
    mixed = [
        round(one * share + other * (1 - share))
        for one, other in zip(colour.getRgb(), ground.getRgb(), strict=True)  # type: ignore[call-overload]
    ]
    return QColor(mixed[0], mixed[1], mixed[2])


def caption_of(node: MapNode) -> str:
    """Effort and dates of a box in one short line."""
    if node.kind == "role":
        return _("you start here") if node.mark is Mark.HELD else _("a way in")
    if node.mark is Mark.HELD:
        return _("already yours")
    if node.mark is Mark.RETIRED:
        return _("no longer offered")
    parts = []
    if node.months:
        parts.append(_("{months:g} months").format(months=node.months))
    elif node.hours:
        parts.append(dates.hours(node.hours))
    if node.finish is not None and node.start is not None:
        parts.append(dates.span(node.start, node.finish))
    elif not node.planned:
        parts.append(_("not in your plan"))
    return " · ".join(parts)


def _sized(base: QFont, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    sized = QFont(base)
    sized.setPixelSize(pixels)
    sized.setWeight(weight)
    return sized
