"""The best order of one block of tasks: by sets that can be done first, with a bound where there are too many of them.

A set that contains everything before its members is reached by many orders; only the best of them matters. Where there
are few sets, all are looked at. Otherwise the costs of pairs tell what any order of the rest costs at least: they
decide most pairs, and the search drops what cannot become better than the best order known. What has to be dropped only
because time or memory is short lowers the bound that is reported; nothing is called proved that is not.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from planner.planning.blocks import Tasks, bits, put_before, shrunk
from planner.planning.pairs import Clock, Costs, OutOfTime, circled, plain

_FEW_SETS = 5000
"""So many sets take as long as setting up the linear program."""
_FEW_HEAVY = 8
"""With so few weights there are hardly more than 256 sets: looking for ways to shrink the block would take longer."""
_NARROW = 50
_WIDTHS = (100, 2000, 20_000, 60_000)
"""Sets kept of each size, one search after another; the narrow one, which is fast, makes a first order."""
_AT_ONCE = 10_000
"""Sets whose bounds are added up between two looks at the clock."""
_EXACT = 1 << 50
"""Whole numbers up to here leave room for sums that floating point still holds exactly."""
_SCALE = 1 << 12
"""Parts of a unit in which prices of circles are counted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An order of the parts of a block."""

    order: tuple[int, ...]
    total: int
    bound: int
    """No order has a smaller total."""


def solve(tasks: Tasks, clock: Clock) -> Answer:
    """The best order of one block, proved unless the clock runs out."""
    if sum(map(bool, tasks.minutes)) < sum(map(bool, tasks.weights)):
        answer = _Block(tasks.backwards(), clock).solve()
        return Answer(answer.order[::-1], answer.total, answer.bound)
    return _Block(tasks, clock).solve()


class _Block:
    """The search in one block. Sets differ only in tasks with weight: the others come as late as they can."""

    def __init__(self, tasks: Tasks, clock: Clock) -> None:
        self.tasks, self.clock = tasks, clock
        self.look = clock.look_with(len(tasks))
        self.order: tuple[int, ...] = ()
        self.total = 0
        self.bound = 0

    def solve(self) -> Answer:
        try:
            if sum(map(bool, self.tasks.weights)) > _FEW_HEAVY:
                self.tasks = shrunk(self.tasks, self.look)
            if not self._enumerate():
                self._search()
        except OutOfTime:
            self.bound = max(self.bound, self._half())
            if not self.order:
                self._take_any()
        return Answer(self.order, self.total, min(self.bound, self.total))

    def _half(self) -> int:
        """No beginning of a block is as urgent as the whole, so at least half of all pairs wait the costly way."""
        minutes, weights = self.tasks.minutes, self.tasks.weights
        own = sum(one * other for one, other in zip(minutes, weights, strict=True))
        return (sum(minutes) * sum(weights) + own + 1) // 2 - self.tasks.saved

    def _take_any(self) -> None:
        """Some order, which takes no time to find."""
        self._take(sorted(_heavy(self.tasks), key=lambda task: self.tasks.above[task].bit_count()))

    def _take(self, heavy: list[int]) -> None:
        """Keep an order, told by its tasks with weight, if it is better."""
        order = self.tasks.filled(heavy)
        total = self.tasks.total(order)
        if not self.order or total < self.total:
            self.total = total
            self.order = tuple(part for task in order for part in self.tasks.parts[task])

    def _enumerate(self) -> bool:
        """Find the best order outright, unless there are too many sets."""
        tasks = self.tasks
        heavy = _heavy(tasks)
        every = sum(1 << task for task in heavy)
        needs = {task: tasks.above[task] & every for task in heavy}
        layer: dict[int, tuple[int, int]] = {0: (0, 0)}
        last: dict[int, tuple[int, int]] = {}
        for _ in heavy:
            self.look()
            after: dict[int, tuple[int, int]] = {}
            for done, (clock, value) in layer.items():
                for task in bits(every & ~done):
                    if needs[task] & ~done:
                        continue
                    fresh = (tasks.above[task] | 1 << task) & ~done
                    end = clock + sum(tasks.minutes[one] for one in bits(fresh))
                    cost = value + tasks.weights[task] * end
                    known = after.get(done | fresh)
                    if known is None or cost < known[1]:
                        after[done | fresh] = end, cost
                        last[done | fresh] = task, done
            if len(last) > _FEW_SETS:
                return False
            layer = after
        order: list[int] = []
        done = next(iter(layer))
        while done:
            task, done = last[done]
            order.append(task)
        self._take(order[::-1])
        self.bound = self.total
        return True

    def _search(self) -> None:
        """Find an order, then turn to and fro between bounds that decide pairs and searches that find better orders."""
        tasks = self.tasks
        self.bound = self._half()
        scale = min(_SCALE, _EXACT // (sum(tasks.minutes) * sum(tasks.weights)))
        if not scale:
            self._take_any()
            return
        costs = plain(tasks, scale)
        self._sweep(costs, _NARROW)
        bounded = False
        for width in _WIDTHS:
            while self._fix(costs) or not bounded:
                bounded = True
                if self.bound >= self.total or self._enumerate():
                    return
                costs = circled(self.tasks, scale, self.total, self.clock)
                self.bound = max(self.bound, min(costs.bound, self.total))
            self.bound = max(self.bound, min(self._sweep(costs, width), self.total))
            if self.bound >= self.total or not self.clock.left():
                return

    def _fix(self, costs: Costs) -> bool:
        """Decide the pairs of which one direction cannot be part of a better order; whether there are any."""
        everything = np.ones((1, len(self.tasks)), dtype=np.bool_)
        room = (self.total + self.tasks.saved) * costs.scale - costs.rest(everything)[0]
        wrong, right = np.nonzero((costs.decides >= room) & np.isfinite(costs.decides))
        tasks = self.tasks.only((1 << len(self.tasks)) - 1)
        changed = False
        for after, before in zip(wrong.tolist(), right.tolist(), strict=True):
            if after == before or tasks.above[after] >> before & 1:
                continue
            if tasks.below[after] >> before & 1:
                self.bound = self.total  # both directions are ruled out: nothing is better
                return True
            put_before(tasks, before, after)
            changed = True
        if changed:
            self.tasks = shrunk(tasks, self.look)
        return changed

    def _sweep(self, costs: Costs, width: int) -> int:
        """Search through sets of growing size, the most promising of each size. Returns a bound on all orders."""
        tasks = self.tasks
        heavy = np.array(_heavy(tasks))
        minutes, weights = np.array(tasks.minutes, dtype=np.float64), np.array(tasks.weights, dtype=np.float64)
        whole = np.zeros((len(heavy), len(tasks)), dtype=np.bool_)
        for row, task in enumerate(heavy.tolist()):
            whole[row, [task, *bits(tasks.above[task])]] = True
        needs = (whole[:, heavy] & ~np.eye(len(heavy), dtype=np.bool_)).astype(np.float64)
        goal = (self.total - 1 + tasks.saved) * costs.scale if self.order else inf
        lost = inf
        done = np.zeros((1, len(tasks)), dtype=np.bool_)
        clock, value, least = np.zeros(1), np.zeros(1), np.zeros(1)
        history: list[tuple[NDArray[np.intp], NDArray[np.intp]]] = []
        for _ in heavy:
            self.look()
            undone = (~done).astype(np.float64)
            state, pick = np.nonzero(~done[:, heavy] & (undone[:, heavy] @ needs.T == 0))
            clock = clock[state] + (undone @ (whole * minutes).T)[state, pick]
            value = value[state] + weights[heavy[pick]] * clock
            done = done[state] | whole[pick]
            kept = _cheapest(done, value)
            rest = self._rest(costs, ~done[kept], width > _NARROW)
            if rest is None:
                break  # the bounds of the sets one task smaller still hold
            least = (value[kept] + clock[kept] * (~done[kept] @ weights)) * costs.scale + rest
            ranks = np.argsort(least, kind="stable")
            ranks = ranks[: np.searchsorted(least[ranks], goal, side="right")]
            if len(ranks) > width:
                lost = min(lost, least[ranks[width]])
                ranks = ranks[:width]
            kept, least = kept[ranks], least[ranks]
            done, clock, value = done[kept], clock[kept], value[kept]
            history.append((state[kept], pick[kept]))
            if not len(kept):
                break
        if len(history) == len(heavy) and len(value):
            order, state_now = [], 0
            for states, picks in reversed(history):
                order.append(int(heavy[picks[state_now]]))
                state_now = int(states[state_now])
            self._take(order[::-1])
        lost = min([lost, *least[:1]])
        return self.total if lost == inf else -int(-lost // costs.scale) - tasks.saved

    def _rest(self, costs: Costs, left: NDArray[np.bool_], hurried: bool) -> NDArray[np.float64] | None:
        """What each row of tasks costs at least; None when time is up before that."""
        found = []
        for start in range(0, len(left), _AT_ONCE):
            if hurried and not self.clock.left():
                return None
            found.append(costs.rest(left[start : start + _AT_ONCE]))
        return np.concatenate(found)


def _heavy(tasks: Tasks) -> list[int]:
    return [task for task, weight in enumerate(tasks.weights) if weight]


def _cheapest(done: NDArray[np.bool_], value: NDArray[np.float64]) -> NDArray[np.intp]:
    """Rows that reach their set in the cheapest way, one for each set."""
    packed = np.packbits(done, axis=1)
    words = np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8))).view(np.uint64)
    order = np.lexsort((value, *words.T))
    ranked = words[order]
    first = np.ones(len(order), dtype=np.bool_)
    first[1:] = (ranked[1:] != ranked[:-1]).any(axis=1)
    chosen: NDArray[np.intp] = order[first]
    return chosen
