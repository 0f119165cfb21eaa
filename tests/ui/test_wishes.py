"""Time and wishes in the left pane: what a change would give while it is made, and what comes of it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from planner.app import commands, queries, wishes
from planner.app.workspace import Workspace
from planner.model.learner import Period
from planner.settings import FOLDED, Settings
from ui import dates
from ui.dialogs.periods import PeriodDialog
from ui.dialogs.pick_item import PickItem
from ui.fields import Settle
from ui.panels.boxes import Box
from ui.plain import LinkLabel


def texts(widget: QWidget) -> str:
    QApplication.processEvents()  # what was added to a column is laid out then
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


@pytest.fixture
def you(board):
    """The pane with everything unfolded; what is moved counts when the test says so, however slow the machine is."""
    board.you.fold(())
    QApplication.processEvents()  # what is unfolded takes its place
    for settle in board.you.findChildren(Settle):
        settle._timer.setInterval(600_000)
    return board.you


@pytest.fixture
def told(board, qtbot):
    """Move something and wait for what is told of it."""

    def run(place, act) -> str:
        act()
        qtbot.waitUntil(lambda: not board.live.busy and place.moving, timeout=10_000)
        return str(place.text)

    return run


# -- live effect


def test_a_slider_tells_the_finish_while_it_is_held_and_changes_nothing(board, you, told):
    before = board.session.document
    assert you.time.effect.text == "Finish 18 Jun 2035 · 3,527 h · 255 USD"
    you.time.slider.setSliderDown(True)
    words = told(you.time.effect, lambda: you.time.slider.setValue(12))
    assert words == "18 Jun 2035 → 21 Feb 2035 · 4 months earlier · 255 USD"
    assert you.time.hours.value() == 12
    you.time._hours._rest()  # however long it is held
    assert board.session.document is before
    told(you.time.effect, lambda: you.time.slider.setValue(10))
    assert you.time.effect.text == "Finish 18 Jun 2035 · 255 USD"


def test_letting_go_is_one_change_that_the_window_tells_with_undo(board, you, told, planned, qtbot):
    you.time.slider.setSliderDown(True)
    for value in (11, 13, 12):
        you.time.slider.setValue(value)
    planned(board, lambda: you.time.slider.setSliderDown(False))
    assert board.session.undo_label == "12 hours a week"
    assert not you.time.effect.moving
    assert you.time.effect.text.startswith("Finish 21 Feb 2035")
    assert board.summary.text() == "finish 4 months earlier (18 Jun 2035 → 21 Feb 2035)"
    planned(board, board.undo_button.click)
    assert board.session.undo_label is None
    assert you.time.slider.value() == 10


def test_what_is_told_is_what_the_plan_then_says(board, you, told, planned):
    words = told(you.time.effect, lambda: you.time.hours.setValue(17.5))
    planned(board, you.commit)
    assert words.startswith(f"18 Jun 2035 → {dates.day(board.answer.plan.finish)}")


def test_hours_are_told_while_they_are_typed(board, you, told, qtbot):
    before = board.session.document
    line = you.time.hours.lineEdit()
    line.selectAll()
    words = told(you.time.effect, lambda: qtbot.keyClicks(line, "20"))
    assert words.startswith("18 Jun 2035 →")
    assert board.session.document is before


def test_only_the_newest_preview_is_told(board, you, qtbot):
    for hours in (11, 15, 25, 12):
        you.time.slider.setSliderDown(True)
        you.time.slider.setValue(hours)
    qtbot.waitUntil(lambda: not board.live.busy, timeout=10_000)
    board.live.wait()
    QApplication.processEvents()
    assert you.time.effect.text.startswith("18 Jun 2035 → 21 Feb 2035")


def test_moving_back_before_it_counts_leaves_no_change_and_no_words(board, you, told, qtbot):
    told(you.time.effect, lambda: you.time.slider.setValue(12))
    you.time.slider.setValue(10)
    you.commit()
    assert not you.time.effect.moving
    assert board.session.undo_label is None
    assert you.time.effect.text == "Finish 18 Jun 2035 · 3,527 h · 255 USD"


# -- time


def test_weekdays_are_dragged_stepped_and_typed(board, you, told, planned, qtbot):
    bars = you.time.week.bars
    saturday = bars[5]
    spot = QPoint(saturday.width() // 2, saturday.height() // 2)
    qtbot.mousePress(saturday, Qt.MouseButton.LeftButton, pos=spot)
    assert saturday.value() == 4 * 60
    assert you.time.hours.value() == 14
    assert board.session.undo_label is None
    planned(board, lambda: qtbot.mouseRelease(saturday, Qt.MouseButton.LeftButton, pos=spot))
    assert board.session.document.learner.availability.week == (120, 120, 120, 120, 120, 240, 0)
    assert board.session.undo_label == "4 h on Saturday"
    qtbot.keyClick(bars[0], Qt.Key.Key_Up)
    planned(board, you.commit)
    assert board.session.document.learner.availability.week[0] == 135
    qtbot.keyClicks(bars[0], "1.5")
    planned(board, you.commit)
    assert board.session.document.learner.availability.week[0] == 90
    assert bars[0].accessibleName() == "Monday, 1.5 h"
    # More hours a week keep the days that were chosen.
    planned(board, lambda: board.operations.choose_hours(27.0))
    assert board.session.document.learner.availability.week == (180, 240, 240, 240, 240, 480, 0)


@pytest.mark.parametrize(("wish", "first"), [("", 6), ("monday", 0), ("sunday", 6), ("saturday", 5)])
def test_weeks_begin_as_the_language_or_the_person_says(board, you, qtbot, wish, first):
    dates.begin_weeks_on(wish)
    try:
        you.time.week.arrange()
        QApplication.processEvents()
        row = sorted(you.time.week.bars, key=lambda bar: bar.mapTo(board, QPoint(0, 0)).x())
        assert [bar.weekday for bar in row] == [(first + day) % 7 for day in range(7)]
        qtbot.mouseClick(you.time.begin, Qt.MouseButton.LeftButton)
        assert you.time.begin.calendarWidget().firstDayOfWeek().value == first + 1
    finally:
        dates.begin_weeks_on("")


def test_in_german_weeks_begin_on_monday(board, you):
    QLocale.setDefault(QLocale(QLocale.Language.German))
    assert dates.weekdays()[0] == 0


def test_a_deadline_is_met_missed_priced_and_dropped(board, you, told, planned, qtbot):
    assert you.time.deadline.isHidden()
    planned(board, you.time.has_deadline.click)
    assert board.session.document.learner.deadline == date(2035, 6, 18)  # what the plan meets
    assert "Just in time." in texts(you.time)
    earlier = dates.to_qdate(date(2035, 1, 2))
    you.time.deadline.setDate(earlier)
    qtbot.waitUntil(lambda: "in time with 13.1 h a week" in texts(you.time), timeout=10_000)
    assert "5 months too late" in texts(you.time)
    planned(board, you.commit)
    assert "With 13.1 hours a week instead of 10.0" in texts(you.time)
    qtbot.waitUntil(you.time.make_it.isVisible, timeout=10_000)
    planned(board, you.time.make_it.clicked.emit)
    assert board.answer.plan.finish <= date(2035, 1, 2)
    assert "In time" in texts(you.time) or "Just in time." in texts(you.time)
    planned(board, you.time.has_deadline.click)
    assert board.session.document.learner.deadline is None
    assert you.time.deadline.isHidden()


def test_a_deadline_no_hours_can_meet_offers_none(board, you, planned, qtbot):
    planned(board, lambda: board.operations.run("d", commands.set_deadline, date(2028, 1, 3)))
    qtbot.waitUntil(lambda: not board.live.busy, timeout=10_000)
    assert "one after another" in texts(you.time)
    assert you.time.make_it.isHidden()
    planned(board, lambda: board.operations.run("a", commands.avoid, "role-ml-architect"))
    assert board.answer.plan.finish is None
    assert "one after another" not in texts(you.time)  # what was said of the plan before


def test_a_first_day_after_the_deadline_is_refused_in_words(board, you, planned, qtbot):
    planned(board, lambda: board.operations.run("d", commands.set_deadline, date(2036, 1, 1)))
    you.time.begin.setDate(dates.to_qdate(date(2037, 1, 1)))
    you.commit()
    assert "lies after your deadline" in board.summary.text()
    assert board.session.document.learner.availability.start == date(2027, 1, 4)
    assert dates.from_qdate(you.time.begin.date()) == date(2027, 1, 4)


def test_days_off_are_added_changed_and_removed(board, you, planned, qtbot, monkeypatch):
    made: list[PeriodDialog] = []

    def answer(dialog):
        made.append(dialog)
        if len(made) == 1:
            dialog.name.setText("Summer")
            dialog.first.setDate(dates.to_qdate(date(2027, 7, 1)))
            dialog.last.setDate(dates.to_qdate(date(2027, 12, 31)))
            qtbot.waitUntil(lambda: "18 Jun 2035 →" in dialog.effect.text, timeout=10_000)
            assert "184 days" in texts(dialog)
        elif len(made) == 2:
            dialog.hours.setValue(5)
        else:
            dialog._remove()
        return True

    monkeypatch.setattr(PeriodDialog, "exec", answer)
    finish = board.answer.plan.finish
    planned(board, you.time.add_period.click)
    assert board.session.undo_label == "Add “Summer”"
    assert board.answer.plan.finish > finish
    assert "1 Jul 2027 – 31 Dec 2027 · no study" in texts(you.time)
    link = next(one for one in you.time.periods.findChildren(LinkLabel) if one.text() == "Summer")
    off = board.answer.plan.finish
    planned(board, link.clicked.emit)
    assert board.session.document.learner.availability.periods[0].week == (60, 60, 60, 60, 60, 0, 0)
    assert finish < board.answer.plan.finish < off
    planned(board, lambda: board.operations.ask_period(0))
    assert board.session.document.learner.availability.periods == ()
    for _change in range(3):
        planned(board, board.session.undo)
    assert board.answer.plan.finish == finish


def test_a_period_is_removed_in_its_row_and_old_ones_are_folded_away(board, you, planned):
    summer = Period(first=date(2027, 7, 1), last=date(2027, 8, 1), title="Summer")
    for period in (Period(first=date(2026, 1, 1), last=date(2026, 2, 1), title="Old"), summer):
        planned(board, lambda period=period: board.operations.run("p", commands.add_period, period))
    assert "Old" not in texts(you.time.periods)
    you.time._over.clicked.emit()
    assert "Over before your first day" in texts(you.time.periods)
    you.time._over.clicked.emit()
    QApplication.processEvents()
    button = next(one for one in you.time.periods.findChildren(QToolButton) if one.isVisibleTo(you))
    assert button.accessibleName() == "Remove Summer"
    planned(board, button.click)
    assert [one.title for one in board.session.document.learner.availability.periods] == ["Old"]
    assert board.session.undo_label == "Remove Summer"


def test_the_days_of_a_period_stay_in_order(board, qtbot):
    dialog = PeriodDialog(board.session.document, None, date(2026, 1, 1), board)
    qtbot.addWidget(dialog)
    assert dates.from_qdate(dialog.first.date()) == date(2027, 1, 4)  # not before the first day
    dialog.first.setDate(dates.to_qdate(date(2028, 1, 1)))
    assert dialog.period.last == date(2028, 1, 1)
    dialog.last.setDate(dates.to_qdate(date(2027, 5, 1)))
    assert dialog.period.first == date(2027, 5, 1)


def test_a_period_with_a_week_of_its_own_keeps_it_while_its_days_move(board, qtbot):
    week = (0, 0, 0, 0, 0, 300, 0)
    document = commands.add_period(
        board.session.document, Period(first=date(2027, 2, 1), last=date(2027, 3, 1), week=week)
    )
    dialog = PeriodDialog(document, 0, date(2027, 1, 4), board)
    qtbot.addWidget(dialog)
    dialog.last.setDate(dates.to_qdate(date(2027, 3, 5)))
    assert dialog.period.week == week
    dialog.hours.setValue(10)
    assert dialog.period.week == (120, 120, 120, 120, 120, 0, 0)


# -- wishes


def test_money_is_limited_and_told_before_it_counts(board, you, told, planned):
    panel = you.wishes
    assert panel.budget.isHidden()
    planned(board, panel.limited.click)
    assert board.session.document.learner.budget_usd == 255
    words = told(panel.effect, lambda: panel.budget.setValue(240))
    assert "255 USD → 235 USD" in words
    planned(board, you.commit)
    assert board.answer.plan.totals.cost_usd == 235
    words = told(panel.effect, lambda: panel.slider.setValue(1))
    assert words == "No plan is possible like this."
    panel.slider.setValue(50)
    planned(board, you.commit)
    planned(board, panel.limited.click)
    assert board.session.document.learner.budget_usd is None
    assert panel.budget.isHidden()


def test_only_what_is_free_is_one_click(board, you, planned):
    planned(board, you.wishes.free_only.click)
    assert board.session.document.learner.free_only
    assert not board.answer.plan.items or board.answer.plan.totals.cost_usd == 0
    planned(board, board.session.undo)
    assert not you.wishes.free_only.isChecked()


def test_items_to_avoid_are_found_by_typing_and_told_before_they_count(board, you, planned, qtbot, monkeypatch):
    shown: list[str] = []

    def answer(dialog):
        dialog.search("kubernetes")
        qtbot.waitUntil(lambda: dialog.effect.moving, timeout=10_000)
        shown.append(dialog.effect.text)
        dialog.search("reinforcement")
        qtbot.waitUntil(lambda: not board.live.busy, timeout=10_000)
        assert dialog.item == "reinforcement-learning"
        return True

    monkeypatch.setattr(PickItem, "exec", answer)
    planned(board, you.wishes.avoid.click)
    assert shown == ["No plan is possible like this."]
    assert board.session.document.learner.avoid == ("reinforcement-learning",)
    assert "Reinforcement learning" in texts(you.wishes.avoided)
    remove = next(one for one in you.wishes.avoided.findChildren(QToolButton) if one.isVisibleTo(you))
    planned(board, remove.click)
    assert board.session.document.learner.avoid == ()
    assert board.session.undo_label == "Allow “Reinforcement learning”"


def test_an_item_to_prefer_is_an_option_of_a_choice(board, planned, qtbot, monkeypatch):
    def answer(dialog):
        dialog.search("kubernetes")
        assert dialog.item is None or "kubernetes" not in dialog.item
        dialog.search("azure core")
        assert dialog.item == "azure-core"
        return True

    monkeypatch.setattr(PickItem, "exec", answer)
    planned(board, board.actions_table["prefer_item"].trigger)
    assert any(item.id == "azure-core" for item in board.answer.plan.items)


def test_every_named_choice_stands_once(board, you):
    names = [*you.decisions.boxes] + [
        one.accessibleName() for one in you.decisions.others.findChildren(Box) if one.isVisibleTo(you)
    ]
    multiple = [one.name for one in board.answer.plan.decisions if len(one.chosen) > 1]
    named = [name for name, _options in queries.options_of(board.session.document.curriculum)]
    assert sorted([*names, *multiple]) == sorted(named)


def test_a_choice_is_made_before_a_plan_asks_for_it_and_left_open_again(board, you, planned, qtbot):
    def box(name: str):
        QApplication.processEvents()
        return next(
            one for one in you.decisions.findChildren(Box) if one.accessibleName() == name and one.isVisibleTo(you)
        )

    planned(board, lambda: box("Architect certificate").activated.emit(2))
    assert box("Architect certificate").currentText() == "Google Cloud"
    planned(board, lambda: box("Your cloud provider").activated.emit(1))
    cloud = box("Your cloud provider")
    assert cloud.itemText(cloud.count() - 1) == "no wish: whatever is best"
    planned(board, lambda: cloud.activated.emit(cloud.count() - 1))
    assert box("Your cloud provider").currentText() == "AWS"
    assert board.session.undo_label == "Your cloud provider: no wish"
    planned(board, lambda: box("Architect certificate").activated.emit(0))
    assert board.session.document.learner.prefer == ()


# -- parts that fold


def test_the_common_things_are_at_sight_and_the_rest_one_click_away(board, data_folder, qtbot):
    you = board.you
    assert {name for name, section in you.sections.items() if not section.is_open} == set(FOLDED)
    for field in (you.start, you.goal, you.time.hours, you.time.begin, you.time.has_deadline):
        assert field.isVisible()
    assert not you.wishes.isVisible()
    assert "fewest hours" in texts(you.sections["wishes"])
    qtbot.mouseClick(you.sections["wishes"].title, Qt.MouseButton.LeftButton)
    assert you.wishes.aims.aim.isVisible()
    assert "wishes" not in Workspace.settings().folded
    qtbot.keyClick(you.sections["wishes"].title, Qt.Key.Key_Left)
    assert not you.wishes.isVisible()
    qtbot.keyClick(you.sections["time"].title, Qt.Key.Key_Space)
    assert not you.time.isVisible()
    assert texts(you.sections["time"]) == "10 h a week · from 4 Jan 2027"
    assert set(Workspace.settings().folded) == {*FOLDED, "time"}


def test_every_part_is_reached_by_an_action(board):
    board.operations._show_pane("you", False)
    for action, field in (
        ("hours", board.you.time.hours),
        ("weekdays", board.you.time.week.bars[6]),
        ("wishes", board.you.wishes.aims.aim),
    ):
        board.actions_table[action].trigger()
        assert field.isVisible()
        assert board.focusWidget() is field


def test_the_pane_never_scrolls_sideways_and_clips_nothing(board, you, planned):
    period = Period(first=date(2027, 7, 1), last=date(2027, 8, 1), title="Donaudampfschifffahrtsgesellschaft " * 3)
    planned(board, lambda: board.operations.run("p", commands.add_period, period))
    planned(board, lambda: board.operations.run("d", commands.set_deadline, date(2034, 1, 1)))
    for size in (100, 200):
        board.resize(1024, 640)
        board.apply_settings(Settings(theme="light", text_size=size, folded=()))
        board.operations._show_pane("you")
        QApplication.processEvents()
        assert you.widget().width() <= you.viewport().width()
        for label in you.findChildren(QLabel):
            if label.isVisibleTo(you) and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()) - 1, label.text()
    board.apply_settings(Settings(theme="light"))


def test_dialogs_of_wishes_have_names_for_everything(board, qtbot):
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QFrame

    document = board.session.document
    words = ("Avoid an item", "Question", "Avoid this")
    dialogs = [
        PeriodDialog(document, None, date(2027, 1, 4), board),
        PickItem(*words, document.curriculum, ["kubernetes"], commands.avoid, board),
    ]
    for dialog in (*dialogs, board):
        qtbot.addWidget(dialog)
        dialog.show()
        for widget in dialog.findChildren(QWidget):
            internal = widget.objectName().startswith("qt_") or type(widget.parent()) is QFrame
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(dialog) and not internal:
                name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
                assert name, f"{type(widget).__name__} in {type(dialog).__name__}"
    QThreadPool.globalInstance().waitForDone()


def test_what_is_typed_into_any_field_counts_when_the_window_closes(board, you):
    you.time.topics.lineEdit().setText("3")
    you.time.begin.lineEdit().setText("1 Feb 2027")
    board.close()
    learner = board.session.document.learner
    assert (learner.max_topics, learner.availability.start) == (3, date(2027, 2, 1))
    assert wishes.set_begin(board.session.document, date(2027, 2, 1)) == board.session.document
