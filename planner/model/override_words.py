"""Overrides in words: what a field is called, what stands in it, and what the library says instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from planner.i18n import _, months, number
from planner.model.estimate import ThreePoint
from planner.model.override import Override
from planner.model.resource import Resource
from planner.model.three_way import Field, Said, State, Unrecorded, fields


def name_words(field: Field, titles: Mapping[str, str]) -> str:
    """What a field is called, such as "Hours" or "Better after “Git”"."""
    if field.name in ("add_resources", "drop_resources"):
        resources = [one for one in (field.mine, field.was, field.theirs) if isinstance(one, Resource)]
        return _("Learn from “{title}”").format(title=resources[0].title if resources else field.key)
    if field.name in ("recommend", "do_not_recommend"):
        return _("Better after “{title}”").format(title=titles.get(field.key, field.key))
    return {
        "hours": _("Hours"),
        "basis": _("Basis"),
        "months": _("Months"),
        "cost_usd": _("Cost"),
        "cost_range": _("Cost in words"),
        "note": _("Note"),
    }[field.name]


def value_words(name: str, said: Said | Unrecorded) -> str:
    """A value as a person reads it: "8 h (5 to 12)"."""
    if isinstance(said, Unrecorded):
        return _("not written down")
    if name in ("hours", "months") and isinstance(said, ThreePoint):
        return _estimate(name, said)
    if name == "cost_usd" and isinstance(said, float):
        return _("{amount:,.0f} USD").format(amount=said)
    if isinstance(said, Resource):
        return " · ".join(filter(None, (said.title, said.provider, said.url)))
    if said is None:
        return _("not there")
    if name == "recommend" and not said:
        return _("without a reason")
    return str(said) or _("nothing")


def _estimate(name: str, said: ThreePoint) -> str:
    likely = months(said.likely) if name == "months" else _("{hours:g} h").format(hours=said.likely)
    if said.optimistic == said.pessimistic:
        return likely
    low, high = number(said.optimistic, "g"), number(said.pessimistic, "g")
    return _("{likely} ({low} to {high})").format(likely=likely, low=low, high=high)


def difference(override: Override, titles: Mapping[str, str]) -> Iterator[str]:
    """What is said otherwise than in the library, one sentence each: figures first."""
    for field in fields(override):
        if field.state is State.NOT_NEEDED:
            continue
        mine, theirs = value_words(field.name, field.mine), value_words(field.name, field.theirs)
        if field.name in ("hours", "months", "cost_usd"):
            yield _("{mine} here; the library says {theirs}.").format(mine=mine, theirs=theirs)
        elif field.name == "add_resources":
            yield _("Added here: {what}.").format(what=_title(field.mine))
        elif field.name == "drop_resources":
            yield _("Left out here: {what}.").format(what=_title(field.theirs))
        elif field.name == "recommend":
            yield _("Recommended before it here: {what}.").format(what=titles.get(field.key, field.key))
        elif field.name == "do_not_recommend":
            yield _("Not recommended before it here: {what}.").format(what=titles.get(field.key, field.key))
        elif field.name == "note":
            yield (
                _("The note of the library: {what}").format(what=theirs)
                if field.theirs
                else _("The note is added here.")
            )


def _title(said: Said) -> str:
    return _("“{title}”").format(title=said.title) if isinstance(said, Resource) else ""


def provenance(overrides: tuple[Override, ...], item: str, titles: Mapping[str, str]) -> list[str]:
    """What a curriculum says otherwise about an item, with its reason; nothing where it follows the library."""
    found: list[str] = []
    for override in overrides:
        if override.id == item:
            said = list(difference(override, titles))
            found += said
            if said and override.reason:
                found.append(_("Why: {reason}").format(reason=override.reason))
    return found
