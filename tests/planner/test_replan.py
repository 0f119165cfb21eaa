"""Planning again: nothing changes without a reason, the past stays, and what changes is as little as possible."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from build import MONDAY, all_of, any_of, curriculum, ids, item, learner, node
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import Instance, instances, timed_instances

from planner.model.document import Document
from planner.model.learner import Aim, Order
from planner.model.plan import Plan, PlanStatus
from planner.planning.choose import choose, choose_close
from planner.planning.limit import Unreachable
from planner.planning.plan import make_plan
from planner.planning.replan import replan
from planner.storage.curricula import load_builtin


def when(plan: Plan) -> list[tuple[str, date | None, date | None]]:
    return [(one.id, one.start, one.finish) for one in plan.items]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timed_instances())
def test_45_planning_again_without_a_change_changes_nothing(instance: Instance) -> None:
    document = Document(curriculum=instance.curriculum, learner=instance.learner)
    before = make_plan(document)
    again = replan(document, before)
    assert again.plan == before
    if before.status is not PlanStatus.IMPOSSIBLE:
        assert again.saving == 0


def test_study_that_came_before_the_hours_of_something_that_takes_months_stays_there():
    """Its months begin at once and its hours come last: from the first days alone it looks as if it led."""
    nodes = (node("a", 10), node("b", 4, months=6), node("goal", 0, all_of("a", "b")))
    document = Document(
        curriculum=curriculum(*nodes),
        learner=learner(week=(0, 0, 0, 0, 0, 45, 10), order=Order.WINS),
    )
    days = {"a": (MONDAY, date(2026, 3, 22)), "b": (MONDAY + timedelta(1), date(2026, 7, 6)), "goal": (None, None)}
    steps = [SimpleNamespace(id=one, start=first, finish=last) for one, (first, last) in days.items()]
    once = replan(document, SimpleNamespace(items=steps)).plan
    assert item(once, "b").start == MONDAY < item(once, "a").start
    assert when(replan(document, once).plan) == when(once)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(timed_instances())
def test_what_is_done_leaves_and_nothing_new_comes(instance: Instance) -> None:
    document = Document(curriculum=instance.curriculum, learner=instance.learner)
    before = make_plan(document)
    if not before.items or before.finish is None:
        return
    first = before.items[0]
    known = document.learner.changed(known=(*document.learner.known, first.id))
    after = replan(document.changed(learner=known), before)
    if after.kept_choice:
        assert ids(after.plan) <= ids(before) - {first.id}
    best = make_plan(document.changed(learner=known))
    assert after.plan.totals.hours <= best.totals.hours * 1.0205 + 1e-9


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(instances(), st.data())
def test_the_close_choice_and_the_one_that_keeps_nothing_are_those_of_two_searches(instance: Instance, data) -> None:
    curriculum, learner = instance.curriculum, instance.learner
    old = data.draw(st.sets(st.sampled_from([one.id for one in curriculum.nodes])))
    try:
        expected = choose(curriculum, learner, keep=old), choose(curriculum, learner)
    except Unreachable:
        with pytest.raises(Unreachable):
            choose_close(curriculum, learner, old)
        return
    assert choose_close(curriculum, learner, old) == expected


@pytest.mark.parametrize("start", ["entry-data-analyst", "entry-software-developer"])
@pytest.mark.parametrize("order", list(Order))
def test_progress_on_the_built_in_curriculum_moves_nothing_that_need_not_move(start: str, order: Order) -> None:
    architect = load_builtin("ml-architect")
    who = learner("role-ml-architect", start=MONDAY).changed(start=start, order=order)
    document = Document(curriculum=architect, learner=who)
    before = make_plan(document)
    done = [one.id for one in before.items[:5]]
    today = before.items[4].finish
    assert today is not None
    progressed = document.changed(learner=who.changed(known=tuple(done)))
    after = replan(progressed, before, today)
    assert after.kept_choice
    assert ids(after.plan) == ids(before) - set(done)
    assert all(one.start is None or one.start >= today for one in after.plan.items)
    left = [one.id for one in before.items if one.id not in done]
    if order is not Order.BALANCE:  # lighter weeks start anew
        for timed in (False, True):  # study and jobs run side by side; each keeps its order
            kept = [one.id for one in after.plan.items if (one.months is not None) == timed and (one.hours or timed)]
            assert kept == [one for one in left if one in kept]
        # One day: the evening of the last item's day may have been cut short.


def test_a_slip_moves_what_is_left_and_keeps_the_order() -> None:
    nodes = [node(name, 10) for name in "abcd"]
    document = Document(curriculum=curriculum(*nodes, node("goal", 0, all_of(*"abcd"))), learner=learner())
    before = make_plan(document)
    late = replan(document, before, MONDAY + timedelta(days=14))
    assert [one.id for one in late.plan.items] == [one.id for one in before.items]
    assert before.finish is not None
    assert late.plan.finish == before.finish + timedelta(days=14)


def test_another_choice_is_taken_only_if_it_is_clearly_better() -> None:
    def world(hours: float) -> Document:
        nodes = (node("a", 100), node("b", hours), node("goal", 0, any_of("a", "b")))
        return Document(curriculum=curriculum(*nodes), learner=learner())

    before = make_plan(world(101))
    assert ids(before) == {"a", "goal"}
    slightly = replan(world(99), before)
    assert ids(slightly.plan) == {"a", "goal"}
    assert slightly.saving == pytest.approx(0.01)
    clearly = replan(world(90), before)
    assert ids(clearly.plan) == {"b", "goal"}
    assert not clearly.kept_choice


def test_what_is_in_progress_keeps_its_place() -> None:
    nodes = [node(name, 10) for name in "abc"]
    document = Document(curriculum=curriculum(*nodes, node("goal", 0, all_of(*"abc"))), learner=learner())
    before = make_plan(document)
    first = before.items[0].id
    half = document.changed(learner=document.learner.changed(progress={first: 0.5}))
    after = replan(half, before)
    assert [one.id for one in after.plan.items] == [one.id for one in before.items]
    assert item(after.plan, first).hours == 5


def test_a_goal_that_is_out_of_reach_now_is_explained() -> None:
    nodes = (node("a", 10), node("goal", 0, "a"))
    document = Document(curriculum=curriculum(*nodes), learner=learner())
    before = make_plan(document)
    after = replan(document.changed(learner=learner(avoid=("a",))), before)
    assert after.plan.status is PlanStatus.IMPOSSIBLE
    assert after.plan.problems


@pytest.mark.parametrize("aim", list(Aim))
def test_every_aim_can_be_planned_again(aim: Aim) -> None:
    nodes = (
        node("paid", 10, cost_usd=500),
        node("free", 30),
        node("job", 0, kind="experience", months=6),
        node("goal", 0, all_of(any_of("paid", "free"), "job")),
    )
    document = Document(curriculum=curriculum(*nodes), learner=learner(aim=aim))
    before = make_plan(document)
    again = replan(document, before)
    assert when(again.plan) == when(before)
