"""Draws a sketch again so that what is left of an earlier drawing stays where it was.

Nodes keep their columns, their order and, as nearly as distances allow, their heights; new ones are put in beside what
they are joined to. Edges that are still there keep their way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

import numpy as np
from numpy.typing import NDArray

from planner.layout import bands, coordinates
from planner.layout.arrays import Floats, Numbers
from planner.layout.crossings import Order
from planner.layout.finish import finish
from planner.layout.frame import Frame
from planner.layout.levels import FREE, Levels, cut
from planner.layout.ranks import kept_columns
from planner.layout.sketch import Band, Drawing

_FEWEST = 1 / 3
"""Where less than this is left of the nodes, nobody would recognise the drawing anyway."""
_NODE, _LINE, _NEW = 1000.0, 100.0, 1.0
"""How strongly elements keep to their heights."""
_SWEEPS = 12


def keeps(base: Frame, before: Drawing) -> bool:
    """Whether enough is left of the drawing to start from it."""
    left = sum(node.id in before.index for node in base.nodes)
    return left > 0 and left >= _FEWEST * len(base.nodes)


def redraw(base: Frame, before: Drawing) -> Drawing:
    """The sketch in the style of the drawing."""
    old = _columns_before(base, before)
    columns = kept_columns(base.nodes, base.links, old, base.sketch.rows)
    used = np.unique(columns)
    columns = np.searchsorted(used, columns)
    levels = cut(columns, base.lanes, base.heights, base.links.tails, base.links.heads)
    source = _sources(columns, old)
    wished = _wished(base, levels, before, source)
    known = ~np.isnan(wished)
    _guess(levels, wished)
    _enter_lanes(base, levels, wished, before)
    sequence = np.lexsort((wished, levels.homes, levels.columns))
    order = Order(levels, sequence)
    order.settle(_SWEEPS, 0, [np.flatnonzero(~known[some]).tolist() for some in levels.members])
    middles, lanes = _heights(base, levels, order.sequence(), wished, known, before)
    begins = {
        column: Band("", float(before.column_bands[old_column, 0]), float(before.column_bands[old_column, 1]))
        for column, old_column in source.items()
    }
    return finish(base, levels, middles, lanes, order.count(), begins)


def _columns_before(base: Frame, before: Drawing) -> dict[int, int]:
    """The columns of those nodes that were drawn in the era that their own one continues.

    An era continues the one that most of its nodes come from, whatever its number: one that is new, or gone, before all
    others shall not move them.
    """
    if not before.eras:
        return {}
    begins = np.array([era.begin for era in before.eras])
    centres = before.boxes[:, 0] + before.boxes[:, 2] / 2
    era_of = (np.searchsorted(begins, centres, side="right") - 1).clip(0)
    rows = {number: before.index[node.id] for number, node in enumerate(base.nodes) if node.id in before.index}
    votes: dict[int, Counter[int]] = {}
    for number, row in rows.items():
        votes.setdefault(base.nodes[number].era, Counter())[int(era_of[row])] += 1
    continued = {era: min(count, key=lambda one: (-count[one], one)) for era, count in votes.items()}
    return {
        number: int(before.columns[row])
        for number, row in rows.items()
        if era_of[row] == continued[base.nodes[number].era]
    }


def _sources(columns: Numbers, old: dict[int, int]) -> dict[int, int]:
    """Which column of the earlier drawing each column continues: the one that most of its nodes come from."""
    votes: dict[int, Counter[int]] = {}
    for number, column in old.items():
        votes.setdefault(int(columns[number]), Counter())[column] += 1
    return {column: min(count, key=lambda one: (-count[one], one)) for column, count in votes.items()}


def _wished(base: Frame, levels: Levels, before: Drawing, source: dict[int, int]) -> Floats:
    """Where the middle of each element was; NaN for what is new or stands in another column or lane."""
    wished = np.full(len(levels.columns), np.nan)
    for number, node in enumerate(base.nodes):
        row = before.index.get(node.id)
        if row is None:
            continue
        middle = float(before.boxes[row, 1] + before.boxes[row, 3] / 2)
        if _lane_at(before, middle) in (None, node.lane):
            wished[number] = middle
    rows = {edge: number for number, edge in enumerate(before.edges)}
    old_columns, old_starts, heights = before.columns.tolist(), before.starts.tolist(), before.points[:, 1].tolist()
    columns, tails = levels.columns.tolist(), levels.tails.tolist()
    first_inner, inner = levels.first.tolist(), levels.inner.tolist()
    for number, edge in enumerate(base.edges):
        row = rows.get(edge)
        if row is None or not inner[number]:
            continue
        first, last = old_columns[before.index[edge[0]]], old_columns[before.index[edge[1]]]
        begin = columns[tails[number]] + 1
        for step in range(inner[number]):
            column = source.get(begin + step)
            if column is not None and first < column < last:
                wished[first_inner[number] + step] = heights[old_starts[row] + 2 * (column - first)]
    return wished


def _lane_at(before: Drawing, height: float) -> str | None:
    """The lane at a height of a drawing; None where there are no lanes."""
    if not before.lanes:
        return None
    return before.lanes[max(0, bisect_right(before.lanes, height, key=lambda band: band.begin) - 1)].key


def _guess(levels: Levels, wished: Floats) -> None:
    """Put what is new in the middle of its neighbours, and at the bottom what has none."""
    new = np.isnan(wished)
    count = len(wished)
    for _round in range(_SWEEPS):
        known = (~np.isnan(wished)).astype(np.float64)
        height = np.where(known > 0, wished, 0.0)
        near = np.bincount(levels.lefts, known[levels.rights], minlength=count)
        near += np.bincount(levels.rights, known[levels.lefts], minlength=count)
        total = np.bincount(levels.lefts, height[levels.rights], minlength=count)
        total += np.bincount(levels.rights, height[levels.lefts], minlength=count)
        reached = new & (near > 0)
        wished[reached] = total[reached] / near[reached]
    wished[np.isnan(wished)] = np.nanmax(wished, initial=0.0) + 1.0


def _enter_lanes(base: Frame, levels: Levels, wished: Floats, before: Drawing) -> None:
    """Lines between lanes stay in the lanes through which they ran."""
    if not before.lanes:
        return
    number_of = {key: number for number, key in enumerate(base.keys)}
    numbers = np.array([number_of.get(band.key, FREE) for band in before.lanes])
    free = np.flatnonzero(levels.lanes == FREE)
    begins = [band.begin for band in before.lanes]
    found = numbers[(np.searchsorted(begins, wished[free], side="right") - 1).clip(0)]
    levels.homes[free[found != FREE]] = found[found != FREE]


def _heights(
    base: Frame, levels: Levels, sequence: Numbers, wished: Floats, known: NDArray[np.bool_], before: Drawing
) -> tuple[Floats, list[Band]]:
    """The middles of all elements, and the lanes."""
    measures = base.measures
    pile = coordinates.stack(levels, sequence, measures)
    goal = wished[sequence]
    lanes: list[Band] = []
    if base.banded:
        old = {band.key: band for band in before.lanes}
        where = bands.lane_of_all(pile)
        lanes, shifts = bands.lane_bands(bands.needed(pile, where, len(base.keys)), base.keys, measures, old)
        bands.bound(pile, where, lanes, measures)
        goal = goal + shifts[where]
    else:
        pile.free = False
        pile.low[:] = measures.margin + levels.heights[sequence] / 2
    weight = np.where(known[sequence], np.where(sequence < levels.nodes, _NODE, _LINE), _NEW)
    middles = np.empty(len(sequence))
    for begin, end, column in zip(pile.begins[:-1], pile.begins[1:], range(len(levels.members)), strict=True):
        middles[sequence[begin:end]] = coordinates.nearest(pile, column, goal[begin:end], weight[begin:end])
    return middles, lanes
