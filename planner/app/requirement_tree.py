"""Requirements as trees that a person edits: a part is found by its place, a new expression is made of the old one.

A place is the number of the member at every step from the whole to the part; `()` is the whole. What is left of a group
after an edit says what a person would write: no group of nothing, no "all of" one thing, no two out of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import ValidationError

from planner.i18n import _
from planner.model.problem import error
from planner.model.requirement import (
    MAX_OPERANDS,
    All,
    AnyOf,
    AtLeast,
    Choice,
    Months,
    Requirement,
    members,
)

Made = TypeVar("Made")
Place = tuple[int, ...]
Node = All | AnyOf | AtLeast
"""A group: what has members that a person can add and remove."""


class Form(StrEnum):
    """What a group asks for."""

    ALL = "all"
    ANY = "any"
    AT_LEAST = "at_least"


def form_of(group: Node) -> Form:
    """What a group asks for."""
    return Form.ALL if isinstance(group, All) else Form.ANY if isinstance(group, AnyOf) else Form.AT_LEAST


def inside(part: Requirement | None) -> tuple[Requirement, ...]:
    """The members of a group; nothing for an item or a threshold of months."""
    return members(part) if isinstance(part, (All, AnyOf, AtLeast)) else ()


def part_at(whole: Requirement | None, place: Place) -> Requirement | None:
    """What stands at a place; None where nothing does."""
    part = whole
    for step in place:
        some = inside(part)
        if step >= len(some):
            return None
        part = some[step]
    return part


def places(whole: Requirement | None, place: Place = ()) -> Iterator[tuple[Place, Requirement]]:
    """Every part with its place, the whole first."""
    if whole is None:
        return
    yield place, whole
    for number, member in enumerate(inside(whole)):
        yield from places(member, (*place, number))


def replaced(whole: Requirement | None, place: Place, new: Requirement | None) -> Requirement | None:
    """The whole with another part at a place; None takes the part away. Raises PlannerError."""
    if not place:
        return new
    first, *rest = place
    if not isinstance(whole, (All, AnyOf, AtLeast)) or first >= len(inside(whole)):
        return whole
    some = list(inside(whole))
    member = replaced(some[first], tuple(rest), new)
    labels = list(whole.labels) if isinstance(whole, Choice) else []
    if member is None:
        del some[first]
        del labels[first : first + 1]
    else:
        some[first] = member
    return _simple(_with_members(whole, tuple(some), tuple(labels)))


def added(whole: Requirement | None, place: Place, new: Requirement) -> Requirement:
    """The whole with one more member in the group at a place. Where no group stands, both are needed.

    Raises PlannerError where the group is full.
    """
    part = part_at(whole, place)
    if part is None:
        return new if whole is None else added(whole, (), new)
    if not isinstance(part, (All, AnyOf, AtLeast)):
        return _there(_put(whole, place, part if part == new else All(all=(part, new))))
    some = inside(part)
    if new in some:
        return _there(whole)
    if len(some) >= MAX_OPERANDS:
        raise error("too-many", _("A group holds at most {limit} members.").format(limit=MAX_OPERANDS))
    labels = (*part.labels, _label(new)) if isinstance(part, Choice) and part.labels else ()
    return _there(_put(whole, place, _with_members(part, (*some, new), labels)))


def removed(whole: Requirement | None, place: Place) -> Requirement | None:
    """The whole without the part at a place."""
    return replaced(whole, place, None)


def moved(whole: Requirement | None, place: Place, group: Place) -> Requirement | None:
    """The whole with a part in another group, at its end. Nothing moves into itself. Raises PlannerError."""
    part = part_at(whole, place)
    if part is None or group[: len(place)] == place or group == place[:-1]:
        return whole
    # Put it in at its new place first: taking it away may fold groups together, and places then mean something else.
    return removed(added(whole, group, part), place)


def shifted(whole: Requirement | None, place: Place, by: int) -> tuple[Requirement | None, Place]:
    """The whole with a part so many steps later in its group (earlier where negative), and its place there.

    The order of a choice matters: the first option is what is taken where nobody chooses.
    """
    if not place:
        return whole, place
    group, at = part_at(whole, place[:-1]), place[-1]
    some = list(inside(group))
    to = min(max(0, at + by), len(some) - 1)
    if to == at or not isinstance(group, (All, AnyOf, AtLeast)):
        return whole, place
    some.insert(to, some.pop(at))
    labels = list(group.labels) if isinstance(group, Choice) else []
    if labels:
        labels.insert(to, labels.pop(at))
    return _put(whole, place[:-1], _with_members(group, tuple(some), tuple(labels))), (*place[:-1], to)


def grouped(whole: Requirement | None, place: Place, form: Form, k: int = 2) -> Requirement | None:
    """The whole where the group at a place asks for something else; an item there becomes a group of one choice.

    What is said of a choice (name, reason, advice, labels) stays where the new group is one, too. Raises PlannerError.
    """
    part = part_at(whole, place)
    if part is None or isinstance(part, Months):
        return whole
    some = inside(part) or (part,)
    said = _said(part) if isinstance(part, Choice) else {}
    if form is Form.ALL:
        new: Requirement = _made(All, all=some)
    elif form is Form.ANY:
        new = _made(AnyOf, any=some, **said)
    else:
        new = _made(AtLeast, k=min(max(1, k), len(set(some))), of=some, **said)
    return _put(whole, place, new)


def described(whole: Requirement | None, place: Place, **said: object) -> Requirement | None:
    """The whole where the choice at a place has another name, reason, advice, labels, or the threshold other words.

    Raises PlannerError.
    """
    part = part_at(whole, place)
    if not isinstance(part, (AnyOf, AtLeast, Months)):
        return whole
    try:
        return _put(whole, place, part.changed(**said))
    except ValidationError as wrong:
        raise error("wrong-choice", _words(wrong)) from None


def with_months(whole: Requirement | None, place: Place, months: int, tags: tuple[str, ...]) -> Requirement | None:
    """The whole with another threshold of months at a place. Raises PlannerError."""
    part = part_at(whole, place)
    of = part.of if isinstance(part, Months) else ()
    reason = part.reason if isinstance(part, Months) else ""
    return _put(whole, place, _made(Months, months=months, tags=tags, of=of, reason=reason))


def _put(whole: Requirement | None, place: Place, new: Requirement) -> Requirement | None:
    """As `replaced`, but the new part stays as it is, even where it could be written shorter."""
    if not place:
        return new
    first, *rest = place
    assert isinstance(whole, (All, AnyOf, AtLeast))
    some = list(inside(whole))
    some[first] = _there(_put(some[first], tuple(rest), new))
    return _with_members(whole, tuple(some), whole.labels if isinstance(whole, Choice) else ())


def _there(part: Requirement | None) -> Requirement:
    assert part is not None
    return part


def _with_members(group: Node, some: tuple[Requirement, ...], labels: tuple[str, ...]) -> Node:
    match group:
        case All():
            return _made(All, all=some)
        case AnyOf():
            return _made(AnyOf, any=some, **{**_said(group), "labels": labels})
        case _:
            k = min(group.k, len(_distinct(some)))
            return _made(AtLeast, k=k, of=some, **{**_said(group), "labels": labels})


def _simple(group: Node) -> Requirement | None:
    """What is left of a group: nothing, its only member, or the group."""
    some = inside(group)
    if not some:
        return None
    if len(some) == 1 and (isinstance(group, All) or not any(_said(group).values())):
        return some[0]
    return group


def _said(choice: Choice) -> dict[str, Any]:
    return {name: getattr(choice, name) for name in Choice.model_fields}


def _label(part: Requirement) -> str:
    return part if isinstance(part, str) else _("Another option")


def _distinct(some: tuple[Requirement, ...]) -> list[Requirement]:
    found: list[Requirement] = []
    for one in some:
        if one not in found:
            found.append(one)
    return found


def _made(kind: Callable[..., Made], **fields: object) -> Made:
    try:
        return kind(**fields)
    except ValidationError as wrong:
        raise error("wrong-requirement", _words(wrong)) from None


def _words(wrong: ValidationError) -> str:
    from planner.storage.json_text import in_words

    return in_words(wrong)
