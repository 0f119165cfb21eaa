"""What an author does with the levels of an item: which there are, and what each says.

What the lowest level needs and how it begins stands in the item, and so does what one can do after the highest:
`told` lays that beside the levels, `retold` puts it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.app.author import links, references
from planner.app.author.draft import Draft, own, with_node
from planner.app.author.values import value_of
from planner.i18n import _
from planner.model.curriculum import Node
from planner.model.depth import LEVELS, Level, LevelOf, Levels
from planner.model.estimate import ZERO, ThreePoint
from planner.model.problem import error
from planner.model.requirement import All, Requirement

Told = dict[Level, dict[str, Any]]
"""Fields of levels, lowest first."""

MAX_TEXT = 2000


def told(node: Node) -> Told:
    """What each level says, with what the item says for the lowest and the highest; empty where there are none."""
    if node.levels is None:
        return {}
    found: Told = {level: dict(what) for level, what in node.levels.given()}
    for what in found.values():
        what["basis"] = what["basis"] or node.basis
    first, *_between = found.values()
    *_between, last = found.values()
    first.update(requires=node.requires, first_step=node.first_step)
    last.update(outcome=node.outcome, done_when=node.done_when)
    return found


def retold(node: Node, levels: Told, **fields: Any) -> Node:
    """The item with these levels, at least two, each with hours; `fields`: others of the item. Raises PlannerError."""
    basis = fields.get("basis", node.basis)
    given = {level: dict(levels[level]) for level in LEVELS if level in levels}
    for what in given.values():
        what["basis"] = "" if what["basis"] == basis else what["basis"]
    first, *_between = given.values()
    *_between, last = given.values()
    whole = {name: first.pop(name) for name in ("requires", "first_step")}
    whole |= {name: last.pop(name) for name in ("outcome", "done_when")}
    made = references.built(Levels, **{level.value: references.built(LevelOf, **what) for level, what in given.items()})
    return references.changed(node, **{**whole, "hours": ZERO, "cost_usd": 0.0, **fields, "levels": made})


def whole_hours(node: Node) -> ThreePoint:
    """Hours of study of all of an item, with its levels."""
    if node.levels is None:
        return node.hours
    total = ZERO
    for _level, what in node.levels.given():
        total = added(total, what.hours)
    return total


def added(one: ThreePoint, other: ThreePoint) -> ThreePoint:
    """Two estimates together."""
    return references.built(
        ThreePoint,
        optimistic=one.optimistic + other.optimistic,
        likely=one.likely + other.likely,
        pessimistic=one.pessimistic + other.pessimistic,
    )


def both_texts(one: str, other: str) -> str:
    """What two texts say, one after the other; the first one where that is too long."""
    if not one or not other or other in one:
        return one or other
    joined = f"{one} {other}" if one.endswith((".", "!", "?", "…")) else f"{one}; {other}"
    return joined if len(joined) <= MAX_TEXT else one


def all_of(one: Requirement | None, other: Requirement | None) -> Requirement | None:
    """What two requirements ask for together."""
    if one is None or other is None:
        return one if other is None else other
    parts = [part for side in (one, other) for part in (side.all if isinstance(side, All) else (side,))]
    return references.simplified(references.built(All, all=tuple(parts)))


def set_levels(draft: Draft, item: str, hours: Mapping[Level, ThreePoint]) -> Draft:
    """The item has these levels, each with its hours beyond the one below; none: it has one level again.

    What a level needed that goes is needed by the next higher one; of the highest it is needed no more. The one below
    says what one can do then, where it says so. Without levels the item takes the hours and costs of all of them and
    needs what they needed; the cost of an item that gets levels goes to the highest. Raises PlannerError, also where
    something asks for a level that would be gone.
    """
    node = own(draft, item)
    old = told(node)
    if {level: what["hours"] for level, what in old.items()} == dict(hours):
        return draft
    if not hours:
        return with_node(draft, _without_levels(node, old))
    if len(hours) < 2:
        text = _("Give two or three levels of “aware”, “working” and “expert”; one level needs none")
        raise error("one-level", text, node=item, field="levels")
    new = _carried(node, old, hours)
    lowest, highest = next(iter(new)), next(reversed(new))
    begins = {"requires": node.requires, "first_step": node.first_step}
    ends = {"outcome": node.outcome, "done_when": node.done_when}
    if node.levels is None:  # the item becomes the highest level, and begins as the lowest does
        new[lowest].update(begins)
        new[highest].update(ends, cost_usd=node.cost_usd)
    else:
        if LEVELS.index(lowest) < LEVELS.index(node.levels.names[0]):
            new[lowest].update(begins)
        if highest is not node.levels.names[-1]:
            new[highest].update({name: new[highest][name] or text for name, text in ends.items()})
    return with_node(draft, links.with_live_reasons(node, retold(node, new)))


def _carried(node: Node, old: Told, hours: Mapping[Level, ThreePoint]) -> Told:
    """The levels that there are to be; what one says that goes is said by the next higher one."""
    wanted = sorted(hours, key=LEVELS.index)
    if old and LEVELS.index(wanted[0]) < LEVELS.index(next(iter(old))):
        next(iter(old.values())).update(requires=None, first_step="")
    if old and LEVELS.index(wanted[-1]) > LEVELS.index(next(reversed(old))):
        next(reversed(old.values())).update(outcome="", done_when="")
    new: Told = {}
    below: dict[str, Any] = {}
    for level in LEVELS:
        what = old.get(level) or (_nothing(node) if level in hours else None)
        if what is None:
            continue
        if below:
            what["requires"] = all_of(below["requires"], what["requires"])
            what["first_step"] = below["first_step"] or what["first_step"]
            what["cost_usd"] += below["cost_usd"]
        if level in hours:
            new[level], below = {**what, "hours": hours[level]}, {}
        else:
            below = what
    return new


def _nothing(node: Node) -> dict[str, Any]:
    """What a new level says."""
    return {
        "basis": node.basis,
        "requires": None,
        "outcome": "",
        "done_when": "",
        "first_step": "",
        "cost_usd": 0.0,
    }


def _without_levels(node: Node, old: Told) -> Node:
    total, cost, needs, basis = ZERO, 0.0, None, ""
    for what in old.values():
        total, cost = added(total, what["hours"]), cost + what["cost_usd"]
        needs, basis = all_of(needs, what["requires"]), both_texts(basis, what["basis"])
    return references.changed(node, levels=None, hours=total, cost_usd=cost, requires=needs, basis=basis)


def set_level(draft: Draft, item: str, level: Level, /, **fields: Any) -> Draft:
    """These fields of one level of the item have these values.

    A text is read as it is typed into a form, also what the level `requires` beyond the one below; anything else is
    the value itself. Raises PlannerError, also for what stands in the item itself.
    """
    node = own(draft, item)
    there = dict(node.levels.given()) if node.levels is not None else {}
    if node.levels is None or level not in there:
        message = _("“{title}” has no level “{level}”.").format(title=node.title, level=level)
        raise error("no-level", message, node=item, field="levels")
    values: dict[str, Any] = {}
    for name, value in fields.items():
        if name not in LevelOf.model_fields:
            message = _('There is no field "{field}" here. Check its spelling.').format(field=name)
            raise error("invalid", message, node=item, field=name)
        if name == "requires":
            asked = links.requirement_of(draft, item, value, name) if isinstance(value, str) else value
            references.check_size(asked, item, name)
            values[name] = asked
        else:
            values[name] = value_of(name, value)
    told_now = references.made(there[level], **values)
    new = references.changed(node, levels=references.made(node.levels, **{level.value: told_now}))
    return with_node(draft, links.with_live_reasons(node, new))
