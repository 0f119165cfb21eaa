"""What the map says of one item: its status, hours and dates for this learner."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from typing import NamedTuple

from planner.app.depth_words import on_map
from planner.app.map import Choice, MapNode, Mark, Side
from planner.app.progress import estimates, item_record
from planner.app.upcoming import had_in
from planner.model.curriculum import Status
from planner.model.document import Document
from planner.model.plan import Plan, PlanItem
from planner.model.record import EventKind, ItemRecord


class Own(NamedTuple):
    """What only the map as a whole knows of an item."""

    lane: str = ""
    choices: tuple[Choice, ...] = ()
    side: Side | None = None
    days: int = 0


_BY_ITSELF = Own()


def node(document: Document, plan: Plan, item: str) -> MapNode:
    """One box by itself, also for an item that the map does not show."""
    planned = next((one for one in plan.items if one.id == item), None)
    record, estimate = item_record(document, item), estimates(document, [item])[item]
    found = node_of(document, plan, planned, item, 0, record.state, had_in(plan, plan.held))
    return replace(found, record=record, estimate=estimate)


def node_of(
    document: Document,
    plan: Plan,
    item: PlanItem | None,
    identity: str,
    era: int,
    state: EventKind,
    have: Set[str],
    own: Own = _BY_ITSELF,
) -> MapNode:
    """A box: `item` where the plan has it, `state` as its record says. `have`: what needs no waiting for."""
    node = document.curriculum.by_id[identity]
    return MapNode(
        id=identity,
        title=node.title,
        kind="goal" if identity == plan.goal else node.kind.value,
        mark=_mark(document, plan, item, identity, state, have),
        domain=node.domain,
        era=era,
        hours=item.hours if item else node.hours.likely,
        months=node.months.likely if node.months else None,
        start=item.start if item else None,
        finish=item.finish if item else None,
        progress=item.progress if item else 0.0,
        planned=item is not None,
        **own._asdict(),
        **on_map(document.curriculum, node),
    )


_HELD_AS = {EventKind.DONE: Mark.DONE, EventKind.WAIVED: Mark.WAIVED, EventKind.REPLACED: Mark.WAIVED}


def state_of(records: Mapping[str, ItemRecord], item: str) -> EventKind:
    """What has happened to an item; what has no record is still planned."""
    return records[item].state if item in records else EventKind.PLANNED


def _mark(
    document: Document, plan: Plan, item: PlanItem | None, identity: str, state: EventKind, have: Set[str]
) -> Mark:
    if identity in plan.held:
        return _HELD_AS.get(state, Mark.HELD)
    if identity in document.learner.avoid:
        return Mark.SKIPPED if state is EventKind.SKIPPED else Mark.AVOIDED
    if document.curriculum.by_id[identity].status is not Status.ACTIVE:
        return Mark.RETIRED
    if item is None:
        return Mark.UNPLANNED
    if item.progress or state is EventKind.STARTED or identity in document.learner.begun:
        return Mark.IN_PROGRESS
    return Mark.READY if have >= set(plan.waits.get(identity, item.needs)) else Mark.LOCKED
