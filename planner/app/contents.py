"""What a file contains, said before anybody trusts it: items, hours, cost, where links lead, what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from planner import i18n
from planner.app import exchange, queries, trust
from planner.app.map import kind_words
from planner.i18n import _, ngettext
from planner.model.base import Value
from planner.model.curriculum import Curriculum, Kind, Status
from planner.model.document import Document
from planner.model.estimate import ThreePoint
from planner.model.problem import PlannerError, Problem, Severity
from planner.storage import curricula
from planner.storage.parts import locate

MOST = 20
"""So many hosts, subjects and odd addresses are named."""
MOST_HOSTS = 500
MOST_PROBLEMS = 100
LETTERS = 120
"""So much of an odd address is shown."""


class Host(Value):
    """Where links lead."""

    host: str
    links: int


class Contents(Value):
    """What a curriculum contains; `trailmark inspect --json` prints it, see `docs/formats.md`."""

    format: Literal["trailmark.contents"] = "trailmark.contents"
    format_version: Literal[1] = 1
    file: str
    read_as: str
    """Id of the format: "learner", or one of `trailmark convert`."""
    learner: str | None = None
    """How the learner is called whose file it is; None for a curriculum by itself."""
    entries: int = 0
    """What the learner has recorded."""
    id: str
    title: str
    description: str
    version: str
    checked: date | None
    goal: str
    """Title of what it leads to."""
    items: dict[Kind, int]
    domains: tuple[str, ...]
    hours: ThreePoint
    """Of all its items together; a plan needs fewer."""
    months: float
    """Calendar months of all its items, likely ones."""
    cost_usd: float
    uses: tuple[str, ...]
    """Titles of the other files that it is put together from."""
    different: int = 0
    """Of how many of their items it says something else."""
    hosts: tuple[Host, ...]
    """Most links first."""
    other_addresses: tuple[str, ...]
    """Addresses that are never opened, as they are none of the web; the first ones."""
    trusted: bool
    """Whether its links may be followed."""
    sha256: str
    """By which it is trusted."""
    notes: tuple[Problem, ...] = ()
    """What had to be guessed or was left out in reading."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with it, the first ones."""
    more_problems: int = 0


def trust_file(name: str) -> None:
    """The links of the curriculum in that file may be followed from now on. Raises PlannerError."""
    if queries.kind_of(Path(name)) == "trailmark.learner":
        trust.trust(queries.read_learner(Path(name)).curriculum)
    else:
        trust.trust(queries.load(name))


def of_file(name: str, today: date | None = None) -> Contents:
    """What is in a learner's file or a curriculum of any format, or in a built-in one. Raises PlannerError."""
    if queries.kind_of(Path(name)) == "trailmark.learner":
        document = queries.read_learner(Path(name), today)
        whole = document.curriculum
        found = of(whole, name, "learner", queries.check_loaded(whole))
        return found.changed(learner=document.name, entries=len(document.record.events))
    opened = exchange.foreign(name)
    if opened is not None:
        problems = queries.check_loaded(opened.curriculum)
        return of(opened.curriculum, name, opened.format.id, problems, opened.notes)
    parts = curricula.read_parts(curricula.find(name))
    whole = curricula.merge(parts)
    return of(whole, name, "json", locate(parts, queries.check_loaded(whole)))


def of_document(document: Document, source: str) -> Contents:
    """What the curriculum of a document contains; `source`: the name or path that it came from.

    Findings name file and line where that still holds the same.
    """
    whole = document.curriculum
    try:
        found = of_file(source)
        if found.sha256 == trust.fingerprint(whole):
            return found
    except PlannerError:  # it is gone, or another one by now
        pass
    return of(whole, "", "learner", queries.check_loaded(whole))


def of(
    curriculum: Curriculum, file: str, read_as: str, problems: Sequence[Problem], notes: Sequence[Problem] = ()
) -> Contents:
    """What is in a curriculum that was read already."""
    planned = [node for node in curriculum.nodes if node.status is Status.ACTIVE]
    hosts = trust.hosts(curriculum)
    odd = (address for address in trust.addresses(curriculum) if not trust.host_of(address))
    return Contents(
        file=file,
        read_as=read_as,
        id=curriculum.id,
        title=curriculum.title,
        description=curriculum.description,
        version=curriculum.version,
        checked=curriculum.checked,
        goal=curriculum.titles[curriculum.goal] if curriculum.nodes else "",
        items=dict(sorted(Counter(node.kind for node in curriculum.nodes).items(), key=lambda pair: -pair[1])),
        domains=tuple(curriculum.domain_titles.values()),
        hours=_together(node.hours for node in planned),
        months=sum(node.months.likely for node in planned if node.months),
        cost_usd=sum(node.cost_usd for node in planned),
        uses=tuple(module.title for module in curriculum.modules if module.id != curriculum.id),
        different=len({override.id for override in curriculum.overrides}),
        hosts=tuple(Host(host=host, links=links) for host, links in hosts.most_common() if host)[:MOST_HOSTS],
        other_addresses=tuple(address[:LETTERS] for _number, address in zip(range(MOST), odd, strict=False)),
        trusted=trust.known(curriculum),
        sha256=trust.fingerprint(curriculum),
        notes=tuple(notes),
        problems=tuple(problems[:MOST_PROBLEMS]),
        more_problems=max(0, len(problems) - MOST_PROBLEMS),
    )


def _together(estimates: Iterable[ThreePoint]) -> ThreePoint:
    found = list(estimates)
    low, middle, high = (sum(getattr(one, name) for one in found) for name in ("optimistic", "likely", "pessimistic"))
    most = 1e5  # what one value of the model may hold
    return ThreePoint(optimistic=min(low, most), likely=min(middle, most), pessimistic=min(high, most))


# -- in words


def facts(found: Contents) -> Iterator[tuple[str, str]]:
    """What it contains: name of a fact and the fact."""
    if found.learner is not None:
        yield _("Learner"), found.learner or _("without a name")
        yield _("Recorded"), ngettext("{count} entry", "{count} entries", found.entries).format(count=found.entries)
    yield _("Curriculum"), found.title
    if found.description:
        yield _("Described as"), found.description
    if found.goal:
        yield _("Leads to"), found.goal
    yield _("Items"), _items_words(found)
    if found.domains:
        yield _("Subjects"), _cut(found.domains)
    yield _("All items together"), _sums(found)
    if found.uses:
        yield _("Uses"), _cut(found.uses)
    if found.different:
        text = ngettext("{count} item of these", "{count} items of these", found.different)
        yield _("Different here"), text.format(count=found.different)
    made = [found.version and _("version {version}").format(version=found.version)]
    made += [_("checked {day}").format(day=i18n.day(found.checked))] if found.checked else []
    if any(made):
        yield _("Made"), ", ".join(filter(None, made))
    yield _("Links"), link_words(found)


def _cut(titles: Sequence[str]) -> str:
    text = ", ".join(titles[:MOST])
    rest = len(titles) - MOST
    return _("{titles} and {count} more").format(titles=text, count=rest) if rest > 0 else text


def _items_words(found: Contents) -> str:
    count = sum(found.items.values())
    kinds = ", ".join(f"{kind_words(kind)}: {many}" for kind, many in found.items.items())
    text = ngettext("{count} item ({kinds})", "{count} items ({kinds})", count)
    return text.format(count=count, kinds=kinds) if count else _("no item")


def _sums(found: Contents) -> str:
    low, likely, high = found.hours.optimistic, found.hours.likely, found.hours.pessimistic
    parts = [_("{likely:,.0f} hours ({low:,.0f} to {high:,.0f})").format(likely=likely, low=low, high=high)]
    if found.months:
        parts.append(_("{months:,.0f} months on the calendar").format(months=found.months))
    parts.append(_("{cost:,.0f} USD").format(cost=found.cost_usd) if found.cost_usd else _("no cost"))
    return ", ".join(parts)


def link_words(found: Contents) -> str:
    """Where its links lead, and whether they may be followed."""
    words = _cut([f"{host.host} ({host.links})" for host in found.hosts]) or _("no link")
    if found.other_addresses:
        odd = ngettext(
            "{count} address that is never opened: {addresses}",
            "{count} addresses that are never opened: {addresses}",
            len(found.other_addresses),
        )
        words += "; " + odd.format(count=len(found.other_addresses), addresses=", ".join(found.other_addresses))
    return words


def trust_words(found: Contents) -> str:
    """Whether its links may be followed."""
    return _("Its links may be followed.") if found.trusted else _("Its links are off until you trust it.")


def problem_words(found: Contents) -> list[str]:
    """What had to be guessed and what is wrong, one line each."""
    names = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.NOTE: _("note")}
    rows = [f"{names[one.severity]}: {one}" for one in (*found.notes, *found.problems)]
    if found.more_problems:
        more = ngettext("{count} more finding", "{count} more findings", found.more_problems)
        rows.append(more.format(count=found.more_problems))
    return rows


def lines(found: Contents) -> list[str]:
    """All of it as plain text."""
    rows = [f"{name}: {text}" for name, text in facts(found)]
    findings = problem_words(found) or [_("No problem found.")]
    return [*rows, trust_words(found), "", *findings]
