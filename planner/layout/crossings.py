"""Fewer crossings: each element in turn is put where it crosses least.

Two neighbouring columns of a column stand still while its elements move, so that one table says for each two of them
what it costs to have one above the other. From it, all places of an element are judged by one running sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from planner.layout.arrays import Numbers
from planner.layout.levels import FREE, Levels

NEVER = 1_000_000
"""Costs more than all crossings of one element: lanes do not mix."""
LONG = 80
"""Columns of so many elements are searched by array, shorter ones by list."""
_FEW = 6
"""Edges of an element that are added up for all elements at once."""


class _Side(NamedTuple):
    """The edges of a column's elements, sorted by element, those with the most edges first."""

    own: Numbers
    """The elements."""
    others: Numbers
    """Their neighbours; those in the right column are numbered after those in the left one."""
    users: Numbers
    """The elements that have any."""
    turns: list[Numbers]
    """The first edge of each of the users, the second edge of those that have two, and so on."""
    rest: list[slice]
    """The edges of the first users that are left after all turns."""


def _summed(signs: Numbers, places: Numbers, side: _Side) -> Numbers:
    """The rows of the neighbours' places, added up for each user: quicker so than piece by piece, as most have few."""
    total: Numbers = signs.take(places[side.turns[0]], axis=0)
    for turn in side.turns[1:]:
        total[: len(turn)] += signs.take(places[turn], axis=0)
    for user, edges in enumerate(side.rest):
        total[user] += signs[places[edges]].sum(axis=0)
    return total


class Order:
    """The order of all elements in their columns, and how to better it."""

    def __init__(self, levels: Levels, sequence: Numbers) -> None:
        """`sequence` holds all elements, column by column, from top to bottom."""
        self.levels = levels
        self.width = [len(some) for some in levels.members]
        gap = levels.columns[levels.lefts]
        by_gap = np.argsort(gap, kind="stable")
        edges = np.searchsorted(gap[by_gap], np.arange(len(self.width)))
        local_left, local_right = levels.local[levels.lefts[by_gap]], levels.local[levels.rights[by_gap]]
        self.gaps = [
            (local_left[begin:end], local_right[begin:end])
            for begin, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
        ]
        self._known: dict[int, tuple[_Side, Numbers | None]] = {}
        """Sides and walls of the columns that were searched: in a drawing that is kept these are few."""
        self.orders: list[list[int]] = []
        self.places: list[Numbers] = []
        self.settled: set[int] = set()
        """Columns in which nothing could be gained, and whose neighbours stand as they stood then."""
        self.set(sequence)

    def _side(self, column: int) -> _Side:
        none = np.zeros(0, dtype=np.int64)
        left, to_left = (self.gaps[column - 1][1], self.gaps[column - 1][0]) if column else (none, none)
        right, to_right = self.gaps[column] if column < len(self.gaps) else (none, none)
        own = np.concatenate((left, right))
        others = np.concatenate((to_left, to_right + (self.width[column - 1] if column else 0)))
        degree = np.bincount(own, minlength=self.width[column])
        by_degree = np.argsort(-degree, kind="stable")
        users = by_degree[: np.count_nonzero(degree)]
        place = np.empty(len(by_degree), dtype=np.int64)
        place[by_degree] = np.arange(len(by_degree))
        order = np.argsort(place[own], kind="stable")
        own, others, degree = own[order], others[order], degree[users]
        ends = np.cumsum(degree)
        begins, most = ends - degree, min(_FEW, int(degree.max(initial=0)))
        turns = [begins[: np.count_nonzero(degree > turn)] + turn for turn in range(most)]
        busy = zip(begins[degree > _FEW].tolist(), ends[degree > _FEW].tolist(), strict=True)
        return _Side(own, others, users, turns, [slice(begin + _FEW, end) for begin, end in busy])

    def _wall(self, column: int) -> Numbers | None:
        """What keeps the lanes of a column apart."""
        lanes = self.levels.lanes[self.levels.members[column]]
        if not len(lanes) or (lanes == lanes[0]).all():
            return None
        bound = (lanes != FREE)[:, None] & (lanes != FREE)
        wall: Numbers = np.where(bound, np.sign(lanes[:, None] - lanes) * NEVER, 0)
        return wall

    def set(self, sequence: Numbers) -> None:
        """Take over an order."""
        local = self.levels.local[sequence]
        ends = np.cumsum(self.width)
        self.orders = []
        self.places = []
        for end, width in zip(ends.tolist(), self.width, strict=True):
            order: list[int] = local[end - width : end].tolist()
            self.orders.append(order)
            places = np.empty(len(order), dtype=np.int64)
            places[order] = np.arange(len(order))
            self.places.append(places)

    def sequence(self) -> Numbers:
        """All elements, column by column, from top to bottom."""
        parts = [some[order] for some, order in zip(self.levels.members, self.orders, strict=True)]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)

    def count(self) -> int:
        """All crossings."""
        total = 0
        for column, (left, right) in enumerate(self.gaps):
            above, across = self.places[column][left], self.places[column + 1][right]
            table = np.zeros((self.width[column] + 1, self.width[column + 1]), dtype=np.int32)
            table[above + 1, across] = 1
            upto = table.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
            total += int((upto[above, -1] - upto[above, across]).sum())
        return total

    def table(self, column: int) -> Numbers:
        """For each two elements: crossings with the first one above, less those with it below."""
        if column not in self._known:
            self._known[column] = self._side(column), self._wall(column)
        (side, wall), width = self._known[column], self.width[column]
        result = np.zeros((width, width), dtype=np.int64)
        if len(side.own):
            before = self.width[column - 1] if column else 0
            nearby = [self.places[column - 1]] if column else []
            if column < len(self.gaps):
                nearby.append(self.places[column + 1] + before)
            places = np.concatenate(nearby)[side.others]
            result[side.users] = _summed(self._signs(column, places, side.own, before), places, side)
        return result if wall is None else result + wall

    def _signs(self, column: int, places: Numbers, own: Numbers, before: int) -> Numbers:
        """For a neighbour's place (row) and an element: its neighbours above that place, less those below."""
        after = self.width[column + 1] if column < len(self.gaps) else 0
        edges = np.zeros((before + after, self.width[column]), dtype=np.int32)
        edges[places, own] = 1
        upto = edges.cumsum(axis=0, dtype=np.int32)
        signs: Numbers = 2 * upto
        signs -= edges
        if before:
            signs[:before] -= upto[before - 1]
            signs[before:] -= upto[before - 1] + upto[-1]
        else:
            signs -= upto[-1]
        return signs

    def sweep(self, column: int, chance: np.random.Generator, only: Sequence[int] | None) -> int:
        """Move each element of a column once, in random order; the crossings saved.

        `only`: the elements that may be moved.
        """
        width = self.width[column]
        if width < 2 or column in self.settled or (only is not None and not len(only)):
            return 0
        todo: list[int] = chance.permutation(width if only is None else np.array(only)).tolist()
        saved = self._sweep_by_array(column, todo) if width >= LONG else self._sweep_by_list(column, todo)
        self.settled.difference_update((column - 1, column + 1) if saved else ())
        if not saved:
            self.settled.add(column)
        return saved

    def _sweep_by_list(self, column: int, todo: Sequence[int]) -> int:
        order, table = self.orders[column], self.table(column)
        saved, first = 0, self._first_that_gains(table, order, todo)
        for element in todo[first:]:
            # gains[k] is what it saves to have the element below the first k of the others rather than above them all.
            row: list[int] = table[element].tolist()
            gains = list(accumulate(map(row.__getitem__, order), initial=0))
            best, here = gains.index(max(gains)), order.index(element)
            if gains[best] > gains[here]:
                saved += gains[best] - gains[here]
                del order[here]
                order.insert(best if best <= here else best - 1, element)
        self.places[column][order] = np.arange(len(order))
        return int(saved)

    @staticmethod
    def _first_that_gains(table: Numbers, order: list[int], todo: Sequence[int]) -> int:
        """How many of the elements at the beginning of `todo` would stay where they are: mostly all of them."""
        gains = table[np.ix_(todo, order)].cumsum(axis=1)
        places = np.empty(len(order), dtype=np.int64)
        places[order] = np.arange(len(order))
        # An element gains nothing over itself, so that the sum up to it is the sum of those above it.
        better = np.maximum(gains.max(axis=1), 0) > gains[np.arange(len(todo)), places[todo]]
        return int(better.argmax()) if better.any() else len(todo)

    def _sweep_by_array(self, column: int, todo: Sequence[int]) -> int:
        table = self.table(column)
        order = np.array(self.orders[column])
        saved = 0
        for element in todo:
            gains = table[element][order].cumsum()
            best = int(gains.argmax())
            here = int((order == element).argmax())
            gain, now = int(gains[best]), int(gains[here])
            if gain < 0:
                best, gain = -1, 0  # above all others
            if gain <= now:
                continue
            saved += gain - now
            if best > here:
                order[here:best] = order[here + 1 : best + 1]
                order[best] = element
            else:
                order[best + 2 : here + 1] = order[best + 1 : here].copy()
                order[best + 1] = element
        self.orders[column] = order.tolist()
        self.places[column][order] = np.arange(len(order))
        return saved

    def settle(self, sweeps: int, seed: int = 0, only: Sequence[Sequence[int]] | None = None) -> int:
        """Move elements to where they cross least, until nothing is gained any more or `sweeps` times; what is saved.

        `only` names the elements of each column that may be moved.
        """
        chance = np.random.default_rng(seed)
        total = 0
        self.settled = set()
        for _sweep in range(sweeps):
            saved = self._all(chance, only)
            total += saved
            if not saved:
                break
        return total

    def _all(self, chance: np.random.Generator, only: Sequence[Sequence[int]] | None) -> int:
        saved = 0
        for odd in (0, 1):
            for column in range(odd, len(self.width), 2):
                saved += self.sweep(column, chance, None if only is None else only[column])
        return saved
