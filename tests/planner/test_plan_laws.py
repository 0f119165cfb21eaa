"""Laws that hold for every plan, whatever the curriculum."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain, combinations

import pytest
from build import MONDAY
from hypothesis import given
from hypothesis import strategies as st
from lawful import assert_lawful
from strategies import instances

from planner.app import commands, queries, whatif
from planner.model.document import Document
from planner.model.learner import Period
from planner.model.plan import Plan, PlanStatus
from planner.planning.choose import choose, reachable
from planner.planning.limit import Unreachable
from planner.planning.plan import make_plan
from planner.planning.repair import Wish, conflicts, repair, repairs, wishes, with_only


def finish_of(plan: Plan) -> date:
    assert plan.finish is not None
    return plan.finish


@given(instances())
def test_every_plan_is_lawful(instance):
    curriculum, learner = instance.curriculum, instance.learner
    document = Document(curriculum=curriculum, learner=learner)
    plan = make_plan(document)
    if plan.status is PlanStatus.IMPOSSIBLE:
        assert plan.problems
        assert all(problem.message for problem in plan.problems)
        return
    assert_lawful(document, plan)
    assert round(plan.totals.hours * 60) == choose(curriculum, learner).minutes
    assert plan == make_plan(document)


@pytest.fixture(scope="module")
def curriculum():
    return queries.load()


ENTRIES = [node.id for node in queries.entry_roles(queries.load())]


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_built_in_plans_are_lawful_and_every_link_has_a_written_reason(curriculum, entry):
    document = commands.set_start(queries.new_document(curriculum, date(2027, 1, 4)), entry)
    plan = queries.plan(document)
    assert plan.status is PlanStatus.PLANNED
    assert plan.proof == "optimal"
    assert plan.problems == ()
    assert_lawful(document, plan)
    assert all(step.reason for item in plan.items for step in item.why)
    assert plan.binding.lower_bound == plan.finish  # no order of these items finishes earlier
    assert plan.items[-1].id == plan.goal


def test_there_are_twelve_ways_in():
    assert len(ENTRIES) == 12


def test_more_hours_a_week_never_finish_later_than_the_lower_bound_says(curriculum):
    document = commands.set_start(queries.new_document(curriculum, MONDAY), "data-analyst")
    finishes = []
    for hours in (5, 10, 20, 40):
        plan = queries.plan(commands.set_hours(document, hours))
        assert plan.binding.lower_bound is not None
        assert finish_of(plan) >= plan.binding.lower_bound
        finishes.append(finish_of(plan))
    assert finishes == sorted(finishes, reverse=True)


def test_knowing_more_never_costs_more_hours(curriculum):
    document = commands.set_start(queries.new_document(curriculum, MONDAY), "data-analyst")
    before = queries.plan(document)
    for item in before.items[::12]:
        after = queries.plan(commands.mark_known(document, item.id))
        assert after.totals.hours <= before.totals.hours


def test_a_held_degree_changes_the_plan_by_hundreds_of_hours_and_a_missing_one_by_thousands(curriculum):
    document = commands.set_start(queries.new_document(curriculum, MONDAY), "data-analyst")
    without = queries.plan(document).totals.hours
    with_degree = queries.plan(commands.mark_known(document, "degree-bachelor-computing")).totals.hours
    planned = queries.plan(commands.prefer(document, "degree-bachelor-computing")).totals.hours
    assert without - with_degree > 700
    assert planned - with_degree > 4000


def test_days_off_move_the_finish_by_the_missing_capacity(curriculum):
    document = commands.set_goal(queries.new_document(curriculum, MONDAY), "linear-algebra")
    plan = queries.plan(document)
    off = Period(first=MONDAY, last=MONDAY + timedelta(days=13))
    assert queries.plan(commands.add_period(document, off)).finish == finish_of(plan) + timedelta(days=14)


def minutes_of(document: Document) -> int | None:
    """What the best set costs; None where the goal is out of reach."""
    try:
        return choose(document.curriculum, document.learner).minutes
    except Unreachable:
        return None


@given(instances(), st.data())
def test_whoever_knows_more_never_needs_more_hours(instance, data):
    document = Document(curriculum=instance.curriculum, learner=instance.learner)
    before = minutes_of(document)
    more = data.draw(st.sets(st.sampled_from([node.id for node in instance.curriculum.nodes]), min_size=1, max_size=3))
    known = tuple(dict.fromkeys((*instance.learner.known, *sorted(more))))
    after = minutes_of(document.changed(learner=instance.learner.changed(known=known)))
    assert before is None or (after is not None and after <= before)


@given(instances(), st.data())
def test_giving_up_a_wish_never_makes_the_plan_worse(instance, data):
    names = st.sets(st.sampled_from([node.id for node in instance.curriculum.nodes]), max_size=3)
    wishful = instance.learner.changed(
        avoid=tuple(sorted(data.draw(names))),
        prefer=tuple(sorted(data.draw(names))),
        free_only=data.draw(st.booleans()),
        budget_usd=data.draw(st.sampled_from((None, 0.0, 50.0, 200.0))),
    )
    document = Document(curriculum=instance.curriculum, learner=wishful)
    before = minutes_of(document)
    everything = wishes(wishful)
    # Of several preferred options of one choice the cheapest is taken: without it a dearer one has to be.
    free_to_go = [wish for wish in everything if wish.field != "prefer" or len(wishful.prefer) == 1]
    if free_to_go:
        given_up = data.draw(st.sampled_from(free_to_go))
        relaxed = with_only(wishful, [wish for wish in everything if wish != given_up])
        after = minutes_of(document.changed(learner=relaxed))
        assert before is None or (after is not None and after <= before)


@given(instances(), st.data())
def test_conflicts_hold_nothing_superfluous_and_repairs_work(instance, data):
    names = st.sets(st.sampled_from([node.id for node in instance.curriculum.nodes]), max_size=4)
    wishful = instance.learner.changed(
        avoid=tuple(sorted(data.draw(names))),
        prefer=tuple(sorted(data.draw(names))),
        free_only=data.draw(st.booleans()),
        budget_usd=data.draw(st.sampled_from((None, 0.0, 50.0))),
    )
    curriculum, everything = instance.curriculum, wishes(wishful)
    document = Document(curriculum=curriculum, learner=wishful)
    for conflict in conflicts(curriculum, wishful):
        assert minutes_of(document.changed(learner=with_only(wishful, conflict))) is None
        for wish in conflict:
            # With two preferences in one choice either may be out of reach alone: what else is wished may be lacking.
            rest = [one for one in conflict if one != wish]
            others = [one for one in everything if one not in rest]
            more = chain.from_iterable(combinations(others, size) for size in range(len(others) + 1))
            assert any(reachable(curriculum, with_only(wishful, [*rest, *one])) for one in more)
    dropped = repair(curriculum, wishful)
    if conflicts(curriculum, wishful):
        kept = [wish for wish in everything if wish not in dropped]
        assert minutes_of(document.changed(learner=with_only(wishful, kept))) is not None
        assert plan_is_possible(whatif.repairs(document))


@given(instances(), st.data())
def test_every_smallest_set_of_wishes_to_give_up_is_found_and_the_fewest_come_first(instance, data):
    ids = [node.id for node in instance.curriculum.nodes]
    wishful = instance.learner.changed(
        avoid=tuple(sorted(data.draw(st.sets(st.sampled_from(ids), max_size=4)))),
        prefer=tuple(sorted(data.draw(st.sets(st.sampled_from(ids), max_size=3)))),
        free_only=data.draw(st.booleans()),
        budget_usd=data.draw(st.sampled_from((None, 0.0, 50.0))),
    )
    curriculum, everything = instance.curriculum, wishes(wishful)
    wanted: list[set[Wish]] = []
    if conflicts(curriculum, wishful):
        for size in range(1, len(everything) + 1):
            for given_up in map(set, combinations(everything, size)):
                kept = [wish for wish in everything if wish not in given_up]
                enough = not any(one <= given_up for one in wanted)
                if enough and reachable(curriculum, with_only(wishful, kept)):
                    wanted.append(given_up)
    found = list(repairs(curriculum, wishful))
    assert sorted(map(sorted, found)) == sorted(map(sorted, wanted))
    assert list(map(len, found)) == sorted(map(len, found))


def plan_is_possible(offered: list[whatif.Repair]) -> bool:
    return bool(offered) and all(queries.plan(one.document).status is not PlanStatus.IMPOSSIBLE for one in offered)
