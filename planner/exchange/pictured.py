"""A curriculum as boxes, gates and arrows: what drawings as text (DOT, Mermaid) are made of.

A choice is a gate of its own, so that "one of these three" is not drawn as "all three".
"""

from __future__ import annotations

from dataclasses import dataclass, field

from planner.exchange.losses import lost_fields, lost_ranges, lost_words_of_choices
from planner.i18n import _
from planner.model.curriculum import Curriculum, Kind
from planner.model.problem import Problem
from planner.model.requirement import All, AnyOf, AtLeast, Months, Requirement, distinct_members, needed

HOLDS = frozenset({"id", "title", "kind", "hours", "requires", "corequisites", "recommended"})


@dataclass(frozen=True)
class Box:
    """An item."""

    key: str
    """Letters and digits only: no language takes it for a word of its own."""
    title: str
    kind: Kind
    hours: float


@dataclass(frozen=True)
class Gate:
    """A choice, a sum of months, or several things that count as one option."""

    key: str
    words: str


@dataclass(frozen=True)
class Arrow:
    """From what comes first to what needs it."""

    before: str
    after: str
    kind: str
    """requires, corequisites or recommended."""


@dataclass
class Picture:
    """All of it, in the order of the curriculum."""

    title: str
    boxes: list[Box] = field(default_factory=list)
    gates: list[Gate] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)


def losses(curriculum: Curriculum) -> list[Problem]:
    """What boxes and arrows do not show."""
    return [
        *lost_fields(curriculum, HOLDS, {"title"}),
        *lost_ranges(curriculum),
        *lost_words_of_choices(curriculum),
    ]


def picture(curriculum: Curriculum) -> Picture:
    """What is drawn."""
    made = Picture(curriculum.title)
    keys = {node.id: f"n{number}" for number, node in enumerate(curriculum.nodes)}
    made.boxes = [Box(keys[node.id], node.title, node.kind, node.hours.likely) for node in curriculum.nodes]

    def draw(requirement: Requirement, after: str, kind: str) -> None:
        match requirement:
            case str():
                made.arrows.append(Arrow(keys[requirement], after, kind))
                return
            case All() if after.startswith("n"):
                for member in requirement.all:
                    draw(member, after, kind)
                return
            case All():
                words = _("all of these")
            case Months():
                words = requirement.words(curriculum.titles)
            case AnyOf() | AtLeast():
                words = _words(requirement)
        key = f"g{len(made.gates)}"
        made.gates.append(Gate(key, words))
        made.arrows.append(Arrow(key, after, kind))
        inside = [one for one, _units in requirement.counted] if isinstance(requirement, Months) else None
        for member in distinct_members(requirement) if inside is None else inside:
            draw(member, key, kind)

    for node in curriculum.nodes:
        for name in ("requires", "corequisites"):
            requirement: Requirement | None = getattr(node, name)
            if requirement is not None:
                draw(requirement, keys[node.id], name)
        made.arrows += [Arrow(keys[before], keys[node.id], "recommended") for before in dict.fromkeys(node.recommended)]
    return made


def _words(choice: AnyOf | AtLeast) -> str:
    text = _("{count} of these: {name}") if choice.name else _("{count} of these")
    return text.format(count=needed(choice), name=choice.name)
