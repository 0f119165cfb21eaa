"""Pauses and busy times, hours that keep their days, and named choices."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.app import commands, named_choices, queries, wishes
from planner.model.learner import Period, spread_week
from planner.model.problem import PlannerError

MONDAY = date(2027, 1, 4)
BASE = commands.set_start(queries.new_document(queries.load(), MONDAY), "data-analyst")
DAYS = st.dates(date(2026, 1, 1), date(2029, 1, 1))
WEEKS = st.tuples(*[st.integers(0, 24 * 60)] * 7)


def test_a_title_that_is_too_long_is_refused_in_our_words() -> None:
    with pytest.raises(PlannerError) as refused:
        wishes.new_period(BASE.learner.availability, MONDAY, MONDAY, "x" * 500, 0)
    assert refused.value.problems[0].message == "The text is 500 characters long; at most 200 are allowed."


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 200)))
    return Period(first=first, last=last, week=draw(WEEKS), title=draw(st.sampled_from(["", "Summer", "a <b>"])))


@given(st.lists(periods(), min_size=1, max_size=5), st.data())
def test_editing_periods_touches_one_and_keeps_the_order(some, data):
    document = BASE
    for period in some:
        document = commands.add_period(document, period)
    place = data.draw(st.integers(0, len(some) - 1))
    other = data.draw(periods())
    replaced = wishes.replace_period(document, place, other).learner.availability.periods
    assert replaced == (*some[:place], other, *some[place + 1 :])
    removed = wishes.remove_period(document, place)
    assert removed.learner.availability.periods == (*some[:place], *some[place + 1 :])
    assert wishes.replace_period(document, place, some[place]) == document
    # What is removed and added again at the end counts over the others from now on: no silent change of the order.
    again = commands.add_period(removed, some[place]).learner.availability.periods
    assert again[-1] == some[place]


@pytest.mark.parametrize("place", [-1, 1, 7])
def test_a_period_that_is_gone_is_not_edited(place):
    document = commands.add_period(BASE, Period(first=MONDAY, last=MONDAY))
    with pytest.raises(PlannerError, match="not in your plan any more"):
        wishes.remove_period(document, place)
    with pytest.raises(PlannerError):
        wishes.replace_period(document, place, Period(first=MONDAY, last=MONDAY))


def test_a_new_period_has_the_days_of_the_usual_week():
    availability = commands.set_week(BASE, (0, 120, 0, 240, 0, 0, 0)).learner.availability
    period = wishes.new_period(availability, MONDAY, MONDAY, " Exams ", 3.0)
    assert period.week == (0, 60, 0, 120, 0, 0, 0)
    assert period.title == "Exams"
    assert wishes.new_period(availability, MONDAY, MONDAY, "", 0.0).week == wishes.FREE
    with pytest.raises(PlannerError, match="lies before the first day"):
        wishes.new_period(availability, MONDAY, date(2027, 1, 3), "", 0.0)
    with pytest.raises(PlannerError, match="between 0 and 168"):
        wishes.new_period(availability, MONDAY, MONDAY, "", 169.0)


def test_what_is_over_or_overlaps_is_said():
    document = commands.add_period(BASE, Period(first=date(2027, 7, 1), last=date(2027, 7, 31), title="Summer"))
    availability = document.learner.availability
    over = Period(first=date(2026, 1, 1), last=date(2026, 2, 1))
    assert "Over before your first day" in wishes.period_note(availability, over)
    later = Period(first=date(2027, 7, 31), last=date(2027, 8, 2))
    assert wishes.period_note(availability, later) == "On the days it shares with “Summer”, this one counts."
    apart = Period(first=date(2027, 8, 1), last=date(2027, 8, 2))
    assert wishes.period_note(availability, apart) == ""
    both = commands.add_period(document, later).learner.availability
    assert wishes.period_note(both, both.periods[0], 0) == "On the days they share, Days off counts."
    assert wishes.period_note(both, both.periods[1], 1) == "On the days it shares with “Summer”, this one counts."


@given(st.floats(0, 168), WEEKS)
def test_hours_keep_the_days_that_the_learner_chose(hours, week):
    document = wishes.set_hours(commands.set_week(BASE, week), hours)
    found = document.learner.availability.week
    assert abs(sum(found) - hours * 60) <= 1 or sum(found) < hours * 60  # days have 24 hours
    own = any(week) and week != spread_week(sum(week) / 60)
    if own and hours * 60 <= 24 * 60:  # no day is full, so none is studied on that was free
        for minutes, before in zip(found, week, strict=True):
            assert before or not minutes
    if not own:
        assert found == spread_week(hours)


@given(st.integers(0, 6), st.integers(0, 24 * 60))
def test_one_day_leaves_the_others(day, minutes):
    before, after = (one.learner.availability.week for one in (BASE, wishes.set_day(BASE, day, minutes)))
    assert after[day] == minutes
    assert [one for at, one in enumerate(after) if at != day] == [one for at, one in enumerate(before) if at != day]


def test_the_first_day_and_the_deadline_stay_in_order():
    document = commands.set_deadline(BASE, date(2027, 3, 1))
    with pytest.raises(PlannerError, match="lies after your deadline"):
        wishes.set_begin(document, date(2027, 3, 2))
    assert wishes.set_begin(document, date(2027, 3, 1)).learner.availability.start == date(2027, 3, 1)


def test_every_named_choice_stands_once_and_takes_any_option():
    found = named_choices.named_choices(BASE)
    names = [choice.name for choice in found]
    assert len(names) == len(set(names)) == len(dict(queries.options_of(BASE.curriculum)))
    assert {"Your cloud provider", "Deep learning framework", "Object-oriented language"} <= set(names)
    for choice in found:
        assert choice.wished is None
        for option in range(len(choice.options)):
            document = commands.choose_option(BASE, choice.nodes, choice.name, option)
            shown = {one.name: one.wished for one in named_choices.named_choices(document)}
            assert shown[choice.name] == option
            assert named_choices.leave_open(document, choice.name) == BASE


def test_what_is_preferred_can_be_preferred_no_more():
    document = commands.prefer(commands.prefer(BASE, "azure-core"), "java-programming")
    assert named_choices.stop_preferring(document, "azure-core").learner.prefer == ("java-programming",)
    assert {"azure-core", "java-programming"} <= set(named_choices.offered(BASE.curriculum))
    assert "kubernetes" not in named_choices.offered(BASE.curriculum)
