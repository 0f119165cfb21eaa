"""The graph cut at every column: an edge that passes columns gets an invisible element in each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.layout.arrays import Floats, Numbers

FREE = -1
"""The lane of an element that may stand anywhere: part of an edge between two lanes."""


@dataclass(slots=True)
class Levels:
    """Elements (nodes first, then the inner parts of edges) in columns, and segments from column to column."""

    nodes: int
    columns: Numbers
    """The column of each element."""
    lanes: Numbers
    """The lane of each element, or FREE."""
    homes: Numbers
    """The lane, and for elements that are FREE the one where they are put first."""
    heights: Floats
    tails: Numbers
    heads: Numbers
    """The edges."""
    inner: Numbers
    """How many inner elements each edge has; those of an edge have successive numbers."""
    first: Numbers
    """The first inner element of each edge."""
    lefts: Numbers
    rights: Numbers
    """The segments; those of an edge are successive, from left to right."""
    members: list[Numbers] = field(init=False)
    """The elements of each column."""
    local: Numbers = field(init=False)
    """The place of each element among `members` of its column."""

    def __post_init__(self) -> None:
        by_column = np.argsort(self.columns, kind="stable")
        sizes = np.bincount(self.columns)
        self.members = np.split(by_column, np.cumsum(sizes)[:-1]) if len(by_column) else []
        self.local = np.empty(len(self.columns), dtype=np.int64)
        for some in self.members:
            self.local[some] = np.arange(len(some))


def cut(columns: Numbers, lanes: Numbers, heights: Floats, tails: Numbers, heads: Numbers) -> Levels:
    """Columns, lanes and heights of the nodes, and the edges as numbers of nodes."""
    count = len(columns)
    inner = columns[heads] - columns[tails] - 1
    first = count + np.cumsum(inner) - inner
    owner = np.repeat(np.arange(len(tails)), inner)
    step = np.arange(len(owner)) - (first - count)[owner] + 1
    from_lane, to_lane = lanes[tails][owner], lanes[heads][owner]
    homes = np.rint(from_lane + (to_lane - from_lane) * step / (inner[owner] + 1)).astype(np.int64)
    parts = inner + 1
    edge = np.repeat(np.arange(len(tails)), parts)
    place = np.arange(len(edge)) - (np.cumsum(parts) - parts)[edge]
    return Levels(
        nodes=count,
        columns=np.concatenate((columns, columns[tails][owner] + step)),
        lanes=np.concatenate((lanes, np.where(from_lane == to_lane, from_lane, FREE))),
        homes=np.concatenate((lanes, homes)),
        heights=np.concatenate((heights, np.zeros(len(owner)))),
        tails=tails,
        heads=heads,
        inner=inner,
        first=first,
        lefts=np.where(place == 0, tails[edge], first[edge] + place - 1),
        rights=np.where(place == inner[edge], heads[edge], first[edge] + place),
    )


def components(count: int, tails: Sequence[int], heads: Sequence[int]) -> Numbers:
    """The number of the connected part of each of `count` nodes."""
    parent = list(range(count))

    def top(node: int) -> int:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for tail, head in zip(tails, heads, strict=True):
        one, other = top(tail), top(head)
        parent[max(one, other)] = min(one, other)
    return np.array([top(node) for node in range(count)], dtype=np.int64)
