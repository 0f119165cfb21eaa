"""A curriculum: what can be learned, what each item needs and why, how long it takes, where each fact comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from planner.i18n import _
from planner.model.base import Many, Value
from planner.model.depth import LEVELS, Depth, Level, Levels, check_levels
from planner.model.estimate import MAX_HOURS, ZERO, ThreePoint
from planner.model.freshness import ShelfLife
from planner.model.override import BuiltOn, Override
from planner.model.problem import error
from planner.model.requirement import Requirement
from planner.model.resource import Resource
from planner.model.text import Address, Id, ItemId, Label, Text, Title
from planner.model.thresholds import references, resolved

__all__ = [
    "FORMAT",
    "FORMAT_VERSION",
    "MAX_HOURS",
    "MAX_NODES",
    "MAX_REFERENCES",
    "ZERO",
    "Certificate",
    "Claim",
    "Course",
    "Curriculum",
    "Domain",
    "Exam",
    "Fraction",
    "Kind",
    "ModuleInfo",
    "MonthDay",
    "Node",
    "Resource",
    "Source",
    "Status",
    "ThreePoint",
]

FORMAT = "trailmark.curriculum"
FORMAT_VERSION = 1

MAX_NODES = 5_000
MAX_REFERENCES = 100_000

Fraction = Annotated[float, Field(gt=0, le=1)]


class Kind(StrEnum):
    """What an item is; each has its own shape on the map."""

    ROLE = "role"
    SKILL = "skill"
    PROJECT = "project"
    CERTIFICATION = "certification"
    EXPERIENCE = "experience"
    DEGREE = "degree"
    COURSE = "course"  # covers parts of several items; planned only where it saves hours
    MILESTONE = "milestone"


class Status(StrEnum):
    """Whether an item may be planned."""

    ACTIVE = "active"
    RETIRED = "retired"  # no longer offered; counts if held
    UNVERIFIED = "unverified"  # nobody found who offers it; counts if held


MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
"""A day of every year, such as "06-01"; 02-29 is 02-28 in a year without one."""


class Exam(Value):
    """How an examination takes place, after all the study for it."""

    days: Many[MonthDay] = ()
    """The only days of the year on which it is held; empty: any day."""
    sitting_minutes: Annotated[int, Field(ge=0, le=24 * 60)] = 0
    """Study minutes that one single day must have room for, as the sitting cannot be split; part of the hours.
    On a day from `days` or on a booked day the learner makes room for it."""


class Node(Value):
    """One item of a curriculum."""

    id: ItemId
    title: Title
    kind: Kind
    domain: Id
    """What a learner filters by; one lane of the map."""
    module: Id | None = None
    """Which file an editor ships it in; filled in on loading."""
    level: Literal["foundation", "intermediate", "advanced", "expert", ""] = ""
    hours: ThreePoint = ZERO
    """Hours of study; of an item with levels left out, as they are the sum of theirs."""
    levels: Levels | None = None
    """How deep one may go, for a skill of which others do not always need all."""
    depth: Depth = ""
    """Which of several levels it is; filled in on loading."""
    depth_of: Id | None = None
    """The item that it is a level of, for all but the highest; filled in on loading."""
    basis: Text = ""
    """Where the hours come from."""
    months: ThreePoint | None = None
    """Calendar months beside study, for experience and degrees."""
    parallel: bool = False
    """Whether these months may run beside another job or degree."""
    wait_days: Annotated[int, Field(ge=0, le=3660)] = 0
    """Calendar days from the end of its study until it counts: results, processing, shipping."""
    exam: Exam | None = None
    requires: Requirement | None = None
    corequisites: Requirement | None = None
    """What must be held before or taken in the same step."""
    recommended: Many[ItemId] = ()
    """Orders two items when both are planned; never selects and never blocks."""
    reasons: dict[ItemId, Text] = {}
    """Why each prerequisite is one: id of the prerequisite -> one sentence."""
    outcome: Text = ""
    """What the learner can do afterwards, as "you can …"."""
    first_step: Text = ""
    """What to do in the first hour."""
    done_when: Text = ""
    """How to know honestly that one is done."""
    resources: Many[Resource] = ()
    cost_usd: Annotated[float, Field(ge=0, le=10_000_000)] = 0.0
    """Likely cost in US dollars."""
    cost_range: Label = ""
    grants: Many[ItemId] = ()
    """Items that whoever holds this one holds too."""
    partial: dict[ItemId, Fraction] = {}
    """Fraction of an item's hours already covered by holding this one; several credits take the largest."""
    accepts_held: Many[ItemId] = ()
    """Items that count as this one where a learner already holds them (for example retired certificates)."""
    status: Status = Status.ACTIVE
    superseded_by: Many[ItemId] = ()
    aliases: Many[Title] = ()
    tags: Many[Id] = ()
    jurisdiction: Many[Title] = ()
    """Which law a legal item speaks about."""
    note: Text = ""
    sources: Many[Title] = ()
    """Codes of the sources listed in the curriculum."""
    checked: date | None = None
    """When these facts were last checked."""
    shelf_life_months: ShelfLife | None = None
    """After so many months these facts should be looked at again; None: as `planner.model.freshness` says."""

    @model_validator(mode="after")
    def _months_make_sense(self) -> Node:
        if self.months is not None and self.months.optimistic <= 0:
            message = _("Months must be more than 0; leave the field out where no time on the calendar is needed")
            raise ValueError(message)
        both = set(self.grants) & self.partial.keys()
        if both:
            raise ValueError(_("It grants {id} in full and in part at once").format(id=min(both)))
        check_levels(self)
        return self


class Source(Value):
    """Where facts come from."""

    code: Title
    what: Text
    where: Text = ""
    dated: Label = ""
    kind: Label = ""
    trust: Label = ""
    used_for: Text = ""


class Course(Value):
    """A well-known course that covers several items at once."""

    id: Id
    title: Title
    url: Address = ""
    published_hours: Label = ""
    """The effort its publisher states, as written there."""
    price: Label = ""
    covers: dict[ItemId, Fraction]
    """Fraction of each item's hours that the course covers."""
    basis: Label = ""
    checked: date | None = None
    """When this was last checked; None: with the file that it stands in."""
    shelf_life_months: ShelfLife | None = None


class Certificate(Value):
    """A dated record about one certification; several may belong to one node, most belong to none."""

    id: Id
    node: ItemId | None = None
    name: Title
    issuer: Label = ""
    exam_code: Label = ""
    status: Label
    """As found: active, beta, retired, unverified, …"""
    since: Label = ""
    fee_usd: Label = ""
    validity_months: int | None = Field(default=None, gt=0)
    """None: see `validity_note`."""
    validity_note: Label = ""
    """Such as "does not lapse" or "not verified"."""
    renewal: Label = ""
    renewal_hours: ThreePoint | None = None
    """Hours of study to renew it before or after it lapses; None where it has to be earned anew."""
    renewal_usd: Annotated[float, Field(ge=0, le=10_000_000)] = 0.0
    """What a renewal costs in US dollars."""
    formal_prerequisites: Label = ""
    recommended_experience: Label = ""
    study_hours: ThreePoint | None = None
    successor: Label = ""
    confidence_status: Label = ""
    confidence_fee: Label = ""
    source: Label = ""
    note: Text = ""
    checked: date | None = None
    """When this was last checked; None: with the file that it stands in."""
    shelf_life_months: ShelfLife | None = None


class Claim(Value):
    """A dated statement about pay or outlook. Never a property of a role, never part of the ranking."""

    id: Id
    about: Title
    """The role or occupation the statement is about."""
    node: ItemId | None = None
    region: Title
    statement: Text
    amount: Annotated[float, Field(ge=0)] | None = None
    currency: Label = ""
    measure: Label = ""
    source: Title
    source_date: Label
    """When the source said so."""
    period_end: int | None = None
    """Last year of a projection."""
    checked: date | None = None
    shelf_life_months: ShelfLife | None = None
    confidence: Literal["high", "medium", "low"]
    original: Text = ""
    """The words of the source where they differ."""
    verdict: Text = ""
    """What to make of it today."""


class Domain(Value):
    """A subject that learners filter by; the order of the list is the order of the lanes."""

    id: Id
    title: Title
    on_the_job_share: Annotated[float, Field(ge=0, le=1)] = 0.0
    """Judged share of these hours that happens in paid work."""


class ModuleInfo(Value):
    """One file that a loaded curriculum was put together from."""

    id: Id
    title: Title
    version: Label = ""
    file: Text = ""


class Curriculum(Value):
    """One file, or several merged into one by `uses`."""

    format: Literal["trailmark.curriculum"] = "trailmark.curriculum"
    format_version: Literal[1] = 1
    id: Id
    title: Title
    description: Text = ""
    version: Label = ""
    checked: date | None = None
    target: ItemId | None = None
    """The node that this curriculum leads to."""
    uses: Many[Id] = ()
    """Other files whose nodes and facts belong to this one."""
    overrides: Many[Override] = Field(default=(), max_length=MAX_NODES)
    """What this curriculum says otherwise about items of the files that it uses."""
    built_on: Many[BuiltOn] = ()
    """Those files as they were when somebody last looked at what is new in them."""
    domains: Many[Domain] = ()
    nodes: Many[Node] = Field(default=(), max_length=MAX_NODES)
    sources: Many[Source] = ()
    courses: Many[Course] = ()
    certificates: Many[Certificate] = ()
    claims: Many[Claim] = ()
    disclaimer: Text = ""
    """One sentence that is shown with pay and outlook."""
    modules: Many[ModuleInfo] = ()
    """Filled in on loading, never written in a file."""

    @field_validator("nodes", mode="after")
    @classmethod
    def _months_are_counted(cls, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        count = references(nodes)
        if count > MAX_REFERENCES:
            message = _("Its thresholds of months count {count} items; at most {limit} are allowed")
            raise ValueError(message.format(count=count, limit=MAX_REFERENCES))
        return resolved(nodes)

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """The nodes by id, in the order of the files."""
        return {node.id: node for node in self.nodes}

    @property
    def goal(self) -> str:
        """Where one goes who has not said where: the target, the last node where there is none.

        Raises PlannerError where there are no nodes at all.
        """
        if not self.target and not self.nodes:
            text = _("The curriculum “{title}” has no items yet, so there is nowhere to go.")
            raise error("no-items", text.format(title=self.title))
        return self.target or self.nodes[-1].id

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of the nodes by id."""
        return {node.id: node.title for node in self.nodes}

    @cached_property
    def families(self) -> Mapping[str, tuple[Node, ...]]:
        """The levels of every item that has several, lowest first, by the id of the item; the last one is the item."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            if node.depth:
                found.setdefault(node.depth_of or node.id, []).append(node)
        return {
            item: tuple(sorted(some, key=lambda one: LEVELS.index(Level(one.depth)))) for item, some in found.items()
        }

    def with_levels(self, items: Iterable[str]) -> set[str]:
        """These items, with every level of the skills that they are or belong to."""
        found = set(items)
        for node in [self.by_id[item] for item in found if item in self.by_id]:
            found.update(one.id for one in self.families.get(node.depth_of or node.id, ()))
        return found

    @cached_property
    def lapses(self) -> Mapping[str, Certificate]:
        """Items that lapse, each with the record that says how soon (the shortest, if there are several)."""
        found: dict[str, Certificate] = {}
        for record in self.certificates:
            if record.node and record.validity_months:
                before = found.get(record.node)
                if before is None or record.validity_months < (before.validity_months or 0):
                    found[record.node] = record
        return found

    @cached_property
    def library_hours(self) -> Mapping[str, float]:
        """Likely hours as the library says them, of items about which this curriculum says something else."""
        found: dict[str, float] = {}
        for override in self.overrides:
            if override.hours is not None and override.library is not None and override.library.hours is not None:
                found.setdefault(override.id, override.library.hours.likely)
        by_id = self.by_id
        return {item: hours for item, hours in found.items() if item in by_id and by_id[item].hours.likely != hours}

    @cached_property
    def domain_titles(self) -> Mapping[str, str]:
        """Title of every domain that a node names, lanes in order, unlisted domains last."""
        titles = {domain.id: domain.title for domain in self.domains}
        for node in self.nodes:
            titles.setdefault(node.domain, node.domain.replace("-", " ").capitalize())
        return titles
