"""Many learners at once through one plan: the order stays, the durations are drawn.

The same rules as in the schedule: one item is studied at a time, only one job or degree place is taken at a time,
parallel months run at once, and everything starts as soon as its turn has come and what it waits for is over. All
learners go through a step together, each one a place in an array.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, log2
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.planning.calendar import StudyCalendar
from planner.planning.quantiles import BITS, Array, Points, quantiles

Days = NDArray[np.int64]

_BUCKETS = 1 << 15

_ROWS = 16
"""Draws that are made ready at once."""


@dataclass(frozen=True, slots=True)
class Work:
    """One job of a plan with estimates in place of durations; `waits` are places in the list of works."""

    waits: Collection[int]
    study: tuple[Points, ...] = ()
    """Minutes of study of its items, one after the other."""
    months: tuple[Points, ...] = ()
    """Calendar months of its items, side by side."""
    exclusive: bool = False
    """Whether its months need a job or degree place of their own."""
    first_day: int = 0
    """Day number before which it does not begin."""
    exam_days: tuple[int, ...] | None = None
    """Day numbers on which its exam may be sat after the study, ascending; None where there are no such days."""
    wait_days: int = 0
    """Days after study and exam until it counts."""

    @property
    def dated(self) -> bool:
        """Whether days are waited for after the study."""
        return self.exam_days is not None or self.wait_days > 0


class Order(NamedTuple):
    """In which order the plan does things, as places in the list of works."""

    study: Sequence[int]
    """Every work with study."""
    places: Sequence[int]
    """Every exclusive work with months."""


class Ends(NamedTuple):
    """When something ends for each learner, like a `Moment` of the calendar."""

    minute: Array
    """Capacity used up by then; infinite beyond the horizon."""
    day: Days | None
    """Not before this day; None where the minute alone says the day."""
    turn: int = -1
    """Place in the order of study where a piece of study ends here, else -1."""


class Clock:
    """The study calendar as arrays. Day numbers reach from 0 to `never`, which stands for everything later."""

    def __init__(self, calendar: StudyCalendar) -> None:
        self.used = np.array(calendar.used, dtype=np.float64)
        self.never = len(self.used) - 1
        self._index_study_days()
        start = np.datetime64(calendar.start, "D")
        days = start + np.arange(self.never + 1)
        months = days.astype("datetime64[M]")
        self._month = (months - months[0]).astype(np.int64)
        self._of_month = (days - months.astype("datetime64[D]")).astype(np.int64)
        firsts = (months[0] + np.arange(self._month[-1] + 3)).astype("datetime64[D]")
        self._first = (firsts - start).astype(np.int64)
        """Day number of the first of each month."""
        self._length = np.diff(self._first)

    def _index_study_days(self) -> None:
        """Study days by their last minute, found by the first bits of a minute: searching takes ten times as long."""
        study = np.flatnonzero(np.diff(self.used))
        self._last = np.concatenate(([0.0], self.used[study + 1], [np.inf]))
        self._day = np.concatenate(([0], study, [self.never]))
        self._width = 2.0 ** max(0, ceil(log2(max(1.0, self.used[-1]) / _BUCKETS)))  # a power of two divides exactly
        buckets = np.arange(int(self.used[-1] / self._width) + 2)
        self._bucket = self._last.searchsorted(buckets * self._width)
        """Place of the study day in which the first minute of a bucket is spent."""
        self._steps = int(np.diff(self._bucket).max())
        """Most study days that end inside one bucket."""

    def day(self, ends: Ends) -> Days:
        """Day numbers, `never` beyond the horizon."""
        minute = ends.minute
        if self._steps <= 4:
            bucket = np.minimum(minute / self._width, len(self._bucket) - 1).astype(np.int64)
            place = self._bucket.take(bucket)
            for _step in range(self._steps):
                place += self._last.take(place) < minute
        else:  # days of a few minutes beside days of many hours
            place = self._last.searchsorted(minute)
        found: Days = self._day.take(place)
        return found if ends.day is None else np.maximum(found, ends.day)

    def not_before(self, ends: Ends, day: int) -> Ends:
        """These moments, or the morning of `day` where that is later."""
        if day <= 0:
            return ends
        days = np.maximum(self.day(ends), min(day, self.never))
        return Ends(np.maximum(ends.minute, self.used[days]), days)

    def counted(self, ends: Ends, exam_days: tuple[int, ...] | None, wait_days: int) -> Ends:
        """When the exam on the next of these days is passed and its result has arrived."""
        days = self.day(ends)
        if exam_days is not None:
            sessions = np.append(np.array(exam_days, dtype=np.int64), self.never)
            days = sessions[np.minimum(sessions.searchsorted(days), len(exam_days))]
        days = np.where(days < self.never, np.minimum(days + wait_days, self.never), self.never)
        minute = np.maximum(ends.minute, self.used[days])
        minute[days == self.never] = np.inf
        return Ends(minute, days)

    def later(self, ends: Ends, months: Array | float) -> Ends:
        """`months` by the calendar after these moments: clamped to the end of a month, 30 days a month for a rest."""
        day = self.day(ends)
        whole = np.floor(months).astype(np.int64)
        target = np.minimum(self._month[day] + whole, len(self._length) - 1)
        clamped = self._first[target] + np.minimum(self._of_month[day], self._length[target] - 1)
        later = clamped + np.rint((months - whole) * 30).astype(np.int64)
        later = np.where(day < self.never, np.minimum(later, self.never), self.never)
        minute = np.maximum(ends.minute, self.used[later])
        minute[later == self.never] = np.inf
        return Ends(minute, later)


class Dice:
    """Draws durations. The same seed gives the same draws, whatever the version of numpy: only raw bits are used."""

    def __init__(self, samples: int, seed: int) -> None:
        self.samples = samples
        self._generator = np.random.PCG64(seed)
        self._rows: Iterator[NDArray[np.uint16]] = iter(())

    def draw(self, estimate: Points) -> Array | float:
        """One value a learner; a single number where the estimate has no spread."""
        if estimate.optimistic == estimate.pessimistic:
            return estimate.likely
        row = next(self._rows, None)
        if row is None:
            words = -(-self.samples // 4)
            bits = self._generator.random_raw(_ROWS * words).view(np.uint16) >> (16 - BITS)
            self._rows = iter(bits.reshape(_ROWS, -1)[:, : self.samples])
            row = next(self._rows)
        return quantiles(estimate).take(row, mode="clip")


def propagate(
    works: Sequence[Work], order: Order, clock: Clock, pace: Array, seed: int, wanted: Collection[int]
) -> tuple[Days, dict[int, Days]]:
    """The day on which everything is over, and that of each wanted work, for every learner.

    `pace`: one factor a learner on all study, shape (samples,). Days have the same shape. Raises AssertionError when
    the order contradicts what waits for what.
    """
    run = _Run(works, order, clock, pace, seed, frozenset(wanted))
    run.go()
    return clock.day(run.last), {number: clock.day(run.ends[number]) for number in wanted}


class _Run:
    def __init__(
        self, works: Sequence[Work], order: Order, clock: Clock, pace: Array, seed: int, wanted: frozenset[int]
    ) -> None:
        self.works, self.order, self.clock, self.pace, self.wanted = works, order, clock, pace, wanted
        self.dice = Dice(len(pace), seed)
        self.missing = [len(work.waits) for work in works]
        self.frees: list[list[int]] = [[] for _work in works]
        for number, work in enumerate(works):
            for before in work.waits:
                self.frees[before].append(number)
        self.readers = [len(frees) for frees in self.frees]
        begin = Ends(np.zeros(len(pace)), None, 0)
        self.studied = self.employed = begin
        self.starts: dict[int, Ends] = {}
        """Works that may start, and when."""
        self.parts: dict[int, list[Ends]] = {}
        self.ends: dict[int, Ends] = {}
        """Only as long as somebody will ask: 5,000 arrays would fill the memory."""
        self.begin = self.last = begin
        """`last`: the end of all works so far that nothing waits for."""
        self.done = 0

    def go(self) -> None:
        """Everything in the order of the plan. Raises AssertionError where that is impossible."""
        turn = place = 0
        study, places = self.order
        self._open([number for number, work in enumerate(self.works) if not work.waits])
        while turn < len(study) or place < len(places):
            if turn < len(study) and study[turn] in self.starts:
                turn += 1
                self._study(study[turn - 1], turn)
            elif place < len(places) and places[place] in self.starts:
                place += 1
                self._take_place(places[place - 1])
            else:
                break
        if self.done < len(self.works):
            raise AssertionError("the order contradicts what waits for what")

    def _open(self, ready: list[int]) -> None:
        """Lets works start; those that take no turn are over at once and may let others start."""
        while ready:
            number = ready.pop()
            work = self.works[number]
            start = _latest([self.ends[before] for before in sorted(work.waits)]) if work.waits else self.begin
            self._forget(work.waits)
            start = self.clock.not_before(start, work.first_day)
            self.parts[number] = []
            if work.dated and not work.study:
                self.parts[number].append(self.clock.counted(start, work.exam_days, work.wait_days))
            if work.months and not work.exclusive:
                self.parts[number].append(self.clock.later(start, self._months(number)))
            if work.study or (work.months and work.exclusive):
                self.starts[number] = start
            else:
                ready += self._over(number, start)

    def _study(self, number: int, turn: int) -> None:
        start, work = self.starts[number], self.works[number]
        minutes = self.dice.draw(work.study[0]) * self.pace
        for estimate in work.study[1:]:
            minutes += self.dice.draw(estimate) * self.pace
        # What ended by being studied ended before this turn came.
        begin = self.studied.minute if start.turn >= 0 else np.maximum(start.minute, self.studied.minute)
        minutes += begin
        self.studied = Ends(minutes, None, turn)
        ends = self.clock.counted(self.studied, work.exam_days, work.wait_days) if work.dated else self.studied
        self._part(number, ends)

    def _take_place(self, number: int) -> None:
        begin = _latest([self.starts[number], self.employed])
        self.employed = self.clock.later(begin, self._months(number))
        self._part(number, self.employed)

    def _months(self, number: int) -> Array | float:
        estimates = self.works[number].months
        longest = self.dice.draw(estimates[0])
        for estimate in estimates[1:]:
            longest = np.maximum(longest, self.dice.draw(estimate))
        return longest

    def _part(self, number: int, ends: Ends) -> None:
        work = self.works[number]
        self.parts[number].append(ends)
        if len(self.parts[number]) == bool(work.study or work.dated) + bool(work.months):
            self._open(self._over(number, self.starts.pop(number)))

    def _over(self, number: int, start: Ends) -> list[int]:
        """The work is done, and whatever it was the last thing to wait for may start."""
        self.done += 1
        self.ends[number] = _latest(self.parts.pop(number) or [start])
        if not self.frees[number]:
            self.last = _latest([self.last, self.ends[number]])
            self._forget((), number)
        for follower in self.frees[number]:
            self.missing[follower] -= 1
        return [follower for follower in self.frees[number] if not self.missing[follower]]

    def _forget(self, read: Iterable[int], unread: int | None = None) -> None:
        for number in read:
            self.readers[number] -= 1
            if not self.readers[number] and number not in self.wanted:
                del self.ends[number]
        if unread is not None and unread not in self.wanted:
            del self.ends[unread]


def _latest(ends: Iterable[Ends]) -> Ends:
    """The later one for each learner. Of pieces of study only the last can be it: they follow one another."""
    studied: Ends | None = None
    others: list[Ends] = []
    for one in ends:
        if one.turn < 0:
            others.append(one)
        elif studied is None or studied.turn < one.turn:
            studied = one
    if studied is not None:
        others.append(studied)
    latest, *more = others
    for one in more:
        day = latest.day if one.day is None else one.day if latest.day is None else np.maximum(latest.day, one.day)
        latest = Ends(np.maximum(latest.minute, one.minute), day)
    return latest
