"""An order made by hand: one item goes before another, and nothing else is asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from planner import i18n
from planner.app.commands import set_by_hand
from planner.i18n import _
from planner.model.document import Document
from planner.model.plan import Plan, PlanItem
from planner.model.problem import PlannerError, error


def move(document: Document, plan: Plan, item: str, before: str | None) -> Document:
    """Put a planned item directly before another one of the plan, or at the end where `before` is None.

    `Learner.by_hand` lists the items whose order the learner touched: **listed items are studied in the listed order**,
    all others wherever they fit best. A move touches two items: the one that is moved, and the one that it has to come
    before (moved up) or after (moved down). Both join the list, which otherwise keeps the order that the plan has now.
    What is no longer planned leaves the list.

    Raises PlannerError for a move over an item that has to come first, with the chain of needs between the two.
    """
    items = {one.id: one for one in plan.items}
    for one in (item, before):
        if one is not None and one not in items:
            raise error("not-planned", _("Only steps of your plan can be moved."))
    order = list(items)
    here = order.index(item)
    there = order.index(before) if before is not None else len(order)
    if there in (here, here + 1):
        return document
    up = there < here
    passed = reversed(order[there:here]) if up else order[here + 1 : there]
    came_from = _reached(plan.waits if up else _turned(plan.waits), item)
    for one in passed:
        if one in came_from:
            chain = _back(came_from, one, item)
            raise _in_the_way(items, chain if up else chain[::-1])
    partner = order[there] if up else order[there - 1]
    listed = {*document.learner.by_hand, item, partner}
    by_hand = [one for one in order if one in listed and one != item]
    by_hand.insert(by_hand.index(partner) + (0 if up else 1), item)
    return set_by_hand(document, by_hand)


def _reached(steps: Mapping[str, Sequence[str]], start: str) -> dict[str, str]:
    """Everything that `start` leads to, each with the item before it on a shortest way."""
    came_from: dict[str, str] = {}
    left = deque([start])
    while left:
        here = left.popleft()
        for one in steps[here]:
            if one != start and one not in came_from:
                came_from[one] = here
                left.append(one)
    return came_from


def _turned(steps: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    turned: dict[str, list[str]] = {one: [] for one in steps}
    for one, needed in steps.items():
        for before in needed:
            turned[before].append(one)
    return turned


def _back(came_from: Mapping[str, str], one: str, start: str) -> list[str]:
    """The way back from `one` to `start`, both included."""
    way = [one]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way


def _in_the_way(items: Mapping[str, PlanItem], chain: list[str]) -> PlannerError:
    titles = [items[one].title for one in chain]
    message = _("“{later}” needs “{first}” first.")
    if len(chain) > 2:
        message = _("“{later}” needs “{first}” first: {chain}.")
    text = message.format(later=titles[-1], first=titles[0], chain=i18n.chain(titles))
    return error("needed-first", text, node=chain[-1])
