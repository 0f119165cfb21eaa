"""One step in the light: its box large in the middle, what it needs before it, what it opens behind it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen

from planner.app.map import Map, MapNode
from planner.i18n import _
from ui.canvas import board
from ui.canvas.item import MapItem
from ui.canvas.nodes import look_of
from ui.presenter.words import MIDDLE, SMALL, fitted, write
from ui.reading import backwards, placed
from ui.theme.shapes import paint_node, text_rect
from ui.theme.theme import Theme

MOST = 3
"""So many neighbours stand on each side."""
SCALE = 2.2
"""Outlines are drawn so much larger than on the map."""
ASIDE = 0.5
"""Opacity of the outlines of what is not in the light; its words stay as dark as all others, for projectors."""
ZOOM = 2.4
"""Of the map, so that the title of a box has 24 points."""


def paint_spotlight(painter: QPainter, room: QRectF, picture: Map, item: str, theme: Theme, base: QFont) -> None:
    """The step between its neighbours."""
    node = picture.nodes.get(item)
    if node is None or room.height() < 90:
        return
    before = [one for one in picture.needs.get(item, ()) if one in picture.nodes]
    after = [one for one in picture.unlocks.get(item, ()) if one in picture.nodes]
    middle = QRectF(0, 0, room.width() * 0.36, min(room.height(), 190))
    middle.moveCenter(room.center())
    width = room.width() * 0.24
    sides = (
        (before, QRectF(room.left(), room.top(), width, room.height())),
        (after, QRectF(room.right() - width, room.top(), width, room.height())),
    )
    for number, (some, place) in enumerate(sides):
        boxes = _places(place, len(some))
        for box in boxes:
            _line(painter, box if not number else middle, middle if not number else box, room, theme)
        for box, one in zip(boxes, some, strict=False):
            _box(painter, placed(painter, box, room), picture.nodes[one], theme, base, lit=False)
        hidden = len(some) - len(boxes)
        if hidden > 0 and boxes:
            words = fitted(_("+{count}").format(count=hidden), base, width, 40, SMALL, strong=True)
            below = QRectF(place.left(), boxes[-1].bottom() + 4, width, words.height)
            write(painter, words, placed(painter, below, room), theme.text, Qt.AlignmentFlag.AlignHCenter)
    _box(painter, placed(painter, middle, room), node, theme, base, lit=True)


def _places(room: QRectF, count: int) -> list[QRectF]:
    """Boxes below each other in the middle of a room; room for the number of what is left out where it is."""
    fit = max(1, min(MOST, int((room.height() + 24) // 112)))
    shown = min(count, fit)
    if not shown:
        return []
    rest = 44 if count > shown else 0
    gap = 24.0
    tall = min(116.0, (room.height() - rest - gap * (shown - 1)) / shown)
    top = room.center().y() - (shown * tall + gap * (shown - 1) + rest) / 2
    return [QRectF(room.left(), top + number * (tall + gap), room.width(), tall) for number in range(shown)]


def _box(painter: QPainter, rect: QRectF, node: MapNode, theme: Theme, base: QFont, lit: bool) -> None:
    painter.save()
    painter.setOpacity(1.0 if lit else 0.8 if theme.contrast else ASIDE)
    painter.scale(SCALE, SCALE)
    small = QRectF(rect.left() / SCALE, rect.top() / SCALE, rect.width() / SCALE, rect.height() / SCALE)
    paint_node(painter, node.kind, look_of(node), small, theme)
    inner = text_rect(node.kind, small)
    painter.restore()
    room = QRectF(inner.left() * SCALE, inner.top() * SCALE, inner.width() * SCALE, inner.height() * SCALE)
    words = fitted(node.title, base, room.width(), room.height(), MIDDLE if lit else SMALL, strong=lit)
    top = room.center().y() - words.height / 2
    place = QRectF(room.left(), top, room.width(), words.height)
    write(painter, words, place, theme.text, Qt.AlignmentFlag.AlignHCenter)


def _line(painter: QPainter, before: QRectF, after: QRectF, room: QRectF, theme: Theme) -> None:
    before, after = placed(painter, before, room), placed(painter, after, room)
    mirrored = backwards(painter)
    start = QPointF(before.left() if mirrored else before.right(), before.center().y())
    end = QPointF(after.right() if mirrored else after.left(), after.center().y())
    bend = (start.x() + end.x()) / 2
    path = QPainterPath(start)
    path.cubicTo(QPointF(bend, start.y()), QPointF(bend, end.y()), end)
    painter.setPen(QPen(theme.edge_path, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)


def paint_around(painter: QPainter, room: QRectF, picture: Map, item: str, theme: Theme, base: QFont) -> None:
    """The map itself around one step, so large that it can be read, with what belongs to the step in the light."""
    shown = board.mirrored(picture) if backwards(painter) else picture
    box = shown.boxes.get(item)
    if box is None:
        return
    half = QPointF(room.width() / ZOOM / 2, room.height() / ZOOM / 2)
    centre = QPointF(box.x + box.width / 2, box.y + box.height / 2)
    whole = QRectF(0, 0, shown.width, shown.height)
    for low, high, size, get, put in (
        (whole.left(), whole.right(), half.x(), centre.x, centre.setX),
        (whole.top(), whole.bottom(), half.y(), centre.y, centre.setY),
    ):
        if high - low > 2 * size:  # nothing is shown beyond the map while there is more of it
            put(min(max(get(), low + size), high - size))
    drawn = MapItem(theme)
    drawn.vectors = True
    drawn.set_theme(theme, base)
    drawn.show_map(shown)
    drawn.select([item])
    drawn.highlight({item, *shown.needs.get(item, ()), *shown.unlocks.get(item, ())})
    painter.save()
    painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
    painter.translate(room.center())
    painter.scale(ZOOM, ZOOM)
    painter.translate(-centre)
    drawn.paint_part(painter, QRectF(centre - half, centre + half), ZOOM)
    painter.restore()
