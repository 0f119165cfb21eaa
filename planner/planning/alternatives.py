"""Other plans worth a look: what hours, money and time cost each other, and the best plans that differ."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.model.document import Document
from planner.model.learner import Aim
from planner.model.names import check_learner
from planner.model.plan import Plan
from planner.planning.begun import prepared
from planner.planning.calendar import HORIZON_YEARS, Moment
from planner.planning.choose import Apart, Selection, choose
from planner.planning.limit import Limit, Unreachable
from planner.planning.plan import plan_of
from planner.planning.soonest import soonest
from planner.planning.worked import chosen, finish_of, with_selection

MOST = 9
"""More points than that are no help to anybody."""
REPLACED = 0.05
"""Fraction of the hours of every earlier plan that another plan has to replace to be called different."""

_BUDGETS = 4
_NEVER = HORIZON_YEARS * 366

Point = tuple[int, int, int]
"""Minutes, cents and the day of the finish, counted from the start."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A set of items, and the wishes whose best answer it is."""

    document: Document
    selection: Selection
    point: Point


def pareto(document: Document, limit: Limit | None = None) -> list[Plan]:
    """Up to nine plans of which none is better than another in hours, money and finish together, fewest hours first.

    The best plan by each of the three is among them, unless the limit ends the search before: then what is known by
    then is returned. Each plan names the aim that it answers. Empty when there is no plan. Raises PlannerError for
    input that makes no sense.
    """
    check_learner(document.curriculum, document.learner)
    front = _Front(prepared(document), limit or Limit())
    try:
        for found in front.search():
            front.add(found)
    except Unreachable:
        return []
    plans = [plan_of(with_selection(one.document, one.selection)) for one in front.best()]
    return sorted(plans, key=lambda plan: (plan.totals.hours, plan.totals.cost_usd))


def k_best(document: Document, count: int, limit: Limit | None = None, replaced: float = REPLACED) -> list[Plan]:
    """The best plan by the learner's aim and the next best ones, in this order, `count` at most.

    Each replaces at least the fraction `replaced` of the hours of every earlier one. There are fewer where no others
    exist or the limit ends the search. Raises PlannerError for input that makes no sense.
    """
    check_learner(document.curriculum, document.learner)
    document, clock = prepared(document), _Clock(limit or Limit())
    plans: list[Plan] = []
    apart: list[Apart] = []
    while len(plans) < count and not (plans and clock.over):
        try:
            worked = with_selection(document, chosen(document, clock.rest, apart=apart))
        except Unreachable:
            break
        plans.append(plan_of(worked))
        if not worked.selection.minutes:
            break
        apart.append(Apart(worked.minutes, replaced))
    return plans


class _Clock:
    """A limit for several searches together."""

    def __init__(self, limit: Limit) -> None:
        self.ends, self.cancelled = time.monotonic() + limit.seconds, limit.cancelled

    @property
    def rest(self) -> Limit:
        """What is left of it."""
        return Limit(max(0.0, self.ends - time.monotonic()), self.cancelled)

    @property
    def over(self) -> bool:
        """Whether nothing more should begin."""
        return self.cancelled() or time.monotonic() >= self.ends


class _Front:
    def __init__(self, document: Document, limit: Limit) -> None:
        self.document, self.clock = document, _Clock(limit)
        self.found: list[Alternative] = []

    def add(self, new: Alternative) -> None:
        """Keep it unless another one is as good in everything."""
        if not any(_no_worse(one.point, new.point) for one in self.found):
            self.found = [one for one in self.found if not _no_worse(new.point, one.point)] + [new]

    def best(self) -> list[Alternative]:
        """The points that are shown: the best by each aim, then those that lie furthest from the ones taken."""
        ends = [min(self.found, key=lambda one: _from(one.point, axis)) for axis in range(3)] if self.found else []
        kept = list({one.point: one for one in ends}.values())
        columns = [[one.point[axis] for one in self.found] for axis in range(3)]
        spans = [max(1, max(column) - min(column)) for column in columns]
        left = [one for one in self.found if one not in kept]
        while left and len(kept) < MOST:
            furthest = max(left, key=lambda one: (min(_distance(one, other, spans) for other in kept), one.point))
            left.remove(furthest)
            kept.append(furthest)
        return kept

    def search(self) -> Iterator[Alternative]:
        """Sets of items that may lie on the front; the first ones are found whatever the limit is."""
        by_hours = self._chosen(Aim.HOURS)
        yield by_hours
        if self.clock.over:
            return
        by_money = self._chosen(Aim.MONEY)
        yield by_money
        yield from self._within_budgets(by_money, by_hours)
        budget: int | None = None
        for step in range(_BUDGETS):
            if self.clock.over:
                return
            found = self._by_time(budget)
            yield from found
            if found[0].point[1] <= by_money.point[1]:
                return
            budget = found[0].point[1] - 1 if step < _BUDGETS - 2 else by_money.point[1]

    def _chosen(self, aim: Aim, cents: int | None = None) -> Alternative:
        then = (Aim.MONEY,) if aim is Aim.HOURS else (Aim.HOURS,)
        document = self._with(aim, then, cents)
        selection = choose(document.curriculum, document.learner, self.clock.rest)
        return Alternative(document, selection, self._point(selection, finish_of(document, selection)))

    def _with(self, aim: Aim, then: Sequence[Aim], cents: int | None) -> Document:
        learner = self.document.learner.changed(aim=aim, then=tuple(then))
        if cents is not None:
            learner = learner.changed(budget_usd=cents / 100)
        return self.document.changed(learner=learner)

    def _within_budgets(self, cheapest: Alternative, dearest: Alternative) -> Iterator[Alternative]:
        """Fewest hours for less and less money: step by step from the dearest, then in even steps over the rest."""
        low, high = cheapest.point[1], dearest.point[1]
        for _step in range(_BUDGETS):
            if high <= low or self.clock.over:
                return
            found = self._chosen(Aim.HOURS, high - 1)
            yield found
            high = found.point[1]
        for step in range(1, _BUDGETS):
            if low < high and not self.clock.over:
                yield self._chosen(Aim.HOURS, low + (high - low) * step // _BUDGETS)

    def _by_time(self, cents: int | None) -> list[Alternative]:
        """The earliest finish within a budget, and every set that was looked at on the way."""
        document = self._with(Aim.TIME, (), cents)
        seen: list[tuple[Selection, Moment | None]] = []

        def finish(selection: Selection) -> Moment | None:
            seen.append((selection, finish_of(document, selection)))
            return seen[-1][1]

        selection = soonest(document.curriculum, document.learner, finish, self.clock.rest)
        best = Alternative(document, selection, self._point(selection, finish_of(document, selection)))
        found = [best]
        for other, moment in seen:
            point = self._point(other, moment)
            gap = selection.gap + point[2] - best.point[2]
            gap_aim = Aim.TIME if gap else None
            found.append(Alternative(document, replace(other, proved=gap == 0, gap=gap, gap_aim=gap_aim), point))
        return found

    def _point(self, selection: Selection, finish: Moment | None) -> Point:
        by_id = self.document.curriculum.by_id
        cents = sum(round(by_id[item].cost_usd * 100) for item in selection.studied)
        return selection.minutes, cents, finish.day if finish else _NEVER


def _no_worse(one: Point, other: Point) -> bool:
    return all(mine <= theirs for mine, theirs in zip(one, other, strict=True))


def _from(point: Point, axis: int) -> tuple[int, ...]:
    """The point with one of its axes first."""
    return (point[axis], *point)


def _distance(one: Alternative, other: Alternative, spans: Sequence[int]) -> float:
    return sum(abs(mine - theirs) / span for mine, theirs, span in zip(one.point, other.point, spans, strict=True))
