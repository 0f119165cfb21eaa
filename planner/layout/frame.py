"""A sketch as numbers: nodes and edges in alphabetical order, lanes from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.layout import ranks
from planner.layout.arrays import Floats, Numbers
from planner.layout.sketch import Edge, Measures, Node, Sketch


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What every drawing of a sketch shares."""

    sketch: Sketch
    measures: Measures
    nodes: Sequence[Node]
    index: dict[str, int]
    edges: tuple[Edge, ...]
    links: ranks.Links
    keys: Sequence[str]
    """Lanes with nodes; a single one without a name when lanes are not in use."""
    banded: bool
    """Whether lanes are in use."""
    lanes: Numbers
    widths: Floats
    heights: Floats


def frame(sketch: Sketch, measures: Measures) -> Frame:
    """Check and sort. Raises ValueError for nodes that are named twice or missing, for circles and impossible eras."""
    nodes = sorted(sketch.nodes, key=lambda node: node.id)
    index = {node.id: number for number, node in enumerate(nodes)}
    if len(index) < len(nodes):
        raise ValueError("two nodes have the same id")
    edges = tuple(sorted(set(sketch.edges)))
    for edge in edges:
        if edge[0] not in index or edge[1] not in index:
            raise ValueError(f"an edge of {edge} has no node")
    used = {node.lane for node in nodes}
    banded = bool(sketch.lanes) or used > {""}
    named = list(dict.fromkeys(sketch.lanes))
    keys = [lane for lane in named if lane in used] + sorted(used - set(named))
    number_of = {lane: number for number, lane in enumerate(keys)}
    return Frame(
        sketch=sketch,
        measures=measures,
        nodes=nodes,
        index=index,
        edges=edges,
        links=ranks.links(nodes, [(index[before], index[after]) for before, after in edges]),
        keys=keys,
        banded=banded,
        lanes=np.array([number_of[node.lane] for node in nodes], dtype=np.int64),
        widths=np.array([node.width for node in nodes], dtype=np.float64),
        heights=np.array([node.height for node in nodes], dtype=np.float64),
    )
