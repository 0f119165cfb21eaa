"""What can be begun today, and which of it opens most of the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.model.document import Document
    from planner.model.plan import Plan, PlanItem


@dataclass(frozen=True, slots=True)
class Ready:
    """A planned item that waits for nothing any more, and which the learner does not hold back."""

    item: PlanItem
    opens: int
    """How many other planned items wait for it, directly or through others."""


def ready(document: Document, plan: Plan, day: date | None = None) -> list[Ready]:
    """The planned items that can be begun now, those that open most first, then in the order of the plan.

    Items that are each other's corequisite are ready together. What the learner has just ticked counts as held, and so
    does a step of which nothing is left to do.
    `day`: when now is; without one the document or the clock says it.
    """
    from planner.app.upcoming import had_in
    from planner.graph.order import components

    now = day or document.learner.availability.today or date.today()
    later = {item for item, first in document.learner.not_before.items() if first > now}
    held = had_in(plan, {*plan.held, *document.learner.known})
    needs = {
        item: [one for one in before if one not in held] for item, before in plan.waits.items() if item not in held
    }
    opens: dict[str, list[str]] = {item: [] for item in needs}
    for item, before in needs.items():
        for one in before:
            opens.setdefault(one, []).append(item)
    places = {item.id: place for place, item in enumerate(plan.items)}
    edges = [(one, item) for item, before in needs.items() for one in before]
    found = [
        Ready(plan.items[places[item]], len(_reached(opens, item) - set(group)))
        for group in components(edges, dict.fromkeys([*needs, *opens]))
        if later.isdisjoint(group) and all(one in group for member in group for one in needs[member])
        for item in group
    ]
    return sorted(found, key=lambda one: (-one.opens, places[one.item.id]))


def _reached(steps: Mapping[str, Sequence[str]], item: str) -> set[str]:
    """Everything that `item` leads to, directly or through others."""
    found: set[str] = set()
    left = [item]
    while left:
        for one in steps[left.pop()]:
            if one not in found:
                found.add(one)
                left.append(one)
    return found
