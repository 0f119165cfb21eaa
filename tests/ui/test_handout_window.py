"""The handout from the window: what is asked for is written, in the background, and what is in the way is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPlainTextEdit

from planner.app import commands
from planner.handout import formats
from planner.settings import Settings
from ui.dialogs.handout import HandoutDialog
from ui.dialogs.report import Report

PNG = Path(__file__).parents[2] / "docs/pictures/today.png"


@dataclass
class Person:
    """Who answers the dialogs."""

    folder: str
    kinds: tuple[str, ...] = ("html", "ics")
    coach: str = "Maria"
    named: bool = False
    replaces: bool = True
    asked: list[str] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)


@pytest.fixture
def person(monkeypatch, tmp_path):
    (tmp_path / "out").mkdir()
    given = Person(str(tmp_path / "out"))

    def accept(dialog: HandoutDialog) -> int:
        for kind, box in dialog.boxes.items():
            box.setChecked(kind in given.kinds)
        dialog.coach_field.setText(given.coach)
        dialog.name_box.setChecked(given.named)
        return int(dialog.ok.isEnabled())

    def answer(box: QMessageBox) -> QMessageBox.StandardButton:
        given.asked.append(box.text())
        return QMessageBox.StandardButton.Yes if given.replaces else QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(HandoutDialog, "exec", accept)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: given.folder)
    monkeypatch.setattr(QMessageBox, "exec", answer)
    monkeypatch.setattr(Report, "exec", lambda report: given.reports.append(report))
    return given


def hand_out(window, qtbot) -> None:
    action = window.actions_table["handout"]
    action.trigger()
    qtbot.waitUntil(action.isEnabled, timeout=60_000)


def test_a_handout_is_written_into_a_folder_and_shown(board, qtbot, person, tmp_path):
    assert board.actions_table["handout"].shortcut().toString() == "Ctrl+P"
    hand_out(board, qtbot)
    out = tmp_path / "out"
    files = {path.name for path in out.iterdir()}
    assert files == {"machine-learning-architect-plan.html", "machine-learning-architect-plan.ics"}
    assert b"Maria" in (out / "machine-learning-architect-plan.html").read_bytes()
    assert "2 files" in board.notice.summary.text()
    assert board.notice.folder_button.isVisible()
    assert (board.settings.coach_name, board.settings.handout_formats) == ("Maria", ("html", "ics"))

    # Again: what is there is only replaced when that is wanted.
    before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    person.replaces = False
    hand_out(board, qtbot)
    assert "exist already" in person.asked[0]
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == before
    person.folder = ""
    hand_out(board, qtbot)
    assert len(person.asked) == 1

    # Where nothing can be written, there is a sentence.
    person.folder, person.kinds = str(out / "gone"), ("csv",)
    hand_out(board, qtbot)
    (report,) = person.reports
    assert "There is no folder" in report.findChild(QPlainTextEdit).toPlainText()


def test_the_learners_name_stands_in_it_only_where_it_is_wanted(board, planned, qtbot, person, tmp_path):
    planned(board, lambda: board.operations.run("Name", commands.set_name, "Zora"))
    person.kinds = ("csv", "html")
    hand_out(board, qtbot)
    assert not any(b"Zora" in path.read_bytes() for path in (tmp_path / "out").iterdir())
    person.named = True
    hand_out(board, qtbot)
    assert (tmp_path / "out/zora-machine-learning-architect-plan.html").read_bytes().count(b"Zora")


def test_the_dialog_says_what_stands_in_the_way(qtbot, qapp, tmp_path, monkeypatch):
    picture = tmp_path / "logo.png"
    picture.write_bytes(PNG.read_bytes())
    dialog = HandoutDialog(Settings(coach_name="Maria", coach_logo=str(picture), handout_formats=("pdf", "gone")), "")
    qtbot.addWidget(dialog)
    assert set(dialog.boxes) == {kind.id for kind in formats.formats()}
    assert dialog.kinds == ("pdf",)
    assert dialog.coach == "Maria"
    assert dialog.ok.isEnabled()
    assert not dialog.name_box.isEnabled()
    assert not dialog.begins_field.isEnabled()
    dialog.boxes["ics"].setChecked(True)
    dialog.begins_field.setTime(QTime(7, 30))
    dialog.blocks_field.setCurrentIndex(dialog.blocks_field.findData("weeks"))
    assert dialog.begins_field.isEnabled()
    assert (dialog.clock.begins, dialog.clock.blocks) == (time(7, 30), "weeks")
    assert Settings.model_validate(dialog.preferences) == Settings(
        coach_name="Maria", coach_logo=str(picture), handout_formats=("pdf", "ics"), study_begins="07:30",
        study_blocks="weeks",
    )  # fmt: skip
    dialog.boxes["ics"].setChecked(False)
    dialog.boxes["pdf"].setChecked(False)
    assert not dialog.ok.isEnabled()
    assert dialog.trouble.text()
    dialog.boxes["pdf"].setChecked(True)
    text = tmp_path / "logo.txt"
    text.write_text("no picture")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(text), ""))
    dialog.logo_button.click()
    assert not dialog.ok.isEnabled()
    assert "PNG or JPEG" in dialog.trouble.text()
    dialog.no_logo_button.click()
    assert dialog.ok.isEnabled()
    assert dialog.logo() is None
