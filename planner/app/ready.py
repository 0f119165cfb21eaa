"""What can be begun today, and which of it opens most of the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.model.document import Document
from planner.model.plan import Plan, PlanItem


@dataclass(frozen=True, slots=True)
class Ready:
    """A planned item whose needs are all held."""

    item: PlanItem
    opens: int
    """How many other planned items wait for it, directly or through others."""


def ready(document: Document, plan: Plan) -> list[Ready]:
    """The planned items that can be begun now, those that open most first, then in the order of the plan.

    Items that are each other's corequisite are ready together. What the learner has just ticked counts as held.
    """
    held = {*plan.held, *document.learner.known}
    needs = {item.id: {one for one in item.needs if one not in held} for item in plan.items}
    before = {item: _reached(needs, item) for item in needs}
    opened = dict.fromkeys(needs, 0)
    for item, earlier in before.items():
        for one in earlier - {item}:
            if one in opened and item not in before[one]:
                opened[one] += 1
    found = [
        Ready(item, opened[item.id])
        for item in plan.items
        if item.id not in held and all(item.id in before.get(one, ()) for one in before[item.id])
    ]
    return sorted(found, key=lambda one: -one.opens)


def _reached(needs: Mapping[str, set[str]], item: str) -> set[str]:
    """Everything that `item` needs, directly or through others; itself only where it stands in a circle."""
    found: set[str] = set()
    left = list(needs[item])
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left.extend(needs.get(one, ()))
    return found
