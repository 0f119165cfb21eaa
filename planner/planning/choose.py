"""What to learn: the set of items with the fewest hours (or least money) that reaches the goal, proved.

The choice is a mixed-integer model solved by HiGHS to a gap of zero. One binary a way to obtain an item, one variable a
gate; circular support, which a linear model cannot see, is cut off by landmarks as it appears. Ties are broken by
further levels: fewer items, then earlier options in the file, then the smaller id, so that every machine and solver
version gives the same plan.
"""

from __future__ import annotations

from dataclasses import dataclass

from planner.model.curriculum import Curriculum
from planner.model.learner import Aim, Learner
from planner.planning.closure import Closure, Decision, Derivation
from planner.planning.program import Limit, Program, Unreachable
from planner.planning.ways import Ways, build_ways


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
    gap: float = 0.0
    """How much better the best set may be at most, as a fraction; 0 where it is proved."""


def choose(curriculum: Curriculum, learner: Learner, limit: Limit | None = None) -> Selection:
    """The set of items that reaches the learner's goal and is best by the learner's aim.

    Aim "hours": fewest minutes of study. "money": least cost, then fewest minutes. "mix": least sum of the cost and of
    the hours at what they are worth to the learner. A budget is kept in any case. Raises Unreachable when there is no
    such set.
    """
    ways = build_ways(curriculum, learner)
    if learner.goal in ways.held:
        return Selection(0, (), {}, {}, {}, frozenset(), True)
    relevant = _relevant(ways, Closure(ways).derive(range(len(ways.ways))))
    if not relevant:
        raise Unreachable(learner.goal)
    model = Program(ways, relevant, limit or Limit())
    model.keep_budget(learner)
    studied = [index for index in relevant if ways.ways[index].studied]
    first, *others = _aims(ways, relevant, learner)
    model.minimise(first)
    if model.proved:
        for cost in others:
            model.minimise(cost)
        model.minimise(dict.fromkeys(studied, 1))
        model.minimise({index: ways.option_rank.get(ways.ways[index].item, 0) for index in studied})
        model.settle_ties(studied)
    return _selection(ways, model)


def _aims(ways: Ways, relevant: list[int], learner: Learner) -> list[dict[int, int]]:
    """What is made small, most important first: costs of the ways by index, in whole numbers."""
    minutes = {index: ways.ways[index].minutes for index in relevant}
    cents = {index: ways.ways[index].cents for index in relevant}
    if learner.aim is Aim.HOURS:
        return [minutes]
    if learner.aim is Aim.MONEY:
        return [cents, minutes]
    worth = round(learner.hour_worth_usd * 100)  # cents an hour; a sixtieth of it a minute keeps the sum whole
    return [{index: 60 * cents[index] + worth * minutes[index] for index in relevant}, minutes]


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


def _selection(ways: Ways, model: Program) -> Selection:
    selected, decided = model.selected(), model.decided()
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
        decided=decided,
        proved=model.proved,
        gap=model.gap,
    )
