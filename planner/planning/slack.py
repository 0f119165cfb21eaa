"""Slack: by how many days each item of a schedule can end later before the finish moves, the order kept as it is.

A walk backwards through what happened: an item has to be over before the latest moment at which what waits for it, the
next item of study, and the next job or degree may begin.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from planner.planning.calendar import DAYS_PER_MONTH, Moment, StudyCalendar, next_of
from planner.planning.jobs import Exam, Job
from planner.planning.outcome import Schedule


class _Latest(NamedTuple):
    """Something has to be over on this day and before so much capacity is used up."""

    day: int
    minute: int


def slack_days(jobs: Sequence[Job], schedule: Schedule) -> dict[str, int]:
    """Item -> days by which it can end later; empty for a schedule without a finish."""
    if schedule.finish is None:
        return {}
    backwards = _Backwards(jobs, schedule, schedule.finish)
    backwards.walk()
    found: dict[str, int] = {}
    for job in jobs:
        last = backwards.last_day(job.number)
        found.update({item: max(0, last - schedule.slots[item].finish.day) for item in job.items})
    return found


class _Backwards:
    def __init__(self, jobs: Sequence[Job], schedule: Schedule, finish: Moment) -> None:
        self.jobs, self.schedule, self.calendar = jobs, schedule, schedule.calendar
        self.end = self._evening(finish.day)
        self.begin: dict[int, _Latest] = {}
        """Job -> the latest moment by which all that it waits for has to be over."""
        self.study: dict[int, int] = {}
        """Job -> the latest capacity at which its study may begin."""
        self.months: dict[int, int] = {}
        """Job -> the latest day on which its months may begin."""
        self.over: dict[int, _Latest] = {}
        """Job -> when it has to be over; asked only once all that waits for it is settled."""
        self.next_study: dict[int, list[int]] = {}
        for after, before in schedule.lanes.items():
            self.next_study.setdefault(before, []).append(after)
        number_of = {item: job.number for job in jobs for item in job.items}
        places = list(dict.fromkeys(number_of[item] for item in schedule.job_order))
        self.next_place = dict(pairwise(places))

    def walk(self) -> None:
        """Everything that began, last first: so all that comes after it is known."""
        for number, part in reversed(self.schedule.log):
            if part == "study":
                begin, end = self.schedule.spans[number]
                self.study[number] = self._study_end(number) - (end - begin)
            elif part == "months":
                self.months[number] = self._months_begin(number)
            else:
                self.begin[number] = self._begin(number)

    def last_day(self, number: int) -> int:
        """The last day on which the job may end."""
        over = self._over(number)
        if self.jobs[number].minutes and not (self.jobs[number].months or self.jobs[number].dated):
            return min(over.day, _day_of(self.calendar, min(over.minute, self._study_end(number))))
        if self.jobs[number].exclusive and number in self.next_place:
            return min(over.day, self.months[self.next_place[number]])
        return over.day

    def _over(self, number: int) -> _Latest:
        if number not in self.over:
            after = [self.begin[follower] for follower in self.jobs[number].frees]
            self.over[number] = _Latest(
                min((one.day for one in after), default=self.end.day),
                min((one.minute for one in after), default=self.end.minute),
            )
        return self.over[number]

    def _study_end(self, number: int) -> int:
        job, over = self.jobs[number], self._over(number)
        minute = over.minute
        if job.dated:
            minute = min(minute, self._before_exam(job, over.day))
        return min([minute, *(self.study[after] for after in self.next_study.get(number, ()))])

    def _before_exam(self, job: Job, day: int) -> int:
        """Capacity by which all study for an exam has to be done that counts on `day`."""
        day = self._exam_by(job, day)
        return max(0, self.calendar.used[day + 1] - job.sitting) if day >= 0 else 0

    def _exam_by(self, job: Job, day: int) -> int:
        """The last day on which a job can be examined, or be ready without an exam, that counts on `day`."""
        day -= job.wait_days
        if job.exams:
            return min(self._exam_before(exam, day) for exam in job.exams)
        if job.sitting:
            while day > 0 and self.calendar.room(day) < job.sitting:
                day -= 1
        return day

    def _exam_before(self, exam: Exam, day: int) -> int:
        if exam.booked is not None and exam.booked <= day:
            return exam.booked
        if not exam.days:
            return day
        found = -1
        first = next_of(exam.days, self.calendar, max(0, day - 366))
        while first is not None and first <= day:
            found = first
            first = next_of(exam.days, self.calendar, first + 1)
        return found

    def _months_begin(self, number: int) -> int:
        job = self.jobs[number]
        last = self._over(number).day
        if job.exclusive and number in self.next_place:
            last = min(last, self.months[self.next_place[number]])
        day = max(0, last - round(job.months * DAYS_PER_MONTH) - 3)
        while day < last and self._ends(day + 1, job.months) <= last:
            day += 1
        return min([day, *(self.begin[after].day for after in job.starts)])

    def _ends(self, day: int, months: float) -> int:
        end = self.calendar.waited(self._morning(day), months)
        return end.day if end is not None else self.calendar.days

    def _begin(self, number: int) -> _Latest:
        job, over = self.jobs[number], self._over(number)
        days, minutes = [over.day], [over.minute]
        if number in self.study:
            minutes.append(self.study[number])
            days.append(bisect_right(self.calendar.used, self.study[number]) - 1)
        elif job.dated:
            minutes.append(self._before_exam(job, over.day))
            days.append(self._exam_by(job, over.day))
        if number in self.months:
            days.append(self.months[number])
            minutes.append(self._evening(self.months[number]).minute)
        return _Latest(max(0, min(days)), max(0, min(minutes)))

    def _morning(self, day: int) -> Moment:
        return Moment(day, self.calendar.used[day])

    def _evening(self, day: int) -> _Latest:
        return _Latest(day, self.calendar.used[min(day + 1, self.calendar.days)])


def _day_of(calendar: StudyCalendar, minute: int) -> int:
    """The day on which so much capacity is used up."""
    return max(0, bisect_left(calendar.used, minute) - 1)
