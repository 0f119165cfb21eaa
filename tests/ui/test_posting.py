"""From a job posting to a plan in the window: read, look through, accept, plan, take back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from planner.app import posting_gap, postings, queries
from planner.app.follow import GOAL
from ui.dialogs import posting
from ui.dialogs.posting import PostingDialog

TEXT = """Data engineer

You know SQL, Kafka and Snowplow, and AWS or Azure.
No PhD required. Docker is a plus.

About us
We run Databricks.
"""
SLOW = 20_000


@pytest.fixture
def dialog(window, qtbot):
    shown = PostingDialog(window.session.document, window.answer.plan, window)
    qtbot.addWidget(shown)
    shown.show()
    return shown


@pytest.fixture
def read(dialog, qtbot):
    dialog.text.setPlainText(TEXT)
    dialog.read.click()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
    return dialog


def rows(dialog: PostingDialog) -> list[tuple[str, str]]:
    return [(dialog.table.text(row, 0), dialog.table.text(row, 1)) for row in range(dialog.table.rowCount())]


def tick(dialog: PostingDialog, item: str) -> None:
    row = next(row for row, one in dialog._rows.items() if one == item)
    dialog.table.setCurrentCell(row, 1)


def test_every_item_is_shown_in_its_sentence_below_where_one_stands(read):
    shown = rows(read)
    titles = [name for name, sentence in shown if not sentence]
    assert titles == ["Missing (1)", "Already in your plan (3)", "You have (1)", "Named, but not asked for (2)"]
    found = dict(shown)
    assert found["SQL fundamentals"] == "“You know SQL, Kafka and Snowplow, and AWS or Azure.”"
    assert found["Containers with Docker\nnice to have"] == "“Docker is a plus.”"
    assert "The employer speaks about itself." in found["Databricks platform"]
    assert "says that it is not asked for" in found["Ph.D. in machine learning or a quantitative field"]
    assert "Not known to us: Snowplow" in read._unknown.text()


def test_what_is_not_asked_for_is_not_ticked(read):
    assert set(read.ticked) == {
        "sql-fundamentals",
        "stream-processing",
        "aws-core",
        "azure-core",
        "docker-containers",
    }


def test_space_ticks_whichever_column_one_is_in(read, qtbot):
    tick(read, "stream-processing")
    qtbot.keyClick(read.table, Qt.Key.Key_Space)
    assert "stream-processing" not in read.ticked
    qtbot.keyClick(read.table, Qt.Key.Key_Space)
    assert "stream-processing" in read.ticked


def test_planning_for_it_is_one_step_that_undo_takes_back(window, qtbot, monkeypatch, planned):
    before = window.session.document

    def use(dialog: PostingDialog) -> int:
        dialog.text.setPlainText(TEXT)
        dialog.read.click()
        qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
        dialog.plan.click()
        return dialog.result()

    monkeypatch.setattr(PostingDialog, "exec", use)
    planned(window, window.actions_table["posting"].trigger)
    document = window.session.document
    assert document.curriculum.by_id[GOAL].title == "What “Data engineer” asks for"
    items = {item.id for item in window.answer.plan.items}
    assert {"stream-processing", "docker-containers", GOAL} < items
    assert not {"aws-core", "azure-core"} <= items
    planned(window, window.actions_table["undo"].trigger)
    assert window.session.document == before


def test_a_cv_says_what_one_holds(read):
    read.know.click()
    assert read.changed is not None
    assert "stream-processing" in read.changed.learner.known
    assert read.changed.learner.goal != GOAL


def test_what_is_asked_for_can_be_preferred(read):
    read.prefer.click()
    assert read.changed is not None
    assert {"aws-core", "azure-core"} <= set(read.changed.learner.prefer)


def test_unknown_terms_are_copied(read):
    read.copy.click()
    assert QGuiApplication.clipboard().text() == "Snowplow"


def test_nothing_ticked_nothing_planned(read):
    for row in read._rows:
        read._item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not read.plan.isEnabled()
    assert not read.know.isEnabled()


def test_a_text_that_names_nothing_says_so(dialog, qtbot):
    dialog.text.setPlainText("We look for a florist.")
    dialog.read.click()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
    assert dialog._state.text() == "The text names nothing of this curriculum."
    assert not dialog.plan.isEnabled()
    dialog.back.click()
    assert dialog.text.isVisible()


def test_a_file_that_cannot_be_read_says_why(dialog, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "posting.pdf"
    path.write_bytes(b"%PDF-1.4 garbage")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(path), ""))
    dialog.open_file.click()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
    assert "damaged" in dialog._state.text()
    assert dialog.text.isVisible()


def test_a_file_fills_the_field(dialog, qtbot, tmp_path):
    path = tmp_path / "posting.html"
    path.write_text("<html><p>You know SQL.</p><script>Kafka</script></html>", "utf-8")
    dialog.read_file(path)
    qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
    assert dialog.text.toPlainText().strip() == "You know SQL."
    assert dialog.ticked == ("sql-fundamentals",)


def test_reading_can_be_stopped(dialog, qtbot, monkeypatch):
    begun, asked = threading.Event(), threading.Event()

    def slow(_path, stale):
        begun.set()
        while not stale():
            asked.wait(0.01)
        asked.set()
        return ""

    monkeypatch.setattr(posting_gap, "read_document", slow)
    dialog.read_file(Path("posting.pdf"))
    qtbot.waitUntil(begun.is_set, timeout=SLOW)
    assert dialog.stop.isVisible()
    dialog.stop.click()
    assert asked.wait(SLOW / 1000)
    assert not dialog.busy
    assert not dialog.stop.isVisible()


@pytest.mark.parametrize("size", [100, 200])
def test_no_word_is_cut_at_any_size(read, window, qtbot, size):
    window.apply_settings(window.settings.changed(text_size=size))
    qtbot.wait(50)
    for button in (read.plan, read.know, read.prefer, read.copy, read.back, read.close_button):
        assert button.width() >= button.minimumSizeHint().width()
        assert read.rect().contains(button.mapTo(read, button.rect().bottomRight()))
    window.apply_settings(window.settings.changed(text_size=100))


def test_many_sentences_are_counted() -> None:
    hits = [
        postings.read(queries.load(), f"You know SQL number {number}.").hits[0]
        for number in range(posting.MOST_SENTENCES + 2)
    ]
    assert "and 2 more" in posting._sentences(hits)
