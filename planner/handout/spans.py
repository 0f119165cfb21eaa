"""From which minute to which minute a step lasts: what programs need that know hours where a plan knows days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from planner.app.daily import room, week_of
from planner.handout.blocks import day_blocks, last_day
from planner.handout.clock import DAY, Clock
from planner.handout.content import Handout, StepLine
from planner.planning.calendar import calendar_of

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Span:
    """When a step begins and ends on the learner's clock."""

    begins: datetime
    ends: datetime
    in_study: bool
    """Whether it lasts as long as there is time for study between the two; else all hours count, night and day."""


class WorkingTime:
    """The hours of study of every day on the clock."""

    def __init__(self, handout: Handout, clock: Clock) -> None:
        self.availability = week_of(handout.document, handout.plan)
        self.week = self.availability.week
        self.first, self.last = handout.plan.begins, last_day(handout)
        self.clock = clock
        calendar = calendar_of(self.availability)
        days = (self.last - self.first).days + 1
        self._minutes = [room(calendar, self.first + timedelta(days=number)) for number in range(days)]
        self._before = [0]
        for minutes in self._minutes:
            self._before.append(self._before[-1] + minutes)

    def minutes(self, day: date) -> int:
        """Of study on a day; none outside of the plan."""
        number = (day - self.first).days
        return self._minutes[number] if 0 <= number < len(self._minutes) else 0

    def begins(self, day: date) -> int:
        """The minute of the day at which its study begins, or would begin."""
        return self.clock.first_minute(self.minutes(day))

    def days_between(self, first: date, last: date) -> int:
        """Days with study after `first` and before `last`."""
        count = (last - first).days
        return sum(bool(self.minutes(first + timedelta(days=number))) for number in range(1, count))

    def between(self, begins: datetime, ends: datetime) -> int:
        """Minutes of study between two moments."""
        return self._until(ends) - self._until(begins)

    def _until(self, moment: datetime) -> int:
        day = moment.date()
        number = max(0, min(len(self._minutes), (day - self.first).days))
        minute = moment.hour * 60 + moment.minute - self.begins(day)
        return self._before[number] + max(0, min(self.minutes(day), minute))

    def unusual(self) -> Iterator[tuple[date, date, int]]:
        """Days in a row whose study is not that of their weekday: first and last one, and the minutes of each."""
        begin: date | None = None
        last, same = self.first, -1
        for number, minutes in enumerate(self._minutes):
            day = self.first + timedelta(days=number)
            odd = minutes != self.week[day.weekday()]
            if begin is not None and not (odd and minutes == same):
                yield begin, last, same
                begin = None
            if odd:
                begin, last, same = begin or day, day, minutes
        if begin is not None:
            yield begin, last, same


def spans(handout: Handout, work: WorkingTime) -> dict[int, Span]:
    """Number of the step -> when it lasts; steps without dates are left out.

    The days are those of the plan. The minutes follow from what is studied on a day, one thing after the other.
    """
    pieces: dict[int, list[tuple[date, int, int]]] = {}
    for block in day_blocks(handout, work.clock):
        minute = block.begins
        for part in block.parts:
            pieces.setdefault(part.step, []).append((block.day, minute, minute + part.minutes))
            minute += part.minutes
    found: dict[int, Span] = {}
    for step in handout.steps:
        if step.start is not None and step.finish is not None:
            found[step.number] = _span(step, step.start, step.finish, pieces.get(step.number, []), found, work)
    return found


def _span(
    step: StepLine,
    first: date,
    last: date,
    pieces: list[tuple[date, int, int]],
    found: dict[int, Span],
    work: WorkingTime,
) -> Span:
    before = [found[number].ends for ref in step.needs if (number := ref.number or ref.source) in found]
    begins = _at(first, pieces[0][1] if pieces and pieces[0][0] == first else work.begins(first))
    begins = max([begins, *(end for end in before if end.date() == first)])
    studied = bool(pieces) and pieces[-1][0] == last
    ends = _at(last, pieces[-1][2] if studied else work.begins(last))
    ends = max([begins, ends, *(end for end in before if end.date() == last)])
    return Span(begins, ends, studied and bool(work.minutes(first)))


def _at(day: date, minute: int) -> datetime:
    """A minute of a day; the very last one stands for midnight, so that the day stays the same."""
    return datetime.combine(day, time()) + timedelta(minutes=min(minute, DAY - 1))
