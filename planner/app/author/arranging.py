"""What an author does with whole items: one of several, several of one, another place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

from planner.app.author import references
from planner.app.author.draft import Draft, own, with_nodes
from planner.app.author.edits import check_new_id, free_id, rereferenced
from planner.app.author.levels import Told, added, all_of, both_texts, retold, told
from planner.i18n import _
from planner.model.curriculum import Curriculum, Kind, Node
from planner.model.depth import LEVELS, LevelOf, Levels, joined
from planner.model.problem import error

_UNITED = ("recommended", "grants", "accepts_held", "superseded_by", "aliases", "tags", "jurisdiction", "sources")


def merge_items(draft: Draft, items: Iterable[str], into: str) -> Draft:
    """The items of this file become one, which keeps id, title, kind and domain of `into`, one of them.

    Hours, months and costs add up; what they need, recommend, grant and are learned from is put together; their titles
    and ids become other names. Everything in this file that named one of them names the one that is left. What they
    needed of each other goes.

    Levels of one name become one level by the same rules, and who asked for a level of one of them asks for that level
    of the one that is left. All of an item without levels belongs to the highest level. Raises PlannerError where
    there are levels and one of the items has what no item with levels can have.
    """
    kept = own(draft, into)
    others = [own(draft, item) for item in dict.fromkeys(items) if item != into]
    if not others:
        return draft
    new_of = {node.id: into for node in others}
    plain = [references.changed(node, levels=None) if node.levels else node for node in (kept, *others)]
    merged = reduce(_both, plain[1:], plain[0])
    levels = _levels_together(kept, others)
    if levels:
        merged = retold(merged, levels)
    nodes: list[Node] = []
    for node in draft.curriculum.nodes:
        if node is kept:
            nodes.append(references.without(references.renamed(merged, new_of), {into}))
        elif node.id not in new_of:
            nodes.append(references.renamed(node, new_of))
    return rereferenced(draft, nodes, new_of)


def _both(one: Node, other: Node) -> Node:
    """What two items without levels come to."""
    names = (*one.aliases, other.title, other.id, *other.aliases)
    united = {field: tuple(dict.fromkeys((*getattr(one, field), *getattr(other, field)))) for field in _UNITED}
    keys = {resource.key for resource in one.resources}
    days = [node.checked for node in (one, other) if node.checked]
    keeps = [node.shelf_life_months for node in (one, other) if node.shelf_life_months]
    fields: dict[str, Any] = {
        **united,
        "note": both_texts(one.note, other.note),
        "aliases": tuple(name for name in dict.fromkeys(names) if name.casefold() != one.title.casefold()),
        "months": added(one.months, other.months) if one.months and other.months else one.months or other.months,
        "wait_days": max(one.wait_days, other.wait_days),
        "exam": one.exam or other.exam,
        "corequisites": all_of(one.corequisites, other.corequisites),
        "reasons": {**other.reasons, **one.reasons},
        "resources": (*one.resources, *(resource for resource in other.resources if resource.key not in keys)),
        "partial": {**other.partial, **one.partial},
        "checked": min(days) if len(days) == 2 else None,
        "shelf_life_months": min(keeps, default=None),
    }
    fields["partial"] = {item: part for item, part in fields["partial"].items() if item not in fields["grants"]}
    said = _both_say({name: getattr(one, name) for name in _OF_LEVEL}, {n: getattr(other, n) for n in _OF_LEVEL})
    return references.changed(one, **fields, **said)


_OF_LEVEL = ("hours", "basis", "requires", "outcome", "done_when", "first_step", "cost_usd")
"""What an item says of itself, or each of its levels."""


def _levels_together(kept: Node, others: Sequence[Node]) -> Told:
    """The levels of all of them, those of one name joined; all of an item without levels is of the highest."""
    nodes = (kept, *others)
    highest = max((node.levels.names[-1] for node in nodes if node.levels), key=LEVELS.index, default=None)
    found: Told = {}
    if highest is None:
        return found
    for node in nodes:
        _check_may_have_levels(node, kept)
        whole = {highest: {name: getattr(node, name) for name in _OF_LEVEL}}
        for level, what in (told(node) or whole).items():
            found[level] = _both_say(found[level], what) if level in found else what
    return found


def _both_say(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """What two items, or two levels of one name, say together."""
    texts = {name: both_texts(one[name], other[name]) for name in ("basis", "outcome", "done_when", "first_step")}
    hours = added(one["hours"], other["hours"])
    needs = all_of(one["requires"], other["requires"])
    return {**texts, "hours": hours, "requires": needs, "cost_usd": one["cost_usd"] + other["cost_usd"]}


def _check_may_have_levels(node: Node, kept: Node) -> None:
    """Raise PlannerError unless an item can become part of one with levels."""
    if node is kept and node.kind is not Kind.SKILL:
        text = _(
            "Only a skill has levels, and “{title}” is none. Let the one with levels stay, or take them away first."
        )
        raise error("levels", text.format(title=node.title), node=node.id, field="kind")
    if node.months is not None or node.exam is not None or node.wait_days:
        text = _(
            "“{title}” has months, an exam or days of waiting, which no item with levels can have. Take these away, or "
            "the levels, and merge again."
        )
        raise error("levels", text.format(title=node.title), node=node.id, field="months")


def split_item(
    draft: Draft, item: str, title: str, new: str = "", share: float = 0.5, resources: Sequence[str] = ()
) -> Draft:
    """The item becomes two, the second of which follows upon the first and takes `share` (0 to 1) of hours and cost.

    The first keeps id, title and prerequisites. The second has the title and id given here, by default an id made of
    the title, and the `resources` with these keys; months, exam, waiting time and what it grants are those of the end,
    so they go there, too. What needed the item needs the second; who grants or partly covers the item does both.

    An item with levels becomes two with the same levels, each split in the same way: a level of the second follows
    upon that of the first, and who asked for a level asks for that of the second.
    """
    node = own(draft, item)
    identity = new or free_id(draft, title)
    check_new_id(draft, identity)
    if not 0 < share < 1:
        raise error("share", _("The second part takes more than nothing and less than all of it."), node=item)
    unknown = set(resources) - {one.key for one in node.resources}
    if unknown:
        raise error("unknown-id", _("There is no “{name}” in the list.").format(name=min(unknown)), node=item)
    first = references.changed(
        node,
        **_scaled(node, 1 - share),
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
        **_scaled(node, share),
        resources=tuple(one for one in node.resources if one.key in resources),
        requires=item if node.levels is None else joined(item, node.levels.names[0]),
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
    if second.levels is not None:
        second = references.changed(second, levels=_following(second.levels, item))
    nodes: list[Node] = []
    for one in draft.curriculum.nodes:
        nodes += [first, second] if one is node else [_with_second(one, item, identity)]
    return with_nodes(draft, nodes, **_facts_with_second(draft.curriculum, item, identity))


def _facts_with_second(curriculum: Curriculum, item: str, second: str) -> dict[str, Any]:
    """The target is the second part; a course about the item is about both."""
    target = curriculum.target
    if target is not None and references.base_id(target) == item:
        target = references.with_base(target, second)
    courses = tuple(
        one.changed(covers=_on_both(one.covers, item, second)) if _speaks(one.covers, item) else one
        for one in curriculum.courses
    )
    return {"target": target, "courses": courses}


def _scaled(node: Node, share: float) -> dict[str, Any]:
    """Hours and cost of a part of an item, or of each of its levels."""
    if node.levels is None:
        return {"hours": node.hours.times(share), "cost_usd": node.cost_usd * share}
    given = {
        level.value: references.made(what, hours=what.hours.times(share), cost_usd=what.cost_usd * share)
        for level, what in node.levels.given()
    }
    return {"levels": references.made(node.levels, **given)}


def _following(levels: Levels, item: str) -> Levels:
    """The levels of a second part: each follows upon the same one of the first; its words are still to be written."""
    given = {
        level.value: LevelOf(
            hours=what.hours,
            basis=what.basis,
            cost_usd=what.cost_usd,
            requires=None if level is levels.names[0] else item if level is levels.names[-1] else joined(item, level),
        )
        for level, what in levels.given()
    }
    return references.made(levels, **given)


def _speaks(leaves: Iterable[str], item: str) -> bool:
    return any(references.base_id(leaf) == item for leaf in leaves)


def _on_both(table: Mapping[str, float], item: str, second: str) -> dict[str, float]:
    """The table with the second part beside the first, at the same levels."""
    return {
        **table,
        **{
            references.with_base(leaf, second): part for leaf, part in table.items() if references.base_id(leaf) == item
        },
    }


def _with_second(node: Node, item: str, second: str) -> Node:
    """What needed the item, or a level of it, needs that of its second part; what covers it covers both."""
    new = references.renamed(node.changed(grants=(), partial={}), {item: second})
    also = tuple(references.with_base(leaf, second) for leaf in node.grants if references.base_id(leaf) == item)
    new = references.changed(new, grants=(*node.grants, *also), partial=_on_both(node.partial, item, second))
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
