"""The rules for what a curriculum says otherwise than the library: still needed, still true, with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from planner.graph.entailment import Finding
from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.names import suggestion
from planner.model.override import Override
from planner.model.override_words import name_words, value_words
from planner.model.three_way import Field, State, Unrecorded, fields

NOTES = frozenset({"override-not-needed", "overridden-twice"})
"""Findings that are worth knowing and no mistake."""
_FIGURES = ("hours", "months")


def overrides(curriculum: Curriculum) -> Iterator[Finding]:
    """What a new version of the library means for every override."""
    codes = {source.code for source in curriculum.sources}
    earlier: dict[tuple[str, str, str], tuple[Override, Field]] = {}
    for override in curriculum.overrides:
        if override.id not in curriculum.by_id:
            text = _("Nothing in this curriculum can make use of “{id}”, so this override changes nothing.")
            yield "idle-override", override.id, "overrides.id", text.format(id=override.id)
            continue
        for field in fields(override):
            place = (override.id, _about(field), field.key)
            if place in earlier:
                yield from _twice(curriculum, override, field, earlier[place])
            yield from _one(curriculum, override, field)
            earlier[place] = override, field
        for code in override.sources:
            if codes and code not in codes:
                text = _("There is no source “{code}” in the list of sources.")
                yield "unknown-source", override.id, "overrides.sources", text.format(code=code)


def _about(field: Field) -> str:
    return {"drop_resources": "add_resources", "do_not_recommend": "recommend"}.get(field.name, field.name)


def _one(curriculum: Curriculum, override: Override, field: Field) -> Iterator[Finding]:
    name, place = name_words(field, curriculum.titles), f"overrides.{field.name}"
    mine, was, theirs = (value_words(field.name, said) for said in (field.mine, field.was, field.theirs))
    if field.state is State.MOVED_ON:
        text = _(
            "{name}: the library says {theirs} now; it said {was} when this curriculum chose {mine}. "
            "Take over what it says, or keep yours and bring “was” up to date."
        )
        yield "library-moved-on", override.id, place, text.format(name=name, theirs=theirs, was=was, mine=mine)
    elif field.state is State.NOT_NEEDED and field.mine is None and _never_there(field):
        yield "override-not-needed", override.id, place, _nothing_to_leave_out(curriculum, override, field)
    elif field.state is State.NOT_NEEDED:
        text = _("{name}: the library says the same by now ({mine}). This override is not needed any more.")
        yield "override-not-needed", override.id, place, text.format(name=name, mine=mine)


def _never_there(field: Field) -> bool:
    return field.was is None or isinstance(field.was, Unrecorded)


def _nothing_to_leave_out(curriculum: Curriculum, override: Override, field: Field) -> str:
    node = curriculum.by_id[override.id]
    there = [one.key for one in node.resources] if field.name == "drop_resources" else list(node.recommended)
    near = suggestion(field.key, there)
    text = _("The library has no “{key}” here that could be left out.").format(key=field.key)
    return text + (" " + _('Did you mean "{id}"?').format(id=near) if near else "")


def _twice(
    curriculum: Curriculum, override: Override, field: Field, before: tuple[Override, Field]
) -> Iterator[Finding]:
    """Two files say something: fine where the later one knew of it."""
    other, said = before
    if said.mine in (field.was, field.mine):
        return
    text = _("{name}: the file “{other}” says {theirs}, “{file}” says {mine}. What “{file}” says counts.")
    words = text.format(
        name=name_words(field, curriculum.titles),
        other=other.module,
        file=override.module,
        theirs=value_words(said.name, said.mine),
        mine=value_words(field.name, field.mine),
    )
    yield "overridden-twice", override.id, f"overrides.{field.name}", words


def unproved(curriculum: Curriculum) -> Iterator[Finding]:
    """What an override lacks before it is given to others: a reason, a basis, a date, what the library said."""
    for override in curriculum.overrides:
        found = list(fields(override))
        if not found:
            text = _("This override says nothing. Remove it, or say what is different.")
            yield "override-not-needed", override.id, "overrides.id", text
            continue
        if not override.reason:
            yield "no-reason", override.id, "overrides.reason", _("Say why this curriculum differs from the library.")
        if any(getattr(override, name) is not None for name in _FIGURES) and not override.basis:
            yield "no-basis", override.id, "overrides.basis", _("Say where the hours or months come from.")
        for name in _FIGURES:
            spread = getattr(override, name)
            if spread is not None and spread.likely and spread.optimistic == spread.pessimistic:
                text = _("Say how long it takes at best, likely and at worst: nobody knows one number.")
                yield "no-range", override.id, f"overrides.{name}", text
        if override.checked is None:
            yield "no-date", override.id, "overrides.checked", _("Say when these facts were last checked.")
        if any(field.state is State.UNKNOWN for field in found):
            text = _("Write down in “was” what the library says, so that a later change of it is seen.")
            yield "no-was", override.id, "overrides.was", text
