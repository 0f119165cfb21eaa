"""Everything known about one item: its neighbours both ways with their reasons, and the facts that belong to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from planner.app.stale import age_and_shelf_life
from planner.i18n import _, months, ngettext, number
from planner.model.curriculum import Certificate, Claim, Course, Curriculum, Node, Resource, Source, Status
from planner.model.override_words import provenance
from planner.model.requirement import UNITS_A_MONTH, AnyOf, AtLeast, leaves, thresholds, walk
from planner.model.successors import successors


@dataclass(frozen=True, slots=True)
class Link:
    """A neighbour of an item and the written reason for the edge between them."""

    id: str
    title: str
    reason: str
    recommended: bool = False
    choice: str = ""
    """Name of the choice that the edge belongs to."""


@dataclass(frozen=True, slots=True)
class Details:
    """Everything known about one item."""

    node: Node
    needs: tuple[Link, ...]
    months: tuple[str, ...]
    """Every threshold of months in its requirements, with what counts for it."""
    opens: tuple[Link, ...]
    courses: tuple[Course, ...]
    certificates: tuple[Certificate, ...]
    claims: tuple[Claim, ...]
    claim_sources: tuple[Source, ...]
    sources: tuple[Source, ...]
    instead: tuple[Link, ...] = ()
    """What takes its place, where it is not offered any more."""
    otherwise: tuple[str, ...] = ()
    """What the curriculum says otherwise about it than the library, one sentence each."""
    levels: tuple[Link, ...] = ()
    """All levels of the skill that it is one of, lowest first, each with its hours for a reason."""


def details(curriculum: Curriculum, item: str) -> Details:
    """The item with its neighbours both ways and the facts that belong to it."""
    node = curriculum.by_id[item]
    codes = set(node.sources)
    claims = tuple(claim for claim in curriculum.claims if claim.node == item)
    return Details(
        node=node,
        needs=tuple(_needs(curriculum, node)),
        months=tuple(_months(curriculum, node)),
        opens=tuple(_opens(curriculum, item)),
        courses=tuple(course for course in curriculum.courses if item in course.covers),
        certificates=tuple(record for record in curriculum.certificates if record.node == item),
        claims=claims,
        claim_sources=tuple(source for source in curriculum.sources if source.code in {one.source for one in claims}),
        sources=tuple(source for source in curriculum.sources if source.code in codes),
        instead=tuple(Link(one.id, one.title, one.outcome) for one in successors(curriculum, item)),
        otherwise=tuple(provenance(curriculum.overrides, item, curriculum.titles)),
        levels=tuple(_levels(curriculum, node)),
    )


def _levels(curriculum: Curriculum, node: Node) -> Iterable[Link]:
    chain = curriculum.families.get(node.depth_of or node.id, ()) if node.depth else ()
    whole = number(sum(one.hours.likely for one in chain), "g")
    for one in chain:
        hours = number(one.hours.likely, "g")
        text = _("{hours} h") if one is chain[0] else _("{hours} h more")
        text = _("{hours} h more, {whole} h in all") if one is chain[-1] and one is not chain[0] else text
        yield Link(one.id, one.title, text.format(hours=hours, whole=whole))


def _needs(curriculum: Curriculum, node: Node) -> Iterable[Link]:
    choices = dict(_choice_of_leaf(curriculum, node))
    for before in dict.fromkeys((*leaves(node.requires), *leaves(node.corequisites))):
        yield Link(before, curriculum.by_id[before].title, node.reasons.get(before, ""), False, choices.get(before, ""))
    for before in node.recommended:
        yield Link(before, curriculum.by_id[before].title, node.reasons.get(before, ""), True)


def _months(curriculum: Curriculum, node: Node) -> Iterable[str]:
    titles = curriculum.titles
    for _path, one in (*thresholds(node.requires), *thresholds(node.corequisites)):
        jobs = ", ".join(f"{titles[item]} ({number(units / UNITS_A_MONTH, 'g')})" for item, units in one.counted)
        yield _("{threshold}: {jobs}. {reason}").format(threshold=one.words(titles), jobs=jobs, reason=one.reason)


def _choice_of_leaf(curriculum: Curriculum, node: Node) -> Iterable[tuple[str, str]]:
    """(id, name of the choice) for everything in the item's requirements that stands inside a choice or threshold."""
    for _path, one in (*thresholds(node.requires), *thresholds(node.corequisites)):
        for leaf, _units in one.counted:
            yield leaf, one.words(curriculum.titles)
    for _path, part in walk(node.requires):
        if isinstance(part, (AnyOf, AtLeast)):
            for leaf in leaves(part):
                yield leaf, part.name or _("one of these")


def _opens(curriculum: Curriculum, item: str) -> Iterable[Link]:
    for node in curriculum.nodes:
        named = {*leaves(node.requires), *leaves(node.corequisites)}
        if item in named or item in node.recommended:
            choice = dict(_choice_of_leaf(curriculum, node)).get(item, "")
            yield Link(node.id, node.title, node.reasons.get(item, ""), item not in named, choice)


def age_in_words(checked: date | None, today: date) -> str:
    """How old a fact is, as a person says it."""
    if checked is None:
        return _("not dated")
    age = (today.year - checked.year) * 12 + today.month - checked.month
    if age <= 0:
        return _("checked this month")
    if age < 24:
        return ngettext("checked {count} month ago", "checked {count} months ago", age).format(count=age)
    years = age // 12
    return ngettext("checked {count} year ago", "checked {count} years ago", years).format(count=years)


def lines(details: Details, today: date) -> list[str]:
    """The details as plain text for the command line."""
    node = details.node
    hours = node.hours
    found = [f"{node.title} ({node.id})", *([node.outcome] if node.status is Status.ACTIVE else [status_words(node)])]
    if hours.likely:
        text = _("{likely:g} hours ({optimistic:g} to {pessimistic:g}): {basis}")
        found.append(text.format(**{name: getattr(hours, name) for name in type(hours).model_fields}, basis=node.basis))
    if node.months:
        found.append(_("{months} on the calendar").format(months=months(node.months.likely)))
    found += [*details.otherwise, *([node.note] if node.note else [])]
    found += _section(_("Levels"), [_link(link) for link in details.levels])
    found += _section(_("Adds up months"), details.months)
    places = ((_("Instead"), details.instead), (_("Needs"), details.needs), (_("Opens"), details.opens))
    for heading, links in places:
        found += _section(heading, [_link(link) for link in links])
    found += _section(_("First step"), [node.first_step])
    found += _section(_("Done when"), [node.done_when])
    found += _section(
        _("Learn from"), [f"{one.title}, {one.provider} ({price_words(one)}): {one.url}" for one in node.resources]
    )
    found += _section(_("Courses that cover part of it"), [f"{one.title}: {one.url}" for one in details.courses])
    found += _section(
        _("Certification"),
        [certificate_words(one) for one in details.certificates],
    )
    found += _section(_("Pay and outlook"), [f"{one.statement} {one.verdict}" for one in details.claims])
    found += _section(_("Sources"), [f"{one.code}: {one.what}" for one in details.sources])
    age = ", ".join(filter(None, [age_in_words(node.checked, today), age_and_shelf_life(node, today)]))
    found += ["", _("These facts: {age}").format(age=age)]
    return found


def price_words(resource: Resource) -> str:
    """Whether a resource costs money."""
    return {"free": _("free"), "freemium": _("partly free"), "paid": _("costs money")}.get(resource.price, "")


def status_words(node: Node) -> str:
    """Why an item is not planned; "" for one that is."""
    if node.status is Status.RETIRED:
        return _("No longer offered: it is never planned, and counts where you hold it.")
    if node.status is Status.UNVERIFIED:
        return _("Nobody was found who offers this: it is never planned, and counts where you hold it.")
    return ""


def certificate_words(record: Certificate) -> str:
    """One line about a certification record."""
    parts = [
        f"{record.name} ({record.exam_code})" if record.exam_code else record.name,
        record.status,
        _("since {date}").format(date=record.since) if record.since else "",
        _("{fee} USD").format(fee=record.fee_usd) if record.fee_usd else "",
        _("valid for {months}").format(months=months(record.validity_months)) if record.validity_months else "",
        record.validity_note,
    ]
    return " · ".join(part for part in parts if part)


def _section(heading: str, rows: Iterable[str]) -> list[str]:
    shown = [f"  {row}" for row in rows if row]
    return ["", f"{heading}:", *shown] if shown else []


def _link(link: Link) -> str:
    marks = [_("recommended")] if link.recommended else []
    marks += [link.choice] if link.choice else []
    found = f"{link.title} ({link.id}){' [' + ', '.join(marks) + ']' if marks else ''}"
    return f"{found}: {link.reason}" if link.reason else found
