"""A computed plan: never edited, never the truth in a saved file. Its JSON form is a documented contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal, Protocol

from planner.model.base import Value
from planner.model.curriculum import Kind, ThreePoint
from planner.model.depth import Level
from planner.model.learner import Aim, Order
from planner.model.problem import Problem

PLAN_FORMAT_VERSION = 1


class PlanStatus(StrEnum):
    """What came out."""

    PLANNED = "planned"
    UNDATED = "undated"  # what to learn is known, but it has no finish (no study time, or beyond the horizon)
    IMPOSSIBLE = "impossible"


class WhyStep(Value):
    """One link of the chain from an item to the goal: `id` is needed by `needed_by`, because of `reason`."""

    id: str
    title: str
    needed_by: str
    needed_by_title: str
    reason: str
    """The written reason; empty where the curriculum gives none."""


class Credit(Value):
    """Hours saved because another held item covers part of this one."""

    source: str
    fraction: float


class HeldBack(Value):
    """What keeps an item from starting earlier."""

    by: Literal["prerequisite", "corequisite", "study", "place", "date", "order", "validity", "pause", "start"]
    """"prerequisite": `item` has to be finished first. "corequisite": it has to have begun. "study": the time is taken
    by `item`. "place": the one job or degree at a time is `item`. "date": a day that you set. "order": you put `item`
    first by hand, or it is recommended first. "validity": obtained earlier it would lapse before the goal. "pause":
    there is no study time for a week or more before it. "start": it starts with the plan."""
    item: str | None = None


class Renewal(Value):
    """A certificate that lapses before the goal is reached and has to be renewed on the way."""

    item: str
    title: str
    by: date
    """The day on which it would lapse."""
    hours: float | None
    """Hours of study for the renewal; None where the curriculum does not say."""
    cost_usd: float


class Ordered(Value):
    """What the order of the plan makes small, and whether a better order can exist."""

    by: Order = Order.FINISH
    proved: bool = False
    """Whether no order of these items is better, for certain."""
    value: float = 0.0
    """Days to the finish; weighted days to the milestones; changes of subject; or hours in the fullest week."""
    bound: float = 0.0
    """No order can have a smaller value."""


class OfSkill(Value):
    """Which level of a skill an item is, and how much of the skill one has with it."""

    skill: str
    """Id of the skill, which is that of its highest level."""
    title: str
    level: Level
    part: int
    """Which of its levels, from 1."""
    parts: int
    hours: float
    """Likely hours of this level and those below it, before credit and progress."""
    whole_hours: float
    """Likely hours of all levels."""
    enough: bool
    """Whether no higher level is planned or held."""


class PlanItem(Value):
    """One thing to do. Dates are local calendar dates, both included."""

    id: str
    title: str
    kind: Kind
    domain: str
    hours: float
    """Hours still to do, credit and progress taken off."""
    hours_range: ThreePoint
    """Optimistic, likely and pessimistic hours still to do."""
    full_hours: float
    """Likely hours before credit and progress."""
    library_hours: float | None = None
    """The same as the library says it, where the curriculum says otherwise; None elsewhere."""
    credit: Credit | None = None
    progress: float = 0.0
    months: float | None = None
    """Calendar months beside study."""
    cost_usd: float = 0.0
    start: date | None
    finish: date | None
    needs: tuple[str, ...]
    """What it waits for in this plan, known items included."""
    recommended_before: tuple[str, ...] = ()
    owners: tuple[str, ...]
    """Planned items (or the goal) that need it."""
    why: tuple[WhyStep, ...]
    """Shortest chain of reasons to the goal; empty for the goal."""
    chosen_in: str = ""
    """Name of the choice that brought it in, or empty where no choice is involved."""
    critical: bool = False
    """Whether the finish date moves when this item takes longer."""
    slack_days: int | None = None
    """Days by which it can end later, in this order, before the finish moves; None without a finish."""
    held_back: HeldBack | None = None
    """Why it does not start earlier; None without a date."""
    expires: date | None = None
    """When it lapses, for a certificate that does."""
    depth: OfSkill | None = None
    """Which level of a skill it is; None for what has no levels."""


class Decision(Value):
    """One choice of the curriculum as this plan decides it."""

    name: str
    """Empty where the curriculum gives no name."""
    nodes: tuple[str, ...]
    """The items that ask for the choice."""
    options: tuple[str, ...]
    """Titles of the options, in the order of the file."""
    chosen: tuple[int, ...]
    """Indices into `options`."""
    reason: str = ""
    advice: str = ""
    held: bool = False
    """Whether what the learner holds already answers it."""
    path: str = ""
    """Where a choice without a name stands in its item, such as "requires.all[0]"; empty for one with a name."""

    @property
    def key(self) -> str:
        """What tells it from all other choices of the plan."""
        return self.name or f"{self.nodes[0]}:{self.path}"


class Totals(Value):
    """Sums over the items of the plan."""

    items: int
    hours: float
    """All hours still to do, degrees included; the number that is minimal."""
    hours_range: ThreePoint
    study_hours: float
    """Without degrees, whose hours run on their own calendar."""
    months: float
    """Longest chain of experience and degrees, in calendar months."""
    cost_usd: float


class Binding(Value):
    """Which of the two clocks decides the finish date."""

    by: Literal["study", "experience", "both", "nothing"]
    study_alone: date | None
    """When all study would be done if nothing had to be waited for."""
    experience_alone: date | None
    """When all experience and degrees would be over if study took no time."""
    lower_bound: date | None
    """No order of these items can finish earlier; the order is proved best where this is the finish."""
    chain: tuple[str, ...]
    """The critical chain, first item first."""
    sentence: str


class Dated(Protocol):
    """A step of the plan before."""

    @property
    def id(self) -> str: ...
    @property
    def start(self) -> date | None: ...
    @property
    def finish(self) -> date | None: ...


class Before(Protocol):
    """The plan before: a whole plan, or what a learner's file keeps of it. Its steps in their order."""

    @property
    def items(self) -> Sequence[Dated]: ...


class Plan(Value):
    """What to do, in which order, when and why."""

    format: Literal["trailmark.plan"] = "trailmark.plan"
    format_version: Literal[1] = 1
    status: PlanStatus
    curriculum: str
    start: str | None
    goal: str
    goal_title: str
    aim: Aim
    """What is made as small as possible."""
    then: tuple[Aim, ...] = ()
    """What decides between sets that are equally good by the aim, most important first, as the learner wished it."""
    hour_worth_usd: float = 20.0
    """What the aim "mix" counts for an hour of study, in US dollars."""
    week_worth_usd: float = 0.0
    """What the aim "mix" counts for a week from the first day to the finish, in US dollars."""
    proof: Literal["optimal", "gap", "none"]
    """"optimal": no set of items is better by the aim and what comes after it, proved. "gap": that is not proved."""
    gap: float = 0.0
    """How much better the best set may be at most by `gap_aim`: days for "time", else a fraction; 0 where proved."""
    gap_aim: Aim | None = None
    """By what a better set may exist: the aim, or what comes after it where the aim is proved; null where all is."""
    settled: bool = True
    """Whether equally good sets of items were told apart by the rule of ties; false where time ended before."""
    items: tuple[PlanItem, ...]
    held: tuple[str, ...]
    """Everything the learner holds, credit of roles and degrees included."""
    decisions: tuple[Decision, ...]
    totals: Totals
    begins: date
    finish: date | None
    binding: Binding
    ordered: Ordered = Ordered()
    renewals: tuple[Renewal, ...] = ()
    problems: tuple[Problem, ...]

    @cached_property
    def waits(self) -> Mapping[str, tuple[str, ...]]:
        """Planned item -> planned items that it waits for or is taken together with.

        Unlike `PlanItem.needs` it has what brings a need for nothing, and what an item has its credit from.
        """
        found: dict[str, list[str]] = {item.id: [] for item in self.items}
        for item in self.items:
            for owner in item.owners:
                if owner in found:
                    found[owner].append(item.id)
        return {item: tuple(before) for item, before in found.items()}

    @property
    def gap_in_days(self) -> bool:
        """Whether the gap is a number of days."""
        return (self.gap_aim or self.aim) is Aim.TIME
