"""What tells kinds and statuses apart without colour: the outline of each kind and the mark of each status."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from ui.theme.theme import Theme

RADIUS: Final = 8.0
CUT: Final = 10.0
FOLD: Final = 13.0
SCOOP: Final = 9.0
TAB: Final = 8.0
SOFT: Final = 3.0
"""How far the corners of pointed outlines are rounded."""

EDGE_WIDTH: Final = 1.5
NODE_WIDTH: Final = 1.75
GOAL_WIDTH: Final = 2.5
PATH_WIDTH: Final = 3.5
FOCUS_WIDTH: Final = 3.0
FOCUS_GAP: Final = 2.0

CONTRAST_NODE_WIDTH: Final = 2.0
CONTRAST_GOAL_WIDTH: Final = 3.5
CONTRAST_PATH_WIDTH: Final = 5.0
CONTRAST_FOCUS_WIDTH: Final = 4.5

DASHED_STATUSES: Final = frozenset({"locked", "skipped", "avoided"})


def outline(kind: str, rect: QRectF) -> QPainterPath:
    """The closed outline of a node of `kind` that fills `rect`; a kind nobody has drawn yet looks like a skill."""
    return _OUTLINES.get(kind, _rounded)(rect)


def detail(kind: str, rect: QRectF) -> QPainterPath:
    """Open lines drawn inside the outline with its stroke: the fold of a project's sheet, the frame of a diploma."""
    path = QPainterPath()
    if kind == "project":
        fold = min(FOLD, rect.height() * 0.36)
        corner = rect.bottomRight() - QPointF(fold, fold)
        path.moveTo(rect.right(), corner.y())
        path.lineTo(corner + QPointF(2, 0))
        path.quadTo(corner, corner + QPointF(0, 2))
        path.lineTo(corner.x(), rect.bottom())
    elif kind == "degree":
        for x in (rect.left() + SCOOP + 3.5, rect.right() - SCOOP - 3.5):
            path.moveTo(x, rect.top())
            path.lineTo(x, rect.bottom())
    return path


def text_rect(kind: str, rect: QRectF) -> QRectF:
    """The part of `rect` where a title never touches the outline or a detail of `kind`."""
    left, right = _INSETS.get(kind, (14.0, 14.0))
    return rect.adjusted(left, 4, -right, -4)


def ports(kind: str, rect: QRectF) -> tuple[QPointF, QPointF]:
    """Where edges arrive (left) and leave (right): on the outline itself, also where it is notched."""
    tip = _tip(rect)
    left = tip if kind == "experience" else 0.0
    right = tip if kind == "milestone" else 0.0
    middle = rect.center().y()
    return QPointF(rect.left() + left, middle), QPointF(rect.right() - right, middle)


def outline_pen(kind: str, status: str, theme: Theme) -> QPen:
    """The pen for an outline: the kind's colour; dashed where the step cannot or will not be done now."""
    usual, goal = (CONTRAST_NODE_WIDTH, CONTRAST_GOAL_WIDTH) if theme.contrast else (NODE_WIDTH, GOAL_WIDTH)
    pen = QPen(theme.kind(kind).stroke, goal if kind == "goal" else usual)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if status in DASHED_STATUSES:
        pen.setDashPattern([4.5, 2.5])
    return pen


def path_pen(theme: Theme, least: float) -> QPen:
    """The pen for the path and for lines that are lit, not thinner than `least`."""
    pen = QPen(theme.edge_path, max(CONTRAST_PATH_WIDTH if theme.contrast else PATH_WIDTH, least))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def focus_pen(theme: Theme) -> QPen:
    """The pen for the ring around what is selected: without colour it is wider, or it would look like an outline."""
    return QPen(theme.focus, CONTRAST_FOCUS_WIDTH if theme.contrast else FOCUS_WIDTH)


def paint_node(painter: QPainter, kind: str, status: str, rect: QRectF, theme: Theme) -> None:
    """Fill and outline of a node in one go, without text and mark."""
    pen = outline_pen(kind, status, theme)
    painter.setPen(pen)
    painter.setBrush(theme.kind(kind).fill)
    painter.drawPath(outline(kind, rect))
    inner = detail(kind, rect)
    if not inner.isEmpty():
        painter.setPen(QPen(pen.color(), 1.25, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(inner)


def paint_mark(
    painter: QPainter, status: str, centre: QPointF, radius: float, theme: Theme, progress: float = 0.0
) -> None:
    """Draw the mark of `status` as vectors: sharp at every zoom, told apart by form first and colour last."""
    draw = _MARKS.get(status, _unplanned)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre)
    painter.scale(radius, radius)  # marks are drawn in a circle of radius 1
    draw(painter, theme.status(status), theme.bg, min(1.0, max(0.0, progress)))
    painter.restore()


# -- outlines ------------------------------------------------------------------------------------------------------


def _tip(rect: QRectF) -> float:
    return min(14.0, rect.height() * 0.3)


def _pill(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    return path


def _rounded(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, RADIUS, RADIUS)
    return path


def _cut_corners(rect: QRectF) -> QPainterPath:
    cut = min(CUT, rect.height() / 3)
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    corners = [
        (left + cut, top),
        (right - cut, top),
        (right, top + cut),
        (right, bottom - cut),
        (right - cut, bottom),
        (left + cut, bottom),
        (left, bottom - cut),
        (left, top + cut),
    ]
    return _soft(corners, 1.0)


def _hexagon(rect: QRectF) -> QPainterPath:
    tip, middle = min(20.0, rect.height() * 0.4), rect.center().y()
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    corners = [
        (left + tip, top),
        (right - tip, top),
        (right, middle),
        (right - tip, bottom),
        (left + tip, bottom),
        (left, middle),
    ]
    return _soft(corners, 1.5)


def _sheet(rect: QRectF) -> QPainterPath:
    """A sheet with a folded corner; the fold is below, because the status mark sits on the corner above."""
    fold = min(FOLD, rect.height() * 0.36)
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    return _soft([(left, top), (right, top), (right, bottom - fold), (right - fold, bottom), (left, bottom)], SOFT)


def _arrow(rect: QRectF) -> QPainterPath:
    """Time passes: notched on the left, pointed on the right."""
    tip, middle = _tip(rect), rect.center().y()
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    corners = [
        (left, top),
        (right - tip, top),
        (right, middle),
        (right - tip, bottom),
        (left, bottom),
        (left + tip, middle),
    ]
    return _soft(corners, SOFT)


def _diploma(rect: QRectF) -> QPainterPath:
    """A rectangle whose corners are scooped out, like a framed diploma."""
    scoop = min(SCOOP, rect.height() / 4)
    box = QRectF(0, 0, scoop * 2, scoop * 2)
    path = QPainterPath(QPointF(rect.left() + scoop, rect.top()))
    path.lineTo(rect.right() - scoop, rect.top())
    for corner, start in (
        (rect.topRight(), 180),
        (rect.bottomRight(), 90),
        (rect.bottomLeft(), 0),
        (rect.topLeft(), 270),
    ):
        box.moveCenter(corner)
        path.arcTo(box, start, 90)
    path.closeSubpath()
    return path


def _tabbed(rect: QRectF) -> QPainterPath:
    """A folder with a tab: several items in one; the tab is on the left, because the status mark is on the right."""
    drop = min(TAB, rect.height() * 0.16)
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    end = left + rect.width() * 0.4
    corners = [
        (left, top),
        (end - drop, top),
        (end, top + drop),
        (right, top + drop),
        (right, bottom),
        (left, bottom),
    ]
    return _soft(corners, SOFT)


def _flag(rect: QRectF) -> QPainterPath:
    """A flag: straight at the pole, notched at the fly."""
    tip, middle = _tip(rect), rect.center().y()
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    return _soft([(left, top), (right, top), (right - tip, middle), (right, bottom), (left, bottom)], SOFT)


def _soft(corners: Sequence[tuple[float, float]], radius: float) -> QPainterPath:
    """A closed polygon with its corners rounded a little, so that no outline looks sharper than the others."""
    points = [QPointF(x, y) for x, y in corners]
    path = QPainterPath()
    for index, point in enumerate(points):
        before, after = QLineF(point, points[index - 1]), QLineF(point, points[(index + 1) % len(points)])
        start = before.pointAt(min(0.5, radius / before.length())) if before.length() else point
        end = after.pointAt(min(0.5, radius / after.length())) if after.length() else point
        if index:
            path.lineTo(start)
        else:
            path.moveTo(start)
        path.quadTo(point, end)
    path.closeSubpath()
    return path


_OUTLINES: Final[Mapping[str, Callable[[QRectF], QPainterPath]]] = {
    "role": _pill,
    "skill": _rounded,
    "certification": _cut_corners,
    "goal": _hexagon,
    "project": _sheet,
    "experience": _arrow,
    "degree": _diploma,
    "course": _tabbed,
    "milestone": _flag,
}

_INSETS: Final[Mapping[str, tuple[float, float]]] = {
    "role": (20.0, 20.0),
    "goal": (22.0, 22.0),
    "project": (14.0, 16.0),
    "experience": (22.0, 16.0),
    "degree": (20.0, 20.0),
    "milestone": (14.0, 20.0),
}


# -- marks: all in a circle of radius 1 around the origin ----------------------------------------------------------

_LINE: Final = 0.17
_UNIT: Final = QRectF(-1, -1, 2, 2)


def _line(colour: QColor, width: float = _LINE) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _disc(painter: QPainter, fill: QColor, rim: QColor) -> None:
    half = _LINE / 2
    painter.setPen(_line(rim))
    painter.setBrush(fill)
    painter.drawEllipse(_UNIT.adjusted(half, half, -half, -half))


def _tick(painter: QPainter, colour: QColor, width: float) -> None:
    painter.setPen(_line(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(-0.43, 0.03), QPointF(-0.11, 0.35), QPointF(0.45, -0.31)]))


def _done(painter: QPainter, colour: QColor, ground: QColor, progress: float) -> None:
    _disc(painter, colour, colour)
    _tick(painter, ground, 0.24)


def _held(painter: QPainter, colour: QColor, ground: QColor, progress: float) -> None:
    _disc(painter, ground, colour)
    _tick(painter, colour, 0.2)


def _in_progress(painter: QPainter, colour: QColor, ground: QColor, progress: float) -> None:
    _disc(painter, ground, colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    # Begun is begun: even the first percent shows a sliver, and only done is full.
    shown = min(0.94, max(0.08, progress))
    painter.drawPie(QRectF(-0.68, -0.68, 1.36, 1.36), 90 * 16, -round(shown * 360 * 16))


def _ready(painter: QPainter, colour: QColor, ground: QColor, progress: float) -> None:
    _disc(painter, ground, colour)
    painter.setPen(_line(colour, 0.1))
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(-0.26, -0.42), QPointF(0.46, 0), QPointF(-0.26, 0.42)]))


def _locked(painter: QPainter, colour: QColor, ground: QColor, progress: float) -> None:
    _disc(painter, ground, colour)
    painter.setPen(_line(colour, 0.14))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    shackle = QPainterPath(QPointF(-0.23, -0.02))
    shackle.lineTo(-0.23, -0.22)
    shackle.arcTo(QRectF(-0.23, -0.5, 0.46, 0.5), 180, -180)
    shackle.lineTo(0.23, -0.02)
    painter.drawPath(shackle)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(-0.4, -0.09, 0.8, 0.58), 0.1, 0.1)


def _skipped(painter: QPainter, colour: QColor, ground: QColor, progress: float) -> None:
    _disc(painter, ground, colour)
    reach = (1 - _LINE) * math.sqrt(0.5)
    painter.drawLine(QPointF(-reach, reach), QPointF(reach, -reach))


def _waived(painter: QPainter, colour: QColor, ground: QColor, progress: float) -> None:
    """As good as done: the sign for "equal to"."""
    _disc(painter, ground, colour)
    painter.setPen(_line(colour, 0.2))
    for height in (-0.22, 0.22):
        painter.drawLine(QPointF(-0.42, height), QPointF(0.42, height))


def _overdue(painter: QPainter, colour: QColor, ground: QColor, progress: float) -> None:
    painter.setPen(_line(colour, 0.24))
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(0, -0.86), QPointF(0.94, 0.76), QPointF(-0.94, 0.76)]))
    painter.setPen(_line(ground, 0.22))
    painter.drawLine(QPointF(0, -0.3), QPointF(0, 0.2))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(ground))
    painter.drawEllipse(QPointF(0, 0.53), 0.125, 0.125)


def _unplanned(painter: QPainter, colour: QColor, ground: QColor, progress: float) -> None:
    painter.setPen(_line(colour))
    painter.setBrush(ground)
    painter.drawEllipse(QRectF(-0.5, -0.5, 1, 1))


_MARKS: Final[Mapping[str, Callable[[QPainter, QColor, QColor, float], None]]] = {
    "done": _done,
    "held": _held,
    "in_progress": _in_progress,
    "ready": _ready,
    "locked": _locked,
    "waived": _waived,
    "skipped": _skipped,
    "avoided": _skipped,
    "overdue": _overdue,
    "unplanned": _unplanned,
}
