"""A learner's record: what events come to, and that neither their place nor their copies matter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from build import curriculum, item, job, learner, months, node
from hypothesis import given
from hypothesis import strategies as st

from planner.app import map_nodes, progress, study_log
from planner.app.progress_words import time_words
from planner.model.document import Document
from planner.model.problem import PlannerError
from planner.model.record import EventKind, Record, in_order, new_event
from planner.planning.plan import make_plan
from planner.planning.replan import replan

DAY = date(2026, 1, 5)
TODAY = date(2026, 6, 1)
SMALL = curriculum(
    node("a", [8, 10, 12]),
    node("b", [20, 20, 20], "a"),
    job("work", 12, requires="b"),
    node("goal", 1, {"all": ["b", "work"]}),
    node("other", 5),
)


def begun(**fields) -> Document:
    """Somebody in June who began in January."""
    one = learner(**fields)
    availability = one.availability.changed(today=TODAY)
    return Document(curriculum=SMALL, learner=one.changed(availability=availability))


def test_study_that_is_logged_is_not_planned_again_and_begins_the_item():
    document = progress.study(begun(), "a", DAY, 240)
    assert progress.item_record(document, "a").state is EventKind.STARTED
    assert document.learner.logged == {"a": 4.0}
    assert item(make_plan(document), "a").hours == 6


def test_however_long_one_studies_the_rest_is_done_when_one_says_so():
    document = begun()
    for number in range(5):
        document = progress.study(document, "a", DAY + timedelta(days=number), 600)
    assert item(make_plan(document), "a").hours == 0.5


def test_what_is_done_is_held_and_teaches_the_pace_with_the_hours_of_the_log():
    document = progress.study(begun(), "a", DAY, 900)
    document = progress.finish(document, "a", DAY + timedelta(days=9), evidence="https://example.org/my-work")
    one = progress.item_record(document, "a")
    assert (one.held, one.held_on, one.minutes) == (True, date(2026, 1, 14), 900)
    assert document.learner.spent == {"a": 15.0}
    assert document.learner.known == ("a",)
    stated = progress.finish(document, "a", DAY, hours=7)
    assert stated.learner.spent == {"a": 7.0}


@pytest.mark.parametrize(
    "say",
    [
        lambda document: progress.know(document, "a", note="from university"),
        lambda document: progress.waive(document, "a", by="my employer"),
        lambda document: progress.replace(document, "a", by="a course of the army"),
    ],
)
def test_known_waived_and_replaced_items_are_held_until_they_are_planned_again(say):
    document = say(begun())
    assert "a" in document.learner.known
    assert not document.learner.spent
    back = progress.plan_again(document, "a")
    assert back.learner == begun().learner
    assert len(back.record.events) == 2, "nothing of the past is lost"


def test_what_is_skipped_is_not_planned_until_it_may_be_again():
    document = progress.skip(begun(), "other", note="no time")
    assert document.learner.avoid == ("other",)
    assert progress.plan_again(document, "other").learner.avoid == ()
    assert progress.finish(document, "other", DAY).learner.avoid == ()


def test_a_part_that_the_learner_states_goes_before_the_log_and_the_log_goes_on_from_there():
    document = progress.study(begun(), "b", DAY, 60)
    document = progress.set_part(document, "b", 0.5)
    assert document.learner.progress == {"b": 0.5}
    document = progress.study(document, "b", DAY, 120)
    assert progress.part_done(document, "b") == 0.6
    assert item(make_plan(document), "b").hours == 8
    assert item(make_plan(document), "b").progress == 0.6


def test_the_log_counts_against_what_credit_leaves_to_do():
    """Found by living three years: 40 of 54 hours were done, and 30 were planned again."""
    credited = curriculum(node("head", 1, partial={"a": 0.4}), node("a", 90), node("goal", 1, "a"))
    document = Document(curriculum=credited, learner=begun(known=("head",)).learner)
    document = progress.study(document, "a", DAY, 40 * 60 // 2)
    document = progress.study(document, "a", DAY, 40 * 60 // 2)
    assert item(make_plan(document), "a").hours == 14
    assert item(make_plan(document), "a").hours_range.likely == pytest.approx(14)


def test_what_credit_covers_is_no_part_of_the_estimate_that_is_compared_with_what_it_took():
    """As in the pace that is learned from it: 54 of 90 hours were planned, and it took 54."""
    credited = curriculum(node("head", 1, partial={"a": 0.4}), node("a", 90), node("goal", 1, "a"))
    document = Document(curriculum=credited, learner=begun(known=("head",)).learner)
    document = progress.finish(progress.study(document, "a", DAY, 540), "a", DAY, 54)
    (found,) = study_log.comparisons(document)
    assert (found.estimate, found.actual, found.ratio) == (54, 54, 1)
    assert study_log.pace(document).median == pytest.approx(1, abs=0.05)
    assert map_nodes.node(document, make_plan(document), "a").estimate == 54
    assert "54 h estimated" in time_words(progress.item_record(document, "a"), progress.estimates(document, "a")["a"])


def test_what_credit_covers_altogether_is_compared_with_nothing():
    credited = curriculum(node("head", 1, partial={"a": 1.0}), node("a", 90), node("goal", 1, "a"))
    document = Document(curriculum=credited, learner=begun(known=("head",)).learner)
    assert study_log.comparisons(progress.finish(document, "a", DAY, 54)) == []


def test_the_months_of_a_job_that_runs_are_not_planned_again_and_no_other_job_comes_before_it():
    both = curriculum(
        job("now", 12), job("long", 24), node("goal", 0, {"all": ["now", "long"]}), id="jobs", title="Jobs"
    )
    document = Document(curriculum=both, learner=begun().learner)
    document = progress.begin(document, "now", date(2026, 3, 1))
    plan = make_plan(document)
    assert item(plan, "now").start == TODAY
    assert item(plan, "now").finish == date(2027, 3, 1), "as when it was planned in March for twelve months"
    assert item(plan, "now").months == pytest.approx(9)
    assert item(plan, "long").start >= item(plan, "now").finish


def test_a_running_job_still_counts_all_its_months_for_a_threshold():
    both = curriculum(job("now", 12, "ml"), job("next", 12, "ml"), node("goal", 0, months(24, "ml")))
    document = Document(curriculum=both, learner=begun().learner)
    plan = make_plan(progress.begin(document, "now", date(2026, 3, 1)))
    assert {one.id for one in plan.items} == {"now", "next", "goal"}


def test_a_job_that_takes_longer_than_planned_stays_in_the_plan_until_it_is_said_to_be_over():
    document = progress.begin(begun(known=("b",)), "work", date(2024, 1, 1))
    assert item(make_plan(document), "work").finish <= TODAY + timedelta(days=2)


def test_what_credit_covers_altogether_is_not_half_done_because_something_else_is():
    whole = curriculum(
        node("all-of-it", 5, partial={"a": 1.0}), node("a", 8), node("b", 4), node("goal", 0, {"all": ["a", "b"]})
    )
    document = Document(curriculum=whole, learner=learner(known=("all-of-it",)))
    plan = make_plan(progress.study(document, "b", DAY, 60))
    assert [(one.id, one.hours, one.progress) for one in plan.items if one.id in "ab"] == [("a", 0, 0), ("b", 3, 0.25)]


def test_nothing_is_planned_before_today():
    assert min(one.start for one in make_plan(begun()).items if one.start) == TODAY
    future = begun(start=date(2027, 1, 4))
    assert make_plan(future).begins == date(2027, 1, 4)


def test_planning_again_a_month_later_leaves_the_past_alone_and_moves_what_is_left():
    before = make_plan(begun())
    document = progress.finish(begun(), "a", TODAY)
    found = replan(document, before, TODAY + timedelta(days=30)).plan
    assert {one.id for one in found.items} == {"b", "work", "goal"}
    assert found.begins == TODAY + timedelta(days=30)


def test_an_event_of_the_future_is_refused():
    with pytest.raises(PlannerError, match="today"):
        progress.study(begun(), "a", TODAY + timedelta(days=1), 60)


def test_a_wrong_entry_of_the_log_can_be_corrected_and_removed():
    document = progress.study(begun(), "a", DAY, 300, note="chapter 1")
    key = document.record.events[0].id
    right = progress.change_study(document, key, DAY, 30)
    assert right.learner.logged == {"a": 0.5}
    assert progress.remove_event(right, right.record.events[0].id).learner == begun().learner


def test_correcting_the_note_of_an_old_entry_changes_nothing_else():
    document = progress.set_part(progress.study(begun(), "a", DAY, 45), "a", 0.5)
    key = document.record.events[0].id
    for later in (document, progress.plan_again(document, "a"), progress.skip(document, "a")):
        right = progress.change_study(later, key, DAY, 45, "chapter 3")
        assert right.learner == later.learner
        assert progress.item_record(right, "a").state is progress.item_record(later, "a").state
        assert [event.note for event in right.record.studied()] == ["chapter 3"]
        assert in_order(right.record.events) == right.record.events
        assert progress.change_study(right, right.record.events[0].id, DAY, 45, "chapter 3") is right


def test_the_note_of_an_entry_is_not_the_note_of_the_step():
    document = progress.study(begun(), "a", DAY, 45, note="chapter 1")
    assert progress.item_record(document, "a").note == ""
    document = progress.annotate(document, "a", "Ask Ben", "https://example.org")
    document = progress.study(document, "a", DAY, 45, note="chapter 3")
    record = progress.item_record(document, "a")
    assert (record.note, record.evidence) == ("Ask Ben", "https://example.org")
    assert [event.note for event in document.record.studied()] == ["chapter 1", "chapter 3"]


LOG, PART, DONE, SKIP, BEGIN, AGAIN = "log", "part", "done", "skip", "begin", "again"
SAY = {
    LOG: lambda document: progress.study(document, "a", DAY, 60),
    PART: lambda document: progress.set_part(document, "a", 0.5),
    DONE: lambda document: progress.finish(document, "a", DAY),
    SKIP: lambda document: progress.skip(document, "a"),
    BEGIN: lambda document: progress.begin(document, "a", DAY),
    AGAIN: lambda document: progress.plan_again(document, "a"),
}


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ([LOG], 1),
        ([PART], 4),
        ([LOG, PART, LOG], 5),
        ([LOG, PART, LOG, DONE, AGAIN], 5),
        ([LOG, PART, LOG, SKIP, AGAIN], 5),
        ([LOG, PART, LOG, DONE, AGAIN, AGAIN], 5),
        ([PART, DONE, LOG, AGAIN], 5),
        ([LOG, LOG, DONE, AGAIN], 2),
        ([LOG, PART, LOG, AGAIN], 2),
        ([LOG, PART, LOG, AGAIN, LOG], 3),
        ([LOG, PART, LOG, AGAIN, DONE, AGAIN], 2),
        ([LOG, PART, AGAIN, BEGIN], 1),
        ([LOG, PART, AGAIN, PART, LOG], 5),
        ([LOG, AGAIN, LOG, BEGIN, DONE, AGAIN, LOG], 3),
    ],
)
def test_what_is_left_follows_from_the_log_and_the_part_that_was_said_last(said, done):
    """Of 8 hours; each entry of the log is one, and the part that is said is a half."""
    document = Document(curriculum=curriculum(node("a", 8), node("goal", 0, "a")), learner=begun().learner)
    for one in said:
        document = SAY[one](document)
    assert progress.part_done(document, "a") == done / 8


def test_the_later_event_counts_even_when_the_clock_of_the_computer_is_put_back():
    first = new_event(EventKind.DONE, "a", day=DAY).changed(at=datetime(2030, 1, 1, tzinfo=UTC))
    record = Record().with_event(first).with_event(new_event(EventKind.PLANNED, "a"))
    assert in_order(record.events) == record.events
    assert not record.items()["a"].held


def test_items_that_the_curriculum_has_lost_keep_their_events_and_count_for_nothing():
    document = begun().recorded(Record().with_event(new_event(EventKind.DONE, "gone", day=DAY)))
    assert document.learner == begun().learner
    assert document.record.items()["gone"].held


def test_what_was_known_before_is_told_by_exactly_these():
    document = progress.know_exactly(begun(), ["a", "other"])
    document = progress.finish(document, "b", DAY)
    assert progress.held_beside(document) == ("a", "other")
    fewer = progress.know_exactly(document, ["a", "b"])
    assert set(fewer.learner.known) == {"a", "b"}
    assert progress.item_record(fewer, "b").held_on == DAY


ITEMS = st.sampled_from(["a", "b", "work", "other"])
SAYINGS = st.one_of(
    st.tuples(st.just(progress.begin), ITEMS, st.just(DAY)),
    st.tuples(st.just(progress.study), ITEMS, st.just(DAY), st.integers(1, 600)),
    st.tuples(st.just(progress.set_part), ITEMS, st.sampled_from([0.0, 0.25, 1.0])),
    st.tuples(st.just(progress.finish), ITEMS, st.just(DAY), st.sampled_from([None, 0.0, 7.5])),
    st.tuples(st.just(progress.know), ITEMS),
    st.tuples(st.just(progress.waive), ITEMS),
    st.tuples(st.just(progress.skip), ITEMS),
    st.tuples(st.just(progress.plan_again), ITEMS),
)


@given(st.lists(SAYINGS, max_size=12), st.randoms(use_true_random=False))
def test_the_learner_is_always_what_the_record_says_in_whatever_order_its_events_stand(sayings, random):
    document = begun()
    for command, *arguments in sayings:
        document = command(document, *arguments)
        shuffled = list(document.record.events)
        random.shuffle(shuffled)
        read = begun().changed(learner=begun().learner.changed(avoid=document.learner.avoid))
        assert read.recorded(Record(events=in_order(shuffled))) == document


@given(st.lists(SAYINGS, max_size=8), SAYINGS)
def test_taking_back_the_last_event_gives_the_learner_before(sayings, last):
    document = begun()
    for command, *arguments in sayings:
        document = command(document, *arguments)
    command, *arguments = last
    after = command(document, *arguments)
    for event in after.record.events[len(document.record.events) :]:
        after = progress.remove_event(after, event.id)
    assert after.learner.changed(avoid=()) == document.learner.changed(avoid=())
