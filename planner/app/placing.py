"""Where the boxes of a map stand: hands them to the layout and takes the places back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.app import map as maps
from planner.layout.tree import Box, Measures, lay_out

BOARD = Measures(height=72.0, column_gap=22.0, row_gap=10.0, lane_gap=4.0, lane_title=0.0, era_gap=14.0, header=4.0)
"""Where only modules are shown, names of lanes stand beside them and few lines need room."""


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

    boxes: Mapping[str, maps.Box]
    lines: Sequence[maps.Line]
    lanes: Sequence[maps.Band]
    eras: Sequence[maps.Band]
    width: float
    height: float
    lane_title: float
    era_gap: float


def place(shapes: Sequence[Shape], lanes: Sequence[str], before: maps.Map | None = None) -> Placed:
    """Lanes in the given order from top to bottom, eras from left to right; `before`: the map to stay close to."""
    measures = BOARD if all(shape.module for shape in shapes) else Measures()
    tree = lay_out([Box(shape.id, shape.lane, shape.era, shape.before) for shape in shapes], lanes, measures)
    size = tree.measures
    return Placed(
        boxes={item: maps.Box(x, y, size.width, size.height) for item, (x, y) in tree.places.items()},
        lines=[maps.Line(line.before, line.after, line.points) for line in tree.lines],
        lanes=[maps.Band(band.key, band.begin, band.size) for band in tree.lanes],
        eras=[maps.Band(band.key, band.begin, band.size) for band in tree.eras],
        width=tree.width,
        height=tree.height,
        lane_title=size.lane_title,
        era_gap=size.era_gap,
    )
