"""Deciding a choice: what every option costs, and that the plan takes the one that was chosen."""

from __future__ import annotations

import json
from typing import Any

import pytest
from build import all_of, any_of, at_least, curriculum, ids, learner, node
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.app import commands, deciding, explanation, named_choices, queries, side_by_side, take, whatif
from planner.app.variants import Variation, varied
from planner.handout.make import make
from planner.model.document import Document
from planner.model.plan import Decision, Plan
from planner.model.requirement import leaves, members

HOURS = {"a": 3, "b": 9, "c": 1, "d": 20, "x": 2, "y": 5}


def asked(requires: Any = None, beside: Any = None, hours: dict[str, float] | None = None, **wishes: Any) -> Document:
    """A goal with these requirements over a few items of different hours."""
    fields = {"corequisites": beside} if beside is not None else {}
    nodes = [node(item, length) for item, length in (hours or HOURS).items()]
    return Document(curriculum=curriculum(*nodes, node("goal", 1, requires, **fields)), learner=learner(**wishes))


def hours_of(document: Document, plan: Plan, decision: Decision) -> list[float]:
    """The prices of the options of a choice in hours, each of them possible and taken when it is chosen."""
    prices = [whatif.option_price(document, plan, decision, option) for option in range(len(decision.options))]
    assert all(price.possible and price.taken for price in prices)
    return [price.hours for price in prices]


def chosen(document: Document, decision: Decision, option: int) -> Document:
    return commands.choose_option(document, decision.nodes, decision.name, option, decision.path)


def test_an_option_of_what_is_taken_along_has_its_price_and_can_be_chosen() -> None:
    document = asked(beside=any_of("a", "b", name="Tool"))
    plan = queries.plan(document)
    (decision,) = plan.decisions
    assert hours_of(document, plan, decision) == [0, 6]
    assert ids(queries.plan(chosen(document, decision, 1))) == {"b", "goal"}
    assert ids(queries.plan(varied(document, Variation(choices={"Tool": 1})))) == {"b", "goal"}
    assert not any(one.code == "no-choice" for one in queries.plan(chosen(document, decision, 1)).problems)


def test_options_that_begin_alike_are_told_apart() -> None:
    document = asked(any_of(all_of("x", "a"), all_of("x", "b"), name="Tool"))
    plan = queries.plan(document)
    assert hours_of(document, plan, plan.decisions[0]) == [0, 6]
    other = chosen(document, plan.decisions[0], 1)
    assert ids(queries.plan(other)) == {"x", "b", "goal"}
    assert ids(queries.plan(chosen(other, plan.decisions[0], 0))) == {"x", "a", "goal"}


def test_an_option_within_another_one_can_be_chosen_and_so_can_the_other() -> None:
    document = asked(any_of("x", all_of("x", "a"), name="Tool"))
    plan = queries.plan(document)
    assert hours_of(document, plan, plan.decisions[0]) == [0, 3]
    larger = chosen(document, plan.decisions[0], 1)
    assert ids(queries.plan(larger)) == {"x", "a", "goal"}
    assert ids(queries.plan(chosen(larger, plan.decisions[0], 0))) == {"x", "goal"}


@pytest.mark.parametrize("options", [("x", all_of("x", "a")), (all_of("x", "a"), "x")])
def test_what_was_chosen_is_shown_as_the_wish(options: Any) -> None:
    document = asked(any_of(*options, name="Tool"))
    for option in (0, 1, 0):
        document = commands.choose_option(document, ["goal"], "Tool", option)
        (choice,) = named_choices.named_choices(document)
        assert choice.wished == option


def test_a_choice_inside_an_option_stays_open() -> None:
    document = asked(any_of(any_of("a", "c"), "b", name="Tool"), prefer=("b",))
    plan = queries.plan(document)
    assert hours_of(document, plan, plan.decisions[0]) == [-8, 0]
    assert ids(queries.plan(chosen(document, plan.decisions[0], 0))) == {"c", "goal"}


def test_the_wish_inside_an_option_is_kept_when_the_option_is_chosen_again() -> None:
    document = asked(any_of(any_of("a", "c"), "b", name="Tool"), prefer=("a",))
    (outer,) = [one for one in queries.plan(document).decisions if one.name]
    assert chosen(document, outer, 0).learner.prefer == ("a",)


def test_choices_without_a_name_are_decided_one_by_one() -> None:
    document = asked(all_of(any_of("a", "b"), any_of("c", "y")))
    plan = queries.plan(document)
    first, second = plan.decisions
    assert (first.path, second.path) == ("requires.all[0]", "requires.all[1]")
    assert hours_of(document, plan, first) == [0, 6]
    assert hours_of(document, plan, second) == [0, 4]
    assert ids(queries.plan(chosen(document, first, 1))) == {"b", "c", "goal"}
    prices = whatif.option_prices(document, plan)
    assert [[price.hours for price in prices[one.key]] for one in plan.decisions] == [[0, 6], [0, 4]]


def test_of_several_an_option_more_is_priced_and_taken() -> None:
    document = asked(at_least(2, "a", "b", "c", "d", name="Tools"))
    plan = queries.plan(document)
    assert hours_of(document, plan, plan.decisions[0]) == [0, 6, 0, 17]
    both = chosen(chosen(document, plan.decisions[0], 1), plan.decisions[0], 3)
    assert ids(queries.plan(both)) == {"b", "d", "goal"}
    assert ids(queries.plan(chosen(both, plan.decisions[0], 0))) == {"a", "d", "goal"}


@pytest.mark.parametrize(
    "requirement", [any_of("a", "b"), at_least(1, "a", "b"), at_least(2, "a", "b", "c", name="Tools")]
)
def test_why_prices_the_options_of_every_choice(requirement: Any) -> None:
    document = asked(requirement)
    plan = queries.plan(document)
    assert {one.title: one.words() for one in queries.why(document, plan, "a").options}["A"] == "the same"
    left = queries.why(document, plan, "b")
    assert left.why_not == "other-option"
    assert left.choice in ("Tools", "a choice in “GOAL”")
    assert any(line.startswith("  B: +6 h") for line in explanation.lines(left))


def test_an_option_that_is_not_even_taken_when_it_is_chosen_says_so() -> None:
    nodes = [node("a", 3), node("b", 90), node("c", 5), node("long", 1, any_of("a", "b", name="Tool"))]
    document = Document(curriculum=curriculum(*nodes, node("goal", 1, any_of("long", "c"))), learner=learner())
    plan = queries.plan(document)
    (decision,) = [one for one in plan.decisions if one.name]
    price = whatif.option_price(document, plan, decision, 1)
    assert (price.hours, price.taken) == (1, False)
    assert whatif.price_words(price) == "+1 h, and it is not taken even then"
    assert "  B: +1 h, and it is not taken even then" in explanation.lines(queries.why(document, plan, "a"))


def test_a_handout_prices_the_options_of_a_choice_without_a_name() -> None:
    document = asked(beside=any_of("a", "b"))
    (choice,) = make(document, queries.plan(document)).choices
    assert [(one.title, one.chosen) for one in choice.options] == [("A", True), ("B", False)]
    assert choice.options[1].price.startswith("+6 h")


def test_plans_that_differ_in_the_second_choice_of_an_item_are_told_apart() -> None:
    document = asked(all_of(any_of("a", "b"), any_of("c", "y")))
    own = queries.plan(document)
    other = queries.plan(chosen(document, own.decisions[0], 1))
    (found,) = side_by_side.side_by_side([own, other]).decisions
    assert (found.name, found.taken) == ("GOAL", (("A",), ("B",)))
    taken = take.take(document, own, other)
    assert taken is not None
    assert taken.wishes.prefer == ("b",)


def _options(pool: str) -> st.SearchStrategy[Any]:
    leaf = st.sampled_from(pool)
    both = st.lists(leaf, min_size=2, max_size=3, unique=True)
    inner = st.one_of(leaf, both.map(lambda some: all_of(*some)), both.map(lambda some: any_of(*some)))
    mixed = st.tuples(leaf, both).map(lambda found: all_of(found[0], any_of(*found[1])))
    return st.lists(st.one_of(inner, mixed), min_size=2, max_size=4, unique_by=lambda one: json.dumps(one))


@st.composite
def _choices(draw: st.DrawFn, pool: str, name: str) -> dict[str, Any]:
    options = draw(_options(pool))
    named = {"name": name} if draw(st.booleans()) else {}
    return any_of(*options, **named)


def _restricted(choice: dict[str, Any], option: int) -> Any:
    return choice["any"][option]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_choices("abcd", "One"), _choices("uvwx", "Two"), st.booleans(), st.integers(0, 2**32 - 1))
def test_the_price_of_an_option_is_that_of_the_best_plan_with_it(
    one: dict[str, Any], other: dict[str, Any], beside: bool, numbers: int
) -> None:
    hours: dict[str, float] = {item: 1 + (numbers >> (4 * at)) % 16 for at, item in enumerate("abcduvwx")}

    def document(first: Any) -> Document:
        return asked(other, first, hours) if beside else asked(all_of(first, other), hours=hours)

    mine = document(one)
    plan = queries.plan(mine)
    field = "corequisites" if beside else "requires.all[0]"
    (group,) = deciding.groups_at(mine.curriculum, ["goal"], one.get("name", ""), "" if "name" in one else field)
    (decision,) = [each for each in plan.decisions if group in deciding.groups_of(mine.curriculum, each)]
    for option in range(len(one["any"])):
        least = queries.plan(document(_restricted(one, option)))
        price = whatif.option_price(mine, plan, decision, option)
        named = [set(leaves(each)) for each in members(group)]
        inside = [other for at, other in enumerate(named) if at != option and named[option] <= other]
        assert price.taken or inside  # by naming items alone "a and b" is not told from "c and (a or b)"
        if price.taken:
            assert price.hours == least.totals.hours - plan.totals.hours
            assert deciding.takes(mine, queries.plan(chosen(mine, decision, option)), decision, option)
