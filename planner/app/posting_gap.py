"""Where a learner stands with what a posting asks for, and the plan that leads to exactly that.

The planner plans towards one goal. So the accepted items become one: a milestone "What the posting asks for" that
requires all of them, in a curriculum that has it beside its own items. The reasons of the plan are the sentences of the
posting.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from planner.app import progress, queries
from planner.app.follow import GOAL
from planner.app.postings import read
from planner.i18n import _
from planner.model.curriculum import Curriculum, Kind, Node, Status
from planner.model.document import Document
from planner.model.plan import Plan
from planner.model.posting import Among, Asked, GapPlan, Hit, PostingMatch, Reading, Section, Standing
from planner.model.problem import error
from planner.model.requirement import MAX_OPERANDS, All, AnyOf, Requirement
from planner.model.text import printable

MAX_PIPED = 10 * 1024 * 1024 + 1
"""Bytes that are read of a pipe: one more than of a file, so that more than that is refused too."""

_ONE_OF = frozenset({Among.ONE_OF, Among.ONE_OF_UNSURE})

Cancelled = Callable[[], bool]


def read_document(path: Path, cancelled: Cancelled = lambda: False) -> str:
    """The text of a posting or CV: text, HTML, PDF or Word. Raises PlannerError with a sentence."""
    from planner.exchange import documents

    return documents.read(path, cancelled)


def text_of(content: bytes, name: str) -> str:
    """The same for bytes that come from somewhere else, such as a pipe."""
    from planner.exchange import documents

    return documents.text_of(content, name)


def readable(text: str) -> str:
    """A text that was pasted, as `read_document` gives one: without what cannot be seen between its letters."""
    from planner.exchange import letters

    return letters.readable(text)


def accepted(reading: Reading) -> tuple[str, ...]:
    """The items that count as long as the person says nothing, in the order of the text."""
    return tuple(dict.fromkeys(hit.node for hit in reading.hits if hit.counts))


def choices(reading: Reading, items: Collection[str]) -> list[tuple[str, ...]]:
    """The accepted alternatives of which one is enough: those of which none is asked for by itself elsewhere."""
    alone = _asked_alone(reading, items)
    return [group for group in _groups(reading, items) if alone.isdisjoint(group)]


def asked(document: Document, reading: Reading, items: Collection[str], own: Plan | None = None) -> tuple[Asked, ...]:
    """The accepted items with what the learner has and what is missing; `own` is the plan that they have already."""
    held = queries.held(document)
    planned = {item.id for item in own.items} if own else set()
    by_id = document.curriculum.by_id
    groups = _groups(reading, items)
    alone = _asked_alone(reading, items)
    enough = {item for item in items if item in held or (item in alone and by_id[item].status is Status.ACTIVE)}
    covered = {item for group in groups if enough.intersection(group) for item in group} - alone
    found = []
    for item in items:
        node = by_id[item]
        standing = (
            Standing.HAVE
            if item in held
            else Standing.OTHERWISE
            if item in covered
            else Standing.PLANNED
            if item in planned
            else Standing.MISSING
            if node.status is Status.ACTIVE
            else Standing.CLOSED
        )
        nice = all(hit.section is Section.NICE for hit in reading.hits if hit.node == item and hit.counts)
        found.append(Asked(node=item, title=node.title, kind=node.kind, nice=nice, standing=standing))
    return tuple(found)


def with_goal(document: Document, reading: Reading, items: Collection[str], title: str = "") -> Document:
    """The learner on the way to exactly these items. Raises PlannerError where there is nothing to plan for."""
    curriculum = document.curriculum
    node = _goal(document, reading, items, title or _("What the posting asks for"))
    nodes = (*(one for one in curriculum.nodes if one.id != GOAL), node)
    learner = document.learner.changed(goal=GOAL)
    return document.changed(curriculum=curriculum.changed(nodes=nodes), learner=learner)


def prefer(document: Document, items: Iterable[str]) -> Document:
    """Take these items wherever the curriculum leaves a choice; the goal stays."""
    learner = document.learner
    wanted = tuple(item for item in items if document.curriculum.by_id[item].status is Status.ACTIVE)
    prefer = tuple(dict.fromkeys((*learner.prefer, *wanted)))
    avoid = tuple(item for item in learner.avoid if item not in wanted)
    return document.changed(learner=learner.changed(prefer=prefer, avoid=avoid))


def know(document: Document, items: Iterable[str]) -> Document:
    """The learner holds these: what a CV says."""
    for item in dict.fromkeys(items):
        if item not in document.learner.known:
            document = progress.know(document, item)
    return document


def match(
    document: Document,
    text: str,
    required_only: bool = False,
    seconds: float = 20.0,
    cancelled: Cancelled | None = None,
) -> PostingMatch:
    """Everything at once, as `trailmark match` prints it. Raises PlannerError for input that makes no sense."""
    whole = read(document.curriculum, text, cancelled or (lambda: False))
    reading = _required(whole) if required_only else whole
    items = accepted(reading)
    own = queries.plan(document, seconds, cancelled) if items else None
    standing = asked(document, reading, items, own)
    open_items = [one for one in standing if one.standing in (Standing.PLANNED, Standing.MISSING)]
    plan = queries.plan(with_goal(document, reading, items), seconds, cancelled) if open_items else None
    return PostingMatch(
        curriculum=document.curriculum.id,
        hits=whole.hits,
        one_of=tuple(dict.fromkeys(choices(reading, items))),
        asked=standing,
        unknown=whole.unknown,
        plan=_summary(plan) if plan else None,
    )


def _required(reading: Reading) -> Reading:
    """The reading without what is only nice to have."""
    hits = tuple(hit for hit in reading.hits if hit.section is not Section.NICE)
    left = set(accepted(reading.changed(hits=hits)))
    return reading.changed(hits=hits, one_of=tuple(group for group in reading.one_of if left.issuperset(group)))


def _summary(plan: Plan) -> GapPlan:
    return GapPlan(
        status=plan.status.value,
        items=tuple(item.id for item in plan.items if item.id != GOAL),
        hours=plan.totals.hours,
        cost_usd=plan.totals.cost_usd,
        begins=plan.begins if plan.items else None,
        finish=plan.finish,
        problems=plan.problems,
    )


# -- the goal that stands for all of them


def _groups(reading: Reading, items: Collection[str]) -> list[tuple[str, ...]]:
    """The alternatives as far as they were accepted."""
    groups = (tuple(item for item in group if item in items) for group in reading.one_of)
    return [group for group in groups if len(group) > 1]


def _asked_alone(reading: Reading, items: Collection[str]) -> set[str]:
    """Items that the text asks for by themselves, or as the only one of its alternatives that was accepted."""
    alone = {hit.node for hit in reading.hits if hit.counts and hit.among not in _ONE_OF}
    grouped = {item for group in reading.one_of for item in group}
    for group in reading.one_of:
        left = [item for item in group if item in items]
        alone.update(left if len(left) == 1 else ())
    return {item for item in items if item in alone or item not in grouped}


def _requirement(document: Document, reading: Reading, items: Collection[str]) -> Requirement | None:
    held = queries.held(document)
    by_id = document.curriculum.by_id
    possible = [item for item in items if item in held or by_id[item].status is Status.ACTIVE]
    alone = _asked_alone(reading, possible)
    members: list[Requirement] = [item for item in possible if item in alone]
    members += [
        AnyOf(any=group, labels=tuple(by_id[item].title for item in group), reason=_quote(reading, group[0]))
        for group in _groups(reading, possible)
    ]
    while len(members) > MAX_OPERANDS:
        parts = range(0, len(members), MAX_OPERANDS)
        members = [All(all=tuple(members[start : start + MAX_OPERANDS])) for start in parts]
    return All(all=tuple(members)) if members else None


def _goal(document: Document, reading: Reading, items: Collection[str], title: str) -> Node:
    requirement = _requirement(document, reading, items)
    if requirement is None:
        raise error("nothing-to-plan", _("There is nothing to plan for: accept at least one item that can be learned."))
    curriculum = document.curriculum
    return Node(
        id=GOAL,
        title=printable(title, 200),
        kind=Kind.MILESTONE,
        domain=_domain(curriculum, items),
        requires=requirement,
        reasons={item: _quote(reading, item) for item in items},
        outcome=_("you can show everything that was asked for"),
    )


def _domain(curriculum: Curriculum, items: Collection[str]) -> str:
    target = curriculum.target or next(iter(items))
    return curriculum.by_id[target].domain


def _quote(reading: Reading, item: str) -> str:
    hit: Hit | None = next((hit for hit in reading.hits if hit.node == item and hit.counts), None)
    hit = hit or next((hit for hit in reading.hits if hit.node == item), None)
    if hit is None:
        return _("You added it to what the posting asks for.")
    return _("The posting says: “{sentence}”").format(sentence=printable(hit.sentence, 500))
