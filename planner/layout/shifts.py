"""Columns in lanes: nodes are shifted to where edges between lanes cross few of the edges that run along a lane.

In lanes it is not the order that decides about most crossings: whatever the order, an edge from the first lane to the
third one crosses all that runs along the second one between the same two columns. So this can be counted before there
is any order, and lessened: edges along a lane are kept short where many pass it, and those between lanes turn where the
lanes that they pass are thin. Some columns more than the longest chain needs give room for that, and as no lane has to
be fuller in one column than in others, the drawing does not become larger.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from planner.layout.arrays import Floats, Numbers
from planner.layout.ranks import MANY, Links, without_gaps
from planner.layout.sketch import Node

_ROUNDS = 32
_ROUNDS_OF_MANY = 16
_FEWEST = 24
"""Where fewer edges lead to other lanes, edges are as short as can be."""
_MOST, _MOST_LANES, _MOST_EDGES = 5_000, 24, 3
"""Nodes, lanes, and edges for each node: where there are more, hardly fewer edges would cross."""
_MORE = 8
"""One more column for so many."""
_HOT, _COLD = 0.5, 0.125
"""In crossings: what a shift may cost at first and at last."""
_TRIED = 0.2
"""Share of the nodes that could gain something that are shifted at the same time."""
# Crossings, all of them multiples of one part in 64: their sums are exact, and the same on every processor.
_NEVER = 2.0**30
_TIE = 0.25
"""Of two edges one of which begins or ends in a lane where the other one is: mostly the order can keep them apart."""
_ALONG = 1 / 8
"""Of two edges that run along the same lane."""
_LENGTH = 1.5
"""Price of one column that an edge is longer."""
_FULL = 3 / 16
"""Price of boxes below each other in the same lane and column, times the cube of their number."""
_PARTS = 64


def shifted(columns: Numbers, nodes: Sequence[Node], links: Links, lanes: Numbers) -> Numbers:
    """Columns of the nodes, none empty; eras and fixed steps are respected."""
    if not _worth_while(nodes, links, lanes):
        return columns
    shifts = _Shifts(*_spread(columns, nodes), lanes, links)
    chance = np.random.default_rng(0)
    rounds = _ROUNDS if len(nodes) < MANY else _ROUNDS_OF_MANY
    for turn in range(rounds):
        shifts.judge()
        heat = _HOT * (_COLD / _HOT) ** (turn / (rounds - 1))
        for way in (-1, 1):
            shifts.move(way, round(heat * _PARTS) / _PARTS, chance)
    return without_gaps(shifts.columns)


def _worth_while(nodes: Sequence[Node], links: Links, lanes: Numbers) -> bool:
    between = int(np.count_nonzero(lanes[links.tails] != lanes[links.heads]))
    if between < _FEWEST or all(node.column is not None for node in nodes):
        return False
    return len(nodes) <= _MOST and int(lanes.max()) < _MOST_LANES and len(links.tails) <= _MOST_EDGES * len(nodes)


def _spread(columns: Numbers, nodes: Sequence[Node]) -> tuple[Numbers, Numbers, Numbers]:
    """Columns with empty ones among them, and the first and the last column in which each node may stand."""
    count = int(columns.max()) + 1
    more = count // _MORE
    wide = columns + np.searchsorted((np.arange(more) + 1) * count // (more + 1), columns, side="right")
    eras = np.array([node.era for node in nodes])
    own = np.unique(eras, return_inverse=True)[1]
    begins = np.full(int(own.max()) + 2, count + more)
    np.minimum.at(begins, own, wide)
    begins[0] = 0
    fixed = np.array([node.column is not None for node in nodes])
    return wide, np.where(fixed, wide, begins[own]), np.where(fixed, wide, begins[own + 1] - 1)


class _Shifts:
    """Nodes in columns, and what it costs to shift them.

    An edge along a lane is a level line in it. An edge between lanes is level beside its own two lanes, and turns from
    one to the other in the gap where that crosses least. `2 * lane` is the height of a lane, and the odd numbers are
    those between two lanes.
    """

    def __init__(self, columns: Numbers, low: Numbers, high: Numbers, lanes: Numbers, links: Links) -> None:
        self.columns, self.lanes, self.low, self.high = columns, lanes, low, high
        self.tails, self.heads = links.tails, links.heads
        self.many, self.wide = int(lanes.max()) + 1, int(high.max()) + 1
        self.heights = 2 * self.many - 1
        begin, end = 2 * lanes[self.tails], 2 * lanes[self.heads]
        way = np.sign(end - begin)
        self.leaving, self.arriving = begin + way, end - way
        """Heights of the level parts of each edge."""
        self.between = np.flatnonzero(way)
        kinds, kind = np.unique((begin * self.heights + end)[self.between], return_inverse=True)
        self.kinds = len(kinds)
        self.kind = np.zeros(len(begin), dtype=np.int64)
        """0 along a lane, else a number for each two lanes."""
        self.kind[self.between] = kind + 1
        begin, end = kinds // self.heights, kinds % self.heights
        way = np.sign(end - begin)
        self.leaves, self.arrives = begin + way, end - way
        height = np.arange(self.heights)
        self.turns_over_levels = _turns_over_levels(begin[:, None], end[:, None], height)
        self.levels_over_turns = np.ascontiguousarray(self.turns_over_levels.T)
        self.turns_over_turns = _turns_over_turns(begin, end)
        self.along = np.where(height % 2 == 0, _ALONG, 0.0)
        self.gap = self.columns[self.tails].copy()
        """Where each edge between lanes turns."""

    def judge(self) -> None:
        """Count what crosses what, and from that the costs of every edge from any column to any other one."""
        begins, ends = self.columns[self.tails], self.columns[self.heads]
        gaps, kinds, heights = self.wide - 1, self.kinds, self.heights
        between, kind = self.between, self.kind[self.between]
        lines = self._lines(begins, ends)
        counts = np.bincount(self.gap[between] * kinds + kind - 1, minlength=gaps * kinds)
        turns = counts.reshape(gaps, kinds).astype(np.float64)
        # Not by `@`: that may start threads.
        level = np.einsum("gk,hk->gh", turns, self.levels_over_turns) + lines * self.along + _LENGTH
        sums = np.zeros((self.wide + 2, heights))
        np.cumsum(level, axis=0, out=sums[2:-1])
        turn = np.einsum("gh,kh->gk", lines, self.turns_over_levels)
        turn += np.einsum("gk,ok->go", turns, self.turns_over_turns)
        turn += sums[1:-2, self.leaves] - sums[2:-1, self.arrives]
        self.sums = sums.ravel()
        """Costs of a level line from the first column to that before each row, for each height."""
        self.longest = min(int((ends - begins).max()) + 2, gaps)
        self.row = self.wide + 2
        costs = np.full((self.longest + 2, kinds + 1, self.row), _NEVER)
        costs[1, 0, 1:-2] = 0.0
        costs[1, 1:, 1:-2] = turn.T
        for length in range(2, self.longest + 1):
            last = gaps - length + 2
            shorter, further = costs[length - 1, :, 1:last], costs[1, :, length : last + length - 1]
            np.minimum(shorter, further, out=costs[length, :, 1:last])
        self.costs = costs.ravel()
        """Costs of the best turn, for each length of an edge, kind, and column from which it begins."""
        self._turn(begins[between], ends[between], kind)

    def _lines(self, begins: Numbers, ends: Numbers) -> Floats:
        """How many level lines there are in each gap at each height."""
        gap = np.clip(self.gap, begins, ends - 1)
        self.gap = gap
        turning = self.kind > 0
        left, right = np.where(turning, gap, ends), np.where(turning, gap + 1, ends)
        at = np.concatenate((begins, right, left, ends)) * self.heights
        at += np.concatenate((self.leaving, self.arriving, self.leaving, self.arriving))
        more = np.repeat([1.0, -1.0], 2 * len(gap))
        changes = np.bincount(at, more, minlength=self.wide * self.heights).reshape(self.wide, self.heights)
        lines: Floats = changes.cumsum(axis=0)[:-1]
        return lines

    def _turn(self, begins: Numbers, ends: Numbers, kind: Numbers) -> None:
        """Let every edge between lanes turn where that costs least."""
        at = kind * self.row + begins + 1
        step = self.row * (self.kinds + 1)
        least = self.costs[at + (ends - begins) * step]
        gap = begins.copy()
        todo = np.flatnonzero(self.costs[at + step] > least)
        while len(todo):
            gap[todo] += 1
            todo = todo[self.costs[at[todo] + step + gap[todo] - begins[todo]] > least[todo]]
        self.gap[self.between] = gap

    def move(self, way: int, heat: float, chance: np.random.Generator) -> None:
        """Shift some nodes to the left (-1) or to the right (1), together with those that are in their way."""
        tails, heads, count = self.tails, self.heads, len(self.columns)
        begins, ends = self.columns[tails], self.columns[heads]
        tail, head, both = self._changes(begins, ends, way)
        at = self.columns + way
        room = (at >= self.low) & (at <= self.high)
        own = self._own(at, room)
        tight = ends - begins == 1
        # What is in the way of a node comes with it, so that the edge between them becomes no shorter.
        wish = own + np.bincount(tails, np.where(tight, both, tail) if way > 0 else tail, minlength=count)
        wish += np.bincount(heads, np.where(tight, both, head) if way < 0 else head, minlength=count)
        first = room & (wish < 2 * heat) & (chance.random(count) < _TRIED)
        pushing, pushed = (tails[tight], heads[tight]) if way > 0 else (heads[tight], tails[tight])
        group = _groups(np.where(first, np.arange(count), -1), pushing, pushed)
        one, other = group[tails], group[heads]
        cost = np.bincount(one + 1, np.where(other < 0, tail, both / 2), minlength=count + 1)
        cost += np.bincount(other + 1, np.where(one < 0, head, both / 2), minlength=count + 1)
        cost += np.bincount(group + 1, own, minlength=count + 1)
        allowed = 2 * heat / _PARTS * chance.integers(0, _PARTS, count + 1)
        going = (group >= 0) & (cost < allowed)[group + 1]
        self.columns[going] += way

    def _changes(self, begins: Numbers, ends: Numbers, way: int) -> tuple[Floats, Floats, Floats]:
        """What each edge costs more when its tail is shifted, when its head is, and when both are."""
        step = self.row * (self.kinds + 1)
        at = (ends - begins) * step + self.kind * self.row + begins + 1
        leaving = (begins + 1) * self.heights + self.leaving
        arriving = (ends + 1) * self.heights + self.arriving
        aside, costs, sums = way * self.heights, self.costs, self.sums
        tail = sums.take(leaving) - sums.take(leaving + aside) - costs.take(at)
        head = sums.take(arriving + aside) - sums.take(arriving)
        both = costs.take(at + way) + tail + head
        return costs.take(at + way * (1 - step)) + tail, costs.take(at + way * step) - costs.take(at) + head, both

    def _own(self, at: Numbers, room: NDArray[np.bool_]) -> Floats:
        """What it costs to have each node in the column `at` instead of its own, apart from its edges."""
        filled = np.bincount(self.columns * self.many + self.lanes, minlength=self.wide * self.many)
        here = filled.take(self.columns * self.many + self.lanes)
        there = filled.take(at * self.many + self.lanes, mode="clip")
        # (there + 1)³ - there³ - here³ + (here - 1)³
        more = 3 * (there * (there + 1) - here * (here - 1))
        own: Floats = np.where(room, _FULL * more, _NEVER)
        return own


def _groups(group: Numbers, pushing: Numbers, pushed: Numbers) -> Numbers:
    """Nodes that are shifted together: those that push, what they push, and what pushes the same."""
    while True:
        before = group.copy()
        np.maximum.at(group, pushed, group[pushing])
        shifting = group[pushing] >= 0
        np.maximum.at(group, pushing[shifting], group[pushed[shifting]])
        if (group == before).all():
            return group


def _turns_over_levels(begin: Numbers, end: Numbers, height: Numbers) -> Floats:
    """How many crossings a turn from `begin` to `end` makes with a level line."""
    low, high = np.minimum(begin, end), np.maximum(begin, end)
    return np.where((low < height) & (height < high), 1.0, np.where((low == height) | (height == high), _TIE, 0.0))


def _turns_over_turns(begin: Numbers, end: Numbers) -> Floats:
    """How many crossings two turns make with each other."""
    start, stop = np.sign(begin[:, None] - begin), np.sign(end[:, None] - end)
    crossing = np.where(start * stop < 0, 1.0, np.where(start * stop == 0, _TIE, 0.0))
    np.fill_diagonal(crossing, 0.0)
    return crossing
