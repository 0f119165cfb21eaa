"""What is behind the learner, as rows like those of the plan."""

from __future__ import annotations

from datetime import date

from planner.model.document import Document
from planner.model.plan import PlanItem
from planner.model.record import EventKind


def done_items(document: Document) -> list[PlanItem]:
    """The steps that were done here, the last one first: with the hours that they took, where those are known."""
    nodes = document.curriculum.by_id
    found: list[tuple[date, int, PlanItem]] = []
    for place, (item, record) in enumerate(document.record.items().items()):
        node = nodes.get(item)
        if node is None or record.state is not EventKind.DONE:
            continue
        row = PlanItem(
            id=item,
            title=node.title,
            kind=node.kind,
            domain=node.domain,
            hours=record.minutes / 60 if record.minutes else node.hours.likely,
            hours_range=node.hours,
            full_hours=node.hours.likely,
            start=record.started or record.held_on,
            finish=record.held_on,
            needs=(),
            owners=(),
            why=(),
        )
        found.append((record.held_on or date.min, place, row))
    return [row for _day, _place, row in sorted(found, key=lambda one: one[:2], reverse=True)]
