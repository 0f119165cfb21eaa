"""What should be looked at again: every dated fact of a curriculum with its source, its date and its shelf life.

Nothing is fetched, and nothing depends on what is stale: it is a list for whoever looks after the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal

from planner import i18n
from planner.i18n import _, ngettext
from planner.model.base import Value
from planner.model.curriculum import Certificate, Claim, Course, Curriculum, Kind, Node
from planner.model.freshness import SHELF_LIFE, FactKind, State, day_of, months_after, state
from planner.model.plan import Plan
from planner.model.resource import Resource

ORDER = (State.STALE, State.UNDATED, State.FUTURE, State.SOON, State.FRESH)
_KINDS = {
    Kind.CERTIFICATION: FactKind.EXAM,
    Kind.SKILL: FactKind.SKILL,
    Kind.PROJECT: FactKind.OFFER,
    Kind.DEGREE: FactKind.OFFER,
    Kind.COURSE: FactKind.COURSE,
    Kind.ROLE: FactKind.WAY,
    Kind.EXPERIENCE: FactKind.WAY,
    Kind.MILESTONE: FactKind.WAY,
}


class Fact(Value):
    """One dated fact."""

    kind: FactKind
    what: str
    """Title of the item, the resource, the record."""
    item: str | None = None
    """Id of the item that it is about."""
    place: str
    """Where it stands: "nodes.git", "nodes.git.resources.book", "certificates.aws"."""
    source: str
    """Where it comes from; empty where nobody says."""
    checked: date | None
    """The earliest day on which it can have been checked."""
    shelf_life_months: int
    own_shelf_life: bool = False
    """Whether the curriculum itself says how long it keeps."""
    due: date | None
    """On this day it is stale."""
    state: State
    rests: int = 0
    """So many steps of the learner's own plan rest on it."""


class Staleness(Value):
    """All dated facts of a curriculum, what is most urgent first; `trailmark stale --json` prints it."""

    format: Literal["trailmark.stale"] = "trailmark.stale"
    format_version: Literal[1] = 1
    curriculum: str
    on: date
    counts: dict[State, int]
    facts: tuple[Fact, ...]


def shelf_life(node: Node) -> tuple[int, bool]:
    """Months for which the facts of an item are kept, and whether it says so itself."""
    if node.shelf_life_months is not None:
        return node.shelf_life_months, True
    return SHELF_LIFE[_kind_of(node)], False


def _kind_of(node: Node) -> FactKind:
    return FactKind.LAW if node.jurisdiction else _KINDS[node.kind]


def staleness(curriculum: Curriculum, today: date, plan: Plan | None = None) -> Staleness:
    """Every dated fact; of equally urgent ones those first on which most of the plan rests."""
    resting = _resting(plan) if plan is not None else {}
    rank = {one: place for place, one in enumerate(ORDER)}
    facts = sorted(
        _facts(curriculum, today, resting),
        key=lambda fact: (rank[fact.state], -fact.rests, fact.due or date.min, fact.place),
    )
    counts = {one: sum(fact.state is one for fact in facts) for one in ORDER}
    return Staleness(curriculum=curriculum.id, on=today, counts=counts, facts=tuple(facts))


def _resting(plan: Plan) -> dict[str, int]:
    """How many steps of a plan rest on each of its steps, itself included."""
    bits: dict[str, int] = {}
    for place, item in reversed(list(enumerate(plan.items))):
        mine = bits.get(item.id, 0) | 1 << place
        bits[item.id] = mine
        for before in {*item.needs, *plan.waits[item.id]}:
            bits[before] = bits.get(before, 0) | mine
    return {item: found.bit_count() for item, found in bits.items()}


def _facts(curriculum: Curriculum, today: date, resting: Mapping[str, int]) -> Iterator[Fact]:
    def fact(
        kind: FactKind, what: str, place: str, source: str, checked: date | None, own: int | None,
        items: Iterable[str] = (), until: date | None = None,
    ) -> Fact:  # fmt: skip
        months = own or SHELF_LIFE[kind]
        due = months_after(checked, months) if checked else None
        if due is not None and until is not None:
            due = min(due, until)
        known = [item for item in items if item in curriculum.by_id]
        return Fact(
            kind=kind, what=what, item=known[0] if known else None, place=place, source=source, checked=checked,
            shelf_life_months=months, own_shelf_life=own is not None, due=due, state=state(checked, due, today),
            rests=max((resting.get(item, 0) for item in known), default=0),
        )  # fmt: skip

    about = _("the list of sources")
    yield fact(FactKind.CURRICULUM, curriculum.title, "", about if curriculum.sources else "", curriculum.checked, None)
    for node in curriculum.nodes:
        if node.depth_of is not None:  # a level of an item, of which everything is said there
            continue
        place, source = f"nodes.{node.id}", ", ".join(node.sources)
        yield fact(_kind_of(node), node.title, place, source, node.checked, node.shelf_life_months, [node.id])
        for resource in node.resources:
            where, seen = f"{place}.resources.{resource.key}", _seen(resource, node)
            origin = resource.provider or source
            yield fact(FactKind.RESOURCE, resource.title, where, origin, seen, resource.shelf_life_months, [node.id])
    for override in curriculum.overrides:
        what, place = curriculum.titles.get(override.id, override.id), f"overrides.{override.id}"
        source = ", ".join(override.sources) or override.reason
        yield fact(FactKind.OTHERWISE, what, place, source, override.checked, None, [override.id])
    for course in curriculum.courses:
        yield fact(*_course(course))
    for record in curriculum.certificates:
        yield fact(*_record(record))
    for claim in curriculum.claims:
        yield fact(*_claim(claim))


_Row = tuple[FactKind, str, str, str, date | None, int | None, Iterable[str], date | None]


def _seen(resource: Resource, node: Node) -> date | None:
    """When a resource was looked at; one that does not say was looked at with its item."""
    return day_of(resource.checked) if resource.checked else node.checked


def _course(course: Course) -> _Row:
    place = f"courses.{course.id}"
    return (
        FactKind.COURSE,
        course.title,
        place,
        course.basis,
        course.checked,
        course.shelf_life_months,
        course.covers,
        None,
    )


def _record(record: Certificate) -> _Row:
    items = [record.node] if record.node else []
    place = f"certificates.{record.id}"
    return FactKind.RECORD, record.name, place, record.source, record.checked, record.shelf_life_months, items, None


def _claim(claim: Claim) -> _Row:
    """A claim ends with the period that it speaks of."""
    checked = claim.checked or day_of(claim.source_date)
    until = date(claim.period_end, 12, 31) if claim.period_end and 1 <= claim.period_end <= 9999 else None
    what = _("{about}: {statement}").format(about=claim.about, statement=claim.statement)
    source = ", ".join(filter(None, [claim.source, claim.source_date]))
    items = [claim.node] if claim.node else []
    return FactKind.PAY, what, f"claims.{claim.id}", source, checked, claim.shelf_life_months, items, until


# -- in words


def kind_words(kind: FactKind) -> str:
    """What a fact is about, as a person says it."""
    return {
        FactKind.EXAM: _("certification"),
        FactKind.RECORD: _("certification record"),
        FactKind.LAW: _("law"),
        FactKind.RESOURCE: _("to learn from"),
        FactKind.COURSE: _("course"),
        FactKind.PAY: _("pay and outlook"),
        FactKind.OFFER: _("project or degree"),
        FactKind.WAY: _("role, job or milestone"),
        FactKind.SKILL: _("skill"),
        FactKind.OTHERWISE: _("said otherwise here"),
        FactKind.CURRICULUM: _("curriculum"),
    }[kind]


def state_words(fact: Fact, today: date) -> str:
    """Whether it should be looked at again."""
    due = i18n.day(fact.due) if fact.due else ""
    return {
        State.STALE: _("stale since {day}"),
        State.UNDATED: _("not dated"),
        State.FUTURE: _("dated after {today}"),
        State.SOON: _("due on {day}"),
        State.FRESH: _("fresh until {day}"),
    }[fact.state].format(day=due, today=i18n.day(today))


def dated_words(fact: Fact) -> str:
    """When it was checked and for how long that is good."""
    keeps = ngettext("keeps for {count} month", "keeps for {count} months", fact.shelf_life_months)
    keeps = keeps.format(count=fact.shelf_life_months)
    if fact.checked is None:
        return keeps
    return _("checked {day}, {keeps}").format(day=i18n.day(fact.checked), keeps=keeps)


def rests_words(fact: Fact) -> str:
    """How much of the plan rests on it; empty for nothing."""
    text = ngettext("{count} step of your plan rests on it", "{count} steps of your plan rest on it", fact.rests)
    return text.format(count=fact.rests) if fact.rests else ""


def source_words(fact: Fact) -> str:
    """Where it comes from."""
    return _("source: {source}").format(source=fact.source) if fact.source else _("no source")


def line(fact: Fact, today: date) -> str:
    """Everything about a fact in one line."""
    parts = [dated_words(fact), source_words(fact), rests_words(fact)]
    name = f"{fact.what} ({kind_words(fact.kind)}, {fact.place})" if fact.place else fact.what
    return f"{state_words(fact, today)}: {name} · " + " · ".join(filter(None, parts))


def summary(found: Staleness) -> str:
    """How many facts are how fresh."""
    whole = ngettext("{count} dated fact", "{count} dated facts", len(found.facts)).format(count=len(found.facts))
    words = {
        State.STALE: _("{count} stale"),
        State.UNDATED: _("{count} not dated"),
        State.FUTURE: _("{count} dated in the future"),
        State.SOON: _("{count} due soon"),
        State.FRESH: _("{count} fresh"),
    }
    parts = [words[one].format(count=count) for one, count in found.counts.items() if count]
    return f"{whole}: {', '.join(parts)}" if parts else whole


def in_question(facts: Iterable[Fact]) -> list[Fact]:
    """Those that should be looked at: all but the fresh ones."""
    return [fact for fact in facts if fact.state is not State.FRESH]


def age_and_shelf_life(node: Node, today: date) -> str:
    """For how long the facts of an item are good, or since when they are not; empty for what has no date."""
    if node.checked is None:
        return ""
    due = months_after(node.checked, shelf_life(node)[0])
    text = _("stale since {day}") if due <= today else _("to be checked again by {day}")
    return text.format(day=i18n.day(due))
