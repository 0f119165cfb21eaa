"""The legend of a picture: what is on this map and nothing else, in as many rows as it takes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from planner.app.map import Map, MapNode, Mark
from planner.i18n import _
from ui import legend
from ui.canvas import modules
from ui.canvas.nodes import is_aside, open_choices, sized
from ui.legend import Entry
from ui.reading import placed, write
from ui.theme.shapes import paint_node
from ui.theme.theme import Theme

_PATH, _ASIDE, _CHOICE, _HIDDEN, _CHIPS, _HERE = "path", "aside", "choice", "hidden", "chips", "here"
_OPTION = "option"
_OWN = {_PATH, _ASIDE, _CHOICE, _HIDDEN, _CHIPS, _HERE, _OPTION}


class Key:
    """The entries that a map needs, flowing over the width there is."""

    def __init__(self, picture: Map, boxes: set[str], width: float, theme: Theme, font: QFont, unit: float) -> None:
        self._theme, self._unit = theme, unit
        self._font = sized(font, 11 * unit)
        metrics = QFontMetricsF(self._font)
        self._line = metrics.height() + 8 * unit
        self._sign = self._line * 1.5
        gap = 22 * unit
        self._placed: list[tuple[Entry, QPointF]] = []
        x = y = 0.0
        for entry in entries(picture, boxes):
            needed = self._sign + 8 * unit + metrics.horizontalAdvance(entry.words)
            if x and x + needed > width:
                x, y = 0.0, y + self._line
            self._placed.append((entry, QPointF(x, y)))
            x += needed + gap
        self.height = y + self._line
        """Pixels of the sheet."""

    def paint(self, painter: QPainter, corner: QPointF, whole: QRectF) -> None:
        """All entries, from this upper left corner on, on the sheet `whole`."""
        unit, metrics = self._unit, QFontMetricsF(self._font)
        for entry, place in self._placed:
            at = corner + place
            box = QRectF(at.x(), at.y() + 4 * unit, self._sign, self._line - 8 * unit)
            self._paint_sign(painter, entry, placed(painter, box, whole))
            painter.setFont(self._font)
            painter.setPen(self._theme.text)
            base = at.y() + self._line / 2 + metrics.capHeight() / 2
            words = QRectF(at.x() + self._sign + 8 * unit, base, metrics.horizontalAdvance(entry.words), 0)
            room = placed(painter, words, whole)
            write(painter, room.topLeft(), room.width(), entry.words)

    def _paint_sign(self, painter: QPainter, entry: Entry, box: QRectF) -> None:
        if entry.key not in _OWN:
            legend.paint_sign(painter, entry, box, self._theme)
            return
        theme, unit = self._theme, self._unit
        middle = box.center()
        if entry.key == _PATH:
            painter.setPen(QPen(theme.edge_path, 3 * unit))
            painter.drawLine(QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y()))
        elif entry.key == _OPTION:
            dashed = QPen(theme.edge_idle, 1.25 * unit)
            dashed.setDashPattern([5, 4])
            painter.setPen(dashed)
            painter.drawLine(QPointF(box.left(), middle.y()), QPointF(box.right(), middle.y()))
        elif entry.key == _ASIDE:
            painter.setOpacity(theme.aside)
            paint_node(painter, "skill", "unplanned", box, theme)
            painter.setOpacity(1.0)
        elif entry.key == _HERE:
            painter.setPen(QPen(modules.outline_pen(theme, True, 1.0).color(), (3 if theme.contrast else 2) * unit))
            painter.setBrush(theme.surface if theme.contrast else theme.selection)
            painter.drawRoundedRect(box, 3 * unit, 3 * unit)
        elif entry.key == _CHIPS:
            for number in range(3):
                chip = QRectF(
                    box.left() + number * box.width() / 3, box.top(), box.width() / 3 - 2 * unit, box.height()
                )
                colours = theme.kind("skill")
                painter.setPen(QPen(colours.stroke, unit))
                painter.setBrush(colours.stroke if not number else colours.fill)
                painter.drawRoundedRect(placed(painter, chip, box), 2 * unit, 2 * unit)
        else:
            self._paint_badge(painter, entry, box)

    def _paint_badge(self, painter: QPainter, entry: Entry, box: QRectF) -> None:
        choice = entry.key == _CHOICE
        painter.setPen(QPen(self._theme.accent if choice else self._theme.border, 1.5 * self._unit))
        painter.setBrush(self._theme.surface)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        font = sized(self._font, box.height() * 0.62, QFont.Weight.DemiBold)
        metrics = QFontMetricsF(font)
        text = "1/3" if choice else "+1"
        painter.setFont(font)
        painter.setPen(self._theme.text)
        x = box.center().x() - metrics.horizontalAdvance(text) / 2
        painter.drawText(QPointF(x, box.center().y() + metrics.capHeight() / 2), text)


def entries(picture: Map, boxes: set[str]) -> list[Entry]:
    """What the boxes of a map show: kinds, marks, and signs of the map itself."""
    inside = [node for item, module in picture.modules.items() if item in boxes for node in module.items]
    single = [picture.nodes[item] for item in boxes if item in picture.nodes]
    nodes = [*single, *(picture.nodes[item] for item in inside)]
    used = {node.kind for node in nodes}
    drawn = [mark for mark in Mark if mark not in (Mark.LOCKED, Mark.UNPLANNED, Mark.DRAFT)]
    marks = [mark for mark in drawn if any(node.mark is mark for node in single)]
    found = [entry for entry in legend.kinds() if entry.key in used] + legend.marks(*marks)
    found += [legend.bars()] if any(node.bars[1] for node in single) else []
    return found + [Entry(key, words) for key, words, there in _own(picture, boxes, single, nodes) if there]


def _own(picture: Map, boxes: set[str], single: list[MapNode], nodes: list[MapNode]) -> list[tuple[str, str, bool]]:
    stages = [module for item, module in picture.modules.items() if item in boxes]
    lines = picture.lines
    path = [box for item in picture.path if (box := picture.box_of(item)) in boxes]
    return [
        (_CHIPS, _("steps, filled where yours"), bool(stages)),
        (_HERE, _("your next step is here"), any(picture.next in module.items for module in stages)),
        (_PATH, _("the chain that ends last"), len(set(path)) > 1 and bool(single)),
        (_CHOICE, _("a choice"), any(open_choices(node) for node in single)),
        (
            _OPTION,
            _("an option not taken"),
            any(not line.chosen and {line.before, line.after} & boxes for line in lines),
        ),
        (_HIDDEN, _("prerequisites not shown"), any(node.hidden for node in single)),
        (_ASIDE, _("not in the plan"), any(is_aside(node) for node in nodes)),
    ]
