"""How deep a skill goes: up to three levels, each with the hours that it adds to the level below.

The highest level is the item itself and answers to its id, `sql`; a lower one is called `sql@working`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, model_validator

from planner.i18n import _
from planner.model.base import Value
from planner.model.estimate import ThreePoint
from planner.model.requirement import Requirement
from planner.model.text import Text

if TYPE_CHECKING:
    from planner.model.curriculum import Node

MARK = "@"
"""Stands between the id of an item and the level that is asked for; no id of a file holds it."""


class Level(StrEnum):
    """How deep; each holds the ones before it."""

    AWARE = "aware"
    WORKING = "working"
    EXPERT = "expert"


LEVELS = tuple(Level)
"""Lowest first."""

Depth = Literal["aware", "working", "expert", ""]


class LevelOf(Value):
    """What one level adds to the level below it."""

    hours: ThreePoint
    """Hours of study beyond the level below."""
    basis: Text = ""
    """Where the hours come from; empty: as the item says."""
    requires: Requirement | None = None
    """What this level needs beyond the level below. The lowest level needs what the item needs."""
    outcome: Text = ""
    """What the learner can do afterwards, as "you can …". The highest level is the item and has its outcome."""
    done_when: Text = ""
    """How to know honestly that one is done. The highest level is the item and has what that says."""
    first_step: Text = ""
    """What to do in the first hour. The lowest level begins as the item begins."""
    cost_usd: Annotated[float, Field(ge=0, le=10_000_000)] = 0.0
    """Likely cost in US dollars beyond the level below."""

    @model_validator(mode="after")
    def _takes_time(self) -> LevelOf:
        if not self.hours.likely:
            raise ValueError(_("A level needs hours of study: what it adds to the level below"))
        return self


class Levels(Value):
    """Two or three of the three levels."""

    aware: LevelOf | None = None
    working: LevelOf | None = None
    expert: LevelOf | None = None

    @model_validator(mode="after")
    def _say_each_thing_once(self) -> Levels:
        given = list(self.given())
        if len(given) < 2:
            raise ValueError(_("Give two or three levels of “aware”, “working” and “expert”; one level needs none"))
        (first, lowest), (last, highest) = given[0], given[-1]
        if lowest.requires is not None or lowest.first_step:
            text = _("“{level}” is the lowest level: what it needs and its first step stand in the item itself")
            raise ValueError(text.format(level=first.value))
        if highest.outcome or highest.done_when:
            text = _("“{level}” is the highest level: its outcome and when it is done stand in the item itself")
            raise ValueError(text.format(level=last.value))
        return self

    def given(self) -> Iterator[tuple[Level, LevelOf]]:
        """The levels that there are, lowest first."""
        for level in Level:
            found: LevelOf | None = getattr(self, level.value)
            if found is not None:
                yield level, found

    @property
    def names(self) -> tuple[Level, ...]:
        """The levels that there are, lowest first."""
        return tuple(level for level, _what in self.given())


def parted(reference: str) -> tuple[str, Level | None]:
    """The id of the item and the level that a reference such as "sql@working" asks for; None: all of it."""
    item, mark, level = reference.partition(MARK)
    return (item, Level(level)) if mark and level in set(Level) else (reference, None)


def joined(item: str, level: Level) -> str:
    """The reference to a level of an item."""
    return f"{item}{MARK}{level.value}"


def title_of(title: str, level: Level) -> str:
    """What a level below the highest is called."""
    words = {
        Level.AWARE: _("{title} (awareness level)"),
        Level.WORKING: _("{title} (working level)"),
        Level.EXPERT: _("{title} (expert level)"),
    }
    return words[level].format(title=title[:170])


def check_levels(node: Node) -> None:
    """Raise ValueError where the levels of an item make no sense, or where it claims to be a level and is none."""
    item, level = parted(node.id)
    if level is not None and (node.depth_of != item or node.depth != level):
        raise ValueError(
            _("An id holds no level; levels stand in the field “levels” of the item “{id}”").format(id=item)
        )
    if level is None and node.depth_of is not None:
        raise ValueError(_("It is no level of “{id}”").format(id=node.depth_of))
    if node.levels is None:
        return
    if node.kind != "skill":
        raise ValueError(_("Only a skill has levels, but this item is of the kind {kind}").format(kind=node.kind.value))
    for name, given in (
        ("hours", any((node.hours.optimistic, node.hours.likely, node.hours.pessimistic))),
        ("cost_usd", bool(node.cost_usd)),
    ):
        if given:
            text = _("Leave “{field}” out: for an item with levels it is the sum of what its levels say")
            raise ValueError(text.format(field=name))
    if node.months is not None or node.exam is not None or node.wait_days:
        raise ValueError(_("An item with levels has no months, no exam and no days of waiting"))
