"""Other plans: found while one looks on, compared, and taken with one click that one undo takes back."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from planner.app import commands, queries
from planner.app.others import OtherPlans, items_of
from planner.settings import Settings
from ui.dialogs.other_plans import OtherPlansDialog
from ui.dialogs.tables import PADDING

SLOW = 60_000


@pytest.fixture
def open_dialog(window, qtbot):
    def opened(document=None, own=None) -> OtherPlansDialog:
        document = document or window.session.document
        dialog = OtherPlansDialog(document, own, window)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return opened


_found: list[OtherPlans] = []
"""The same search would be made in most tests; once is enough."""


@pytest.fixture
def filled(window, open_dialog, qtbot, monkeypatch):
    if _found:
        monkeypatch.setattr(queries, "other_plans", lambda *_question: iter(_found))
    dialog = open_dialog(own=window.answer.plan)
    dialog._search.partly.connect(_found.append)
    qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
    del _found[:-1]
    return dialog


def column(dialog: OtherPlansDialog, number: int) -> list[str]:
    return [dialog.table.text(row, number) for row in range(dialog.table.rowCount())]


# -- the table


def test_the_table_fills_with_the_own_plan_first_and_says_every_difference(filled):
    assert column(filled, 0)[:3] == [
        "Your plan\nProved",
        "Least money · Earliest finish\nProved",
        "Next best 1\nProved",
    ]
    assert column(filled, 1)[:2] == ["★ 3,527 h", "3,536 h\n+9 h"]
    assert column(filled, 2)[:2] == ["255 USD", "★ 235 USD\n-20 USD"]
    assert column(filled, 3)[:2] == ["18 Jun 2035", "★ 21 Oct 2034\n8 months earlier"]
    assert "“Hired: data scientist” instead of “Hired: MLOps engineer”" in column(filled, 4)[1]
    assert "4 steps more, 3 left out" in column(filled, 4)[1]
    assert "4 other plans." in filled._state.text()
    assert filled._bar.isHidden()


def test_the_best_is_told_without_colour_and_is_spoken(filled):
    cell = filled.table.item(1, 2)
    assert cell.font().bold()
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "235 USD, least money, -20 USD"
    assert "Proved: no plan costs less." in filled.table.item(1, 0).toolTip()
    assert "differ as much" in filled.table.item(2, 0).toolTip().replace("\n", " ")


def test_everything_that_takes_the_keyboard_has_a_name(filled):
    for page in (filled.show_table, filled.compare):
        page()
        for widget in filled.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                found = QAccessible.queryAccessibleInterface(widget)
                assert found.text(QAccessible.Text.Name), type(widget).__name__


def test_menu_palette_and_the_line_below_the_proof_open_it(window, monkeypatch):
    opened: list[OtherPlansDialog] = []

    def look(dialog: OtherPlansDialog) -> bool:
        opened.append(dialog)
        return False

    monkeypatch.setattr(OtherPlansDialog, "exec", look)
    window.actions_table["other_plans"].trigger()
    window.plan_list.head._others.clicked.emit()
    assert len(opened) == 2
    for dialog in opened:
        assert dialog._own is window.answer.plan
        dialog.reject()


# -- while it searches


@pytest.fixture
def slow_search(monkeypatch):
    """A search that hands over what it found first, and then goes on until it is stopped."""
    real, stopped = queries.other_plans, threading.Event()

    def slow(document, own, seconds, cancelled):
        first, *_rest = real(document, own, seconds, lambda: False)
        yield first
        while not cancelled():
            stopped.wait(0.01)
        yield OtherPlans(first.plan, (), first.next_best, complete=False)

    monkeypatch.setattr(queries, "other_plans", slow)


def test_what_is_found_is_shown_while_the_search_goes_on_and_stays_when_it_is_stopped(
    slow_search, open_dialog, qtbot, window
):
    dialog = open_dialog(own=window.answer.plan)
    assert "Looking for other plans: 0 so far." in dialog._state.text()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 4, timeout=SLOW)
    assert dialog.busy
    assert "Looking for other plans: 3 so far." in dialog._state.text()
    dialog.table.setCurrentCell(2, 0)
    qtbot.mouseClick(dialog._halt, Qt.MouseButton.LeftButton)
    assert dialog._state.text() == "Stopping…"
    qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
    assert dialog.table.rowCount() == 4
    assert dialog.table.currentRow() == 2
    assert "ended early: there may be more" in dialog._state.text()
    assert dialog._halt.isHidden()


def test_what_is_chosen_stays_chosen_when_better_plans_are_found(filled, window):
    last = filled._found
    filled._show(OtherPlans(last.plan, (), last.next_best, complete=False))
    filled.table.setCurrentCell(1, 0)
    assert filled.current.name == "Next best 1"
    filled.compare()
    filled._show(last)
    assert filled.current.name == "Next best 1"
    assert filled.table.currentRow() == 2
    assert filled.comparison.isVisible()
    assert "“Next best 1” instead of your plan" in filled._title.text()


def test_the_window_goes_on_while_it_searches_and_closing_ends_the_search(slow_search, open_dialog, qtbot, window):
    dialog = open_dialog(own=window.answer.plan)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 4, timeout=SLOW)
    beats: list[int] = []
    dialog._clock.setInterval(5)
    dialog._clock.timeout.connect(lambda: beats.append(1))
    qtbot.waitUntil(lambda: len(beats) > 3, timeout=20_000)
    dialog.close()
    assert not dialog.busy
    assert not dialog._clock.isActive()


def test_one_can_take_a_plan_while_others_are_still_looked_for(slow_search, open_dialog, qtbot, window):
    dialog = open_dialog(own=window.answer.plan)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 4, timeout=SLOW)
    with qtbot.waitSignal(dialog.accepted, timeout=SLOW):
        dialog._take.click()
    assert dialog.taken is not None
    assert dialog.taken.same


def test_without_another_plan_it_says_so_and_why(open_dialog, qtbot, window):
    document = commands.mark_known(window.session.document, window.session.document.learner.goal)
    dialog = open_dialog(document)
    qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
    assert "There is no other plan worth showing." in [label.text() for label in dialog.findChildren(QLabel)]
    assert dialog._state.isHidden()
    assert dialog._nothing.isVisible()
    assert "nothing is left to do" in dialog._nothing.text()
    assert dialog._take.isHidden()
    assert dialog._compare.isHidden()


# -- comparing


def test_enter_compares_step_by_step_and_escape_goes_back(filled, qtbot):
    filled.table.setFocus()
    filled.table.setCurrentCell(1, 0)  # what was found first stays chosen, whatever comes before it
    qtbot.keyClick(filled.table, Qt.Key.Key_Return)
    assert filled.comparison.isVisible()
    table = filled.comparison.table
    shown = [tuple(table.text(row, at) for at in range(3)) for row in range(table.rowCount())]
    heads = [row[0] for row in shown if row[1:] == ("", "")]
    assert heads[:3] == ["Decided differently: 4", "Only in the other plan: 4", "Only in your plan: 3"]
    assert heads[3].startswith("In both, but moved: ")
    assert ("Work as MLOps engineer", "Dec 2028 – Dec 2030\n24 months", "–") in shown
    assert any("\n24 months earlier" in row[2] for row in shown)
    assert filled._title.text().endswith("instead of your plan: +9 h, -20 USD, finish 8 months earlier")
    qtbot.keyClick(filled.comparison.table, Qt.Key.Key_Escape)
    assert filled.isVisible()
    assert filled.table.isVisible()


def test_the_own_plan_is_neither_compared_nor_taken(filled):
    filled.table.setCurrentCell(0, 0)
    assert not filled._take.isEnabled()
    filled.compare()
    filled.take()
    assert filled.table.isVisible()
    assert not filled.busy


# -- taking


def test_taking_a_plan_is_one_change_that_one_undo_takes_back(window, planned, qtbot, monkeypatch):
    before, own = window.session.document, window.answer.plan

    def choose(dialog: OtherPlansDialog) -> bool:
        dialog.show()
        qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
        dialog.table.setCurrentCell(2, 0)
        with qtbot.waitSignal(dialog.accepted, timeout=SLOW):
            dialog._take.click()
        return True

    monkeypatch.setattr(OtherPlansDialog, "exec", choose)
    planned(window, window.actions_table["other_plans"].trigger)
    assert "azure-core" in {item.id for item in window.answer.plan.items}
    assert window.answer.plan.totals.hours == 3546
    assert window.summary.text() == "This is the plan that you chose."
    assert window.undo_button.isVisible()
    assert window.session.undo_label == "Take another plan"
    planned(window, window.session.undo)
    assert window.session.document is before
    assert items_of(window.answer.plan) == items_of(own)


def test_a_plan_that_came_out_differently_is_told_in_one_sentence(window, planned):
    quick = queries.plan(commands.avoid(window.session.document, "exp-mlops-engineer"))
    window.operations.run("x", commands.set_hours, 11.0)
    window.operations._taken = (window.session.document, quick)
    planned(window, lambda: None)
    assert window.summary.text().startswith("Planning again gives nearly this plan (")


# -- looks


def assert_whole(filled):
    """No button and no cell of the table that is shown is cut off."""
    table = filled.table if filled.table.isVisible() else filled.comparison.table
    assert table.horizontalHeader().length() <= table.viewport().width() + 1
    for button in (filled._take, filled._close, filled._compare, filled._back):
        assert button.isHidden() or button.width() >= button.sizeHint().width()
    for row in range(min(12, table.rowCount())):
        for at in range(table.columnCount()):
            if table.text(row, at) and table.columnSpan(row, at) == 1 and not table.isColumnHidden(at):
                cell, space = table.item(row, at), QRect(0, 0, table.columnWidth(at) - PADDING, 9999)
                needed = QFontMetrics(cell.font() if cell.font().bold() else table.font()).boundingRect(
                    space, Qt.TextFlag.TextWordWrap, cell.text()
                )
                assert needed.height() <= table.rowHeight(row) - 14


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", [100, 200])
def test_nothing_is_cut_off_in_any_look(window, filled, qtbot, look, size):
    window.apply_settings(Settings(theme=look, text_size=size))
    filled.resize(1024, 640)
    QApplication.processEvents()
    for page in (filled.show_table, filled.compare):
        page()
        qtbot.wait(50)
        qtbot.waitUntil(lambda: assert_whole(filled), timeout=SLOW)
        assert not filled.grab().isNull()
    assert filled.width() == 1024
    window.apply_settings(Settings(theme="light"))
