"""Overrides put upon the items of the library: several files in, one set of items out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from planner.i18n import _
from planner.model.curriculum import Curriculum, Node
from planner.model.depth import Level, parted
from planner.model.override import FIGURES, INSTEAD, Override, Was
from planner.model.problem import Problem, Severity, Spot
from planner.model.requirement import named
from planner.model.resource import Resource


class Laid(NamedTuple):
    """The items with what the files say otherwise, and every override with what the library says."""

    nodes: tuple[Node, ...]
    overrides: tuple[Override, ...]
    """In the order in which they were put upon each other: of two that speak of one thing the later one counts."""


def overlaid(files: Sequence[Curriculum], nodes: Sequence[Node]) -> Laid:
    """The `nodes` of all files with the overrides upon them; of files that fit together (see `misfits`).

    The very same nodes where nothing is overridden.
    """
    if not any(file.overrides for file in files):
        return Laid(tuple(nodes), ())
    now = {node.id: node for node in nodes}
    found: list[Override] = []
    for file in used_first(files):
        for override in file.overrides:
            item, level = parted(override.id)
            node = now[item]
            told = library_says(node, override) if level is None else _level_says(node, level, override)
            found.append(override.model_copy(update={"module": file.id, "library": told}))
            now[item] = applied(node, override) if level is None else _applied_to(node, level, override)
    return Laid(tuple(now.values()), tuple(found))


def used_first(files: Sequence[Curriculum]) -> list[Curriculum]:
    """The files, each behind those that it uses and before those that use it; the last one stays the last.

    Files that do not use each other stand in the order in which they are named. Of a circle nobody comes first, so it
    is entered where the order of the files enters it.
    """
    by_id = {file.id: file for file in files}
    done: dict[str, Curriculum] = {}
    seen: set[str] = set()
    for root in (files[-1], *files[:-1]):
        waiting = [(root, False)]
        while waiting:
            file, uses_done = waiting.pop()
            if uses_done:
                done[file.id] = file
            elif file.id not in seen:
                seen.add(file.id)
                waiting.append((file, True))
                waiting += [(by_id[name], False) for name in reversed(file.uses) if name in by_id]
    last = done.pop(files[-1].id)
    return [*done.values(), last]


def applied(node: Node, override: Override) -> Node:
    """The item as the override wants it; the very same one where that is what it says already."""
    fields = {name: value for name in FIGURES if (value := getattr(override, name)) is not None}
    # A basis belongs to its figure, and the words for a cost to that cost: those of another figure would be untrue.
    if override.basis is None and any(fields.get(name, getattr(node, name)) != getattr(node, name) for name in _TIMES):
        fields["basis"] = ""
    if override.cost_range is None and fields.get("cost_usd", node.cost_usd) != node.cost_usd:
        fields["cost_range"] = ""
    fields["resources"] = _resources(node, override)
    fields["recommended"] = (
        *(item for item in node.recommended if item not in override.do_not_recommend),
        *(item for item in override.recommend if item not in node.recommended),
    )
    fields["reasons"] = _reasons(node, override)
    fields["sources"] = tuple(dict.fromkeys((*node.sources, *override.sources)))
    if override.checked and node.checked:
        fields["checked"] = min(node.checked, override.checked)  # the item is as old as its oldest fact
    changed = {name: value for name, value in fields.items() if value != getattr(node, name)}
    return node.model_copy(update=changed) if changed else node


_TIMES = ("hours", "months")


_OF_LEVELS = ("hours", "basis", "cost_usd")
"""What an override may change of a level; all else is said of the whole item."""


def _applied_to(node: Node, level: Level, override: Override) -> Node:
    what = getattr(node.levels, level.value)
    fields = {name: value for name in _OF_LEVELS if (value := getattr(override, name)) is not None}
    if override.hours not in (None, what.hours):
        fields.setdefault("basis", "")
    made = node.levels.model_copy(update={level.value: what.model_copy(update=fields)}) if node.levels else None
    return node.model_copy(update={"levels": made, "sources": tuple(dict.fromkeys((*node.sources, *override.sources)))})


def _level_says(node: Node, level: Level, override: Override) -> Was:
    what = getattr(node.levels, level.value)
    return Was(**{name: getattr(what, name) for name in _OF_LEVELS if getattr(override, name) is not None})


def _resources(node: Node, override: Override) -> tuple[Resource, ...]:
    added = {resource.key: resource for resource in override.add_resources}
    kept = [
        added.pop(resource.key, resource) for resource in node.resources if resource.key not in override.drop_resources
    ]
    return (*kept, *added.values())


def _reasons(node: Node, override: Override) -> dict[str, str]:
    needed = {*named(node.requires), *named(node.corequisites)}
    gone = {item for item in override.do_not_recommend if item in node.recommended and item not in needed}
    reasons = {item: text for item, text in node.reasons.items() if item not in gone}
    return reasons | {item: text for item, text in override.recommend.items() if item not in needed}


def library_says(node: Node, override: Override) -> Was:
    """What an item says of the fields that an override speaks of."""
    keys = {resource.key for resource in override.add_resources} | set(override.drop_resources)
    items = {*override.recommend, *override.do_not_recommend}
    figures = {name: getattr(node, name) for name in FIGURES if getattr(override, name) is not None}
    return Was(
        **figures,
        resources=tuple(resource for resource in node.resources if resource.key in keys),
        recommended={item: node.reasons.get(item, "") for item in node.recommended if item in items},
    )


def misfits(files: Sequence[Curriculum], nodes: Mapping[str, Node]) -> Iterator[Spot]:
    """Overrides that cannot be put upon the `nodes` of all files, apart from ids that do not exist."""
    for part, file in enumerate(files):
        own = {node.id for node in file.nodes}
        seen: set[str] = set()
        for at, override in enumerate(file.overrides):
            node = nodes.get(parted(override.id)[0])
            for code, field, text in _misfits(override, node, own, seen):
                message = text.format(id=override.id)
                place = f"overrides[{at}].{field}"
                problem = Problem(severity=Severity.ERROR, code=code, message=message, node=override.id, field=place)
                yield Spot(part, ("overrides", at, field), problem)
            seen.add(override.id)


def _misfits(override: Override, node: Node | None, own: set[str], seen: set[str]) -> Iterator[tuple[str, str, str]]:
    if parted(override.id)[0] in own:
        yield "override-own", "id", _("“{id}” is an item of this very file. Change it there.")
    elif override.id in seen:
        yield "overridden-twice", "id", _("This file overrides “{id}” twice. Put both into one.")
    if node is not None and override.months is not None and node.months is None:
        yield "no-months", "months", _("“{id}” takes no calendar months, so there are none to change.")
    if node is not None and node.levels is not None:
        yield from _misfits_of_levels(override, node)


def _misfits_of_levels(override: Override, node: Node) -> Iterator[tuple[str, str, str]]:
    if parted(override.id)[1] is None:
        for name in ("hours", "cost_usd"):
            if getattr(override, name) is not None:
                text = _("“{id}” has levels. Say this of one of them, such as “{id}@{level}”.")
                yield "levels", name, text.replace("{level}", node.levels.names[0].value if node.levels else "")
        return
    whole = Override(id=override.id)
    for name in ("months", "cost_range", "note", *(name for some in INSTEAD.values() for name in some)):
        if getattr(override, name) != getattr(whole, name):
            yield "levels", name, _("A level has hours, their basis and a cost; say all else of the whole item.")
            return
