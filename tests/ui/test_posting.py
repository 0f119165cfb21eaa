"""From a job posting to a plan in the window: read, look through, accept, plan, take back."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from planner.app import posting_gap
from planner.app.follow import GOAL
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
    row = next(row for row, one in dialog.table.rows.items() if one == item)
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
    for row in read.table.rows:
        read.table.item(row, 0).setCheckState(Qt.CheckState.Unchecked)
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

    def whole() -> None:
        for button in (read.plan, read.know, read.prefer, read.copy, read.back, read.close_button):
            assert button.width() >= button.minimumSizeHint().width()
            assert read.rect().contains(button.mapTo(read, button.rect().bottomRight()))

    qtbot.waitUntil(whole, timeout=SLOW)
    window.apply_settings(window.settings.changed(text_size=100))


MANY = """Requirements
- Python for pipelines, and Python for the rest
- Python two
- Python three
- Python four
- Python five
- No Python needed for juniors

About us
Our Python is old.
"""
PYTHON = "python-intermediate"


@pytest.fixture
def many(dialog, qtbot):
    dialog.text.setPlainText(MANY)
    dialog.read.click()
    qtbot.waitUntil(lambda: not dialog.busy, timeout=SLOW)
    return dialog


def sentence_rows(dialog: PostingDialog, item: str) -> list[int]:
    """The rows of an item: its own and those below it that name nothing else."""
    first = next(row for row, one in dialog.table.rows.items() if one == item)
    rest = range(first + 1, dialog.table.rowCount())
    below = itertools.takewhile(lambda row: row not in dialog.table.rows and not dialog.table.text(row, 0), rest)
    return [first, *below]


def test_every_sentence_is_shown_those_that_do_not_count_with_the_reason(many):
    shown = [many.table.text(row, 1) for row in sentence_rows(many, PYTHON)]
    assert shown == [
        "“Python for pipelines, and Python for the rest”",
        *(f"“Python {number}”" for number in ("two", "three", "four", "five")),
        "“No Python needed for juniors”\nThe sentence says that it is not asked for.",
        "“Our Python is old.”\nThe employer speaks about itself.",
    ]
    assert [many.table.taken(row) for row in sentence_rows(many, PYTHON)] == [True] * 5 + [False] * 2


def test_the_words_are_set_apart_to_see_and_to_hear(many):
    first = sentence_rows(many, PYTHON)[0]
    quote = many.table.quote(first)
    assert [quote.text[start:end] for start, end in quote.marks] == ["Python", "Python"]
    spoken = many.table.item(first, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Python: “Python for pipelines, and Python for the rest”"
    below = many.table.item(first + 1, 0)
    assert below.data(Qt.ItemDataRole.AccessibleTextRole) == "Intermediate Python"  # whose sentence it is


def test_the_words_are_painted_heavier_than_the_rest(read):
    read.table.setCurrentCell(0, 0)
    row = next(row for row, item in read.table.rows.items() if item == "stream-processing")
    before = read.table.grab().toImage()
    quote = read.table.quote(row)
    read.table._quotes[row] = quote._replace(marks=())
    assert read.table.grab().toImage() != before
    read.table._quotes[row] = quote
    assert read.table.grab().toImage() == before


def test_a_sentence_can_be_rejected_and_one_that_does_not_count_accepted(many, qtbot):
    rows = sentence_rows(many, PYTHON)
    for row in rows[:5]:
        many.table.setCurrentCell(row, 1)
        qtbot.keyClick(many.table, Qt.Key.Key_Space)
    assert PYTHON not in many.ticked
    many.table.setCurrentCell(rows[6], 1)
    qtbot.keyClick(many.table, Qt.Key.Key_Space)
    assert PYTHON in many.ticked
    many.plan.click()
    reasons = many.changed.curriculum.by_id[GOAL].reasons
    assert reasons[PYTHON] == "The posting says: “Our Python is old.”"


def test_an_item_is_rejected_and_accepted_with_its_sentences(many, qtbot):
    rows = sentence_rows(many, PYTHON)
    many.table.setCurrentCell(rows[0], 0)
    qtbot.keyClick(many.table, Qt.Key.Key_Space)
    assert not any(many.table.taken(row) for row in rows)
    many.table.setCurrentCell(rows[3], 0)  # beside its fourth sentence
    qtbot.keyClick(many.table, Qt.Key.Key_Space)
    assert [many.table.taken(row) for row in rows] == [True] * 5 + [False] * 2


def test_the_box_beside_the_first_line_can_be_clicked(many, qtbot):
    row = sentence_rows(many, PYTHON)[5]
    place = many.table.visualItemRect(many.table.item(row, 1)).topLeft() + QPoint(18, 16)
    qtbot.mouseClick(many.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert many.table.taken(row)
