"""What a map of a document shows: boxes with their status, modules, lanes and eras, each with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.i18n import _

if TYPE_CHECKING:
    from planner.app.filters import Filters
    from planner.layout.sketch import Drawing
    from planner.model.record import ItemRecord


class Mark(StrEnum):
    """Where an item stands for this learner."""

    HELD = "held"
    DONE = "done"
    WAIVED = "waived"  # nobody asks for it, or something else stands in for it
    IN_PROGRESS = "in_progress"
    READY = "ready"
    LOCKED = "locked"
    UNPLANNED = "unplanned"
    AVOIDED = "avoided"
    SKIPPED = "skipped"
    RETIRED = "retired"
    DRAFT = "draft"  # nobody learns here: the map of a curriculum that is edited


class Side(StrEnum):
    """Where two plans on one map are not the same."""

    FIRST = "first"  # only the plan that is compared with has it
    SECOND = "second"  # only the plan that is shown has it
    MOVED = "moved"  # both have it, on other days


@dataclass(frozen=True, slots=True)
class Signs:
    """How two plans on one map are told apart without colours."""

    first: str
    """One letter or sign for what only the plan that is compared with has."""
    second: str
    first_words: str
    """The same in words, such as "only in A"."""
    second_words: str


HELD_MARKS = frozenset({Mark.HELD, Mark.DONE, Mark.WAIVED})
"""What counts as held, however it came to that."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person wants to see of the map. The plan does not depend on it."""

    everything: bool = False
    """Also what is not in the plan."""
    open_eras: frozenset[int] | None = None
    """Eras whose steps are shown one by one; None: all. In the others a module stands for the steps of a lane."""
    closed_lanes: frozenset[str] = frozenset()
    """Lanes of which only modules are shown, in every era."""
    filters: Filters | None = None
    """Show only what these let through."""
    focus: str | None = None
    """Show only the way that leads through this item to the goal, and one step around it; "": the learner's path."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of the curriculum at the item that asks for it."""

    name: str
    """Empty where the curriculum gives no name."""
    options: tuple[str, ...]
    """Titles of the options."""
    chosen: tuple[int, ...]
    """Indices of the options that the plan takes."""
    held: bool
    """Whether what the learner holds already answers it."""


@dataclass(frozen=True, slots=True)
class MapNode:
    """One item of the map."""

    id: str
    title: str
    kind: str
    """A kind of the model, or "goal"."""
    mark: Mark
    domain: str
    era: int
    hours: float
    months: float | None
    start: date | None
    finish: date | None
    progress: float = 0.0
    planned: bool = True
    lane: str = ""
    choices: tuple[Choice, ...] = ()
    hidden: int = 0
    """How many of its prerequisites that are not held yet the map does not show."""
    record: ItemRecord | None = None
    estimate: float = 0.0
    """With the record: hours that it takes this learner by the estimate."""
    """What has happened to it, where one item by itself was asked for."""
    side: Side | None = None
    """Of two plans on one map: which has it; None where both have it on the same days, or where there is one plan."""
    days: int = 0
    """By how many days it ends later in the plan that is shown, where it has moved."""
    bars: tuple[int, int] = (0, 0)
    """Which level of its skill it is, from 1, and how many there are; (0, 0) for what has no levels."""
    short: str = ""
    """What a box calls it whose bars tell the level; empty where that is its title."""

    @property
    def label(self) -> str:
        """What stands in its box."""
        return self.short or self.title

    @property
    def held(self) -> bool:
        """Whether it is behind the learner."""
        return self.mark in HELD_MARKS


@dataclass(frozen=True, slots=True)
class Module:
    """The steps of one lane in one era, as one box."""

    id: str
    title: str
    lane: str
    era: int
    items: tuple[str, ...]
    hours: float
    """Hours still to do."""
    done: int
    """How many of the items are held."""
    first: int = 0
    """Of two plans on one map: how many of the items only the plan that is compared with has."""
    second: int = 0
    moved: int = 0


@dataclass(frozen=True, slots=True)
class Era:
    """A stage of the path: everything up to a milestone."""

    item: str
    """Id of the milestone, or of the goal."""
    title: str
    finish: date | None
    items: int
    hours: float


@dataclass(frozen=True, slots=True)
class Box:
    """Where a node or module stands, in pixels at 100 %."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Band:
    """A lane (begin and size along y) or an era (along x)."""

    key: str
    begin: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """One edge: its points are joined by straight pieces and S-curves in turn; the first and the last are straight."""

    before: str
    after: str
    points: tuple[tuple[float, float], ...]
    chosen: bool = True
    """Whether it is a prerequisite as the plan has it; false for an option that the plan does not take."""
    side: Side | None = None
    """Of two plans on one map: the only one that has it; None where both have."""


@dataclass(frozen=True, slots=True)
class Map:
    """Nodes and modules, lanes and eras with their places."""

    nodes: Mapping[str, MapNode]
    """Every item of the map, also those that only their module shows."""
    modules: Mapping[str, Module]
    boxes: Mapping[str, Box]
    """Where each shown node or module stands."""
    lines: Sequence[Line]
    lanes: Sequence[Band]
    era_bands: Sequence[Band]
    eras: Sequence[Era]
    lane_titles: Mapping[str, str]
    width: float
    height: float
    lane_title: float
    """Room above the first row of a lane, for its name."""
    era_gap: float
    goal: str
    start: str | None
    drawing: Drawing | None = None
    """What the layout made of it; the next map starts from it."""
    sight: Sight = field(default_factory=Sight)
    wanted: frozenset[str] = frozenset()
    """The items that focus and filters leave, alone or in a module."""
    near: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Module -> the boxes that it needs something of, or that need something of it."""
    path: tuple[str, ...] = ()
    """The chain of items that ends latest, from the first step to the goal: each needs the one before."""
    next: str | None = None
    """The item to begin with."""
    needs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Item -> its direct prerequisites on the map, also those that no line is drawn for."""
    unlocks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The same the other way round: item -> what needs it directly, in the order of the map."""
    signs: Signs | None = None
    """Of two plans on one map: how they are told apart."""
    other_path: tuple[str, ...] = ()
    """The chain that ends latest in the plan that is compared with."""

    def box_of(self, item: str) -> str | None:
        """The box that shows an item: its own, or that of its module; None where the map does not show it."""
        if item in self.boxes:
            return item
        node = self.nodes.get(item)
        module = module_id(node.era, node.lane) if node else ""
        return module if module in self.boxes else None

    def chain(self, item: str) -> set[str]:
        """Everything on the map that an item needs, and everything that needs it, over any number of steps."""
        from planner.graph.order import Chains  # with the graph library, which the window does without at first

        before, after = Chains(self.needs).of(item)
        return before | after


def module_id(era: int, lane: str) -> str:
    """Id of the module of a lane in an era; no item can have it, as ids have no colon."""
    return f"module:{era}:{lane}"


def mark_words(mark: Mark) -> str:
    """The status as a person says it."""
    return {
        Mark.HELD: _("already yours"),
        Mark.DONE: _("done"),
        Mark.WAIVED: _("not asked of you"),
        Mark.IN_PROGRESS: _("in progress"),
        Mark.READY: _("ready to start"),
        Mark.LOCKED: _("needs something first"),
        Mark.UNPLANNED: _("not in your plan"),
        Mark.AVOIDED: _("you avoid it"),
        Mark.SKIPPED: _("you skip it"),
        Mark.RETIRED: _("no longer offered"),
        Mark.DRAFT: "",
    }[mark]


def kind_words(kind: str) -> str:
    """The kind of an item as a person says it."""
    return {
        "role": _("role"),
        "skill": _("skill"),
        "project": _("project"),
        "certification": _("certification"),
        "experience": _("experience"),
        "degree": _("degree"),
        "course": _("course"),
        "milestone": _("milestone"),
        "goal": _("your goal"),
    }.get(kind, kind)
