"""What is told while a change is being made is what the plan says once it is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import Instance, timed_instances

from planner.app import choices, commands, preview, queries, wishes
from planner.app.preview import Effect, Outcome, effect_words
from planner.model.document import Document
from planner.model.learner import Aim, Order, Period
from planner.model.plan import Plan, PlanStatus
from planner.model.problem import PlannerError
from planner.planning.limit import Limit
from planner.planning.plan import make_plan
from planner.planning.soonest import finish_counts

MONDAY = date(2027, 1, 4)


def comes_to(plan: Plan) -> Outcome | None:
    if plan.status is PlanStatus.IMPOSSIBLE:
        return None
    return Outcome(plan.finish, plan.totals.hours, plan.totals.cost_usd, plan.totals.items)


def assert_same(found: Outcome | None, plan: Plan) -> None:
    expected = comes_to(plan)
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert (found.finish, found.items) == (expected.finish, expected.items)
        assert found.hours == pytest.approx(expected.hours)
        assert found.cost_usd == pytest.approx(expected.cost_usd)


@st.composite
def times(draw: st.DrawFn, document: Document) -> Document:
    """The same learner with other time."""
    day = MONDAY + timedelta(days=draw(st.integers(0, 400)))
    match draw(st.integers(0, 5)):
        case 0:
            return wishes.set_hours(document, draw(st.sampled_from([0.0, 1.5, 7.0, 40.0, 60.0])))
        case 1:
            return wishes.set_day(document, draw(st.integers(0, 6)), draw(st.sampled_from([0, 15, 240])))
        case 2:
            return wishes.set_begin(document, day)
        case 3:
            week = draw(st.sampled_from([wishes.FREE, (0, 60, 0, 0, 0, 0, 30)]))
            return commands.add_period(document, Period(first=day, last=day + timedelta(days=60), week=week))
        case 4:
            return commands.set_max_topics(document, draw(st.integers(1, 3)))
        case _:
            return commands.set_deadline(document, day)


@given(st.data(), timed_instances(), st.sampled_from(Order))
def test_other_time_gives_the_plan_with_new_dates(data, instance: Instance, order):
    base = commands.set_order(Document(curriculum=instance.curriculum, learner=instance.learner), order)
    changed = data.draw(times(base))
    found = preview.effect(base, changed)
    assert_same(found.before, make_plan(base))
    assert_same(found.after, make_plan(changed))
    assert found.exact


@given(timed_instances(), st.sampled_from([0.0, 20.0, 100.0]), st.data())
def test_another_choice_of_items_is_made_anew(instance: Instance, budget, data):
    base = Document(curriculum=instance.curriculum, learner=instance.learner)
    item = data.draw(st.sampled_from([node.id for node in instance.curriculum.nodes]))
    for changed in (commands.set_budget(base, budget), commands.avoid(base, item), commands.prefer(base, item)):
        assert_same(preview.effect(base, changed).after, make_plan(changed))


@given(timed_instances(), st.floats(1, 60))
def test_where_the_finish_decides_the_same_items_are_dated_and_it_says_about(instance: Instance, hours):
    """Another choice may then be better, which takes longer to find: the words say so."""
    base = commands.set_aim(Document(curriculum=instance.curriculum, learner=instance.learner), Aim.TIME)
    assert finish_counts(base.learner)
    changed = wishes.set_hours(base, hours)
    found = preview.effect(base, changed)
    if found.before is None or found.after is None or changed == base:
        return
    assert (found.after.items, found.after.hours) == (found.before.items, found.before.hours)
    assert not found.exact
    assert "about" in effect_words(found, str, str)[0]


def test_a_step_that_is_overtaken_halfway_leaves_nothing_wrong_behind():
    """What is shown was kept from before: the first step finds out what a new plan would choose."""
    base = Document(curriculum=queries.load(), learner=queries.new_document(queries.load(), MONDAY).learner)
    plan = queries.plan_and_forecast(base).plan
    later = commands.mark_known(base, plan.items[0].id)
    queries.plan_and_forecast(later, before=plan)
    changed = wishes.set_hours(later, 14.0)
    preview.effect(later, changed, lambda: True)
    assert_same(preview.effect(later, changed).after, make_plan(changed))


@settings(max_examples=20)
@given(timed_instances(), st.lists(st.integers(0, 2), max_size=5), st.data())
def test_whatever_was_planned_and_foreseen_before_a_preview_is_the_plan_that_a_new_one_would_be(
    instance: Instance, steps, data
):
    """Plans that are kept close to the one before leave behind what a new one would choose, and previews use it."""
    document = Document(curriculum=instance.curriculum, learner=instance.learner)
    plan = queries.plan_and_forecast(document).plan
    ids = st.sampled_from([node.id for node in instance.curriculum.nodes])
    for step in steps:
        match step:
            case 0:
                document = commands.mark_known(document, data.draw(ids))
                plan = queries.plan_and_forecast(document, before=plan).plan
            case 1:
                document = commands.avoid(document, data.draw(ids))
                plan = queries.plan_and_forecast(document).plan
            case _:
                preview.effect(document, commands.prefer(document, data.draw(ids)))
        changed = data.draw(times(document))
        assert_same(preview.effect(document, changed).after, make_plan(changed))
        assert queries.plan(changed) == queries.plan_and_forecast(changed).plan == make_plan(changed)


def test_what_was_looked_up_ahead_is_the_plan_from_there():
    document = queries.new_document(queries.load("bakery-apprenticeship"), MONDAY)
    choices.look_ahead(document, lambda: False, 3.0)
    for role in queries.entry_roles(document.curriculum):
        other = commands.set_start(document, role.id)
        assert queries.plan(other) == make_plan(other)


def test_a_choice_that_was_not_proved_is_searched_for_again():
    document = queries.new_document(queries.load("bakery-apprenticeship"), MONDAY)
    choices.forget()
    best = choices.chosen(document, Limit())
    choices.forget()
    choices.keep(document, replace(best, studied=(), proved=False))
    assert choices.chosen(document, Limit()) == best
    assert choices.chosen(wishes.set_hours(document, 3.0), Limit()) is choices.chosen(document, Limit())


def test_a_lapsed_certificate_is_no_matter_of_dates_only():
    """Whoever begins later holds one certificate less: the items are chosen anew."""
    document = commands.set_start(queries.new_document(queries.load(), MONDAY), "data-analyst")
    item = next(
        one
        for one, record in document.curriculum.lapses.items()
        if record.validity_months == 36 and document.curriculum.by_id[one].status == "active"
    )
    base = commands.set_goal(commands.mark_known(document, item), "role-ml-architect")
    base = commands.set_obtained(base, item, date(2024, 6, 1))
    changed = wishes.set_begin(base, date(2028, 1, 3))
    assert_same(preview.effect(base, changed).after, make_plan(changed))


def test_input_that_makes_no_sense_is_refused():
    base = commands.set_deadline(queries.new_document(queries.load(), MONDAY), date(2027, 6, 1))
    with pytest.raises(PlannerError, match="lies before the start"):
        preview.effect(base, commands.set_begin(base, date(2028, 1, 1)))


def test_hours_for_a_deadline_are_just_enough():
    base = commands.set_start(queries.new_document(queries.load(), MONDAY), "data-analyst")
    assert preview.hours_to_meet(base, base) is None
    late = commands.set_deadline(base, date(2035, 1, 2))
    hours = preview.hours_to_meet(base, late)
    assert hours is not None
    enough, less = (make_plan(wishes.set_hours(late, one)).finish for one in (hours, hours - 0.2))
    assert enough is not None
    assert less is not None
    assert enough <= date(2035, 1, 2) < less
    assert preview.hours_to_meet(base, commands.set_deadline(base, date(2028, 1, 1))) is None  # months, not hours


@pytest.mark.parametrize(
    ("before", "after", "deadline", "words"),
    [
        ((date(2031, 3, 3), 255.0), (date(2030, 10, 12), 255.0), None,
         ("2031-03-03 → 2030-10-12", "5 months earlier · 255.0")),
        ((date(2031, 3, 3), 255.0), (date(2031, 3, 3), 200.0), None, ("Finish 2031-03-03", "255.0 → 200.0")),
        ((date(2031, 3, 3), 0.0), (date(2031, 3, 10), 0.0), date(2031, 3, 9),
         ("2031-03-03 → 2031-03-10", "7 days later · 1 day too late · 0.0")),
        ((date(2031, 3, 3), 0.0), (date(2031, 3, 3), 0.0), date(2031, 3, 9), ("Finish 2031-03-03", "in time · 0.0")),
    ],
)  # fmt: skip
def test_the_words_say_before_and_after(before, after, deadline, words):
    outcomes = [Outcome(finish, 100.0, cost, 10) for finish, cost in (before, after)]
    assert effect_words(Effect(outcomes[0], outcomes[1], True, deadline), str, str) == words


def test_no_plan_is_said_in_words():
    base = commands.set_start(queries.new_document(queries.load(), MONDAY), "data-analyst")
    found = preview.effect(base, commands.avoid(base, "kubernetes"))
    assert found.after is None
    assert effect_words(found, str, str)[0] == "No plan is possible like this."
