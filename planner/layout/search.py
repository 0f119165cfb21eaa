"""The search for an order with few crossings: the best of many starts, and then turn by turn fewer crossings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from planner.layout.arrays import Numbers
from planner.layout.crossings import Order
from planner.layout.herd import Found, Herd, Plan
from planner.layout.levels import Levels
from planner.layout.start import swings

SMALL = 1_500
"""Up to so many elements (nodes and lines in columns) one full turn is made before a drawing is shown."""
MIDDLE = 12_000
"""Up to so many elements the first drawing may take some tenths of a second."""
TURNS = 8
"""After so many turns hardly anything gets better any more."""
MOST = 200_000_000
"""Where one sweep would look at more pairs of a line and an element, the best of the starts is all that is drawn."""
_MANY = 2_000_000
"""Where a sweep looks at more of them, orders are cooled one by one."""
_HOT, _COLD = 2.0, 0.3
"""In crossings: how much costs tremble at first and at last; at 0.3, differences of one are seldom missed."""
_SETTLE = 2


class _Effort(NamedTuple):
    """How much work a graph of some size is worth."""

    starts: int
    steps: tuple[int, int]
    """Fewest and most of each start: in a small graph movements spread quickly."""
    sweeps: int
    """Of the best start, for the first drawing."""
    stages: Sequence[tuple[int, int]]
    """Orders that are cooled side by side, and sweeps; the best of each stage go on to the next."""
    again: int
    """Orders into which the best one is split where it is heated up again."""


_EFFORTS = {  # by most elements
    650: _Effort(16, (60, 120), 1, ((16, 4), (6, 10), (4, 30)), 4),
    SMALL: _Effort(12, (120, 120), 1, ((12, 3), (4, 10), (3, 30)), 3),
    MIDDLE: _Effort(4, (120, 120), 2, ((1, 100),), 1),
}
_LANES = _Effort(4, (60, 60), 1, ((4, 4), (2, 10), (2, 30)), 3)
"""Where lanes leave few orders, more of them would bring 2 of 1,000 crossings less."""
_DENSE = _Effort(4, (120, 120), 2, ((1, 40),), 1)
_LARGE = _Effort(2, (60, 60), 1, ((1, 200),), 1)


def orders(levels: Levels, shown: bool = True) -> Iterator[tuple[int, int, Numbers]]:
    """(turns made, crossings, all elements in order), each time after a short piece of work.

    `shown`: whether somebody will look at the first order.
    """
    if not len(levels.lefts):
        yield TURNS, 0, np.lexsort((levels.homes, levels.columns))
        return
    search = _Search(levels, shown)
    if search.dense:
        yield TURNS, *search.found
        return
    yield 0, *search.found
    for turn in range(1, TURNS + 1):
        for _sweep in search.turn(turn):
            yield turn - 1, *search.found
        yield turn, *search.found


class _Search:
    """The best order found so far."""

    def __init__(self, levels: Levels, shown: bool) -> None:
        count = len(levels.columns)
        self.levels = levels
        work = _work(levels)
        self.effort = next((effort for most, effort in _EFFORTS.items() if count <= most), _LARGE)
        if count <= SMALL and work > _MANY:
            self.effort = _DENSE
        elif count <= SMALL and levels.lanes.any():
            self.effort = _LANES
        self.dense = work > MOST
        starts = self._starts(0)
        self.herd: Herd | None = None
        self.order: Order | None = None
        """For wide columns: it looks at all places of an element, not only at those near by."""
        if count <= SMALL and work <= _MANY:
            self.plan: Plan | None = Plan(levels)
            self.herd = Herd.of(self.plan, starts)
            self.found = _cold(self.herd.best(1), 0) if shown else self.herd.first()
        else:
            self.plan = None
            self.order = Order(levels, starts[0])
            self.found = self._first(self.order, starts)

    def _starts(self, seed: int) -> list[Numbers]:
        fewest, most = self.effort.steps
        steps = min(most, max(fewest, len(self.levels.columns) // 4))
        return swings(self.levels, self.effort.starts, steps, seed)

    def _first(self, order: Order, starts: Sequence[Numbers]) -> Found:
        """The best of the starts of a large graph, settled."""
        counted: list[Found] = []
        for sequence in starts:
            order.set(sequence)
            counted.append((order.count(), sequence))
        best = min(counted, key=lambda one: one[0])
        return best if self.dense else _settled(order, best, self.effort.sweeps, 0)

    def turn(self, number: int) -> Iterator[None]:
        """Cool some orders, after the first time by turns the best one and new ones; stops after each sweep."""
        plan = self.plan = self.plan or Plan(self.levels)
        herd = self.herd if number == 1 else None
        if herd is None:
            again = [self.found[1]] * self.effort.again
            herd = Herd.of(plan, again if number % 2 else self._starts(number))
        chance = np.random.default_rng(number)
        last = sum(sweeps for _many, sweeps in self.effort.stages) - 1
        heats = iter([_HOT * (_COLD / _HOT) ** (sweep / last) for sweep in range(last + 1)])
        for many, sweeps in self.effort.stages:
            if many < herd.many:
                herd = herd.best(many)
            for heat in islice(heats, sweeps):
                herd.sweep(heat, chance)
                yield
        found = _cold(herd, number)
        if self.order is not None:
            found = _settled(self.order, found, _SETTLE, number)
        self.found = min(self.found, found, key=lambda one: one[0])


def _cold(herd: Herd, seed: int) -> Found:
    """The best order after sweeps without any heat."""
    chance = np.random.default_rng(seed)
    for _sweep in range(_SETTLE):
        herd.sweep(0.0, chance)
    return herd.first()


def _settled(order: Order, found: Found, sweeps: int, seed: int) -> Found:
    order.set(found[1])
    return found[0] - order.settle(sweeps, seed), order.sequence()


def _work(levels: Levels) -> int:
    """Pairs of a line and an element of a column at one of its ends, in all columns."""
    lines = np.bincount(levels.columns[levels.lefts], minlength=len(levels.members))
    lines[1:] += lines[:-1].copy()
    return int((lines * np.array([len(some) for some in levels.members])).sum())
