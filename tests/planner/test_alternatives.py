"""The front of hours, money and finish, and the next best plans: laws on random curricula, and the built-in one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from build import any_of, curriculum, ids, learner, node
from every_set import every_set, task_of
from hypothesis import given, settings
from strategies import Instance, timed_instances

from planner.app import commands, queries
from planner.model.document import Document
from planner.model.learner import Aim
from planner.model.plan import Plan, PlanStatus
from planner.planning.alternatives import MOST, REPLACED, k_best, pareto
from planner.planning.choose import selection_of
from planner.planning.held import closed
from planner.planning.limit import Limit
from planner.planning.worked import finish_of

Point = tuple[int, int, date]


def point_of(plan: Plan) -> Point:
    return round(plan.totals.hours * 60), round(plan.totals.cost_usd * 100), plan.finish or date.max


def no_worse(one: Point, other: Point) -> bool:
    return one[0] <= other[0] and one[1] <= other[1] and one[2] <= other[2]


def document_of(instance: Instance) -> Document:
    return Document(curriculum=instance.curriculum, learner=instance.learner)


def assert_front(document: Document, front: list[Plan]) -> None:
    points = [point_of(plan) for plan in front]
    assert 1 <= len(points) <= MOST
    assert points == sorted(points)
    assert not any(no_worse(one, other) for one in points for other in points if one is not other)
    for axis, aim in enumerate((Aim.HOURS, Aim.MONEY, Aim.TIME)):
        alone = queries.plan(commands.set_aim(document, aim))
        best = min(point[axis] for point in points)
        if alone.proof == "optimal":
            assert best == point_of(alone)[axis]
        else:  # searches within budgets may find what one search without has not found, within what it leaves open
            assert aim is Aim.TIME
            earliest = min(point[2] for point in points)
            assert alone.finish is not None
            assert alone.finish - timedelta(days=alone.gap) <= earliest <= alone.finish
    for plan in front:
        have = closed(document.curriculum, [*plan.held, *ids(plan)])
        assert plan.goal in have
        assert all(have >= set(item.needs) for item in plan.items)
        assert plan.items == () or plan.items[-1].finish == plan.finish


@settings(max_examples=25)
@given(timed_instances())
def test_no_point_of_the_front_is_better_than_another_and_the_best_by_each_aim_is_there(instance):
    document = document_of(instance)
    front = pareto(document)
    if not front:
        assert queries.plan(document).status is PlanStatus.IMPOSSIBLE
        return
    assert_front(document, front)
    assert [point_of(plan) for plan in pareto(document)] == [point_of(plan) for plan in front]


@settings(max_examples=25)
@given(timed_instances())
def test_no_set_at_all_is_better_than_the_ends_of_the_front(instance):
    task, document = task_of(instance), document_of(instance)
    points = [point_of(plan) for plan in pareto(document)]
    every = []
    for ways, decided in every_set(task):
        found = selection_of(task.ways, ways, decided)
        finish = finish_of(document, found)
        cents = sum(round(instance.curriculum.by_id[item].cost_usd * 100) for item in found.studied)
        begins = instance.learner.availability.start
        when = date.fromordinal(begins.toordinal() + finish.day) if finish else date.max
        every.append((found.minutes, cents, when))
    assert bool(points) == bool(every)
    if points:
        assert min(points)[:2] == min(every)[:2]
        cheapest = [(cents, minutes) for minutes, cents, _finish in every]
        assert min((cents, minutes) for minutes, cents, _finish in points) == min(cheapest)
        if queries.plan(commands.set_aim(document, Aim.TIME)).proof == "optimal":
            assert min(point[2] for point in points) == min(point[2] for point in every)


@settings(max_examples=25)
@given(timed_instances())
def test_the_next_best_plans_differ_and_none_is_better_than_the_one_before(instance):
    for aim in (Aim.HOURS, Aim.MONEY):
        document = commands.set_aim(document_of(instance), aim)
        plans = k_best(document, 4)
        if not plans:
            assert queries.plan(document).status is PlanStatus.IMPOSSIBLE
            return
        assert plans[0] == queries.plan(document)
        assert all(plan.proof == "optimal" for plan in plans)
        for earlier, later in combinations(plans, 2):
            kept = sum(round(item.hours * 60) for item in earlier.items if item.id in ids(later))
            assert kept <= (1 - REPLACED) * point_of(earlier)[0]
        axes = (0, 1) if aim is Aim.HOURS else (1, 0)
        values = [tuple(point_of(plan)[axis] for axis in axes) for plan in plans]
        if aim is Aim.MONEY:
            assert values == sorted(values)
        else:
            assert [value[0] for value in values] == sorted(value[0] for value in values)


@settings(max_examples=25)
@given(timed_instances())
def test_every_second_best_plan_is_no_better_than_any_other_that_is_different_enough(instance):
    task, document = task_of(instance), document_of(instance)
    plans = k_best(document, 2)
    if not plans or not round(plans[0].totals.hours * 60):
        return
    minutes = {item.id: round(item.hours * 60) for item in plans[0].items}
    different = []
    for ways, decided in every_set(task):
        found = selection_of(task.ways, ways, decided)
        if sum(minutes.get(item, 0) for item in found.studied) <= (1 - REPLACED) * sum(minutes.values()):
            different.append(found.minutes)
    assert (len(plans) == 2) == bool(different)
    if different:
        assert point_of(plans[1])[0] == min(different)


THREE = (
    node("slow", 30),
    node("dear", 10, cost_usd=500),
    node("job", kind="experience", months=3),
    node("middle", 20, cost_usd=100),
    node("wait", 1, "job"),
    node("goal", 0, any_of("slow", "dear", "middle", "wait")),
)


def test_each_trade_of_hours_for_money_and_time_is_a_point():
    document = Document(curriculum=curriculum(*THREE), learner=learner())
    front = pareto(document)
    chosen = [sorted(ids(plan) - {"goal"}) for plan in front]
    assert chosen == [["job", "wait"], ["dear"], ["middle"], ["slow"]]
    assert [plan.aim for plan in front] == [Aim.HOURS, Aim.TIME, Aim.TIME, Aim.TIME]


def test_a_front_of_many_prices_is_thinned_to_nine():
    options = [node(f"n{place:02}", 40 - place, cost_usd=10 * place + place * place) for place in range(30)]
    goal = node("goal", 0, any_of(*(one["id"] for one in options)))
    front = pareto(Document(curriculum=curriculum(*options, goal), learner=learner()))
    assert 5 <= len(front) <= MOST
    points = [point_of(plan) for plan in front]
    assert (min(points)[0], min(point[1] for point in points)) == (11 * 60, 0)
    assert not any(no_worse(one, other) for one in points for other in points if one is not other)


def test_a_search_that_is_cancelled_says_what_it_has():
    document = Document(curriculum=curriculum(*THREE), learner=learner())
    for limit in (Limit(0.0), Limit(20.0, lambda: True)):
        assert len(pareto(document, limit)) == 1
        assert len(k_best(document, 3, limit)) == 1


def test_whoever_is_there_already_has_one_plan_and_who_cannot_get_there_none():
    document = Document(curriculum=curriculum(*THREE), learner=learner(known=("goal",)))
    assert [len(plan.items) for plan in (*pareto(document), *k_best(document, 3))] == [0, 0]
    blocked = Document(curriculum=curriculum(*THREE), learner=learner(avoid=("goal",)))
    assert pareto(blocked) == k_best(blocked, 3) == []


def test_by_time_the_next_best_finish_later():
    document = Document(curriculum=curriculum(*THREE), learner=learner(aim=Aim.TIME))
    plans = k_best(document, 4)
    assert [sorted(ids(plan) - {"goal"}) for plan in plans] == [["dear"], ["middle"], ["slow"], ["job", "wait"]]
    assert all(one.finish < two.finish for one, two in pairwise(plans) if one.finish and two.finish)


@pytest.mark.parametrize("entry", ["data-scientist", "ml-engineer"])
def test_the_built_in_curriculum(entry):
    document = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), f"entry-{entry}")
    assert_front(document, pareto(document, Limit(120.0)))
    plans = k_best(document, 3, Limit(120.0))
    assert len(plans) == 3
    assert plans[0].totals.hours <= plans[1].totals.hours <= plans[2].totals.hours
