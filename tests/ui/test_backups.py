"""Earlier versions in the window, and a file that another program has changed: what is shown, asked and written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton
from said import everything

from planner.app import commands, history, progress, queries
from planner.app.on_disk import Conflict
from planner.app.workspace import Workspace
from planner.settings import Settings
from planner.storage import backups, recent
from ui.app import build
from ui.dialogs.backups import BackupsDialog
from ui.dialogs.conflict import Choice, ConflictDialog

SLOW = 20_000
LINEAR = "linear-algebra"


@pytest.fixture
def kept(board, monkeypatch):
    """A window whose learner has two earlier versions: nobody's, and one with an item done."""
    workspace, session, operations = board.workspace, board.session, board.operations
    board.feed.stop()
    steps = [
        lambda document: commands.set_name(document, "Ada <b>Lovelace</b>"),
        lambda document: commands.set_hours(document, 12),
        lambda document: progress.finish(document, LINEAR, date.today(), 12),
    ]
    operations.saves = True
    monkeypatch.setattr(operations, "close_unsaved", lambda _reason: True)  # no test waits for an answer at its end
    for step in steps:
        session.run("step", step)
        workspace.keep_next()
        assert not board.autosave.flush().failed
    return board


@pytest.fixture
def dialog(kept, qtbot):
    shown = BackupsDialog(kept.workspace, kept.session.document, kept)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: not shown.busy, timeout=SLOW)
    return shown


def texts(table, column: int) -> list[str]:
    return [table.text(row, column) for row in range(table.rowCount())]


# -- the table


def test_versions_are_listed_newest_first_with_what_is_different(dialog):
    assert texts(dialog.table, 1) == ["1 item", "1 item · Hours a week"]
    assert all(when.startswith("Today, ") for when in texts(dialog.table, 0))
    dialog.table.setCurrentCell(1, 0)
    assert texts(dialog.details, 0) == ["Linear algebra", "Hours a week"]
    assert texts(dialog.details, 1) == ["–", "10 h"]
    assert texts(dialog.details, 2)[1] == "12 h"
    assert dialog._back.isEnabled()


def test_a_version_that_cannot_be_read_says_so_and_cannot_be_gone_back_to(kept, qtbot):
    newest, oldest = backups.listed(kept.workspace._identity)
    oldest.path.write_bytes(b"{broken")
    dialog = BackupsDialog(kept.workspace, kept.session.document, kept)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
    assert "cannot be read" in dialog.table.text(1, 1)
    dialog.table.setCurrentCell(1, 0)
    assert not dialog._back.isEnabled()
    assert dialog._copy.isEnabled()
    dialog.table.setCurrentCell(0, 0)
    assert dialog._back.isEnabled()
    assert newest.path.exists()


def test_without_versions_it_says_why(board, qtbot):
    dialog = BackupsDialog(board.workspace, board.session.document, board)
    qtbot.addWidget(dialog)
    assert "Nothing has been kept yet" in dialog._state.text()
    assert not dialog._back.isEnabled()
    assert not dialog._copy.isEnabled()


def test_everything_that_takes_the_keyboard_has_a_name(dialog):
    dialog.table.setCurrentCell(1, 0)
    for table in (dialog.table, dialog.details):
        assert table.accessibleName()
    for button in (dialog._back, dialog._copy, dialog._close):
        assert button.text()


def test_enter_and_esc_change_nothing(dialog, qtbot):
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.chosen is None
    assert dialog.to_copy is None


@pytest.mark.parametrize("size", [100, 200])
def test_no_button_is_cut(kept, qtbot, size):
    kept.apply_settings(Settings(theme="light", text_size=size, reduced_motion=True))
    kept.resize(1280, 800)
    version = history.versions(kept.workspace)[1]
    found = history.differences(history.document_of(kept.workspace, version), kept.session.document)
    theirs = kept.workspace.read_backup(version.backup)
    versions = BackupsDialog(kept.workspace, kept.session.document, kept)
    conflicts = [ConflictDialog(one, found, kept) for one in (Conflict(theirs, False), Conflict(None, True))]
    buttons: list[tuple[QDialog, QPushButton]] = [(versions, versions._back), (versions, versions._copy)]
    buttons += [(dialog, button) for dialog in conflicts for button in dialog.buttons.values()]
    for dialog in (versions, *conflicts):
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.width() <= 1280
    for dialog, button in buttons:
        assert button.width() >= button.sizeHint().width()
        assert dialog.rect().contains(button.geometry())


def test_a_message_above_the_plan_follows_the_size_of_text(board):
    board.apply_settings(Settings(theme="light", text_size=200, reduced_motion=True))
    board.banner.show_message("trial", "Something has happened.")
    assert board.banner.words.font().pointSizeF() == pytest.approx(board.you.font().pointSizeF(), rel=0.2)


# -- going back


def choose(monkeypatch, act):
    """The next dialog is answered by `act`."""

    def answer(dialog):
        act(dialog)
        return dialog.result()

    monkeypatch.setattr(QDialog, "exec", answer)


def test_going_back_is_one_step_that_undo_takes_back(kept, qtbot, monkeypatch):
    now = kept.session.document

    def first(dialog):
        qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
        dialog.table.setCurrentCell(1, 0)
        dialog.go_back()

    choose(monkeypatch, first)
    kept.actions_table["backups"].trigger()
    assert kept.session.document.record.events == ()
    assert kept.session.document.learner.availability.hours_per_week == 10
    assert kept.session.undo_label.startswith("Go back to ")
    assert not kept.autosave.flush().failed
    assert len(backups.listed(kept.workspace._identity)) == 3
    kept.actions_table["undo"].trigger()
    assert kept.session.document.record == now.record
    assert not kept.autosave.flush().failed
    assert Workspace().open(kept.workspace.path).record == now.record


def test_a_copy_is_saved_where_the_person_says(kept, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "copy"), ""))
    kept.operations.copy_version(history.versions(kept.workspace)[1])
    assert Workspace().open(tmp_path / "copy.trailmark").record.events == ()
    assert "copy.trailmark" in kept.summary.text()


def test_a_copy_is_not_written_over_the_file_that_is_open(kept, monkeypatch):
    path = kept.workspace.path
    before = path.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    kept.operations.copy_version(history.versions(kept.workspace)[1])
    assert path.read_bytes() == before
    assert "Choose another name" in kept.summary.text()


# -- the file has changed


@pytest.fixture
def theirs(kept) -> Path:
    """Another program has put 33 hours a week into the file."""
    path: Path = kept.workspace.path
    other = Workspace()
    document = commands.set_hours(other.open(path), 33)
    other.close()
    assert not other.save_as(path.with_name("other.trailmark"), document).failed
    other.close()
    path.with_name("other.trailmark").replace(path)
    return path


def change(window) -> None:
    window.session.run("change", commands.set_name, "Grace")
    window.operations.on_saved(window.autosave.flush())


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_by_default_nothing_is_overwritten_and_a_line_reminds(kept, theirs, qtbot, monkeypatch, key):
    before, asked = theirs.read_bytes(), []

    def answer(dialog):
        asked.append(dialog)
        dialog.show()
        qtbot.keyClick(dialog.buttons[Choice.LATER], key)

    choose(monkeypatch, answer)
    change(kept)
    change(kept)
    assert len(asked) == 1  # asked once, then reminded
    assert texts(asked[0].table, 0) == ["Name", "Hours a week"]
    assert texts(asked[0].table, 1) == ["Grace", "12 h"]
    assert texts(asked[0].table, 2) == ["Ada <b>Lovelace</b>", "33 h"]
    assert theirs.read_bytes() == before
    assert kept.banner.isVisible()
    assert "not saved" in kept.banner.words.text()
    assert kept.windowTitle().endswith("*")


def test_both_are_merged(kept, theirs, monkeypatch):
    choose(monkeypatch, lambda dialog: dialog.buttons[Choice.MERGE].click())
    change(kept)
    assert kept.session.document.name == "Grace"
    assert kept.session.document.learner.availability.hours_per_week == 33
    saved = Workspace().open(theirs)
    assert (saved.name, saved.learner.availability.hours_per_week) == ("Grace", 33)
    assert not kept.windowTitle().endswith("*")
    assert not kept.banner.isVisible()


def test_the_other_one_is_loaded_and_mine_kept(kept, theirs, monkeypatch):
    choose(monkeypatch, lambda dialog: dialog.buttons[Choice.THEIRS].click())
    change(kept)
    assert kept.session.document.learner.availability.hours_per_week == 33
    newest = history.versions(kept.workspace)[0]
    assert history.document_of(kept.workspace, newest).name == "Grace"
    change(kept)
    assert Workspace().open(theirs).name == "Grace"


def test_mine_is_kept_as_a_copy(kept, theirs, monkeypatch, tmp_path):
    before = theirs.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "mine"), ""))
    choose(monkeypatch, lambda dialog: dialog.buttons[Choice.COPY].click())
    change(kept)
    assert theirs.read_bytes() == before
    assert Workspace().open(tmp_path / "mine.trailmark").name == "Grace"
    assert kept.workspace.path == tmp_path / "mine.trailmark"
    assert not kept.banner.isVisible()


def test_a_copy_without_a_name_leaves_the_question_open(kept, theirs, monkeypatch):
    before = theirs.read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    choose(monkeypatch, lambda dialog: dialog.buttons[Choice.COPY].click())
    change(kept)
    assert theirs.read_bytes() == before
    assert kept.banner.isVisible()


def test_a_file_of_another_learner_cannot_be_merged(qtbot, kept):
    file = kept.workspace.read_backup(backups.listed(kept.workspace._identity)[0])
    dialog = ConflictDialog(Conflict(file, False, "x", same_learner=False), (), kept)
    qtbot.addWidget(dialog)
    assert Choice.MERGE not in dialog.buttons
    assert Choice.THEIRS in dialog.buttons


def test_a_file_that_is_gone_is_written_again(kept, monkeypatch):
    path = kept.workspace.path
    path.unlink()
    choose(monkeypatch, lambda dialog: dialog.buttons[Choice.MERGE].click())
    change(kept)
    assert Workspace().open(path).name == "Grace"


def test_closing_all_the_same_keeps_mine_in_the_backups(kept, theirs):
    kept.session.run("change", commands.set_name, "Grace")
    assert kept.operations.leave()
    newest = history.versions(kept.workspace)[0]
    assert history.document_of(kept.workspace, newest).name == "Grace"
    assert Workspace().open(theirs).name != "Grace"


# -- a file that cannot be read


def test_a_backup_of_a_broken_file_is_offered(kept, qtbot, monkeypatch):
    path = kept.workspace.path
    kept.workspace.close()
    path.write_bytes(path.read_bytes()[:-50])
    workspace = kept.workspace
    assert workspace.open_last() is None
    kept.operations.tell_opened()
    offers = {button.text(): button for button in kept.banner._buttons}
    assert "could not be used" in kept.banner.words.text()

    def first(dialog):
        qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
        dialog.table.setCurrentCell(0, 0)
        dialog.go_back()

    choose(monkeypatch, first)
    offers["Go back to a backup…"].click()
    assert kept.session.document.name == "Ada <b>Lovelace</b>"
    assert not kept.autosave.flush().failed
    assert Workspace().open(kept.workspace.path).name == "Ada <b>Lovelace</b>"
    assert not kept.banner.isVisible()


@pytest.fixture
def broken(tmp_path, data_folder):
    """The file of somebody else, who has kept it in a folder of their own; it is cut off, and has a backup."""
    path = tmp_path / "own" / "ben.trailmark"
    document = commands.set_name(queries.new_document(queries.load(), date.today()), "Ben")
    workspace = Workspace()
    assert not workspace.save_as(path, document).failed
    assert not workspace.save(commands.set_hours(document, 7)).failed
    workspace.close()
    path.write_bytes(path.read_bytes()[:-50])
    return path


def take_first(monkeypatch, qtbot) -> None:
    """Go back to the newest version whenever versions are shown."""

    def first(dialog):
        qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
        dialog.table.setCurrentCell(0, 0)
        dialog.go_back()

    choose(monkeypatch, first)


def offers(window) -> dict[str, QPushButton]:
    return {button.text(): button for button in window.banner._buttons}


def test_a_broken_file_that_is_opened_offers_its_backups_and_who_is_open_stays(kept, broken, qtbot, monkeypatch):
    ada = kept.workspace.path
    kept.operations.open_path(broken)
    assert (kept.session.document.name, kept.workspace.path) == ("Ada <b>Lovelace</b>", ada)
    assert "ben.trailmark" in kept.banner.words.text()
    assert broken.exists()
    take_first(monkeypatch, qtbot)
    offers(kept)["Go back to a backup…"].click()
    assert (kept.session.document.name, kept.workspace.path) == ("Ben", broken)
    assert not kept.autosave.flush().failed
    assert not kept.banner.isVisible()
    assert Workspace().open(broken).name == "Ben"
    assert Workspace().open(ada).name == "Ada <b>Lovelace</b>"


def test_in_privacy_mode_a_broken_file_is_not_named(kept, broken):
    kept.actions_table["privacy"].trigger()
    kept.operations.open_path(broken)
    assert "could not be used" in kept.banner.words.text()
    assert "ben" not in everything(kept).casefold()


def test_a_start_with_a_broken_file_opens_a_window_and_offers_its_backups(broken, qtbot, monkeypatch, data_folder):
    _app, window, is_new = build(None, broken)
    qtbot.addWidget(window, before_close_func=lambda one: one.workspace.close())
    window.show()
    assert not is_new
    assert "ben.trailmark" in window.banner.words.text()
    take_first(monkeypatch, qtbot)
    offers(window)["Go back to a backup…"].click()
    assert not window.autosave.flush().failed
    assert window.workspace.path == broken
    assert Workspace().open(broken).name == "Ben"


def test_backups_of_a_broken_file_are_not_shown_where_others_look_on(broken, qtbot, monkeypatch, data_folder):
    broken.replace(data_folder / "learners.trailmark")
    recent.remember(data_folder / "learners.trailmark", "ml-architect", "Ben", "")
    _app, window, _is_new = build()
    qtbot.addWidget(window, before_close_func=lambda one: one.workspace.close())
    window.show()
    assert "learners.trailmark" in window.banner.words.text()
    shown: list[QDialog] = []
    choose(monkeypatch, shown.append)
    window.actions_table["privacy"].trigger()
    window.actions_table["backups"].trigger()
    assert not shown
    assert not window.banner.isVisible()
    window.actions_table["privacy"].trigger()
    assert "Go back to a backup…" in offers(window)
    window.actions_table["backups"].trigger()
    assert len(shown) == 1
