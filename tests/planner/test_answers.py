"""What the window asks of a finished plan: what is ready, why not earlier, an order by hand, what is proved."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from build import MONDAY, all_of, curriculum, learner, node
from hypothesis import given, settings
from strategies import instances

from planner.app import commands, queries
from planner.app.forecast_words import meaning_words, range_words
from planner.app.map import Mark, Sight
from planner.app.moves import move
from planner.app.proof import choice_words, order_limit_words, order_words
from planner.app.ready import ready
from planner.app.today import today
from planner.app.upcoming import had_in
from planner.app.why import when_words
from planner.model.document import Document
from planner.model.learner import Aim, Order
from planner.model.plan import HeldBack, Ordered, Plan, Renewal
from planner.model.problem import PlannerError
from planner.model.requirement import holds
from planner.planning.held import closed
from planner.planning.plan import make_plan

LADDER = (
    node("a", 2),
    node("b", 2, "a"),
    node("c", 2, "b"),
    node("x", 2),
    node("y", 2),
    node("goal", 1, all_of("c", "x", "y")),
)


def document(*nodes, **fields) -> Document:
    return Document(curriculum=curriculum(*(nodes or LADDER)), learner=learner(**fields))


def order(plan: Plan) -> list[str]:
    return [item.id for item in plan.items]


# -- ready


def test_ready_is_what_needs_nothing_more_and_what_opens_most_comes_first() -> None:
    asked = document()
    found = ready(asked, make_plan(asked))
    assert (found[0].item.id, found[0].opens) == ("a", 3)
    assert {(one.item.id, one.opens) for one in found[1:]} == {("x", 1), ("y", 1)}


def test_what_is_held_is_not_ready_but_makes_others_ready() -> None:
    asked = document(known=("a",))
    best = ready(asked, make_plan(asked))[0]
    assert (best.item.id, best.opens) == ("b", 2)
    before = document()
    assert "a" not in {one.item.id for one in ready(commands.mark_known(before, "a"), make_plan(before))}


def test_corequisites_of_each_other_are_ready_together() -> None:
    both = (node("p", 1, corequisites="q"), node("q", 1, corequisites="p"), node("goal", 1, all_of("p", "q")))
    asked = document(*both)
    assert {(one.item.id, one.opens) for one in ready(asked, make_plan(asked))} == {("p", 1), ("q", 1)}


def test_what_the_learner_holds_back_is_ready_from_its_day_on() -> None:
    asked = document(not_before={"a": date(2028, 1, 1), "x": date(2026, 1, 5)})
    plan = make_plan(asked)
    for day, those in ((date(2027, 12, 31), {"x", "y"}), (date(2028, 1, 1), {"a", "x", "y"})):
        assert {one.item.id for one in ready(commands.set_today(asked, day), plan)} == those
        assert {one.item.id for one in ready(asked, plan, day)} == those


def test_what_is_learned_together_with_something_held_back_is_not_ready_either() -> None:
    both = (node("p", 1, corequisites="q"), node("q", 1, corequisites="p"), node("goal", 1, all_of("p", "q")))
    asked = document(*both, not_before={"q": date(2028, 1, 1)})
    assert ready(asked, make_plan(asked), date(2027, 1, 4)) == []


def test_ready_agrees_with_the_built_in_curriculum() -> None:
    asked = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), "data-analyst")
    plan = queries.plan(asked)
    held, found = set(plan.held), ready(asked, plan)
    assert {one.item.id for one in found} == {item.id for item in plan.items if held.issuperset(item.needs)}
    assert found[0].opens == max(one.opens for one in found) > 10
    for one in found:
        _before, after = queries.chain(asked.curriculum, plan, one.item.id)
        assert one.opens == len(after - {one.item.id})


COURSE = (
    node("course", 10, kind="course", partial={"a": 0.9, "b": 0.9}),
    node("a", 40),
    node("b", 40),
    node("goal", 0, all_of("a", "b")),
)
BUNDLE = (
    node("bundle", 10, kind="course", grants=["a", "b"]),
    node("a", 40),
    node("b", 40),
    node("x", 4, "a"),
    node("y", 4, "b"),
    node("goal", 0, all_of("x", "y")),
)


@pytest.mark.parametrize(("nodes", "first", "opened"), [(COURSE, "course", ["A", "B"]), (BUNDLE, "bundle", ["X", "Y"])])
def test_what_gives_credit_or_brings_others_opens_them_and_comes_first(nodes, first: str, opened: list[str]) -> None:
    asked = document(*nodes)
    plan = queries.plan(asked)
    assert [(one.item.id, one.opens) for one in ready(asked, plan)] == [(first, 3)]
    assert [one.title for one in queries.why(asked, plan, first).opens] == opened
    step = today(asked, plan, MONDAY).next
    assert step is not None
    assert list(step.unlocks) == opened
    assert queries.chain(asked.curriculum, plan, first)[1] == {*(one.lower() for one in opened), "goal"}
    picture = queries.draw(asked, plan, Sight())
    marks = {item: picture.nodes[item].mark for item in (first, *map(str.lower, opened))}
    assert marks == {first: Mark.READY, **dict.fromkeys(map(str.lower, opened), Mark.LOCKED)}
    for later in map(str.lower, opened):
        with pytest.raises(PlannerError, match=rf"“{later.upper()}” needs “{first.upper()}” first\.$"):
            move(asked, plan, later, first)
    with pytest.raises(PlannerError, match=f"needs “{first.upper()}” first"):
        move(asked, plan, first, None)


@given(instances())
@settings(max_examples=150, deadline=None)
def test_what_is_ready_can_be_begun_in_the_plan_as_it_is(instance) -> None:
    asked = Document(curriculum=instance.curriculum, learner=instance.learner)
    plan = queries.plan(asked)
    able = ready(asked, plan)
    held = closed(asked.curriculum, had_in(plan, plan.held))  # what is covered is had before it is ticked
    together = closed(asked.curriculum, [*held, *(one.item.id for one in able)])
    for one in able:
        node = asked.curriculum.by_id[one.item.id]
        assert holds(node.requires, held)
        assert holds(node.corequisites, together)
        assert one.item.credit is None or one.item.credit.source in held


# -- an order by hand


@given(instances(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_move_that_is_not_refused_gives_a_plan_in_that_order(instance, data) -> None:
    asked = Document(curriculum=instance.curriculum, learner=instance.learner)
    plan = queries.plan(asked)
    if not plan.items:
        return
    item, before = data.draw(st.sampled_from(order(plan))), data.draw(st.sampled_from([*order(plan), None]))
    try:
        moved = queries.plan(move(asked, plan, item, before))
    except PlannerError:
        return
    assert not [one.message for one in moved.problems if one.code == "order-by-hand"]


def test_a_move_lists_the_two_items_that_it_touches_and_nothing_else() -> None:
    asked = document()
    plan = make_plan(asked)
    later, earlier = ("x", "y") if order(plan).index("x") > order(plan).index("y") else ("y", "x")
    assert move(asked, plan, later, earlier).learner.by_hand == (later, earlier)
    down = move_items(plan, "x", "a", "y", "b", "c", "goal")
    assert move(asked, down, "x", "b").learner.by_hand == ("y", "x")


def test_a_move_over_a_prerequisite_names_the_chain() -> None:
    asked = document()
    plan = make_plan(asked)
    with pytest.raises(PlannerError, match="“C” needs “A” first: A ▸ B ▸ C"):
        move(asked, move_items(plan, "a", "c", "b", "x", "y", "goal"), "c", "a")
    with pytest.raises(PlannerError, match=r"“B” needs “A” first\.$"):
        move(asked, plan, "b", "a")
    with pytest.raises(PlannerError, match="“GOAL” needs"):
        move(asked, plan, order(plan)[-2], None)
    with pytest.raises(PlannerError, match="Only steps of your plan"):
        move(asked, plan, "a", "nothing")


def move_items(plan: Plan, *wanted: str) -> Plan:
    """The same plan with its items in another order."""
    by_id = {item.id: item for item in plan.items}
    return plan.changed(items=tuple(by_id[one] for one in wanted))


def test_moving_to_where_it_stands_changes_nothing() -> None:
    asked = document()
    plan = make_plan(asked)
    for one, following in pairwise(order(plan)):
        assert move(asked, plan, one, following) is asked
        assert move(asked, plan, one, one) is asked


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_every_move_is_either_refused_or_possible(data) -> None:
    """What is listed can always be kept: no move contradicts a prerequisite, whatever was moved before."""
    asked = document()
    plan = make_plan(asked)
    needs = {item.id: set(item.needs) for item in plan.items}
    for _step in range(4):
        item = data.draw(st.sampled_from(order(plan)))
        before = data.draw(st.sampled_from([*order(plan), None]))
        try:
            asked = move(asked, plan, item, before)
        except PlannerError:
            continue
        new = [one for one in order(plan) if one != item]
        new.insert(new.index(before) if before not in (None, item) else len(new), item)
        if before != item:
            plan = move_items(plan, *new)
        assert [one for one in order(plan) if one in asked.learner.by_hand] == [*asked.learner.by_hand]
        assert all(new.index(one) < new.index(other) for other in new for one in needs[other] if before != item)


def test_the_order_by_hand_is_forgotten_by_one_command() -> None:
    asked = commands.set_by_hand(document(), ["x", "a"])
    assert asked.learner.by_hand == ("x", "a")
    assert commands.set_by_hand(asked, ()).learner.by_hand == ()


# -- why not earlier


@pytest.mark.parametrize(
    ("held_back", "fields", "words"),
    [
        (HeldBack(by="prerequisite", item="a"), {}, "it waits for “A” until"),
        (HeldBack(by="study", item="a"), {}, "your study time is taken by “A” until"),
        (HeldBack(by="place", item="a"), {}, "one job or degree at a time, and “A” lasts until"),
        (HeldBack(by="order", item="a"), {"by_hand": ("a", "b")}, "you put “A” first"),
        (HeldBack(by="order", item="a"), {}, "“A” is better done first"),
        (HeldBack(by="start"), {}, "it begins with your plan"),
        (HeldBack(by="date"), {"not_before": {"b": date(2026, 2, 2)}}, "you want to begin on 2026-02-02"),
        (HeldBack(by="date"), {"booked": {"b": date(2026, 2, 3)}}, "you booked the exam on 2026-02-03"),
    ],
)
def test_what_holds_an_item_back_is_said_in_words(held_back, fields, words) -> None:
    asked = document(**fields)
    plan = make_plan(document())
    changed = tuple(item.changed(held_back=held_back) if item.id == "b" else item for item in plan.items)
    assert words in " ".join(when_words(asked, plan.changed(items=changed), "b"))


def test_a_booked_exam_is_always_named() -> None:
    asked = document(booked={"b": date(2026, 2, 3)})
    plan = make_plan(document())
    assert "Its exam is booked on 2026-02-03." in when_words(asked, plan, "b")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Every day of delay moves the finish."),
        (21, "It can end 3 weeks later before the finish moves."),
        (None, ""),
    ],
)
def test_slack_is_said_in_words(days, words) -> None:
    asked = document()
    plan = make_plan(asked)
    bare = {"held_back": None, "expires": None}
    changed = tuple(item.changed(slack_days=days, **bare) for item in plan.items)
    assert " ".join(when_words(asked, plan.changed(items=changed), "b")) == words


def test_what_lapses_says_when_and_what_its_renewal_takes() -> None:
    asked = document()
    plan = make_plan(asked)
    bare = {"held_back": None, "slack_days": None}
    changed = plan.changed(items=tuple(item.changed(expires=date(2027, 1, 1), **bare) for item in plan.items))
    assert when_words(asked, changed, "b", lambda day: day.strftime("%d/%m")) == ["It lapses on 01/01."]
    renewal = Renewal(item="b", title="B", by=date(2027, 1, 1), hours=3, cost_usd=99)
    words = when_words(asked, changed.changed(renewals=(renewal,)), "b")
    assert words == ["It lapses before you arrive: renew it by 2027-01-01. (3 h, 99 USD)"]
    assert when_words(asked, changed, "nothing") == []


# -- what is proved, how sure


def test_every_aim_and_order_says_what_is_proved() -> None:
    plan = make_plan(document())
    sentences = {choice_words(plan.changed(aim=aim)) for aim in Aim}
    assert len(sentences) == len(Aim)
    proved = {order_words(plan.changed(ordered=Ordered(by=by, proved=True))) for by in Order}
    assert len(proved) == len(Order)
    assert all(words.startswith("Proved: no order") for words in proved)


def test_a_gap_is_a_percentage() -> None:
    plan = make_plan(document())
    assert "at most 2.5 %" in choice_words(plan.changed(proof="gap", gap=0.025))
    assert "at most 0.1 %" in choice_words(plan.changed(proof="gap", gap=0.0001))
    far = plan.binding.changed(lower_bound=date(2026, 1, 6))
    for by in Order:
        loose = plan.changed(ordered=Ordered(by=by, value=100, bound=90), binding=far)
        assert order_words(loose) == ""
        assert "10.0 %" in order_limit_words(loose)
        assert order_limit_words(loose.changed(ordered=Ordered(by=by, proved=True))) == ""


def test_the_range_of_the_finish_is_one_plain_sentence() -> None:
    asked = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), "data-analyst")
    forecast = queries.forecast(asked)
    words = range_words(forecast, lambda day: f"{day.year}")
    assert words == f"80 of 100 learners like you finish between {forecast.finish.p10:%Y} and {forecast.finish.p90:%Y}."
    assert range_words(forecast, lambda _day: "soon") == "80 of 100 learners like you finish in soon."
    meaning = " ".join(meaning_words(forecast))
    for part in ("one pace", "between 0.73 and 1.38 times", "promise", "no promise", "10,000"):
        assert part in meaning
    late = forecast.changed(finish=forecast.finish.changed(p90=None))
    assert "take longer" in range_words(late)
    assert range_words(forecast.changed(planned=None)) == ""


def test_the_forecast_of_a_plan_needs_no_second_search() -> None:
    for asked in (document(), document(avoid=("a",))):
        plan, forecast, *_rest = queries.plan_and_forecast(asked)
        assert (plan, forecast()) == (queries.plan(asked), queries.forecast(asked))


def test_a_deadline_is_part_of_the_meaning() -> None:
    asked = document()
    plan = make_plan(asked)
    assert plan.finish
    with_deadline = commands.set_deadline(asked, plan.finish + timedelta(days=400))
    assert "of 100 meet the deadline" in " ".join(meaning_words(queries.forecast(with_deadline)))


# -- commands


def test_commands_refuse_what_makes_no_sense_in_words() -> None:
    asked = document()
    for command, arguments, words in (
        (commands.set_max_topics, (11,), "between 1 and 10, not 11"),
        (commands.set_holidays, ("Germany",), "two letters"),
        (commands.set_booked, ("a", date(2025, 1, 1)), "before your first day"),
        (commands.set_not_before, ("a", date(1900, 1, 1)), "must lie between"),
        (commands.set_not_before, ("aa", date(2027, 1, 1)), "There is no item"),
        (commands.set_by_hand, (["a", "zz"],), "There is no item"),
    ):
        with pytest.raises(PlannerError, match=words):
            command(asked, *arguments)


def test_days_are_set_and_taken_back() -> None:
    asked = commands.set_not_before(document(), "a", date(2027, 1, 1))
    asked = commands.set_booked(asked, "b", date(2027, 2, 1))
    assert (asked.learner.not_before, asked.learner.booked) == ({"a": date(2027, 1, 1)}, {"b": date(2027, 2, 1)})
    asked = commands.set_booked(commands.set_not_before(asked, "a", None), "b", None)
    assert asked == document()
    assert commands.set_holidays(asked, "de-by").learner.availability.holidays == "DE-BY"
    assert commands.set_order(asked, Order.WINS).learner.order is Order.WINS


def test_without_the_library_there_are_no_regions(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    assert queries.holiday_regions() == []


def test_regions_have_a_code_that_a_learner_may_hold() -> None:
    pytest.importorskip("holidays")
    regions = dict(queries.holiday_regions())
    assert regions["DE"] == "Germany"
    assert {"DE-BY", "US-CA"} <= set(regions)
    for code in regions:
        commands.set_holidays(document(), code)
