"""A learner comes along when items are renamed: what was said and what happened belongs to the item, not to its id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from planner.model.learner import Learner
from planner.model.record import Event, Record
from planner.model.renamed import Names, moved_ids

LISTS = ("known", "avoid", "prefer", "by_hand")
"""Fields of a learner that list items."""

_BOTH: Mapping[str, Callable[[Any, Any], Any]] = {
    "progress": max,
    "logged": lambda one, other: one + other,
    "spent": lambda one, other: one + other,
    "begun": min,
    "obtained": max,
    "not_before": max,
    "booked": max,
}
TABLES = tuple(_BOTH)
"""Fields of a learner that say something of items, by id."""


def learner_followed(learner: Learner, names: Names) -> Learner:
    """The learner with the new ids; the very same learner where nothing was renamed.

    Where two items have become one: the further of two parts, the sum of hours, the earlier beginning, the later day.
    """
    fields: dict[str, Any] = {name: moved_ids(names, getattr(learner, name)) for name in LISTS}
    fields |= {name: _joined(names, getattr(learner, name), both) for name, both in _BOTH.items()}
    fields["goal"] = names.get(learner.goal, learner.goal)
    fields["start"] = names.get(learner.start, learner.start) if learner.start else None
    changed = {name: value for name, value in fields.items() if value != getattr(learner, name)}
    return learner.changed(**changed) if changed else learner


def _joined(names: Names, table: Mapping[str, Any], both: Callable[[Any, Any], Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for item, value in table.items():
        new = names.get(item, item)
        found[new] = both(found[new], value) if new in found else value
    return found


def record_followed(record: Record, names: Names) -> Record:
    """What happened, to the items by their new ids."""
    if not any(event.node in names for event in record.events):
        return record
    return record.changed(events=tuple(events_followed(record.events, names)))


def events_followed(events: Iterable[Event], names: Names) -> Iterable[Event]:
    """Every event, those of renamed items with the new id."""
    for event in events:
        yield event.model_copy(update={"node": names[event.node]}) if event.node in names else event
