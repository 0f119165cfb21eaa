"""Study time as a clock: dates to minutes of capacity and back, and months that are added by the calendar.

A moment is a day and the capacity used up since the start; nothing here knows time zones, because a day has its study
minutes whatever the clocks do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import isleap
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from planner.model.learner import Availability, Week, spread_week
from planner.planning.holidays import without_study

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HORIZON_YEARS = 40
DAYS_PER_MONTH = 30.436875
_DAY_MINUTES = 24 * 60
_NEAR = 64
"""Days ahead in which the next thing usually happens: looking through a few is quicker than through all."""
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Moment(NamedTuple):
    """Day number since the start, and minutes of capacity used up by then (idle ones included)."""

    day: int
    minute: int


def add_months(day: date, months: float) -> date:
    """`day` plus months by the calendar, clamped to the end of a shorter month; a fraction counts 30 days a month.

    Raises OverflowError beyond the year 9999.
    """
    whole = int(months)
    year, month = divmod(day.year * 12 + day.month - 1 + whole, 12)
    if year > date.max.year:
        raise OverflowError(f"{months} months after {day} is beyond the calendar")
    last = 29 if month == 1 and isleap(year) else _LENGTHS[month]
    clamped = date(year, month + 1, min(day.day, last))
    return clamped if months == whole else clamped + timedelta(days=round((months - whole) * 30))


@lru_cache(maxsize=64)
def calendar_of(availability: Availability) -> StudyCalendar:
    """The calendar of these hours, made once: it never changes."""
    return StudyCalendar(availability)


class StudyCalendar:
    """The study capacity of every day from the start to the horizon."""

    def __init__(self, availability: Availability) -> None:
        self.start = availability.first_day
        days = HORIZON_YEARS * 366
        first = self.start.weekday()
        week = [*availability.week[first:], *availability.week[:first]]
        minutes = (week * (days // 7 + 1))[:days]
        for period in availability.periods:
            begin = max(0, (period.first - self.start).days)
            end = min(days, (period.last - self.start).days + 1)
            for day in range(begin, end):
                minutes[day] = period.week[(first + day) % 7]
        for day in without_study(availability, days):
            minutes[day] = 0
        self._used = [0, *accumulate(minutes)]
        """Capacity before each day."""
        self.average = self._used[-1] / days
        """Minutes a day, averaged to the horizon."""

    @property
    def capacity(self) -> int:
        """Minutes from the start to the horizon."""
        return self._used[-1]

    @property
    def used(self) -> Sequence[int]:
        """Minutes of capacity before each day, and before the day after the last one."""
        return self._used

    @property
    def begin(self) -> Moment:
        """The morning of the first day."""
        return Moment(0, 0)

    @property
    def days(self) -> int:
        """Days from the start to the horizon."""
        return len(self._used) - 1

    def day_of(self, moment: Moment) -> date:
        """The local calendar date of a moment."""
        return self.date_of(moment.day)

    def date_of(self, day: int) -> date:
        """The local calendar date of a day number."""
        return self.start + timedelta(days=day)

    def day_with_room(self, moment: Moment, minutes: int) -> int | None:
        """The first day from `moment` on that has room for `minutes` of study in one piece; None when no day has.

        The rest of the first day counts only as far as it is not over yet.
        """
        if self._used[moment.day + 1] - max(moment.minute, self._used[moment.day]) >= minutes:
            return moment.day
        return next((day for day in range(moment.day + 1, self.days) if self.room(day) >= minutes), None)

    def room(self, day: int) -> int:
        """Minutes of study of a day number."""
        return self._used[day + 1] - self._used[day]

    def study_begin(self, moment: Moment) -> Moment | None:
        """When the first minute of study from `moment` on begins; None beyond the horizon."""
        begin = max(moment.minute, self._used[moment.day])
        if begin >= self._used[-1]:
            return None
        if begin < self._used[moment.day + 1]:
            return Moment(moment.day, begin)
        return Moment(bisect_right(self._used, begin) - 1, begin)

    def study_end(self, moment: Moment, minutes: int) -> Moment | None:
        """The last moment of `minutes` > 0 of study from `moment` on; None beyond the horizon."""
        end = max(moment.minute, self._used[moment.day]) + minutes
        if end > self._used[-1]:
            return None
        return Moment(self.end_day(end, moment.day), end)

    def end_day(self, minute: int, since: int = 0) -> int:
        """The first day at the end of which so many minutes of capacity are used up, not before day `since`."""
        near = since + _NEAR
        if near < len(self._used) and self._used[near] >= minute:
            return bisect_left(self._used, minute, since, near) - 1
        return bisect_left(self._used, minute, since) - 1

    def begin_of(self, minute: int) -> Moment:
        """When the study begins before which so many minutes of capacity, fewer than there are, are used up."""
        return Moment(bisect_right(self._used, minute) - 1, minute)

    def morning(self, day: int, now: Moment) -> Moment:
        """The first moment of day number `day`, or `now` if that day has begun."""
        return Moment(day, max(now.minute, self._used[day])) if day > now.day else now

    @cached_property
    def _used_array(self) -> NDArray[np.int64]:
        import numpy as np  # takes long to load, and few who need a calendar need this

        return np.array(self._used, dtype=np.int64)

    def days_of(self, begins: Sequence[int], ends: Sequence[int]) -> tuple[list[int], list[int]]:
        """The days on which study begins and ends, told by the capacity used up by then; -1 for what is below 0."""
        first = self._used_array.searchsorted(begins, side="right") - 1
        last = self._used_array.searchsorted(ends, side="left") - 1
        return first.tolist(), last.tolist()

    def studied(self, moment: Moment, minutes: int) -> tuple[Moment, Moment] | None:
        """First and last moment of `minutes` > 0 of study from `moment` on; None beyond the horizon."""
        begin, end = self.study_begin(moment), self.study_end(moment, minutes)
        return None if begin is None or end is None else (begin, end)

    def waited(self, moment: Moment, months: float) -> Moment | None:
        """The moment `months` later by the calendar; None beyond the horizon."""
        try:
            day = (add_months(self.day_of(moment), months) - self.start).days
        except OverflowError:
            return None
        if day >= len(self._used) - 1:
            return None
        return Moment(day, max(moment.minute, self._used[day]))

    def capacity_before(self, day: date) -> int:
        """Minutes of study from the start up to and including `day`."""
        number = max(0, min(len(self._used) - 1, (day - self.start).days + 1))
        return self._used[number]


def next_of(days: Sequence[tuple[int, int]], calendar: StudyCalendar, day: int) -> int | None:
    """The first day number from `day` on that falls on one of the (month, day) of the year; None beyond the horizon."""
    today = calendar.date_of(day)
    for year in (today.year, today.year + 1):
        for month, of_month in days:
            clamped = 28 if (month, of_month) == (2, 29) and not isleap(year) else of_month
            number = (date(year, month, clamped) - calendar.start).days
            if number >= day:
                return number if number < calendar.days else None
    return None


def for_hours(week: Week, hours_per_week: float) -> Week:
    """So many hours on the days that the learner has chosen, in their proportion; as usual where none are chosen.

    Raises ValueError below 0 or above 168 hours.
    """
    usual = spread_week(hours_per_week)
    own = any(week) and week != spread_week(sum(week) / 60)
    return scaled(week, round(hours_per_week * 60)) if own else usual


def lighter(availability: Availability, total: int) -> Availability:
    """The same days with `total` minutes a week, spread as they are now (evenly where there are none)."""
    return availability.changed(week=scaled(availability.week, total))


def scaled(week: Week, total: int) -> Week:
    """`total` minutes over the days of `week` in their proportion, no day above 24 hours."""
    weights = week if any(week) else (1, 1, 1, 1, 1, 1, 1)
    minutes = [min(_DAY_MINUTES, total * weight // sum(weights)) for weight in weights]
    for day in sorted(range(7), key=lambda day: (-weights[day], day)):
        minutes[day] += max(0, min(_DAY_MINUTES - minutes[day], total - sum(minutes)))
    return (minutes[0], minutes[1], minutes[2], minutes[3], minutes[4], minutes[5], minutes[6])
