"""The page of one day: nothing is invented, nothing is counted twice, and every number adds up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from build import all_of, curriculum, item, job, learner, node
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import timed_instances

from planner.app import progress
from planner.app.daily import capacity, days, is_study, minutes_by_day
from planner.app.durations import minutes_words, parse_minutes
from planner.app.today import RECENT_DAYS, today
from planner.model.document import Document
from planner.model.learner import Order, Period
from planner.planning.plan import make_plan

MONDAY = date(2026, 6, 1)
SMALL = curriculum(
    node("a", [8, 10, 12], outcome="you can a", first_step="Open a.", done_when="Explain a."),
    node("b", [20, 20, 20], "a"),
    job("work", 12, requires="a"),
    node("stop", 0, {"all": ["b", "work"]}, kind="milestone"),
    node("c", 6, "stop"),
    node("goal", 1, {"all": ["c", "stop"]}),
    node("other", 5),
)


def begun(**fields) -> Document:
    """Somebody who has begun in January, on a Monday in June."""
    one = learner(**fields)
    return Document(curriculum=SMALL, learner=one.changed(availability=one.availability.changed(today=MONDAY)))


def page(document: Document, **more):
    return today(document, make_plan(document), **more)


# -- what is next


def test_the_first_step_that_can_be_begun_is_next_with_what_it_needs_to_be_begun():
    found = page(begun())
    assert found.next is not None
    assert found.next.item.id == "a"
    assert (found.next.first_step, found.next.outcome) == ("Open a.", "you can a")
    assert set(found.next.unlocks) == {"B", "WORK"}
    assert found.next.opens == 5
    assert (found.fits_today, found.fits_week) == (120, 600)


def test_what_is_in_progress_comes_first_and_of_several_what_was_touched_last():
    document = begun(known=("stop",))
    document = progress.study(document, "c", MONDAY, 30)
    found = page(document)
    assert found.next is not None
    assert (found.next.item.id, found.next.in_progress, found.next.logged) == ("c", True, 30)
    assert found.fits_today == 90, "what is studied already does not fit any more"


def test_who_has_arrived_has_nothing_next():
    document = begun(known=("goal",))
    found = page(document)
    assert found.arrived
    assert found.next is None
    assert found.late is None


# -- the week


def test_the_week_has_what_the_plan_has_and_what_the_log_says():
    document = progress.study(begun(), "a", MONDAY - timedelta(days=1), 60)
    document = progress.study(document, "a", MONDAY, 45)
    week = page(document, first_weekday=6).week
    assert [one.day for one in week.days] == days(MONDAY - timedelta(days=1), MONDAY + timedelta(days=5))
    assert [one.logged for one in week.days] == [60, 45, 0, 0, 0, 0, 0]
    assert [one.capacity for one in week.days] == [0, 120, 120, 120, 120, 120, 0]
    assert week.logged == 105
    assert sum(one.total for one in week.items) == week.planned <= week.capacity


def test_a_day_of_the_past_has_no_plan_and_a_day_off_no_minutes():
    friday = MONDAY + timedelta(days=4)
    document = begun(periods=(Period(first=friday, last=friday),))
    week = page(document, day=MONDAY + timedelta(days=2)).week
    assert [one.planned for one in week.days] == [0, 0, 120, 120, 0, 0, 0]


def test_jobs_that_run_stand_beside_the_hours():
    document = progress.begin(begun(known=("a", "b")), "work", date(2026, 3, 1))
    assert [one.id for one in page(document).week.running] == ["work"]


@settings(max_examples=25)
@given(timed_instances(), st.integers(0, 60), st.sampled_from(list(Order)))
def test_no_day_holds_more_than_it_has_room_for_and_every_item_gets_its_hours_between_its_dates(found, late, order):
    document = Document(curriculum=found.curriculum, learner=found.learner.changed(order=order))
    plan = make_plan(document)
    first = plan.begins + timedelta(days=late)
    last = plan.finish or first
    dealt = minutes_by_day(document, plan, plan.begins, last)
    room = capacity(document, plan.begins, last)
    for day, some in dealt.items():
        assert sum(some.values()) <= room[day]
        assert all(minutes > 0 for minutes in some.values())
    for one in plan.items:
        mine = {day: some[one.id] for day, some in dealt.items() if one.id in some}
        assert not mine or (one.start and one.finish and one.start <= min(mine) <= max(mine) <= one.finish)
        if plan.finish and is_study(one):
            assert sum(mine.values()) == pytest.approx(one.hours * 60, abs=1)
    part = minutes_by_day(document, plan, first, last)
    assert part == {day: some for day, some in dealt.items() if day >= first}, "looking later changes nothing"


# -- what is late


def test_nothing_is_late_in_a_plan_of_today():
    assert page(begun()).late is None


def test_an_old_plan_says_what_is_late_and_by_how_much_the_finish_moves():
    old = make_plan(begun())
    day = item(old, "a").finish + timedelta(days=30)
    found = today(begun(), old, day).late
    assert found is not None
    assert found.items[0].id == "a"
    assert found.hours >= 10
    assert found.days >= 30, "the job waits for it, and the goal for the job"
    assert today(progress.know(progress.know(begun(), "a"), "b"), old, day).late is None


def test_what_has_room_does_not_move_the_finish():
    old = make_plan(begun())
    slack = item(old, "b").slack_days
    assert slack > 60
    late = today(begun(known=("a",)), old, item(old, "b").finish + timedelta(days=7)).late
    assert late is not None
    assert late.days == 0


def test_beside_the_plan_that_was_followed_last_the_finish_says_itself_how_far_it_moved():
    before = make_plan(begun())
    later = begun()
    day = item(before, "a").finish + timedelta(days=21)
    later = later.changed(learner=later.learner.changed(availability=later.learner.availability.changed(today=day)))
    plan = make_plan(later)
    late = today(later, plan, before=before).late
    assert late is not None
    assert plan.finish
    assert before.finish
    assert late.days == (plan.finish - before.finish).days > 0


def test_what_something_else_covers_is_neither_late_nor_next():
    nodes = node("start", kind="role", partial={"first": 1}), node("first", 20), node("a", 10)
    covered = curriculum(*nodes, node("exam", 0, all_of("first", "a"), kind="certification"), node("goal", 1, "exam"))
    document = Document(curriculum=covered, learner=learner(known=("start",)))
    plan = make_plan(document)
    assert plan.items[0].hours == 0 or plan.items[1].hours == 0
    late = item(plan, "first").finish + timedelta(days=1)
    found = today(document, plan, late)
    assert found.late is None
    assert found.next is not None
    assert found.next.item.id == "a"
    assert plan.finish
    long_after = today(document, plan, plan.finish + timedelta(days=1)).late
    assert long_after is not None
    assert [one.id for one in long_after.items] == ["a", "exam", "goal"]


# -- what is behind


def test_a_milestone_is_celebrated_for_a_while_or_until_it_has_been_seen():
    document = progress.finish(begun(known=("b", "work")), "stop", MONDAY)
    reached = page(document).reached
    assert reached is not None
    assert (reached.title, reached.day, reached.steps) == ("STOP", MONDAY, 1)
    assert page(document, seen=[reached.event]).reached is None
    later = MONDAY + timedelta(days=RECENT_DAYS + 1)
    assert page(document, day=later).reached is None
    assert page(progress.plan_again(document, "stop")).reached is None


def test_what_is_only_known_or_a_plain_step_is_no_milestone():
    assert page(progress.know(begun(), "stop", MONDAY)).reached is None
    assert page(progress.finish(begun(), "a", MONDAY)).reached is None


def test_progress_counts_what_is_done_and_what_is_left_once():
    document = progress.finish(begun(), "a", MONDAY, hours=14)
    document = progress.set_part(document, "b", 0.5)
    found = page(document).progress
    assert (found.done, found.steps) == (1, 6)
    assert (found.hours_done, found.hours_left) == (20, 17)
    assert found.logged == 14 * 60
    assert [(one.title, one.done, one.steps) for one in found.stages] == [("STOP", 1, 4), ("GOAL", 0, 2)]


@settings(max_examples=25)
@given(timed_instances(), st.randoms(use_true_random=False))
def test_every_planned_step_belongs_to_one_stage_and_marking_it_done_moves_it(found, random):
    document = Document(curriculum=found.curriculum, learner=found.learner)
    plan = make_plan(document)
    before = today(document, plan, plan.begins).progress
    assert sum(one.steps - one.done for one in before.stages) == len(plan.items)
    assert before.hours_left == pytest.approx(sum(one.hours for one in before.stages), abs=0.1)
    if not plan.items:
        return
    done = random.choice([one.id for one in plan.items])
    after = progress.finish(document, done, date(1990, 1, 1))
    now = today(after, make_plan(after), plan.begins).progress
    assert now.done == before.done + 1
    assert 0 <= now.fraction <= 1


# -- lengths of time


@given(st.integers(1, 24 * 60))
def test_a_length_of_time_is_read_as_it_is_written_in_every_form(minutes):
    hours, rest = divmod(minutes, 60)
    forms = [str(minutes), f"{minutes} min", f"{hours}:{rest:02d}", minutes_words(minutes), f" {minutes}m "]
    forms += [f"{hours}h{rest}m", f"{hours} h {rest} min", f"{hours} Std. {rest}"] if hours else []
    forms += [f"{minutes / 60:.3f} h", f"{minutes / 60:.3f}h".replace(".", ",")]
    assert {parse_minutes(form) for form in forms} == {minutes}


@given(st.text(max_size=20))
def test_any_text_is_a_length_of_a_day_at_most_or_nothing(text):
    found = parse_minutes(text)
    assert found is None or 0 < found <= 24 * 60


@pytest.mark.parametrize(
    "text", ["", "0", "h", "abc", "1:75", "-5", "25:00", "1 h 2 h", "3 m 1 h", "1..5", "1 kg", "9999"]
)
def test_what_is_no_length_of_time_is_nothing(text):
    assert parse_minutes(text) is None
