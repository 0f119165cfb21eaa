"""How a module looks: a chip for each of its steps, how much is done, and whether the next step is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from planner.app.map import Map, MapNode, Module, Side
from planner.i18n import _, ngettext
from ui import dates
from ui.canvas.nodes import sized
from ui.reading import backwards, placed, write
from ui.theme.shapes import paint_node
from ui.theme.theme import Theme

_MARGIN = 10.0
LARGEST, SMALLEST = 30.0, 11.0
"""Pixels of the words of a module: at most at 100 %, and at least on the screen as long as there is room."""
ROOMY = 150.0
"""From so many pixels on the screen on a module also names its steps."""


def paint_module(
    painter: QPainter,
    picture: Map,
    module: Module,
    rect: QRectF,
    theme: Theme,
    font: QFont,
    zoom: float,
    titled: bool,
    named: bool = True,
) -> None:
    """One module. `titled`: with the name of its lane, where nothing beside it says that.

    `named`: also with the names of its steps, as far as there is room; on paper nobody could ask for the rest.
    """
    nodes = picture.nodes
    here = picture.next in module.items
    painter.setPen(outline_pen(theme, here, zoom))
    painter.setBrush(theme.selection if here and not theme.contrast else theme.surface)
    painter.drawRoundedRect(rect, 8, 8)
    size = text_size(zoom)
    used = sized(font, size, QFont.Weight.DemiBold if here else QFont.Weight.Normal)
    metrics = QFontMetricsF(used)
    room = rect.width() - 2 * _MARGIN
    words = module_words(module)
    text = next((one for one in words if metrics.horizontalAdvance(one) <= room), words[-1])
    if named and room * zoom >= ROOMY:
        titles = [nodes[item].title for item in module.items]
        text = _("{facts} – {titles}").format(facts=words[0], titles=", ".join(titles))
        if here:
            text = _("next: {title}").format(title=nodes[picture.next or ""].title)
    base = rect.bottom() - 7 - metrics.descent()
    painter.setFont(used)
    painter.setPen(theme.text)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    write(painter, QPointF(rect.left() + _MARGIN, base), room, shown)
    top = rect.top() + 8
    if titled and zoom >= 0.36:
        small = sized(font, min(size, 15), QFont.Weight.DemiBold)
        fm = QFontMetricsF(small)
        painter.setFont(small)
        painter.setPen(theme.text2)
        title = fm.elidedText(module.title, Qt.TextElideMode.ElideRight, room)
        write(painter, QPointF(rect.left() + _MARGIN, top + fm.ascent() - 2), room, title)
        top += fm.height()
    chips = QRectF(rect.left() + _MARGIN, top, room, base - metrics.ascent() - top - 3)
    paint_chips(painter, [nodes[item] for item in module.items], chips, theme, picture.next)
    tag = counts_words(picture, module)
    if tag:
        _paint_tag(painter, tag, rect, theme, sized(font, min(size, 22), QFont.Weight.DemiBold))


def counts_words(picture: Map, module: Module) -> str:
    """Of two plans on one map: how many steps of a module only one has, and how many have moved."""
    if picture.signs is None:
        return ""
    signs = picture.signs
    pairs = ((signs.first, module.first), (signs.second, module.second), ("±", module.moved))
    return "   ".join(f"{sign} {count}" for sign, count in pairs if count)


def _paint_tag(painter: QPainter, words: str, rect: QRectF, theme: Theme, used: QFont) -> None:
    """What is different in a module, over its upper edge at the end of the line."""
    metrics = QFontMetricsF(used)
    width, tall = metrics.horizontalAdvance(words) + metrics.height() * 0.8, metrics.height() * 1.1
    place = placed(painter, QRectF(rect.right() - width - 8, rect.top() - min(tall * 0.55, 12.0), width, tall), rect)
    painter.setPen(QPen(theme.text, 1.5))
    painter.setBrush(theme.surface)
    painter.drawRoundedRect(place, 3, 3)
    painter.setFont(used)
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)


def outline_pen(theme: Theme, here: bool, zoom: float) -> QPen:
    """The pen for the frame of a module; `here`: the next step is in it."""
    if theme.contrast:  # as wide on the screen at any zoom
        return QPen(theme.accent if here else theme.border, (5.0 if here else 2.0) / min(1.0, max(zoom, 0.1)))
    return QPen(theme.accent, 3) if here else QPen(theme.hairline, 1.5)


def text_size(zoom: float) -> float:
    """Pixels of the words of a module at 100 %, so that they can be read at any zoom as long as there is room."""
    return min(LARGEST, max(13.0, SMALLEST / max(zoom, 0.01)))


def module_words(module: Module) -> list[str]:
    """What is in a module, in many words and in fewer."""
    count = len(module.items) - module.first
    if not count:  # of two plans on one map only the other one is here
        return [_("not in this plan"), "–"]
    steps = ngettext("{count} step", "{count} steps", count).format(count=count)
    hours = dates.hours(module.hours) if module.hours else ""
    done = _("{count} yours").format(count=module.done) if module.done and count > module.done else ""
    if module.done == count:
        done = _("all yours")
    rows = ([steps, hours, done], [str(count), hours, done], [str(count), hours or done], [str(count)])
    return [" · ".join(filter(None, row)) for row in rows]


def paint_chips(
    painter: QPainter, nodes: Sequence[MapNode], room: QRectF, theme: Theme, following: str | None = None
) -> None:
    """A small shape for each step, side by side; filled with the colour of its outline where it is done."""
    if room.height() < 5 or not nodes:
        return
    share = room.width() / len(nodes)
    gap = 4.0 if share >= 10 else 1.5
    width, height = min(30.0, share - gap), min(18.0, room.height())
    if width < 2:
        return
    top = room.center().y() - height / 2
    for number, node in enumerate(nodes):
        chip = placed(painter, QRectF(room.left() + number * (width + gap), top, width, height), room)
        before = painter.opacity()
        if node.side is Side.FIRST or (not node.planned and not node.held):
            painter.setOpacity(before * 0.45)
        _paint_chip(painter, node, chip, theme, node.id == following)
        painter.setOpacity(before)


def _paint_chip(painter: QPainter, node: MapNode, chip: QRectF, theme: Theme, following: bool) -> None:
    colours = theme.kind(node.kind)
    if node.held or following:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent if following else colours.stroke)
        painter.drawRoundedRect(chip, 3, 3)
        if following:  # not by colour alone
            size, middle = min(chip.width(), chip.height()) * 0.3, chip.center()
            painter.setBrush(theme.on_accent)
            on = -1 if backwards(painter) else 1  # the way one reads
            corners = [QPointF(-on * size * 0.8, -size), QPointF(on * size, 0), QPointF(-on * size * 0.8, size)]
            painter.drawPolygon(QPolygonF([middle + corner for corner in corners]))
    elif chip.width() >= 18:
        if node.side is Side.SECOND:
            painter.setPen(QPen(theme.text, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(chip.adjusted(-2.5, -2.5, 2.5, 2.5), 4, 4)
        paint_node(painter, node.kind, "unplanned" if node.side is Side.FIRST else "ready", chip, theme)
    else:  # too narrow for the shape of its kind
        painter.setPen(QPen(colours.stroke, 1.5))
        painter.setBrush(colours.fill)
        painter.drawRoundedRect(chip, 3, 3)


def areas(picture: Map, rects: Mapping[str, QRectF]) -> dict[tuple[int, str], QRectF]:
    """(era, lane) -> the area that its steps take."""
    found: dict[tuple[int, str], QRectF] = {}
    for item, rect in rects.items():
        node = picture.nodes.get(item) or picture.modules[item]
        key = node.era, node.lane
        found[key] = found[key].united(rect) if key in found else QRectF(rect)
    return found
