"""Two plans side by side, other plans as a table, and why an item is in the plan or not."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from build import all_of, any_of, curriculum, learner, node
from hypothesis import given, settings
from strategies import instances

from planner.app import commands, queries
from planner.app.compare import Comparison, alternative_lines, compare, lines, read_plan
from planner.app.explanation import Explanation
from planner.app.explanation import lines as why_lines
from planner.model.document import Document
from planner.model.plan import PlanStatus
from planner.model.problem import PlannerError

NODES = (
    node("base", 20),
    node("aws", 10, "base", cost_usd=100),
    node("azure", 16, "base"),
    node("old", 5, status="retired"),
    node("brought", 9),
    node("bringer", 4, grants=["brought"]),
    node("aside", 7),
    node(
        "goal",
        2,
        all_of(any_of("aws", "azure", name="Cloud"), "brought", "bringer"),
        reasons={"aws": "It runs there.", "bringer": "It is asked for."},
    ),
)


@pytest.fixture
def document() -> Document:
    return Document(curriculum=curriculum(*NODES, target="goal"), learner=learner())


def test_a_comparison_says_what_only_one_has_what_moved_and_what_is_decided_differently(document):
    a, b = queries.plan(document), queries.plan(commands.prefer(document, "azure"))
    found = compare(a, b)
    assert [item.id for item in found.only_a] == ["aws"]
    assert [item.id for item in found.only_b] == ["azure"]
    assert (found.change.hours, found.change.cost_usd) == (6, -100)
    assert a.finish is not None
    assert b.finish is not None
    assert found.change.days == (b.finish - a.finish).days
    assert [(one.name, one.a, one.b) for one in found.decisions] == [("Cloud", ("AWS",), ("AZURE",))]
    assert found.same + len(found.moved) == 3
    words = lines(found)
    assert "B instead of A: +6 h, -100 USD, finish 5 days later" in words
    assert "  Cloud: AWS in A, AZURE in B" in words
    assert Comparison.model_validate_json(found.model_dump_json()) == found


def test_dates_that_move_are_told_in_days(document):
    later = commands.set_begin(document, document.learner.availability.start + timedelta(days=7))
    found = compare(queries.plan(document), queries.plan(later))
    assert (found.only_a, found.only_b, found.decisions, found.same) == ((), (), (), 0)
    assert {(item.start_days, item.finish_days, item.hours) for item in found.moved} == {(7, 7, 0)}
    assert found.change.days == 7


def test_plans_to_different_goals_and_impossible_ones_are_compared_honestly(document):
    other = queries.plan(commands.set_goal(document, "azure"))
    assert "The plans lead to different goals." in lines(compare(queries.plan(document), other))
    blocked = queries.plan(commands.avoid(document, "goal"))
    found = compare(queries.plan(document), blocked)
    assert not found.change.possible
    assert "B: GOAL: not possible" in lines(found)


@settings(max_examples=40)
@given(instances())
def test_a_plan_is_the_same_as_itself_and_turned_round_the_signs_turn(instance):
    document = Document(curriculum=instance.curriculum, learner=instance.learner)
    a = queries.plan(document)
    b = queries.plan(document.changed(learner=instance.learner.changed(avoid=(), known=())))
    same = compare(a, a)
    assert (same.only_a, same.only_b, same.moved, same.decisions) == ((), (), (), ())
    one, two = compare(a, b), compare(b, a)
    assert (one.only_a, one.only_b) == (two.only_b, two.only_a)
    if a.status is not PlanStatus.IMPOSSIBLE and b.status is not PlanStatus.IMPOSSIBLE:
        assert one.change.hours == -two.change.hours
        assert len(one.only_b) - len(one.only_a) == b.totals.items - a.totals.items
    assert lines(one)


def test_a_saved_plan_is_read_again_and_anything_else_is_refused_with_a_hint(document, tmp_path: Path):
    plan, saved = queries.plan(document), tmp_path / "a.json"
    saved.write_text(plan.model_dump_json(indent=2), encoding="utf-8")
    assert read_plan(saved) == plan
    for number, content in enumerate(("", "{", "[]", "7", '{"format": "trailmark.curriculum"}', "[" * 100_000)):
        wrong = tmp_path / f"{number}.json"
        wrong.write_text(content, encoding="utf-8")
        with pytest.raises(PlannerError, match="is no saved plan"):
            read_plan(wrong)
    broken = tmp_path / "broken.json"
    broken.write_text('{"format": "trailmark.plan", "aim": "hours"}', encoding="utf-8")
    with pytest.raises(PlannerError):
        read_plan(broken)
    with pytest.raises(PlannerError):
        read_plan(tmp_path / "missing.json")


def test_alternatives_are_told_against_the_own_plan(document):
    found = queries.alternatives(document)
    assert [(row.plan.hours, row.plan.cost_usd) for row in found.front] == [(36, 100), (42, 0)]
    assert found.front[0].change.words() == "the same"
    assert (found.front[1].adds, found.front[1].drops) == (("azure",), ("aws",))
    assert [row.plan.hours for row in found.next_best] == [42]
    assert any("Cloud: AZURE" in line for line in alternative_lines(found))


# Why


def why(document: Document, item: str) -> Explanation:
    found = queries.why(document, queries.plan(document), item)
    assert Explanation.model_validate_json(found.model_dump_json()) == found
    assert why_lines(found)
    return found


def test_an_item_that_every_plan_needs(document):
    found = why(document, "base")
    assert (found.planned, found.always, found.choice) == (True, True, "")
    assert [step.id for step in found.chain] == ["base", "aws"]
    assert found.known is not None
    assert found.known.hours == -20
    assert [one.id for one in found.opens] == ["aws"]
    assert "Every plan to this goal needs it." in why_lines(found)


def test_an_item_that_only_a_wish_brings_in_is_not_needed_by_every_plan():
    nodes = (node("a", 5), node("b", 9), node("goal", 0, any_of("a", "b", name="Pick")))
    preferred = Document(curriculum=curriculum(*nodes), learner=learner(prefer=("b",)))
    found = why(preferred, "b")
    assert found.without is not None
    assert (found.always, found.without.possible, found.without.hours) == (False, True, -4)
    only_one_left = Document(curriculum=curriculum(*nodes), learner=learner(avoid=("a",)))
    found = why(only_one_left, "b")
    assert not found.always
    assert "Every plan that keeps your wishes needs it." in why_lines(found)


def test_an_item_that_was_chosen_has_a_price_and_so_have_the_others(document):
    found = why(document, "aws")
    assert (found.always, found.choice) == (False, "Cloud")
    assert found.without is not None
    assert (found.without.hours, found.without.cost_usd) == (6, -100)
    assert [(one.title, one.chosen, one.price.hours) for one in found.options] == [
        ("AWS", True, 0),
        ("AZURE", False, 6),
    ]
    words = why_lines(found)
    assert "The best plan without it: +6 h, -100 USD, finish 5 days later." in words
    assert "  for GOAL: It runs there." in words
    assert "  AWS (taken)" in words
    assert found.slack_days is not None


@pytest.mark.parametrize(
    ("item", "reason", "words"),
    [
        ("azure", "other-option", "Another option was taken in: Cloud"),
        ("old", "retired", "It is no longer offered and cannot be planned."),
        ("brought", "comes-with", "It comes with “BRINGER” for nothing."),
        ("aside", "not-needed", "Nothing in your plan needs it."),
    ],
)
def test_an_item_that_is_not_planned_says_why_not(document, item, reason, words):
    found = why(document, item)
    assert (found.planned, found.why_not) == (False, reason)
    assert words in why_lines(found)


def test_wishes_and_what_is_held_are_reasons_too(document):
    assert why(commands.avoid(document, "aws"), "aws").why_not == "avoided"
    assert why(commands.set_free_only(document, True), "aws").why_not == "costs"
    assert why(commands.mark_known(document, "base"), "base").why_not == "held"


def test_preferring_an_option_has_a_price_and_preferring_what_is_no_option_changes_nothing(document):
    preferred = why(document, "azure").preferring
    assert preferred is not None
    assert (preferred.hours, preferred.cost_usd) == (6, -100)
    assert why(document, "aside").preferring is None
    with pytest.raises(PlannerError, match="Did you mean"):
        queries.why(document, queries.plan(document), "azur")


def test_the_built_in_curriculum_has_an_answer_for_every_item():
    document = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), "entry-data-scientist")
    plan = queries.plan(document)
    for item in [*document.curriculum.nodes][::40]:
        found = queries.why(document, plan, item.id)
        assert found.planned == (item.id in {one.id for one in plan.items})
        assert found.planned == (found.why_not == "")
        assert len(why_lines(found)) >= 2
