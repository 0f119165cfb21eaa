"""Small random curricula with a learner, as Hypothesis strategies.

Everything that makes a choice of items hard turns up: nested and shared alternatives, cycles through them, mutual
corequisites, named choices in several groups, degrees with grants and partial credit, items that count as another one,
retired, paid, known and avoided items, and items of no hours at all. About half of the goals can be reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from planner.model.curriculum import Curriculum, Kind, Node, Status, ThreePoint
from planner.model.learner import Availability, Learner
from planner.model.requirement import All, AnyOf, AtLeast, Requirement

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

GOAL = "goal"
START = "entry"

AVAILABILITY = Availability(start=date(2027, 1, 4), week=(120, 120, 120, 120, 120, 0, 0))

HOURS = (0.0, 0.5, 1.0, 2.0, 2.5, 3.0, 4.0, 6.0, 10.0)
DEGREE_HOURS = (1.0, 2.5, 5.0, 8.0, 12.0, 20.0)
FRACTIONS = (0.25, 0.4, 0.5, 0.75, 0.8, 0.9, 1.0)

ANY_NAMES = {"Tool": 2, "Cloud": 3}
"""Named any-of choices and their number of options."""
AT_LEAST_NAME, AT_LEAST_OPTIONS = "Fields", 3


@dataclass(frozen=True)
class Instance:
    """A curriculum and somebody who wishes to reach its goal."""

    curriculum: Curriculum
    learner: Learner


@st.composite
def requirements(draw: DrawFn, earlier: list[str], others: list[str], depth: int = 3) -> Requirement:
    """An expression at most `depth` groups deep over `earlier`, and inside choices over `others` as well."""
    shape = draw(st.sampled_from(("id", "all", "any", "of", "named", "named"))) if depth else "id"
    if shape == "id":
        return draw(st.sampled_from(others if _sometimes(draw, 10) else earlier))
    inner = requirements(earlier, others, depth - 1)
    option = st.one_of(st.sampled_from(earlier), st.sampled_from(others), st.sampled_from(others), inner)
    if shape == "all":
        return All(all=tuple(draw(st.lists(inner, min_size=1, max_size=3))))
    if shape == "any":
        return AnyOf(any=tuple(draw(st.lists(option, min_size=1, max_size=3))))
    if shape == "named":
        name = draw(st.sampled_from(("Tool", "Tool", "Tool", "Cloud", "Cloud", AT_LEAST_NAME)))
        size = ANY_NAMES.get(name, AT_LEAST_OPTIONS)
        options = tuple(draw(st.lists(option, min_size=size, max_size=size)))
        if name in ANY_NAMES:
            return AnyOf(any=options, name=name)
        return AtLeast(k=min(draw(st.integers(1, 2)), _different(options)), of=options, name=name)
    options = tuple(draw(st.lists(option, min_size=1, max_size=4)))
    return AtLeast(k=draw(st.integers(0, _different(options))), of=options)


def _different(options: tuple[Requirement, ...]) -> int:
    """How many of the options are not the same as an earlier one."""
    return sum(options.index(option) == index for index, option in enumerate(options))


def _sometimes(draw: DrawFn, percent: int) -> bool:
    """True in about `percent` of 100 draws; False is the simpler value."""
    return draw(st.integers(0, 99)) >= 100 - percent


def _hours(likely: float) -> ThreePoint:
    return ThreePoint(optimistic=likely / 2, likely=likely, pessimistic=likely * 2)


@st.composite
def _items(draw: DrawFn, names: list[str], index: int, peers: dict[str, str]) -> Node:
    """One skill or degree; `peers` are pairs that are each other's corequisite."""
    name = names[index]
    degree = name != GOAL and _sometimes(draw, 20)
    earlier, others = names[:index], [each for each in names if each != GOAL]
    later_too = [each for each in others if each != name]
    requires: Requirement | None = None
    if name == GOAL:
        conjuncts = draw(st.lists(requirements(earlier, others), min_size=2, max_size=5))
        requires = All(all=tuple(conjuncts))
    elif earlier and _sometimes(draw, 65):
        requires = draw(requirements(earlier, others))
    corequisites: Requirement | None = peers.get(name)
    if corequisites is None and later_too and _sometimes(draw, 12):
        corequisites = draw(requirements(later_too, others, 1))
    covered: dict[str, float] = {}
    if degree or _sometimes(draw, 10):
        taught = draw(st.lists(st.sampled_from(later_too), max_size=4, unique=True)) if later_too else []
        covered = {each: draw(st.sampled_from((0.0, *FRACTIONS))) for each in taught}
    return Node(
        id=name,
        title=name,
        kind=Kind.DEGREE if degree else draw(st.sampled_from((Kind.SKILL, Kind.ROLE))) if name == GOAL else Kind.SKILL,
        domain="d",
        hours=_hours(draw(st.sampled_from(DEGREE_HOURS if degree else HOURS))),
        requires=requires,
        corequisites=corequisites,
        grants=tuple(each for each, part in covered.items() if not part),
        partial={each: part for each, part in covered.items() if part},
        accepts_held=(draw(st.sampled_from(later_too)),) if later_too and _sometimes(draw, 8) else (),
        status=draw(st.sampled_from((Status.RETIRED, Status.UNVERIFIED))) if _sometimes(draw, 12) else Status.ACTIVE,
        cost_usd=50.0 if _sometimes(draw, 20) else 0.0,
    )


@st.composite
def instances(draw: DrawFn) -> Instance:
    """3 to 9 items, a goal and perhaps an entry role; the items come in any order in the curriculum."""
    names = [f"n{index}" for index in range(draw(st.integers(3, 9)))]
    peers: dict[str, str] = {}
    if _sometimes(draw, 25):
        first, second = draw(st.permutations(names))[:2]
        peers = {first: second, second: first}
    all_names = [*names, GOAL]
    nodes = [draw(_items(all_names, index, peers)) for index in range(len(all_names))]
    start = None
    if _sometimes(draw, 30):
        start = START
        taught = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
        covered = {each: draw(st.sampled_from((0.0, *FRACTIONS))) for each in taught}
        nodes.append(
            Node(
                id=START,
                title=START,
                kind=Kind.ROLE,
                domain="d",
                grants=tuple(each for each, part in covered.items() if not part),
                partial={each: part for each, part in covered.items() if part},
            )
        )
    some = st.lists(st.sampled_from(names), max_size=2, unique=True)
    learner = Learner(
        start=start,
        goal=GOAL,
        known=tuple(draw(some)) if _sometimes(draw, 30) else (),
        avoid=tuple(draw(some)) if _sometimes(draw, 40) else (),
        progress={each: draw(st.sampled_from(FRACTIONS)) for each in draw(some)} if _sometimes(draw, 30) else {},
        free_only=_sometimes(draw, 20),
        availability=AVAILABILITY,
    )
    curriculum = Curriculum(id="random", title="Random", target=GOAL, nodes=tuple(draw(st.permutations(nodes))))
    return Instance(curriculum, learner)
