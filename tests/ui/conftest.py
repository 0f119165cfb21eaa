"""A window over the built-in curriculum, with answers kept in a folder of the test."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from planner.app import commands, queries
from planner.app.session import Session
from planner.app.workspace import Workspace
from planner.settings import Settings
from ui.main_window import MainWindow


@pytest.fixture
def data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TRAILMARK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def english():
    """Numbers and dates as the tests write them, whatever the machine speaks."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def board(qtbot, data_folder):
    """The window as it opens: a long path as a board of its stages."""
    document = commands.set_start(queries.new_document(queries.load(), date(2027, 1, 4)), "data-analyst")
    shown = MainWindow(Session(document), Workspace(), Settings(theme="light", reduced_motion=True))
    qtbot.addWidget(shown)
    shown.show()
    with qtbot.waitSignal(shown.feed.plan_changed, timeout=20_000):
        shown.feed.refresh()
    yield shown
    QApplication.processEvents()


@pytest.fixture
def drawn(qtbot):
    """Run something and wait until the map has followed."""

    def run(window: MainWindow, act) -> None:
        with qtbot.waitSignal(window.feed.drawn, timeout=20_000):
            act()

    return run


@pytest.fixture
def window(board, drawn):
    """The window with every step of the path on the map."""
    drawn(board, board.actions_table["overview"].trigger)
    return board


@pytest.fixture
def planned(qtbot):
    """Run something and wait until the plan has followed."""

    def run(window: MainWindow, act) -> None:
        with qtbot.waitSignal(window.feed.plan_changed, timeout=20_000):
            act()

    return run
