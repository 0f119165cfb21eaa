"""Where everything of a map lies, as arrays: what is in sight and what is under the pointer are single look-ups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from planner.app.map import Line, Map, Side
from ui.theme import shapes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table: TypeAlias = "list[Side4] | NDArray[np.float64]"

Side4 = tuple[float, float, float, float]
"""Left, top, right and bottom."""
MANY = 500
"""From so many boxes or lines on they stand in an array."""
AROUND = 18.0
"""Pixels around a box in which its mark, its badges and its ring are painted."""
FAR = 8
"""A line with more points than this runs past more than two columns."""


class Geometry:
    """Boxes and lines of one map in scene coordinates."""

    def __init__(self, picture: Map) -> None:
        self.ids = list(picture.boxes)
        self.place = {item: at for at, item in enumerate(self.ids)}
        self.rects = {item: QRectF(box.x, box.y, box.width, box.height) for item, box in picture.boxes.items()}
        sides = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in picture.boxes.values()]
        self.sides = _table(sides)
        """Left, top, right and bottom of every box."""
        self._picture = picture
        self.line_ends = [(line.before, line.after) for line in picture.lines]
        self._spots: dict[int, list[QPointF]] = {}
        self._paths: dict[int, QPainterPath] = {}
        self.optional = {at for at, line in enumerate(picture.lines) if not line.chosen}
        """Lines from options that the plan does not take."""
        self.first = {at for at, line in enumerate(picture.lines) if line.side is Side.FIRST}
        """Of two plans on one map: lines that only the one has that is compared with."""
        self.second = {at for at, line in enumerate(picture.lines) if line.side is Side.SECOND}
        self.far = {at for at, line in enumerate(picture.lines) if len(line.points) > FAR}
        """Lines that run past many columns."""
        self._line_sides = _reach(picture)
        self.lines_of: dict[str, list[int]] = {}
        """Box -> numbers of the lines that begin or end at it."""
        for number, ends in enumerate(self.line_ends):
            for end in ends:
                self.lines_of.setdefault(end, []).append(number)

    def boxes_in(self, rect: QRectF) -> list[str]:
        """The boxes that can be seen in this part of the scene."""
        return [self.ids[at] for at in _within(self.sides, rect.adjusted(-AROUND, -AROUND, AROUND, AROUND))]

    def lines_in(self, rect: QRectF) -> list[int]:
        """Numbers of the lines that can be seen in this part of the scene."""
        return _within(self._line_sides, rect.adjusted(-20, -4, 20, 4))

    def spots(self, number: int) -> list[QPointF]:
        """The points of a line, from outline to outline; straight pieces and curves in turn join them."""
        # Made when they are first wanted: thousands at once would hold up the window.
        if number not in self._spots:
            line, nodes = self._picture.lines[number], self._picture.nodes
            kinds = [nodes[end].kind if end in nodes else "" for end in (line.before, line.after)]
            self._spots[number] = spots_of(line, kinds[0], kinds[1], self.rects)
        return self._spots[number]

    def path(self, number: int) -> QPainterPath:
        """A line as it is painted."""
        if number not in self._paths:
            self._paths[number] = path_along(self.spots(number))
        return self._paths[number]

    def at(self, point: QPointF) -> str | None:
        """The box at a point."""
        found = _within(self.sides, QRectF(point, point))
        return self.ids[found[-1]] if found else None

    def neighbour(self, item: str, across: int, down: int) -> str | None:
        """The nearest box in one direction; sideways distance counts double."""
        import numpy as np

        sides = np.asarray(self.sides, dtype=np.float64).reshape(-1, 4)
        middles = (sides[:, :2] + sides[:, 2:]) / 2
        away = middles - middles[self.place[item]]
        ahead = away[:, 0] * across + away[:, 1] * down
        aside = np.abs(away[:, 0] * down) + np.abs(away[:, 1] * across)
        cost = np.where(ahead > 1, ahead + 2 * aside, np.inf)
        best = int(np.argmin(cost)) if len(cost) else 0
        return self.ids[best] if len(cost) and np.isfinite(cost[best]) else None

    def nearest(self, point: QPointF) -> str | None:
        """The box whose middle is nearest to a point."""
        if not self.ids:
            return None
        if isinstance(self.sides, list):
            far = [hypot((x + end) / 2 - point.x(), (y + foot) / 2 - point.y()) for x, y, end, foot in self.sides]
            return self.ids[far.index(min(far))]
        import numpy as np

        middles = (self.sides[:, :2] + self.sides[:, 2:]) / 2
        away = np.hypot(middles[:, 0] - point.x(), middles[:, 1] - point.y())
        return self.ids[int(np.argmin(away))]

    def along(self, item: str, forwards: bool) -> list[str]:
        """The boxes at the other ends of the lines that leave (or reach) a box, from top to bottom."""
        own, other = (0, 1) if forwards else (1, 0)
        ends = [self.line_ends[number] for number in self.lines_of.get(item, ())]
        found = [pair[other] for pair in ends if pair[own] == item]
        return sorted(found, key=lambda one: self.rects[one].top())


def _table(sides: list[Side4]) -> Table:
    """Many sides as an array; few are looked through as quickly without one, and the first map waits for nothing."""
    if len(sides) < MANY:
        return sides
    import numpy as np

    return np.array(sides, dtype=np.float64)


def _reach(picture: Map) -> Table:
    """Left, top, right and bottom of every line; a curve between two points leaves neither their height nor width."""
    spans = [([x for x, _y in line.points], [y for _x, y in line.points]) for line in picture.lines]
    return _table([(min(across), min(down), max(across), max(down)) for across, down in spans])


def spots_of(line: Line, kind_before: str, kind_after: str, rects: Mapping[str, QRectF]) -> list[QPointF]:
    """The points of a line, its ends moved to the outlines of what it joins."""
    spots = [QPointF(x, y) for x, y in line.points]
    backwards = spots[-1].x() < spots[0].x()
    begin = shapes.ports(kind_before, rects[line.before])[0 if backwards else 1]
    end = shapes.ports(kind_after, rects[line.after])[1 if backwards else 0]
    spots[0], spots[-1] = QPointF(begin.x(), spots[0].y()), QPointF(end.x(), spots[-1].y())
    return spots


def path_along(spots: Sequence[QPointF], inside: QRectF | None = None) -> QPainterPath:
    """A line as it is painted; of its pieces only those that can be seen in a part of the scene, if one is given."""
    path = QPainterPath(spots[0])
    for number, (here, there) in enumerate(pairwise(spots)):
        if inside is not None:
            if not QRectF(here, there).normalized().adjusted(-1, -1, 1, 1).intersects(inside):
                continue
            if path.currentPosition() != here:
                path.moveTo(here)
        if not number % 2:
            path.lineTo(there)
        else:
            middle = (here.x() + there.x()) / 2
            path.cubicTo(QPointF(middle, here.y()), QPointF(middle, there.y()), there)
    return path


def _within(sides: Table, rect: QRectF) -> list[int]:
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    if isinstance(sides, list):
        return [
            at
            for at, (x, y, end, foot) in enumerate(sides)
            if x <= right and end >= left and y <= bottom and foot >= top
        ]
    inside = (sides[:, 0] <= right) & (sides[:, 2] >= left) & (sides[:, 1] <= bottom) & (sides[:, 3] >= top)
    found: list[int] = inside.nonzero()[0].tolist()
    return found
