"""The order of a plan against every possible order, on small random plans."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from planner.model.learner import Availability
from planner.planning.bounds import earliest_finish, no_order_before
from planner.planning.calendar import Moment, StudyCalendar
from planner.planning.jobs import Job
from planner.planning.network import Network
from planner.planning.schedule import best_schedule
from planner.planning.simulation import Simulation

WEEK = Availability(start=date(2027, 1, 4), week=(120, 120, 120, 120, 120, 0, 0))


@st.composite
def small_jobs(draw: st.DrawFn) -> list[Job]:
    """Up to seven jobs: study of up to 100 hours, months of work, milestones; links from earlier to later ones."""
    jobs: list[Job] = []
    for number in range(draw(st.integers(1, 7))):
        months = draw(st.sampled_from((0.0, 0.0, 0.0, 1.0, 6.0, 2.6)))
        minutes = 0 if months else draw(st.sampled_from((0, 60, 600, 3000, 6000)))
        waits = draw(st.sets(st.integers(0, number - 1), max_size=2)) if number else set()
        jobs.append(
            Job(
                number=number,
                items=(f"j{number}",),
                minutes=minutes,
                months=months,
                exclusive=bool(months) and draw(st.booleans()),
                milestone=not minutes and not months,
                domain=draw(st.sampled_from("ab")),
                waits=waits,
            )
        )
        for before in waits:
            jobs[before].frees.add(number)
    for job in reversed(jobs):
        job.tail = job.minutes / 120 + job.months * 30 + max((jobs[after].tail for after in job.frees), default=0.0)
    return jobs


def _finish_of(network: Network, calendar: StudyCalendar, order: tuple[int, ...]) -> Moment:
    finish = Simulation(network, calendar, order).run().finish
    assert finish is not None
    return finish


@given(small_jobs())
def test_no_order_beats_the_lower_bound_and_ours_is_one_of_the_orders(jobs):
    calendar = StudyCalendar(WEEK)
    bound = earliest_finish(jobs, calendar, with_study=True)
    ours = best_schedule(jobs, calendar)
    assert bound is not None
    assert ours.finish is not None
    network = Network(jobs)
    best = min(_finish_of(network, calendar, order) for order in permutations(range(len(jobs))))
    lower = no_order_before(jobs, calendar)
    assert lower is not None
    assert bound.day <= lower.day <= best.day <= ours.finish.day
    for job in jobs:
        for before in job.waits:
            assert ours.slots[jobs[before].items[0]].finish <= ours.slots[job.items[0]].start


@given(small_jobs())
def test_study_never_overlaps_and_exclusive_months_follow_each_other(jobs):
    plan = best_schedule(jobs, StudyCalendar(WEEK))
    for one_kind in (
        [job for job in jobs if job.minutes],
        [job for job in jobs if job.months and job.exclusive],
    ):
        slots = sorted(plan.slots[job.items[0]] for job in one_kind)
        for earlier, later in pairwise(slots):
            assert earlier.finish.minute <= later.start.minute
            assert earlier.finish.day <= later.start.day


@given(small_jobs())
def test_the_chain_explains_the_finish(jobs):
    plan = best_schedule(jobs, StudyCalendar(WEEK))
    assert plan.slots[plan.chain[-1]].finish == plan.finish
    for before, after in pairwise(plan.chain):
        assert plan.slots[before].finish.day <= plan.slots[after].start.day


def _in_one_place(months: tuple[float, ...]) -> list[Job]:
    return [Job(number, (f"j{number}",), 0, some, True, False, "a") for number, some in enumerate(months)]


def test_whole_months_in_one_place_are_proved_to_the_day():
    jobs, calendar = _in_one_place((12.0, 7.0, 30.0, 1.0)), StudyCalendar(WEEK)
    plan, lower = best_schedule(jobs, calendar), no_order_before(jobs, calendar)
    assert plan.finish is not None
    assert lower is not None
    assert calendar.day_of(plan.finish) == calendar.day_of(lower) == date(2031, 3, 4)


@given(
    st.dates(date(2027, 1, 1), date(2028, 12, 31)),
    st.lists(st.sampled_from((1.0, 2.0, 12.0, 13.5, 0.1, 0.6, 1.03, 2.97)), min_size=1, max_size=5),
)
def test_no_order_of_months_in_one_place_is_over_before_the_bound(start, months):
    """Short months swallow days: from the 31st on, in some orders, and where parts of months are in between."""
    jobs, calendar = _in_one_place(tuple(months)), StudyCalendar(WEEK.changed(start=start))
    lower = no_order_before(jobs, calendar)
    assert lower is not None
    network = Network(jobs)
    assert all(lower <= _finish_of(network, calendar, order) for order in permutations(range(len(jobs))))


def test_study_for_two_jobs_that_are_waited_for_is_proved_to_come_one_after_the_other():
    """Either job alone could begin earlier; both cannot, and the shorter one begins last."""
    jobs = [
        Job(0, ("learn long",), 6000, 0.0, False, False, "a", set(), {2}),
        Job(1, ("learn short",), 6000, 0.0, False, False, "a", set(), {3}),
        Job(2, ("long",), 0, 24.0, True, False, "a", {0}, {4}, tail=730),
        Job(3, ("short",), 0, 23.0, False, False, "a", {1}, {4}, tail=700),
        Job(4, ("goal",), 0, 0.0, False, False, "a", {2, 3}, set()),
    ]
    jobs[0].tail, jobs[1].tail = 800, 770
    calendar = StudyCalendar(WEEK)
    plan, lower = best_schedule(jobs, calendar), no_order_before(jobs, calendar)
    alone = earliest_finish(jobs, calendar, with_study=True)
    assert plan.finish is not None
    assert alone is not None
    assert lower == plan.finish
    assert alone < lower


def test_thousands_of_items_without_hours_in_a_row_are_done_at_once():
    jobs = [
        Job(number, (f"j{number}",), 0, 0.0, False, False, "a", {number - 1}, {number + 1}) for number in range(3000)
    ]
    jobs[0].waits, jobs[-1].frees, jobs[0].minutes = set(), set(), 60
    plan = best_schedule(jobs, StudyCalendar(WEEK))
    assert plan.finish == Moment(0, 60)
    assert len(plan.chain) == 3000


def test_a_chain_through_jobs_with_study_does_not_run_in_a_circle():
    """B gets its place before A while A is studied before B: each starts, in one part, when the other ends."""
    first, b, a = (
        Job(number, (name,), 60, months, bool(months), False, domain, waits, frees)
        for number, name, months, domain, waits, frees in (
            (0, "first", 0.0, "x", set(), {1, 2}),
            (1, "b", 1.0, "y", {0}, set()),
            (2, "a", 1.0, "x", {0}, set()),
        )
    )
    plan = Simulation(Network([first, b, a]), StudyCalendar(WEEK), range(3), stay=True).run()
    assert plan.study_order == ("first", "a", "b")
    assert plan.job_order == ("b", "a")
    assert plan.chain == ("first", "b", "a")
