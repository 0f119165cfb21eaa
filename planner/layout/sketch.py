"""What a layered drawing is made from, and what comes out: plain values, sizes in pixels at 100 %."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.layout.arrays import Floats, Numbers

Point = tuple[float, float]
Edge = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A box to place."""

    id: str
    width: float
    height: float
    lane: str = ""
    era: int = 0
    """All columns of an era stand left of all columns of the next one."""
    column: int | None = None
    """A step that it must stand on, counted from 0 on the left. Steps on which nothing stands are left out. Where there
    is a drawing from before, the columns in it count, not the steps."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A graph without circles, in any order: the drawing does not depend on it."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...] = ()
    """(before, after): the first one stands left of the second one. The same edge twice is drawn once."""
    lanes: tuple[str, ...] = ()
    """From top to bottom; lanes without nodes are left out, lanes that are not named follow by name. Without any
    lane that is named here or by a node there are no bands at all."""
    rows: int | None = None
    """Most nodes of a lane below each other in one column; None for as many as there are."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Distances that are kept free."""

    node_gap: float = 24.0
    """Between two boxes below each other."""
    line_gap: float = 12.0
    """Between a line that runs through a column and what is above or below it."""
    column_gap: float = 90.0
    """Between two columns; lines turn here."""
    lane_gap: float = 6.0
    lane_title: float = 22.0
    """Room above the boxes of a lane, for its name."""
    era_gap: float = 36.0
    """Added to the gap between two columns where an era ends."""
    margin: float = 10.0


@dataclass(frozen=True, slots=True)
class Band:
    """A lane or an era: where it begins and how far it reaches (y for lanes, x for eras)."""

    key: str
    begin: float
    size: float


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A finished drawing. Nodes and edges are in alphabetical order, and so are the rows of the arrays."""

    ids: tuple[str, ...]
    boxes: Floats
    """One row for each node: x and y of the upper left corner, width, height."""
    columns: Numbers
    """The column of each node."""
    column_bands: Floats
    """One row for each column: x where it begins, and its width."""
    lanes: tuple[Band, ...]
    eras: tuple[Band, ...]
    """Keys are the numbers of the eras."""
    edges: tuple[Edge, ...]
    points: Floats
    """The points of all edges, one row each. An edge has an even number of them: from an even one to the next it runs
    straight on the same height, from an odd one to the next it bends in an S through the gap between two columns."""
    starts: Numbers
    """The row of `points` where each edge begins, and the end of the last one."""
    width: float
    height: float
    crossings: int
    index: Mapping[str, int]
    """The row of each node."""

    def place(self, node: str) -> Point:
        """Upper left corner of a node."""
        x, y = self.boxes[self.index[node], :2]
        return float(x), float(y)

    def route(self, number: int) -> Floats:
        """The points of the edge `edges[number]`."""
        return self.points[self.starts[number] : self.starts[number + 1]]
