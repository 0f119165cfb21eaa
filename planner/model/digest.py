"""A short digest of what an item says, so that a later change of it is seen without keeping the item itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from planner.model.curriculum import Curriculum, Node
from planner.model.overlaid import used_first
from planner.model.override import BuiltOn

TEXTS = frozenset(
    {
        *(
            "title",
            "basis",
            "reasons",
            "outcome",
            "first_step",
            "done_when",
            "resources",
            "cost_range",
            "note",
            "sources",
        ),
        *("checked", "jurisdiction", "level", "domain"),
    }
)
"""Fields of which no plan is made."""
_UNSAID = {"id", "module", "aliases"}


def digest(node: Node) -> str:
    """Two digests of eight digits: of what plans are made of, and of everything else.

    Values by default count as unsaid, so fields that a later Trailmark brings change nothing.
    """
    said = node.model_dump(mode="json", exclude_defaults=True, exclude=_UNSAID)
    parts: tuple[dict[str, object], dict[str, object]] = ({}, {})
    for name, value in said.items():
        parts[name in TEXTS][name] = value
    return ".".join(_short(part) for part in parts)


def _short(said: dict[str, object]) -> str:
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:8]


def built_on(files: Sequence[Curriculum], taken: Iterable[str]) -> tuple[BuiltOn, ...]:
    """The files below the last one as they are now, with their items in `taken`; those without any are left out."""
    wanted = set(taken)
    found = []
    for file in used_first(files)[:-1]:
        items = {node.id: digest(node) for node in file.nodes if node.id in wanted}
        if items:
            found.append(BuiltOn(id=file.id, version=file.version, items=dict(sorted(items.items()))))
    return tuple(sorted(found, key=lambda one: one.id))


def changed_part(before: str, after: str) -> tuple[bool, bool]:
    """Whether something has changed of which plans are made, and whether something else has."""
    old, new = before.split("."), after.split(".")
    return old[0] != new[0], old[1] != new[1]


def all_items(built: Iterable[BuiltOn]) -> Mapping[str, str]:
    """Every item that was recorded, with its digest."""
    return {item: text for one in built for item, text in one.items.items()}
