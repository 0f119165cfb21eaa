"""The study calendar as arrays, for many learners at once: each of them has a place in an array."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import ceil, log2
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.planning.calendar import StudyCalendar
from planner.planning.quantiles import Array

Days = NDArray[np.int64]

_BUCKETS = 1 << 15
_MONTH = 32
"""Places for each month in the table of months."""


class Ends(NamedTuple):
    """When something ends for each learner, like a `Moment` of the calendar."""

    minute: Array
    """Capacity used up by then; infinite beyond the horizon."""
    day: Days | None
    """Not before this day; None where the minute alone says the day."""


class Clock:
    """The study calendar as arrays. Day numbers reach from 0 to `never`, which stands for everything later."""

    def __init__(self, calendar: StudyCalendar) -> None:
        # From a list of whole numbers straight to floating point takes numpy twice as long.
        self.used = np.frombuffer(array("q", calendar.used), dtype=np.int64).astype(np.float64)
        self.never = len(self.used) - 1
        self._begin = self.used.copy()
        self._begin[self.never] = np.inf
        """First minute of each day."""
        self._index_study_days()
        self._index_months(np.datetime64(calendar.start, "D"))

    def _index_study_days(self) -> None:
        """Study days by their last minute, found by the first bits of a minute: searching takes ten times as long."""
        study = np.flatnonzero(self.used[1:] > self.used[:-1])
        self._last = np.concatenate(([0.0], self.used[study + 1], [np.inf]))
        self._day = np.concatenate(([0], study, [self.never]))
        self._width = 2.0 ** max(0, ceil(log2(max(1.0, self.used[-1]) / _BUCKETS)))  # a power of two divides exactly
        self._buckets = int(self.used[-1] / self._width) + 1
        ends = np.bincount((self._last[:-1] / self._width).astype(np.int64), minlength=self._buckets)
        self._bucket = np.concatenate(([0], np.cumsum(ends)))
        """Place of the study day in which the first minute of a bucket is spent."""
        self._steps = int(ends.max())
        """Most study days that end inside one bucket."""

    def _index_months(self, start: np.datetime64) -> None:
        """Tables for the calendar: a day of the month in a later month is so many places further on."""
        month = start.astype("datetime64[M]")
        count = self.never // 28 + 3
        firsts = ((month + np.arange(count + 1)).astype("datetime64[D]") - start).astype(np.int64)
        lengths = firsts[1:] - firsts[:-1]
        of_month = np.arange(_MONTH)
        self._place = (_MONTH * np.arange(count)[:, None] + of_month)[of_month < lengths[:, None]]
        """The place of each day in the table of months."""
        self._place = self._place[-firsts[0] :][: self.never + 1]
        self._there = (firsts[:-1, None] + np.minimum(of_month, lengths[:, None] - 1)).ravel()
        """Day numbers, clamped to the end of a month."""

    def day(self, ends: Ends) -> Days:
        """Day numbers, `never` beyond the horizon."""
        minute = ends.minute
        if self._steps <= 4:
            part = minute * (1 / self._width)
            np.minimum(part, self._buckets, out=part)
            place = self._bucket.take(part.astype(np.int64), mode="clip")
            for _step in range(self._steps):
                place += self._last.take(place, mode="clip") < minute
        else:  # days of a few minutes beside days of many hours
            place = self._last.searchsorted(minute)
        found: Days = self._day.take(place, mode="clip")
        return found if ends.day is None else np.maximum(found, ends.day)

    def counted(self, ends: Ends, exam_days: Sequence[tuple[int, ...]], wait_days: int) -> Ends:
        """When the exams are passed, each on the next of its days, and their results have arrived."""
        ready = last = self.day(ends)
        for days in exam_days:
            sessions = np.append(np.array(days, dtype=np.int64), self.never)
            last = np.maximum(last, sessions[np.minimum(sessions.searchsorted(ready), len(days))])
        return self._on(ends, last + wait_days)

    def later(self, ends: Ends, months: Array) -> Ends:
        """`months` by the calendar after these moments: clamped to the end of a month, 30 days a month for a rest."""
        return self.after(ends, *months_and_days(months))

    def after(self, ends: Ends, places: Days | int, rest: Days | int) -> Ends:
        """So many places in the table of months and days after these moments."""
        place = self._place.take(self.day(ends), mode="clip")
        place += places
        days: Days = self._there.take(place, mode="clip")
        days += rest
        return self._on(ends, days)

    def _on(self, ends: Ends, days: Days) -> Ends:
        """The morning of these days, or the moments where these are later. Changes `days`."""
        np.minimum(days, self.never, out=days)
        minute = self._begin.take(days, mode="clip")
        np.maximum(minute, ends.minute, out=minute)
        return Ends(minute, days)


def months_and_days(months: Array) -> tuple[Days, Days]:
    """Months as places in the table of months, and days for a rest: 30 a month."""
    whole = np.floor(months)
    return whole.astype(np.int64) * _MONTH, np.rint((months - whole) * 30).astype(np.int64)


def later_of(one: Ends, other: Ends | None) -> Ends:
    """The later one for each learner."""
    if other is None:
        return one
    day = other.day if one.day is None else one.day if other.day is None else np.maximum(one.day, other.day)
    return Ends(np.maximum(one.minute, other.minute), day)
