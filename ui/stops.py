"""The stations of a path, where you are, the milestones and the goal: the same in the window and in pictures."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from planner.app.map import Map
from planner.i18n import _
from ui import dates
from ui.theme.shapes import paint_mark, paint_node
from ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Stop:
    """One station of the line."""

    item: str
    kind: str
    title: str
    facts: tuple[str, ...]
    """What stands below the title, in many words and in fewer."""
    done: float
    """Which part of the way to it is done."""


def stops_of(picture: Map) -> list[Stop]:
    """The start, and the end of every era of a map."""
    start = picture.nodes[picture.start].title if picture.start else _("From nothing")
    stops = [Stop(picture.start or "", "role", start, (_("you are here"), _("you")), 1.0)]
    for number, era in enumerate(picture.eras):
        kind = "goal" if number == len(picture.eras) - 1 else "milestone"
        month = dates.month(era.finish) if era.finish else ""
        hours = dates.hours(era.hours) if era.hours else ""
        facts = (" · ".join(filter(None, (month, hours))), month)
        inside = [node for node in picture.nodes.values() if node.era == number and node.id != picture.start]
        held = sum(node.held for node in inside)
        stops.append(Stop(era.item, kind, era.title, facts, held / len(inside) if inside else 0.0))
    return stops


def paint_way(painter: QPainter, begin: QPointF, end: QPointF, done: float, theme: Theme, scale: float = 1.0) -> None:
    """The line between two stations, strong as far as it is done."""
    painter.setPen(QPen(theme.edge_idle, 2 * scale))
    painter.drawLine(begin, end)
    if done:
        painter.setPen(QPen(theme.edge_path, 4 * scale))
        painter.drawLine(begin, begin + (end - begin) * done)


def paint_station(painter: QPainter, at: int, stop: Stop, middle: QPointF, radius: float, theme: Theme) -> None:
    """The sign of a stop; `at`: its number, 0 for the start."""
    if not at:
        paint_mark(painter, "done", middle, radius, theme)
    elif stop.kind == "goal":
        box = QRectF(middle.x() - 1.5 * radius, middle.y() - radius, 3 * radius, 2 * radius)
        paint_node(painter, "goal", "ready", box.translated(-radius / 2, 0), theme)
    else:
        painter.setPen(QPen(theme.kind("milestone").stroke, radius / 4))
        painter.setBrush(theme.kind("milestone").fill)
        painter.drawEllipse(middle, radius * 0.875, radius * 0.875)
        if stop.done >= 1:
            paint_mark(painter, "done", middle, radius, theme)


def fitting(metrics: QFontMetricsF, room: float, long: str, short: str) -> str:
    """The long words where there is room for them, else the short ones, else as much of these as fits."""
    if metrics.horizontalAdvance(long) <= room:
        return long
    return metrics.elidedText(short, Qt.TextElideMode.ElideRight, room)
