"""Whatever is done is in a list, and any point of it is one click away; views of the map are taken back, too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from planner.app import commands
from planner.app.filters import Facet
from ui.dialogs.steps import Steps


@pytest.fixture
def busy(board, planned):
    """Three changes, the last one taken back."""
    planned(board, lambda: board.operations.choose_hours(12.0))
    planned(board, lambda: board.operations.run("Cheap", commands.set_budget, 240.0))
    planned(board, lambda: board.operations.run("Goal", commands.set_goal, "job-ml-engineer"))
    planned(board, board.actions_table["undo"].trigger)
    return board


@pytest.fixture
def steps(busy):
    busy.actions_table["history"].trigger()
    QApplication.processEvents()
    return busy.operations._steps


def lines(steps: Steps) -> list[str]:
    return [steps.table.text(row, 1) for row in range(steps.table.rowCount())]


def effects(steps: Steps) -> list[str]:
    return [steps.table.text(row, 2) for row in range(steps.table.rowCount())]


def test_every_change_stands_there_with_what_it_did(steps):
    assert lines(steps) == ["Beginning of this session", "12 hours a week", "▸ Cheap", "Goal"]
    assert effects(steps)[1] == "finish 4 months earlier (18 Jun 2035 → 21 Feb 2035)"
    assert "-20 USD" in effects(steps)[2]
    assert effects(steps)[3].startswith("taken back: ")
    assert steps.table.currentRow() == 2
    assert all(steps.table.text(row, 0) for row in range(4))
    spoken = steps.table.item(2, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Cheap, now"


def test_a_change_that_only_moves_steps_does_not_leave_the_plan_the_same(board, planned):
    steps = [item.id for item in board.answer.plan.items]
    planned(board, lambda: board.operations.move(steps[5], steps[2]))
    planned(board, lambda: board.operations.run("Name", commands.set_name, "Ana"))
    board.actions_table["history"].trigger()
    assert effects(board.operations._steps)[1:] == ["steps have moved", "the plan is the same"]


def test_a_click_goes_back_over_several_changes_and_forward_again(busy, steps, planned):
    documents = [step.document for step in busy.session.history]
    planned(busy, lambda: steps.table.cellClicked.emit(0, 1))
    assert busy.session.document is documents[0]
    assert busy.you.time.hours.value() == 10
    assert lines(steps)[0] == "▸ Beginning of this session"
    planned(busy, lambda: steps.table.cellClicked.emit(3, 1))
    assert busy.session.document is documents[3]
    assert busy.answer.plan.goal == "job-ml-engineer"
    assert not busy.actions_table["redo"].isEnabled()


def test_enter_goes_to_the_line_of_the_keyboard(busy, steps, planned, qtbot):
    steps.table.setCurrentCell(1, 1)
    assert busy.session.place == 2  # walking through the list changes nothing
    planned(busy, lambda: qtbot.keyClick(steps.table, Qt.Key.Key_Return))
    assert busy.session.place == 1
    assert busy.session.document.learner.budget_usd is None


def test_the_list_follows_what_is_done_in_the_window(busy, steps, planned):
    planned(busy, lambda: busy.operations.run("Other", commands.set_max_topics, 2))
    assert lines(steps) == ["Beginning of this session", "12 hours a week", "Cheap", "▸ Other"]
    steps.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close).click()
    assert not steps.isVisible()


def test_going_to_a_point_of_the_history_is_kept_on_the_disk(busy, steps, planned):
    planned(busy, lambda: steps.table.cellClicked.emit(1, 1))
    busy.close()
    document = busy.workspace.open_last()
    assert document is not None
    assert document.learner.availability.hours_per_week == 12
    assert document.learner.budget_usd is None


# -- what is seen of the map


def test_filters_that_are_cleared_come_back_with_undo(window, drawn):
    drawn(window, lambda: window.filters.toggle(Facet.KIND, "certification"))
    shown = set(window.view.item.rects)
    assert len(shown) < 131
    drawn(window, window.filters.clear)
    assert "Nothing is filtered any more" in window.summary.text()
    assert window.undo_button.isVisible()
    before = window.session.document
    drawn(window, window.undo_button.click)
    assert set(window.view.item.rects) == shown
    assert window.filters.filters.active
    assert window.session.document is before


def test_folding_and_views_are_taken_back_and_brought_back(window, drawn):
    everything = set(window.view.item.rects)
    window.select("kubernetes")
    drawn(window, window.actions_table["fold"].trigger)
    folded = set(window.view.item.rects)
    assert folded != everything
    drawn(window, window.actions_table["view_back"].trigger)
    assert set(window.view.item.rects) == everything
    drawn(window, window.actions_table["view_forward"].trigger)
    assert set(window.view.item.rects) == folded


def test_where_there_is_no_view_before_that_is_said(board):
    board.actions_table["view_back"].trigger()
    assert "no other view" in board.summary.text()
