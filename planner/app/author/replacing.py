"""Find and replace in all texts of a file: what would be replaced is shown first, and any of it may be left."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from planner.app.author import references
from planner.app.author.draft import Draft, with_fields
from planner.i18n import _
from planner.model.base import Value
from planner.model.curriculum import Certificate, Claim, Course, Curriculum, Domain, Node, Source
from planner.model.depth import LevelOf, Levels
from planner.model.override import Override
from planner.model.problem import error
from planner.model.requirement import All, AnyOf, AtLeast, Months
from planner.model.resource import Resource

Place = tuple[str | int, ...]
"""Where a text stands: fields, places in lists, keys of tables; such as ("nodes", 3, "reasons", "python")."""

MAX_FOUND = 10_000

TEXTS: dict[type[Value], tuple[str, ...]] = {
    Curriculum: ("title", "description", "disclaimer"),
    Node: ("title", "basis", "reasons", "outcome", "first_step", "done_when", "cost_range", "aliases", "note"),
    Override: ("basis", "cost_range", "note", "recommend", "reason"),
    Resource: ("title", "provider", "url", "hours", "comment"),
    Domain: ("title",),
    Source: ("what", "where", "used_for"),
    Course: ("title", "url", "published_hours", "basis"),
    Certificate: (
        "name",
        "issuer",
        "validity_note",
        "renewal",
        "formal_prerequisites",
        "recommended_experience",
        "note",
    ),
    Claim: ("about", "region", "statement", "measure", "original", "verdict"),
    LevelOf: ("basis", "outcome", "done_when", "first_step"),
    AnyOf: ("name", "reason", "advice", "labels"),
    AtLeast: ("name", "reason", "advice", "labels"),
    Months: ("reason",),
}
"""The texts that people read; never ids, codes, keys and tags."""

_PARTS: dict[type[Value], tuple[str, ...]] = {
    Curriculum: ("nodes", "overrides", "domains", "sources", "courses", "certificates", "claims"),
    Node: ("resources", "requires", "corequisites", "levels"),
    Levels: ("aware", "working", "expert"),
    LevelOf: ("requires",),
    Override: ("add_resources",),
    All: ("all",),
    AnyOf: ("any",),
    AtLeast: ("of",),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A text in which something would be replaced."""

    place: Place
    item: str
    """The item that it belongs to; empty for a text beside the items."""
    field: str
    """Path inside the item or the file, such as "reasons.python"."""
    old: str
    new: str


def hits(draft: Draft, find: str, replace: str = "", case: bool = False, words: bool = False) -> tuple[Hit, ...]:
    """Every text of this file that has `find` in it, and what it would be with `replace` there instead.

    With `case` capitals count, with `words` only whole words are found. Requirements as well: names, reasons, advice
    and labels of choices. Raises PlannerError for an empty text.
    """
    new = _replacer(find, replace, case, words)
    found: list[Hit] = []
    for place, text in _texts(draft.curriculum, ()):
        changed = new(text)
        if changed is not None:
            found.append(Hit(place, *_named(draft.curriculum, place), text, changed))
            if len(found) >= MAX_FOUND:
                break
    return tuple(found)


def replace_text(
    draft: Draft,
    find: str,
    replace: str,
    case: bool = False,
    words: bool = False,
    only: Collection[Place] | None = None,
) -> Draft:
    """The draft with `replace` for every `find`, or only in the places `only` of `hits`.

    Raises PlannerError where that makes a text that cannot be, such as an empty title; then nothing is replaced.
    """
    wanted = {
        hit.place: hit.new for hit in hits(draft, find, replace, case, words) if only is None or hit.place in only
    }
    if not wanted:
        return draft
    curriculum = draft.curriculum
    tops = {str(place[0]) for place in wanted}
    return with_fields(draft, **{name: _rewritten(getattr(curriculum, name), (name,), wanted) for name in tops})


def _replacer(find: str, replace: str, case: bool, words: bool) -> Callable[[str], str | None]:
    if not find:
        raise error("empty", _("Say what to look for."))
    pattern = re.escape(find)
    if words:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    wanted = re.compile(pattern, re.NOFLAG if case else re.IGNORECASE)

    def new(text: str) -> str | None:
        changed, count = wanted.subn(lambda _match: replace, text)
        return changed if count else None

    return new


def _texts(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        return
    if isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from _texts(one, (*place, at))
        return
    for field in TEXTS.get(type(value), ()):
        yield from _plain(getattr(value, field), (*place, field))
    for field in _PARTS.get(type(value), ()):
        yield from _texts(getattr(value, field), (*place, field))


def _plain(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield (*place, key), one
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield (*place, at), one


def _rewritten(value: Any, place: Place, wanted: Mapping[Place, str]) -> Any:
    """The value with the texts in `wanted`; the very same one where none of them is in it."""
    if place in wanted:
        return wanted[place]
    if isinstance(value, tuple):
        new = tuple(_rewritten(one, (*place, at), wanted) for at, one in enumerate(value))
        return value if all(one is other for one, other in zip(value, new, strict=True)) else new
    if isinstance(value, Mapping):
        return {key: _rewritten(one, (*place, key), wanted) for key, one in value.items()}
    if not isinstance(value, Value):
        return value
    fields = {
        field: _rewritten(getattr(value, field), (*place, field), wanted)
        for field in (*TEXTS.get(type(value), ()), *_PARTS.get(type(value), ()))
    }
    changed = {field: new for field, new in fields.items() if new != getattr(value, field)}
    if not changed:
        return value
    try:
        return value.changed(**changed)
    except ValidationError as wrong:
        node = value.id if isinstance(value, Node) else ""
        raise references.refused(wrong, node, next(iter(changed))) from None


def _named(curriculum: Curriculum, place: Place) -> tuple[str, str]:
    """(the item, the path inside it) of a place."""
    if place[0] == "nodes":
        return curriculum.nodes[int(place[1])].id, _spelled(place[2:])
    if place[0] == "overrides":
        return curriculum.overrides[int(place[1])].id, _spelled(("overrides", *place[2:]))
    return "", _spelled(place)


def _spelled(place: Place) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")
