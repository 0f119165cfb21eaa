"""Small random curricula with a learner, as Hypothesis strategies.

Everything that makes a choice of items hard turns up: nested and shared alternatives, cycles through them, mutual
corequisites, named choices in several groups, degrees with grants and partial credit, items that count as another one,
retired, paid, known and avoided items, and items of no hours at all. About half of the goals can be reached.

An instance is decoded from one string of bytes that Hypothesis draws: a separate draw for each of its 200 choices costs
more than planning it and proving the plan twice. Smaller bytes make simpler instances, so shrinking still works.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from hypothesis import strategies as st

from planner.model.curriculum import Curriculum, Exam, Kind, Node, Status, ThreePoint
from planner.model.learner import Availability, Learner
from planner.model.requirement import All, AnyOf, AtLeast, Months, Requirement

T = TypeVar("T")

GOAL = "goal"
START = "entry"

AVAILABILITY = Availability(start=date(2027, 1, 4), week=(120, 120, 120, 120, 120, 0, 0))

HOURS = (0.0, 0.5, 1.0, 2.0, 2.5, 3.0, 4.0, 6.0, 10.0)
DEGREE_HOURS = (1.0, 2.5, 5.0, 8.0, 12.0, 20.0)
FRACTIONS = (0.25, 0.4, 0.5, 0.75, 0.8, 0.9, 1.0)

MONTHS = (12.0, 6.0, 24.0, 0.5, 7.25, 18.5)
TAGS = ("ml", "data")

ANY_NAMES = {"Tool": 2, "Cloud": 3}
"""Named any-of choices and their number of options."""
AT_LEAST_NAME, AT_LEAST_OPTIONS = "Fields", 3


@dataclass(frozen=True)
class Instance:
    """A curriculum and somebody who wishes to reach its goal."""

    curriculum: Curriculum
    learner: Learner


class Dice:
    """Choices read from bytes, one each; when the bytes are used up every choice is the simplest one."""

    def __init__(self, data: bytes) -> None:
        self._bytes = iter(data)

    def below(self, count: int) -> int:
        """A number from 0 to `count` - 1, at most 256 of them."""
        return next(self._bytes, 0) * count // 256

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`."""
        return low + self.below(high - low + 1)

    def sometimes(self, percent: int) -> bool:
        """True for about `percent` of 100 instances; False is the simpler value."""
        return self.below(100) >= 100 - percent

    def one(self, values: Sequence[T]) -> T:
        """One of the values; the first is the simplest."""
        return values[self.below(len(values))]

    def some(self, values: Sequence[T], most: int) -> list[T]:
        """Up to `most` different values."""
        return self.shuffled(values)[: self.below(min(most, len(values)) + 1)] if values else []

    def shuffled(self, values: Sequence[T]) -> list[T]:
        """The values in any order; as they are is the simplest."""
        left = list(values)
        return [left.pop(self.below(len(left))) for _place in values]


def _requirement(dice: Dice, earlier: list[str], others: list[str], depth: int = 3) -> Requirement:
    """An expression at most `depth` groups deep over `earlier`, and inside choices over `others` as well."""
    shape = dice.one(("id", "all", "any", "of", "named", "named")) if depth else "id"
    if shape == "id":
        return dice.one(others if dice.sometimes(10) else earlier)

    def inner() -> Requirement:
        return _requirement(dice, earlier, others, depth - 1)

    def option() -> Requirement:
        kind = dice.below(4)
        return inner() if kind == 3 else dice.one(others if kind else earlier)

    if shape == "all":
        return All(all=tuple(inner() for _ in range(dice.between(1, 3))))
    if shape == "any":
        return AnyOf(any=tuple(option() for _ in range(dice.between(1, 3))))
    if shape == "named":
        name = dice.one(("Tool", "Tool", "Tool", "Cloud", "Cloud", AT_LEAST_NAME))
        options = tuple(option() for _ in range(ANY_NAMES.get(name, AT_LEAST_OPTIONS)))
        if name in ANY_NAMES:
            return AnyOf(any=options, name=name)
        return AtLeast(k=min(dice.between(1, 2), _different(options)), of=options, name=name)
    options = tuple(option() for _ in range(dice.between(1, 4)))
    return AtLeast(k=dice.between(0, _different(options)), of=options)


def _different(options: tuple[Requirement, ...]) -> int:
    """How many of the options are not the same as an earlier one."""
    return sum(options.index(option) == index for index, option in enumerate(options))


def _hours(likely: float) -> ThreePoint:
    return ThreePoint(optimistic=likely / 2, likely=likely, pessimistic=likely * 2)


def _covered(dice: Dice, names: Sequence[str], most: int) -> dict[str, float]:
    """Items that something covers, 0 for those that it grants in full."""
    return {each: dice.one((0.0, *FRACTIONS)) for each in dice.some(names, most)}


def _granted(covered: dict[str, float]) -> tuple[str, ...]:
    return tuple(each for each, part in covered.items() if not part)


def _credited(covered: dict[str, float]) -> dict[str, float]:
    return {each: part for each, part in covered.items() if part}


def _item(dice: Dice, names: list[str], index: int, peers: dict[str, str]) -> Node:
    """One skill or degree; `peers` are pairs that are each other's corequisite."""
    name = names[index]
    degree = name != GOAL and dice.sometimes(20)
    earlier, others = names[:index], [each for each in names if each != GOAL]
    later_too = [each for each in others if each != name]
    requires: Requirement | None = None
    if name == GOAL:
        requires = All(all=tuple(_requirement(dice, earlier, others) for _ in range(dice.between(2, 5))))
    elif earlier and dice.sometimes(65):
        requires = _requirement(dice, earlier, others)
    corequisites: Requirement | None = peers.get(name)
    if corequisites is None and later_too and dice.sometimes(12):
        corequisites = _requirement(dice, later_too, others, 1)
    covered = _covered(dice, later_too, 4) if degree or dice.sometimes(10) else {}
    kind = dice.one((Kind.SKILL, Kind.ROLE)) if name == GOAL else Kind.DEGREE if degree else Kind.SKILL
    return Node(
        id=name,
        title=name,
        kind=kind,
        domain="d",
        hours=_hours(dice.one(DEGREE_HOURS if degree else HOURS)),
        requires=requires,
        corequisites=corequisites,
        grants=_granted(covered),
        partial=_credited(covered),
        accepts_held=(dice.one(later_too),) if later_too and dice.sometimes(8) else (),
        status=dice.one((Status.RETIRED, Status.UNVERIFIED)) if dice.sometimes(12) else Status.ACTIVE,
        cost_usd=50.0 if dice.sometimes(20) else 0.0,
    )


def _threshold(dice: Dice, jobs: Sequence[Node]) -> Months:
    """A sum of months that all jobs together nearly always reach."""
    tags, named = dice.some(TAGS, 2), dice.some([job.id for job in jobs], 3)
    total = sum(job.months.likely for job in jobs if job.months)
    months = dice.one((1, 12, 24, 30, 36, max(1, round(total / 2)), max(1, round(total))))
    return Months(months=months, tags=tuple(tags) or TAGS[:1], of=tuple(named))


def _around(dice: Dice, threshold: Requirement, old: Requirement | None, names: list[str]) -> Requirement:
    """The threshold by itself, beside what was required, or as an option of a choice."""
    inner: Requirement = threshold
    shape = dice.one(("plain", "any", "of", "named", "named of"))
    other, third = old or dice.one(names), dice.one(names)
    if shape == "any":
        inner = AnyOf(any=(other, threshold))
    elif shape == "of":
        options = (threshold, other, third)
        inner = AtLeast(k=dice.between(1, _different(options)), of=options)
    elif shape == "named":
        inner = AnyOf(any=(other, threshold), name="Tool")
    elif shape == "named of":
        inner = AtLeast(k=1, of=(threshold, other, third), name=AT_LEAST_NAME)
    return inner if old is None or inner is not threshold else All(all=(old, threshold))


def _with_jobs(dice: Dice, nodes: list[Node], names: list[str]) -> list[Node]:
    """The nodes, some of which are now jobs, and one to three of which ask for months; the goal is one of these."""
    picked = {one: dice.one(MONTHS) for one in dice.shuffled(names)[: dice.between(2, 6)]}
    made = {node.id: node for node in nodes}
    for name, months in picked.items():
        kind = Kind.EXPERIENCE if made[name].kind is Kind.SKILL else made[name].kind
        months_of = ThreePoint(optimistic=months, likely=months, pessimistic=months)
        made[name] = made[name].changed(kind=kind, months=months_of, tags=tuple(dice.some(TAGS, 2)))
    jobs = [made[name] for name in picked]
    for name in (GOAL, *dice.some(names, 2)):
        field = dice.one(("requires", "requires", "requires", "corequisites"))
        asked = _around(dice, _threshold(dice, jobs), getattr(made[name], field), names)
        made[name] = made[name].changed(**{field: asked})
    return list(made.values())


def decode(data: bytes, jobs: bool = False) -> Instance:
    """3 to 9 items, a goal and perhaps an entry role; the items come in any order in the curriculum.

    With `jobs` some items are jobs and some ask for a sum of months: drawn last, so that the others stay as they were.
    """
    dice = Dice(data)
    names = [f"n{index}" for index in range(dice.between(3, 9))]
    peers: dict[str, str] = {}
    if dice.sometimes(25):
        first, second = dice.shuffled(names)[:2]
        peers = {first: second, second: first}
    all_names = [*names, GOAL]
    nodes = [_item(dice, all_names, index, peers) for index in range(len(all_names))]
    start = START if dice.sometimes(30) else None
    if start:
        covered = _covered(dice, names, 3)
        nodes.append(
            Node(
                id=START, title=START, kind=Kind.ROLE, domain="d", grants=_granted(covered), partial=_credited(covered)
            )
        )
    learner = Learner(
        start=start,
        goal=GOAL,
        known=tuple(dice.some(names, 2)) if dice.sometimes(30) else (),
        avoid=tuple(dice.some(names, 2)) if dice.sometimes(40) else (),
        progress={each: dice.one(FRACTIONS) for each in dice.some(names, 2)} if dice.sometimes(30) else {},
        free_only=dice.sometimes(20),
        availability=AVAILABILITY,
    )
    nodes = dice.shuffled(nodes)
    if jobs and dice.sometimes(50):
        nodes = _with_jobs(dice, nodes, names)
    curriculum = Curriculum(id="random", title="Random", target=GOAL, nodes=tuple(nodes))
    return Instance(curriculum, learner)


BYTES = 512
"""Enough for nearly every instance to be decoded to its end."""


def instances() -> st.SearchStrategy[Instance]:
    """Random curricula, each with a learner."""
    return st.binary(min_size=BYTES, max_size=BYTES).map(partial(decode, jobs=True))


def with_time(data: bytes) -> Instance:
    """An instance whose degrees and some other items take months on the calendar, and that has more prices."""
    instance, dice = decode(data[:BYTES], jobs=True), Dice(data[BYTES:])
    nodes = []
    for node in instance.curriculum.nodes:
        timed = node.kind is not Kind.ROLE and (node.kind is Kind.DEGREE or dice.sometimes(35))
        months = dice.one((1.0, 2.0, 3.0, 6.0, 0.5)) if timed else None
        nodes.append(
            node.changed(
                months=node.months or (_hours(months) if months else None),
                parallel=timed and dice.sometimes(30),
                cost_usd=dice.one((node.cost_usd, 20.0, 75.0, 100.0)),
                wait_days=dice.one((0, 0, 10, 30)) if dice.sometimes(15) else 0,
                exam=Exam(days=("03-01", "09-01")) if node.kind is Kind.SKILL and dice.sometimes(8) else None,
            )
        )
    week = dice.one((AVAILABILITY.week, (30, 30, 30, 30, 30, 0, 0), (0, 0, 0, 0, 0, 45, 10)))
    availability = AVAILABILITY.changed(week=week)
    learner = instance.learner.changed(availability=availability)
    return Instance(instance.curriculum.changed(nodes=tuple(nodes)), learner)


def timed_instances() -> st.SearchStrategy[Instance]:
    """Random curricula in which time on the calendar matters, each with a learner."""
    return st.binary(min_size=BYTES + 96, max_size=BYTES + 96).map(with_time)
