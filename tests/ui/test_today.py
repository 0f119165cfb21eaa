"""The page of today, as a learner who comes back sees it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from planner.app import commands, progress
from planner.app.difference import amount
from planner.app.durations import minutes_words
from planner.model.record import EventKind
from planner.storage.learner_file import LastPlan, PlannedItem
from ui.app import build
from ui.plain import LinkLabel
from ui.today.cheer import Cheer
from ui.today.week_bars import WeekBars

MONDAY = date(2027, 1, 4)
FIRST = "programming-fundamentals"


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def button(page: QWidget, words: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if one.text() == words)


@pytest.fixture
def turned(qtbot):
    """Run something and wait until the page shows what follows from it."""

    def run(window, act):
        with qtbot.waitSignal(window.today_feed.answered, timeout=20_000):
            act()
        return window.today

    return run


@pytest.fixture
def page(board, planned, turned):
    """The page of the first day, in a window that keeps its answers."""
    board.operations.saves = True
    planned(board, lambda: board.session.amend(commands.set_today, MONDAY))
    return turned(board, board.actions_table["page_today"].trigger)


@pytest.fixture
def window(board, page):
    return board


def test_every_part_of_the_window_names_the_same_next_step(window, page, turned):
    """Also where the plan goes on with steps of which the start covers everything."""

    def done(document):
        return progress.finish(commands.set_start(document, "entry-software-developer"), "python-data-stack", MONDAY)

    turned(window, lambda: window.session.amend(done))
    step = page._shown.next.item
    assert step.hours
    assert not window.answer.plan.items[0].hours, "covered"
    assert window.state.text().startswith(f"next: {step.title} ")
    window.select(None)
    assert step.title in texts(window.inspector)


def test_the_page_says_what_is_next_why_how_long_and_how_to_begin(window, page):
    shown = texts(page)
    title = page._shown.next.item.title
    for words in (
        "On the way to Machine Learning Architect",
        "Planned finish: ",
        title,
        "For ",
        "fit today",
        "First step",
        "Learn from",
        "Opens the way to",
        "This week",
        "Ready now",
        "How far you are",
        "0 of 136 steps",
    ):
        assert words in shown
    assert "Monday" in shown
    assert "late" not in shown.lower().replace("related", "")


def test_hours_of_the_week_are_those_of_the_plan(window, page):
    week = page._shown.week
    assert week.capacity == 600
    assert week.planned == 600
    bars = page.findChild(WeekBars)
    assert "Monday, 4 Jan 2027: 2 h for study, 2 h planned" in bars.accessibleDescription()
    assert f"{week.items[0].item.title} · {minutes_words(week.items[0].total)}" in texts(page)


def test_start_makes_it_in_progress_and_offers_to_finish_it(window, page, turned):
    title = page._shown.next.item.title
    turned(window, button(page, "Start").click)
    assert progress.item_record(window.session.document, page._shown.next.item.id).state is EventKind.STARTED
    assert "In progress since 4 Jan 2027" in texts(page)
    assert page._shown.next.item.title == title
    assert button(page, "Done…").isVisible()
    turned(window, window.session.undo)
    assert button(page, "Start").isVisible()


def test_done_moves_on_to_the_next_step_and_counts_it(window, page, turned):
    window.apply_settings(window.settings.changed(ask_when_done=False))
    first = page._shown.next.item.id
    turned(window, button(page, "Done…").click)
    assert page._shown.next.item.id != first
    assert "1 of 136 steps" in texts(page)


def test_logged_time_stands_in_the_week_and_on_the_card(window, page, turned):
    item = page._shown.next.item
    turned(window, lambda: window.operations.log(item.id, MONDAY, 90))
    shown = texts(page)
    assert "1 h 30 min studied of 10 h" in shown
    assert "30 min of it fit today" in shown
    assert page._shown.next.item.hours == item.hours - 1.5


def test_the_timer_button_follows_the_timer(window, page, turned):
    turned(window, button(page, "Start").click)
    button(page, "Start timer").click()
    assert window.timer.current.item == page._shown.next.item.id
    button(page, "Stop timer").click()
    assert window.timer.current is None
    assert button(page, "Start timer").isVisible()


def test_why_and_links_lead_to_what_is_known_of_an_item(window, page):
    button(page, "Why?").click()
    assert window.selected == page._shown.next.item.id
    link = next(one for one in page.findChildren(LinkLabel) if one.text() == page._shown.alternatives[0].item.title)
    link.clicked.emit()
    assert window.selected == page._shown.alternatives[0].item.id
    assert window.pages.shown == "today", "the page stays where it is"


def test_keyboard_and_place_stay_where_they_were_when_the_page_is_filled_anew(window, page, turned, qtbot):
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() >= 60, timeout=20_000)
    page.verticalScrollBar().setValue(60)
    button(page, "Why?").setFocus()
    turned(window, lambda: window.operations.log(page._shown.next.item.id, MONDAY, 15))
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() == 60, timeout=20_000)
    assert page.focusWidget().objectName() == "why"


# -- late


def test_an_old_plan_is_made_again_from_today_with_friendly_words(window, page, turned):
    old = window.answer.plan
    day = old.items[0].finish + timedelta(days=20)
    with_log = window.session.document
    page.show_today(_on(with_log, old, day))
    shown = texts(page)
    assert "planned for before today" in shown
    assert "That is fine" in shown
    assert button(page, "Plan again from today").isVisible()
    for word in ("fail", "behind schedule", "overdue", "streak"):
        assert word not in shown.lower()


def _on(document, plan, day):
    from planner.app.today import today

    return today(document, plan, day)


def test_who_comes_back_sees_what_was_due_and_goes_on_from_here(window, page, turned):
    plan = window.answer.plan
    due, rest = plan.items[0], plan.items[1:]
    before = LastPlan(
        made_on=MONDAY - timedelta(days=30),
        finish=plan.finish - timedelta(days=21),
        items=(
            PlannedItem(id=due.id, finish=MONDAY - timedelta(days=9)),
            *(PlannedItem(id=one.id, finish=one.finish - timedelta(days=21)) for one in rest),
        ),
    )
    window.operations._last = (before, plan.goal)
    turned(window, window.operations.follow_today)
    shown = texts(page)
    assert "planned for before today" in shown
    assert f"ends {amount(21)} later" in shown
    turned(window, button(page, "Go on from here").click)
    assert "planned for before today" not in texts(page)


# -- celebration


def test_a_milestone_is_celebrated_until_it_is_put_away(window, page, turned):
    turned(window, lambda: window.session.run("done", progress.finish, "job-ml-engineer", MONDAY))
    assert "You have reached “Hired: ML engineer”." in texts(page)
    assert "1 step is behind you." in texts(page)
    assert page.findChild(Cheer).drawn == 1.0, "nothing moves where nothing shall"
    turned(window, button(page, "On to what is next").click)
    assert page.findChild(Cheer) is None or not page.findChild(Cheer).isVisibleTo(page)
    assert window.settings.seen
    assert "You have reached" not in texts(page)


def test_the_check_draws_itself_once(qtbot, page):
    cheer = Cheer(page._theme, calm=False)
    qtbot.addWidget(cheer)
    cheer.show()
    assert cheer.drawn < 1
    qtbot.waitUntil(lambda: cheer.drawn == 1.0, timeout=20_000)


# -- empty


def test_who_only_looks_around_is_invited_to_make_a_plan(board, monkeypatch):
    asked = []
    monkeypatch.setattr(board.operations, "first_steps", lambda: asked.append(True))
    board.operations.saves = False
    board.actions_table["page_today"].trigger()
    assert "Three questions make a plan of your own" in texts(board.today)
    buttons = [one for one in board.today.findChildren(QAbstractButton) if one.isVisible()]
    assert [one.text() for one in buttons] == ["Make my plan"]


def test_without_a_possible_plan_the_page_says_so_and_shows_the_way_out(window, page, planned):
    planned(window, lambda: window.session.run("avoid", commands.avoid, "kubernetes"))
    assert not window.answer.plan.items
    assert button(window.today, "Show ways out").isVisible()


def test_who_has_arrived_is_told_so(window, page, turned):
    goal = window.session.document.learner.goal
    turned(window, lambda: window.session.run("done", progress.finish, goal, MONDAY))
    assert "You have arrived: Machine Learning Architect" in texts(page)


# -- where it stands


@pytest.mark.parametrize("begun", [True, False])
def test_a_learner_with_progress_begins_with_today_everybody_else_with_the_map(data_folder, qtbot, begun):
    _app, first, is_new = build()
    qtbot.addWidget(first)
    assert is_new
    assert first.pages.shown == "map"
    first.operations.run("start", commands.set_start, "entry-data-analyst")
    if begun:
        first.operations.begin_item(FIRST)
    assert not first.autosave.flush().failed
    first.workspace.close()
    _app, again, _is_new = build()
    qtbot.addWidget(again)
    assert again.pages.shown == ("today" if begun else "map")
    assert again.actions_table["page_today"].isChecked() == begun


def test_one_can_begin_where_one_was(window):
    window.actions_table["start_today"].trigger()
    assert window.settings.start_page == "last"
    window.session.run("begin", progress.begin, FIRST, MONDAY)
    window.actions_table["page_map"].trigger()
    window.operations.open_start_page()
    assert window.pages.shown == "map"


def cut_off(page) -> list[str]:
    """Texts that are not there in full at the width that the page has."""
    found, room = [], page.viewport().width()
    for one in [*page.findChildren(QLabel), *page.findChildren(QAbstractButton)]:
        if not one.isVisible() or not one.text():
            continue
        left = one.mapTo(page.widget(), one.rect().topLeft()).x()
        least = one.heightForWidth(one.width()) if isinstance(one, QLabel) else 28
        if left < 0 or left + one.width() > room or one.height() < least:
            found.append(one.text())
    return found


@pytest.mark.parametrize("size", [QSize(1024, 640), QSize(1600, 1000)])
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_cut_off_at_any_size_of_text_and_the_page_never_scrolls_sideways(window, page, qtbot, size, percent):
    window.apply_settings(window.settings.changed(text_size=percent))
    window.resize(size)
    qtbot.waitUntil(lambda: cut_off(page) == [], timeout=20_000)
    assert page.widget().width() <= page.viewport().width()


def test_the_page_can_be_read_from_right_to_left(window, page, qtbot):
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.wait(50)
    assert not page.grab().isNull()
    head = next(label for label in page.findChildren(QLabel) if label.text().startswith("On the way"))
    assert head.layoutDirection() is Qt.LayoutDirection.RightToLeft
