"""Export and import in the window: what a format cannot hold stands there before anything is saved."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from planner.app import exchange, queries
from ui.dialogs.export_curriculum import ExportCurriculumDialog
from ui.dialogs.report import Report
from ui.operations.exchange import kinds_to_open


@dataclass
class Person:
    """Who answers the dialogs."""

    format: str
    name: str
    seen: list[str]
    reports: list[Report]


@pytest.fixture
def person(monkeypatch, tmp_path):
    given = Person("csv", str(tmp_path / "table"), [], [])

    def accept(dialog: ExportCurriculumDialog) -> int:
        dialog.choose(given.format)
        given.seen.append(dialog.lost.toPlainText())
        return 1

    monkeypatch.setattr(ExportCurriculumDialog, "exec", accept)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (given.name, ""))
    monkeypatch.setattr(Report, "exec", lambda report: given.reports.append(report))
    return given


def test_the_dialog_says_what_each_format_cannot_hold(board, qtbot) -> None:
    curriculum = board.session.document.curriculum
    dialog = ExportCurriculumDialog(curriculum, "csv", board)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.kind.id == "csv"
    for kind in exchange.writable():
        dialog.choose(kind.id)
        lines = [loss.message for loss in exchange.losses(curriculum, kind)]
        assert dialog.lost.toPlainText().splitlines() == lines
        assert dialog.lost.isVisible() == bool(lines)
        assert ("everything" in dialog._heading.text()) == (not lines)
    dialog.choose("csv")
    assert "Why a prerequisite is one: 210 items" in dialog.lost.toPlainText()


def test_a_curriculum_is_exported_from_the_menu(board, qtbot, person, tmp_path) -> None:
    board.actions_table["export_curriculum"].trigger()
    qtbot.waitUntil(lambda: "Saved table.csv" in board.summary.text(), timeout=20_000)
    assert "What to learn from" in person.seen[0]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "table.csv").read_text("utf-8-sig"))))
    ids = [one.id.replace("@", "-") for one in board.session.document.curriculum.nodes]  # levels are items like others
    assert [row["id"] for row in rows] == ids
    assert board.actions_table["export_curriculum"].isEnabled()


def test_what_cannot_be_saved_is_reported(board, qtbot, person, tmp_path) -> None:
    person.name = str(tmp_path / "nowhere" / "table.csv")
    board.actions_table["export_curriculum"].trigger()
    qtbot.waitUntil(lambda: bool(person.reports), timeout=20_000)
    assert board.actions_table["export_curriculum"].isEnabled()


TABLE = "id,title,hours,requires,kind,colour\na,A,3,,skill,red\nb,B,4,a,role,\n"


def test_a_table_opens_like_any_curriculum_and_says_what_was_left_out(board, qtbot, person, tmp_path) -> None:
    path = Path(tmp_path / "My table.csv")
    path.write_text(TABLE, "utf-8")
    board.operations.open_path(path)
    assert list(board.session.document.curriculum.by_id) == ["a", "b"]
    assert board.session.document.curriculum.title == "My table"
    text, ((_words, show),) = board.banner._waiting["exchange"]
    assert "Table for spreadsheets (CSV); 1 thing had to be guessed" in text
    show()
    assert "colour" in person.reports[-1].findChild(QPlainTextEdit).toPlainText()


def test_a_damaged_file_changes_nothing_and_is_reported(board, person, tmp_path) -> None:
    path = tmp_path / "x.graphml"
    path.write_text("<graphml><graph>", "utf-8")
    before = board.session.document
    board.operations.open_path(path)
    assert board.session.document is before
    assert len(person.reports) == 1


def test_the_dialog_to_open_knows_every_format() -> None:
    words = kinds_to_open(".trailmark")
    for ending in (".trailmark", ".json", ".csv", ".graphml", ".canvas", ".jsonld"):
        assert f"*{ending}" in words
    assert queries.builtin_names()
