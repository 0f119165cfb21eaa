"""The best set of items where the finish counts: the aim "time", a mix with weeks, or time among what comes after.

What is made small is made small level by level, each among the sets that are no worse by the ones before. A set with
more hours but shorter waiting may finish earlier: levels in which the finish counts are searched (`dated`), all others
are left to the optimiser, which refuses what finishes too late.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import replace

from planner.model.curriculum import Curriculum
from planner.model.learner import Aim, Learner
from planner.planning.choose import NOTHING, Apart, Level, Selection, Task, prepare, selection, selection_of
from planner.planning.dated import Candidate, Finish, Search
from planner.planning.earliest import Earliest
from planner.planning.limit import Limit, Unreachable
from planner.planning.program import Program


def finish_counts(learner: Learner) -> bool:
    """Whether the choice of items depends on when they are over."""
    aims = (learner.aim, *learner.then)
    return Aim.TIME in aims or (Aim.MIX in aims and round(learner.week_worth_usd * 100) > 0)


def soonest(
    curriculum: Curriculum,
    learner: Learner,
    finish_of: Finish,
    limit: Limit | None = None,
    keep: Collection[str] = (),
    apart: Sequence[Apart] = (),
) -> Selection:
    """The set of items that is best by the learner's aim, then by what comes after it; the finish counts in one.

    Among those that are equally good, as `choose` does. It is proved when no set can be better in any order; otherwise
    its gap says by how much one could at most, by the first level that is not proved: in days for "time". `keep` and
    `apart` are as for `choose`. Raises Unreachable when no set reaches the goal.
    """
    task = prepare(curriculum, learner)
    if task is None:
        return NOTHING
    levels = _Levels(curriculum, task, finish_of, limit or Limit(), keep, apart)
    return levels.solved()


class _Levels:
    """One level after another, within one limit."""

    def __init__(
        self,
        curriculum: Curriculum,
        task: Task,
        finish_of: Finish,
        limit: Limit,
        keep: Collection[str],
        apart: Sequence[Apart],
    ) -> None:
        self.curriculum, self.task, self.keep, self.apart = curriculum, task, keep, apart
        self.limit, self.ends = limit, time.monotonic() + limit.seconds
        self.search = Search(task, Earliest(curriculum, task.learner, task.ways, task.relevant), finish_of)
        self.bounds: list[tuple[Level, float]] = []
        """What no set that is as good by the levels before goes below."""

    def solved(self) -> Selection:
        """The best set by all levels. Raises Unreachable."""
        search, learner, levels = self.search, self.task.learner, list(self.task.levels)
        while levels and (levels[0].per_day or levels[0].aim in (learner.aim, *learner.then)):
            level = levels.pop(0)
            search.begin(level)
            if level.per_day:
                bound: float = self._dated(level)
            elif search.kept:
                bound = self._next(level)
            else:
                model = self._program()
                bound = model.minimise(level.cost)
                if not model.proved:
                    return level.gap_to(bound, selection(self.task.ways, model), level.of_ways(model.selected()))
                search.finish(self._needed(model))
            self.bounds.append((level, bound))
            search.keep(search.value)
            if level.aim is Aim.TIME:  # on one and the same day, days decide nothing any more
                levels = [replace(one, per_day=0) for one in levels]
        return self._last([level.cost for level in levels])

    def _program(self, share: float = 1.0) -> Program:
        """A new program for a share of the time left that keeps to the decided levels as far as it knows no date."""
        rest = Limit(max(0.0, self.ends - time.monotonic()) * share, self.limit.cancelled)
        return self.search.bind(self.task.program(rest, self.apart))

    def _needed(self, model: Program) -> Candidate:
        """What the program has found without what serves nobody."""
        decided, closure = model.decided(), model.closure
        return frozenset(closure.used(closure.derive(model.selected(), decided), decided, self.task.ways.goal)), decided

    def _dated(self, level: Level) -> int:
        """Make something small in which the finish counts; returns what no set goes below."""
        search, learner = self.search, self.task.learner
        if not search.along_the_front(self._program()):
            model = self._program()
            model.minimise(self.task.aims[0])  # any set: time is up
            search.finish(self._needed(model))
            return level.per_day * search.root
        then = () if Aim.TIME in learner.then else learner.then
        for aim in dict.fromkeys((learner.aim, Aim.HOURS, Aim.MONEY)):  # whatever it misses, none of these is better
            if aim is not Aim.TIME:
                self._try_the_best(learner.changed(aim=aim, then=then))
        bound = search.down_to_the_bound(self._program())
        if bound < search.value:
            bound = search.one_by_one(self._program(0.5), bound)
        if bound < search.value:
            search.beside_the_bound(self._program(0.5))
        return bound

    def _try_the_best(self, learner: Learner) -> None:
        """Simulate the set that `choose` would take for a learner who differs in the aim only."""
        task = prepare(self.curriculum, learner)
        if task is None:
            return
        model = self._program()
        try:
            model.minimise(task.aims[0])
            if model.proved:
                task.settle(model, task.aims[1:], self.keep)
        except Unreachable:
            return
        self.search.finish((frozenset(model.selected()), model.decided()))

    def _next(self, level: Level) -> float:
        """Make something small in which no date counts, among sets as good as those before; returns its bound."""
        search, model = self.search, self._program()
        search.refuse_in(model)
        bound: float
        try:
            found = model.find(search.price)
            if found:
                search.finish((frozenset(model.selected()), model.decided()))
            bound = search.value if found else search.floor_in(model)
        except Unreachable:  # all that is left is refused
            bound = search.value
        return bound if search.doubted is None else min(bound, search.doubted)

    def _last(self, costs: Sequence[dict[int, int]]) -> Selection:
        """Among the sets that are left the one that `choose` would take; the best one if time is up."""
        search, task, model = self.search, self.task, self._program()
        search.refuse_in(model)
        items, first = set(task.studied), costs[0] if costs else {}
        price = {index: (len(items) + 1) * first.get(index, 0) + (index in items) for index in task.relevant}
        found, settled = search.best, False
        try:
            if model.find(price):
                task.settle(model, costs, self.keep, lean=True)
                candidate = frozenset(model.selected()), model.decided()
                if not search.broken(candidate, search.finish(candidate)):
                    found, settled = candidate, model.settled and search.complete
        except Unreachable:
            pass  # what is left after all refusals does not hold the best set: it has items that nobody needs
        assert found is not None
        return self._judged(found, settled)

    def _judged(self, found: Candidate, settled: bool) -> Selection:
        """The selection with what is known about others."""
        chosen = replace(selection_of(self.task.ways, *found), settled=settled)
        for level, bound in self.bounds:
            value = level.value(found[0], self.search.finish(found))
            if value > bound:
                return level.gap_to(bound, chosen, value)
        return chosen
