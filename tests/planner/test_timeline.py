"""A plan in time, as laws: every dated item has one bar, and study is counted where it really happens."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import build
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.app import commands, progress, queries
from planner.app.map import Mark
from planner.app.pins import expect, own_day, step, try_out
from planner.app.timeline import Form, Timeline, stretch_at, timeline, weeks, with_forecast
from planner.model.document import Document
from planner.model.learner import Availability, Order, Period
from planner.model.plan import PlanStatus
from planner.model.record import Record
from planner.planning.load import minutes_a_day
from planner.planning.worked import work_out

START = date(2027, 1, 4)


def shown(document: Document, today: date = START) -> Timeline:
    """The timeline of a document as the window makes it."""
    found = queries.plan_and_forecast(document)
    return timeline(document, found.plan, queries.draw(document, found.plan), found.study, today)


@pytest.fixture(scope="module")
def analyst() -> Document:
    return commands.set_start(queries.new_document(queries.load(), START), "entry-data-analyst")


def document(*nodes, **fields) -> Document:
    return Document(curriculum=build.curriculum(*nodes), learner=build.learner(**fields))


HOLIDAYS = Period(first=date(2027, 8, 2), last=date(2027, 8, 15), title="Sea")
BUSY = Period(first=date(2027, 3, 1), last=date(2027, 3, 14), week=(30,) * 7)
MORE = Period(first=date(2027, 4, 5), last=date(2027, 4, 11), week=(300,) * 7, title="Leave for study")

LIVES = st.builds(
    Availability,
    start=st.dates(START, START + timedelta(days=20)),
    week=st.sampled_from([(120,) * 5 + (0, 0), (0, 0, 0, 0, 0, 240, 240), (60,) * 7, (45, 0, 45, 0, 45, 0, 180)]),
    periods=st.sets(st.sampled_from([HOLIDAYS, BUSY, MORE])).map(tuple),
    holidays=st.sampled_from(["", "DE"]),
)


@settings(max_examples=10, deadline=None)
@given(life=LIVES, topics=st.integers(1, 3), order=st.sampled_from([Order.FINISH, Order.WINS, Order.TOPICS]))
def test_every_dated_item_has_one_bar_and_all_study_fits(analyst, life, topics, order):
    asked = analyst.changed(learner=analyst.learner.changed(availability=life, max_topics=topics, order=order))
    found = queries.plan_and_forecast(asked)
    one: Any = timeline(asked, found.plan, queries.draw(asked, found.plan), found.study, START)
    items = {item.id: item for item in found.plan.items}
    assert sorted(bar.item for bar in one.bars) == sorted(items)
    for bar in one.bars:
        item = items[bar.item]
        assert (bar.start, bar.finish, bar.critical) == (item.start, item.finish, item.critical)
        assert bar.slack_days == item.slack_days
        assert bar.start is not None
        assert bar.free_from <= bar.start  # nothing begins before what it needs is over
        assert own_day(bar) == bar.start
    assert one.study.total == round(60 * found.plan.totals.study_hours)
    listed = weeks(one)
    assert sum(week.used for week in listed) == one.study.total
    assert all(week.used <= week.free for week in listed)
    assert all((week.last - week.first).days == 6 and week.first.weekday() == 0 for week in listed[1:])
    days = [minutes for minutes in found.study if minutes]
    assert all(0 < minutes <= 24 * 60 for minutes in days)
    for stage in one.stages:
        assert stage.start == min(bar.start for bar in stage.bars)
        assert stage.finish == max(bar.finish for bar in stage.bars)


def test_balanced_weeks_never_take_more_than_there_is(analyst):
    asked = commands.set_order(analyst, Order.BALANCE)
    one = shown(asked)
    assert one.study.total == round(60 * queries.plan(asked).totals.study_hours)
    assert all(week.used <= week.free for week in weeks(one)[1:])


def test_study_that_gives_way_to_an_exam_is_counted_once():
    exam = {"sitting_minutes": 180}
    nodes = [
        build.node("read", 30),
        build.node("cert", 10, kind="certification", exam=exam),
        build.node("goal", 0, build.all_of("read", "cert"), kind="milestone"),
    ]
    asked = document(*nodes, week=(240,) * 7)
    worked = work_out(asked)
    assert sum(minutes_a_day(worked.schedule)) == 40 * 60  # the three hours of the sitting among them
    assert all(minutes <= 240 for minutes in minutes_a_day(worked.schedule))


def test_experience_is_a_span_and_a_milestone_a_moment(analyst):
    forms = {bar.item: bar.form for bar in shown(analyst).bars}
    kinds = {item.id: item for item in queries.plan(analyst).items}
    for item, form in forms.items():
        plain = kinds[item]
        assert form is (Form.SPAN if plain.months else Form.STUDY if plain.hours else Form.MOMENT)
    assert set(forms.values()) == set(Form)


def test_stages_are_those_of_the_map(analyst):
    plan = queries.plan(analyst)
    picture = queries.draw(analyst, plan)
    stages = shown(analyst).stages
    assert [stage.title for stage in stages] == [era.title for era in picture.eras]
    for stage in stages:
        assert {bar.item for bar in stage.bars} == {
            item for item, node in picture.nodes.items() if node.era == stage.number and node.planned
        }


def test_days_off_and_busy_days_are_marked_in_one_piece_each():
    one: Any = shown(document(build.node("goal", 400), start=START, periods=(HOLIDAYS, BUSY, MORE)))
    found = {(stretch.kind, stretch.first, stretch.last, stretch.title) for stretch in one.stretches}
    assert ("off", HOLIDAYS.first, HOLIDAYS.last, "Sea") in found
    assert ("more", MORE.first, MORE.last, "Leave for study") in found
    # A weekend in which there is half an hour where there is usually none is more time, not less.
    assert {kind for kind, first, last, _title in found if first >= BUSY.first and last <= BUSY.last} == {
        "less",
        "more",
    }
    sea: Any = stretch_at(one.stretches, date(2027, 8, 10))
    assert sea.title == "Sea"
    assert stretch_at(one.stretches, date(2027, 8, 16)) is None


def test_the_forecast_says_how_sure_milestones_and_finish_are(analyst):
    found: Any = queries.plan_and_forecast(analyst)
    one = timeline(analyst, found.plan, queries.draw(analyst, found.plan), found.study, START)
    sure = with_forecast(one, found.forecast())
    assert sure.ranges[found.plan.goal][0] < found.plan.finish < sure.ranges[found.plan.goal][1]
    assert sure.last >= sure.ranges[found.plan.goal][1]
    assert with_forecast(sure, None).ranges == {}


def test_what_has_no_dates_is_listed_and_says_why():
    one = shown(
        document(
            build.node("a", 10), build.job("job", 6), build.node("goal", 0, build.all_of("a", "job")), week=(0,) * 7
        )
    )
    assert one.status is PlanStatus.UNDATED
    dated = {bar.item: bar.start for bar in one.bars}
    assert dated == {"a": None, "job": build.MONDAY, "goal": None}
    assert "hours a week" in one.message
    assert one.finish is None


def test_no_plan_has_no_bars():
    asked = commands.avoid(document(build.node("a", 10), build.node("goal", 0, "a")), "a")
    one = shown(asked)
    assert one.status is PlanStatus.IMPOSSIBLE
    assert one.bars == []
    assert weeks(one) == []


def test_what_is_done_stands_before_today(analyst):
    availability = analyst.learner.availability.changed(today=date(2027, 3, 1))
    asked = analyst.changed(learner=analyst.learner.changed(availability=availability), record=Record())
    asked = progress.begin(asked, "programming-fundamentals", date(2027, 1, 10))
    asked = progress.finish(asked, "programming-fundamentals", date(2027, 2, 20), hours=61)
    asked = (
        progress.begin(asked, "command-line", date(2027, 2, 22)) if "command-line" in asked.curriculum.by_id else asked
    )
    one: Any = shown(asked, date(2027, 3, 1))
    done = one.stages[0]
    assert done.number == -1
    assert [(bar.item, bar.start, bar.finish, bar.hours, bar.mark) for bar in done.bars] == [
        ("programming-fundamentals", date(2027, 1, 10), date(2027, 2, 20), 61, Mark.HELD)
    ]
    assert done.bars[0].done
    assert one.first == date(2027, 1, 10)
    assert "programming-fundamentals" not in {bar.item for stage in one.stages[1:] for bar in stage.bars}
    assert all(bar.start >= date(2027, 3, 1) for stage in one.stages[1:] for bar in stage.bars)


def test_what_was_logged_is_counted_on_its_days(analyst):
    availability = analyst.learner.availability.changed(today=date(2027, 3, 1))
    asked = analyst.changed(learner=analyst.learner.changed(availability=availability), record=Record())
    for day, minutes in (
        (date(2027, 2, 3), 60),
        (date(2027, 2, 5), 45),
        (date(2027, 2, 5), 30),
        (date(2027, 2, 8), 90),
    ):
        asked = progress.study(asked, "programming-fundamentals", day, minutes)
    study = shown(asked, date(2027, 3, 1)).study
    assert study.begins == date(2027, 3, 1)
    assert study.between(date(2027, 2, 1), date(2027, 2, 7)) == (0, 135)
    assert study.between(date(2027, 2, 6), date(2027, 2, 8)) == (0, 90)
    assert study.between(date(2027, 1, 1), date(2027, 1, 31)) == (0, 0)
    ahead = study.between(date(2027, 3, 1), date(2027, 3, 7))
    assert study.between(date(2027, 2, 1), date(2027, 3, 7)) == (ahead[0], ahead[1] + 225)


# -- what a move means


SMALL = (
    build.node("a", 40, title="Algebra"),
    build.node("b", 40, "a", title="Biology"),
    build.node("c", 20, title="Chess"),
    build.node("goal", 0, build.all_of("b", "c"), kind="milestone"),
)


def bar_of(one: Timeline, item: str) -> Any:
    return next(bar for bar in one.bars if bar.item == item)


def test_a_pin_cannot_go_before_what_an_item_needs():
    asked = document(*SMALL)
    plan, one = queries.plan(asked), shown(asked)
    biology = bar_of(one, "b")
    early = biology.start - timedelta(days=7)
    for move in (expect(asked, plan, biology, early), try_out(asked, plan, biology, early)):
        assert move.bad
        assert move.pin is None
        assert "needs “Algebra” first" in move.words[0]
        assert str(biology.start) in move.words[0]


def test_what_is_expected_of_a_move_is_what_happens_where_nothing_can_fill_the_gap():
    asked = commands.set_deadline(document(*SMALL), date(2026, 4, 1))
    plan: Any = queries.plan(asked)
    one = shown(asked)
    biology = bar_of(one, "b")
    later = plan.finish + timedelta(days=60)
    move = expect(asked, plan, biology, later)
    assert move.pin == later
    assert move.bad
    assert any("deadline" in words for words in move.words)
    exact = try_out(asked, plan, biology, later)
    after = queries.plan(commands.set_not_before(asked, "b", later))
    assert exact.exact
    assert exact.pin == later
    assert str(after.finish) in exact.words[0]
    assert any("miss your deadline" in words for words in exact.words)


def test_moving_back_before_its_own_date_takes_the_pin_away():
    free = document(*SMALL)
    own = bar_of(shown(free), "b").start
    asked = commands.set_not_before(free, "b", own + timedelta(days=30))
    plan, one = queries.plan(asked), shown(asked)
    biology = bar_of(one, "b")
    assert biology.start == own + timedelta(days=30)
    assert biology.pin == biology.start
    back = try_out(asked, plan, biology, own)
    assert (back.pin, back.own, back.bad) == (None, own, False)
    too_far = try_out(asked, plan, biology, own - timedelta(days=1))
    assert (too_far.pin, too_far.bad) == (None, True)
    between = try_out(asked, plan, biology, own + timedelta(days=10))
    assert (between.pin, between.own) == (own + timedelta(days=10), own)


@settings(max_examples=25, deadline=None)
@given(item=st.sampled_from(["a", "b", "c"]), held=st.integers(0, 80), days=st.sampled_from([-7, 7]))
def test_a_key_moves_what_is_seen_or_says_that_no_pin_can(item, held, days):
    free = document(*SMALL)
    pin = free.learner.availability.start + timedelta(days=held)
    asked = commands.set_not_before(free, item, pin)
    plan, bar = queries.plan(asked), bar_of(shown(asked), item)
    move = step(asked, plan, bar, pin + timedelta(days=days), days)
    after = queries.plan(commands.set_not_before(asked, item, move.pin))
    begins = next(one.start for one in after.items if one.id == item)
    assert begins is not None
    if days > 0:
        assert begins > bar.start
    else:
        assert begins < bar.start or (move.pin, move.own, begins) == (None, bar.start, bar.start)


@settings(max_examples=15, deadline=None)
@given(item=st.sampled_from(["a", "b", "c", "goal"]), days=st.integers(-60, 200))
def test_a_move_does_what_it_says(item, days):
    asked = document(*SMALL)
    plan, one = queries.plan(asked), shown(asked)
    bar = bar_of(one, item)
    move = try_out(asked, plan, bar, bar.start + timedelta(days=days))
    after = queries.plan(commands.set_not_before(asked, item, move.pin))
    begins: Any = next(one.start for one in after.items if one.id == item)
    if days <= 0:
        assert move.pin is None
        assert begins == bar.start
        assert move.bad == (days < 0)
    else:
        assert begins >= move.day
        stays = any("stays" in words for words in move.words)
        assert stays == (after.finish == plan.finish)
