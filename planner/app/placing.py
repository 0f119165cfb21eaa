"""Where the boxes of a map stand: hands them to the layout and takes the places back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from planner.app.map import Band, Box, Line, Map
from planner.layout.layered import lay_out, refine
from planner.layout.search import TURNS
from planner.layout.sketch import Drawing, Measures, Node, Sketch

STEP = 196.0, 56.0
"""Width and height of a step, in pixels at 100 %."""
MODULE = 210.0, 72.0
STEPS = Measures(node_gap=18.0, line_gap=9.0, column_gap=64.0, lane_gap=6.0, lane_title=22.0, era_gap=36.0)
BOARD = Measures(node_gap=10.0, line_gap=6.0, column_gap=22.0, lane_gap=4.0, lane_title=0.0, era_gap=14.0)
"""Where only modules are shown, names of lanes stand beside them and hardly any line needs room."""
MOST_ROWS = 3
"""Most steps of a lane below each other, as long as that makes no era wider than its longest chain does anyway."""

_MOST_GONE = 3
"""Where of so many boxes less than one is left, as under a narrow filter, those that are left move together."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One box to place. Shapes are given in an order in which they can be reached."""

    id: str
    lane: str
    era: int
    before: tuple[str, ...]
    module: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """The places of everything, in pixels at 100 %."""

    boxes: Mapping[str, Box]
    lines: Sequence[Line]
    lanes: Sequence[Band]
    eras: Sequence[Band]
    width: float
    height: float
    lane_title: float
    era_gap: float
    drawing: Drawing


def place(
    shapes: Sequence[Shape],
    lanes: Sequence[str],
    ways: Sequence[Sequence[str]] = (),
    before: Map | None = None,
    enough: Callable[[], bool] | None = None,
) -> Placed:
    """Lanes in the given order from top to bottom, eras from left to right.

    `ways`: the boxes of the ways to the goal; on a board only their lines are drawn. `before`: the map to be close to.
    `enough`: go on refining until this is true or hardly anything gets better.
    """
    board = all(shape.module for shape in shapes)
    measures = BOARD if board else STEPS
    along = {line for way in ways for line in pairwise(way)}
    sketch = sketch_of(shapes, lanes, along if board else None)
    same = before is not None and before.lane_title == measures.lane_title
    if before is not None and len(shapes) * _MOST_GONE < len(before.boxes):
        same = False  # a few boxes scattered over the places of all would be specks
    drawing = _refined(sketch, measures, enough) if enough else None
    if drawing is None:
        drawing = lay_out(sketch, measures, before.drawing if before is not None and same else None)
    boxes = [Box(*row) for row in drawing.boxes.tolist()]
    points = [tuple(row) for row in drawing.points.tolist()]
    starts = drawing.starts.tolist()
    return Placed(
        boxes=dict(zip(drawing.ids, boxes, strict=True)),
        lines=[
            Line(edge[0], edge[1], tuple(points[starts[number] : starts[number + 1]]))
            for number, edge in enumerate(drawing.edges)
        ],
        lanes=[Band(band.key, band.begin, band.size) for band in drawing.lanes],
        eras=[Band(band.key, band.begin, band.size) for band in drawing.eras],
        width=drawing.width,
        height=drawing.height,
        lane_title=measures.lane_title,
        era_gap=measures.era_gap,
        drawing=drawing,
    )


def _refined(sketch: Sketch, measures: Measures, enough: Callable[[], bool]) -> Drawing | None:
    best = None
    for turn, drawing in refine(sketch, measures):
        best = drawing
        if enough() or turn >= TURNS:
            break
    return best


def sketch_of(shapes: Sequence[Shape], lanes: Sequence[str], only: Collection[tuple[str, str]] | None = None) -> Sketch:
    """What the layout is asked for: time flows from left to right, so that columns follow the order of the shapes.

    `only`: the lines that are drawn; None: all.
    """
    lines = [(before, shape.id) for shape in shapes for before in shape.before]
    columns = _columns(shapes)
    return Sketch(
        nodes=tuple(
            Node(shape.id, *(MODULE if shape.module else STEP), shape.lane, shape.era, columns[shape.id])
            for shape in shapes
        ),
        edges=tuple(line for line in lines if only is None or line in only),
        lanes=tuple(lanes),
    )


def _columns(shapes: Sequence[Shape]) -> dict[str, int]:
    """The column of every shape: right of all that it needs, and no lane with more rows than it should have."""
    limits = _row_limits(shapes)
    columns: dict[str, int] = {}
    full: Counter[tuple[str, int]] = Counter()
    first = last = 0
    for era in sorted({shape.era for shape in shapes}):
        for shape in shapes:
            if shape.era != era:
                continue
            column = max([first] + [columns[before] + 1 for before in shape.before if before in columns])
            while full[shape.lane, column] >= limits[shape.lane]:
                column += 1
            columns[shape.id] = column
            full[shape.lane, column] += 1
            last = max(last, column)
        first = last + 1
    return columns


def _row_limits(shapes: Sequence[Shape]) -> dict[str, int]:
    """Rows that each lane may use: enough that it need not make any era wider than its longest chain does anyway."""
    depth: dict[str, int] = {}
    era_of = {shape.id: shape.era for shape in shapes}
    for shape in shapes:
        inside = [depth[before] + 1 for before in shape.before if era_of.get(before) == shape.era]
        depth[shape.id] = max(inside, default=1)
    longest: dict[int, int] = {}
    for item, own in depth.items():
        longest[era_of[item]] = max(longest.get(era_of[item], 1), own)
    limits: dict[str, int] = {}
    for (era, lane), count in Counter((shape.era, shape.lane) for shape in shapes).items():
        limits[lane] = max(limits.get(lane, 1), min(MOST_ROWS, -(-count // longest[era])))
    return limits
