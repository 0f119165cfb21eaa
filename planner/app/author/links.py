"""What an author does with links between items: connect, disconnect, requirements as text and in parts, reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from planner.app.author import references
from planner.app.author.draft import Draft, found, known, own, same_item, with_node
from planner.app.author.overriding import do_not_recommend, recommend, recommended_here
from planner.app.author.references import pruned, with_members, without_members
from planner.exchange.expression import WrongExpression, parsed, written
from planner.i18n import _
from planner.model.curriculum import Node
from planner.model.depth import Level, parted
from planner.model.problem import PlannerError, error
from planner.model.requirement import All, AnyOf, AtLeast, Months, Requirement, members, named, walk

How = Literal[
    "requires",
    "corequisites",
    "recommended",
    "levels.aware.requires",
    "levels.working.requires",
    "levels.expert.requires",
]
"""Where it is said that one item comes before another one; of levels what they need beyond the level below."""


def connect(
    draft: Draft, before: str, after: str, reason: str = "", how: How = "requires", into: str | None = None
) -> Draft:
    """`before` comes before `after`, for this reason.

    `how`: required, required before or together ("corequisites"), or only recommended. Without `into` it is needed
    beside everything that `after` needs already. `into` is the path of a part of that requirement as `walk` spells it:
    a group gets another member there (one of several becomes one of one more, with the title as its label where the
    others have labels), an item or a threshold becomes "both", and "" is the whole. Raises PlannerError for an item
    with itself and for what is there already. For an item of the library something can only be recommended here.
    `after` may be a level of an item, such as "sql@working": that level needs it then, beyond the level below.
    """
    if how == "recommended" and draft.beside.get(after) is not None and before != after:
        if recommended_here(draft, before, after):
            raise _there_already(known(draft, before), known(draft, after))
        return recommend(draft, before, after, reason)
    node, field = _end(draft, after)
    first = known(draft, before)
    how = field if field is not None and how == "requires" else how
    if before == after or (field is not None and references.base_id(before) == node.id):
        raise error("self-link", _("“{title}” cannot come before itself.").format(title=node.title), node=after)
    fields: dict[str, Any] = {}
    if how == "recommended":
        if before in node.recommended:
            raise _there_already(first, node)
        fields = {"recommended": (*node.recommended, before)}
    else:
        old = references.requirement_at(node, how)
        if into is None and before in _needed_by_all(old):
            raise _there_already(first, node)
        new = _beside(old, before) if into is None else replaced(old, into, lambda part: _joined(part, first))
        node = references.with_requirement(node, how, new)
    if reason:
        fields["reasons"] = {**node.reasons, before: reason}
    return with_node(draft, references.changed(node, **fields) if fields else node)


def _end(draft: Draft, after: str) -> tuple[Node, How | None]:
    """The item of this file that `after` is, or is a level of; for a level where it stands what that needs.

    Raises PlannerError.
    """
    item, level = parted(after)
    node = draft.curriculum.by_id.get(item)
    if level is None or node is None or node.levels is None or level not in node.levels.names:
        return own(draft, after), None
    lowest = level is node.levels.names[0]
    return node, "requires" if lowest else OF_LEVEL[level]


OF_LEVEL: dict[Level, How] = {
    Level.AWARE: "levels.aware.requires",
    Level.WORKING: "levels.working.requires",
    Level.EXPERT: "levels.expert.requires",
}


def _there_already(before: Node, after: Node) -> PlannerError:
    message = _("“{before}” comes before “{after}” already.")
    return error("linked", message.format(before=before.title, after=after.title), node=after.id)


def _needed_by_all(requirement: Requirement | None) -> set[str]:
    if isinstance(requirement, All):
        return {member for member in requirement.all if isinstance(member, str)}
    return {requirement} if isinstance(requirement, str) else set()


def _beside(old: Requirement | None, new: Requirement) -> Requirement:
    if old is None:
        return new
    if isinstance(old, All):
        return with_members(old, (*old.all, new))
    return All(all=(old, new))


def _joined(part: Requirement, node: Node) -> Requirement:
    """The part with one item more."""
    if isinstance(part, (str, All)):
        if node.id in _needed_by_all(part):
            raise error("linked", _("“{title}” stands there already.").format(title=node.title), node=node.id)
        return _beside(part, node.id)
    if isinstance(part, Months):
        if node.id in part.of:
            raise error("linked", _("“{title}” stands there already.").format(title=node.title), node=node.id)
        return references.made(part, of=(*part.of, node.id))
    if node.id in members(part):
        raise error("linked", _("“{title}” stands there already.").format(title=node.title), node=node.id)
    return with_members(part, (*members(part), node.id), (*part.labels, node.title) if part.labels else None)


def disconnect(draft: Draft, before: str, after: str, how: How | None = None) -> Draft:
    """`before` does not come before `after` any more: not required, together or recommended, or only not `how`.

    Groups that lose it do as `references.pruned` says. The reason goes unless another link of the two remains. Raises
    PlannerError where there is no such link. Of an item of the library only what is recommended can go. `after` may be
    a level of an item: what the others need stays.
    """
    if how in (None, "recommended") and recommended_here(draft, before, after):
        return do_not_recommend(draft, before, after)
    node, place = _end(draft, after)
    new = node
    chosen = how or place
    for field in (chosen,) if chosen is not None else references.requirement_fields(node):
        requirement = references.requirement_at(node, field) if field != "recommended" else None
        if any(same_item(leaf, before) for leaf in named(requirement)):
            kept = pruned(requirement, lambda leaf: same_item(leaf, before))
            new = references.with_requirement(new, field, kept)
    recommended = tuple(leaf for leaf in node.recommended if not same_item(leaf, before))
    if how in (None, "recommended") and place in (None, "requires") and recommended != node.recommended:
        new = references.changed(new, recommended=recommended)
    if new is node:
        title = known(draft, before).title if draft.knows(before) else before
        message = _("“{before}” does not come before “{after}”.").format(before=title, after=node.title)
        raise error("not-linked", message, node=node.id)
    return with_node(draft, with_live_reasons(node, new))


def with_live_reasons(old: Node, new: Node) -> Node:
    """The new node without the reasons of what came before the old one and does so no more."""
    before = references.prerequisites(old) - references.counted(new)
    kept = {item: reason for item, reason in new.reasons.items() if item not in before}
    return new if kept == new.reasons else references.changed(new, reasons=kept)


def set_requirement(draft: Draft, item: str, requirement: Requirement | None, how: How = "requires") -> Draft:
    """What `item` requires (or takes before or together) is this, or nothing. Reasons of what is gone go with it."""
    node = own(draft, item)
    if requirement == references.requirement_at(node, how):
        return draft
    references.check_size(requirement, item, how)
    return with_node(draft, with_live_reasons(node, references.with_requirement(node, how, requirement)))


def set_requirement_text(draft: Draft, item: str, text: str, how: How = "requires") -> Draft:
    """The same for a requirement as text, such as `python AND (aws OR azure)`; see `planner.exchange.expression`.

    Items are named by id, title or another name; empty text is no requirement. Raises PlannerError.
    """
    own(draft, item)
    return set_requirement(draft, item, requirement_of(draft, item, text, how), how)


def requirement_of(draft: Draft, item: str, text: str, how: str = "requires") -> Requirement | None:
    """The requirement that a text says. Raises PlannerError with a sentence that says what to do."""

    def find(name: str) -> str:
        try:
            return found(draft, name)
        except PlannerError as unknown:
            raise ValueError(unknown.problems[0].message) from None

    try:
        return parsed(text, find)
    except WrongExpression as wrong:
        raise error("invalid", str(wrong), node=item, field=how) from None


def requirement_text(draft: Draft, item: str, how: How = "requires") -> str:
    """What the item requires, as text that `set_requirement_text` reads back the same."""
    return written(references.requirement_at(known(draft, item), how))


def set_reason(draft: Draft, item: str, before: str, reason: str) -> Draft:
    """Why `before` comes before `item`; empty for no reason. Raises PlannerError where it does not."""
    if recommended_here(draft, before, item):
        return recommend(draft, before, item, reason)
    node = own(draft, item)
    if before not in {*references.counted(node), *node.reasons}:
        title = known(draft, before).title if draft.knows(before) else before
        message = _("“{before}” does not come before “{after}”.").format(before=title, after=node.title)
        raise error("not-linked", message, node=item)
    reasons = {key: text for key, text in node.reasons.items() if key != before or reason.strip()}
    if reason.strip():
        reasons[before] = reason
    return with_node(draft, references.changed(node, reasons=reasons))


# Parts of a requirement, by their path as `requirement.walk` spells it: the visual tree


def part_at(requirement: Requirement | None, path: str) -> Requirement:
    """The part at a path. Raises PlannerError where there is none."""
    for here, part in walk(requirement):
        if here == path:
            return part
    raise error("no-such-part", _("There is no such part of the requirement any more."))


def replaced(
    requirement: Requirement | None, path: str, new: Callable[[Requirement], Requirement | None]
) -> Requirement | None:
    """The requirement with the part at `path` replaced by what `new` makes of it; None there takes it out."""
    part_at(requirement, path)

    def inside(part: Requirement, here: str) -> Requirement | None:
        if here == path:
            return new(part)
        if isinstance(part, (str, Months)) or not path.startswith(here):
            return part
        key = {All: "all", AnyOf: "any", AtLeast: "of"}[type(part)]
        parts = [inside(member, f"{here}.{key}[{at}]") for at, member in enumerate(members(part))]
        gone = [at for at, member in enumerate(parts) if member is None]
        if gone:
            return without_members(part, gone, parts)
        return with_members(part, [member for member in parts if member is not None])

    return inside(requirement, "") if requirement is not None else None


def replace_part(draft: Draft, item: str, path: str, part: Requirement | None, how: How = "requires") -> Draft:
    """The part of the requirement at `path` is this one, or gone (a group with one member left becomes that member)."""
    node = own(draft, item)
    return set_requirement(draft, item, replaced(references.requirement_at(node, how), path, lambda _old: part), how)


def set_group(
    draft: Draft, item: str, path: str, kind: Literal["all", "any", "of"], k: int = 2, how: How = "requires"
) -> Draft:
    """The group at `path` asks for all, one or at least `k` of its members; a single item becomes a group of itself.

    Name, reason, advice and labels stay where it remains a choice. Raises PlannerError where `k` cannot be met.
    """
    node = own(draft, item)
    whole = references.requirement_at(node, how)
    return set_requirement(draft, item, replaced(whole, path, lambda part: _of_kind(part, kind, k)), how)


def _of_kind(part: Requirement, kind: Literal["all", "any", "of"], k: int) -> Requirement:
    inner = (part,) if isinstance(part, (str, Months)) else members(part)
    said: dict[str, Any] = {}
    if isinstance(part, (AnyOf, AtLeast)) and kind != "all":
        said = {"name": part.name, "reason": part.reason, "advice": part.advice, "labels": part.labels}
    if kind == "all":
        return All(all=inner)
    if kind == "any":
        return AnyOf(any=inner, **said)
    return references.built(AtLeast, k=k, of=inner, **said)


def wrap(
    draft: Draft, item: str, path: str, places: tuple[int, ...], kind: Literal["all", "any"], how: How = "requires"
) -> Draft:
    """The members in `places` of the group at `path` become a group of their own, where the first of them was."""
    node = own(draft, item)

    def new(part: Requirement) -> Requirement:
        old = () if isinstance(part, (str, Months)) else members(part)
        picked = [old[at] for at in sorted(set(places)) if 0 <= at < len(old)]
        if not picked or isinstance(part, (str, Months)):
            raise error("no-such-part", _("There is no such part of the requirement any more."))
        first = min(places)
        inner: Requirement = All(all=tuple(picked)) if kind == "all" else AnyOf(any=tuple(picked))
        kept = [(at, member) for at, member in enumerate(old) if at == first or at not in places]
        labels = part.labels if isinstance(part, (AnyOf, AtLeast)) else ()
        return with_members(
            part,
            [inner if at == first else member for at, member in kept],
            [labels[at] for at, _member in kept] if labels else (),
        )

    return set_requirement(draft, item, replaced(references.requirement_at(node, how), path, new), how)


def set_choice(
    draft: Draft,
    item: str,
    path: str,
    name: str | None = None,
    reason: str | None = None,
    advice: str | None = None,
    labels: tuple[str, ...] | None = None,
    how: How = "requires",
) -> Draft:
    """What the choice at `path` is called, why a choice is enough, how to choose and what to call its options.

    None leaves it as it is, an empty text or tuple takes it away. A threshold of months has a reason only.
    """
    node = own(draft, item)

    def new(part: Requirement) -> Requirement:
        fields: dict[str, Any] = {"reason": reason}
        if isinstance(part, (AnyOf, AtLeast)):
            fields |= {"advice": advice, "labels": labels, "name": name}
        elif not isinstance(part, Months):
            raise error("no-choice", _("Only a choice has a name, a reason, advice and labels."), node=item, field=how)
        fields = {key: value for key, value in fields.items() if value is not None}
        if fields.get("name") == "":
            fields["name"] = None
        return references.made(part, **fields)

    return set_requirement(draft, item, replaced(references.requirement_at(node, how), path, new), how)
