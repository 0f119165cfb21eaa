"""Several orders of one graph, cooled side by side: their elements move at the same time, by array.

As in `crossings`, a table says for any two elements of a column what it costs to have one above the other while the
columns beside it stand still. Here one array holds the tables of every other column of all orders, and the elements of
these columns of which one stands in so many move at once, each to the best of the nearest places: what is near to one
of them is near to no other one. An order costs a tenth of what it costs alone, so that the best of many can be taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.layout.arrays import Numbers
from planner.layout.levels import FREE, Levels

NEAR = 4
"""Places above and below that are looked at."""
_SPAN = 2 * NEAR + 1
_ENTRIES = 1_000_000
"""Of one table: columns that need more are taken one by one."""
_FINE = 32
"""Chance and heat are multiples of one part in so many: their sums are exact, and the same on every processor."""
_SLACK = 4096
_FAR = 100.0
"""Crossings: more than costs may tremble."""

Found = tuple[int, Numbers]
"""Crossings, and all elements column by column, from top to bottom."""
_Singles = NDArray[np.float32]
_Shorts = NDArray[np.signedinteger[Any]]


def _shifts() -> Numbers:
    """For each place that the middle one of a window can move to: the numbers of all in their new order."""
    rows = []
    for place in range(_SPAN + 1):
        row = [number for number in range(_SPAN) if number != NEAR]
        row.insert(place if place <= NEAR else place - 1, NEAR)
        rows.append(row)
    return np.array(rows, dtype=np.int64)


_SHIFTS = _shifts()
_SUMS = np.triu(np.ones((_SPAN, _SPAN + 1), dtype=np.float32), 1)
"""Adds up the first 0, 1, 2 ... costs of a window, without that of the middle one to itself."""
_SUMS[NEAR] = 0.0


@lru_cache(maxsize=4)
def _chance(least: int) -> _Singles:
    """Normal numbers for tables of at most so many entries, each of which takes another piece of them."""
    numbers = np.random.default_rng(least).standard_normal(least + _SLACK, dtype=np.float32)
    rounded: _Singles = np.rint(numbers * np.float32(_FINE)) / np.float32(_FINE)
    return rounded


class Group(NamedTuple):
    """Columns that move at the same time, none beside another.

    Edges: the first one of each element, then the second one of those that have two, and so on.
    """

    columns: Numbers
    wide: int
    """Most elements of a column."""
    high: int
    """Most elements of a column beside one of them."""
    elements: Numbers
    """Those with the most edges first."""
    at: Numbers
    """The column of each of the elements, as counted in the group."""
    others: Numbers
    """The ends of the edges in columns beside the group."""
    beside: Numbers
    """For each edge, the column counted in the group; those to the right count after all those to the left."""
    own: Numbers
    """For each edge, the place of its end among the members of its column."""
    turns: list[int]
    """How many elements have a first edge, how many a second one, and so on."""
    degree: int
    pairs: int
    """Pairs of edges that could cross in the gaps beside the group."""


class Plan:
    """What all orders of the same graph share."""

    def __init__(self, levels: Levels) -> None:
        self.levels = levels
        self.width = np.array([len(some) for some in levels.members])
        self.begins = (np.cumsum(self.width) - self.width)[levels.columns]
        """For each element, how many stand in columns before its own."""
        self.groups: list[Group] = []
        for parity in (0, 1):
            some: list[int] = []
            for column in range(parity, len(self.width), 2):
                if some and self.width[[*some, column]].sum() * self.width[[*some, column]].max() > _ENTRIES:
                    self.groups.append(self._group(np.array(some)))
                    some = []
                some.append(column)
            if some:
                self.groups.append(self._group(np.array(some)))

    def _group(self, columns: Numbers) -> Group:
        levels, many = self.levels, len(self.width)
        number = np.full(many, -1)
        number[columns] = np.arange(len(columns))
        to_left = np.flatnonzero(number[levels.columns[levels.rights]] >= 0)
        to_right = np.flatnonzero(number[levels.columns[levels.lefts]] >= 0)
        ends = np.concatenate((levels.rights[to_left], levels.lefts[to_right]))
        others = np.concatenate((levels.lefts[to_left], levels.rights[to_right]))
        beside = number[levels.columns[ends]]
        beside[len(to_left) :] += len(columns)
        elements = np.concatenate([levels.members[column] for column in columns.tolist()])
        degree = np.bincount(ends, minlength=len(levels.columns))[elements]
        order = np.argsort(-degree, kind="stable")
        elements, degree = elements[order], degree[order]
        row = np.empty(len(levels.columns), dtype=np.int64)
        row[elements] = np.arange(len(elements))
        by_row = np.argsort(row[ends], kind="stable")
        most, begins = int(degree.max(initial=0)), np.cumsum(degree) - degree
        turn = np.empty(len(ends), dtype=np.int64)
        turn[by_row] = np.arange(len(ends)) - np.repeat(begins, degree)
        by_turn = np.lexsort((row[ends], turn))
        neighbours = np.concatenate((columns[columns > 0] - 1, columns[columns + 1 < many] + 1))
        return Group(
            columns=columns,
            wide=int(self.width[columns].max()),
            high=int(self.width[neighbours].max(initial=1)),
            elements=elements,
            at=number[levels.columns[elements]],
            others=others[by_turn],
            beside=beside[by_turn],
            own=levels.local[ends][by_turn],
            turns=np.bincount(turn).tolist(),
            degree=most,
            pairs=_pairs(beside) - _pairs(2 * ends + (beside >= len(columns))) - _pairs(others * 2 * many + beside),
        )


def _pairs(keys: Numbers) -> int:
    """Pairs with the same key."""
    many = np.unique(keys, return_counts=True)[1]
    return int((many * (many - 1) // 2).sum())


class _Move(NamedTuple):
    """Elements that move at the same time: one in so many of every column and order."""

    windows: Numbers
    """The slots around each of them (row)."""
    middles: Numbers
    """Where its column and order begin in `_Moving.rows`."""
    begins: Numbers
    """Where its window begins among all windows."""
    sums: _Singles
    """Room for the costs of its places."""


class _Moving:
    """A group in all orders. Where arrays run over elements or slots, and orders, the orders run fastest."""

    def __init__(self, plan: Plan, group: Group, many: int) -> None:
        self.group, self.many = group, many
        wide, count = group.wide, len(group.columns)
        each = np.arange(many)
        self.stride = 2 * count * many
        """Rows of signs for each place in a column beside the group."""
        beside = (group.beside * many)[:, None] + each
        self.beside = beside.ravel()
        self.entries = (beside * wide + group.own[:, None]).ravel()
        self.others = (group.others[:, None] * many + each).ravel()
        ends = np.cumsum(group.turns) * many
        self.turns = [slice(begin, end) for begin, end in pairwise([0, *ends.tolist()])]
        self.all = np.bincount(self.entries, minlength=self.stride * wide).astype(np.int16)
        kind = np.int16 if group.degree**2 < np.iinfo(np.int16).max else np.int32
        self.signs: _Shorts = np.zeros((len(group.elements) * many, wide), dtype=kind)
        never = 2.0 * (NEAR * group.degree**2 + _FAR)
        self.table: _Singles = np.zeros((len(self.signs), wide + 2), dtype=np.float32)
        self.table[:, wide], self.table[:, wide + 1] = -never, never
        self.wall = _wall(plan.levels, group, never, many)
        self.above = np.zeros((group.high + 1, self.stride * wide), dtype=np.int16)
        self.local = plan.levels.local[group.elements]
        rows = np.zeros((many, count, wide), dtype=np.int64)
        rows[:, group.at, self.local] = (np.arange(len(self.signs)) * (wide + 2)).reshape(-1, many).T
        self.rows = rows.ravel()
        """Where the costs of each member of a column begin in the table."""
        names = np.zeros((many, count, wide), dtype=np.int64)
        names[:, group.at, self.local] = group.elements * many + each[:, None]
        self.names = names.ravel()
        self._lay_slots(plan.width[group.columns], each)

    def _lay_slots(self, width: Numbers, each: Numbers) -> None:
        """Slots of each column from top to bottom, between such as nothing may pass."""
        wide, many = self.group.wide, self.many
        size = width + 2 * NEAR
        self.first = np.cumsum(size) - size + NEAR
        slots = np.full((int(size.sum()), many), wide, dtype=np.int64)
        above = (self.first[:, None] + np.arange(-NEAR, 0)).ravel()
        slots[above] = wide + 1
        self.slots = slots.ravel()
        """The member of its column in each slot."""
        column = np.repeat(np.arange(len(width)), width)
        place = np.arange(len(column)) - np.repeat(np.cumsum(width) - width, width)
        slot = self.first[column] + place
        self.filled = (slot[:, None] * many + each).ravel()
        self.begins = ((column * wide)[:, None] + each * (len(width) * wide)).ravel()
        self.places = np.repeat(place, many)
        by_rest = np.argsort(place % _SPAN, kind="stable")
        windows = ((slot[by_rest][:, None] + np.arange(-NEAR, NEAR + 1)) * many)[:, None, :] + each[:, None]
        windows = windows.reshape(-1, _SPAN)
        middles = self.begins.reshape(-1, many)[by_rest].ravel()
        begins = np.arange(len(windows))[:, None] * _SPAN
        sums = np.zeros((len(windows), _SPAN + 1), dtype=np.float32)
        ends = (np.cumsum(np.bincount(place % _SPAN)) * many).tolist()
        self.moves = [
            _Move(windows[begin:end], middles[begin:end], begins[: end - begin], sums[begin:end])
            for begin, end in pairwise([0, *ends])
        ]

    def enter(self, place: Numbers) -> None:
        """Take over the places of all elements."""
        own = place.reshape(-1, self.many)[self.group.elements]
        self.slots.reshape(-1, self.many)[self.first[self.group.at][:, None] + own, np.arange(self.many)] = self.local[
            :, None
        ]

    def judge(self, place: Numbers) -> _Shorts:
        """For each element and each member of its column: crossings with the first above, less those with it below."""
        wide, above = self.group.wide, self.above
        above[:] = 0
        np.negative(self.all, out=above[0])
        at = place.take(self.others)
        entry = at * above.shape[1]
        entry += self.entries
        flat = above.reshape(-1)
        flat[entry] += 1
        entry += above.shape[1]
        flat[entry] += 1
        for row in range(1, len(above) - 1):  # for a neighbour's place: neighbours above that, less those below
            np.add(above[row], above[row - 1], out=above[row])
        at *= self.stride
        at += self.beside
        lines, signs = above.reshape(-1, wide), self.signs
        for turn in self.turns:
            found = lines.take(at[turn], axis=0)
            if turn.start:
                signs[: len(found)] += found
            else:
                signs[: len(found)] = found
        return signs

    def move(self, place: Numbers, heat: float, chance: np.random.Generator, noise: _Singles) -> None:
        """Move the elements of the group, in random order, to the best of the places near by."""
        signs, wide = self.judge(place), self.group.wide
        begin = int(chance.random() * (len(noise) - signs.size))
        costs = self.table[:, :wide]
        np.multiply(noise[begin : begin + signs.size].reshape(signs.shape), np.float32(heat), out=costs)
        costs += signs
        if self.wall is not None:
            costs += self.wall
        table, slots, rows = self.table.reshape(-1), self.slots, self.rows
        for number in chance.permutation(len(self.moves)).tolist():
            windows, middles, begins, sums = self.moves[number]
            inside = slots.take(windows)
            row = rows.take(middles + inside[:, NEAR])
            np.dot(table.take(inside + row[:, None]), _SUMS, out=sums)
            order = _SHIFTS.take(sums.argmax(1), axis=0)
            order += begins
            slots[windows] = inside.reshape(-1).take(order)
        place[self.names.take(self.begins + slots.take(self.filled))] = self.places

    def crossings(self, place: Numbers) -> Numbers:
        """Crossings of each order in the gaps beside the group."""
        group, many = self.group, self.many
        signs = self.judge(place).reshape(-1, many, group.wide)
        own = place.reshape(-1, many)[group.elements]
        places = np.full((len(group.columns), many, group.wide), -1)
        places[group.at[:, None], np.arange(many), self.local[:, None]] = own
        below = places[group.at] > own[:, :, None]
        total: Numbers = np.einsum("eow,eow->o", below, signs, dtype=np.int64)
        return (total + group.pairs) // 2


def _wall(levels: Levels, group: Group, never: float, many: int) -> _Singles | None:
    """What keeps the lanes of a column apart."""
    own = levels.lanes[group.elements]
    if (own == own[0]).all():
        return None
    lanes = np.full((len(group.columns), group.wide), FREE)
    lanes[group.at, levels.local[group.elements]] = own
    column = lanes[group.at]
    bound = (own != FREE)[:, None] & (column != FREE)
    wall = np.where(bound, np.sign(own[:, None] - column) * never, 0.0).astype(np.float32)
    return np.repeat(wall, many, axis=0) if wall.any() else None


class Herd:
    """Several orders of the elements in their columns."""

    def __init__(self, plan: Plan, place: Numbers) -> None:
        """`place`: where each element (row) stands in its column, from the top, in each order (column)."""
        self.plan, self.many = plan, place.shape[1]
        self.place = place.reshape(-1)
        self.groups = [_Moving(plan, group, self.many) for group in plan.groups]
        for group in self.groups:
            group.enter(self.place)
        self.noise = _chance(1 << max(group.signs.size for group in self.groups).bit_length())

    @classmethod
    def of(cls, plan: Plan, sequences: Sequence[Numbers]) -> Herd:
        """Each of the sequences holds all elements, column by column, from top to bottom."""
        place = np.empty((len(plan.levels.columns), len(sequences)), dtype=np.int64)
        inside = np.concatenate([np.arange(len(some)) for some in plan.levels.members])
        place[np.stack(sequences, axis=1), np.arange(len(sequences))] = inside[:, None]
        return cls(plan, place)

    def sweep(self, heat: float, chance: np.random.Generator) -> None:
        """Let the costs tremble so much, in crossings, and move every element."""
        heat = round(heat * _FINE) / _FINE
        for group in self.groups:
            group.move(self.place, heat, chance, self.noise)

    def counts(self) -> Numbers:
        """Crossings of each order."""
        total = np.zeros(self.many, dtype=np.int64)
        for group in self.groups:
            if group.group.columns[0] % 2 == 0:  # every gap is beside one of these
                total += group.crossings(self.place)
        return total

    def best(self, many: int) -> Herd:
        """The orders with the fewest crossings, to go on with."""
        numbers = np.argsort(self.counts(), kind="stable")[:many]
        return Herd(self.plan, self.place.reshape(-1, self.many)[:, numbers])

    def first(self) -> Found:
        """The order with the fewest crossings."""
        counts = self.counts()
        number = int(counts.argmin())
        sequence = np.empty(len(self.plan.levels.columns), dtype=np.int64)
        sequence[self.plan.begins + self.place[number :: self.many]] = np.arange(len(sequence))
        return int(counts[number]), sequence
