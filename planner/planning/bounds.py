"""What no order can beat: lower bounds that prove an order to be the best, or say how far it may be from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from planner.planning.calendar import Moment, StudyCalendar, add_months, next_of
from planner.planning.jobs import Job, in_order


def study_alone(jobs: Sequence[Job], calendar: StudyCalendar) -> Moment | None:
    """When all study would be over if nothing had to be waited for; None beyond the horizon."""
    minutes = sum(job.work for job in jobs)
    if not minutes:
        return calendar.begin
    return calendar.study_end(calendar.begin, minutes)


def no_order_before(jobs: Sequence[Job], calendar: StudyCalendar) -> Moment | None:
    """The best lower bound of the finish; None where it lies beyond the horizon.

    All study takes its time one after the other, everything comes after what it rests on, and jobs and degrees that
    need the one place take it one after the other.
    """
    alone, ends = study_alone(jobs, calendar), earliest_ends(jobs, calendar, with_study=True)
    if alone is None or ends is None:
        return None
    latest = max([alone, *ends.values()])
    day = _places_one_by_one(jobs, calendar, ends)
    if day >= calendar.days:
        return None
    return max(latest, Moment(day, max(latest.minute, calendar.used[day]))) if day > latest.day else latest


def _places_one_by_one(jobs: Sequence[Job], calendar: StudyCalendar, ends: Mapping[int, Moment]) -> int:
    """A day before which jobs and degrees cannot all be over, as they need the same place.

    For every day: those that cannot begin before it take their time one after the other from then on, and after the
    last of them comes at least the shortest of what has to follow.
    """
    heads: list[tuple[int, float, int]] = []
    after: dict[int, int] = {}
    for number in reversed(in_order(jobs)):
        job = jobs[number]
        behind = max((after[user] for user in job.frees if number not in jobs[user].advised), default=0)
        days = fewest_days(job.months) if job.months else 0
        after[number] = behind + max(days, job.wait_days)
        if days and job.exclusive:
            hard = job.waits - job.advised
            begin = max((ends[before].day for before in hard), default=0)
            heads.append((max(begin, job.not_before), job.months, behind))
    last = total = whole = parts = 0
    least: int | None = None
    for head, months, behind in sorted(heads, reverse=True):
        total += fewest_days(months)
        whole += int(months)
        part = round((months - int(months)) * 30)
        parts += part - 3 if part else 0
        least = behind if least is None else min(least, behind)
        last = max(last, least + max(head + total, _months_after(calendar, head, whole) + parts))
    return last


def _months_after(calendar: StudyCalendar, day: int, months: int) -> int:
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
    first = date(2001, 1, 1)
    starts = (first + timedelta(days=day) for day in range(4 * 366))
    # A century year without a leap day, which these four years do not have, takes one day more off.
    return max(0, min((add_months(start, months) - start).days for start in starts) - 1)


def earliest_finish(jobs: Sequence[Job], calendar: StudyCalendar, with_study: bool) -> Moment | None:
    """No order can be over before this moment; None when it lies beyond the horizon.

    Everything may run at once here, except that nothing starts before all the study that it rests on has found its
    capacity one after the other. Recommended order and one made by hand are not counted: they may be broken.
    """
    ends = earliest_ends(jobs, calendar, with_study)
    return None if ends is None else max(ends.values(), default=calendar.begin)


def earliest_ends(jobs: Sequence[Job], calendar: StudyCalendar, with_study: bool) -> dict[int, Moment] | None:
    """For each job a moment before which no order can end it; None where one lies beyond the horizon."""
    ends: dict[int, Moment] = {}
    above = [0] * len(jobs)
    """By job: all jobs that it rests on, as bits."""
    studies = [0] * len(jobs)
    """By job: minutes of study that it rests on."""
    work = [job.work for job in jobs]
    for number in in_order(jobs):
        job = jobs[number]
        hard = job.waits - job.advised if job.advised else job.waits
        begin = calendar.begin
        for before in hard:
            begin = max(begin, ends[before])
        if job.not_before > begin.day:
            begin = Moment(job.not_before, max(begin.minute, calendar.used[job.not_before]))
        if with_study and hard:
            above[number], rests_on = _rests_on(hard, above, studies, work)
            studies[number] = rests_on
            if rests_on > begin.minute:
                studied = calendar.study_end(begin, rests_on - begin.minute)
                if studied is None:
                    return None
                begin = studied
        end = _own(job, calendar, begin, with_study) if job.minutes or job.dated else begin
        months = calendar.waited(begin, job.months) if job.months else begin
        if end is None or months is None:
            return None
        ends[number] = max(end, months)
    return ends


def _rests_on(
    hard: Iterable[int], above: Sequence[int], studies: Sequence[int], work: Sequence[int]
) -> tuple[int, int]:
    """All jobs, as bits, that something rests on which needs the jobs `hard`, and their minutes of study."""
    # Most of it is what one of them rests on, whose sum is known: only the rest has to be added up.
    most = max(hard, key=studies.__getitem__)
    mask, minutes = above[most] | 1 << most, studies[most] + work[most]
    for before in hard:
        more = (above[before] | 1 << before) & ~mask
        if more:
            minutes += sum([work[one] for one in bits(more)])
            mask |= more
    return mask, minutes


def _own(job: Job, calendar: StudyCalendar, begin: Moment, with_study: bool) -> Moment | None:
    """When study, exam and waiting of a job that has all the time for itself are over."""
    end: Moment | None = begin
    if job.minutes and with_study:
        end = calendar.study_end(begin, job.minutes)
    if end is None or not job.dated:
        return end
    day: int | None = end.day
    if job.booked is not None and job.booked >= end.day:
        day = job.booked
    elif job.exam_days:
        day = next_of(job.exam_days, calendar, end.day)
    elif job.sitting and with_study:
        day = calendar.day_with_room(end, job.sitting)
    if day is None or day + job.wait_days >= calendar.days:
        return None
    day += job.wait_days
    return Moment(day, max(end.minute, calendar.used[day]))


def bits(number: int) -> Iterator[int]:
    """Places of the bits that are set."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
