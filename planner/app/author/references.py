"""Where an item names other items, and how such a name is replaced or taken out: the one place that knows all of it.

A leaf of a requirement is the id of an item or of a level of it, such as "sql@working"; `base_id` says which item.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from planner.i18n import _
from planner.model.base import Value
from planner.model.curriculum import Node
from planner.model.depth import MARK, Level, LevelOf
from planner.model.problem import PlannerError, error
from planner.model.renamed import references
from planner.model.requirement import (
    MAX_OPERANDS,
    All,
    AnyOf,
    AtLeast,
    Group,
    Months,
    Requirement,
    distinct_options,
    leaves,
    members,
    named,
    walk,
)
from planner.storage.json_text import findings_of, in_words

MAX_GROUPS = 13
"""Groups in groups: two brackets each, and up to five around them, are less than the 32 that a file may nest."""

T = TypeVar("T", bound=Value)

REQUIREMENTS = ("requires", "corequisites")
LISTS = ("recommended", "grants", "accepts_held", "superseded_by")
TABLES = ("partial", "reasons")
OF_LEVELS = {f"levels.{level.value}.requires": level for level in Level}
"""Where it stands what a level needs beyond the level below; the lowest needs what the item requires."""


def base_id(leaf: str) -> str:
    """The id of the item that a leaf of a requirement speaks of."""
    return leaf.partition(MARK)[0]


def with_base(leaf: str, item: str) -> str:
    """The leaf, speaking of another item."""
    return item + leaf[len(base_id(leaf)) :]


def named_by(node: Node) -> Iterator[tuple[str, str]]:
    """Every item that the node names, with the field in which it does; reasons are no references of their own."""
    for field, leaf in spoken_of(node):
        yield field, base_id(leaf)


def spoken_of(node: Node) -> Iterator[tuple[str, str]]:
    """The same with the level that is asked for, as it is written."""
    for field, spoken in references(node):
        for leaf in spoken:
            yield field, leaf


def prerequisites(node: Node) -> set[str]:
    """The leaves that may carry a reason because they are written as prerequisites, also of one of its levels."""
    parts = (requirement_at(node, field) for field in requirement_fields(node))
    return {*node.recommended, *(leaf for part in parts for leaf in named(part))}


def counted(node: Node) -> set[str]:
    """Everything that may carry a reason: its prerequisites, and what counts for a sum of months."""
    parts = (requirement_at(node, field) for field in requirement_fields(node))
    return {*prerequisites(node), *(leaf for part in parts for leaf in leaves(part))}


def requirement_fields(node: Node) -> tuple[str, ...]:
    """Where requirements of the node stand; those of its levels last."""
    return (*REQUIREMENTS, *(f"levels.{level.value}.requires" for level, _what in _levels(node)))


def requirement_at(node: Node, field: str) -> Requirement | None:
    """What stands in one of the fields of requirements; nothing where the node has no such level."""
    if field not in OF_LEVELS:
        found: Requirement | None = getattr(node, field)
        return found
    what = dict(_levels(node)).get(OF_LEVELS[field])
    return what.requires if what is not None else None


def with_requirement(node: Node, field: str, requirement: Requirement | None) -> Node:
    """The node with this in one of the fields of requirements. Raises PlannerError."""
    if field not in OF_LEVELS:
        return changed(node, **{field: requirement})
    level, given = OF_LEVELS[field], dict(_levels(node))
    if node.levels is None or level not in given:
        message = _("“{title}” has no level “{level}”.").format(title=node.title, level=level.value)
        raise error("no-level", message, node=node.id, field="levels")
    return changed(node, levels=made(node.levels, **{level.value: made(given[level], requires=requirement)}))


def _levels(node: Node) -> list[tuple[Level, LevelOf]]:
    return list(node.levels.given()) if node.levels else []


def _with_levels(node: Node, fields: dict[str, Any], new: Callable[[Requirement], Requirement | None]) -> None:
    """Put into `fields` the levels with what each requires replaced."""
    told = {
        level.value: what.changed(requires=new(what.requires))
        for level, what in _levels(node)
        if what.requires is not None
    }
    if node.levels and told:
        fields["levels"] = node.levels.changed(**told)


def renamed(node: Node, new_of: Mapping[str, str]) -> Node:
    """The node with items named by their new ids; the same object where it names none of them.

    What becomes the same as another one in a list, a table or a group of all goes. The own id stays.
    """

    def new(leaf: str) -> str:
        item = base_id(leaf)
        return with_base(leaf, new_of[item]) if item in new_of else leaf

    fields: dict[str, Any] = {}
    for field in REQUIREMENTS:
        requirement = getattr(node, field)
        if any(base_id(leaf) in new_of for leaf in named(requirement)):
            fields[field] = simplified(mapped(requirement, new))
    for field in LISTS:
        ids = getattr(node, field)
        if any(base_id(leaf) in new_of for leaf in ids):
            fields[field] = tuple(dict.fromkeys(map(new, ids)))
    for field in TABLES:
        table = getattr(node, field)
        if any(base_id(leaf) in new_of for leaf in table):
            fields[field] = _merged_table(table, new)
    _with_levels(node, fields, lambda requirement: simplified(mapped(requirement, new)))
    if "partial" in fields or "grants" in fields:
        granted = fields.get("grants", node.grants)
        partial = fields.get("partial", node.partial)
        fields["partial"] = {item: part for item, part in partial.items() if item not in granted}
    return changed(node, **fields) if fields else node


def _merged_table(table: Mapping[str, Any], new: Callable[[str], str]) -> dict[str, Any]:
    """Of two entries that become one, the larger fraction or the first reason stays."""
    found: dict[str, Any] = {}
    for leaf, value in table.items():
        key = new(leaf)
        if key in found and not (isinstance(value, float) and value > found[key]):
            continue
        found[key] = value
    return found


def without(node: Node, gone: Collection[str]) -> Node:
    """The node without the items in `gone`; the same object where it names none of them.

    Groups that are left empty go, those with one member left become that member; see `pruned`.
    """
    fields: dict[str, Any] = {}
    for field in REQUIREMENTS:
        requirement = getattr(node, field)
        if any(base_id(leaf) in gone for leaf in named(requirement)):
            fields[field] = pruned(requirement, lambda leaf: base_id(leaf) in gone)
    for field in LISTS:
        ids = getattr(node, field)
        if any(base_id(leaf) in gone for leaf in ids):
            fields[field] = tuple(leaf for leaf in ids if base_id(leaf) not in gone)
    for field in TABLES:
        table = getattr(node, field)
        if any(base_id(leaf) in gone for leaf in table):
            fields[field] = {leaf: value for leaf, value in table.items() if base_id(leaf) not in gone}
    _with_levels(node, fields, lambda requirement: pruned(requirement, lambda leaf: base_id(leaf) in gone))
    return changed(node, **fields) if fields else node


# Requirements


def mapped(requirement: Requirement, new: Callable[[str], str]) -> Requirement:
    """The expression with every leaf replaced by `new(leaf)`."""
    match requirement:
        case str():
            return new(requirement)
        case Months():
            return made(requirement, of=tuple(dict.fromkeys(map(new, requirement.of))))
        case _:
            return with_members(requirement, [mapped(member, new) for member in members(requirement)])


def simplified(requirement: Requirement) -> Requirement:
    """The expression without repeated members: of the same options the first one stays, with its label.

    A group that has one member left becomes that member.
    """
    if isinstance(requirement, (str, Months)):
        return requirement
    inner = [simplified(member) for member in members(requirement)]
    again = [at for at, part in enumerate(inner) if part in inner[:at]]
    if not again:
        return with_members(requirement, inner)
    return without_members(requirement, again, [*inner]) or requirement


def pruned(requirement: Requirement | None, gone: Callable[[str], bool]) -> Requirement | None:
    """The expression without the leaves that are `gone`; None where nothing is left.

    A group that loses members: none left, it goes as well; one left, it becomes that member; a choice of at least k
    asks for all that are left where they are fewer than k. A threshold of months goes where nothing can count any more.
    """
    if requirement is None or isinstance(requirement, str):
        return None if requirement is None or gone(requirement) else requirement
    if isinstance(requirement, Months):
        of = tuple(leaf for leaf in requirement.of if not gone(leaf))
        if len(of) == len(requirement.of):
            return requirement
        return made(requirement, of=of) if of or requirement.tags else None
    old = members(requirement)
    new = [pruned(member, gone) for member in old]
    if all(one is other for one, other in zip(old, new, strict=True)):
        return requirement
    return without_members(requirement, [at for at, member in enumerate(new) if member is None], new)


def without_members(
    group: All | Group, places: Collection[int], instead: list[Requirement | None] | None = None
) -> Requirement | None:
    """The group without the members in `places`; `instead` are all its members where others have changed as well."""
    parts = instead if instead is not None else list(members(group))
    kept = [(at, part) for at, part in enumerate(parts) if at not in places and part is not None]
    if not kept:
        return None
    if len(kept) == 1 and len(parts) > 1 and not (isinstance(group, AtLeast) and group.k == 0):
        return kept[0][1]
    labels = group.labels if isinstance(group, (AnyOf, AtLeast)) else ()
    return with_members(group, [part for _at, part in kept], [labels[at] for at, _part in kept] if labels else ())


def with_members(
    group: All | Group, parts: Collection[Requirement], labels: Collection[str] | None = None
) -> All | Group:
    """The group with other members, with its own labels unless others are given; k at most as many as there are."""
    fields: dict[str, Any] = {"all" if isinstance(group, All) else "any" if isinstance(group, AnyOf) else "of": parts}
    fields = {name: tuple(value) for name, value in fields.items()}
    if labels is not None and not isinstance(group, All):
        fields["labels"] = tuple(labels)
    if isinstance(group, AtLeast):
        loose = group.model_copy(update={"of": tuple(parts), "labels": ()})
        fields["k"] = min(group.k, len(distinct_options(loose)))
    return made(group, **fields)


def groups_deep(requirement: Requirement | None) -> int:
    """How many groups stand in each other at most."""
    return max((path.count("[") for path, part in walk(requirement) if not isinstance(part, str)), default=-1) + 1


def check_size(requirement: Requirement | None, node: str, field: str) -> None:
    """Raise PlannerError for what a file could not hold."""
    if groups_deep(requirement) > MAX_GROUPS:
        message = _("Groups stand in each other more than {limit} deep. Put some of it into an item of its own.")
        raise error("too-deep", message.format(limit=MAX_GROUPS), node=node, field=field)
    for _path, part in walk(requirement):
        if not isinstance(part, str) and len(members(part)) > MAX_OPERANDS and not isinstance(part, Months):
            raise error("too-many", _("A group has at most {limit} members.").format(limit=MAX_OPERANDS), node=node)


# Checked changes


def made(part: T, **fields: Any) -> T:
    """A part of a requirement with other fields. Raises PlannerError."""
    try:
        return part.changed(**fields)
    except ValidationError as wrong:
        raise refused(wrong, "", "requires") from None


def built(kind: type[T], **fields: Any) -> T:
    """A new part of a requirement. Raises PlannerError."""
    try:
        return kind.model_validate(fields)
    except ValidationError as wrong:
        raise refused(wrong, "", "requires") from None


def changed(node: Node, **fields: Any) -> Node:
    """The node with other fields. Raises PlannerError that names the field."""
    try:
        return node.changed(**fields)
    except ValidationError as wrong:
        raise refused(wrong, node.id, next(iter(fields), "")) from None


def refused(wrong: ValidationError, node: str, field: str = "") -> PlannerError:
    """What is wrong in the words of somebody who writes a curriculum, with the field where it is."""
    first = findings_of(wrong)[0]["loc"]
    return error("invalid", in_words(wrong), node=node, field=str(first[0]) if first else field)
