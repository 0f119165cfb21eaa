"""What takes turns: study comes one after the other, and so do jobs and degrees that need the one place.

Each bound here is a day before which nobody can be done, whatever the order: of all that has to come, something is
last, and what follows it comes then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from planner.planning.calendar import Moment, StudyCalendar, add_months


class Span(NamedTuple):
    """What of something runs beside study."""

    months: float = 0.0
    wait: int = 0
    """Days from its study until it counts."""
    place: bool = False
    """Whether its months need the one place of a job or degree."""

    @property
    def days(self) -> int:
        """The fewest days that it takes."""
        return max(fewest_days(self.months), self.wait)


class Behind(NamedTuple):
    """What comes at least after something, once it is over."""

    days: int = 0
    months: int = 0
    """Whole months only: where they begin is known, months say more than the fewest days that they may take."""
    parts: tuple[int, ...] = ()
    """The same months as they follow each other; empty where their order is open."""


class Place(NamedTuple):
    """Something that needs the one place, does not begin before the day `head`, and has more behind it."""

    head: int
    span: Span
    behind: Behind


def after_all(users: Sequence[tuple[Span, Behind]]) -> Behind:
    """What comes after something on which all of these rest: the longest, or those one by one that need the place."""
    chains = [following(span, behind) for span, behind in users]
    days = max((chain.days for chain in chains), default=0)
    months, parts = max(((chain.months, chain.parts) for chain in chains), default=(0, ()))
    total = whole = 0
    for span, behind in sorted(users, key=lambda user: -user[1].days):
        total += fewest_days(span.months) if span.place else 0
        days = max(days, total + behind.days)
    for span, behind in sorted(users, key=lambda user: -user[1].months):
        whole += int(span.months) if span.place else 0
        if whole + behind.months > months:
            months, parts = whole + behind.months, ()
    return Behind(days, months, parts)


def following(span: Span, behind: Behind) -> Behind:
    """What begins with something that has more behind it."""
    whole = int(span.months)
    known = bool(behind.parts) or not behind.months
    parts = (whole, *behind.parts) if whole and known else behind.parts
    return Behind(span.days + behind.days, whole + behind.months, parts)


def places_one_by_one(places: Sequence[Place], calendar: StudyCalendar) -> int:
    """A day before which these cannot all be over, as they take the one place one after the other.

    For every day and everything that may have to follow: those that cannot begin before it and have as much behind them
    take their time one after the other from then on, and after the last of them comes what has to follow.
    """
    last = 0
    for begin in {place.head for place in places}:
        total = whole = parts = 0
        months: int | None = None
        later = [place for place in places if place.head >= begin]
        for _head, span, behind in sorted(later, key=lambda place: -place.behind.days):
            total += fewest_days(span.months)
            whole += int(span.months)
            part = round((span.months - int(span.months)) * 30)
            parts += part - 3 if part else 0
            months = behind.months if months is None else min(months, behind.months)
            last = max(
                last,
                behind.days + max(begin + total, months_after(calendar, begin, whole) + parts),
                months_after(calendar, begin, whole + months) + parts,
            )
    return last


def study_first(begin: Moment, calendar: StudyCalendar, studied: Iterable[tuple[int, Behind]], in_months: bool) -> int:
    """A day before which nobody is done who studies all this from `begin` on: minutes, each with what comes after it.

    Study comes one after the other before what runs beside it: of all behind which at least so much comes, something is
    studied last, and so much comes then. How much is told by the months, or by the days.
    """
    last = minutes = 0
    amount = _months_behind if in_months else _days_behind
    for _amount, some in groupby(sorted(studied, key=amount, reverse=True), amount):
        group = list(some)
        minutes += sum(work for work, _behind in group)
        end = calendar.study_end(begin, minutes) if minutes else begin
        if end is None:
            return calendar.days
        every = {behind for _work, behind in group}
        last = max(last, min(_after(calendar, end.day, one) if in_months else end.day + one.days for one in every))
    return last


def _days_behind(studied: tuple[int, Behind]) -> int:
    return studied[1].days


def _months_behind(studied: tuple[int, Behind]) -> int:
    return studied[1].months


def _after(calendar: StudyCalendar, day: int, behind: Behind) -> int:
    """A day before which the months behind something that is over on `day` cannot be over."""
    if not behind.parts:
        return months_after(calendar, day, behind.months)
    end = calendar.date_of(day)
    try:
        for months in behind.parts:
            end = add_months(end, months)
    except OverflowError:
        return calendar.days
    return (end - calendar.start).days


def months_after(calendar: StudyCalendar, day: int, months: int) -> int:
    """A day before which jobs of so many whole months, in any order from `day` on, cannot all have ended.

    Whole months leave the day of the month as it is, or clamp it to one not before the 28th: so they end no earlier
    than their sum does from a day that is the 28th at the latest. Up to 30 further days between them move that end by
    three days less than their number at least, as they may lie in a longer month than those that they move over it.
    """
    first = calendar.date_of(day)
    try:
        end = add_months(first.replace(day=min(first.day, 28)), months)
    except OverflowError:
        return calendar.days
    return (end - calendar.start).days


@lru_cache(maxsize=256)
def fewest_days(months: float) -> int:
    """The fewest days that so many calendar months can take, whenever they begin."""
    if not months:
        return 0
    first = date(2001, 1, 1)
    starts = (first + timedelta(days=day) for day in range(4 * 366))
    # A century year without a leap day, which these four years do not have, takes one day more off.
    return max(0, min((add_months(start, months) - start).days for start in starts) - 1)
