"""Other plans as a table, and how one of them becomes the learner's own."""

from __future__ import annotations

from datetime import date

import pytest
from build import any_of, at_least, curriculum, learner, node
from hypothesis import given, settings
from strategies import timed_instances

from planner.app import commands, queries
from planner.app.commands import PlanWishes
from planner.app.others import OtherPlans, different_words, items_of, nothing_words, proved_words, rows
from planner.app.take import difference_words, take
from planner.model.document import Document
from planner.model.learner import Aim
from planner.model.plan import PlanStatus
from planner.model.problem import PlannerError

NODES = (
    node("slow", 30),
    node("dear", 10, cost_usd=500),
    node("job", kind="experience", months=3),
    node("middle", 20, cost_usd=100),
    node("wait", 1, "job"),
    node("goal", 0, any_of("slow", "dear", "middle", "wait", name="How")),
)


@pytest.fixture
def document() -> Document:
    return Document(curriculum=curriculum(*NODES), learner=learner())


def found(document: Document) -> OtherPlans:
    *_parts, last = queries.other_plans(document)
    return last


def test_the_own_plan_comes_first_and_no_plan_stands_there_twice(document):
    shown = rows(found(document))
    assert shown[0].own
    assert [row.own for row in shown].count(True) == 1
    sets = [items_of(row.plan) for row in shown]
    assert len(set(sets)) == len(sets) == 4
    assert [row.name for row in shown[1:]] == ["Earliest finish", "Trade-off", "Trade-off"]
    assert shown[0].best == {Aim.HOURS, Aim.MONEY}
    assert "How: “DEAR” instead of “WAIT”" in different_words(shown[1])
    assert "1 step more, 2 left out" in different_words(shown[1])
    assert {proved_words(row.plan) for row in shown} == {"Proved"}


def test_what_is_found_is_handed_over_part_by_part(document):
    first, last = queries.other_plans(document)
    assert (first.front, first.complete) == ((), False)
    assert last.complete
    assert last.next_best == first.next_best
    assert len(last.front) == 4


def test_a_search_that_is_stopped_keeps_only_what_is_good(document):
    parts = list(queries.other_plans(document, queries.plan(document), 60.0, lambda: True))
    assert not parts[-1].complete
    assert all(plan.proof == "optimal" for plan in parts[-1].next_best)
    assert rows(parts[-1])[0].own
    assert not queries.alternatives(document, 60.0, lambda: True).complete


def test_without_another_plan_it_is_said_why(document):
    only = Document(curriculum=curriculum(node("a", 5), node("goal", 2, "a")), learner=learner())
    assert len(rows(found(only))) == 1
    assert "every way to your goal is nearly the same" in nothing_words(only, found(only))[1]
    wished = commands.avoid(only, "goal")
    assert "No plan is possible yet" in nothing_words(wished, found(wished))[0]
    there = commands.mark_known(only, "goal")
    assert "nothing is left to do" in nothing_words(there, found(there))[0]
    choosy = commands.set_budget(only, 10.0)
    assert "Your wishes may rule others out" in nothing_words(choosy, found(choosy))[-1]
    stopped = OtherPlans(queries.plan(only), complete=False)
    assert "ended before" in nothing_words(only, stopped)[0]


# Taking one


def test_every_other_plan_can_be_taken(document):
    own = queries.plan(document)
    for row in rows(found(document))[1:]:
        taken = take(document, own, row.plan)
        assert taken is not None
        assert (taken.same, taken.words) == (True, "")
        again = queries.plan(commands.take_alternative(document, taken.wishes))
        assert items_of(again) == items_of(row.plan)


def test_the_aim_alone_is_enough_where_it_is_and_a_budget_where_that_is(document):
    own = queries.plan(document)
    quick = queries.plan(commands.set_aim(document, Aim.TIME))
    taken = take(document, own, quick)
    assert taken is not None
    assert taken.wishes == PlanWishes(Aim.TIME)
    dear = commands.avoid(document, "wait")
    cheaper = queries.plan(commands.set_budget(dear, 200.0))
    taken = take(dear, queries.plan(dear), cheaper)
    assert taken is not None
    assert taken.wishes == PlanWishes(Aim.HOURS, budget_usd=100.0)


def test_what_cannot_be_preferred_is_reached_by_avoiding():
    nodes = (
        node("a", 1),
        node("b", 2),
        node("c", 3),
        node("goal", 0, at_least(2, "a", "b", "c", name="Two")),
        node("other", 9),
    )
    document = Document(curriculum=curriculum(*nodes), learner=learner())
    own = queries.plan(document)
    other = queries.plan(commands.avoid(document, "a"))
    taken = take(document, own, other)
    assert taken is not None
    assert taken.same
    assert set(taken.wishes.prefer) == {"b", "c"}


def test_nobody_waits_for_a_plan_that_is_not_wanted_any_more(document):
    own = queries.plan(document)
    assert take(document, own, queries.plan(commands.set_aim(document, Aim.TIME)), lambda: True) is None


def test_wishes_are_added_to_those_that_there_are(document):
    wished = commands.prefer(commands.avoid(commands.set_budget(document, 300.0), "dear"), "middle")
    new = commands.take_alternative(wished, PlanWishes(Aim.MONEY, (Aim.HOURS,), None, ("dear",), ("middle", "dear")))
    learner_now = new.learner
    assert (learner_now.aim, learner_now.then, learner_now.budget_usd) == (Aim.MONEY, (Aim.HOURS,), 300.0)
    assert (learner_now.prefer, learner_now.avoid) == (("dear",), ("middle",))
    assert commands.take_alternative(new, PlanWishes(Aim.MONEY, budget_usd=5.0)).learner.budget_usd == 5.0
    with pytest.raises(PlannerError):
        commands.take_alternative(document, PlanWishes(Aim.MONEY, prefer=("deer",)))


def test_a_plan_that_is_only_nearly_the_same_says_in_one_sentence_what_is_different(document):
    own, quick = queries.plan(document), queries.plan(commands.set_aim(document, Aim.TIME))
    assert difference_words(own, own) == ""
    words = difference_words(quick, own)
    assert words.startswith("Planning again gives nearly this plan (")
    assert "also “JOB”, “WAIT”, without “DEAR”" in words
    later = queries.plan(commands.set_begin(document, date(2026, 2, 2)))
    assert difference_words(own, later) == "The steps are those that you chose, but: finish 4 weeks later."


@settings(max_examples=40, deadline=None)
@given(timed_instances())
def test_taking_gives_the_plan_or_says_what_is_different(instance):
    document = Document(curriculum=instance.curriculum, learner=instance.learner)
    own = queries.plan(document)
    if own.status is PlanStatus.IMPOSSIBLE:
        return
    for row in rows(found(document))[1:]:
        taken = take(document, own, row.plan)
        assert taken is not None
        again = queries.plan(commands.take_alternative(document, taken.wishes))
        mine, theirs = again.totals, row.plan.totals
        alike = (mine.hours, mine.cost_usd, again.finish) == (theirs.hours, theirs.cost_usd, row.plan.finish)
        assert taken.same == (items_of(again) == items_of(row.plan) and alike)
        assert taken.same == (not taken.words)


@pytest.mark.parametrize("entry", ["data-analyst"])
def test_the_built_in_curriculum(entry):
    document = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), f"entry-{entry}")
    own = queries.plan(document)
    shown = rows(found(document))
    assert len(shown) >= 4
    for row in shown[1:]:
        taken = take(document, own, row.plan)
        assert taken is not None
        assert taken.same, taken.words
