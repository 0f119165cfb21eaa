"""Heights of all elements: edges as level and short as the order, the distances and the lanes allow.

Columns take turns: each one comes as near to its neighbours as it can while they stand still, which is a regression
with the order as its constraint. At last, edges are straightened by hand wherever nothing is in the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.layout.arrays import Floats, Numbers
from planner.layout.levels import Levels
from planner.layout.sketch import Measures

_OUT = 1e9
"""Further away than any drawing reaches."""


@dataclass(slots=True)
class Stack:
    """All elements from top to bottom, column after column, and how near to each other they may come."""

    levels: Levels
    sequence: Numbers
    """The elements."""
    place: Numbers
    """Where each element is in `sequence`."""
    begins: list[int]
    """Where each column begins in `sequence`, and the end of the last one."""
    distance: Floats
    """Least distance of the middle of each element from that of the one above it; 0 for the first in a column."""
    depth: Floats
    """Sum of the distances from the first of the column."""
    low: Floats
    high: Floats
    """Bounds of the middles, from lanes; they rise with the place at least as `depth` does."""
    free: bool = True
    """Whether there are no bounds."""


def stack(levels: Levels, sequence: Numbers, measures: Measures) -> Stack:
    """The elements in this order, without bounds."""
    count = len(sequence)
    place = np.empty(count, dtype=np.int64)
    place[sequence] = np.arange(count)
    column = levels.columns[sequence]
    begins = np.searchsorted(column, np.arange(len(levels.members) + 1)).tolist()
    half = levels.heights[sequence] / 2
    box = sequence < levels.nodes
    distance = np.zeros(count)
    gap = np.where(box[1:] & box[:-1], measures.node_gap, measures.line_gap)
    distance[1:] = np.where(column[1:] == column[:-1], half[1:] + half[:-1] + gap, 0.0)
    total = distance.cumsum()
    depth = total - total[np.array(begins, dtype=np.int64)[column]] if count else total
    return Stack(levels, sequence, place, begins, distance, depth, np.full(count, -_OUT), np.full(count, _OUT))


def isotonic(wished: Floats, weight: Floats) -> Floats:
    """The rising sequence nearest to the wished one: pools adjacent violators into their weighted mean."""
    if (wished[1:] >= wished[:-1]).all():
        return wished
    means: list[float] = []
    weights: list[float] = []
    counts: list[int] = []
    for mean, own in zip(wished.tolist(), weight.tolist(), strict=True):
        total, count = own, 1
        while means and means[-1] > mean:
            other = weights.pop()
            mean = (means.pop() * other + mean * total) / (other + total)  # noqa: PLW2901
            total += other
            count += counts.pop()
        means.append(mean)
        weights.append(total)
        counts.append(count)
    return np.repeat(means, counts)


def nearest(pile: Stack, column: int, wished: Floats, weight: Floats) -> Floats:
    """Middles of a column's elements as near to the wished ones as distances and bounds allow."""
    begin, end = pile.begins[column], pile.begins[column + 1]
    depth = pile.depth[begin:end]
    if pile.free:
        return isotonic(wished - depth, weight) + depth
    low = np.maximum.accumulate(pile.low[begin:end] - depth)
    high = np.minimum.accumulate((pile.high[begin:end] - depth)[::-1])[::-1]
    result: Floats = np.clip(isotonic(wished - depth, weight), low, high) + depth
    return result


def relax(pile: Stack, sweeps: int) -> Floats:
    """Middles of all elements, in the order of `pile.sequence`."""
    levels = pile.levels
    middles = _packed(pile)
    lefts, rights = pile.place[levels.lefts], pile.place[levels.rights]
    inner = (levels.lefts >= levels.nodes).astype(np.int64) + (levels.rights >= levels.nodes)
    strength = np.array([1.0, 2.0, 8.0])[inner]
    gap = levels.columns[levels.lefts]
    by_gap = np.argsort(gap, kind="stable")
    cuts = np.searchsorted(gap[by_gap], np.arange(len(levels.members)))
    edges = [
        (lefts[some], rights[some], strength[some]) for some in np.split(by_gap, cuts[1:]) if len(levels.members) > 0
    ]
    columns = range(len(levels.members))
    for sweep in range(sweeps):
        both = sweep >= 2
        for column in columns if sweep % 2 == 0 else reversed(columns):
            sides = []
            if column and (both or sweep == 0):
                here, there, force = edges[column - 1][1], edges[column - 1][0], edges[column - 1][2]
                sides.append((here, there, force))
            if column + 1 < len(columns) and (both or sweep == 1):
                sides.append(edges[column])
            if sides:
                _pull(pile, column, middles, sides)
    return middles


def _pull(pile: Stack, column: int, middles: Floats, sides: Sequence[tuple[Numbers, Numbers, Floats]]) -> None:
    begin, end = pile.begins[column], pile.begins[column + 1]
    weight = np.zeros(end - begin)
    total = np.zeros(end - begin)
    for here, there, force in sides:
        weight += np.bincount(here - begin, force, minlength=end - begin)
        total += np.bincount(here - begin, force * middles[there], minlength=end - begin)
    own = middles[begin:end]
    wished = np.where(weight > 0, total / np.maximum(weight, 1e-9), own)
    middles[begin:end] = nearest(pile, column, wished, np.maximum(weight, 0.01))


def _packed(pile: Stack) -> Floats:
    """Every column as tight as can be, around a common middle line or as high in its lanes as it fits."""
    middles = np.empty(len(pile.sequence))
    for column in range(len(pile.begins) - 1):
        begin, end = pile.begins[column], pile.begins[column + 1]
        depth = pile.depth[begin:end]
        middles[begin:end] = nearest(pile, column, depth - depth[-1] / 2, np.ones(end - begin))
    return middles


def straighten(pile: Stack, middles: Floats, rounds: int) -> Floats:
    """Level edges wherever nothing is in the way: single nodes with their edges, and long edges piece by piece."""
    heights: list[float] = middles.tolist()
    room = _Room(pile, heights)
    levels, place = pile.levels, pile.place.tolist()
    around: list[list[int]] = [[] for _node in range(levels.nodes)]
    for left, right in zip(levels.lefts.tolist(), levels.rights.tolist(), strict=True):
        if left < levels.nodes:
            around[left].append(place[right])
        if right < levels.nodes:
            around[right].append(place[left])
    ends = zip(levels.tails.tolist(), levels.first.tolist(), levels.inner.tolist(), levels.heads.tolist(), strict=True)
    chains = [
        (place[tail], [place[inner] for inner in range(first, first + many)], place[head])
        for tail, first, many, head in ends
        if many
    ]
    for turn in range(rounds):
        # From the top those that want up make room for the next one, from the bottom those that want down.
        chains.sort(key=lambda chain: heights[chain[1][0]], reverse=turn % 2 == 1)
        for tail, inside, head in chains:
            _level(room, heights, tail, inside, head)
        for node, others in enumerate(around):
            if others:
                at = place[node]
                low, high = room.of(at)
                heights[at] = min(max(_median([heights[other] for other in others], heights[at]), low), high)
    return np.array(heights)


class _Room:
    """How far up and down an element can go while all others stay."""

    def __init__(self, pile: Stack, heights: list[float]) -> None:
        self.heights = heights
        self.distance: list[float] = pile.distance.tolist()
        self.low: list[float] = pile.low.tolist()
        self.high: list[float] = pile.high.tolist()
        self.first = {*pile.begins}

    def of(self, at: int) -> tuple[float, float]:
        low, high = self.low[at], self.high[at]
        if at not in self.first:
            low = max(low, self.heights[at - 1] + self.distance[at])
        if at + 1 not in self.first:
            high = min(high, self.heights[at + 1] - self.distance[at + 1])
        here = self.heights[at]  # rounding must not leave it without any room
        return min(low, here), max(high, here)


def _median(values: list[float], here: float) -> float:
    """A value with the smallest sum of distances; of several the nearest to `here`."""
    values.sort()
    low, high = values[(len(values) - 1) // 2], values[len(values) // 2]
    return min(max(here, low), high)


def _level(room: _Room, heights: list[float], tail: int, inside: list[int], head: int) -> None:
    """Put the inner elements of an edge on as few heights as possible, from left to right."""
    begin, wish = 0, heights[tail]
    while begin < len(inside):
        low, high = room.of(inside[begin])
        end = begin + 1
        while end < len(inside):
            below, above = room.of(inside[end])
            if max(low, below) > min(high, above):
                break
            low, high = max(low, below), min(high, above)
            end += 1
        last = heights[head]
        if end == len(inside) and low <= last <= high and not low <= wish <= high:
            wish = last
        wish = min(max(wish, low), high)
        for at in inside[begin:end]:
            heights[at] = wish
        begin = end
