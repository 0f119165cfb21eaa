"""One learner's calendar, played through: who studies what when, with one order of priorities.

Study fills the capacity of the calendar; up to so many items at a time share the minutes evenly. Experience and degrees
run in calendar months beside it, one job or degree at a time unless the curriculum calls it parallel. Exams take place
on their days, results are waited for.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from datetime import date

from planner.planning.calendar import Moment, StudyCalendar
from planner.planning.jobs import Job
from planner.planning.outcome import START, Cause, Schedule, Slot


class Simulation:
    """One run of the calendar. `priority`: one value a job, smaller first; `stay`: prefer the subject at hand.

    `places`: other values for whoever waits for the one job or degree place.
    """

    def __init__(
        self,
        jobs: Sequence[Job],
        calendar: StudyCalendar,
        priority: Sequence[float | tuple[float, ...]],
        stay: bool = False,
        topics: int = 1,
        places: Sequence[float] | None = None,
    ) -> None:
        self.jobs, self.calendar, self.stay, self.topics = jobs, calendar, stay, topics
        self.rank = _ranked(priority)
        self.of_rank = sorted(range(len(jobs)), key=self.rank.__getitem__)
        self.place_rank = self.rank if places is None else _ranked(places)
        self.missing = [len(job.waits) for job in jobs]
        self.dated = [job.dated for job in jobs]
        self.slots: dict[int, Slot] = {}
        self.cause: dict[tuple[int, str], Cause] = {}
        """Part of a job -> why it starts when it does. By whole jobs the causes could run round in a circle."""
        self.last_part: dict[int, str] = {}
        """Job -> its part that ended last."""
        self.study: list[int] = []
        """Ranks of the jobs that wait for study time."""
        self.of_subject: dict[str, list[int]] = {}
        """With `stay`: the same ranks by subject."""
        self.gone: set[int] = set()
        """Ranks in `study` that were taken for their subject and wait no more."""
        self.places: list[tuple[int, int]] = []
        """(rank, job) of exclusive jobs that are ready while another one runs."""
        self.events: list[tuple[Moment, int, str]] = []
        """(when, job, which part of it ends or begins)."""
        self.ready_at: dict[int, int] = {}
        """Job -> capacity used up when everything that it waits for was over."""
        self.begun: dict[int, Moment] = {}
        self.parts_left: dict[int, int] = {}
        self.active: dict[int, int] = {}
        """Job -> minutes of study left; these share the time."""
        self.sitting: tuple[int, Moment] | None = None
        """Job that sits an exam now, and when that is over."""
        self.employed: int | None = None
        self.last_study: tuple[int, Moment] | None = None
        self.last_employment: tuple[int, Moment] | None = None
        self.study_order: list[int] = []
        self.job_order: list[int] = []
        self.lanes: dict[int, int] = {}
        self.spans: dict[int, tuple[int, int]] = {}
        self.log: list[tuple[int, str]] = []

    def run(self) -> Schedule:
        """Simulate until nothing can happen any more."""
        now = self.calendar.begin
        for job in self.jobs:
            if not job.waits:
                self._released(job.number, now, START)
        while True:
            while self.events and self.events[0][0] <= now:
                _moment, number, part = heapq.heappop(self.events)
                self._happen(number, part, now)
            self._begin_work(now)
            after = self._next(now)
            if after is None:
                return self._result()
            now = after

    # What comes next

    def _next(self, now: Moment) -> Moment | None:
        """Let time pass until something happens; None when nothing does any more."""
        event = self.events[0][0] if self.events else None
        if self.sitting is not None:
            over = self.sitting[1]
            if event is not None and event < over:
                return event
            number, self.sitting = self.sitting[0], None
            heapq.heappush(self.events, (over, number, "exam"))
            return over
        if not self.active:
            return event
        if len(self.active) == 1:
            return self._study_alone(now, event)
        ranked = sorted(self.active, key=self.rank.__getitem__)
        count = len(ranked)
        # The first in rank takes the odd minute, so the one that is ready first is found exactly.
        needed, first = min(
            (count * (self.active[number] - 1) + place + 1, place) for place, number in enumerate(ranked)
        )
        end = self.calendar.study_end(now, needed)
        if event is not None and (end is None or event < end):
            self._share(ranked, event.minute - now.minute)
            return event
        if end is None:
            self.active.clear()  # beyond the horizon: the learner never gets further
            return None
        self._share(ranked, needed)
        number = ranked[first]
        del self.active[number]
        heapq.heappush(self.events, (end, number, "study"))
        return end

    def _study_alone(self, now: Moment, event: Moment | None) -> Moment | None:
        """Let time pass for the one job that is studied, as far as the next event."""
        [(number, needed)] = self.active.items()
        end = self.calendar.study_end(now, needed)
        if event is not None and (end is None or event < end):
            self.active[number] = needed - (event.minute - now.minute)
            return event
        self.active.clear()
        if end is not None:  # else beyond the horizon: the learner never gets further
            heapq.heappush(self.events, (end, number, "study"))
        return end

    def _share(self, ranked: Sequence[int], minutes: int) -> None:
        each, odd = divmod(minutes, len(ranked))
        for place, number in enumerate(ranked):
            self.active[number] -= each + (place < odd)

    # What happens

    def _happen(self, number: int, part: str, now: Moment) -> None:
        if part == "study":
            self.last_study = number, now
            self.spans[number] = self.spans[number][0], now.minute
            if self.dated[number]:
                self._after_study(number, now, "study")
            else:
                self._end(number, now, "study")
        elif part == "release":
            self._ready(
                number, now, Cause("validity" if self.jobs[number].late > self.jobs[number].not_before else "date")
            )
        elif part == "sit":
            self._sit(number, now)
        elif part == "exam":
            self.begun.setdefault(number, now)
            self._after_exam(number, now)
        else:
            if part == "months" and self.employed == number:
                self.employed, self.last_employment = None, (number, now)
            self._end(number, now, part)

    def _released(self, number: int, now: Moment, cause: Cause) -> None:
        """Everything that it waits for is over; a day set by the learner may still lie ahead."""
        first = self.jobs[number].first_day
        if first > now.day:
            heapq.heappush(self.events, (self._morning(first, now), number, "release"))
        else:
            self._ready(number, now, cause)

    def _ready(self, number: int, now: Moment, cause: Cause) -> None:
        job = self.jobs[number]
        self.ready_at[number] = now.minute
        self.log.append((number, "ready"))
        beside = bool(job.minutes or self.dated[number])
        self.parts_left[number] = 2 if beside and job.months else 1
        self.cause[number, "study" if job.minutes else "moment"] = cause
        if job.months:
            self.cause[number, "months"] = cause
        if job.months and job.exclusive:
            heapq.heappush(self.places, (self.place_rank[number], number))
        elif job.months:
            self._run_months(number, now)
        if job.minutes:
            heapq.heappush(self.study, self.rank[number])
            if self.stay:
                heapq.heappush(self.of_subject.setdefault(job.domain, []), self.rank[number])
        elif beside:
            self._after_study(number, now, "moment")
        elif not job.months:
            self.begun[number] = now
            self._end(number, now, "moment")

    def _after_study(self, number: int, now: Moment, part: str) -> None:
        job = self.jobs[number]
        self.last_part[number] = part
        day = self._exam_day(job, now)
        if day is None:
            return  # no day before the horizon has room for it
        if day < 0:
            self.begun.setdefault(number, now)
            self._after_exam(number, now, part)
        else:
            what = "sit" if job.sitting else "exam"
            heapq.heappush(self.events, (self._morning(day, now), number, what))
            self.cause[number, "exam"] = Cause("date", number, part)

    def _exam_day(self, job: Job, now: Moment) -> int | None:
        """The first day on which the exam can take place; -1 when there is none to sit."""
        if job.booked is not None and job.booked >= now.day:
            return job.booked
        if job.exam_days:
            return next_of(job.exam_days, self.calendar, now.day)
        if not job.sitting:
            return -1
        return self.calendar.day_with_room(now, job.sitting)

    def _sit(self, number: int, now: Moment) -> None:
        job = self.jobs[number]
        begin = max(now, self.sitting[1]) if self.sitting else now
        day = self.calendar.day_with_room(begin, job.sitting)
        if day is None:
            return
        if self.sitting or day > now.day:
            heapq.heappush(self.events, (max(begin, self._morning(day, begin)), number, "sit"))
            return
        spent = self.calendar.studied(now, job.sitting)
        if spent is not None:
            self.sitting = number, spent[1]
            self.begun.setdefault(number, spent[0])

    def _after_exam(self, number: int, now: Moment, part: str = "exam") -> None:
        wait = self.jobs[number].wait_days
        if not wait:
            self._end(number, now, part)
            return
        day = now.day + wait
        if day < self.calendar.days:
            self.cause[number, "wait"] = Cause("prerequisite", number, part)
            heapq.heappush(self.events, (self._morning(day, now), number, "wait"))

    def _end(self, number: int, now: Moment, part: str) -> None:
        self.last_part[number] = part
        self.parts_left[number] -= 1
        if self.parts_left[number]:
            return
        self.slots[number] = Slot(self.begun[number], now)
        for follower in sorted(self.jobs[number].frees):
            self.missing[follower] -= 1
            if not self.missing[follower]:
                advised = number in self.jobs[follower].advised
                self._released(follower, now, Cause("order" if advised else "prerequisite", number, part))

    # Work that begins

    def _begin_work(self, now: Moment) -> None:
        if self.employed is None and self.places:
            number = heapq.heappop(self.places)[1]
            if self.last_employment is not None and self.last_employment[1] == now:
                self.cause[number, "months"] = Cause("place", self.last_employment[0], "months")
            self.employed = number
            self.job_order.append(number)
            self._run_months(number, now)
        while len(self.study) > len(self.gone) and len(self.active) < self.topics and not self.sitting:
            if not self._begin_study(self._next_study(), now):
                break

    def _next_study(self) -> int:
        if not self.stay:
            return self.of_rank[heapq.heappop(self.study)]
        same = self.of_subject.get(self.jobs[self.last_study[0]].domain) if self.last_study is not None else None
        if same:
            rank = heapq.heappop(same)
            self.gone.add(rank)
            return self.of_rank[rank]
        while (rank := heapq.heappop(self.study)) in self.gone:
            self.gone.remove(rank)
        number = self.of_rank[rank]
        heapq.heappop(self.of_subject[self.jobs[number].domain])  # the first of all is the first of its subject
        return number

    def _begin_study(self, number: int, now: Moment) -> bool:
        start = self.calendar.study_begin(now)
        if start is None:
            return False  # beyond the horizon
        if self.last_study is not None:
            other, ended = self.last_study
            self.lanes[number] = other
            waited = self.cause[number, "study"] is START or self.ready_at[number] < start.minute
            if waited and ended.minute == start.minute:
                self.cause[number, "study"] = Cause("study", other, "study")
        self.begun[number] = min(self.begun.get(number, start), start)
        self.active[number] = self.jobs[number].minutes
        self.spans[number] = start.minute, start.minute
        self.study_order.append(number)
        self.log.append((number, "study"))
        return True

    def _run_months(self, number: int, now: Moment) -> None:
        finish = self.calendar.waited(now, self.jobs[number].months)
        if finish is not None:
            self.begun.setdefault(number, now)
            self.log.append((number, "months"))
            heapq.heappush(self.events, (finish, number, "months"))

    def _morning(self, day: int, now: Moment) -> Moment:
        return Moment(day, max(now.minute, self.calendar.used[day])) if day > now.day else now

    # What came out

    def _result(self) -> Schedule:
        slots = {item: self.slots[job.number] for job in self.jobs if job.number in self.slots for item in job.items}
        complete = len(self.slots) == len(self.jobs)
        finish = max((slot.finish for slot in self.slots.values()), default=self.calendar.begin) if complete else None
        study, places = (
            tuple(item for number in numbers for item in self.jobs[number].items)
            for numbers in (self.study_order, self.job_order)
        )
        chain = self._chain() if complete else ()
        return Schedule(
            slots, finish, chain, study, places, self.calendar, lanes=self.lanes, spans=self.spans, log=self.log
        )

    def causes(self) -> dict[str, tuple[str, str | None]]:
        """Item -> what kept it from starting earlier, and which item that was."""
        found: dict[str, tuple[str, str | None]] = {}
        for number in self.slots:
            job = self.jobs[number]
            # What began last began the item's visible start only if it is its first part.
            begun_by = "study" if job.minutes else "months" if job.months else "moment"
            cause = self.cause[number, begun_by]
            other = None if cause.job is None or cause.job == number else self.jobs[cause.job].items[-1]
            found.update(dict.fromkeys(job.items, (cause.kind, other)))
        return found

    def _chain(self) -> tuple[str, ...]:
        if not self.slots:
            return ()
        last = max(self.slots, key=lambda number: (self.slots[number].finish, not self.jobs[number].frees, number))
        chain: list[str] = []
        part: tuple[int, str] | None = last, self.last_part[last]
        while part is not None:
            chain += reversed(self.jobs[part[0]].items)
            cause = self.cause[part]
            part = (cause.job, cause.part) if cause.job is not None else None
        return tuple(dict.fromkeys(reversed(chain)))


def _ranked(values: Sequence[float | tuple[float, ...]]) -> list[int]:
    ranks = [0] * len(values)
    for place, number in enumerate(sorted(range(len(values)), key=lambda number: (values[number], number))):
        ranks[number] = place
    return ranks


def next_of(days: Sequence[tuple[int, int]], calendar: StudyCalendar, day: int) -> int | None:
    """The first day number from `day` on that falls on one of the (month, day) of the year; None beyond the horizon."""
    today = calendar.date_of(day)
    for year in (today.year, today.year + 1):
        for month, of_month in days:
            leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
            number = (
                date(year, month, 28 if (month, of_month) == (2, 29) and not leap else of_month) - calendar.start
            ).days
            if number >= day:
                return number if number < calendar.days else None
    return None
