"""What is said when life did not keep to the plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from build import all_of, curriculum, learner, node

from planner.app import commands, progress, queries
from planner.app.slip import saving_words, welcome_back, wishes_are_the_same
from planner.model.document import Document
from planner.model.learner import Aim, Order, Period
from planner.storage.learner_file import last_plan

THEN = date(2026, 1, 5)
SMALL = curriculum(node("a", 20), node("b", 20, "a"), node("goal", 10, "b"))


def somebody(today: date = THEN) -> Document:
    return commands.set_today(Document(curriculum=SMALL, learner=learner()), today)


def words(days: int, document: Document | None = None) -> str:
    """What is said so many days after the plan was made."""
    today = THEN + timedelta(days=days)
    before = queries.plan(somebody())
    now = queries.plan(commands.set_today(document or somebody(), today))
    return welcome_back(last_plan(before, THEN), THEN, before.finish, now, today)


def test_the_next_day_nothing_is_said():
    assert words(0) == ""
    assert words(1) == ""


def test_who_was_away_hears_for_how_long_what_was_due_and_what_it_means():
    said = words(28)
    assert said == (
        "Welcome back. 4 weeks have passed. 2 steps that were due are planned again. "
        "You arrive 4 weeks later than planned then."
    )


def test_who_went_on_meanwhile_hears_that_they_are_in_time():
    document = progress.finish(commands.set_today(somebody(), THEN + timedelta(days=14)), "a", THEN + timedelta(days=9))
    document = progress.study(document, "b", THEN + timedelta(days=12), 300)
    assert words(14, document).endswith("You still arrive when you planned to.")


def test_what_something_else_covers_was_not_due():
    covered = curriculum(node("start", kind="role", partial={"a": 1}), node("a", 20), node("goal", 10, "a"))
    document = commands.set_today(Document(curriculum=covered, learner=learner(known=("start",))), THEN)
    before, later = queries.plan(document), THEN + timedelta(days=1)
    now = queries.plan(commands.set_today(document, later))
    assert welcome_back(last_plan(before, THEN), THEN, before.finish, now, later) == ""


@pytest.mark.parametrize(
    "happens",
    [
        lambda document: progress.study(document, "a", THEN, 60),
        lambda document: progress.know(document, "b"),
        lambda document: commands.set_not_before(document, "b", date(2026, 3, 1)),
        lambda document: commands.set_today(document, date(2026, 2, 1)),
    ],
)
def test_what_happens_is_no_wish(happens):
    assert wishes_are_the_same(somebody(), happens(somebody()))


@pytest.mark.parametrize(
    "wish",
    [
        lambda document: commands.set_goal(document, "b"),
        lambda document: commands.set_aim(document, Aim.MONEY),
        lambda document: commands.set_order(document, Order.TOPICS),
        lambda document: commands.set_hours(document, 3),
        lambda document: commands.add_period(document, Period(first=THEN, last=THEN)),
        lambda document: progress.skip(document, "a"),
    ],
)
def test_a_wish_is_planned_for_afresh(wish):
    assert not wishes_are_the_same(somebody(), wish(somebody()))


def test_what_planning_anew_would_save_is_told_where_it_matters():
    assert saving_words(0.001) == ""
    assert "save 1.5 %" in saving_words(0.015)


def test_a_step_that_is_let_go_begins_where_it_would_have_begun():
    """Also where nobody remembers the plan without the pin, as after another start."""
    nodes = node("a", 20), node("b", 20), node("goal", 10, all_of("a", "b"))
    free = Document(curriculum=curriculum(*nodes), learner=learner())
    first = queries.plan(free)
    item = first.items[0].id
    held = commands.set_not_before(free, item, THEN + timedelta(days=365 * 2))
    assert wishes_are_the_same(free, held)
    later = queries.plan_and_forecast(held, before=first).plan
    assert later.items[0].id != item
    before = later if wishes_are_the_same(held, free) else None
    assert queries.plan_and_forecast(free, before=before).plan.items == first.items
