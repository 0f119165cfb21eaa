"""Prerequisite expressions: an id, all of, any of, at least k of; nested freely.

`all []` is true, `any []` is false, `at least 0` is true, `at least 3 of 2` is refused. Equal members count once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from planner.i18n import _
from planner.model.base import Many, Value
from planner.model.text import Id, Text, Title

MAX_OPERANDS = 256
"""More operands than any person writes; a limit for files from outside."""


class All(Value):
    """Every member is needed."""

    all: Many[Requirement] = Field(max_length=MAX_OPERANDS)


class Choice(Value):
    """What any-of and at-least-k have in common: a choice the learner makes."""

    name: Title | None = None
    """Groups with the same name are ONE decision: the option taken in one is taken in all of them."""
    reason: Text = ""
    """Why a choice is enough here."""
    advice: Text = ""
    """How to choose."""
    labels: Many[Title] = ()
    """What to call the options; as many as there are options, or none."""


class AnyOf(Choice):
    """One member is enough."""

    any: Many[Requirement] = Field(max_length=MAX_OPERANDS)

    @model_validator(mode="after")
    def _labels_match(self) -> AnyOf:
        _check_labels(self.labels, self.any)
        return self


class AtLeast(Choice):
    """`k` distinct members are needed."""

    k: int = Field(ge=0)
    of: Many[Requirement] = Field(max_length=MAX_OPERANDS)

    @model_validator(mode="after")
    def _enough_members(self) -> AtLeast:
        _check_labels(self.labels, self.of)
        distinct = len(distinct_options(self))
        if self.k > distinct:
            message = _("It asks for at least {k} of {count} different members, which nobody can meet")
            raise ValueError(message.format(k=self.k, count=distinct))
        return self


def _check_labels(labels: tuple[str, ...], options: tuple[Requirement, ...]) -> None:
    if labels and len(labels) != len(options):
        message = _("It has {labels} labels for {options} options")
        raise ValueError(message.format(labels=len(labels), options=len(options)))


def _tag(value: Any) -> str | None:
    if isinstance(value, str):
        return "id"
    for kind, key in ((All, "all"), (AnyOf, "any"), (AtLeast, "of")):
        if isinstance(value, kind) or (isinstance(value, dict) and key in value):
            return key
    return None


Requirement = Annotated[
    Annotated[Id, Tag("id")]
    | Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[AtLeast, Tag("of")],
    Discriminator(
        _tag,
        custom_error_type="requirement",
        custom_error_message='It must be an id, {{"all": […]}}, {{"any": […]}} or {{"k": 2, "of": […]}}',
    ),
]

All.model_rebuild()
AnyOf.model_rebuild()
AtLeast.model_rebuild()


Group = AnyOf | AtLeast


def members(requirement: All | AnyOf | AtLeast) -> tuple[Requirement, ...]:
    """The direct members, repeated ones included, in the order of the file (the first option is the default)."""
    match requirement:
        case All():
            return requirement.all
        case AnyOf():
            return requirement.any
        case AtLeast():
            return requirement.of


def needed(group: Group) -> int:
    """How many distinct members of a choice must hold."""
    return 1 if isinstance(group, AnyOf) else group.k


def distinct_options(requirement: All | AnyOf | AtLeast) -> list[tuple[tuple[int, ...], Requirement]]:
    """The members without repetition, each with all its positions in the file."""
    places: dict[str, list[int]] = {}
    found: dict[str, Requirement] = {}
    for position, member in enumerate(members(requirement)):
        key = member if isinstance(member, str) else member.model_dump_json()
        places.setdefault(key, []).append(position)
        found.setdefault(key, member)
    return [(tuple(places[key]), member) for key, member in found.items()]


def distinct_members(requirement: All | AnyOf | AtLeast) -> list[Requirement]:
    """The members without repetition, in the order of the file."""
    return [member for _positions, member in distinct_options(requirement)]


def leaves(requirement: Requirement | None) -> Iterator[str]:
    """Every id named anywhere in the expression, in the order of the file, repetitions included."""
    if requirement is None:
        return
    if isinstance(requirement, str):
        yield requirement
        return
    for member in members(requirement):
        yield from leaves(member)


def walk(requirement: Requirement | None, path: str = "") -> Iterator[tuple[str, Requirement]]:
    """Every part of the expression with its path, such as ".all[2].any[0]", the whole first."""
    if requirement is None:
        return
    yield path, requirement
    if isinstance(requirement, str):
        return
    key = _tag(requirement)
    for index, member in enumerate(members(requirement)):
        yield from walk(member, f"{path}.{key}[{index}]")


def holds(requirement: Requirement | None, have: Collection[str] | Callable[[str], bool]) -> bool:
    """Whether the expression is true when exactly the ids in `have` (a set, or a test) are held."""
    has = have if callable(have) else have.__contains__
    if requirement is None:
        return True
    if isinstance(requirement, str):
        return has(requirement)
    if isinstance(requirement, All):
        return all(holds(member, has) for member in requirement.all)
    true = sum(holds(member, has) for member in distinct_members(requirement))
    return true >= needed(requirement)
