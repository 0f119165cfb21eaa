"""The finish at any place among the aims, and weeks in the mix: against every set of items there is, and as laws."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import isclose

import pytest
from build import any_of, curriculum, ids, learner, node, plan
from every_set import every_set, task_of
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import Instance, timed_instances

from planner.app import commands, queries
from planner.app.proof import choice_words
from planner.app.workspace import Workspace
from planner.model.document import Document
from planner.model.learner import MOST_WEEK_WORTH_USD, Aim
from planner.model.plan import Plan, PlanStatus
from planner.model.problem import PlannerError
from planner.planning.choose import Selection, choose, selection_of
from planner.planning.earliest import NEVER
from planner.planning.limit import Limit, Unreachable
from planner.planning.replan import replan
from planner.planning.soonest import finish_counts, soonest
from planner.planning.worked import chosen, finish_of
from planner.storage.learner_file import decode, encode

LITTLE = 1e-6
WEEKS = (0.0, 1.0, 7.5, 50.0, 400.0)

orders = st.permutations([*Aim]).flatmap(lambda aims: st.integers(1, 4).map(lambda count: tuple(aims[:count])))
"""Every lexicographic order of one to all aims."""


@dataclass(frozen=True)
class Case:
    """A learner with an order of aims, and what every set of items comes to by each of them."""

    document: Document
    order: tuple[Aim, ...]

    def values(self, found: Selection) -> tuple[float, ...]:
        """What a set comes to, most important first, worked out from the meaning of the aims."""
        who, by_id = self.document.learner, self.document.curriculum.by_id
        day = (finish_of(self.document, found) or NEVER).day
        cost = sum(by_id[item].cost_usd for item in found.studied)
        mix = cost + found.minutes / 60 * who.hour_worth_usd + day / 7 * who.week_worth_usd
        every = {Aim.HOURS: found.minutes, Aim.MONEY: cost, Aim.TIME: day, Aim.MIX: mix}
        return tuple(every[aim] for aim in self.order)


def case_of(instance: Instance, order: tuple[Aim, ...], week: float) -> Case:
    who = instance.learner.changed(aim=order[0], then=order[1:], week_worth_usd=week)
    return Case(Document(curriculum=instance.curriculum, learner=who), order)


def no_better(ours: tuple[float, ...], theirs: tuple[float, ...]) -> bool:
    """Whether ours is as good or better, most important first."""
    for mine, other in zip(ours, theirs, strict=True):
        if not isclose(mine, other, abs_tol=LITTLE):
            return mine < other
    return True


def assert_certificate(case: Case, found: Selection, every: list[tuple[float, ...]]) -> None:
    """What is proved is the best there is; what is not, is best before the gap, and nothing goes below the bound."""
    ours = case.values(found)
    assert found.proved == (found.gap == 0) == (found.gap_aim is None)
    if found.gap_aim is None:
        assert all(no_better(ours, theirs) for theirs in every)
        return
    at = case.order.index(found.gap_aim)
    assert all(no_better(ours[:at], theirs[:at]) for theirs in every)
    bound = ours[at] - found.gap if found.gap_aim is Aim.TIME else ours[at] * (1 - found.gap)
    as_good = [theirs for theirs in every if no_better(theirs[:at], ours[:at])]
    assert bound <= min(theirs[at] for theirs in as_good) + LITTLE


@settings(max_examples=60)
@given(timed_instances(), orders, st.sampled_from(WEEKS), st.sampled_from((20.0, 0.0, 0.004)))
def test_no_set_of_items_is_better_than_the_certificate_says(instance, order, week, seconds):
    case = case_of(instance, order, week)
    task = task_of(Instance(instance.curriculum, case.document.learner))
    try:
        found = chosen(case.document, Limit(seconds))
    except Unreachable:
        assert not [*every_set(task)]
        return
    every = [case.values(selection_of(task.ways, ways, decided)) for ways, decided in every_set(task)]
    assert_certificate(case, found, every)


@settings(max_examples=25)
@given(timed_instances(), orders, st.sampled_from(WEEKS))
def test_the_same_input_gives_the_same_set_and_keeping_it_changes_nothing(instance, order, week):
    document = case_of(instance, order, week).document
    try:
        first = chosen(document)
    except Unreachable:
        return
    assert chosen(document) == first
    again = chosen(document, keep=first.studied)
    assert (again.studied, again.credit) == (first.studied, first.credit)


@settings(max_examples=25)
@given(timed_instances(), st.sampled_from(WEEKS[1:]), st.sampled_from(WEEKS[1:]))
def test_the_more_a_week_is_worth_the_earlier_the_finish(instance, one, other):
    low, high = sorted((one, other))
    plans = [queries.plan(case_of(instance, (Aim.MIX,), week).document) for week in (0.0, low, high)]
    finishes = [found.finish for found in plans if found.proof == "optimal" and found.finish is not None]
    assert finishes == sorted(finishes, reverse=True)


@settings(max_examples=25)
@given(timed_instances())
def test_weeks_worth_nothing_change_nothing(instance):
    who = instance.learner.changed(aim=Aim.MIX)
    assert not finish_counts(who)
    document = Document(curriculum=instance.curriculum, learner=who)
    try:
        plain = choose(instance.curriculum, who)
    except Unreachable:
        return
    assert chosen(document) == plain
    # The search by date finds the same set where nothing hangs on a date.
    searched = soonest(instance.curriculum, who, partial(finish_of, document))
    assert (searched.studied, searched.credit, searched.proved) == (plain.studied, plain.credit, True)


@settings(max_examples=25)
@given(timed_instances(), st.sampled_from(((Aim.MIX,), (Aim.HOURS, Aim.TIME), (Aim.MONEY, Aim.TIME))))
def test_without_a_wish_the_plan_is_no_worse(instance, order):
    wished = case_of(instance, order, 50.0)
    who = wished.document.learner
    free = Case(wished.document.changed(learner=who.changed(avoid=(), free_only=False)), order)
    try:
        bound = chosen(wished.document)
    except Unreachable:
        return
    relaxed = chosen(free.document)
    if relaxed.proved:
        assert no_better(free.values(relaxed), wished.values(bound))


@settings(max_examples=25)
@given(timed_instances(), st.sampled_from((Aim.HOURS, Aim.MONEY)))
def test_time_after_the_aim_costs_nothing_by_the_aim_and_never_finishes_later(instance, aim):
    document = case_of(instance, (aim, Aim.TIME), 0.0).document
    plain = queries.plan(commands.set_then(document, ()))
    ours = queries.plan(document)
    assert (ours.status is PlanStatus.IMPOSSIBLE) == (plain.status is PlanStatus.IMPOSSIBLE)
    if aim is Aim.HOURS:
        assert ours.totals.hours == plain.totals.hours
    else:
        assert ours.totals.cost_usd == plain.totals.cost_usd
    if plain.finish:
        assert ours.finish is not None
        assert ours.finish <= plain.finish


# What it comes to, on small curricula that one can follow

EQUAL_HOURS = (
    node("job", kind="experience", months=6),
    node("after", 10, "job"),
    node("dear", 10, cost_usd=100),
    node("goal", 0, any_of("after", "dear")),
)
"""Two ways of ten hours: one waits for half a year, the other one costs 100 USD."""


def test_of_the_fewest_hours_the_earliest_finish_then_the_least_money():
    by_money = plan(*EQUAL_HOURS, then=(Aim.MONEY,))
    by_time = plan(*EQUAL_HOURS, then=(Aim.TIME, Aim.MONEY))
    assert (ids(by_money), ids(by_time)) == ({"job", "after", "goal"}, {"dear", "goal"})
    assert by_time.then == (Aim.TIME, Aim.MONEY)
    assert (by_time.proof, by_time.gap, by_time.gap_aim) == ("optimal", 0, None)
    assert choice_words(by_time) == (
        "Proved: no other set of steps needs fewer hours. Of those that are as good, none finishes earlier."
    )


def test_a_week_earlier_is_bought_for_what_it_is_worth():
    saved = 100 / (181 / 7)  # USD a week at which half a year is worth the price of the quick way
    cheap, quick = (plan(*EQUAL_HOURS, aim=Aim.MIX, week_worth_usd=week) for week in (saved * 0.98, saved * 1.02))
    assert (ids(cheap), ids(quick)) == ({"job", "after", "goal"}, {"dear", "goal"})
    assert quick.proof == "optimal"
    assert choice_words(quick) == "Proved: no other set of steps is better, hours, money and weeks taken together."
    assert isclose(quick.week_worth_usd, saved * 1.02)
    assert quick.hour_worth_usd == 20.0
    same = plan(*EQUAL_HOURS, aim=Aim.MIX)
    assert ids(same) == {"job", "after", "goal"}


def test_a_mix_can_decide_between_equals():
    nodes = (
        node("wait", kind="experience", months=12),
        node("free", 20),
        node("paid", 10, cost_usd=100),
        node("goal", 0, {"all": ["wait", any_of("free", "paid")]}),
    )
    for worth, taken in ((5.0, "free"), (20.0, "paid")):
        assert taken in ids(plan(*nodes, aim=Aim.TIME, then=(Aim.MIX,), hour_worth_usd=worth, week_worth_usd=3.0))


def two_at_a_time(**wishes: object) -> Plan:
    """Study that is shared evenly, so that a job begins later than its bound, which takes one thing after the other."""
    nodes = (
        node("first", 40),
        node("job", 0, "first", kind="experience", months=6),
        node("beside", 40),
        node("goal", 0, {"all": ["job", "beside"]}),
    )
    return plan(*nodes, max_topics=2, **wishes)


def test_where_the_bound_lies_below_the_finish_the_gap_is_told_in_the_unit_of_its_aim():
    days = two_at_a_time(aim=Aim.HOURS, then=(Aim.TIME,))
    mixed = two_at_a_time(aim=Aim.MIX, week_worth_usd=70.0)
    assert days.finish is not None
    weeks = (days.finish - days.begins).days / 7
    whole = days.totals.hours * 20 + weeks * 70
    assert (days.proof, days.gap_aim) == ("gap", Aim.TIME)
    assert "of those that are as good, another may finish up to" in choice_words(days)
    assert choice_words(days).startswith("Proved: no other set of steps needs fewer hours.")
    assert (mixed.proof, mixed.gap_aim) == ("gap", Aim.MIX)
    assert mixed.gap == pytest.approx(days.gap / 7 * 70 / whole)
    assert choice_words(mixed).startswith("Not proved: a better set of steps saves at most")


# What can be said, and what is refused


def test_worths_have_a_range():
    document = Document(curriculum=curriculum(*EQUAL_HOURS), learner=learner())
    assert commands.set_week_worth(document, 12.5).learner.week_worth_usd == 12.5
    assert commands.set_hour_worth(document, 0.0).learner.hour_worth_usd == 0.0
    for refused in (-1.0, MOST_WEEK_WORTH_USD + 1.0):
        with pytest.raises(PlannerError, match="between 0 and 1,000,000 USD"):
            commands.set_week_worth(document, refused)
    with pytest.raises(PlannerError, match="between 0 and 10,000 USD"):
        commands.set_aim(document, Aim.MIX, 10_001.0)


def test_a_learner_file_keeps_the_aims_and_names_what_is_wrong_with_them():
    who = learner(aim=Aim.MIX, then=(Aim.TIME, Aim.MONEY), week_worth_usd=80.0)
    document = Document(curriculum=curriculum(*EQUAL_HOURS), learner=who)
    content = encode(Workspace().capture(document))
    assert decode(content, "me", queries.load).file.document() == document
    text = content.decode("utf-8")
    for good, bad in (('"week_worth_usd": 80.0', '"week_worth_usd": -1'), ('"money"', '"fun"')):
        assert good in text
        wrong = text.replace(good, bad)
        with pytest.raises(PlannerError) as caught:
            decode(wrong.encode("utf-8"), "me", queries.load)
        line = next(at for at, row in enumerate(wrong.splitlines(), 1) if bad in row)
        assert caught.value.problems[0].line == line


def test_planning_again_counts_the_weeks():
    before = plan(*EQUAL_HOURS, aim=Aim.MIX)
    who = learner(aim=Aim.MIX, week_worth_usd=1000.0)
    again = replan(Document(curriculum=curriculum(*EQUAL_HOURS), learner=who), before)
    assert not again.kept_choice
    assert ids(again.plan) == {"dear", "goal"}
