"""The search for the set of items that is best by something in which the day of the finish counts, and a bound of it.

No date stands in the integer program. The set with the least of everything else is bounded (`earliest`) and simulated,
and everything that is no better for the same reason is cut off. When nothing is left, the bound holds for every set.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass

from planner.planning.calendar import Moment
from planner.planning.choose import Level, Selection, Task, selection_of
from planner.planning.earliest import NEVER, Earliest
from planner.planning.limit import Unreachable
from planner.planning.program import Landmark, Program
from planner.planning.ways import Decision

Finish = Callable[[Selection], Moment | None]
"""When a set of items is over in the best order found; None beyond the horizon."""
Candidate = tuple[frozenset[int], frozenset[Decision]]

_PATIENCE = 30
"""After so many sets in a row that could be better but are not, only the bound is settled."""
_ALONE = 100
"""So many sets are bounded one by one for all that they take; what they share with others needs less."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A level that is decided: later ones look only at sets that are as good by it."""

    level: Level
    most: int


class Search:
    """Everything known about the sets of one task; every level goes on from what the ones before it have seen."""

    def __init__(self, task: Task, earliest: Earliest, finish_of: Finish) -> None:
        self.task, self.earliest, self.finish_of = task, earliest, finish_of
        options = {(name, option) for name, found in task.ways.decisions.items() for option in found}
        self.all: Candidate = (frozenset(task.relevant), frozenset(options))
        self.root = earliest.reach(*self.all).goal.day
        """No set finishes before this day (counted from the first), whatever is chosen."""
        self.days: dict[Candidate, int] = {}
        self._left_out: set[int | Decision] = set()
        """The last landmark."""
        self.kept: list[Kept] = []
        self.best: Candidate | None = None
        self.value = 0
        """What the best set comes to by the present level."""
        self.complete = True
        """Whether no set was refused for being like one that may be good enough in an order that nobody has found."""
        self.doubted: int | None = None
        """What the first such set comes to by the present level, without its days."""
        # Days and the last 1 keep out what serves nobody: degrees fill no study time.
        self.study = {index: earliest.minutes[index] + earliest.place_days.get(index, 0) + 1 for index in task.studied}
        self.begin(task.levels[0])

    def begin(self, level: Level) -> None:
        """Make this small from now on, beginning with the sets that are known."""
        self.level, self.best = level, None
        lean = dict.fromkeys(self.task.studied, 1)
        scaled = {index: (len(lean) + 1) * cost for index, cost in level.cost.items()}
        self.price = {index: scaled.get(index, 0) + lean.get(index, 0) for index in scaled} or self.study
        for candidate in self.days:
            self._compare(candidate)

    def keep(self, most: int) -> None:
        """The present level is decided: from now on only sets count that are no worse by it."""
        self.kept.append(Kept(self.level, most))

    @property
    def dated(self) -> list[Kept]:
        """Decided levels in which the finish counts; the others are rows of every program."""
        return [one for one in self.kept if one.level.per_day]

    def bind(self, model: Program) -> Program:
        """The program, with what the decided levels ask for as far as it can be said without a date."""
        for one in self.kept:
            if one.level.cost:
                model.at_most(one.level.cost, one.most - one.level.per_day * self.root)
        return model

    def finish(self, candidate: Candidate) -> int:
        """The day on which a set finishes; it is the best if it is the first one that is so good."""
        if candidate not in self.days:
            finish = self.finish_of(selection_of(self.task.ways, *candidate))
            self.days[candidate] = finish.day if finish else NEVER.day
            self._compare(candidate)
        return self.days[candidate]

    def _compare(self, candidate: Candidate) -> None:
        value = self.level.value(candidate[0], self.days[candidate])
        if (self.best is None or value < self.value) and not self.broken(candidate, self.days[candidate]):
            self.best, self.value = candidate, value

    def broken(self, candidate: Candidate, day: int) -> list[Kept]:
        """Decided levels by which a set that finishes on this day is worse than it may be."""
        return [one for one in self.kept if one.level.value(candidate[0], day) > one.most]

    # -- sets to begin with

    def along_the_front(self, model: Program) -> bool:
        """Simulate the sets with the least study for every sum of months; False when time is up before the first."""
        while True:
            try:
                if not model.find(self.study):
                    return self.best is not None
            except Unreachable:
                if self.best is None:
                    raise
                return True
            self.finish((frozenset(model.selected()), model.decided()))
            months = sum(days for index, days in self.earliest.place_days.items() if index in model.selected())
            if not months or (self.best is not None and self.value <= self._least_value()):
                return True
            model.at_most(self.earliest.place_days, months - 1)

    def _least_value(self) -> int:
        return self.level.per_day * self.root

    # -- the bound

    def down_to_the_bound(self, model: Program) -> int:
        """Look for better sets until none can exist; returns what no set goes below by the present level."""
        level, bound, floor, patience = self.level, self.value, 0, _PATIENCE
        while floor + level.per_day * self.root < bound:
            wanted = self.value if patience else bound
            self._better_than(model, wanted, floor)
            candidate = self._next(model)
            if candidate is None:
                return min(bound, max(floor, self.floor_in(model)) + level.per_day * self.root)
            if not candidate[0]:
                break
            floor = level.of_ways(candidate[0])
            least = self.earliest.reach(*candidate).goal.day
            if self._refused_for_certain(model, candidate, least):
                continue
            before = self.value
            self.finish(candidate)
            patience = _PATIENCE if self.value < before else max(0, patience - 1)
            bound = min(bound, floor + level.per_day * least, self.value)
            self._cut_off(model, candidate, min(least, self._no_better(self.value, floor)))
        return bound

    def one_by_one(self, model: Program, known: int) -> int:
        """A bound above the `known` one from what single sets need in full; the known one where that fails."""
        level, bound, floor = self.level, self.value, 0
        for _set in range(_ALONE):
            if max(known, floor + level.per_day * self.root) >= bound:
                break
            self._better_than(model, bound, floor)
            candidate = self._next(model)
            if candidate is None:
                return known
            if not candidate[0]:
                return bound
            floor = level.of_ways(candidate[0])
            reach = self.earliest.reach(*candidate)
            if self._refused_for_certain(model, candidate, reach.goal.day):
                continue
            self.finish(candidate)
            bound = min(bound, floor + level.per_day * self.earliest.with_all_of(reach), self.value)
            day = self._no_better(bound, floor)
            if day <= reach.goal.day:
                self._cut_off(model, candidate, day)
            else:  # only this set needs so long, not all that are like it
                model.at_least_one((self.all[0] - candidate[0], self.all[1] - candidate[1]))
        else:
            return known
        return max(known, bound)

    def beside_the_bound(self, model: Program) -> None:
        """Look for better sets although the bound is not theirs: some set might reach it in an order nobody has found.

        Those that cannot be better than the best one are cut off together, the others one by one.
        """
        floor = 0
        for _set in range(_PATIENCE):
            self._better_than(model, self.value, floor)
            candidate = self._next(model)
            if candidate is None or not candidate[0]:
                return
            floor = self.level.of_ways(candidate[0])
            least = self.earliest.reach(*candidate).goal.day
            if self._refused_for_certain(model, candidate, least):
                continue
            self.finish(candidate)
            day = self._no_better(self.value, floor)
            if day <= least:
                self._cut_off(model, candidate, day)
            else:
                model.at_least_one((self.all[0] - candidate[0], self.all[1] - candidate[1]))

    def _next(self, model: Program) -> Candidate | None:
        """The set with the least of everything but days among those that are left: an empty one where there is none;
        None when time is up."""
        try:
            return (frozenset(model.selected()), model.decided()) if model.find(self.price) else None
        except Unreachable:
            return frozenset(), frozenset()

    def _no_better(self, value: int, floor: int) -> int:
        """The day on which no set is better than `value` any more that comes to `floor` without its days."""
        return -(-(value - floor) // self.level.per_day)

    def _cut_off(self, model: Program, candidate: Candidate, day: int) -> None:
        """Ask for something with which a set may finish before `day`, where any set can."""
        if day > self.root:
            model.at_least_one(self.landmark(candidate, day))

    def floor_in(self, model: Program) -> int:
        """What every set that is left comes to at least without its days, now that time is up."""
        if self.price is self.study:
            return 0
        count = len(self.task.studied)
        return max(0, -int((count - model.best_bound()) // (count + 1)))

    def _better_than(self, model: Program, value: int, floor: int) -> None:
        """Ask for sets that can be better than `value`, when all of them come to `floor` without their days."""
        level, calendar = self.level, self.earliest.calendar
        day = self._no_better(value, floor)
        model.at_most(self.earliest.minutes, calendar.used[max(0, min(day, len(calendar.used) - 1))])
        # Whoever needs the one place for so many days is not done before.
        places = {index: level.per_day * days for index, days in self.earliest.place_days.items()}
        both = {index: level.cost.get(index, 0) + places.get(index, 0) for index in {**level.cost, **places}}
        model.at_most(both, value - 1)
        if level.cost:
            model.at_most(level.cost, value - 1 - level.per_day * self.root)

    def landmark(self, candidate: Candidate, day: int, spare: Candidate | None = None) -> Landmark:
        """Ways and options of which a set needs one to finish before `day`; `candidate` has none of them.

        As many as possible are added to the candidate while the bound stays. `spare` is never covered by it.
        """
        ways, options = set(candidate[0]), set(candidate[1])
        left: list[int | Decision] = [*sorted(self.all[0] - ways), *sorted(self.all[1] - options)]
        if spare is not None:
            kept = next(iter([*sorted(spare[0] - ways), *sorted(spare[1] - options)]), None)
            left = [one for one in left if one != kept]
        left.sort(key=self._left_out.__contains__)  # what was added the last time first: mostly it can be added again
        reach = self.earliest.reach(ways, options)
        at, size = 0, len(left)
        while at < len(left):
            part = left[at : at + size]
            more_ways = reach.usable | {one for one in part if isinstance(one, int)}
            more_options = reach.decided | {one for one in part if not isinstance(one, int)}
            wider = self.earliest.reach(more_ways, more_options, reach)
            if wider.goal.day >= day:
                reach = wider
                at, size = at + len(part), 2 * size
            else:
                at, size = at + (len(part) == 1), max(1, len(part) // 2)
        self._left_out = {*(self.all[0] - reach.usable), *(self.all[1] - reach.decided)}
        return self.all[0] - reach.usable, self.all[1] - reach.decided

    # -- sets that are as good by the decided levels

    def refuse_in(self, model: Program) -> None:
        """Let the program refuse what is worse by a decided level once its days are counted."""
        doubts = 0
        self.complete, self.doubted = True, None

        def refuse(selected: Set[int], decided: Set[Decision]) -> bool:
            nonlocal doubts
            candidate = frozenset(selected), frozenset(decided)
            if not self.broken(candidate, self.finish(candidate)):
                return False
            least = self.earliest.reach(*candidate).goal.day
            if self._refused_for_certain(model, candidate, least):
                return True
            # It may be good enough in an order that nobody has found. It goes alone, as long as there is patience.
            doubts += 1
            if self.doubted is None:
                self.doubted = self.level.of_ways(candidate[0])
            if doubts <= _PATIENCE:
                model.at_least_one((self.all[0] - candidate[0], self.all[1] - candidate[1]))
            else:
                self.complete = False
                model.at_least_one(self.landmark(candidate, least, self.best))
            return True

        model.refuse = refuse

    def _refused_for_certain(self, model: Program, candidate: Candidate, least: int) -> bool:
        """Cut off a set, and all that are worse for the same reason, where it cannot be as good as it has to be."""
        for one in self.dated:
            own = one.level.of_ways(candidate[0])
            day = (one.most - own) // one.level.per_day + 1
            if day > least:
                continue
            landmark = self.landmark(candidate, day)
            if one.level.cost:
                rest = one.most - one.level.per_day * day
                model.at_most_unless(one.level.cost, rest, landmark, one.level.per_day * (day - self.root))
            else:
                model.at_least_one(landmark)
            return True
        return False
