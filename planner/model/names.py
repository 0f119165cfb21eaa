"""What people type for an item: ids with or without their prefix, aliases, near misses."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError, error

PREFIXES = ("entry-", "role-")


def suggestion(typed: str, known: Iterable[str]) -> str | None:
    """The id that the person most probably meant, or None when nothing is near."""
    matches = difflib.get_close_matches(typed, sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def resolve(curriculum: Curriculum, typed: str, prefixes: tuple[str, ...] = PREFIXES) -> str:
    """The id of the node that `typed` names: its id, the id without a prefix in `prefixes`, its title or an alias.

    Raises PlannerError with the nearest id when there is none.
    """
    wanted = typed.strip()
    by_id = curriculum.by_id
    for candidate in (wanted, wanted.lower()):
        for spelled in (candidate, *(prefix + candidate for prefix in prefixes)):
            if spelled in by_id:
                return spelled
    folded = wanted.casefold()
    for node in curriculum.nodes:
        if folded in (node.title.casefold(), *(alias.casefold() for alias in node.aliases)):
            return node.id
    raise unknown(curriculum, typed)


def unknown(curriculum: Curriculum, typed: str) -> PlannerError:
    """The error for an id that does not exist, with the nearest that does."""
    spellings = {node.id: node.id for node in curriculum.nodes}
    for node in curriculum.nodes:
        spellings.setdefault(node.title.casefold(), node.id)
        for prefix in PREFIXES:
            if node.id.startswith(prefix):
                spellings.setdefault(node.id.removeprefix(prefix), node.id)
    near = suggestion(typed.strip().casefold(), spellings)
    message = _('There is no item "{id}" in the curriculum "{title}".').format(id=typed, title=curriculum.title)
    if near:
        message += " " + _('Did you mean "{id}"?').format(id=spellings[near])
    return error("unknown-id", message)
