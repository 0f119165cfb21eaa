"""In which order: several orders are played through, and the best by the learner's objective is kept with its proof.

"finish": the earliest finish, then early milestones, then few changes of subject. "wins": credentials and milestones as
soon as possible, by the hours of study until each. "topics": few changes of subject. "balance": the finish of "finish"
with the lightest weeks that still allow it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from planner.model.learner import Availability, Order, Week
from planner.model.plan import Ordered
from planner.planning.bounds import earliest_ends, earliest_finish, study_alone
from planner.planning.calendar import Moment, StudyCalendar
from planner.planning.jobs import Job, in_order
from planner.planning.program import Limit
from planner.planning.sequence import best_sequence
from planner.planning.simulation import Schedule, Simulation
from planner.planning.topics import fewest_changes

Quality = tuple[float, ...]

_SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""How much the next milestone counts against the longest chain, in the orders that are tried."""

_SECONDS_FOR_PROOF = 1.0
_DAY = 24 * 60


def best_schedule(
    jobs: Sequence[Job], calendar: StudyCalendar, order: Order = Order.FINISH, topics: int = 1
) -> Schedule:
    """The best of the orders that are tried, by the objective `order`; up to `topics` items are studied at a time.

    "balance" needs the learner's week and is made by `balanced`; here it is "finish".
    """
    rows = [_mixture(jobs, [job.tail for job in jobs], share) for share in _SHARES]
    if any(job.exam_days or job.booked is not None for job in jobs):
        # A missed exam day costs months, so what leads to one is also tried first.
        rows += [_mixture(jobs, _tails_with_exams(jobs), share) for share in (0.0, 0.5)]
    if order is Order.WINS:
        rows.append(_places(jobs, _wins_first(jobs)[0]))
    elif order is Order.TOPICS:
        rows.append(_places(jobs, fewest_changes(jobs)[0]))
    quality = _QUALITY[order]
    best: tuple[Quality, Schedule, Simulation] | None = None
    for row in rows:
        for stay in (False, True):
            simulation = Simulation(jobs, calendar, row, stay, topics)
            schedule = simulation.run()
            worth = quality(jobs, schedule)
            if best is None or worth < best[0]:
                best = worth, schedule, simulation
    assert best is not None
    best[1].causes = best[2].causes()
    return best[1]


def in_given_order(jobs: Sequence[Job], calendar: StudyCalendar, places: Sequence[float], topics: int = 1) -> Schedule:
    """The schedule that takes whatever is possible in the order of `places` (one a job, smaller first)."""
    simulation = Simulation(jobs, calendar, places, topics=topics)
    schedule = simulation.run()
    schedule.causes = simulation.causes()
    return schedule


def balanced(
    jobs: Sequence[Job], availability: Availability, full: Schedule, topics: int = 1
) -> tuple[Schedule, Availability]:
    """The schedule in the lightest weeks with which it ends no later than `full`, and these weeks.

    The days of the week keep their proportion, to half an hour a week; days off and busy periods stay as they are.
    """
    if full.finish is None:
        return full, availability
    last = full.finish.day
    found = full, availability
    low, high = 0, sum(availability.week)
    while high - low > 30:
        middle = (low + high) // 2
        week = lighter(availability, middle)
        tried = best_schedule(jobs, StudyCalendar(week), Order.FINISH, topics)
        if tried.finish is not None and tried.finish.day <= last:
            found, high = (tried, week), middle
        else:
            low = middle
    return found


def lighter(availability: Availability, total: int) -> Availability:
    """The same days with `total` minutes a week, spread as they are now (evenly where there are none)."""
    return availability.changed(week=scaled(availability.week, total))


def scaled(week: Week, total: int) -> Week:
    """`total` minutes over the days of `week` in their proportion, no day above 24 hours."""
    weights = week if any(week) else (1, 1, 1, 1, 1, 1, 1)
    minutes = [min(_DAY, total * weight // sum(weights)) for weight in weights]
    for day in sorted(range(7), key=lambda day: (-weights[day], day)):
        minutes[day] += max(0, min(_DAY - minutes[day], total - sum(minutes)))
    return (minutes[0], minutes[1], minutes[2], minutes[3], minutes[4], minutes[5], minutes[6])


def proof_of(jobs: Sequence[Job], schedule: Schedule, order: Order, availability: Availability) -> Ordered:
    """What the order of a schedule is worth by its objective, and what no order can go below."""
    if schedule.finish is None:
        return Ordered(by=order)
    match order:
        case Order.WINS:
            value = sum(schedule.slots[job.items[0]].finish.minute for job in jobs if job.win) / 60
            bound = _wins_bound(jobs, schedule.calendar) / 60
        case Order.TOPICS:
            value, bound = float(changes_of_subject(jobs, schedule)), float(fewest_changes(jobs)[1])
        case Order.BALANCE:
            value = sum(availability.week) / 60
            bound = _lightest(jobs, availability, schedule.finish.day) / 60
        case Order.FINISH:
            value, bound = float(schedule.finish.day), _finish_bound(jobs, schedule.calendar)
    return Ordered(by=order, proved=value <= bound, value=value, bound=bound)


def changes_of_subject(jobs: Sequence[Job], schedule: Schedule) -> int:
    """How often the subject of study changes from one item to the next."""
    domain = {item: job.domain for job in jobs for item in job.items}
    return sum(domain[one] != domain[two] for one, two in pairwise(schedule.study_order))


def _mixture(jobs: Sequence[Job], tails: Sequence[float], share: float) -> list[Quality]:
    """Longest chain first and next milestone first, mixed: `share` is the weight of the milestones."""
    longest = max(tails, default=1.0) or 1.0
    first = _first_milestones(jobs)
    urgent = [1 - tail / longest for tail in tails]
    return [((1 - share) * urgent[job.number] + share * first[job.number], urgent[job.number]) for job in jobs]


def _tails_with_exams(jobs: Sequence[Job]) -> list[float]:
    """Days of the longest chain from each job on, with a year for every exam that is held on certain days only."""
    tails = [0.0] * len(jobs)
    for number in reversed(in_order(jobs)):
        after = max((jobs[follower].tail for follower in jobs[number].frees), default=0.0)
        longest = max((tails[follower] for follower in jobs[number].frees), default=0.0)
        exam = 366.0 if jobs[number].exam_days or jobs[number].booked is not None else 0.0
        tails[number] = jobs[number].tail - after + longest + exam
    return tails


def _places(jobs: Sequence[Job], order: Sequence[int]) -> list[Quality]:
    places: list[Quality] = [()] * len(jobs)
    for place, number in enumerate(order):
        places[number] = (float(place),)
    return places


def _first_milestones(jobs: Sequence[Job]) -> list[float]:
    """For each job how early the first milestone is that needs it, 0 (first) to 1 (none does)."""
    milestones = sorted((job for job in jobs if job.milestone), key=lambda job: (-job.tail, job.number))
    first = [1.0] * len(jobs)
    for place, milestone in reversed(list(enumerate(milestones))):
        stack = [milestone.number]
        while stack:
            number = stack.pop()
            value = place / len(milestones)
            if first[number] != value:
                first[number] = value
                stack += sorted(jobs[number].waits)
    return first


def _wins_first(jobs: Sequence[Job]) -> tuple[list[int], int]:
    """The order with the least sum of study until each credential and milestone, and what no order can go below.

    Months, exam days and waiting are left out, which can only make the sum smaller.
    """
    found = best_sequence(
        {str(job.number): job.work for job in jobs},
        {str(job.number): int(job.win) for job in jobs},
        {str(job.number): [str(before) for before in sorted(job.waits - job.advised)] for job in jobs},
        Limit(seconds=_SECONDS_FOR_PROOF),
    )
    return [int(number) for number in found.order], found.bound


def _wins_bound(jobs: Sequence[Job], calendar: StudyCalendar) -> int:
    ends = earliest_ends(jobs, calendar, with_study=True) or {}
    apart = sum(ends[job.number].minute for job in jobs if job.win and job.number in ends)
    return max(apart, _wins_first(jobs)[1])


def _lightest(jobs: Sequence[Job], availability: Availability, last: int) -> int:
    """Minutes a week without which no order can be over on day `last`."""
    low, high = 0, sum(availability.week)
    while high - low > 1:
        middle = (low + high) // 2
        if _may_end(jobs, StudyCalendar(lighter(availability, middle)), last):
            high = middle
        else:
            low = middle
    return high


def _may_end(jobs: Sequence[Job], calendar: StudyCalendar, last: int) -> bool:
    ends = study_alone(jobs, calendar), earliest_finish(jobs, calendar, with_study=True)
    return all(end is not None and end.day <= last for end in ends)


def _finish_bound(jobs: Sequence[Job], calendar: StudyCalendar) -> float:
    ends = study_alone(jobs, calendar), earliest_finish(jobs, calendar, with_study=True)
    return float(max(end.day for end in ends if end is not None)) if None not in ends else 0.0


def _finish_first(jobs: Sequence[Job], schedule: Schedule) -> Quality:
    finish = schedule.finish or Moment(0, 0)
    unfinished = sum(1 for job in jobs if job.items[0] not in schedule.slots)
    return unfinished, finish.day, finish.minute, _milestone_days(jobs, schedule), changes_of_subject(jobs, schedule)


def _wins_quality(jobs: Sequence[Job], schedule: Schedule) -> Quality:
    unfinished, *rest = _finish_first(jobs, schedule)
    minutes = sum(
        schedule.slots[job.items[0]].finish.minute for job in jobs if job.win and job.items[0] in schedule.slots
    )
    return unfinished, minutes, *rest


def _topics_quality(jobs: Sequence[Job], schedule: Schedule) -> Quality:
    unfinished, *rest = _finish_first(jobs, schedule)
    return unfinished, changes_of_subject(jobs, schedule), *rest


def _milestone_days(jobs: Sequence[Job], schedule: Schedule) -> int:
    slots = schedule.slots
    return sum(slots[job.items[0]].finish.day for job in jobs if job.milestone and job.items[0] in slots)


_QUALITY: dict[Order, Callable[[Sequence[Job], Schedule], Quality]] = {
    Order.FINISH: _finish_first,
    Order.WINS: _wins_quality,
    Order.TOPICS: _topics_quality,
    Order.BALANCE: _finish_first,
}
