"""The aim "time": the set of items with the earliest finish, and a bound below which no set finishes.

A set with more hours but shorter waiting may finish earlier. First the sets are simulated that need the fewest minutes
for every sum of months of jobs and degrees. Then the search goes on among all sets that could finish before the
earliest one found: the set with the fewest minutes is bounded (`earliest`) and simulated, and everything that is no
better for the same reason is cut off. When nothing is left, the bound holds for every set.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence, Set
from dataclasses import replace

from planner.model.curriculum import Curriculum
from planner.model.learner import Aim, Learner
from planner.planning.calendar import Moment
from planner.planning.choose import NOTHING, Apart, Selection, Task, choose, prepare, selection_of
from planner.planning.earliest import NEVER, Earliest
from planner.planning.limit import Limit, Unreachable, never
from planner.planning.program import Landmark, Program
from planner.planning.ways import Decision

Finish = Callable[[Selection], Moment | None]
"""When a set of items is over in the best order found; None beyond the horizon."""
Candidate = tuple[frozenset[int], frozenset[Decision]]

_PATIENCE = 30
"""After so many sets in a row that could be quicker but are not, only the bound is settled."""


def soonest(
    curriculum: Curriculum,
    learner: Learner,
    finish_of: Finish,
    limit: Limit | None = None,
    keep: Collection[str] = (),
    apart: Sequence[Apart] = (),
) -> Selection:
    """The set of items that finishes earliest; among those that finish on the same day, as `choose` does.

    It is proved when no set that reaches the goal can finish earlier in any order; otherwise its gap says by how many
    days one could at most. `keep` and `apart` are as for `choose`. Raises Unreachable when no set reaches the goal.
    """
    task = prepare(curriculum, learner)
    if task is None:
        return NOTHING
    ends = time.monotonic() + (limit or Limit()).seconds
    search = _Search(task, Earliest(curriculum, learner, task.ways, task.relevant), finish_of)

    def rest() -> Limit:
        return Limit(max(0.0, ends - time.monotonic()), limit.cancelled if limit else never)

    front, model = task.program(rest(), apart), task.program(rest(), apart)
    if not search.along_the_front(front):
        any_set = choose(curriculum, learner.changed(aim=Aim.HOURS), rest(), keep, apart)
        return search.judged(any_set, search.root)
    for aim in (Aim.HOURS, Aim.MONEY):  # whatever the search misses, a plan by time is never later than these
        search.try_the_best_by(prepare(curriculum, learner.changed(aim=aim)), rest(), keep, apart)
    bound = search.down_to_the_bound(model)
    found = _canonical(search, task.program(rest(), apart), keep)
    return search.judged(found, bound)


class _Search:
    def __init__(self, task: Task, earliest: Earliest, finish_of: Finish) -> None:
        self.task, self.earliest, self.finish_of = task, earliest, finish_of
        options = {(name, option) for name, found in task.ways.decisions.items() for option in found}
        self.all: Candidate = (frozenset(task.relevant), frozenset(options))
        self.root = earliest.reach(*self.all).goal.day
        """No set finishes before this day (counted from the first), whatever is chosen."""
        self.best: Candidate | None = None
        self.day = NEVER.day
        """When the best set finishes."""
        self.days: dict[Candidate, int] = {}
        # Days and the last 1 keep out what serves nobody: degrees fill no study time.
        self.cost = {index: earliest.minutes[index] + earliest.place_days.get(index, 0) + 1 for index in task.studied}

    def finish(self, candidate: Candidate) -> int:
        """The day on which a set finishes; it is the best if it is the first one with the earliest finish."""
        if candidate not in self.days:
            finish = self.finish_of(selection_of(self.task.ways, *candidate))
            self.days[candidate] = finish.day if finish else NEVER.day
            if self.best is None or self.days[candidate] < self.day:
                self.best, self.day = candidate, self.days[candidate]
        return self.days[candidate]

    def along_the_front(self, model: Program) -> bool:
        """Simulate the sets with the least study for every sum of months; False when time is up before the first."""
        while True:
            try:
                if not model.find(self.cost):
                    return self.best is not None
            except Unreachable:
                if self.best is None:
                    raise
                return True
            self.finish((frozenset(model.selected()), model.decided()))
            months = sum(days for index, days in self.earliest.place_days.items() if index in model.selected())
            if not months or self.day <= self.root:
                return True
            model.at_most(self.earliest.place_days, months - 1)

    def try_the_best_by(self, task: Task | None, limit: Limit, keep: Collection[str], apart: Sequence[Apart]) -> None:
        """Simulate the set that is best by the aim of another task over the same ways."""
        if task is None:
            return
        model = task.program(limit, apart)
        try:
            model.minimise(task.aims[0])
            if model.proved:
                task.settle(model, task.aims[1:], keep)
        except Unreachable:
            return
        self.finish((frozenset(model.selected()), model.decided()))

    def down_to_the_bound(self, model: Program) -> int:
        """Look for quicker sets until none can exist; returns a day before which no set finishes."""
        bound, patience = self.day, _PATIENCE
        while self.root < bound:
            wanted = self.day if patience else bound
            self._finish_before(model, wanted)
            try:
                if not model.find(self.cost):
                    return self.root
            except Unreachable:
                break
            candidate = frozenset(model.selected()), model.decided()
            before, least = self.day, self.earliest.reach(*candidate).goal.day
            patience = _PATIENCE if self.finish(candidate) < before else max(0, patience - 1)
            bound = min(bound, least, self.day)
            model.at_least_one(self.landmark(candidate, min(least, self.day)))
        return bound

    def _finish_before(self, model: Program, day: int) -> None:
        calendar = self.earliest.calendar
        model.at_most(self.earliest.minutes, calendar.used[min(day, len(calendar.used) - 1)])
        model.at_most(self.earliest.place_days, day - 1)

    def landmark(self, candidate: Candidate, day: int, spare: Candidate | None = None) -> Landmark:
        """Ways and options of which a set needs one to finish before `day`; `candidate` has none of them.

        As many as possible are added to the candidate while the bound stays. `spare` is never covered by it.
        """
        ways, options = set(candidate[0]), set(candidate[1])
        left: list[int | Decision] = [*sorted(self.all[0] - ways), *sorted(self.all[1] - options)]
        if spare is not None:
            kept = next(iter([*sorted(spare[0] - ways), *sorted(spare[1] - options)]), None)
            left = [one for one in left if one != kept]
        reach = self.earliest.reach(ways, options)
        stack = [left]
        while stack:
            part = stack.pop()
            more_ways = reach.usable | {one for one in part if isinstance(one, int)}
            more_options = reach.decided | {one for one in part if not isinstance(one, int)}
            wider = self.earliest.reach(more_ways, more_options, reach)
            if wider.goal.day >= day:
                reach = wider
            elif len(part) > 1:
                half = len(part) // 2
                stack += [part[half:], part[:half]]
        return self.all[0] - reach.usable, self.all[1] - reach.decided

    def judged(self, found: Selection, bound: int) -> Selection:
        """The selection with what is known about others: nothing finishes before the day `bound`."""
        finish = self.finish_of(found)
        gap = (finish.day if finish else NEVER.day) - bound
        return replace(found, proved=gap <= 0, gap=float(max(0, gap)))


def _canonical(search: _Search, model: Program, keep: Collection[str]) -> Selection:
    """Among the sets that finish on the best day the one that `choose` would take; the best one if time is up."""

    def refuse(selected: Set[int], decided: Set[Decision]) -> Landmark | None:
        candidate = frozenset(selected), frozenset(decided)
        if search.finish(candidate) <= search.day:
            return None
        least = search.earliest.reach(*candidate).goal.day
        return search.landmark(candidate, min(least, search.day + 1), search.best)

    model.refuse = refuse
    try:
        if model.find({index: len(search.cost) * cost + 1 for index, cost in search.task.aims[0].items()}):
            search.task.settle(model, search.task.aims, keep, lean=True)
            found = frozenset(model.selected()), model.decided()
            if search.finish(found) <= search.day:
                return selection_of(search.task.ways, *found)
    except Unreachable:  # what is left after all refusals does not hold the best set: it has items that nobody needs
        pass
    assert search.best is not None
    return selection_of(search.task.ways, *search.best)
