"""Why an item stands where it stands: what holds it back, how far it may slip, and what decides the finish."""

from __future__ import annotations

from datetime import date
from typing import Any

from build import all_of, curriculum, item, learner, node
from hypothesis import given
from strategies import Instance, timed_instances

from planner.app import queries
from planner.app.why import when_words
from planner.model.document import Document
from planner.model.learner import Period
from planner.model.plan import Plan, PlanStatus

START = date(2027, 1, 4)


def document(*nodes: dict[str, Any], **fields: Any) -> Document:
    return Document(curriculum=curriculum(*nodes), learner=learner(start=START, **fields))


def planned(*nodes: dict[str, Any], **fields: Any) -> Plan:
    return queries.plan(document(*nodes, **fields))


def test_what_has_to_be_waited_for_takes_the_slack_of_what_comes_before_it():
    nodes = (
        node("job", 0, kind="experience", months=6),
        node("paper", 0, "job", kind="certification", wait_days=30),
        node("goal", 0, "paper"),
    )
    plan = planned(*nodes)
    assert item(plan, "job").slack_days == 0
    assert item(plan, "paper").slack_days == 0
    later = planned(*nodes, not_before={"job": date(2027, 2, 3)})
    assert plan.finish is not None
    assert later.finish is not None
    assert later.finish > plan.finish


def test_what_only_waits_for_the_day_of_an_exam_does_not_decide_the_finish():
    plan = planned(
        node("a", 1),
        node("other", 20),
        node("exam", 2, "a", kind="certification", exam={"days": ["12-01"]}),
        node("goal", 0, all_of("exam", "other")),
    )
    assert plan.finish == date(2027, 12, 1)
    assert plan.binding.chain == ("exam", "goal")
    assert [one.id for one in plan.items if one.critical] == ["exam", "goal"]


def test_items_that_are_taken_together_have_an_exam_each():
    plan = planned(
        node("a", 2, kind="certification", corequisites="b", exam={"days": ["02-01"]}),
        node("b", 2, kind="certification", corequisites="a", exam={"days": ["06-01"]}),
        node("goal", 0, all_of("a", "b")),
    )
    assert plan.finish == item(plan, "b").finish == date(2027, 6, 1)
    booked = planned(
        node("a", 2, kind="certification", corequisites="b"),
        node("b", 2, kind="certification", corequisites="a", exam={"days": ["06-01"]}),
        node("goal", 0, all_of("a", "b")),
        booked={"a": date(2027, 3, 3)},
    )
    assert booked.finish == date(2027, 6, 1)
    assert item(booked, "a").slack_days == 0


@given(timed_instances())
def test_whatever_decides_the_finish_has_hardly_any_slack(instance: Instance):
    """A week at most: study that ends in the middle of a day may end some days later where no day has time for it."""
    plan = queries.plan(Document(curriculum=instance.curriculum, learner=instance.learner))
    if plan.status is PlanStatus.PLANNED:
        plain = [one for one in plan.items if one.critical and not one.months and not _waited_for(instance, one.id)]
        assert all(one.slack_days is not None and one.slack_days <= 7 for one in plain)


def _waited_for(instance: Instance, item: str) -> bool:
    one = instance.curriculum.by_id[item]
    return one.exam is not None or one.wait_days > 0


def test_what_runs_beside_study_is_not_held_back_by_study():
    asked = document(
        node("x", 100),
        node("job", 5, kind="experience", months=2),
        node("goal", 0, all_of("x", "job")),
    )
    plan = queries.plan(asked)
    assert item(plan, "job").start == START
    assert "study time" not in " ".join(when_words(asked, plan, "job"))


def test_days_off_hold_back_what_comes_after_them():
    pause = "Not earlier: there is no study time from {} to 2027-02-28."
    off = Period(first=date(2027, 1, 5), last=date(2027, 2, 28))
    asked = document(node("r", 2), node("s", 10, "r"), node("goal", 0, "s"), periods=(off,))
    plan = queries.plan(asked)
    assert item(plan, "s").start == date(2027, 3, 1)
    assert when_words(asked, plan, "s", date.isoformat)[0] == pause.format("2027-01-05")
    first = Period(first=START, last=date(2027, 2, 28))
    asked = document(node("s", 10), node("goal", 0, "s"), periods=(first,))
    plan = queries.plan(asked)
    assert when_words(asked, plan, "s", date.isoformat)[0] == pause.format("2027-01-04")


def test_a_weekend_is_no_pause():
    asked = document(node("r", 10), node("s", 10, "r"), node("goal", 0, "s"))
    plan = queries.plan(asked)
    assert item(plan, "s").start == date(2027, 1, 11)
    assert "waits for" in when_words(asked, plan, "s")[0]


BESIDE_A_JOB = (
    node("job", kind="experience", months=12),
    node("study", 10, corequisites="job"),
    node("more", 20, "study"),
    node("goal", 0, all_of("more", "job")),
)


def test_what_is_taken_beside_a_job_may_begin_with_it():
    asked = document(*BESIDE_A_JOB)
    plan = queries.plan(asked)
    assert plan.finish == date(2028, 1, 4)
    assert item(plan, "study").start == START
    assert plan.ordered.proved


def test_what_is_taken_beside_a_job_does_not_begin_before_it():
    asked = document(
        node("ready", 40),
        node("job", 0, "ready", kind="experience", months=12),
        node("study", 10, corequisites="job"),
        node("other", 5),
        node("goal", 0, all_of("study", "job", "other")),
    )
    plan = queries.plan(asked)
    job, study = item(plan, "job"), item(plan, "study")
    assert job.start is not None
    assert study.start is not None
    assert job.start <= study.start < date(2028, 1, 1)
    assert study.held_back is not None
    assert (study.held_back.by, study.held_back.item) == ("corequisite", "job")
    words = when_words(asked, plan, "study", date.isoformat)[0]
    assert words == f"Not earlier: it is taken beside “JOB”, which begins on {job.start}."
    assert item(plan, "ready").slack_days == 0


def test_two_parallel_jobs_of_which_one_is_the_others_corequisite_run_at_once():
    plan = planned(
        node("first", kind="experience", months=12, parallel=True),
        node("second", kind="experience", months=12, parallel=True, corequisites="first"),
        node("goal", 0, all_of("first", "second")),
    )
    assert plan.finish == date(2028, 1, 4)
    assert plan.ordered.proved


def test_the_forecast_begins_beside_a_job_as_the_plan_does():
    asked = document(*BESIDE_A_JOB)
    found = queries.forecast(asked)
    assert found.planned == date(2028, 1, 4)
    assert found.finish.p50 == date(2028, 1, 4)
