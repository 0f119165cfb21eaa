"""What no order can beat: lower bounds that prove an order to be the best, or say how far it may be from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from planner.planning.calendar import Moment, StudyCalendar
from planner.planning.jobs import Job, in_order, last_exam
from planner.planning.turns import Behind, Place, Span, after_all, places_one_by_one, study_first


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
    begins, behind = _begins(jobs, calendar, ends), _behind(jobs)
    day = _one_place(jobs, calendar, begins, behind)
    rows = zip(begins, jobs, behind, strict=True)
    studied = sorted((begin, job.work, job.wait_days, after) for begin, job, after in rows if job.work)
    later: dict[Behind, int] = {}
    """What comes after study that cannot begin before a moment, and how many minutes have that after them."""
    for first in sorted({begins[job.number] for job in jobs if job.months or job.not_before} | {calendar.begin})[::-1]:
        while studied and studied[-1][0] >= first:
            _begin, minutes, wait, after = studied.pop()
            over = after._replace(days=after.days + wait)
            later[over] = later.get(over, 0) + minutes
        groups = [(minutes, after) for after, minutes in later.items()]
        day = max(day, *(study_first(first, calendar, groups, in_months) for in_months in (False, True)))
    return _not_before(day, max([alone, *ends.values()]), calendar)


def waiting_alone(jobs: Sequence[Job], calendar: StudyCalendar) -> Moment | None:
    """A moment before which months, exams and waiting are not over, if no study had to be done; None beyond the
    horizon."""
    ends = earliest_ends(jobs, calendar, with_study=False)
    if ends is None:
        return None
    day = _one_place(jobs, calendar, _begins(jobs, calendar, ends), _behind(jobs))
    return _not_before(day, max(ends.values(), default=calendar.begin), calendar)


def _not_before(day: int, moment: Moment, calendar: StudyCalendar) -> Moment | None:
    """The later of both; None beyond the horizon."""
    if day >= calendar.days:
        return None
    return Moment(day, max(moment.minute, calendar.used[day])) if day > moment.day else moment


def _span(job: Job) -> Span:
    return Span(job.months, job.wait_days, job.exclusive)


def _one_place(jobs: Sequence[Job], calendar: StudyCalendar, begins: Sequence[Moment], behind: Sequence[Behind]) -> int:
    """A day before which nobody is done, as jobs and degrees need the same place."""
    places = [job for job in jobs if job.months and job.exclusive]
    return places_one_by_one(
        [Place(begins[job.number].day, _span(job), behind[job.number]) for job in places], calendar
    )


def _begins(jobs: Sequence[Job], calendar: StudyCalendar, ends: Mapping[int, Moment]) -> list[Moment]:
    """For each job a moment before which no order can begin it."""
    found = []
    for job in jobs:
        begin = max((ends[before] for before in job.waits - job.advised), default=calendar.begin)
        found.append(max(begin, Moment(job.not_before, max(begin.minute, calendar.used[job.not_before]))))
    return found


def _behind(jobs: Sequence[Job]) -> list[Behind]:
    """For each job what comes after it."""
    spans = [_span(job) for job in jobs]
    behind = [Behind()] * len(jobs)
    resting = [0] * len(jobs)
    """By job: what runs beside study and rests on it, as bits."""
    known: dict[int, Behind] = {}
    for number in reversed(in_order(jobs)):
        mask = 0
        for user in jobs[number].frees:
            if number not in jobs[user].advised:
                mask |= resting[user] | (1 << user if spans[user].days else 0)
        if mask not in known:
            known[mask] = after_all([(spans[one], behind[one]) for one in bits(mask)])
        resting[number], behind[number] = mask, known[mask]
    return behind


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
    begins: dict[int, Moment] = {}
    for number in in_order(jobs):
        job = jobs[number]
        hard = job.waits - job.advised if job.advised else job.waits
        begin = max((begins[before] for before in job.beside), default=calendar.begin)
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
        begins[number] = begin
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
    day = last_exam(job, calendar, end.day)
    if day == -1:
        day = calendar.day_with_room(end, job.sitting) if job.sitting and with_study else end.day
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
