"""How sure is the date? Thousands of simulated learners follow the plan, and the range of their finishes is told.

Drawn for each learner: the hours of every item (PERT-beta between the optimistic and the pessimistic value, credit and
progress taken off), the months of every job and degree (PERT-beta, by the calendar), and **one** pace that multiplies
all hours of study. Without that common factor slow and quick items would cancel each other and the range would be
absurdly narrow: whoever is slow at one item is slow at all of them. Months do not follow the pace.

Every learner does everything in the order of the plan, even where waiting for a job that takes longer than expected
could be filled with later study. A real learner plans again, so the range is slightly pessimistic. Exam days and
waiting times are kept; that a sitting cannot be split over days is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import ceil, log

import numpy as np

from planner.i18n import _
from planner.model.curriculum import Curriculum, Kind
from planner.model.document import Document
from planner.model.forecast import Forecast, Pace, Range, StopForecast
from planner.model.learner import Learner
from planner.model.names import check_learner
from planner.model.plan import PlanStatus
from planner.model.problem import Problem, Severity
from planner.planning.begun import prepared
from planner.planning.calendar import HORIZON_YEARS, StudyCalendar
from planner.planning.clocks import Clock, Days
from planner.planning.held import estimate_of, held_items
from planner.planning.jobs import Exam, Job, in_order
from planner.planning.limit import Limit, Unreachable
from planner.planning.pace import pace_from_log
from planner.planning.quantiles import Array, Points, normal_quantiles
from planner.planning.sampling import Order, Work, propagate
from planner.planning.worked import Worked, blocked, left_over, no_study_time, work_out

SAMPLES = 10_000
SEED = 20_270_104
"""Any number does: the same one makes the same document give the same range."""

NOWHERE = Range(p10=None, p50=None, p80=None, p90=None)


def forecast(
    document: Document,
    pace: Pace | None = None,
    samples: int = SAMPLES,
    seed: int = SEED,
    limit: Limit | None = None,
    worked: Worked | None = None,
) -> Forecast:
    """When learners like this one finish, and when they reach the milestones and roles on the way.

    `pace`: by default the one that the learner's finished items show. `samples` > 0 learners are simulated. `limit`
    ends a long search for the best plan early; `worked`, where the plan is worked out already, saves it. Finishes more
    than 40 years away count as later than everything and are None.
    Raises PlannerError for input that makes no sense.
    """
    curriculum, learner = document.curriculum, document.learner
    check_learner(curriculum, learner)
    pace = pace or pace_of(curriculum, learner)
    try:
        worked = worked or work_out(document, limit)
    except Unreachable:
        return _impossible(document, pace)
    curriculum = worked.document.curriculum
    clock = Clock(worked.schedule.calendar)
    works = works_of(curriculum, learner, worked)
    stops = [job for job in worked.jobs if job.milestone and learner.goal not in job.items]
    everything, of_stops = propagate(
        works,
        order_of(worked),
        clock,
        paces(pace, samples),
        seed,
        [job.number for job in stops],
    )
    finish = _range(everything, clock.never, learner.availability.first_day)
    planned = worked.calendar.day_of(worked.schedule.finish) if worked.schedule.finish else None
    problems = _problems(worked, finish)
    return Forecast(
        status=PlanStatus.PLANNED if planned else PlanStatus.UNDATED,
        curriculum=curriculum.id,
        start=learner.start,
        goal=learner.goal,
        goal_title=curriculum.by_id[learner.goal].title,
        begins=learner.availability.first_day,
        planned=planned,
        finish=finish,
        stops=_stops(curriculum, learner, worked, {job.number: of_stops[job.number] for job in stops}, clock.never),
        pace=pace,
        samples=samples,
        horizon=_horizon(learner),
        deadline=learner.deadline,
        in_time=_in_time(everything, clock.never, learner),
        sentence=problems[0].message if problems else _sentence(finish, bool(works)),
        problems=problems,
    )


def pace_of(curriculum: Curriculum, learner: Learner) -> Pace:
    """The pace that the learner's own finished items show; what is assumed of everybody before there are any."""
    held = held_items(curriculum, learner)
    return pace_from_log((hours, estimate_of(curriculum, held, item)) for item, hours in learner.spent.items())


def works_of(curriculum: Curriculum, learner: Learner, worked: Worked) -> list[Work]:
    """The jobs of a plan with their estimates. What takes no likely hours takes none in any sample."""
    return [
        Work(
            waits=frozenset(job.waits),
            beside=frozenset(job.beside),
            study=tuple(_minutes(curriculum, learner, worked, item) for item in _studied(curriculum, worked, job)),
            months=tuple(
                Points(months.optimistic, months.likely, months.pessimistic)
                for months in (curriculum.by_id[item].months for item in job.items)
                if months is not None
            ),
            exclusive=job.exclusive,
            first_day=job.first_day,
            exam_days=tuple(_exam_days(exam, worked.schedule.calendar) for exam in job.exams),
            wait_days=job.wait_days,
        )
        for job in worked.jobs
    ]


def _exam_days(exam: Exam, calendar: StudyCalendar) -> tuple[int, ...]:
    """Every day number to the horizon on which an exam is sat by somebody who is ready: not before it is booked, and
    whoever is not ready by then takes the next day that will do."""
    first = exam.on(calendar, 0)
    if first is not None and not exam.days:
        return tuple(range(first, calendar.days))
    found, day = [], first
    while day is not None:
        found.append(day)
        day = exam.on(calendar, day + 1)
    return tuple(found)


def order_of(worked: Worked) -> Order:
    """The order of the plan; what it does not reach before the horizon follows in any possible order."""
    number_of = {item: job.number for job in worked.jobs for item in job.items}
    jobs, possible = worked.jobs, in_order(worked.jobs)
    spans = worked.schedule.spans
    begun = dict.fromkeys(number_of[item] for item in worked.schedule.study_order)
    # Items that share their time are taken one after the other here, in the order in which they end.
    study = dict.fromkeys(sorted(begun, key=lambda number: spans[number][1]))
    places = dict.fromkeys(number_of[item] for item in worked.schedule.job_order)
    study.update(dict.fromkeys(number for number in possible if jobs[number].minutes))
    places.update(dict.fromkeys(number for number in possible if jobs[number].months and jobs[number].exclusive))
    return Order(list(study), list(places))


def paces(pace: Pace, samples: int) -> Array:
    """One pace a learner, ascending: evenly spread quantiles, so that chance blurs only the durations."""
    factors: Array = np.exp(log(pace.median) + pace.spread * normal_quantiles(samples))
    return factors


def _studied(curriculum: Curriculum, worked: Worked, job: Job) -> list[str]:
    nodes = (curriculum.by_id[item] for item in job.items)
    # As in the schedule: the hours of a degree are part of its months.
    own = [node.id for node in nodes if node.kind is not Kind.DEGREE or node.months is None]
    return [item for item in own if worked.minutes[item]]


def _minutes(curriculum: Curriculum, learner: Learner, worked: Worked, item: str) -> Points:
    hours, likely = curriculum.by_id[item].hours, worked.minutes[item]
    left = 60 * left_over(curriculum.by_id[item], learner, worked.credit.get(item))
    # The plan counts whole minutes; an estimate without a range must give exactly these.
    outer = [likely if value == hours.likely else value * left for value in (hours.optimistic, hours.pessimistic)]
    return Points(min(outer[0], likely), likely, max(outer[1], likely))


def _range(days: Days, never: int, start: date) -> Range:
    at = {name: max(0, ceil(len(days) * percent / 100) - 1) for name, percent in _PERCENT.items()}
    ordered = np.partition(days, sorted(set(at.values())))
    found = {name: int(ordered[place]) for name, place in at.items()}
    return Range(**{name: start + timedelta(days=day) if day < never else None for name, day in found.items()})


_PERCENT = {"p10": 10, "p50": 50, "p80": 80, "p90": 90}


def _stops(
    curriculum: Curriculum, learner: Learner, worked: Worked, days: Mapping[int, Days], never: int
) -> tuple[StopForecast, ...]:
    found: list[StopForecast] = []
    for number, arrivals in days.items():
        reached = _range(arrivals, never, learner.availability.first_day)
        for item in worked.jobs[number].items:
            node, slot = curriculum.by_id[item], worked.schedule.slots.get(item)
            if node.kind in (Kind.MILESTONE, Kind.ROLE):
                planned = worked.calendar.day_of(slot.finish) if slot else None
                found.append(StopForecast(id=item, title=node.title, kind=node.kind, planned=planned, range=reached))
    return tuple(sorted(found, key=lambda stop: (stop.range.p50 or date.max, stop.range.p90 or date.max)))


def _horizon(learner: Learner) -> date:
    return learner.availability.first_day + timedelta(days=HORIZON_YEARS * 366 - 1)


def _in_time(days: Days, never: int, learner: Learner) -> float | None:
    if learner.deadline is None:
        return None
    last = min((learner.deadline - learner.availability.first_day).days, never - 1)
    return float(np.count_nonzero(days <= last)) / len(days)


def _problems(worked: Worked, finish: Range) -> tuple[Problem, ...]:
    if finish.p10 is not None:
        return ()
    if not worked.calendar.capacity and any(job.minutes for job in worked.jobs):
        return (Problem(severity=Severity.ERROR, code="no-study-time", message=no_study_time(), field="availability"),)
    message = _("At most one in ten learners like you would finish within {years} years. Give it more time.")
    text = message.format(years=HORIZON_YEARS)
    return (Problem(severity=Severity.ERROR, code="beyond-horizon", message=text, field="availability"),)


def _sentence(finish: Range, anything: bool) -> str:
    if not anything:
        return _("You are there already: nothing is left to do.")
    if finish.p10 == finish.p90:
        return _("80 % of learners like you finish on {date}.").format(date=finish.p10)
    if finish.p90 is not None:
        text = _("80 % of learners like you finish between {first} and {last}; half by {middle}.")
        return text.format(first=finish.p10, last=finish.p90, middle=finish.p50)
    if finish.p50 is not None:
        text = _("Half of the learners like you finish by {middle}, but one in ten takes longer than {years} years.")
        return text.format(middle=finish.p50, years=HORIZON_YEARS)
    text = _("One in ten learners like you finishes by {first}, but half of them take longer than {years} years.")
    return text.format(first=finish.p10, years=HORIZON_YEARS)


def _impossible(document: Document, pace: Pace) -> Forecast:
    curriculum, learner = document.curriculum, document.learner
    problems: Sequence[Problem] = blocked(prepared(document))
    return Forecast(
        status=PlanStatus.IMPOSSIBLE,
        curriculum=curriculum.id,
        start=learner.start,
        goal=learner.goal,
        goal_title=curriculum.by_id[learner.goal].title,
        begins=learner.availability.first_day,
        planned=None,
        finish=NOWHERE,
        stops=(),
        pace=pace,
        samples=0,
        horizon=_horizon(learner),
        deadline=learner.deadline,
        in_time=None,
        sentence=problems[0].message,
        problems=tuple(problems),
    )
