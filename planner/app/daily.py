"""Which minutes of which day a plan gives to which of its items."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from planner.model.curriculum import Kind
from planner.model.document import Document
from planner.model.learner import Availability, Order
from planner.model.plan import Plan, PlanItem
from planner.planning.calendar import StudyCalendar, calendar_of, lighter


def minutes_by_day(document: Document, plan: Plan, first: date, last: date) -> dict[date, dict[str, int]]:
    """Day -> item -> minutes of study, from `first` to `last` (included); days without study are left out.

    An item gets no minute before its first or after its last day, and no day more than it has room for. Where several
    are under way, the one that ends first comes first: so all of them are over when the plan says, in whatever order
    they were interleaved. What an item needs of study is dealt out from its first day on, also before `first`.
    """
    calendar = calendar_of(week_of(document, plan))
    items = sorted(
        (item for item in plan.items if is_study(item) and item.start is not None and item.start <= last),
        key=lambda item: (item.finish or date.max, item.start),
    )
    left = {item.id: round(item.hours * 60) for item in items}
    found: dict[date, dict[str, int]] = {}
    day = max(plan.begins, calendar.start)
    while day <= last and items:
        dealt = _deal(items, left, day, room(calendar, day))
        if dealt and day >= first:
            found[day] = dealt
        items = [item for item in items if left[item.id]]
        day += timedelta(days=1)
    return found


def _deal(items: list[PlanItem], left: dict[str, int], day: date, free: int) -> dict[str, int]:
    """Minutes of one day by item; takes them off what is left."""
    found: dict[str, int] = {}
    for item in items:
        if free and item.start is not None and item.start <= day and (item.finish is None or day <= item.finish):
            found[item.id] = min(free, left[item.id])
            left[item.id] -= found[item.id]
            free -= found[item.id]
    return found


def is_study(item: PlanItem) -> bool:
    """Whether an item takes hours of study: those of a degree run on a calendar of their own."""
    return bool(item.hours) and item.kind is not Kind.DEGREE


def room(calendar: StudyCalendar, day: date) -> int:
    """Minutes of study that a day has; none before the first day and beyond the horizon."""
    number = (day - calendar.start).days
    return calendar.room(number) if 0 <= number < calendar.days else 0


def week_of(document: Document, plan: Plan) -> Availability:
    """The time for study that the plan takes: where it is made light on purpose, less than there is."""
    availability = document.learner.availability
    if plan.ordered.by is Order.BALANCE and plan.ordered.value:
        return lighter(availability, round(plan.ordered.value * 60))
    return availability


def capacity(document: Document, first: date, last: date) -> Mapping[date, int]:
    """Minutes of study that the learner has on each day; none before the day on which they begin."""
    calendar = calendar_of(document.learner.availability.changed(today=None))
    return {day: room(calendar, day) for day in days(first, last)}


def days(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
