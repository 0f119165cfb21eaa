"""What an author does with items: pure functions from one draft to the next.

Nothing changes when one raises PlannerError.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from planner.app.author import references
from planner.app.author.draft import MAX_ID, Draft, field_value, found, known, own, with_fields, with_nodes
from planner.app.author.overriding import as_here, override_fields
from planner.app.author.values import value_of
from planner.exchange.csv_rows import slug
from planner.i18n import _
from planner.model.curriculum import Curriculum, Kind, Node
from planner.model.depth import Level, joined
from planner.model.override import Override
from planner.model.problem import error
from planner.model.renamed import followed
from planner.model.text import Id

T = TypeVar("T")

_NAMING = ("target", "overrides", "courses", "certificates", "claims")
"""Fields of a curriculum beside its nodes that name items."""
_ID: TypeAdapter[str] = TypeAdapter(Id)


def free_id(draft: Draft, title: str, taken: Collection[str] = ()) -> str:
    """An id for a new item of that title, which neither the draft nor `taken` has."""
    base = slug(title)[:MAX_ID].strip("-._") or "item"
    number, candidate = 1, base
    while draft.knows(candidate) or candidate in draft.names or candidate in taken:
        number += 1
        tail = f"-{number}"
        candidate = base[: MAX_ID - len(tail)] + tail
    return candidate


def add_item(
    draft: Draft, /, title: str, item: str = "", kind: Kind | str = Kind.SKILL, domain: str = "", **fields: Any
) -> Draft:
    """A new item at the end of the file.

    `item` is its id, by default made of the title (see `free_id`); `domain` by default that of the last item of the
    file, else the first in the list of domains, else "general". `fields` as in `set_fields`.
    """
    identity = item or free_id(draft, title)
    check_new_id(draft, identity)
    values = {name: field_value(draft, name, value) for name, value in {"kind": kind, **fields}.items()}
    try:
        node = Node(id=identity, title=title, domain=domain or usual_domain(draft), **_allowed(values))
    except ValidationError as wrong:
        raise references.refused(wrong, identity) from None
    return with_nodes(draft, (*draft.curriculum.nodes, node))


def usual_domain(draft: Draft) -> str:
    """The domain that a new item is most probably of."""
    if draft.curriculum.nodes:
        return draft.curriculum.nodes[-1].domain
    return next((domain.id for domain in draft.merged.domains), "general")


def _allowed(fields: dict[str, Any]) -> dict[str, Any]:
    for name in fields:
        if name == "id":
            raise error("rename", _("Rename the item instead: its id is what others call it by."), field=name)
        if name == "module":
            raise error("filled-in", _("Which file an item comes from is filled in when it is read."), field=name)
        if name not in Node.model_fields:
            raise error("invalid", _('There is no field "{field}" here. Check its spelling.').format(field=name))
    return fields


def check_new_id(draft: Draft, identity: str, item: str = "") -> None:
    """Raise PlannerError unless a new item, or the item that is called `item` now, may have this id."""
    try:
        _ID.validate_python(identity)
    except ValidationError as wrong:
        raise references.refused(wrong, "", "id") from None
    if draft.knows(identity):
        message = _('The id "{id}" is already taken by “{title}”.')
        title = known(draft, identity).title
        raise error("duplicate-id", message.format(id=identity, title=title), node=identity, field="id")
    if draft.names.get(identity, item) != item:
        message = _("“{id}” is another name of “{title}”: whoever speaks of it means that item.")
        title = known(draft, draft.names[identity]).title
        raise error("duplicate-id", message.format(id=identity, title=title), node=identity, field="id")


def set_fields(draft: Draft, /, items: Iterable[str], **fields: Any) -> Draft:
    """These fields of all these items have these values from now on; `items` may be one or many.

    Of items of the library it is said otherwise here (see `overriding`); what they are cannot be changed.
    A text is read as it is typed into a form (`values.value_of`), anything else is the value itself. A requirement as
    text is for `set_requirement_text`. Neither "id" (see `rename_item`) nor "module" can be set.
    """
    values = {name: field_value(draft, name, value) for name, value in _allowed(fields).items()}
    wanted = list(items)
    draft = override_fields(draft, [item for item in wanted if not draft.owns(item)], **values)
    new = {item: references.changed(own(draft, item), **values) for item in wanted if draft.owns(item)}
    if all(node == draft.curriculum.by_id[item] for item, node in new.items()):
        return draft
    return with_nodes(draft, (new.get(node.id, node) for node in draft.curriculum.nodes))


def rename_item(draft: Draft, item: str, new: str) -> Draft:
    """The item has another id. The old one becomes one of its other names, and every reference in this file follows."""
    node = own(draft, item)
    if new == item:
        return draft
    check_new_id(draft, new, item)
    aliases = tuple(alias for alias in dict.fromkeys((*node.aliases, item)) if alias != new)
    nodes = (one.changed(id=new, aliases=aliases) if one is node else one for one in draft.curriculum.nodes)
    return rereferenced(draft, [references.renamed(one, {item: new}) for one in nodes], {item: new})


def rereferenced(draft: Draft, nodes: Iterable[Node], new_of: Mapping[str, str]) -> Draft:
    """The draft with these nodes, and everything else that named the items in `new_of`, or a level of them, naming the
    new ones."""
    levels = {joined(old, level): joined(new, level) for old, new in new_of.items() for level in Level}
    rest = followed(draft.curriculum.changed(nodes=()), {**new_of, **levels})
    return with_nodes(draft, nodes, **{name: getattr(rest, name) for name in _NAMING})


def remove_items(draft: Draft, items: Iterable[str]) -> Draft:
    """The items are gone, and so is every reference to them in this file.

    Requirements lose them as `references.pruned` says, with the reasons about them; records and claims stay without an
    item, the target stays empty where it was one of them. Raises PlannerError where the library needs one of them.
    """
    gone = {own(draft, item).id for item in items}
    if not gone:
        return draft
    left = without_items(draft.curriculum, gone)
    return with_nodes(draft, left.nodes, **{name: getattr(left, name) for name in _NAMING})


def without_items(file: Curriculum, gone: Collection[str]) -> Curriculum:
    """The file without these items, and without every reference to them; nothing else is checked."""
    return file.changed(
        nodes=tuple(references.without(node, gone) for node in file.nodes if node.id not in gone),
        target=None if _is_gone(file.target, gone) else file.target,
        courses=tuple(one.changed(covers=_left(one.covers, gone)) for one in file.courses),
        certificates=tuple(one.changed(node=None) if _is_gone(one.node, gone) else one for one in file.certificates),
        claims=tuple(one.changed(node=None) if _is_gone(one.node, gone) else one for one in file.claims),
        overrides=tuple(_override_without(one, gone) for one in file.overrides if one.id not in gone),
    )


def _is_gone(reference: str | None, gone: Collection[str]) -> bool:
    return reference is not None and references.base_id(reference) in gone


def _left(table: Mapping[str, T], gone: Collection[str]) -> dict[str, T]:
    return {item: value for item, value in table.items() if not _is_gone(item, gone)}


def _override_without(override: Override, gone: Collection[str]) -> Override:
    left_out = tuple(item for item in override.do_not_recommend if not _is_gone(item, gone))
    return override.changed(recommend=_left(override.recommend, gone), do_not_recommend=left_out)


def duplicate(draft: Draft, items: Iterable[str]) -> Draft:
    """A copy of each item at the end of the file, with an id and a title of its own and without other names.

    Where the items name each other, their copies name the copies. An item of the library may be copied, too, as it is
    wanted here: the copy belongs to this file.
    """
    return with_copies(draft, as_here(draft, items))


def with_copies(draft: Draft, originals: Sequence[Node]) -> Draft:
    """The draft with copies of these nodes behind its own; their references to each other lead to the copies."""
    new_of: dict[str, str] = {}
    titles = {name.casefold() for node in draft.merged.nodes for name in (node.title, *node.aliases)}
    copies: list[Node] = []
    for node in originals:
        new_of[node.id] = free_id(draft, node.id, new_of.values()) if draft.knows(node.id) else node.id
    for node in originals:
        title = _free_title(node.title, titles)
        titles.add(title.casefold())
        aliases = tuple(alias for alias in node.aliases if alias.casefold() not in titles)
        copy = references.changed(node, id=new_of[node.id], title=title, aliases=aliases, module=None)
        copies.append(references.renamed(copy, new_of))
    return with_nodes(draft, (*draft.curriculum.nodes, *copies)) if copies else draft


def free_title(draft: Draft, title: str) -> str:
    """The title, with a number where something in the draft is called so already."""
    return _free_title(title, {name.casefold() for node in draft.merged.nodes for name in (node.title, *node.aliases)})


def _free_title(title: str, taken: Collection[str]) -> str:
    number, candidate = 1, title
    stem = re.sub(r" \(\d+\)$", "", title)
    while candidate.casefold() in taken:
        number += 1
        tail = f" ({number})"
        candidate = stem[: 200 - len(tail)].rstrip() + tail
    return candidate


def move_to_domain(draft: Draft, items: Iterable[str], domain: str) -> Draft:
    """The items belong to another domain; it need not be in the list of domains."""
    return set_fields(draft, items, domain=domain)


def set_about(draft: Draft, /, **fields: Any) -> Draft:
    """What the curriculum says of itself: id, title, description, version, checked, target, disclaimer.

    `checked` may be a text such as "2026-11-30"; `target` an item of this file or the library, None or "" for none.
    """
    known_fields = ("id", "title", "description", "version", "checked", "target", "disclaimer")
    for name in fields:
        if name not in known_fields:
            raise error("invalid", _('There is no field "{field}" here. Check its spelling.').format(field=name))
    values = {name: value_of(name, value) for name, value in fields.items()}
    if "target" in values:
        values["target"] = found(draft, values["target"]) if values["target"] else None
    if "id" in values and values["id"] in {part.curriculum.id for part in draft.library}:
        raise error("duplicate-id", _("One of the files that it uses has this id."), field="id")
    if all(getattr(draft.curriculum, name) == value for name, value in values.items()):
        return draft
    return with_fields(draft, **values)
