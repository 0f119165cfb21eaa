"""What a curriculum says beside its items: domains, sources, courses, certification records, claims; and resources.

Only records of this file can be changed; those of the library belong to it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from pydantic import ValidationError

from planner.app.author import references
from planner.app.author.draft import Draft, field_value, found, known, with_fields
from planner.app.author.edits import set_fields
from planner.app.author.values import number_of, value_of
from planner.exchange.csv_rows import slug
from planner.i18n import _
from planner.model.base import Value
from planner.model.curriculum import Certificate, Claim, Course, Domain, Source
from planner.model.freshness import day_of
from planner.model.problem import PlannerError, error
from planner.model.resource import Resource
from planner.storage.json_text import in_words

Records = Literal["domains", "sources", "courses", "certificates", "claims"]

KINDS: dict[str, tuple[type[Value], str, str]] = {
    "domains": (Domain, "id", "title"),
    "sources": (Source, "code", "what"),
    "courses": (Course, "id", "title"),
    "certificates": (Certificate, "id", "name"),
    "claims": (Claim, "id", "about"),
}
"""For every list of records: what stands in it, the field that names one, and the one that a name is made of."""

_WHOLE, _AMOUNTS, _ESTIMATES = (
    ("validity_months", "period_end"),
    ("amount", "renewal_usd"),
    ("renewal_hours", "study_hours"),
)
_OPTIONAL = ("validity_months", "period_end", "amount", "renewal_hours", "study_hours", "node")


def add_record(draft: Draft, kind: Records, /, **fields: Any) -> Draft:
    """A new domain, source, course, certification record or claim at the end of its list.

    Its id (of a source: its code) is made of its title, name or subject where none is given. A text is read as it is
    typed into a form (`record_value`).
    """
    made_of, key, title = _kind(kind)
    values = {name: record_value(draft, name, value) for name, value in fields.items()}
    if not values.get(key):
        values[key] = _free(slug(str(values.get(title, ""))) or kind[:-1], _keys(draft, kind))
    if kind == "courses":
        values.setdefault("covers", {})
    record = _built(made_of, values)
    _check_free(draft, kind, getattr(record, key))
    return with_fields(draft, **{kind: (*getattr(draft.curriculum, kind), record)})


def set_record(draft: Draft, kind: Records, name: str, /, **fields: Any) -> Draft:
    """Other values for the record that is called `name`.

    Where its own name is among them, everything in this file that speaks of it follows: items of a domain, items,
    overrides and claims of a source.
    """
    _made_of, key, _title = _kind(kind)
    old = _record(draft, kind, name)
    values = {field: record_value(draft, field, value) for field, value in fields.items()}
    for field in values:
        _known_field(type(old), field)
    try:
        new = old.changed(**values)
    except ValidationError as wrong:
        raise references.refused(wrong, "", next(iter(values), "")) from None
    if new == old:
        return draft
    called = getattr(new, key)
    changed: dict[str, Any] = {}
    if called != name:
        _check_free(draft, kind, called)
        changed = _followers(draft, kind, name, called)
    records = tuple(new if one is old else one for one in changed.pop(kind, getattr(draft.curriculum, kind)))
    return with_fields(draft, **{kind: records, **changed})


def _followers(draft: Draft, kind: Records, old: str, new: str) -> dict[str, Any]:
    curriculum = draft.curriculum
    if kind == "domains":
        return {"nodes": tuple(n.changed(domain=new) if n.domain == old else n for n in curriculum.nodes)}
    if kind != "sources":
        return {}

    def codes(of: Any) -> Any:
        if old not in of.sources:
            return of
        return of.changed(sources=tuple(dict.fromkeys(new if code == old else code for code in of.sources)))

    return {
        "nodes": tuple(map(codes, curriculum.nodes)),
        "overrides": tuple(map(codes, curriculum.overrides)),
        "claims": tuple(one.changed(source=new) if one.source == old else one for one in curriculum.claims),
    }


def remove_record(draft: Draft, kind: Records, name: str) -> Draft:
    """The record is gone. Items of a domain stay in it, items with a source keep its code: that becomes a finding."""
    gone = _record(draft, kind, name)
    return with_fields(draft, **{kind: tuple(one for one in getattr(draft.curriculum, kind) if one is not gone)})


def move_record(draft: Draft, kind: Records, name: str, to: int) -> Draft:
    """The record stands in this place of its list, counted from 0: the order of the domains is that of the lanes."""
    record = _record(draft, kind, name)
    others = [one for one in getattr(draft.curriculum, kind) if one is not record]
    place = max(0, min(to, len(others)))
    return with_fields(draft, **{kind: (*others[:place], record, *others[place:])})


def record_value(draft: Draft, field: str, value: Any) -> Any:
    """The value of a field of a record: a text is read as it is typed into a form, all else is the value itself."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text and field in _OPTIONAL:
        return None
    if field == "node":
        return found(draft, text)
    if field in _WHOLE:
        number = number_of(field, text)
        return round(number) if number == round(number) else number
    if field in _AMOUNTS:
        return number_of(field, text or "0")
    if field in _ESTIMATES:
        return value_of("hours", text)
    if field == "covers":
        return field_value(draft, "partial", text)
    if field == "on_the_job_share":
        return number_of(field, text.removesuffix("%").strip() or "0") / (100 if text.endswith("%") else 1)
    return value_of(field, text) if field == "checked" else value


def wrong_in_record(draft: Draft, kind: Records, name: str, field: str, value: Any) -> str:
    """What is wrong with a field of a record having this value, as a sentence; empty where nothing is.

    `name`: what the record is called now; empty for one that is still to be added, whose id may be left out.
    """
    made_of, key, _title = _kind(kind)
    if field == key and value == name:
        return ""
    words = _wrong_by_model(made_of, field, value)
    if words:
        return words
    try:
        if field == key:
            _check_free(draft, kind, value)
        for item in value if field == "covers" else [value] if field == "node" and value is not None else []:
            known(draft, item)
    except PlannerError as wrong:
        return wrong.problems[0].message
    return ""


def _known_field(kind: type[Value], field: str) -> None:
    if field not in kind.model_fields:
        raise error(
            "invalid", _('There is no field "{field}" here. Check its spelling.').format(field=field), field=field
        )


def _kind(kind: str) -> tuple[type[Value], str, str]:
    if kind not in KINDS:
        raise error("invalid", _('There is no field "{field}" here. Check its spelling.').format(field=kind))
    return KINDS[kind]


def _keys(draft: Draft, kind: Records) -> set[str]:
    """The names of all records of the kind, those of the library too."""
    key = KINDS[kind][1]
    return {getattr(one, key) for part in draft.parts for one in getattr(part.curriculum, kind)}


def _check_free(draft: Draft, kind: Records, name: str) -> None:
    if name in _keys(draft, kind):
        raise error("duplicate-id", _("There is “{name}” already.").format(name=name), field=KINDS[kind][1])


def _record(draft: Draft, kind: Records, name: str) -> Any:
    key = _kind(kind)[1]
    for one in getattr(draft.curriculum, kind):
        if getattr(one, key) == name:
            return one
    if name in _keys(draft, kind):
        raise error("read-only", _("“{name}” stands in a file that is only used here.").format(name=name))
    raise error("unknown-id", _("There is no “{name}” in the list.").format(name=name[:80]))


def _built(kind: type[Value], values: dict[str, Any]) -> Value:
    try:
        return kind.model_validate(values)
    except ValidationError as wrong:
        raise references.refused(wrong, "") from None


def _free(base: str, taken: Collection[str]) -> str:
    number, candidate = 1, base
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate


# What to learn an item from; of one of the library, here


def add_resource(draft: Draft, /, item: str, title: str, key: str = "", **fields: Any) -> Draft:
    """One thing more to learn the item from; its key is made of the title where none is given."""
    there = _here(draft, item)
    keys = {one.key for one in there}
    if key in keys:
        raise error("duplicate-id", _("There is “{name}” already.").format(name=key), node=item, field="resources")
    called = key or _free(slug(title) or "resource", keys)
    resource = references.built(Resource, key=called, title=title, **_resource_values(fields))
    return set_fields(draft, [item], resources=(*there, resource))


def set_resource(draft: Draft, item: str, key: str, /, **fields: Any) -> Draft:
    """Other values for a resource of the item."""
    there, old = _here(draft, item), _resource(draft, item, key)
    new = references.made(old, **_resource_values(fields))
    if new.key != key and any(one.key == new.key for one in there):
        raise error("duplicate-id", _("There is “{name}” already.").format(name=new.key), node=item, field="resources")
    return set_fields(draft, [item], resources=tuple(new if one is old else one for one in there))


def remove_resource(draft: Draft, item: str, key: str) -> Draft:
    """The item is not learned from this any more."""
    gone = _resource(draft, item, key)
    return set_fields(draft, [item], resources=tuple(one for one in _here(draft, item) if one is not gone))


def wrong_in_resource(field: str, value: Any) -> str:
    """What is wrong with a field of a resource having this value, as a sentence; empty where nothing is."""
    if field == "checked" and value and day_of(value) is None:
        return _("Write a day such as {day}, a month such as {month}, or “about {month}”.").format(
            day="2026-11-30", month="2026-11"
        )
    return _wrong_by_model(Resource, field, value)


def wrong_in_source(field: str, value: Any) -> str:
    """The same for a source."""
    return _wrong_by_model(Source, field, value)


def _wrong_by_model(model: type[Value], field: str, value: Any) -> str:
    try:
        model.model_validate({field: value})
    except ValidationError as wrong:
        return in_words(wrong, field)
    return ""


def _here(draft: Draft, item: str) -> tuple[Resource, ...]:
    known(draft, item)
    return draft.merged.by_id[item].resources


def _resource(draft: Draft, item: str, key: str) -> Resource:
    for one in _here(draft, item):
        if one.key == key:
            return one
    raise error("unknown-id", _("There is no “{name}” in the list.").format(name=key[:80]), node=item)


def _resource_values(fields: dict[str, Any]) -> dict[str, Any]:
    for name in fields:
        _known_field(Resource, name)
    confirmed = fields.get("address_confirmed")
    return {**fields, "address_confirmed": bool(confirmed)} if isinstance(confirmed, str) else fields
