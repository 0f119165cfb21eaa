"""What a step still asks for, which of them are overdue, and which comes next: the same wherever it is told.

A step of which something else covers everything, or that is done but for the tick, is neither late nor next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence, Set
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING

from planner.model.curriculum import Kind
from planner.model.record import EventKind, ItemRecord

if TYPE_CHECKING:
    from planner.model.document import Document
    from planner.model.plan import Dated, Plan, PlanItem


class Left(Enum):
    """What is left to do of a step."""

    STUDY = auto()
    """Hours of study; those of a degree run on a calendar of their own."""
    OTHER = auto()
    """Months, an exam, or a payment."""
    REACH = auto()
    """It never asked for any of it, such as a milestone: it is to be reached."""
    NOTHING = auto()


def what_is_left(kind: Kind, hours: float, whole: float, months: bool, cost: float) -> Left:
    """What is left of a step with `hours` of its `whole` hours still to do, and with what it asks for beside them."""
    if hours and kind is not Kind.DEGREE:
        return Left.STUDY
    if hours or months or cost or kind is Kind.CERTIFICATION:
        return Left.OTHER
    return Left.NOTHING if whole else Left.REACH


def left_of(item: PlanItem) -> Left:
    """What is left to do of a step of the plan."""
    return what_is_left(item.kind, item.hours, item.full_hours, bool(item.months), item.cost_usd)


def had(left: Mapping[str, Left], held: Collection[str], met: Callable[[str, Set[str]], bool]) -> set[str]:
    """What is held, and the steps of which nothing is left: what needs them need not wait until they are ticked.

    `left`: of every step still to do, in the order of the plan. `met`: whether so much is all that a step needs.
    """
    found = set(held)
    for item, what in left.items():
        if what is Left.NOTHING and met(item, found):
            found.add(item)
    return found


def had_in(plan: Plan, held: Collection[str]) -> set[str]:
    """The same of a plan."""
    left = {item.id: left_of(item) for item in plan.items}
    return had(left, held, lambda item, have: have >= set(plan.waits[item]))


def overdue(steps: Sequence[Dated], left: Mapping[str, Left], day: date) -> list[Dated]:
    """The steps of a plan that should have been done before `day`. `left`: what is left of those still to do.

    What is only to be reached is late where work came before it, not where the plan has it on its very first day.
    """
    begins = [one.start for one in steps if one.start and left.get(one.id) is not Left.OTHER]
    first = min(begins, default=date.min)

    def asks(one: Dated, finish: date) -> bool:
        what = left.get(one.id, Left.NOTHING)
        return finish > first if what is Left.REACH else what is not Left.NOTHING

    return [one for one in steps if one.finish is not None and one.finish < day and asks(one, one.finish)]


def next_of(left: Mapping[str, Left], records: Mapping[str, ItemRecord], able: Collection[str]) -> str | None:
    """What is in progress and was touched last; else the first step that can be begun, study before anything else.

    `left`: of every step still to do, in the order of the plan. `able`: those of which all needs are had.
    """
    begun = [
        (record.events[-1].at, item)
        for item, record in records.items()
        if record.state is EventKind.STARTED and left.get(item) is Left.STUDY
    ]
    if begun:
        return max(begun)[1]
    for some in ({Left.STUDY}, {Left.OTHER, Left.REACH}):
        first = next((item for item, what in left.items() if what in some and item in able), None)
        if first is not None:
            return first
    return next((item for item, what in left.items() if what is not Left.NOTHING), next(iter(left), None))


def next_item(document: Document, plan: Plan, able: Collection[str] | None = None) -> PlanItem | None:
    """The step of a plan that comes next; None where nothing is left. `able`: what can be begun, where it is known."""
    from planner.app.ready import ready

    if able is None:
        able = {one.item.id for one in ready(document, plan)}
    steps = {item.id: item for item in plan.items}
    found = next_of({one: left_of(item) for one, item in steps.items()}, document.record.items(), able)
    return steps[found] if found else None
