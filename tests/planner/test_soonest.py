"""The aim "time" against every set of items there is, and least change."""

from __future__ import annotations

import os
from datetime import date
from functools import partial

import pytest
from build import all_of, any_of, at_least, curriculum, ids, learner, months, node, plan
from every_set import every_set, task_of
from hypothesis import given, settings
from strategies import instances, timed_instances

from planner.app import commands, queries
from planner.app.proof import choice_words
from planner.model.document import Document
from planner.model.learner import Aim
from planner.model.plan import PlanStatus
from planner.planning.choose import choose, selection_of
from planner.planning.earliest import NEVER, Earliest
from planner.planning.limit import Limit, Unreachable
from planner.planning.soonest import soonest
from planner.planning.turns import fewest_days
from planner.planning.worked import chosen, finish_of

ENTRIES = [one.id for one in queries.entry_roles(queries.load())]


@settings(max_examples=30)
@given(timed_instances())
def test_nothing_finishes_earlier_than_what_is_proved(instance):
    task = task_of(instance)
    document = Document(curriculum=instance.curriculum, learner=instance.learner.changed(aim=Aim.TIME))
    try:
        found = soonest(instance.curriculum, document.learner, partial(finish_of, document))
    except Unreachable:
        assert not [*every_set(task)]
        return
    ours = finish_of(document, found)
    earliest = Earliest(instance.curriculum, instance.learner, task.ways, task.relevant)
    ends = []
    for ways, decided in every_set(task):
        finish = finish_of(document, selection_of(task.ways, ways, decided)) or NEVER
        assert earliest.reach(ways, decided).goal.day <= finish.day
        ends.append(finish.day)
    day = (ours or NEVER).day
    assert min(ends) >= day - found.gap
    assert found.proved == (found.gap == 0)
    if found.proved:
        assert min(ends) >= day


@given(timed_instances())
def test_more_ways_never_raise_the_bound_and_going_on_says_the_same_as_starting_anew(instance):
    task = task_of(instance)
    earliest = Earliest(instance.curriculum, instance.learner, task.ways, task.relevant)
    options = frozenset((name, one) for name, found in task.ways.decisions.items() for one in found)
    base = earliest.reach(frozenset(task.relevant[::2]), frozenset(sorted(options)[::2]))
    wider = earliest.reach(frozenset(task.relevant), options, base)
    assert wider.goal <= base.goal
    assert wider.goal == earliest.reach(frozenset(task.relevant), options).goal


@given(timed_instances())
def test_a_plan_by_time_is_never_later_than_one_by_hours_or_money(instance):
    document = Document(curriculum=instance.curriculum, learner=instance.learner)
    ours = queries.plan(commands.set_aim(document, Aim.TIME))
    assert ours == queries.plan(commands.set_aim(document, Aim.TIME))
    for aim in (Aim.HOURS, Aim.MONEY):
        other = queries.plan(commands.set_aim(document, aim))
        assert (ours.status is PlanStatus.IMPOSSIBLE) == (other.status is PlanStatus.IMPOSSIBLE)
        if ours.finish and other.finish:
            assert ours.finish <= other.finish
            if ours.finish == other.finish and aim is Aim.HOURS:
                assert ours.totals.hours == other.totals.hours


FEWER_HOURS_LATER = (
    node("job", requires="short", kind="experience", months=6),
    node("slow", 10, "job"),
    node("short", 5),
    node("quick", 40),
    node("goal", 0, any_of("slow", "quick")),
)


def test_fewer_hours_may_finish_later():
    by_hours, by_time = plan(*FEWER_HOURS_LATER), plan(*FEWER_HOURS_LATER, aim=Aim.TIME)
    assert (by_hours.totals.hours, by_time.totals.hours) == (15, 40)
    assert by_hours.finish is not None
    assert by_time.finish is not None
    assert by_time.finish < by_hours.finish
    assert (by_time.proof, by_time.gap) == ("optimal", 0)
    assert choice_words(by_time) == "Proved: no other set of steps finishes earlier."


def test_an_item_that_is_not_needed_may_still_be_the_quicker_support():
    nodes = (
        node("long", 100),
        node("brief", 2),
        node("job", 0, any_of("long", "brief"), kind="experience", months=6),
        node("goal", 0, {"all": ["long", "job"]}),
    )
    assert ids(plan(*nodes)) == {"long", "job", "goal"}
    assert ids(plan(*nodes, aim=Aim.TIME)) == {"long", "brief", "job", "goal"}


def test_equal_finish_is_decided_by_hours_then_money_or_as_the_learner_wants_it():
    nodes = (
        node("wait", kind="experience", months=12),
        node("free", 20),
        node("paid", 10, cost_usd=100),
        node("goal", 0, {"all": ["wait", any_of("free", "paid")]}),
    )
    assert "paid" in ids(plan(*nodes, aim=Aim.TIME))
    assert "free" in ids(plan(*nodes, aim=Aim.TIME, then=(Aim.MONEY,)))


def test_what_comes_after_hours_can_be_money():
    nodes = (node("a", 10, cost_usd=50), node("b", 10), node("goal", 0, any_of("a", "b")))
    assert "a" in ids(plan(*nodes))
    assert "b" in ids(plan(*nodes, then=(Aim.MONEY,)))


def test_without_study_time_the_plan_by_time_is_undated_and_says_so():
    result = plan(*FEWER_HOURS_LATER, aim=Aim.TIME, week=(0,) * 7)
    assert result.status is PlanStatus.UNDATED
    assert result.proof == "optimal"


def test_a_search_that_is_cancelled_keeps_a_plan_and_says_how_many_days_are_open():
    document = Document(curriculum=curriculum(*FEWER_HOURS_LATER), learner=learner(aim=Aim.TIME))
    for limit in (Limit(0.0), Limit(20.0, lambda: True)):
        found = soonest(document.curriculum, document.learner, partial(finish_of, document), limit)
        assert "goal" in found.studied
        assert found.proved or found.gap > 0
    result = queries.plan(document, seconds=0.0)
    if result.proof == "gap":
        assert "may finish up to" in choice_words(result)


@pytest.mark.parametrize("after", [0, 10])
@pytest.mark.parametrize("aim", [Aim.HOURS, Aim.TIME])
def test_a_search_that_is_given_up_within_a_tight_budget_still_has_a_plan(aim, after):
    # Everything together is too dear, so that only the optimiser knows a set, and it has been told to stop.
    document = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), "data-analyst")
    budget = queries.plan(document).totals.cost_usd + 5
    wishes = document.learner.changed(aim=aim, budget_usd=budget)
    looks = iter(range(1_000_000))
    found = chosen(document.changed(learner=wishes), Limit(cancelled=lambda: next(looks) >= after))
    cost = sum(document.curriculum.by_id[item].cost_usd for item in found.step if item in found.studied)
    assert document.learner.goal in found.step
    assert cost <= budget


def test_fewest_days_of_months():
    assert fewest_days(1) == 27
    assert fewest_days(12) == 364
    assert fewest_days(0.5) in (14, 15)


@pytest.mark.parametrize("entry", ENTRIES if os.environ.get("TRAILMARK_JUDGE") else ENTRIES[1:3])
def test_the_earliest_finish_of_every_entry_role_is_proved(entry):
    document = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), entry)
    by_hours, by_time = queries.plan(document), queries.plan(commands.set_aim(document, Aim.TIME), seconds=120)
    assert by_time.proof == "optimal"
    assert by_hours.finish is not None
    assert by_time.finish is not None
    assert by_time.finish <= by_hours.finish
    assert by_time.totals.hours >= by_hours.totals.hours


# Least change


@pytest.mark.parametrize(
    ("entry", "wishes"),
    [
        ("entry-data-analyst", ("apache-spark", "job-mlops-engineer")),
        ("entry-software-developer", ("azure-core", "r-programming", "degree-bachelor-computing")),
    ],
)
def test_the_earliest_finish_is_proved_where_wishes_bring_a_second_job_or_a_degree(entry, wishes):
    """Study for two jobs takes turns, and so do a degree and the jobs after it: alone, each could begin earlier."""
    document = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), entry)
    found = queries.plan(document.changed(learner=document.learner.changed(prefer=wishes, aim=Aim.TIME)))
    assert (found.proof, found.gap) == ("optimal", 0)
    assert found.ordered.proved


@given(instances())
def test_keeping_what_was_chosen_changes_nothing(instance):
    try:
        first = choose(instance.curriculum, instance.learner)
    except Unreachable:
        return
    again = choose(instance.curriculum, instance.learner, keep=first.studied)
    assert (again.studied, again.credit, again.minutes) == (first.studied, first.credit, first.minutes)


@given(timed_instances())
def test_keeping_what_finishes_earliest_changes_nothing(instance):
    document = Document(curriculum=instance.curriculum, learner=instance.learner.changed(aim=Aim.TIME))
    try:
        first = soonest(document.curriculum, document.learner, partial(finish_of, document))
    except Unreachable:
        return
    again = soonest(document.curriculum, document.learner, partial(finish_of, document), keep=first.studied)
    assert (again.studied, finish_of(document, again)) == (first.studied, finish_of(document, first))


@settings(max_examples=40)
@given(instances())
def test_as_little_is_new_as_hours_allow(instance):
    task = task_of(instance)
    keep = {item for item in task.ways.items if item.endswith(("1", "3", "5", "7"))}
    try:
        found = choose(instance.curriculum, instance.learner, keep=keep)
    except Unreachable:
        return
    new = []
    for ways, decided in every_set(task):
        other = selection_of(task.ways, ways, decided)
        if other.minutes == found.minutes:
            new.append(len(set(other.studied) - keep))
    assert found.minutes == choose(instance.curriculum, instance.learner).minutes
    assert len(set(found.studied) - keep) <= min(new)


def test_of_two_equal_sets_the_one_in_use_is_kept():
    nodes = (node("a", 10), node("b", 10), node("goal", 0, any_of("a", "b")))
    found = choose(curriculum(*nodes), learner(), keep=["b", "goal"])
    assert found.studied == ("b", "goal")
    assert choose(curriculum(*nodes), learner()).studied == ("a", "goal")


def test_a_bound_that_nobody_reaches_does_not_end_the_search_for_better_sets():
    """The two jobs could end as early as the longer one alone, as far as the bound knows; a third way really does."""
    nodes = (
        node("short", 2.5, any_of(at_least(2, "skill", "long", any_of("jobs", "degree"))), kind="experience",
             months=0.5, cost_usd=75, grants=["degree"], partial={"long": 0.75}),
        node("jobs", 1, kind="experience", months=7.25, tags=["ml"], cost_usd=100, accepts_held=["degree"]),
        node("skill", 10, partial={"jobs": 1, "long": 1, "short": 0.75, "degree": 1}),
        node("long", 3, kind="experience", months=18.5, tags=["ml"], cost_usd=75),
        node("degree", 8, kind="degree", months=24, cost_usd=75),
        node("goal", 0.5, any_of(all_of("short", at_least(3, "jobs", "long", "degree", "jobs"), "long", "degree"),
                                 months(24, "ml")), kind="role", cost_usd=75),
    )  # fmt: skip
    found = plan(*nodes, aim=Aim.TIME, start=date(2027, 1, 4))
    assert found.finish is not None
    assert found.finish < date(2028, 9, 1)
