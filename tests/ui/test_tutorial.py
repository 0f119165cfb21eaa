"""The tutorial is followed word by word, and leads where it says.

`TRAILMARK_PICTURES=1` puts the pictures of the run into `docs/pictures`, where the page shows them.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from followed import Reader
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from planner.app import queries
from planner.app.session import Session
from planner.app.workspace import Workspace
from planner.settings import Settings
from ui.main_window import MainWindow

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "write-a-curriculum.md"


def test_the_tutorial(qtbot, data_folder, tmp_path) -> None:
    """From an empty window to a curriculum without a problem that is planned with."""
    document = queries.new_document(queries.load("bakery-apprenticeship"), date(2027, 1, 4))
    settings = Settings(theme="light", reduced_motion=True)
    window = MainWindow(Session(document), Workspace("bakery-apprenticeship"), settings)

    def give_up(shown: MainWindow) -> None:
        shown.operations.desk = None  # else a run that failed would wait for an answer

    qtbot.addWidget(window, before_close_func=give_up)
    window.resize(1280, 800)
    window.show()
    with qtbot.waitSignal(window.feed.plan_changed, timeout=20_000):
        window.feed.refresh()
    drawn: list[str] = []

    def draw(name: str, place: QWidget) -> None:
        window.tell("")  # it may name a folder of this computer
        drawn.append(name)
        folder = DOCS if os.environ.get("TRAILMARK_PICTURES") else tmp_path
        (folder / name).parent.mkdir(exist_ok=True)
        picture = place.grab()
        assert picture.save(str(folder / name))
        assert QImage(str(DOCS / name)).size() == picture.size(), f"{name} is not the picture of this run"

    Reader(window, PAGE.read_text("utf-8"), tmp_path, draw).follow()
    assert len(drawn) == len(set(drawn)) == PAGE.read_text("utf-8").count("](pictures/")
    assert window.answer is not None
    plan = window.answer.plan
    assert plan.goal == "barista"
    assert [item.id for item in plan.items][-1] == "barista"
    assert plan.finish is not None
    assert window.workspace.source(window.session.document) == str(tmp_path / "barista.json")
