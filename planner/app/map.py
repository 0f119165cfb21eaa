"""What a map of a document shows: boxes with their status, lanes and eras with their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.i18n import _
from planner.layout.tree import Tree


class Mark(StrEnum):
    """Where an item stands for this learner."""

    HELD = "held"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    LOCKED = "locked"
    UNPLANNED = "unplanned"
    AVOIDED = "avoided"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class MapNode:
    """One box of the map."""

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
class Map:
    """Boxes, lanes and eras with their places."""

    nodes: Mapping[str, MapNode]
    eras: Sequence[Era]
    lane_titles: Mapping[str, str]
    tree: Tree
    goal: str
    start: str | None


def mark_words(mark: Mark) -> str:
    """The status as a person says it."""
    return {
        Mark.HELD: _("already yours"),
        Mark.IN_PROGRESS: _("in progress"),
        Mark.READY: _("ready to start"),
        Mark.LOCKED: _("needs something first"),
        Mark.UNPLANNED: _("not in your plan"),
        Mark.AVOIDED: _("you avoid it"),
        Mark.RETIRED: _("no longer offered"),
    }[mark]
