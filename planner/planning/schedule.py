"""In which order: several orders are played through, and the best by the learner's objective is kept with its proof.

"finish": the earliest finish, then early milestones, then few changes of subject. "wins": credentials and milestones as
soon as possible, by the hours of study until each. "topics": few changes of subject, while the finish moves by at most
two days in a hundred. "balance": the finish of "finish" with the lightest weeks that still allow it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from planner.model.learner import Availability, Order
from planner.model.plan import Ordered
from planner.planning.bounds import earliest_ends, no_order_before
from planner.planning.calendar import Moment, StudyCalendar, calendar_of, lighter
from planner.planning.jobs import Job, in_order
from planner.planning.limit import Limit
from planner.planning.network import Network, ranks, sorted_by
from planner.planning.outcome import Schedule
from planner.planning.sequence import best_order
from planner.planning.simulation import Simulation
from planner.planning.topics import fewest_changes

Quality = tuple[float, ...]

_SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
"""How much the next milestone counts against the longest chain, in the orders that are tried."""

_SECONDS_FOR_PROOF = 1.0
_LATER_FOR_TOPICS = 0.02
"""By what part of the time keeping topics together may move the finish; without this limit it took years."""
_DAY = 24 * 60


def best_schedule(
    jobs: Sequence[Job],
    calendar: StudyCalendar,
    order: Order = Order.FINISH,
    topics: int = 1,
    orders: Sequence[tuple[int, ...]] | None = None,
) -> Schedule:
    """The best of the orders that are tried, by the objective `order`; up to `topics` items are studied at a time.

    "balance" needs the learner's week and is made by `balanced`; here it is "finish". `orders`: what `orders_to_try`
    has found for these jobs, where they are tried in several calendars.
    """
    network = Network(jobs)
    if orders is None:
        orders = orders_to_try(jobs, order)
    tried = [Simulation(network, calendar, one, stay, topics).run() for one in orders for stay in (False, True)]
    latest = _latest(tried) if order is Order.TOPICS else 0
    quality = _QUALITY[order]
    return min(tried, key=lambda schedule: quality(jobs, schedule, latest))


def orders_to_try(jobs: Sequence[Job], order: Order, wins: Sequence[int] = ()) -> list[tuple[int, ...]]:
    """Orders of urgency (job numbers) that may be good by the objective `order`; `wins`: what `wins_first` found."""
    first = _first_milestones(jobs)
    rows = [_mixture(jobs, [job.tail for job in jobs], first, share) for share in _SHARES]
    if any(job.exams for job in jobs):
        # A missed exam day costs months, so what leads to one is also tried first.
        rows += [_mixture(jobs, _tails_with_exams(jobs), first, share) for share in (0.0, 0.5)]
    if order is Order.WINS:
        rows.append(_places(jobs, wins or wins_first(jobs)))
    elif order is Order.TOPICS:
        rows += _topics_and_urgency(jobs)
    return list(dict.fromkeys(tuple(sorted_by(row)) for row in rows))


def in_given_order(
    network: Network, calendar: StudyCalendar, study: Sequence[int], places: Sequence[int], topics: int = 1
) -> Schedule:
    """The schedule that takes whatever is possible in these orders of study and of jobs and degrees (job numbers)."""
    return Simulation(network, calendar, study, topics=topics, places=places).run()


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
        tried = best_schedule(jobs, calendar_of(week), Order.FINISH, topics)
        if tried.finish is not None and tried.finish.day <= last:
            found, high = (tried, week), middle
        else:
            low = middle
    return found


def proof_of(
    jobs: Sequence[Job], schedule: Schedule, order: Order, availability: Availability, lower: Moment | None
) -> Ordered:
    """What the order of a schedule is worth by its objective, and what no order can go below.

    `lower`: no order is over before this moment.
    """
    if schedule.finish is None:
        return Ordered(by=order)
    match order:
        case Order.WINS:
            value = sum(schedule.end(job.number).minute for job in jobs if job.win) / 60
            bound = _wins_bound(jobs, schedule.calendar) / 60
        case Order.TOPICS:
            value, bound = float(changes_of_subject(jobs, schedule)), float(fewest_changes(jobs)[1])
        case Order.BALANCE:
            value = sum(availability.week) / 60
            bound = _lightest(jobs, availability, schedule.finish.day) / 60
        case Order.FINISH:
            value, bound = float(schedule.finish.day), float(lower.day if lower else 0)
    return Ordered(by=order, proved=value <= bound, value=value, bound=bound)


def changes_of_subject(jobs: Sequence[Job], schedule: Schedule) -> int:
    """How often the subject of study changes from one item to the next."""
    subjects = [jobs[number].domain for number in schedule.study_numbers]
    return sum(one != two for one, two in pairwise(subjects))


def _mixture(jobs: Sequence[Job], tails: Sequence[float], first: Sequence[float], share: float) -> list[Quality]:
    """Longest chain first and next milestone first (`first`), mixed: `share` is the weight of the milestones."""
    longest = max(tails, default=1.0) or 1.0
    urgent = [1 - tail / longest for tail in tails]
    return [((1 - share) * urgent[job.number] + share * first[job.number], urgent[job.number]) for job in jobs]


def _tails_with_exams(jobs: Sequence[Job]) -> list[float]:
    """Days of the longest chain from each job on, with a year for every exam that is held on certain days only."""
    tails = [0.0] * len(jobs)
    for number in reversed(in_order(jobs)):
        after = max((jobs[follower].tail for follower in jobs[number].frees), default=0.0)
        longest = max((tails[follower] for follower in jobs[number].frees), default=0.0)
        exam = 366.0 if jobs[number].exams else 0.0
        tails[number] = jobs[number].tail - after + longest + exam
    return tails


def _places(jobs: Sequence[Job], order: Sequence[int]) -> list[Quality]:
    return [(float(place),) for place in ranks(order)]


def _first_milestones(jobs: Sequence[Job]) -> list[float]:
    """For each job how early the first milestone is that needs it, 0 (first) to 1 (none does)."""
    milestones = sorted((job for job in jobs if job.milestone), key=lambda job: (-job.tail, job.number))
    first = [1.0] * len(jobs)
    for place, milestone in enumerate(milestones):
        first[milestone.number] = place / len(milestones)
    for number in reversed(in_order(jobs)):
        for after in jobs[number].frees:
            first[number] = min(first[number], first[after])
    return first


def wins_first(jobs: Sequence[Job]) -> list[int]:
    """The order (job numbers) with the least sum of study until each credential and milestone; no calendar counts."""
    return _wins_first(jobs)[0]


def _wins_first(jobs: Sequence[Job]) -> tuple[list[int], int]:
    """The order with the least sum of study until each credential and milestone, and what no order can go below.

    Months, exam days and waiting are left out, which can only make the sum smaller.
    """
    found = best_order(
        [job.work for job in jobs],
        [int(job.win) for job in jobs],
        [job.waits - job.advised for job in jobs],
        Limit(seconds=_SECONDS_FOR_PROOF),
    )
    return list(found.order), found.bound


def _wins_bound(jobs: Sequence[Job], calendar: StudyCalendar) -> int:
    ends = earliest_ends(jobs, calendar, with_study=True) or {}
    apart = sum(ends[job.number].minute for job in jobs if job.win and job.number in ends)
    return max(apart, _wins_first(jobs)[1])


def _lightest(jobs: Sequence[Job], availability: Availability, last: int) -> int:
    """Minutes a week without which no order can be over on day `last`."""
    low, high = 0, sum(availability.week)
    while high - low > 1:
        middle = (low + high) // 2
        if _may_end(jobs, calendar_of(lighter(availability, middle)), last):
            high = middle
        else:
            low = middle
    return high


def _may_end(jobs: Sequence[Job], calendar: StudyCalendar, last: int) -> bool:
    lower = no_order_before(jobs, calendar)
    return lower is not None and lower.day <= last


def _topics_and_urgency(jobs: Sequence[Job]) -> list[list[Quality]]:
    """The order with the fewest changes of subject, alone and mixed with the urgency of long chains."""
    places = {number: place / len(jobs) for place, number in enumerate(fewest_changes(jobs)[0])}
    longest = max((job.tail for job in jobs), default=1.0) or 1.0
    rows: list[list[Quality]] = [
        [((1 - share) * places[job.number] + share * (1 - job.tail / longest),) for job in jobs]
        for share in (0.0, 0.15, 0.3, 0.5, 0.7)
    ]
    stage = _stages(jobs)
    return [*rows, [(stage[job.number], places[job.number]) for job in jobs]]


def _stages(jobs: Sequence[Job]) -> list[float]:
    """For each job the first of the things that take months, longest chain first, that waits for it."""
    slow = sorted((job for job in jobs if job.months or job.dated), key=lambda job: (-job.tail, job.number))
    stage = [float(len(slow))] * len(jobs)
    for place, job in reversed(list(enumerate(slow))):
        stack = [job.number]
        while stack:
            number = stack.pop()
            if stage[number] != place:
                stage[number] = place
                stack += jobs[number].waits
    return stage


def _latest(schedules: Iterable[Schedule]) -> int:
    """The last day on which a schedule may end that keeps topics together: a little after the earliest finish."""
    finishes = [schedule.finish.day for schedule in schedules if schedule.finish is not None]
    return int(min(finishes, default=0) * (1 + _LATER_FOR_TOPICS))


def _finish_first(jobs: Sequence[Job], schedule: Schedule, _latest: int) -> Quality:
    finish = schedule.finish or Moment(0, 0)
    unfinished = schedule.unfinished
    return unfinished, finish.day, finish.minute, _milestone_days(jobs, schedule), changes_of_subject(jobs, schedule)


def _wins_quality(jobs: Sequence[Job], schedule: Schedule, latest: int) -> Quality:
    unfinished, *rest = _finish_first(jobs, schedule, latest)
    minutes = sum(schedule.end(job.number).minute for job in jobs if job.win and schedule.over(job.number))
    return unfinished, minutes, *rest


def _topics_quality(jobs: Sequence[Job], schedule: Schedule, latest: int) -> Quality:
    unfinished, *rest = _finish_first(jobs, schedule, latest)
    return unfinished, max(0, rest[0] - latest), changes_of_subject(jobs, schedule), *rest


def _milestone_days(jobs: Sequence[Job], schedule: Schedule) -> int:
    return sum(schedule.end(job.number).day for job in jobs if job.milestone and schedule.over(job.number))


_QUALITY: dict[Order, Callable[[Sequence[Job], Schedule, int], Quality]] = {
    Order.FINISH: _finish_first,
    Order.WINS: _wins_quality,
    Order.TOPICS: _topics_quality,
    Order.BALANCE: _finish_first,
}
