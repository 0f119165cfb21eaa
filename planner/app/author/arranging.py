"""What an author does with whole items: one of several, several of one, another place, another file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any, NamedTuple

from planner.app.author import references
from planner.app.author.draft import Draft, check_loadable, own, with_nodes
from planner.app.author.edits import check_new_id, free_id, rereferenced
from planner.app.author.references import simplified
from planner.i18n import _
from planner.model.curriculum import Node
from planner.model.estimate import ThreePoint
from planner.model.problem import PlannerError, error
from planner.model.requirement import All, Requirement
from planner.storage.curricula import Part

_UNITED = ("recommended", "grants", "accepts_held", "superseded_by", "aliases", "tags", "jurisdiction", "sources")
_JOINED = ("basis", "note", "outcome", "first_step", "done_when")
MAX_TEXT = 2000


def merge_items(draft: Draft, items: Iterable[str], into: str) -> Draft:
    """The items of this file become one, which keeps id, title, kind and domain of `into`, one of them.

    Hours, months and costs add up; what they need, recommend, grant and are learned from is put together; their titles
    and ids become other names. Everything in this file that named one of them names the one that is left. What they
    needed of each other goes.
    """
    kept = own(draft, into)
    others = [own(draft, item) for item in dict.fromkeys(items) if item != into]
    for node in (kept, *others) if others else ():
        _check_no_levels(node)
    if not others:
        return draft
    new_of = {node.id: into for node in others}
    merged = reduce(_both, others, kept)
    nodes: list[Node] = []
    for node in draft.curriculum.nodes:
        if node is kept:
            nodes.append(references.without(references.renamed(merged, new_of), {into}))
        elif node.id not in new_of:
            nodes.append(references.renamed(node, new_of))
    return rereferenced(draft, nodes, new_of)


def _both(one: Node, other: Node) -> Node:
    names = (*one.aliases, other.title, other.id, *other.aliases)
    texts = {field: _text(getattr(one, field), getattr(other, field)) for field in _JOINED}
    united = {field: tuple(dict.fromkeys((*getattr(one, field), *getattr(other, field)))) for field in _UNITED}
    keys = {resource.key for resource in one.resources}
    days = [node.checked for node in (one, other) if node.checked]
    keeps = [node.shelf_life_months for node in (one, other) if node.shelf_life_months]
    fields: dict[str, Any] = {
        **texts,
        **united,
        "aliases": tuple(name for name in dict.fromkeys(names) if name.casefold() != one.title.casefold()),
        "hours": _sum(one.hours, other.hours),
        "months": _sum(one.months, other.months) if one.months and other.months else one.months or other.months,
        "cost_usd": one.cost_usd + other.cost_usd,
        "wait_days": max(one.wait_days, other.wait_days),
        "exam": one.exam or other.exam,
        "requires": _all_of(one.requires, other.requires),
        "corequisites": _all_of(one.corequisites, other.corequisites),
        "reasons": {**other.reasons, **one.reasons},
        "resources": (*one.resources, *(resource for resource in other.resources if resource.key not in keys)),
        "partial": {**other.partial, **one.partial},
        "checked": min(days) if len(days) == 2 else None,
        "shelf_life_months": min(keeps, default=None),
    }
    fields["partial"] = {item: part for item, part in fields["partial"].items() if item not in fields["grants"]}
    return references.changed(one, **fields)


def _check_no_levels(node: Node) -> None:
    if node.levels is not None:
        message = _("“{title}” has levels: its hours are theirs. Take them away first.")
        raise error("levels", message.format(title=node.title), node=node.id, field="levels")


def _text(one: str, other: str) -> str:
    if not one or not other or other in one:
        return one or other
    joined = f"{one} {other}" if one.endswith((".", "!", "?", "…")) else f"{one}; {other}"
    return joined if len(joined) <= MAX_TEXT else one


def _sum(one: ThreePoint, other: ThreePoint) -> ThreePoint:
    return references.built(
        ThreePoint,
        optimistic=one.optimistic + other.optimistic,
        likely=one.likely + other.likely,
        pessimistic=one.pessimistic + other.pessimistic,
    )


def _all_of(one: Requirement | None, other: Requirement | None) -> Requirement | None:
    if one is None or other is None:
        return one if other is None else other
    parts = [part for side in (one, other) for part in (side.all if isinstance(side, All) else (side,))]
    return simplified(references.built(All, all=tuple(parts)))


def split_item(
    draft: Draft, item: str, title: str, new: str = "", share: float = 0.5, resources: Sequence[str] = ()
) -> Draft:
    """The item becomes two, the second of which follows upon the first and takes `share` (0 to 1) of hours and cost.

    The first keeps id, title and prerequisites. The second has the title and id given here, by default an id made of
    the title, and the `resources` with these keys; months, exam, waiting time and what it grants are those of the end,
    so they go there, too. What needed the item needs the second; who grants or partly covers the item does both.
    """
    node = own(draft, item)
    _check_no_levels(node)
    identity = new or free_id(draft, title)
    check_new_id(draft, identity)
    if not 0 < share < 1:
        raise error("share", _("The second part takes more than nothing and less than all of it."), node=item)
    unknown = set(resources) - {one.key for one in node.resources}
    if unknown:
        raise error("unknown-id", _("There is no “{name}” in the list.").format(name=min(unknown)), node=item)
    first = references.changed(
        node,
        hours=node.hours.times(1 - share),
        cost_usd=node.cost_usd * (1 - share),
        resources=tuple(one for one in node.resources if one.key not in resources),
        exam=None,
        wait_days=0,
        months=None,
        parallel=False,
        grants=(),
        partial={},
    )
    second = references.changed(
        node,
        id=identity,
        title=title,
        hours=node.hours.times(share),
        cost_usd=node.cost_usd * share,
        resources=tuple(one for one in node.resources if one.key in resources),
        requires=item,
        corequisites=None,
        recommended=(),
        reasons={},
        aliases=(),
        accepts_held=(),
        superseded_by=(),
        outcome="",
        first_step="",
        done_when="",
    )
    nodes: list[Node] = []
    for one in draft.curriculum.nodes:
        nodes += [first, second] if one is node else [_with_second(one, item, identity)]
    target = identity if draft.curriculum.target == item else draft.curriculum.target
    courses = tuple(
        one.changed(covers={**one.covers, identity: one.covers[item]}) if item in one.covers else one
        for one in draft.curriculum.courses
    )
    return with_nodes(draft, nodes, target=target, courses=courses)


def _with_second(node: Node, item: str, second: str) -> Node:
    """What needed the item needs its second part; what covers it covers both."""
    credit: dict[str, Any] = {"grants": node.grants, "partial": node.partial}
    new = references.renamed(node.changed(grants=(), partial={}), {item: second})
    if item in node.grants:
        credit["grants"] = (*node.grants, second)
    if item in node.partial:
        credit["partial"] = {**node.partial, second: node.partial[item]}
    new = references.changed(new, **credit)
    return node if new == node else new


def move_items(draft: Draft, items: Iterable[str], behind: str | None = None) -> Draft:
    """The items stand behind another one of this file, or first of all: the order in which lists show them."""
    moved = [own(draft, item) for item in dict.fromkeys(items)]
    rest = [node for node in draft.curriculum.nodes if node not in moved]
    place = 0
    if behind is not None:
        if behind in {node.id for node in moved}:
            raise error("self-link", _("An item cannot stand behind itself."), node=behind)
        place = rest.index(own(draft, behind)) + 1
    nodes = (*rest[:place], *moved, *rest[place:])
    return draft if nodes == draft.curriculum.nodes else with_nodes(draft, nodes)


class Moved(NamedTuple):
    """Two files after items went from one to the other; save the module first."""

    draft: Draft
    module: Draft


def moved_to_module(draft: Draft, module: Draft, items: Iterable[str]) -> Moved:
    """The items go from this file into `module`, the draft of a file that it uses.

    Raises PlannerError where they name something that the module does not know, or where the draft does not use it.
    """
    nodes = [own(draft, item) for item in dict.fromkeys(items)]
    name = module.curriculum.id
    if name not in {part.curriculum.id for part in draft.library}:
        message = _("This file does not use the module “{module}”. Add it under “Uses” first.")
        raise error("not-used", message.format(module=module.curriculum.title))
    gone = {node.id for node in nodes}
    try:
        fuller = with_nodes(module, (*module.curriculum.nodes, *nodes))
    except PlannerError as wrong:
        message = _("The module “{module}” does not know what these items need: {reason}")
        text = message.format(module=module.curriculum.title, reason=wrong.problems[0].message)
        raise error("not-known-there", text, node=wrong.problems[0].node) from None
    library = tuple(
        Part(part.path, part.content, fuller.curriculum) if part.curriculum.id == name else part
        for part in draft.library
    )
    rest = draft.curriculum.changed(nodes=tuple(node for node in draft.curriculum.nodes if node.id not in gone))
    changed = replace(draft, curriculum=rest, library=library)
    check_loadable(changed, draft)
    return Moved(changed, fuller)
