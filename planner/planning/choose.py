"""What to learn: the set of items with the fewest hours (or least money) that reaches the goal, proved.

The choice is a mixed-integer model solved by HiGHS to a gap of zero. One binary a way to obtain an item, one variable a
gate; circular support, which a linear model cannot see, is cut off by landmarks as it appears. Ties are broken by
further levels: fewer items, then earlier options in the file, then the smaller id, so that every machine and solver
version gives the same plan.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from math import floor, gcd

from planner.model.curriculum import Curriculum
from planner.model.learner import Aim, Learner
from planner.planning.closure import Closure, Derivation
from planner.planning.limit import Limit, Unreachable
from planner.planning.program import Program
from planner.planning.ways import Decision, Ways, build_ways


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen items."""

    minutes: int
    """Study still to do, degrees included."""
    studied: tuple[str, ...]
    """Items to study, in the order of the files."""
    credit: dict[str, str]
    """Studied item -> planned item whose credit makes it cheaper."""
    conferred: dict[str, str]
    """Item that comes for nothing -> planned item that it comes with."""
    step: dict[str, int]
    """In which step of the derivation each item is obtained; support comes from earlier steps."""
    decided: frozenset[Decision]
    """Options taken, as (name of the choice, index)."""
    proved: bool
    """Whether no better set exists, for certain."""
    settled: bool = True
    """Whether equally good sets were told apart by the rule; false where time ended before."""
    gap: float = 0.0
    """How much better the best set may be at most by `gap_aim`: a fraction of it, days for "time"; 0 where proved."""
    gap_aim: Aim | None = None
    """By which of the learner's aims a better set may exist: the first that is not proved; None where all are."""


_EXACT = 1_000_000
"""Sums up to here are far from what the optimiser takes for equal."""

NOTHING = Selection(0, (), {}, {}, {}, frozenset(), True)
"""The selection of somebody who is there already."""


def choose(
    curriculum: Curriculum,
    learner: Learner,
    limit: Limit | None = None,
    keep: Collection[str] = (),
    apart: Sequence[Apart] = (),
) -> Selection:
    """The set of items that reaches the learner's goal and is best by the learner's aim.

    Aim "hours": fewest minutes of study. "money": least cost, then fewest minutes. "mix": least sum of the cost and of
    the hours at what they are worth to the learner. What comes after the aim is the learner's `then`. When a set
    finishes needs a calendar, see `soonest`: here it does not count. A budget is kept in any case, and so is the
    distance to every set in `apart`. Among sets that are equally good, the one with fewest items that are not in `keep`
    is taken. Raises Unreachable when there is no such set.
    """
    task = prepare(curriculum, learner)
    if task is None:
        return NOTHING
    try:
        return _chosen(task, limit or Limit(), keep, apart)
    finally:
        task.ways.let_go()


def choose_close(
    curriculum: Curriculum, learner: Learner, keep: Collection[str], limit: Limit | None = None
) -> tuple[Selection, Selection]:
    """What `choose` gives that keeps to these items, and what it gives that keeps to none, in little more than one.

    Raises Unreachable.
    """
    task = prepare(curriculum, learner)
    if task is None:
        return NOTHING, NOTHING
    try:
        model = task.program(limit or Limit())
        first, rest = _named(task)
        early = _by_aims(task, model, first)
        if early is not None:
            return early, early
        mark = model.mark()
        fresh = _settled(task, model, rest, ())
        # Of the best sets it comes first by the rule; where it takes nothing new, none of them is closer.
        if set(keep).issuperset(fresh.studied):
            return fresh, fresh
        model.back_to(mark)
        return _settled(task, model, rest, keep), fresh
    finally:
        task.ways.let_go()


def _chosen(task: Task, limit: Limit, keep: Collection[str], apart: Sequence[Apart]) -> Selection:
    model = task.program(limit, apart)
    first, rest = _named(task)
    early = _by_aims(task, model, first)
    return _settled(task, model, rest, keep) if early is None else early


def _named(task: Task) -> tuple[list[Level], list[Level]]:
    """The levels that the learner names, which have to be proved, and all others."""
    levels = [level for level in task.levels if level.cost]
    named = [level for level in levels if level.aim in (task.learner.aim, *task.learner.then)] or levels[:1]
    return named, levels[len(named) :]


def _by_aims(task: Task, model: Program, named: Sequence[Level]) -> Selection | None:
    """Let the program keep to the best by these levels; the best set that is known where its search ended early."""
    for level in named:
        bound = model.minimise(level.cost)
        if not (model.proved and model.settled):
            return level.gap_to(bound, selection(task.ways, model), level.of_ways(model.selected()))
    return None


def _settled(task: Task, model: Program, rest: Sequence[Level], keep: Collection[str]) -> Selection:
    task.settle(model, [level.cost for level in rest], keep)
    return selection(task.ways, model)


@dataclass(frozen=True, slots=True)
class Level:
    """One thing that is made small: what each way costs, in whole numbers, and each day until the finish."""

    aim: Aim
    cost: dict[int, int]
    """By index of the way; a missing one costs nothing."""
    per_day: int = 0

    def value(self, selected: Set[int], day: int) -> int:
        """What these ways come to when they are over on this day, counted from the first."""
        return self.of_ways(selected) + self.per_day * day

    def of_ways(self, selected: Set[int]) -> int:
        """What these ways come to without the days."""
        return sum(self.cost.get(index, 0) for index in selected)

    def gap_to(self, bound: float, found: Selection, value: int) -> Selection:
        """A selection of this value where it is not known whether there is one down to this bound."""
        if value <= bound:
            return found
        gap = (value - bound) / self.per_day if self.aim is Aim.TIME else 1 - bound / value
        return replace(found, proved=False, gap=gap, gap_aim=self.aim)


@dataclass(frozen=True, slots=True)
class Apart:
    """A set to keep away from: of these minutes (by studied item) at least the fraction `replaced` goes elsewhere."""

    minutes: Mapping[str, int]
    replaced: float


@dataclass(frozen=True, slots=True)
class Task:
    """What there is to choose from for one learner."""

    learner: Learner
    ways: Ways
    relevant: list[int]
    """Indices of the ways that the goal may depend on."""
    levels: list[Level]
    """What is made small, most important first."""

    @property
    def aims(self) -> list[dict[int, int]]:
        """The costs of the ways by index, most important first; nothing in them knows when a set finishes."""
        return [level.cost for level in self.levels if level.cost]

    @property
    def studied(self) -> list[int]:
        """The relevant ways that are study."""
        return [index for index in self.relevant if self.ways.ways[index].studied]

    def program(self, limit: Limit, apart: Sequence[Apart] = ()) -> Program:
        """A program for this task that keeps the budget and the distance to other sets."""
        model = Program(self.ways, self.relevant, limit)
        model.keep_budget(self.learner)
        for other in apart:
            names = self.ways.items
            cost = {index: other.minutes.get(names[self.ways.ways[index].item], 0) for index in self.studied}
            model.at_most(cost, floor((1 - other.replaced) * sum(other.minutes.values())))
        return model

    def settle(
        self, model: Program, levels: Sequence[dict[int, int]], keep: Collection[str], lean: bool = False
    ) -> None:
        """Solve the further levels: fewest items that are not in `keep`, fewest items, early options, small ids.

        `lean`: look at no set that has items which serve nobody, where the program refuses sets for what is in them.
        """
        items = {index: self.ways.ways[index].item for index in self.studied}
        for cost in levels:
            model.minimise(cost, items if lean else ())
        if keep:
            new = {index: 1 for index, item in items.items() if self.ways.items[item] not in keep}
            model.minimise(new, items if lean else ())
        ranks = {index: self.ways.option_rank.get(item, 0) for index, item in items.items()}
        one = sum(ranks.values()) + 1
        if one * len(items) < _EXACT:  # an item counts more than all ranks together: both levels in one
            model.minimise({index: one + rank for index, rank in ranks.items()})
        else:
            model.minimise(dict.fromkeys(items, 1))
            model.minimise(ranks)
        model.settle_ties(self.studied)
        model.settle_options(self.studied)


def prepare(curriculum: Curriculum, learner: Learner) -> Task | None:
    """What there is to choose from; None when the goal is held already. Raises Unreachable."""
    ways = build_ways(curriculum, learner)
    if learner.goal in ways.held:
        return None
    relevant = _relevant(ways, Closure(ways).derive(range(len(ways.ways))))
    if not relevant:
        raise Unreachable(learner.goal)
    return Task(learner, ways, relevant, _levels(ways, relevant, learner))


def _levels(ways: Ways, relevant: list[int], learner: Learner) -> list[Level]:
    minutes = {index: ways.ways[index].minutes for index in relevant}
    cents = {index: ways.ways[index].cents for index in relevant}
    levels = {
        Aim.HOURS: Level(Aim.HOURS, minutes),
        Aim.MONEY: Level(Aim.MONEY, cents),
        Aim.MIX: _mix(minutes, cents, learner),
        Aim.TIME: Level(Aim.TIME, {}, 1),
    }
    usual = {Aim.MONEY: [Aim.HOURS], Aim.MIX: [Aim.HOURS], Aim.TIME: [Aim.HOURS, Aim.MONEY]}
    return [levels[aim] for aim in dict.fromkeys((learner.aim, *learner.then, *usual.get(learner.aim, [])))]


def _mix(minutes: Mapping[int, int], cents: Mapping[int, int], learner: Learner) -> Level:
    """Money, hours and weeks together: counted in parts of a cent, so that a minute and a day are whole numbers."""
    hour, week = round(learner.hour_worth_usd * 100), round(learner.week_worth_usd * 100)
    cost = {index: 7 * (60 * cents[index] + hour * minutes[index]) for index in minutes}
    unit = gcd(60 * week, *cost.values()) or 1  # small numbers keep the optimiser exact
    return Level(Aim.MIX, {index: value // unit for index, value in cost.items()}, 60 * week // unit)


def reachable(curriculum: Curriculum, learner: Learner) -> bool:
    """Whether the goal can be reached at all; cheaper than `choose`."""
    ways = build_ways(curriculum, learner)
    if learner.goal in ways.held:
        return True
    relevant = _relevant(ways, Closure(ways).derive(range(len(ways.ways))))
    if not relevant or (learner.budget_usd is None and not any(gate.decision for gate in ways.gates)):
        return bool(relevant)
    model = Program(ways, relevant, Limit(seconds=float("inf")))
    try:
        model.keep_budget(learner)
        model.minimise({})
    except Unreachable:
        return False
    return True


def _relevant(ways: Ways, everything: Derivation) -> list[int]:
    """Ways that can be used and that the goal may depend on; none when the goal cannot be reached."""
    if ways.goal not in everything.step:
        return []
    by_item: dict[int, list[int]] = {}
    for index, way in enumerate(ways.ways):
        by_item.setdefault(way.item, []).append(index)
    found: set[int] = set()
    seen: set[int] = set()
    stack = [ways.goal]
    while stack:
        part = stack.pop()
        if part in seen:
            continue
        seen.add(part)
        if part < 0:
            stack += ways.gates[-1 - part].members
        elif part in everything.step:
            for index in by_item[part]:
                found.add(index)
                stack += ways.ways[index].requires + ways.ways[index].corequisites
    return sorted(found)


def selection(ways: Ways, model: Program) -> Selection:
    """What the program has found."""
    selected, decided = model.selected(), model.decided()
    if not model.settled or not model.proved:  # a search that ended early may leave items in that nobody needs
        closure = Closure(ways)
        selected = closure.used(closure.derive(selected, decided), decided, ways.goal)
    found = selection_of(ways, selected, decided)
    return replace(found, proved=model.proved, settled=model.settled)


def selection_of(ways: Ways, selected: Set[int], decided: Set[Decision]) -> Selection:
    """The selection that takes these ways (by index) and options."""
    derived = Closure(ways).derive(selected, decided)
    used = [derived.way[item] for item in sorted(derived.way)]
    names = ways.items
    chosen = [ways.ways[index] for index in used]
    return Selection(
        minutes=sum(way.minutes for way in chosen),
        studied=tuple(names[way.item] for way in chosen if way.studied),
        credit={names[way.item]: way.credit for way in chosen if way.credit},
        conferred={names[way.item]: names[way.requires[0]] for way in chosen if not way.studied},
        step={names[item]: step for item, step in derived.step.items()},
        decided=frozenset(decided),
        proved=True,
    )
