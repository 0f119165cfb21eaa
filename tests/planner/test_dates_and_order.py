"""When and in which order: exams, waiting, validity, own dates and order, objectives, slack, what holds back."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, permutations
from typing import Any
from unittest import mock

import pytest
from build import EVERY_DAY, MONDAY, WEEKDAYS, all_of, curriculum, ids, item, learner, node
from hypothesis import given
from hypothesis import strategies as st
from lawful import assert_lawful

from planner.app import commands, explanation
from planner.model.document import Document
from planner.model.learner import Aim, Availability, Order, Period
from planner.model.plan import Plan, PlanStatus
from planner.planning.bounds import earliest_finish
from planner.planning.calendar import StudyCalendar
from planner.planning.forecast import forecast
from planner.planning.jobs import Exam, Job, measure_tails
from planner.planning.network import Network
from planner.planning.outcome import Schedule
from planner.planning.plan import make_plan
from planner.planning.schedule import best_schedule, changes_of_subject, proof_of
from planner.planning.simulation import Simulation
from planner.planning.slack import slack_days
from planner.planning.topics import fewest_changes

WEEK = Availability(start=date(2027, 1, 4), week=WEEKDAYS)
TWICE = ((3, 1), (9, 15))


def certificate(item: str, months: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"record-{item}", "node": item, "name": item, "status": "active", "validity_months": months, **fields}


def planned(*nodes: dict[str, Any], certificates: tuple[dict[str, Any], ...] = (), **fields: Any) -> Plan:
    return make_plan(Document(curriculum=curriculum(*nodes, certificates=certificates), learner=learner(**fields)))


def codes(result: Plan) -> set[str]:
    return {problem.code for problem in result.problems}


def work(months: float) -> dict[str, Any]:
    return {"kind": "experience", "months": months}


# Reference cases


def test_34_a_certificate_that_would_lapse_is_taken_late_if_the_finish_stays():
    result = planned(
        node("cert", 20, kind="certification"),
        node("job", **work(30)),
        node("goal", 0, all_of("cert", "job")),
        certificates=(certificate("cert", 24),),
    )
    assert result.finish == date(2028, 7, 5)
    assert item(result, "cert").finish >= date(2026, 7, 5)
    assert item(result, "cert").expires >= result.finish
    assert item(result, "cert").held_back.by == "validity"
    assert not result.renewals


def test_34_a_certificate_that_a_job_needs_first_is_renewed():
    result = planned(
        node("cert", 20, kind="certification"),
        node("job", 0, "cert", **work(30)),
        node("goal", 0, "job"),
        certificates=(certificate("cert", 24, renewal_hours=3, renewal_usd=100),),
    )
    assert item(result, "cert").finish < date(2026, 2, 1)
    (renewal,) = result.renewals
    assert (renewal.item, renewal.hours, renewal.cost_usd) == ("cert", 3, 100)
    assert renewal.by == item(result, "cert").expires < result.finish


def test_34_a_milestone_on_the_way_is_not_delayed_for_a_certificate():
    result = planned(
        node("cert", 20, kind="certification"),
        node("stop", 0, "cert", kind="milestone"),
        node("job", **work(30)),
        node("goal", 0, all_of("stop", "job")),
        certificates=(certificate("cert", 24),),
    )
    assert item(result, "stop").finish < date(2026, 2, 1)
    assert [renewal.item for renewal in result.renewals] == ["cert"]


def test_35_a_certificate_that_lapsed_yesterday_is_unknown_and_its_renewal_is_offered():
    nodes = (
        node("basics", 50),
        node("cert", 30, "basics", kind="certification", cost_usd=300),
        node("goal", 0, "cert"),
    )
    records = (certificate("cert", 36, renewal_hours=4, renewal_usd=50),)
    day_before = date(2023, 1, 4)
    lapsed = planned(*nodes, certificates=records, known=("cert",), obtained={"cert": day_before})
    assert ids(lapsed) == {"cert", "goal"}
    assert (lapsed.totals.hours, lapsed.totals.cost_usd) == (4, 50)
    still = planned(*nodes, certificates=records, known=("cert",), obtained={"cert": date(2023, 1, 5)})
    assert ids(still) == {"goal"}
    anew = planned(*nodes, certificates=(certificate("cert", 36),), known=("cert",), obtained={"cert": day_before})
    assert ids(anew) == {"basics", "cert", "goal"}
    assert anew.totals.hours == 80


def test_35_what_knowing_a_lapsed_certificate_would_save_is_its_renewal():
    nodes = (node("cert", 30, kind="certification", cost_usd=300), node("goal", 0, "cert"))
    records = (certificate("cert", 24, renewal_hours=5, renewal_usd=50),)
    lapsed = Document(
        curriculum=curriculum(*nodes, certificates=records),
        learner=learner(known=("cert",), obtained={"cert": date(2023, 1, 1)}),
    )
    known = explanation.explain(lapsed, make_plan(lapsed), "cert").known
    assert known is not None
    assert (known.hours, known.cost_usd) == (-5, -50)
    renewed = commands.mark_known(lapsed, "cert")
    assert make_plan(renewed).items[0].id == "goal"
    assert commands.mark_known(renewed, "cert") == renewed


def test_35_a_held_certificate_that_lapses_on_the_way_is_to_be_renewed():
    result = planned(
        node("cert", 30, kind="certification"),
        node("job", **work(30)),
        node("goal", 0, all_of("cert", "job")),
        certificates=(certificate("cert", 12),),
        known=("cert",),
        obtained={"cert": date(2025, 7, 1)},
    )
    assert [renewal.by for renewal in result.renewals] == [date(2026, 7, 1), date(2027, 7, 1), date(2028, 7, 1)]


def test_36_an_exam_on_fixed_days_waits_and_other_work_fills_the_gap():
    result = planned(
        node("exam", 30, kind="certification", exam={"days": ["06-01", "12-01"]}),
        node("other", 100),
        node("goal", 0, all_of("exam", "other")),
        start=date(2026, 5, 12),
    )
    exam, other = item(result, "exam"), item(result, "other")
    assert exam.start == date(2026, 5, 12)
    assert exam.finish == date(2026, 6, 1)
    late = planned(
        node("exam", 30, kind="certification", exam={"days": ["06-01", "12-01"]}),
        node("other", 100),
        node("goal", 0, all_of("exam", "other")),
        start=date(2026, 5, 13),
    )
    exam, other = item(late, "exam"), item(late, "other")
    assert exam.finish == date(2026, 12, 1)
    assert other.finish < date(2026, 9, 1)
    assert late.finish == date(2026, 12, 1)


def test_36_an_exam_on_29_february_is_on_28_february_in_other_years():
    result = planned(node("goal", 10, kind="certification", exam={"days": ["02-29"]}), start=date(2027, 1, 4))
    assert result.finish == date(2027, 2, 28)


def test_37_an_exam_is_not_split_over_days():
    week = (120, 120, 120, 120, 120, 240, 0)
    nodes = (
        node("exam", 3, kind="certification", exam={"sitting_minutes": 180}),
        node("other", 8),
        node("goal", 0, all_of("exam", "other")),
    )
    result = planned(*nodes, week=week)
    assert item(result, "exam").start == item(result, "exam").finish == date(2026, 1, 10)
    assert item(result, "other").start == MONDAY
    assert result.finish == date(2026, 1, 10)


def test_37_an_exam_that_no_day_has_room_for_is_named():
    nodes = (node("exam", 3, kind="certification", exam={"sitting_minutes": 180}), node("goal", 0, "exam"))
    result = planned(*nodes)
    assert result.status is PlanStatus.UNDATED
    assert "no-day-for-exam" in codes(result)
    assert "180" in next(one.message for one in result.problems if one.code == "no-day-for-exam")
    booked = planned(*nodes, booked={"exam": date(2026, 1, 20)})
    assert booked.finish == date(2026, 1, 20)


def test_37_study_goes_on_after_that_for_an_exam_that_no_day_has_room_for():
    exam = node("exam", 10, kind="certification", exam={"sitting_minutes": 180})
    for order in Order:
        result = planned(exam, node("other", 5), node("goal", 0, all_of("exam", "other")), order=order)
        assert item(result, "exam").finish is None
        assert item(result, "other").finish is not None
        assert "no-day-for-exam" in codes(result)


def test_40_a_recommended_circle_is_dropped_and_reported():
    result = planned(
        node("a", 5, recommended=["b"]),
        node("b", 5, "a"),
        node("goal", 0, "b"),
    )
    assert [one.id for one in result.items] == ["a", "b", "goal"]
    assert "recommended-circle" in codes(result)


def test_41_corequisites_of_different_topics_are_one_block():
    result = planned(
        node("a", 4, corequisites="b", domain="maths"),
        node("b", 6, corequisites="a", domain="code"),
        node("goal", 0, all_of("a", "b")),
        max_topics=1,
    )
    assert result.status is PlanStatus.PLANNED
    assert item(result, "a").start == item(result, "b").start
    assert result.finish == date(2026, 1, 9)


def test_46_knowing_something_outside_the_plan_never_makes_it_longer():
    nodes = (node("x", 9), node("a", 5), node("b", 3, "x"), node("goal", 0, {"any": ["a", "b"]}))
    before = planned(*nodes)
    assert ids(before) == {"a", "goal"}
    after = planned(*nodes, known=("x",))
    assert ids(after) == {"b", "goal"}
    assert after.totals.hours <= before.totals.hours


# Days


def test_results_are_waited_for_while_study_goes_on():
    result = planned(
        node("exam", 10, wait_days=30),
        node("next", 5, "exam"),
        node("other", 10),
        node("goal", 0, all_of("next", "other")),
    )
    assert item(result, "exam").finish == date(2026, 1, 9) + timedelta(days=30)
    assert item(result, "other").finish == date(2026, 1, 16)
    assert item(result, "next").start >= item(result, "exam").finish
    assert item(result, "next").held_back.item == "exam"


def test_the_learner_decides_when_to_begin():
    result = planned(
        node("a", 10), node("b", 10), node("goal", 0, all_of("a", "b")), not_before={"a": date(2026, 3, 2)}
    )
    assert item(result, "a").start == date(2026, 3, 2)
    assert item(result, "a").held_back.by == "date"
    assert item(result, "b").finish == date(2026, 1, 9)


@pytest.mark.parametrize("aim", list(Aim))
@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("day", [MONDAY + timedelta(40 * 366), date(2090, 1, 1), date.max])
@pytest.mark.parametrize("wish", ["booked", "not_before"])
@pytest.mark.parametrize("step", [{}, {"exam": {"days": ["06-01"]}}, {"kind": "experience", "months": 3}])
def test_a_day_beyond_the_horizon_is_never_reached(step, wish, day, order, aim):
    hours = 0 if "months" in step else 5
    nodes = (node("step", hours, **step), node("other", 5), node("goal", 0, all_of("step", "other")))
    asked: dict[str, Any] = {wish: {"step": day}, "deadline": date(2027, 1, 1), "aim": aim, "order": order}
    document = Document(curriculum=curriculum(*nodes), learner=learner(week_worth_usd=5, **asked))
    result = make_plan(document)
    assert result.status is PlanStatus.UNDATED
    assert item(result, "step").finish is None
    assert item(result, "other").finish is not None
    assert forecast(document, samples=20).finish.p10 is None


def test_an_exam_booked_too_early_is_said():
    nodes = (node("exam", 20, kind="certification"), node("goal", 0, "exam"))
    good = planned(*nodes, booked={"exam": date(2026, 2, 2)})
    assert item(good, "exam").finish == date(2026, 2, 2)
    assert not codes(good)
    bad = planned(*nodes, booked={"exam": date(2026, 1, 7)})
    assert "booked-too-early" in codes(bad)
    assert "2026-01-07" in bad.problems[0].message


def test_public_holidays_are_free_of_study():
    pytest.importorskip("holidays", reason="public holidays are an optional extra")
    nodes = (node("goal", 2),)
    availability = Availability(start=date(2027, 3, 26), week=EVERY_DAY, holidays="DE")
    who = learner().changed(availability=availability)
    result = make_plan(Document(curriculum=curriculum(*nodes), learner=who))
    assert result.items[0].start == date(2027, 3, 27)
    assert result.finish == date(2027, 3, 28)  # Good Friday and Easter Monday are free, the two days between are not


def test_an_unknown_country_is_said():
    who = learner().changed(availability=Availability(start=MONDAY, week=EVERY_DAY, holidays="XX"))
    result = make_plan(Document(curriculum=curriculum(node("goal", 2)), learner=who))
    assert "no-holidays" in codes(result)
    assert result.status is PlanStatus.PLANNED


# Order by hand


def test_the_order_made_by_hand_is_kept_and_only_what_is_listed_moves():
    nodes = [node(name, 10) for name in "abcd"]
    usual = [one.id for one in planned(*nodes, node("goal", 0, all_of(*"abcd"))).items]
    mine = planned(*nodes, node("goal", 0, all_of(*"abcd")), by_hand=("d", "b"))
    order = [one.id for one in mine.items]
    assert order.index("d") < order.index("b")
    assert [name for name in usual if name not in "db"] == [name for name in order if name not in "db"]
    assert not codes(mine)


def test_an_illegal_order_says_which_prerequisite_stands_in_the_way():
    result = planned(node("a", 5), node("m", 5, "a"), node("b", 5, "m"), node("goal", 0, "b"), by_hand=("b", "a"))
    (problem,) = [one for one in result.problems if one.code == "order-by-hand"]
    assert "“B” cannot come before “A”" in problem.message
    assert "A ▸ M ▸ B" in problem.message
    assert [one.id for one in result.items] == ["a", "m", "b", "goal"]


BESIDE = (
    node("job", **work(12)),
    node("skill", 40, corequisites="job"),
    node("goal", 0, all_of("job", "skill"), kind="milestone"),
)


def days(result: Plan) -> dict[str, tuple[date | None, date | None]]:
    return {one.id: (one.start, one.finish) for one in result.items}


def test_an_order_made_by_hand_that_the_plan_has_already_keeps_what_runs_beside_a_job_beside_it():
    usual = planned(*BESIDE)
    assert item(usual, "skill").finish < item(usual, "job").finish
    mine = planned(*BESIDE, by_hand=("job", "skill"))
    assert days(mine) == days(usual)
    assert not codes(mine)


def test_what_is_put_before_a_job_and_after_what_runs_beside_it():
    """Each move is legal; together they name the pair that has its order already."""
    goal = node("goal", 0, all_of("job", "skill", "x"))
    mine = planned(*BESIDE[:2], node("x", 10), goal, by_hand=("job", "skill", "x"))
    assert item(mine, "job").start == item(mine, "skill").start == MONDAY
    assert item(mine, "x").start >= item(mine, "skill").finish
    assert item(mine, "x").finish < item(mine, "job").finish


def test_a_degree_beside_a_job_that_runs_already_comes_after_it_in_the_one_place():
    study = node("study", 40, kind="degree", months=6, corequisites="job")
    result = planned(BESIDE[0], study, node("goal", 0, all_of("job", "study")), begun={"job": date(2025, 10, 5)})
    assert item(result, "job").finish == item(result, "study").start == date(2026, 10, 5)


@st.composite
def beside_each_other(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Jobs, degrees and skills that ask for earlier ones, to be over or to have begun."""
    nodes: list[dict[str, Any]] = []
    for number in range(draw(st.integers(2, 5))):
        asked: dict[str, Any] = draw(st.sampled_from(({"hours": 10}, {"hours": 10}, work(6), work(3))))
        for how in ("requires", "corequisites"):
            if number and draw(st.booleans()):
                asked = {**asked, how: f"n{draw(st.integers(0, number - 1))}"}
        nodes.append(node(f"n{number}", **asked, parallel="months" in asked and draw(st.booleans())))
    return nodes


@given(beside_each_other(), st.data())
def test_every_order_made_by_hand_and_everything_that_has_begun_can_be_planned(nodes, data):
    names = [one["id"] for one in nodes]
    goal = node("goal", 0, all_of(*names))
    begun = {one["id"]: date(2025, 12, 1) for one in nodes if "months" in one and data.draw(st.booleans())}
    mine = learner(by_hand=tuple(data.draw(st.permutations(names))), begun=begun)
    document = Document(curriculum=curriculum(*nodes, goal), learner=mine)
    result = make_plan(document)
    assert result.status is PlanStatus.PLANNED
    assert_lawful(document, result)


# Objectives


@st.composite
def study_jobs(draw: st.DrawFn) -> list[Job]:
    """Up to five pieces of study with links, some of them credentials."""
    jobs: list[Job] = []
    for number in range(draw(st.integers(1, 5))):
        waits = draw(st.sets(st.integers(0, number - 1), max_size=2)) if number else set()
        job = Job(
            number=number,
            items=(f"j{number}",),
            minutes=draw(st.sampled_from((0, 60, 120, 300, 600))),
            months=0.0,
            exclusive=False,
            milestone=False,
            domain=draw(st.sampled_from("abc")),
            waits=waits,
            win=draw(st.booleans()),
        )
        jobs.append(job)
        for before in waits:
            jobs[before].frees.add(number)
    measure_tails(jobs, StudyCalendar(WEEK))
    return jobs


def every_order(jobs: list[Job]) -> list[Schedule]:
    network, calendar = Network(jobs), StudyCalendar(WEEK)
    return [Simulation(network, calendar, order).run() for order in permutations(range(len(jobs)))]


def wins(jobs: list[Job], schedule: Schedule) -> int:
    return sum(schedule.slots[job.items[0]].finish.minute for job in jobs if job.win)


@given(study_jobs())
def test_early_wins_are_as_early_as_in_any_order(jobs):
    ours = best_schedule(jobs, StudyCalendar(WEEK), Order.WINS)
    assert wins(jobs, ours) == min(wins(jobs, other) for other in every_order(jobs))
    assert proof_of(jobs, ours, Order.WINS, WEEK, None).proved


@given(study_jobs())
def test_subjects_change_as_rarely_as_in_any_order(jobs):
    ours = best_schedule(jobs, StudyCalendar(WEEK), Order.TOPICS)
    fewest = min(changes_of_subject(jobs, other) for other in every_order(jobs))
    assert changes_of_subject(jobs, ours) == fewest
    assert fewest_changes(jobs)[1] == fewest
    assert proof_of(jobs, ours, Order.TOPICS, WEEK, None).proved


def test_balanced_weeks_keep_the_finish_with_the_fewest_hours_a_week():
    nodes = (node("job", **work(12)), node("study", 120), node("goal", 0, all_of("job", "study")))
    full = planned(*nodes)
    light = planned(*nodes, order=Order.BALANCE)
    assert light.finish == full.finish == date(2027, 1, 5)
    assert item(full, "study").finish < date(2026, 4, 1)
    assert item(light, "study").finish > date(2026, 11, 1)
    assert 2 <= light.ordered.bound <= light.ordered.value <= 3


@pytest.mark.parametrize("order", list(Order))
def test_every_objective_gives_a_whole_plan_that_says_what_it_is_worth(order):
    nodes = (
        node("a", 10, domain="x"),
        node("b", 10, "a", domain="y"),
        node("c", 10, domain="x", kind="certification"),
        node("job", 0, "a", **work(6)),
        node("goal", 0, all_of("b", "c", "job")),
    )
    result = planned(*nodes, order=order)
    assert result.status is PlanStatus.PLANNED
    assert result.ordered.by is order
    assert result.ordered.bound <= result.ordered.value


# Several topics at a time


def test_topics_share_the_minutes_evenly():
    nodes = (node("a", 10), node("b", 10), node("goal", 0, all_of("a", "b")))
    one, two = planned(*nodes, max_topics=1), planned(*nodes, max_topics=2)
    assert one.finish == two.finish == date(2026, 1, 16)
    assert {item(two, name).start for name in "ab"} == {MONDAY}
    assert {item(two, name).finish for name in "ab"} == {date(2026, 1, 16)}


@st.composite
def mixed_jobs(draw: st.DrawFn) -> list[Job]:
    """Up to eight jobs of every sort: study, months, exams, waiting, first days; links from earlier to later ones."""
    jobs: list[Job] = []
    for number in range(draw(st.integers(1, 8))):
        months = draw(st.sampled_from((0.0, 0.0, 0.0, 1.0, 6.0)))
        waits = draw(st.sets(st.integers(0, number - 1), max_size=2)) if number else set()
        sitting, days = draw(st.sampled_from(((0, ()), (0, ()), (90, ()), (0, (TWICE,)), (0, (TWICE, ((6, 30),))))))
        jobs.append(
            Job(
                number=number,
                items=(f"j{number}",),
                minutes=draw(st.sampled_from((0, 60, 600, 3000))),
                months=months,
                exclusive=bool(months) and draw(st.booleans()),
                milestone=False,
                domain=draw(st.sampled_from("ab")),
                waits=waits,
                win=draw(st.booleans()),
                sitting=sitting,
                exams=tuple(Exam(some) for some in days),
                wait_days=draw(st.sampled_from((0, 0, 10))),
                not_before=draw(st.sampled_from((0, 0, 45))),
            )
        )
        for before in waits:
            jobs[before].frees.add(number)
    measure_tails(jobs, StudyCalendar(WEEK))
    return jobs


@given(mixed_jobs(), st.sampled_from(list(Order)), st.integers(1, 3))
def test_schedules_keep_every_rule(jobs, order, topics):
    calendar = StudyCalendar(WEEK)
    schedule = best_schedule(jobs, calendar, order, topics)
    bound = earliest_finish(jobs, calendar, with_study=True)
    assert schedule.finish is not None
    assert bound is not None
    assert bound.day <= schedule.finish.day
    for job in jobs:
        slot = schedule.slots[job.items[0]]
        assert slot.start.day >= job.not_before
        assert slot.start <= slot.finish
        for before in job.waits:
            assert schedule.slots[jobs[before].items[0]].finish <= slot.start
        if job.exams and not job.months:
            sat = calendar.date_of(slot.finish.day - job.wait_days)
            assert any((sat.month, sat.day) in exam.days for exam in job.exams)
    # Never more study than the days have, never more than so many at a time.
    total = sum(job.work if not job.exams else job.minutes for job in jobs)
    assert schedule.finish.minute >= sum(job.minutes for job in jobs) or total == 0
    spans = sorted(schedule.spans.values())
    for begin, _end in spans:
        assert sum(one <= begin < two for one, two in spans) <= topics
    assert set(schedule.causes) == {item for job in jobs for item in job.items}
    assert set(slack_days(jobs, schedule)) == set(schedule.causes)
    assert all(days >= 0 for days in slack_days(jobs, schedule).values())


@given(mixed_jobs(), st.booleans())
def test_one_item_at_a_time_is_what_sharing_gives_that_leaves_room_for_one(jobs, stay):
    """Most runs study one item at a time and take a short cut; they say what the long way says."""
    network, calendar = Network(jobs), StudyCalendar(WEEK)
    short = Simulation(network, calendar, range(len(jobs)), stay).run()
    with mock.patch.object(Simulation, "_one_by_one", Simulation._side_by_side):
        long = Simulation(network, calendar, range(len(jobs)), stay).run()
    for told in ("slots", "finish", "chain", "causes", "lanes", "spans", "log", "job_order"):
        assert getattr(short, told) == getattr(long, told)


@given(mixed_jobs(), st.data())
def test_an_item_can_end_as_late_as_its_slack_says_and_no_later(jobs, data):
    calendar = StudyCalendar(WEEK)
    for job in jobs:  # one part each, so that the order can be held by links between whole jobs
        job.minutes, job.sitting, job.exams, job.wait_days = (0 if job.months else job.minutes), 0, (), 0
    before = Simulation(Network(jobs), calendar, range(len(jobs))).run()
    assert before.finish is not None
    slack = slack_days(jobs, before)
    _hold_order(jobs, before)
    job = data.draw(st.sampled_from(jobs))
    finish, days = before.slots[job.items[0]].finish, slack[job.items[0]]
    months, minutes = job.months, job.minutes
    for more in (days, days + 1):
        # To the first minute of the last day that the slack leaves, then of the first day that it does not.
        longer = calendar.used[finish.day + more] + 1 - finish.minute
        if months and more < 30:  # 30 days would be a whole month of the calendar
            job.months = months + more / 30
        elif minutes and longer > 0:
            job.minutes = minutes + longer
        else:
            continue
        after = Simulation(Network(jobs), calendar, range(len(jobs))).run()
        assert after.finish is not None
        if more == days or after.slots[job.items[0]].finish.day == finish.day + more:
            assert (after.finish.day <= before.finish.day) == (more == days)


def _hold_order(jobs: list[Job], schedule: Schedule) -> None:
    number_of = {item: job.number for job in jobs for item in job.items}
    places = [number_of[item] for item in schedule.job_order]
    for before, after in [*pairwise(places), *((one, two) for two, one in schedule.lanes.items())]:
        jobs[after].waits.add(before)
        jobs[before].frees.add(after)


def test_42_days_off_shift_study_but_not_experience():
    off = Period(first=date(2026, 1, 5), last=date(2026, 1, 18))
    ends = Period(first=date(2026, 7, 1), last=date(2026, 7, 10))
    result = planned(
        node("study", 10),
        node("job", **work(6)),
        node("goal", 0, all_of("study", "job")),
        periods=(off, ends),
    )
    assert item(result, "study").start == date(2026, 1, 19)
    assert item(result, "job").start == MONDAY
    assert result.finish == item(result, "job").finish == date(2026, 7, 5)


def test_a_certificate_taken_late_does_not_stand_in_the_way_of_a_deadline():
    """It is late for the plan as it is; whoever studies more needs it sooner and gets it sooner."""
    others = [node(f"other{number}", 25) for number in range(60)]
    names = [one["id"] for one in others]
    nodes = (node("cert", 30, kind="certification"), *others, node("goal", 0, all_of("cert", *names)))
    records = (certificate("cert", 12),)
    late = planned(*nodes, certificates=records)
    assert item(late, "cert").start > date(2027, 4, 5)
    assert item(planned(*nodes), "cert").start == MONDAY
    result = planned(*nodes, certificates=records, deadline=date(2027, 4, 5))
    (missed,) = [one for one in result.problems if one.code.startswith("deadline")]
    assert missed.code == "deadline-study"
    assert "hours a week instead of 10.0 it can be met" in missed.message
    assert late.binding.experience_alone == MONDAY
