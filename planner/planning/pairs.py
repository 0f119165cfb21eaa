"""What an order costs at least, pair by pair: of any two tasks the later one waits for the earlier one.

The cheaper direction of every pair, summed up, is a bound, but the cheap directions of three tasks may run in a circle.
A linear program says how much of the cost of pairs to set aside for the circles through three tasks. Its prices are
rounded to whole numbers and the bound is added up anew from them, so that it holds whatever the solver did.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import highspy
import numpy as np
from numpy.typing import NDArray

from planner.planning.blocks import Tasks, bits, nobody_waits
from planner.planning.limit import Limit
from planner.planning.optimiser import new_solver

Numbers = NDArray[np.float64]
"""Whole numbers; sums of them stay below 2 ** 53, where floating point is exact and far faster than integers."""

_MANY = 250
"""With fewer tasks a search is prepared in a few hundredths of a second, and always to the end."""
_ROWS = 60
"""Circles looked at in one round, for each task."""


class OutOfTime(Exception):
    """The clock has run out in the midst of something that is of no use unfinished."""


@dataclass(slots=True)
class Clock:
    """When to stop."""

    limit: Limit
    ends: float = field(init=False)

    def __post_init__(self) -> None:
        self.ends = time.monotonic() + self.limit.seconds

    def left(self) -> float:
        """Seconds left."""
        return 0.0 if self.limit.cancelled() else max(0.0, self.ends - time.monotonic())

    def look(self) -> None:
        """Raises OutOfTime where nothing is left."""
        if not self.left():
            raise OutOfTime

    def look_with(self, tasks: int) -> Callable[[], None]:
        """What to call in work that has to be finished: with so few tasks that it takes no time, it is."""
        return self.look if tasks > _MANY else nobody_waits


@dataclass(frozen=True, slots=True)
class Costs:
    """A bound that can be read off for any set of tasks that is left. All costs are multiplied by `scale`."""

    scale: int
    own: Numbers
    """What a task costs by itself, shape (tasks,)."""
    pair: Numbers
    """What a pair costs at least beside its circles; symmetric, shape (tasks, tasks)."""
    decides: Numbers
    """How much more than that a pair costs with this direction, infinite where it is impossible."""
    circles: NDArray[np.intp]
    """Three tasks each, shape (circles, 3)."""
    prices: Numbers
    """What is set aside for each of them."""
    saved: int
    """What every order is spared; not scaled."""

    @property
    def bound(self) -> int:
        """No order of all tasks costs less; not scaled."""
        return -int(-self.rest(np.ones((1, len(self.own)), dtype=np.bool_))[0] // self.scale) - self.saved

    def rest(self, left: NDArray[np.bool_]) -> Numbers:
        """For each row: the least cost, scaled, of what is left among itself."""
        numbers = left.astype(np.float64)
        found: Numbers = numbers @ self.own + ((numbers @ self.pair) * numbers).sum(axis=1) / 2
        columns = np.ascontiguousarray(left.T)
        step = max(1, 20_000_000 // max(1, len(left)))
        for start in range(0, len(self.prices), step):
            one, two, three = self.circles[start : start + step].T
            found += self.prices[start : start + step] @ (columns[one] & columns[two] & columns[three])
        return found


def directions(tasks: Tasks, scale: int) -> tuple[Numbers, Numbers]:
    """What each task costs by itself, and each direction of each pair; infinite where it is impossible."""
    minutes, weights = np.array(tasks.minutes, dtype=np.float64), np.array(tasks.weights, dtype=np.float64)
    cost: Numbers = np.outer(minutes, weights) * scale
    for task, above in enumerate(tasks.above):
        cost[task, list(bits(above))] = np.inf
    own: Numbers = minutes * weights * scale
    np.fill_diagonal(cost, 0.0)
    return own, cost


def plain(tasks: Tasks, scale: int) -> Costs:
    """The bound without circles."""
    return _costs(tasks, scale, np.zeros((0, 3), dtype=np.intp), np.zeros(0))


def _costs(tasks: Tasks, scale: int, circles: NDArray[np.intp], prices: Numbers) -> Costs:
    own, cost = directions(tasks, scale)
    for start, end in ((0, 1), (1, 2), (2, 0)):
        np.subtract.at(cost, (circles[:, start], circles[:, end]), prices)
    pair = np.minimum(cost, cost.T)
    return Costs(scale, own, pair, cost - pair, circles, prices, tasks.saved)


def circled(tasks: Tasks, scale: int, enough: int, clock: Clock) -> Costs:
    """The best bound of this kind, or one that reaches `enough`, or the best until the clock runs out."""
    best = plain(tasks, scale)
    _own, cost = directions(tasks, 1)
    ones, others = np.nonzero(np.triu(np.isfinite(cost) & np.isfinite(cost.T), 1))
    column = np.full(cost.shape, -1)
    column[ones, others] = np.arange(len(ones))
    solver = _solver(cost[ones, others] - cost[others, ones])
    first = np.where(np.isfinite(cost), 1.0, 0.0)
    np.fill_diagonal(first, 0.0)
    circles = np.zeros((0, 3), dtype=np.intp)
    reached = -np.inf
    while clock.left() and best.bound < enough:
        solver.setOptionValue("time_limit", solver.getRunTime() + clock.left())
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            break
        found = solver.getSolution()
        prices = np.floor(np.maximum(0.0, np.array(found.row_dual)) * scale)
        used = prices > 0
        now = _costs(tasks, scale, circles[used], prices[used])
        best = max(best, now, key=lambda costs: costs.bound)
        first[ones, others] = found.col_value
        first[others, ones] = 1 - first[ones, others]
        broken = _broken(first)
        if not len(broken):
            break
        value = solver.getInfo().objective_function_value
        if value - reached > 1e-6 * abs(value):  # without progress rows would come and go for ever
            reached = value
            idle = np.flatnonzero(~used).astype(np.int32)
            solver.deleteRows(len(idle), idle)
            circles = circles[used]
        circles = np.concatenate((circles, broken))
        _add(solver, broken, column)
    return best


def _solver(costs: Numbers) -> highspy.Highs:
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(costs), 0
    program.col_cost_ = costs
    program.col_lower_, program.col_upper_ = np.zeros(len(costs)), np.ones(len(costs))
    solver = new_solver()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.passModel(program)
    return solver


def _broken(first: Numbers) -> NDArray[np.intp]:
    """Circles of three of which less than one pair is turned round; the worst ones."""
    found: list[NDArray[np.intp]] = []
    amounts: list[Numbers] = []
    for task in range(len(first)):
        turned = first[task][:, None] + first + first[:, task][None, :]
        turned[: task + 1] = turned[:, : task + 1] = 3.0  # each circle once, by its smallest number
        np.fill_diagonal(turned, 3.0)
        one, other = np.nonzero(turned < 1 - 1e-6)
        found.append(np.stack((np.full(len(one), task), one, other), axis=1))
        amounts.append(turned[one, other])
    worst = np.argsort(np.concatenate(amounts), kind="stable")[: _ROWS * len(first)]
    chosen: NDArray[np.intp] = np.concatenate(found)[worst]
    return chosen


def _add(solver: highspy.Highs, circles: NDArray[np.intp], column: NDArray[np.intp]) -> None:
    """Rows: of every circle at least one pair is turned round. Pairs without a choice are not turned."""
    low: list[float] = []
    starts: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for circle in circles.tolist():
        starts.append(len(columns))
        least = 1.0
        for one, other in zip(circle, circle[1:] + circle[:1], strict=True):
            if column[one, other] >= 0:
                columns.append(int(column[one, other]))
                values.append(1.0)
            elif column[other, one] >= 0:
                columns.append(int(column[other, one]))
                values.append(-1.0)
                least -= 1.0
        low.append(least)
    solver.addRows(
        len(low),
        np.array(low),
        np.full(len(low), np.inf),
        len(columns),
        np.array(starts, dtype=np.int32),
        np.array(columns, dtype=np.int32),
        np.array(values),
    )
