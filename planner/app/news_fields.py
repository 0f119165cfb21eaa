"""Two versions of one item, field by field, in words: what the curriculum says, what the library said, and says now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from planner.exchange.expression import written
from planner.exchange.losses import node_words
from planner.i18n import _
from planner.model.base import Value
from planner.model.curriculum import Curriculum, Node, Status
from planner.model.override import FIGURES, Override
from planner.model.override_words import value_words
from planner.model.renamed import Names, node_followed
from planner.model.resource import Resource

MOST_LETTERS = 240
"""So much of a text is shown."""
UNSAID = frozenset(
    {
        *("id", "module", "depth", "depth_of", "levels"),
        *("aliases", "checked", "sources", "reasons", "resources", "recommended"),
    }
)
"""Fields that are not told of by themselves."""


class NewsField(Value):
    """One field that has changed."""

    field: str
    key: str = ""
    """Which resource or which recommended item; empty for other fields."""
    name: str
    """What the field is called."""
    mine: str = ""
    """What the curriculum says itself; empty where it says what the library says."""
    was: str
    """What the library said before."""
    theirs: str
    """What it says now."""
    state: str
    """"moved on", "not needed", "as before" or "unknown" of what the curriculum says itself; "changed" of the rest."""


def said_otherwise(rows: Sequence[NewsField]) -> bool:
    """Whether the library has changed something about which the curriculum says something else."""
    return any(row.mine and row.was != row.theirs for row in rows)


def library_node(curriculum: Curriculum, item: str) -> Node:
    """An item of a loaded curriculum as the library has it, without what the curriculum says otherwise."""
    node = curriculum.by_id[item]
    for override in reversed(curriculum.overrides):
        if override.id == item and override.library is not None:
            node = _without(node, override)
    return node


def _without(node: Node, override: Override) -> Node:
    library = override.library
    assert library is not None
    fields: dict[str, Any] = {name: getattr(library, name) for name in FIGURES if getattr(override, name) is not None}
    added = {one.key for one in override.add_resources}
    fields["resources"] = (*(one for one in node.resources if one.key not in added), *library.resources)
    recommended = [one for one in node.recommended if one not in override.recommend]
    fields["recommended"] = (*recommended, *library.recommended)
    fields["reasons"] = {**node.reasons, **library.recommended}
    return node.model_copy(update=fields)


def differences(old: Curriculum, new: Curriculum, before: str, after: str, names: Names) -> tuple[NewsField, ...]:
    """What is different about an item, which has the id `before` in the old curriculum and `after` in the new one.

    A basis or the words for a cost that an override blanked are those of its figure, and are not told.
    """
    mine = new.by_id[after]
    was, theirs = node_followed(library_node(old, before), names), library_node(new, after)
    own = {name for one in new.overrides if one.id == after for name in (*FIGURES, *_LISTS) if _says(one, name)}
    titles = {**old.titles, **new.titles}
    rows = []
    for name, key, label, found in _fields((mine, was, theirs), titles):
        values = [_words(name, value, titles) for value in found]
        if values[1] != values[2]:
            said = name in own and values[0] != values[2]
            state = "moved on" if said else "changed"
            rows.append(
                NewsField(
                    field=name,
                    key=key,
                    name=label,
                    mine=values[0] if said else "",
                    was=values[1],
                    theirs=values[2],
                    state=state,
                )
            )
    return tuple(rows)


_LISTS = {"resources": ("add_resources", "drop_resources"), "recommended": ("recommend", "do_not_recommend")}


def _says(override: Override, name: str) -> bool:
    if name in _LISTS:
        return any(getattr(override, field) for field in _LISTS[name])
    return getattr(override, name) is not None


_Row = tuple[str, str, str, list[Any]]
"""Field, key, what it is called, and what stands there in each of the items."""


def _fields(nodes: Sequence[Node], titles: Mapping[str, str]) -> Iterator[_Row]:
    words = {**node_words(), "title": _("Title"), "status": _("Status"), "note": _("Note"), "cost_usd": _("Cost")}
    words |= {"superseded_by": _("Instead"), "hours": _("Hours"), "basis": _("Basis"), "months": _("Months")}
    for name in Node.model_fields:
        if name not in UNSAID:
            yield name, "", words.get(name, name), [getattr(node, name) for node in nodes]
    resources = [{one.key: one for one in node.resources} for node in nodes]
    for key in dict.fromkeys(key for each in resources for key in each):
        found = [each.get(key) for each in resources]
        title = next(one.title for one in reversed(found) if one is not None)
        yield "resources", key, _("Learn from “{title}”").format(title=title), found
    for item in dict.fromkeys(item for node in nodes for item in node.recommended):
        label = _("Better after “{title}”").format(title=titles.get(item, item))
        yield "recommended", item, label, [_recommended(node, item) for node in nodes]


def _recommended(node: Node, item: str) -> str | None:
    return node.reasons.get(item, "") if item in node.recommended else None


def _words(name: str, value: Any, titles: Mapping[str, str]) -> str:
    if name in ("requires", "corequisites"):
        return cut(written(value)) or _("nothing")
    if name == "recommended":
        return value_words("recommend", value)
    if name == "status":
        return _statuses()[value]
    if name in (*FIGURES, "resources") or isinstance(value, Resource):
        return cut(value_words(name, value))
    if isinstance(value, dict):
        return ", ".join(f"{titles.get(item, item)}: {part}" for item, part in value.items()) or _("nothing")
    if isinstance(value, tuple):
        return ", ".join(titles.get(item, item) for item in value) or _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return cut(str(value)) if value not in (None, "") else _("nothing")


def _statuses() -> dict[Status, str]:
    return {
        Status.ACTIVE: _("offered"),
        Status.RETIRED: _("no longer offered"),
        Status.UNVERIFIED: _("nobody found who offers it"),
    }


def cut(text: str) -> str:
    """As much of a text as is shown."""
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"
