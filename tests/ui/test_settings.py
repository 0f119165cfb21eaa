"""Preferences count at once, are kept, and are taken back; keys can be changed, and no two actions share them."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget
from shiboken6 import isValid

from planner.app.workspace import Workspace
from planner.i18n import LANGUAGES
from planner.settings import Settings
from ui import dates
from ui.actions.rows import ROWS as ALL_ROWS
from ui.actions.shortcuts import is_letter, keys_of, normal, owner, refusal, with_keys
from ui.dialogs.settings import SettingsDialog

ROWS = {row.id: row for row in ALL_ROWS}


@pytest.fixture
def dialog(board, monkeypatch):
    """The dialog, open beside the window."""
    monkeypatch.setattr(SettingsDialog, "exec", lambda _dialog: True)
    kept: list[SettingsDialog] = []
    real = SettingsDialog.show_settings

    def show(one, *arguments):
        kept.append(one)
        real(one, *arguments)

    monkeypatch.setattr(SettingsDialog, "show_settings", show)
    board.actions_table["settings"].trigger()
    board.operations._dialog = kept[0]
    kept[0].show()
    yield kept[0]
    if isValid(kept[0]):
        kept[0].close()
    dates.begin_weeks_on("")


def choose(box, value) -> None:
    row = next(row for row in range(box.count()) if box.itemData(row) == value)
    box.setCurrentIndex(row)
    box.activated.emit(row)


def press(editor, keys: str) -> None:
    editor.keys.setKeySequence(QKeySequence(keys))
    editor.keys.editingFinished.emit()


def test_every_preference_counts_at_once_and_is_kept(board, dialog):
    choose(dialog.theme, "dark")
    assert board.theme.name == "dark"
    dialog.text_size.setValue(6)
    assert board.settings.text_size == 150
    choose(dialog.motion, False)
    assert board.view.camera.calm is False
    choose(dialog.weekday, "saturday")
    assert dates.first_weekday() == Qt.DayOfWeek.Saturday
    assert board.you.time.week.order[0] == 5
    dialog.letters.click()
    assert Workspace.settings() == board.settings
    found = Workspace.settings()
    assert (found.theme, found.text_size, found.first_weekday) == ("dark", 150, "saturday")
    assert (found.reduced_motion, found.single_letters) == (False, False)


def test_each_change_and_the_reset_of_all_are_taken_back(board, dialog):
    first = board.settings
    assert not dialog.undo_button.isEnabled()
    choose(dialog.theme, "dark")
    choose(dialog.weekday, "monday")
    changed = board.settings
    dialog.reset_button.click()
    assert board.settings == Settings()
    assert "as at the first start" in board.summary.text()
    board.undo_button.click()
    assert board.settings == changed
    assert dialog.theme.currentData() == "dark"
    dialog.undo_button.click()
    assert dates.first_weekday() == Qt.DayOfWeek.Sunday
    dialog.undo_button.click()
    assert board.settings == first
    assert not dialog.undo_button.isEnabled()
    assert Workspace.settings() == first


def test_what_is_changed_in_the_menus_is_taken_back_in_the_dialog(board, dialog):
    first = board.settings
    board.actions_table["theme"].trigger()
    board.actions_table["text_larger"].trigger()
    board.actions_table["pane_plan"].trigger()
    board.operations._show_settings()
    assert dialog.theme.currentData() == "dark"
    for _change in range(2):
        dialog.undo_button.click()
    assert board.settings == first.changed(hidden_panes=("plan",))
    assert not dialog.undo_button.isEnabled()


def test_a_reset_leaves_what_is_no_question_of_taste(board, dialog):
    board.settings = board.settings.changed(trusted_hosts=("example.org",), hidden_panes=("item",), folded=())
    choose(dialog.theme, "dark")
    dialog.reset_button.click()
    assert board.settings.trusted_hosts == ("example.org",)
    assert (board.settings.hidden_panes, board.settings.folded) == (("item",), ())
    assert board.settings.theme == "system"


def test_every_language_is_offered_in_itself(board, dialog, monkeypatch):
    offered = [dialog.language.itemText(row) for row in range(dialog.language.count())]
    assert offered[1:] == list(LANGUAGES.values())
    spoken: list[str] = []
    monkeypatch.setattr(board.operations, "_speak_now", spoken.append)
    choose(dialog.language, "de")
    assert spoken == ["de"]


def test_single_letters_can_be_switched_off(board, dialog, qtbot):
    board.select("kubernetes")
    why = board.actions_table["why"]
    assert [one.toString() for one in why.shortcuts()] == ["W"]
    dialog.letters.click()
    assert why.shortcuts() == []
    assert not any(is_letter(keys.toString()) for row in ROWS for keys in board.actions_table[row].shortcuts())
    assert board.actions_table["undo"].shortcuts()
    dialog.letters.click()
    assert [one.toString() for one in why.shortcuts()] == ["W"]


# -- keys


def test_keys_are_pressed_and_work_at_once(board, dialog, drawn, qtbot):
    editor = dialog.shortcuts
    editor.choose("stages")
    press(editor, "Ctrl+Alt+S")
    assert board.settings.shortcuts == {"stages": ("Ctrl+Alt+S",)}
    assert editor.table.text(editor.table.currentRow(), 1) == "Ctrl+Alt+S"
    assert "Ctrl+Alt+S" in board.actions_table["stages"].toolTip()
    assert Workspace.settings().shortcuts == {"stages": ("Ctrl+Alt+S",)}
    dialog.hide()
    board.activateWindow()
    board.view.setFocus()
    qtbot.waitUntil(board.isActiveWindow, timeout=20_000)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    drawn(board, lambda: qtbot.keyClick(board, Qt.Key.Key_S, held))
    editor.reset.click()
    assert board.settings.shortcuts == {}
    assert [one.toString() for one in board.actions_table["stages"].shortcuts()] == ["Ctrl+Shift+1"]


def test_keys_of_another_action_are_named_and_moved_on_request(board, dialog):
    editor = dialog.shortcuts
    editor.choose("fit")
    press(editor, "Ctrl+F")
    assert editor.message.text() == "Ctrl+F belongs to “Find” already."
    assert board.settings.shortcuts == {}
    editor.move_here.click()
    assert board.settings.shortcuts == {"find": (), "fit": ("Ctrl+F",)}
    assert board.actions_table["find"].shortcuts() == []
    editor.choose("find")
    editor.reset.click()  # its keys belong to another action now
    assert "belongs to “Fit all” already" in editor.message.text()
    assert editor.reset_all.isEnabled()
    editor.reset_all.click()
    assert board.settings.shortcuts == {}
    dialog.undo_button.click()
    assert board.settings.shortcuts == {"find": (), "fit": ("Ctrl+F",)}


def test_one_of_several_keys_can_be_taken_away(board, dialog):
    editor = dialog.shortcuts
    editor.choose("fit")
    press(editor, "Ctrl+Y")  # the second one of Redo
    editor.move_here.click()
    assert [one.toString() for one in board.actions_table["redo"].shortcuts()] == ["Ctrl+Shift+Z"]
    editor.choose("undo")
    editor.none.click()
    assert board.settings.shortcuts["undo"] == ()
    assert board.actions_table["undo"].shortcuts() == []


@pytest.mark.parametrize(
    ("action", "keys", "words"),
    [
        ("fit", "G", "typed into fields"),
        ("fit", "Left", "walks"),
        ("why", "Space", "walks"),
        ("fit", "", "no shortcut"),
    ],
)
def test_keys_that_would_be_lost_are_refused_in_words(action, keys, words):
    assert words in refusal(ROWS[action], keys)
    assert refusal(ROWS["why"], "G") == ""
    assert refusal(ROWS["fit"], "Ctrl+Alt+G") == ""
    assert refusal(ROWS["fit"], "F4") == ""


def test_the_filter_finds_actions_by_name_and_keys(dialog):
    editor = dialog.shortcuts

    def shown() -> list[str]:
        places = range(editor.table.rowCount())
        return [editor.table.text(place, 0) for place in places if not editor.table.isRowHidden(place)]

    editor.filter.setText("ctrl+f")
    assert "Find" in shown()
    editor.filter.setText("whole map")
    assert shown()
    assert editor.action is not None
    assert editor.table.text(editor.table.currentRow(), 0) in shown()
    editor.filter.setText("")
    assert len(shown()) == len(ROWS)


def test_whatever_is_moved_no_two_actions_share_keys():
    changed: dict[str, tuple[str, ...]] = {}
    for action, row in ROWS.items():
        for keys in ("Ctrl+F", "Ctrl+Alt+J", "F3"):
            other = owner(keys, ROWS.values(), changed, action)
            if other is not None:
                left = tuple(one for one in keys_of(other, changed) if normal(one) != normal(keys))
                changed = with_keys(other, left, changed)
            changed = with_keys(row, (*keys_of(row, changed), keys), changed)
            taken = [normal(one) for each in ROWS.values() for one in set(keys_of(each, changed))]
            assert len(taken) == len(set(taken))
    assert with_keys(ROWS["find"], ROWS["find"].shortcuts, {"find": ()}) == {}


def test_settings_with_keys_of_actions_that_are_gone_are_read(data_folder):
    data_folder.mkdir(parents=True)
    (data_folder / "settings.json").write_text(
        json.dumps({"theme": "dark", "shortcuts": {"gone": ["Ctrl+J"], "fit": []}}), encoding="utf-8"
    )
    assert Workspace.settings().shortcuts == {"gone": ("Ctrl+J",), "fit": ()}


def test_everything_in_the_dialog_has_a_name_and_fits(board, dialog):
    for size in (100, 200):
        board.apply_settings(Settings(theme="light", text_size=size))
        for page in range(dialog.tabs.count()):
            dialog.tabs.setCurrentIndex(page)
            QApplication.processEvents()
            for widget in dialog.findChildren(QWidget):
                internal = widget.objectName().startswith("qt_") or type(widget.parent()) is QFrame
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and not internal:
                    assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
            for label in dialog.findChildren(QLabel):
                if label.isVisible() and not label.wordWrap():
                    assert label.width() >= label.sizeHint().width() - 1, label.text()
    board.apply_settings(Settings(theme="light"))


def test_escape_closes_the_dialog_and_leaves_what_was_chosen(board, dialog, qtbot):
    choose(dialog.theme, "dark")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert board.theme.name == "dark"


def test_text_that_grew_while_nobody_looked_has_its_room(board):
    """The page of several plans hides the plan of one, which hears of the new size when it is shown again."""
    board.operations.show_page("compare")
    board.apply_settings(board.settings.changed(text_size=125))
    board.operations.show_page("map")
    QApplication.processEvents()
    head = board.plan_list.head
    assert head.font().pointSizeF() == pytest.approx(12.5)
    assert head.height() == head.heightForWidth(head.width())


def test_the_step_that_is_selected_stays_in_sight_in_another_size_of_text(window):
    steps = window.answer.plan.items
    window.select_and_show(steps[len(steps) // 2].id)
    rows = window.plan_list.list
    for size in (175, 100):
        window.apply_settings(window.settings.changed(text_size=size))
        QApplication.processEvents()
        assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()).center())


def test_the_panes_keep_their_widths_where_nothing_changes_how_wide_the_words_are(board) -> None:
    board.panes.setSizes([300, 500, 480])
    before = board.panes.sizes()
    board.operations.prefer_setting("single_letters", not board.settings.single_letters)
    assert board.panes.sizes() == before
