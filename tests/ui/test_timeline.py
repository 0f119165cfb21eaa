"""What a person sees and can do on the timeline."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import accessible
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QThreadPool
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from planner.app import commands, progress
from planner.app.timeline import Bar, Form, Stage
from planner.settings import Settings
from ui import dates
from ui.theme.theme import THEMES
from ui.timeline import bars, ground, strip
from ui.timeline.frame import key_of

ITEM = "python-data-stack"


@pytest.fixture
def page(board):
    """The timeline of the window, in sight."""
    board.actions_table["page_timeline"].trigger()
    QApplication.processEvents()
    return board.timeline


@pytest.fixture
def chart(page):
    return page.chart


def bar(window, item) -> Any:
    return window.timeline.chart.bar_of(item)


def settled(qtbot, chart):
    qtbot.waitUntil(lambda: not chart.mover.busy, timeout=20_000)


def mouse(chart, kind, spot, button=Qt.MouseButton.LeftButton):
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button
    pressed = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else button
    event = QMouseEvent(kind, spot, chart.viewport().mapToGlobal(spot), pressed, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart.viewport(), event)


def drag(chart, item, days, release=True):
    """Hold a bar and pull it so many days later."""
    chart.select(item)
    spot = chart.rect_of(item).center()
    mouse(chart, QEvent.Type.MouseButtonPress, spot)
    step = -1 if chart.backwards else 1
    for part in (0.5, 1.0):
        mouse(chart, QEvent.Type.MouseMove, spot + QPointF(step * part * days * chart.axis.pixels, 0))
    if release:
        mouse(chart, QEvent.Type.MouseButtonRelease, spot + QPointF(step * days * chart.axis.pixels, 0))


def wheel(chart, spot, delta, modifier=Qt.KeyboardModifier.NoModifier):
    event = QWheelEvent(
        spot, chart.viewport().mapToGlobal(spot), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, modifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(chart.viewport(), event)


# -- what is shown


def test_the_timeline_shows_every_step_of_the_plan_below_its_stages(board, page):
    assert board.pages.shown == "timeline"
    assert board.actions_table["page_timeline"].isChecked()
    plan = board.answer.plan
    rows = page.chart.rows
    assert sorted(row.item for row in rows if isinstance(row, Bar)) == sorted(item.id for item in plan.items)
    headings = [row.title for row in rows if isinstance(row, Stage)]
    assert headings == [era.title for era in board.answer.picture.eras]
    assert page.chart.axis.day(page.chart.left) <= plan.begins <= page.chart.frame.end


def test_a_bar_begins_and_ends_where_its_days_do(chart):
    frame = chart.frame
    for number in frame.rows(len(chart.rows)):
        row = chart.rows[number]
        if isinstance(row, Bar) and row.form is not Form.MOMENT:
            rect = chart.rect_of(row.item)
            assert rect.left() == pytest.approx(frame.x(chart.axis.x(row.start)))
            assert rect.right() == pytest.approx(frame.x(chart.axis.end(row.finish)), abs=5)


def test_bars_are_painted_where_they_are(board, chart):
    first = next(row for row in chart.rows if isinstance(row, Bar))
    rect = chart.rect_of(first.item)
    picture = chart.viewport().grab().toImage()
    colours = board.theme.kind(first.kind)
    assert picture.pixelColor(round(rect.left()) + 5, round(rect.center().y())) == colours.fill
    assert picture.pixelColor(round(rect.right()) + 60, round(rect.top())) != colours.fill


@pytest.mark.parametrize("look", THEMES)
@pytest.mark.parametrize("size", [100, 200])
def test_the_timeline_can_be_drawn_in_every_look(board, page, look, size):
    board.resize(1024, 640)
    board.apply_settings(Settings(theme=look, text_size=size))
    for scale in ("weeks", "months", "quarters"):
        board.actions_table[f"scale_{scale}"].trigger()
        picture = page.chart.viewport().grab().toImage()
        colours = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 5) for y in range(0, 300, 5)}
        assert len(colours) > (2 if board.theme.contrast else 6)
    board.apply_settings(Settings(theme="light"))


def test_the_words_beside_the_strip_break_where_they_do_not_fit(board, page):
    dates.use_language("de_DE")
    board.resize(1280, 800)
    board.apply_settings(Settings(theme="light", text_size=200))
    QApplication.processEvents()
    chart = page.chart
    said = [line for _sentence, line in strip.caption(chart.look, chart.timeline, chart.side)]
    assert len(said) > 3
    assert "…" not in "".join(said)
    assert chart.frame.height - chart.frame.bottom >= len(said) * chart.look.line
    board.apply_settings(Settings(theme="light"))


def test_nothing_is_cut_off_with_large_text(board, page):
    board.resize(1280, 800)
    board.apply_settings(Settings(theme="light", text_size=200))
    QApplication.processEvents()
    right = page.width()
    for action in ("scale_weeks", "scale_months", "scale_quarters", "go_today"):
        button = next(one for one in page.findChildren(type(page._flow.itemAt(0).widget()))
                      if one.defaultAction() is board.actions_table[action])  # fmt: skip
        assert button.width() >= button.sizeHint().width()
        assert button.mapTo(page, QPoint(button.width(), 0)).x() <= right
    board.apply_settings(Settings(theme="light"))


def test_words_beside_a_bar_are_never_cut_off(chart):
    frame = chart.frame
    area, width = frame.area, frame.look.caption_size.horizontalAdvance("24 h") + 2 * bars.PAD
    behind: Any = bars.beside_place(frame, "24 h", (area.left() + 40, area.left() + 10), 0)
    assert behind.left() == area.left() + 40
    before: Any = bars.beside_place(frame, "24 h", (area.right() - 5, area.right() - 30), 0)
    assert before.right() == area.right() - 30
    assert before.width() == width
    assert bars.beside_place(frame, "24 h", (area.right() - 5, area.left() + 5), 0) is None


def test_marks_say_today_deadline_and_finish_and_never_cover_each_other(board, page, planned):
    chart = page.chart
    planned(board, lambda: board.operations.run("x", commands.set_deadline, date(2036, 1, 1)))
    for place in ("fit", "scale_weeks", "scale_quarters", "go_goal"):
        board.actions_table[place].trigger()
        found = ground.sign_places(chart.frame, chart.timeline)
        rects = [rect for _sign, rect, _side in found]
        assert all(chart.frame.area.contains(rect) for rect in rects)
        assert not any(one.intersects(two) for at, one in enumerate(rects) for two in rects[at + 1 :])
    board.actions_table["fit"].trigger()
    assert {sign.name for sign, _rect, _side in ground.sign_places(chart.frame, chart.timeline)} == {
        "today", "deadline", "finish",
    }  # fmt: skip


def test_the_strip_says_how_full_each_week_is(chart):
    frame = chart.frame
    first, last = strip.piece_at(frame, date(2027, 2, 10))
    assert (last - first).days == 6
    x = frame.x(chart.axis.x(date(2027, 2, 10)) + 1)
    assert "10 h of 10 h used" in chart.tip_at(QPointF(x, frame.bottom + 20))
    chart.go_to_day(date(2034, 6, 1))
    frame = chart.frame
    x = frame.x(chart.axis.x(date(2034, 6, 15)) + 1)
    assert "10 h free" in chart.tip_at(QPointF(x, frame.bottom + 20))


def test_a_plan_without_bars_says_why_and_offers_one_thing(board, page, planned):
    board.select("kubernetes")
    planned(board, board.actions_table["avoid"].trigger)
    assert page.is_empty
    assert "no plan" in page._empty_words.text()
    assert page._empty_button.isVisible()
    planned(board, board.session.undo)
    assert not page.is_empty


def test_a_plan_without_a_finish_shows_what_is_dated(board, page, planned):
    planned(board, lambda: board.operations.choose_hours(0.0))
    assert page.note.isVisible()
    assert "no date yet" in page.note.text()
    assert not page.is_empty
    assert page.chart.viewport().grab().width() > 0
    planned(board, board.session.undo)
    assert not page.note.isVisible()


def test_deadline_and_finish_out_of_sight_stand_in_the_order_of_time(board, page, planned):
    chart = page.chart
    planned(board, lambda: board.operations.run("x", commands.set_deadline, date(2036, 1, 1)))
    board.actions_table["scale_months"].trigger()
    places = {sign.name: rect for sign, rect, _side in ground.sign_places(chart.frame, chart.timeline)}
    assert places["finish"].right() < places["deadline"].left()
    assert places["today"].right() < places["finish"].left()


def test_study_that_was_logged_is_told_before_today(board, page, planned):
    today = date.today()
    planned(board, lambda: board.operations.run("x", commands.set_begin, today - timedelta(days=40)))
    planned(board, lambda: board.operations.run("x", commands.set_today, today))
    planned(board, lambda: board.operations.run("x", progress.study, ITEM, today - timedelta(days=20), 90))
    chart = page.chart
    board.actions_table["scale_weeks"].trigger()
    chart.go_to_day(today - timedelta(days=30))
    frame = chart.frame
    spot = QPointF(frame.x(chart.axis.x(today - timedelta(days=20)) + 1), frame.bottom + 20)
    assert "1.5 h studied" in chart.tip_at(spot)
    one = chart.bar_of(ITEM)
    assert one.begun == today - timedelta(days=20)
    assert chart.viewport().grab().width() > 0


def test_what_was_done_stands_left_of_today(board, page, planned):
    today = date.today()
    planned(board, lambda: board.operations.run("x", commands.set_begin, today - timedelta(days=40)))
    planned(board, lambda: board.operations.run("x", progress.begin, ITEM, today - timedelta(days=30)))
    planned(board, lambda: board.operations.run("x", progress.finish, ITEM, today - timedelta(days=10), 20.0))
    done = page.chart.bar_of(ITEM)
    assert done.done
    assert done.finish < page.chart.timeline.today
    board.select(ITEM)
    assert page.chart.current == ITEM
    assert not board.actions_table["pin"].isEnabled()
    page.chart.mover.shift(done, 7)
    assert page.chart.mover.move is None


# -- selecting


def test_selecting_is_the_same_everywhere(board, chart, qtbot):
    board.plan_list.list.setCurrentIndex(board.plan_list._model.index(40))
    item = board.plan_list.selected
    assert chart.selected == item
    assert chart.frame.body.intersects(chart.rect_of(item))
    spot = QPointF(chart.frame.column.center().x(), chart.rect_of(item).center().y() + chart.look.row)
    mouse(chart, QEvent.Type.MouseButtonPress, spot)
    mouse(chart, QEvent.Type.MouseButtonRelease, spot)
    other = chart.selected
    assert other is not None
    assert other != item
    assert board.plan_list.selected == board.selected == other
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert board.selected is None
    assert board.plan_list.selected is None


def test_the_keyboard_walks_the_rows_and_folds_stages(board, chart, qtbot):
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.current == "stage:0"
    before = len(chart.rows)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert len(chart.rows) == before - len(chart.timeline.stages[0].bars)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.current == "stage:1"
    board.select(ITEM)  # what is selected elsewhere is shown, also out of a folded stage
    assert len(chart.rows) == before
    assert chart.current == ITEM
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.selected == board.answer.plan.goal
    assert chart.frame.body.intersects(chart.rect_of(chart.selected))
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert board.selected == chart.rows[-2].item
    with qtbot.waitSignal(chart.opened):
        qtbot.keyClick(chart, Qt.Key.Key_Return)


def test_an_arrow_leads_to_a_bar_that_is_out_of_sight(chart):
    number = chart.frame.rows(len(chart.rows))[-2]
    row = chart.rows[number]
    chart.go_to_day(row.start - timedelta(days=900))
    assert chart.frame.in_sight(chart.frame.extent(row)) == 1
    spot = QPointF(chart.frame.area.right() - 20, chart.frame.y(number) + chart.look.row / 2)
    mouse(chart, QEvent.Type.MouseButtonPress, spot)
    mouse(chart, QEvent.Type.MouseButtonRelease, spot)
    assert chart.current == row.item
    assert chart.frame.in_sight(chart.frame.extent(row)) == 0


# -- zooming and scrolling


def test_the_wheel_zooms_at_the_pointer_with_ctrl_and_scrolls_without(chart):
    chart.go_to_day(date(2029, 1, 1))
    spot = QPointF(chart.frame.area.left() + 200, chart.frame.head + 50)
    day = chart.axis.day(chart.frame.time(spot.x()))
    for delta in (240, 240, -600, 120):
        pixels = chart.axis.pixels
        wheel(chart, spot, delta, Qt.KeyboardModifier.ControlModifier)
        assert (chart.axis.pixels > pixels) == (delta > 0)
        assert abs((chart.axis.day(chart.frame.time(spot.x())) - day).days) <= 2
    left, top = chart.left, chart.verticalScrollBar().value()
    wheel(chart, spot, -120, Qt.KeyboardModifier.ShiftModifier)
    assert chart.left > left
    assert chart.verticalScrollBar().value() == top
    left = chart.left
    wheel(chart, spot, -120)
    assert chart.verticalScrollBar().value() > top
    assert chart.left == left  # nothing was in sight here that could be lost


def test_scrolling_down_follows_the_bars(chart):
    spot = chart.frame.body.center()
    for _notch in range(60):
        wheel(chart, spot, -120)
        frame = chart.frame
        shown = [chart.rows[number] for number in frame.rows(len(chart.rows))]
        assert any(not frame.in_sight(frame.extent(row)) for row in shown if isinstance(row, Bar))


def test_buttons_and_actions_change_the_scale_of_what_is_looked_at(board, chart):
    board.actions_table["scale_quarters"].trigger()
    assert chart.axis.scale.value == "quarters"
    board.actions_table["scale_weeks"].trigger()
    assert chart.axis.scale.value == "weeks"
    zoom, pixels = board.view.zoom, chart.axis.pixels
    board.actions_table["zoom_out"].trigger()
    assert chart.axis.pixels < pixels
    assert board.view.zoom == zoom
    assert board.pages.shown == "timeline"
    board.actions_table["fit"].trigger()
    assert chart.frame.begin <= chart.timeline.first
    assert chart.frame.end >= chart.timeline.last
    assert not any(board.actions_table[f"scale_{one}"].isChecked() for one in ("weeks", "months", "quarters"))
    board.actions_table["page_map"].trigger()
    board.actions_table["zoom_in"].trigger()
    assert board.view.zoom > zoom
    board.actions_table["go_today"].trigger()
    assert board.pages.shown == "timeline"
    assert chart.frame.begin <= chart.timeline.today <= chart.frame.end


def test_right_to_left_is_the_mirror_image(board, page):
    chart = page.chart
    width = chart.viewport().width()
    chart.go_to_day(date(2027, 1, 4))
    before = {row.item: chart.rect_of(row.item) for row in chart.rows[:12] if isinstance(row, Bar)}
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QApplication.processEvents()
    chart.go_to_day(date(2027, 1, 4))
    assert chart.frame.column.right() == width
    for item, rect in before.items():
        mirrored = chart.rect_of(item)
        assert mirrored.left() == pytest.approx(width - rect.right())
        assert mirrored.width() == pytest.approx(rect.width())
    assert chart.axis.day(chart.frame.time(chart.frame.area.right() - 5)) < chart.axis.day(chart.frame.time(5))
    assert chart.viewport().grab().width() == width


# -- moving bars


def test_the_arrow_keys_move_a_bar_by_a_week_and_back(board, chart, planned, qtbot):
    board.select(ITEM)
    start = bar(board, ITEM).start
    planned(board, lambda: qtbot.keyClick(chart, Qt.Key.Key_Right))
    assert board.session.document.learner.not_before == {ITEM: start + timedelta(days=7)}
    later = bar(board, ITEM).start
    assert later >= start + timedelta(days=7)
    assert "Hold" in board.actions_table["undo"].text()
    planned(board, lambda: qtbot.keyClick(chart, Qt.Key.Key_Left))
    assert board.session.document.learner.not_before == {}
    assert bar(board, ITEM).start == start
    planned(board, board.actions_table["undo"].trigger)
    assert bar(board, ITEM).start == later
    planned(board, board.actions_table["undo"].trigger)
    assert board.session.document.learner.not_before == {}


def test_pressing_twice_moves_two_weeks_in_one_change(board, chart, planned, qtbot):
    board.select(ITEM)
    start = bar(board, ITEM).start

    def twice():
        qtbot.keyClick(chart, Qt.Key.Key_Right)
        qtbot.keyClick(chart, Qt.Key.Key_Right)

    planned(board, twice)
    assert board.session.document.learner.not_before == {ITEM: start + timedelta(days=14)}
    planned(board, board.actions_table["undo"].trigger)
    assert board.session.undo_label is None


def test_a_key_that_is_pressed_while_a_plan_is_made_is_not_lost(board, chart, planned, qtbot):
    board.select(ITEM)
    start = bar(board, ITEM).start
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: ITEM in board.session.document.learner.not_before, timeout=20_000)
    qtbot.keyClick(chart, Qt.Key.Key_Right)  # as a rule the plan that comes of the first one is not there yet
    wanted = {ITEM: start + timedelta(days=14)}
    qtbot.waitUntil(lambda: board.session.document.learner.not_before == wanted, timeout=20_000)
    qtbot.waitUntil(lambda: bar(board, ITEM).pin == wanted[ITEM], timeout=20_000)


@pytest.mark.parametrize("item", ["python-intermediate", "sql-advanced", "ml-fundamentals"])
def test_every_key_moves_what_is_seen_and_as_many_back_lead_to_where_it_was(board, chart, planned, qtbot, item):
    """Other study may fill the time up to a pin and far beyond it."""
    board.select(item)
    seen = [bar(board, item).start]
    for _time in range(2):
        planned(board, lambda: qtbot.keyClick(chart, Qt.Key.Key_Right))
        assert bar(board, item).start >= seen[-1] + timedelta(days=6)
        seen.append(bar(board, item).start)
    while board.session.document.learner.not_before:
        planned(board, lambda: qtbot.keyClick(chart, Qt.Key.Key_Left))
        assert bar(board, item).start < seen[-1]
        seen.append(bar(board, item).start)
    assert seen[-1] == seen[0]


def test_a_pin_that_holds_back_nothing_goes_and_it_is_said_why(board, chart, planned, qtbot):
    board.select(ITEM)
    start = bar(board, ITEM).start
    planned(board, lambda: board.operations.hold(ITEM, start - timedelta(days=20)))
    planned(board, lambda: qtbot.keyClick(chart, Qt.Key.Key_Left))
    assert board.session.document.learner.not_before == {}
    assert bar(board, ITEM).start == start
    assert "Earliest" in board.summary.text()


def test_a_bar_that_cannot_begin_earlier_says_why(board, chart, qtbot):
    board.select(ITEM)
    before = board.session.document
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert "Earliest" in board.summary.text()
    assert "Programming fundamentals" in board.summary.text()
    settled(qtbot, chart)
    assert board.session.document is before


def test_p_holds_a_step_where_it_is_and_lets_it_go_again(board, chart, planned):
    board.select(ITEM)
    start = bar(board, ITEM).start
    planned(board, board.actions_table["pin"].trigger)
    assert board.session.document.learner.not_before == {ITEM: start}
    assert bar(board, ITEM).pin == start
    planned(board, board.actions_table["pin"].trigger)
    assert board.session.document.learner.not_before == {}


def test_dragging_says_what_it_means_before_it_is_done(board, chart, qtbot, planned):
    finish = board.answer.plan.finish
    planned(board, lambda: board.operations.run("x", commands.set_deadline, finish))
    before = board.session.document
    drag(chart, ITEM, 20, release=False)
    move = chart.mover.move
    assert move.item == ITEM
    assert move.words  # said at once
    settled(qtbot, chart)
    exact = chart.mover.move
    assert exact.exact
    assert any(word in " ".join(exact.words) for word in ("The finish stays", "The finish moves"))
    assert board.session.document is before
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.mover.move is None
    mouse(chart, QEvent.Type.MouseButtonRelease, chart.rect_of(ITEM).center() + QPointF(30, 0))
    assert board.session.document is before


def test_a_missed_deadline_is_told_before_the_bar_is_dropped(board, chart, qtbot, planned):
    last = next(one for one in reversed(board.answer.plan.items) if one.months)
    planned(board, lambda: board.operations.run("x", commands.set_deadline, board.answer.plan.finish))
    drag(chart, last.id, 40, release=False)
    assert chart.mover.move.bad
    assert "miss your deadline by about 6 weeks" in " ".join(chart.mover.move.words)
    settled(qtbot, chart)
    assert "You miss your deadline by 6 weeks." in chart.mover.move.words
    chart.pointer.cancel()


def test_dragging_a_bar_before_what_it_needs_names_it_and_changes_nothing(board, chart, qtbot):
    before = board.session.document
    drag(chart, ITEM, -20, release=False)
    assert chart.mover.move.bad
    assert "needs “Programming fundamentals” first" in chart.mover.move.words[0]
    settled(qtbot, chart)
    spot = chart.rect_of(ITEM).center() - QPointF(20 * chart.axis.pixels, 0)
    mouse(chart, QEvent.Type.MouseButtonRelease, spot)
    assert board.session.document is before
    assert "needs “Programming fundamentals” first" in board.summary.text()


def test_dropping_a_bar_pins_it_and_undo_takes_it_back(board, chart, planned, qtbot):
    start = bar(board, ITEM).start
    planned(board, lambda: drag(chart, ITEM, 21))
    pinned = board.session.document.learner.not_before[ITEM]
    assert abs((pinned - start).days - 21) <= 1
    assert bar(board, ITEM).start >= pinned
    planned(board, board.actions_table["undo"].trigger)
    assert bar(board, ITEM).start == start


def test_a_click_on_a_bar_moves_nothing(board, chart):
    before = board.session.document
    chart.select(ITEM)
    spot = chart.rect_of(ITEM).center()
    mouse(chart, QEvent.Type.MouseButtonPress, spot)
    mouse(chart, QEvent.Type.MouseButtonRelease, spot)
    assert chart.mover.move is None
    assert board.session.document is before


def test_dragging_the_ground_scrolls(chart):
    chart.go_to_day(date(2028, 1, 1))
    left = chart.left
    spot = chart.frame.body.center()
    mouse(chart, QEvent.Type.MouseButtonPress, spot)
    mouse(chart, QEvent.Type.MouseMove, spot - QPointF(60, 0))
    mouse(chart, QEvent.Type.MouseMove, spot - QPointF(90, 0))
    mouse(chart, QEvent.Type.MouseButtonRelease, spot - QPointF(90, 0))
    assert chart.left == left + 90


def test_what_is_looked_at_stays_when_the_plan_changes(board, chart, planned):
    chart.go_to_day(date(2029, 5, 1))
    day = chart.axis.day(chart.left)
    planned(board, lambda: board.operations.choose_hours(12.0))
    assert abs((chart.axis.day(chart.left) - day).days) <= 1


def test_rows_of_a_folded_stage_are_not_shown_and_its_bar_is(chart):
    stage = chart.timeline.stages[1]
    chart.toggle(stage)
    keys = [key_of(row) for row in chart.rows]
    assert key_of(stage) in keys
    assert not {one.item for one in stage.bars} & set(keys)
    assert chart.viewport().grab().width() > 0


# -- without seeing it


def test_every_row_is_an_item_of_a_list_with_its_facts(board, chart):
    assert chart.listed.made == 0  # nothing before somebody asks
    found = accessible.items(board, "Timeline of your plan")
    assert len(found) == len(chart.rows)
    for item in board.answer.plan.items:
        said = accessible.facts(found[item.title])
        assert dates.day(item.finish) in said
        if item.months:
            assert f"{item.months:g} months" in said
        assert ("decides the finish" in said) == item.critical
    stage = chart.timeline.stages[0]
    heading = found[f"Stage: {stage.title}"]
    assert heading.state().expanded
    assert f"{len(stage.bars)} steps" in accessible.facts(heading)
    one = QAccessible.queryAccessibleInterface(chart)
    for number in (0, 7):
        child = one.child(number)
        assert one.indexOfChild(child) == number
        assert child.parent().text(QAccessible.Text.Name).startswith("Timeline")
        middle = child.rect().center()
        assert accessible.name(one.childAt(middle.x(), middle.y())) == accessible.name(child)


def test_walking_over_rows_is_told_and_rows_can_be_acted_on(board, chart, heard, qtbot):
    found = accessible.items(board, "Timeline of your plan")
    title = chart.bar_of(ITEM).title
    heard.clear()
    board.select(ITEM)
    assert ("Selection", title) in heard
    assert found[title].state().selected
    stage = chart.timeline.stages[0]
    heading = found[f"Stage: {stage.title}"].actionInterface()
    heading.doAction(QAccessibleActionInterface.pressAction())
    qtbot.waitUntil(lambda: stage.number in chart.folded, timeout=20_000)
    assert title not in accessible.items(board, "Timeline of your plan")
    assert ("ObjectReorder", "Timeline of your plan") in heard


def test_what_a_move_means_is_said_aloud(board, chart, heard, qtbot, monkeypatch):
    said: list[str] = []
    monkeypatch.setattr("ui.timeline.mover.announce", lambda _place, text: said.append(text))
    chart.mover.weigh(bar(board, ITEM), bar(board, ITEM).start + timedelta(days=30))
    settled(qtbot, chart)
    assert "The finish" in said[-1]
    chart.mover.drop(None)


def test_keys_that_open_something_open_it_on_the_timeline(board, chart, qtbot, monkeypatch):
    board.select("cloud-core" if chart.bar_of("cloud-core") else ITEM)
    asked: list[tuple[str, QPoint]] = []
    monkeypatch.setattr(board, "choice_menu", lambda item, place: asked.append((item, place)))
    board.operations.choices()
    assert chart.viewport().rect().contains(chart.viewport().mapFromGlobal(asked[0][1]))
    board.search.setFocus()
    board.operations.end_search()
    assert chart.hasFocus() or board.focusWidget() is chart


# -- somebody without a plan

KEYS = [
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageDown, Qt.Key.Key_Escape, Qt.Key.Key_Return,
]  # fmt: skip
ACTIONS = [
    "pin", "week_later", "week_earlier", "undo", "redo", "zoom_in", "zoom_out", "fit", "scale_weeks", "scale_months",
    "scale_quarters", "go_today", "go_start", "go_goal", "earlier", "later",
]  # fmt: skip
WHEELS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)


def act(window, chart, qtbot, chance) -> None:
    """One thing that a person could do on the timeline."""
    match chance.randrange(7):
        case 0 | 1:
            qtbot.keyClick(chart, chance.choice(KEYS))
        case 2:
            window.actions_table[chance.choice(ACTIONS)].trigger()
        case 3:
            spot = QPointF(chance.randrange(chart.viewport().width()), chance.randrange(chart.viewport().height()))
            mouse(chart, QEvent.Type.MouseButtonPress, spot)
            for _part in range(3):
                spot += QPointF(chance.randrange(-80, 80), chance.randrange(-30, 30))
                mouse(chart, QEvent.Type.MouseMove, spot)
            if chance.random() < 0.3:
                qtbot.keyClick(chart, Qt.Key.Key_Escape)
            mouse(chart, QEvent.Type.MouseButtonRelease, spot)
        case 4:
            window.select(chance.choice([one.item for one in chart.timeline.bars]))
        case 5:
            wheel(chart, QPointF(300, 300), chance.choice([-240, 240]), chance.choice(WHEELS))
        case _:
            chart.toggle(chance.choice(chart.timeline.stages))


def wander(window, chart, qtbot, seed, steps) -> None:
    chance = random.Random(seed)
    for step in range(steps):
        act(window, chart, qtbot, chance)
        if not chart.isVisible():
            window.actions_table["page_timeline"].trigger()
        chart.viewport().grab()
        if step % 6 == 5:
            QThreadPool.globalInstance().waitForDone()
            QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.feed.busy and not chart.mover.busy, timeout=20_000)
    assert window.answer.document is window.session.document
    assert {one.item for one in chart.timeline.bars} >= {item.id for item in window.answer.plan.items}
    for one in chart.timeline.bars:
        assert one.pin == window.session.document.learner.not_before.get(one.item)


def test_a_short_walk_over_the_timeline_at_random(board, chart, qtbot):
    wander(board, chart, qtbot, 0, 40)


@pytest.mark.fuzz
def test_a_long_walk_over_the_timeline_at_random(board, chart, qtbot):
    wander(board, chart, qtbot, random.randrange(10**9), 600)
