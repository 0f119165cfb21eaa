"""Plans side by side in the window: columns, changing one in place, both on one map, adopting one."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from planner.app import commands, queries
from planner.app.variants import Planned, Variation
from planner.app.workspace import Workspace
from ui.canvas import words
from ui.compare.head import Head
from ui.compare.table import Rows

TEN_SECONDS = 10_000


@pytest.fixture
def compared(board, qtbot):
    """Do something on the page of comparisons, and wait until every plan is there."""

    def run(act):
        act()
        qtbot.waitUntil(lambda: not board.operations.columns.busy and not board.feed.busy, timeout=TEN_SECONDS)
        return board.operations.compare_page

    return run


@pytest.fixture
def page(board, compared):
    return compared(board.actions_table["page_compare"].trigger)


def column(page, at: int) -> list[str]:
    return [page.table.text(row, at) for row in range(page.table.rowCount())]


def test_an_example_is_one_click_away_and_the_rows_say_what_differs(board, page, compared):
    assert not board.you.isVisible()  # several plans need all of the width
    texts = [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]
    assert "AWS or Azure" in texts
    button = next(one for one in page.findChildren(QPushButton) if one.text() == "AWS or Azure")
    compared(button.click)
    assert page.table.horizontalHeaderItem(2).text() == "A: Your plan"
    assert page.table.horizontalHeaderItem(3).text() == "B: Azure"
    rows = dict(zip(column(page, 1), zip(column(page, 0), column(page, 2), column(page, 3), strict=True), strict=True))
    assert rows["Your cloud provider"] == ("≠", "AWS", "Azure")
    assert rows["AWS core services"][0] == "A"
    assert rows["AWS core services"][2] == "–"
    assert rows["Programming fundamentals"][0] == "="
    page.rows_chosen.emit(Rows.PARTLY)
    assert "Programming fundamentals" not in column(page, 1)
    assert "Azure core services" in column(page, 1)
    board.actions_table["compare_copy"].trigger()
    assert "| A | AWS core services |" in QGuiApplication.clipboard().text()
    compared(board.actions_table["compare_swap"].trigger)
    assert page.table.horizontalHeaderItem(2).text() == "A: Azure"
    compared(board.actions_table["view_back"].trigger)
    assert page.table.horizontalHeaderItem(2).text() == "A: Your plan"
    board.operations.add_column(Variation(hours=4.0))
    board.actions_table["compare_stop"].trigger()
    assert page.state.text() == "Stopped. A change of any column plans them again."
    assert page.table.rowCount() == 0
    compared(lambda: board.operations.remove_column(2))
    assert page.table.rowCount() > 4
    board.actions_table["page_map"].trigger()
    assert board.you.isVisible()


def test_a_column_is_changed_in_place_and_adopted_with_one_step(board, page, compared, planned, qtbot):
    before, operations = board.session.document, board.operations
    compared(operations.add_column)
    page.editor.hours.setValue(6.0)
    compared(page.editor._hours.flush)
    start = page.editor.start.findData("entry-software-developer")
    page.editor.start.setCurrentIndex(start)
    compared(lambda: page.editor.start.activated.emit(start))
    assert operations.columns.shown[1].variation == Variation(hours=6.0, start="entry-software-developer")
    assert board.session.document is before
    shown = operations.columns.answer(1)
    assert isinstance(shown, Planned)
    [adopt] = [one for one in page.findChild(Head).findChildren(QPushButton, "adopt-1") if one.isVisible()]
    planned(board, adopt.click)
    assert board.session.undo_label == "Adopt: Software developer (1+ year) · 6 h a week"
    wanted = commands.set_start(commands.set_hours(before, 6.0), "software-developer")
    assert board.session.document == wanted
    assert board.answer.plan == shown.plan == queries.plan(wanted)
    planned(board, board.actions_table["undo"].trigger)
    assert board.session.document is before


def test_both_plans_stand_on_one_map_and_are_told_apart_in_words(board, page, compared, qtbot):
    compared(lambda: board.operations.add_column(Variation(choices={"Your cloud provider": 1})))
    board.actions_table["compare_map"].trigger()
    both = page.both
    qtbot.waitUntil(lambda: not both.busy and both.view.picture is not None, timeout=TEN_SECONDS)
    both.steps.click()
    qtbot.waitUntil(lambda: not both.busy and "aws-core" in both.view.picture.boxes, timeout=TEN_SECONDS)
    assert {"aws-core", "azure-core"} <= both.view.picture.boxes.keys()
    assert "only in A" in words.described(both.view.picture, "aws-core")
    assert "only in B" in words.described(both.view.picture, "azure-core")


def test_another_learner_is_read_only_and_named_after_being_chosen(board, page, compared, tmp_path):
    path = tmp_path / "Ana.trailmark"
    other = commands.set_name(commands.set_start(board.session.document, "software-developer"), "Ana K.")
    Workspace().save_as(path, other, None)
    content = path.read_bytes()
    compared(lambda: board.operations.add_file(path))
    assert page.table.horizontalHeaderItem(3).text() == "B: Ana K."
    assert path.read_bytes() == content
    target = tmp_path / "comparison.json"
    board.operations.save_comparison(target)
    QThreadPool.globalInstance().waitForDone()
    assert json.loads(target.read_text())["columns"][1]["name"] == "Ana K."
