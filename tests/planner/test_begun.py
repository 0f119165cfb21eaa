"""Jobs and degrees that the learner is in already: what is behind them is not planned and not paid again."""

from __future__ import annotations

from datetime import date

import pytest
from build import MONDAY, all_of, any_of, ids, item, job, node, plan

from planner.model.learner import Aim
from planner.model.plan import PlanStatus

SINCE = date(2024, 2, 5)
"""23 months before the plan begins."""
DEGREE = node("u", 4, kind="degree", months=24, cost_usd=20_000)


@pytest.mark.parametrize("asks", ["requires", "corequisites"])
@pytest.mark.parametrize("length", [24, 12])
def test_a_job_that_runs_waits_for_nothing_any_more(asks, length):
    nodes = (node("x", 40), {**job("j", length), asks: "x"}, node("goal", 1, all_of("j", "x")))
    alone = (node("x", 40), job("j", length), node("goal", 1, all_of("j", "x")))
    asking, free = (plan(*some, begun={"j": SINCE}) for some in (nodes, alone))
    assert item(asking, "j").start == MONDAY
    assert [(one.start, one.finish) for one in asking.items] == [(one.start, one.finish) for one in free.items]


def test_what_is_behind_a_degree_is_paid():
    result = plan(DEGREE, node("goal", 1, "u"), begun={"u": SINCE})
    assert item(result, "u").cost_usd == result.totals.cost_usd == pytest.approx(20_000 / 24, abs=0.01)
    assert item(plan(DEGREE, node("goal", 1, "u"), begun={"u": MONDAY}), "u").cost_usd == 20_000
    assert item(plan(DEGREE, node("goal", 1, "u")), "u").cost_usd == 20_000


def test_a_degree_that_is_nearly_over_is_cheaper_than_something_new():
    nodes = (DEGREE, node("v", 1, cost_usd=10_000), node("goal", 1, any_of("u", "v")))
    assert ids(plan(*nodes, aim=Aim.MONEY, begun={"u": SINCE})) == {"u", "goal"}
    assert ids(plan(*nodes, aim=Aim.MONEY)) == {"v", "goal"}


def test_a_budget_counts_what_is_still_to_be_paid():
    nodes = (DEGREE, node("goal", 1, "u"))
    assert plan(*nodes, budget_usd=834, begun={"u": SINCE}).status is PlanStatus.PLANNED
    assert plan(*nodes, budget_usd=833, begun={"u": SINCE}).status is PlanStatus.IMPOSSIBLE


def test_who_wants_free_items_only_may_go_on_with_what_they_pay_for_already():
    nodes = (DEGREE, node("goal", 1, "u"))
    assert ids(plan(*nodes, free_only=True, begun={"u": SINCE})) == {"u", "goal"}
    for begun in ({}, {"u": date(2026, 1, 6)}):  # neither begun, nor before the plan does
        assert plan(*nodes, free_only=True, begun=begun).status is PlanStatus.IMPOSSIBLE


def test_what_a_running_job_asked_for_is_not_blamed_for_a_goal_out_of_reach():
    nodes = (node("x", 4), job("j", 24, requires="x"), node("y", 4), node("goal", 1, all_of("j", "y")))
    words = " ".join(one.message for one in plan(*nodes, begun={"j": SINCE}, avoid=("x", "y")).problems)
    assert "“Y”" in words
    assert "“X”" not in words
