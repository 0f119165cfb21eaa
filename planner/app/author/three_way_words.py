"""What is put together with a file on the disk, in the words of somebody who writes a curriculum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from planner.app.author.three_way import SPLIT, Clash, Place
from planner.app.map import kind_words
from planner.app.news_fields import cut
from planner.exchange.expression import written
from planner.i18n import _, day, number
from planner.model.curriculum import Exam, Kind
from planner.model.depth import Level, Levels, title_of
from planner.model.estimate import ThreePoint
from planner.model.override_words import value_words
from planner.model.requirement import All, AnyOf, AtLeast, Months
from planner.model.resource import Resource


@dataclass(frozen=True, slots=True)
class ClashWords:
    """One thing that differs, as it is read."""

    place: Place
    what: str
    """Which field of which item."""
    before: str
    here: str
    there: str


def clash_words(clash: Clash, titles: Mapping[str, str]) -> ClashWords:
    """What both say; `titles`: of all items, also of those that only one of them has."""
    values = (clash.base, clash.mine, clash.theirs)
    whole = any(isinstance(one, SPLIT) and not isinstance(one, Levels) for one in values)
    name = clash.place[-1] if clash.place else ""
    if len(clash.place) > 1 and clash.place[-2] in ("resources", "add_resources"):
        name = "resources"
    said = [_whole(one, clash.base) if whole else _value(name, one, titles) for one in values]
    return ClashWords(clash.place, what(clash, titles), *said)


def what(clash: Clash, titles: Mapping[str, str]) -> str:
    """Such as "Bread: First step"."""
    kind, *rest = clash.place or ("",)
    if not rest:
        return _("The curriculum: {field}").format(field=field_words(kind))
    owner = _owner(kind, rest[0], titles)
    fields = rest[1:]
    if len(fields) == 3 and fields[0] == "levels" and fields[1] in set(Level):
        owner, fields = title_of(titles.get(rest[0], rest[0]), Level(fields[1])), fields[2:]
    if not fields:
        return owner
    field = field_words(fields[0])
    if len(fields) > 1:
        field = _of_one(fields[0], fields[1], clash, titles)
    return _("{item}: {field}").format(item=owner, field=field)


def _owner(kind: str, key: str, titles: Mapping[str, str]) -> str:
    if kind == "nodes":
        return titles.get(key, key)
    if kind == "overrides":
        return _("{item}, as it is here").format(item=titles.get(key, key))
    return _("{kind} “{name}”").format(kind=field_words(kind), name=key)


def _of_one(field: str, key: str, clash: Clash, titles: Mapping[str, str]) -> str:
    """One entry of a table or of a list."""
    if field in ("resources", "add_resources"):
        known = [one.title for one in (clash.mine, clash.theirs, clash.base) if isinstance(one, Resource)]
        return _("Learn from “{title}”").format(title=known[0] if known else key)
    if field == "reasons":
        return _("Why “{title}” comes first").format(title=titles.get(key, key))
    return _("{field} “{title}”").format(field=field_words(field), title=titles.get(key, key))


def _whole(value: Any, base: Any) -> str:
    """Of all of an item or record: that it is not there, or what was changed of it."""
    if value is None:
        return _("not there")
    if base is None or type(base) is not type(value):
        return _("added")
    names = [name for name in type(value).model_fields if getattr(value, name) != getattr(base, name)]
    if not names:
        return _("as before")
    return _("changed: {fields}").format(fields=", ".join(field_words(name) for name in names))


def _value(name: str, value: Any, titles: Mapping[str, str]) -> str:
    if value in (None, "", (), {}):
        return _("nothing")
    if isinstance(value, Enum):
        return kind_words(value.value) if isinstance(value, Kind) else _statuses().get(str(value.value), value.value)
    if isinstance(value, str):
        named = name in ("requires", "corequisites", "target", "node")
        return titles.get(value, value) if named else cut(value)
    if isinstance(value, tuple):
        return cut(", ".join(titles.get(str(one), str(one)) for one in value))
    if isinstance(value, dict):
        return cut(", ".join(f"{titles.get(key, key)}: {one}" for key, one in value.items()))
    return _plain(value) if isinstance(value, (int, float, date)) else _part(name, value)


def _plain(value: float | date) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return day(value) if isinstance(value, date) else number(value, "g")


def _part(name: str, value: Any) -> str:
    if isinstance(value, (All, AnyOf, AtLeast, Months)):
        return cut(written(value))
    if isinstance(value, Levels):
        return ", ".join(f"{level.value} {value_words('hours', one.hours)}" for level, one in value.given())
    if isinstance(value, Exam):
        return ", ".join((*value.days, _("{count} minutes").format(count=value.sitting_minutes)))
    if isinstance(value, ThreePoint) and name != "months":
        name = "hours"
    return cut(value_words(name, value))


def _statuses() -> dict[str, str]:
    return {
        "active": _("can be planned"),
        "retired": _("no longer offered"),
        "unverified": _("nobody found who offers it"),
    }


def field_words(name: str) -> str:
    """What a field is called in the forms of the editor."""
    return {**_of_items(), **_of_records(), **_of_file()}.get(name, name.replace("_", " "))


def _of_items() -> dict[str, str]:
    return {
        "id": _("Id"),
        "title": _("Title"),
        "kind": _("Kind"),
        "domain": _("Subject"),
        "level": _("Level"),
        "levels": _("Levels"),
        "hours": _("Hours of study"),
        "basis": _("Where the hours come from"),
        "months": _("Months on the calendar"),
        "parallel": _("Beside others"),
        "wait_days": _("Days of waiting"),
        "exam": _("Days and length of examinations"),
        "requires": _("What it needs"),
        "corequisites": _("Corequisites"),
        "recommended": _("Better after"),
        "recommend": _("Better after"),
        "do_not_recommend": _("Not recommended before it"),
        "reasons": _("Why it is needed"),
        "outcome": _("What one can do afterwards"),
        "first_step": _("First step"),
        "done_when": _("Done when"),
        "resources": _("What to learn from"),
        "add_resources": _("What to learn from"),
        "drop_resources": _("Not learned from"),
        "cost_usd": _("Cost in US dollars"),
        "cost_range": _("Cost in words"),
        "grants": _("Counts as"),
        "partial": _("Covers a part of"),
        "accepts_held": _("Accepts"),
        "status": _("Status"),
        "superseded_by": _("Superseded by"),
        "aliases": _("Other names"),
        "tags": _("Tags"),
        "jurisdiction": _("Which law it speaks about"),
        "note": _("Note"),
        "sources": _("Sources"),
        "checked": _("Checked on"),
        "shelf_life_months": _("Keeps for months"),
        "reason": _("Why it is different here"),
        "was": _("What the library said"),
    }


def _of_records() -> dict[str, str]:
    return {
        "code": _("Code"),
        "what": _("What it is"),
        "where": _("Where it is found"),
        "dated": _("Date"),
        "trust": _("How far it can be trusted"),
        "used_for": _("What it is used for"),
        "on_the_job_share": _("Share of the hours that happens in paid work"),
        "url": _("Web address"),
        "published_hours": _("Effort that its publisher states"),
        "price": _("Price"),
        "covers": _("Covers a part of"),
        "node": _("Item of the curriculum"),
        "name": _("Name"),
        "issuer": _("Who issues it"),
        "exam_code": _("Code of the exam"),
        "since": _("Since when"),
        "fee_usd": _("Fee in US dollars, in words"),
        "validity_months": _("Valid for months"),
        "validity_note": _("Validity in words"),
        "renewal": _("How it is renewed"),
        "renewal_hours": _("Hours of study to renew it"),
        "renewal_usd": _("Cost of a renewal in US dollars"),
        "formal_prerequisites": _("What is formally required"),
        "recommended_experience": _("What experience is recommended"),
        "study_hours": _("Hours of study"),
        "successor": _("What comes after it"),
        "confidence_status": _("How sure the status is"),
        "confidence_fee": _("How sure the fee is"),
        "source": _("Source"),
        "about": _("Role or occupation that it is about"),
        "region": _("Region"),
        "statement": _("Statement"),
        "amount": _("Amount"),
        "currency": _("Currency"),
        "measure": _("What the amount is"),
        "source_date": _("When the source said so"),
        "period_end": _("Last year that it speaks of"),
        "confidence": _("How sure it is"),
        "original": _("Words of the source, where they differ"),
        "verdict": _("What to make of it today"),
    }


def _of_file() -> dict[str, str]:
    return {
        "description": _("Description"),
        "version": _("Version"),
        "target": _("Goal"),
        "uses": _("Modules that it builds on"),
        "overrides": _("What is different here"),
        "built_on": _("When the library was looked at"),
        "domains": _("Subject"),
        "nodes": _("Items"),
        "courses": _("Course"),
        "certificates": _("Certification record"),
        "claims": _("Statement about pay or outlook"),
        "disclaimer": _("What is shown with pay and outlook"),
    }
