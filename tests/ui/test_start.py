"""The start: the frame of the window is on the screen first, and everything moves into it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from planner.app.glance import Glance
from planner.app.preferences import Preferences
from planner.settings import Settings
from ui import app as start
from ui import looks


@pytest.fixture
def frame(qtbot, data_folder):
    Preferences.save_settings(Settings(theme="dark", text_size=125, language="de", hidden_panes=("you",)))
    window = start.show_frame()
    qtbot.addWidget(window)
    yield window
    window.close()


def _bars(window):
    """What one sees of the bars."""
    tools = [(one.text(), one.isEnabled(), one.isChecked()) for one in window.tool_bar.actions() if one.text()]
    return [one.text() for one in window.menuBar().actions()], tools, window.search.placeholderText()


def test_what_is_filled_in_does_not_move_the_frame(frame):
    """The same bars in the same language and look, the same panes: only what was empty changes."""
    assert frame.isVisible()
    assert not frame.furnished
    bars, size, panes, place, palette = (
        _bars(frame), frame.size(), frame.panes.sizes(), frame.tool_bar.geometry(), frame.palette()
    )  # fmt: skip
    start._fill(frame, None, None)
    QApplication.processEvents()
    assert frame.furnished
    assert _bars(frame) == bars
    assert (frame.size(), frame.panes.sizes(), frame.tool_bar.geometry(), frame.palette()) == (
        size,
        panes,
        place,
        palette,
    )
    menus = [menu for menu in frame.menuBar().findChildren(QMenu) if menu.actions()]
    assert len(menus) >= len(frame.menuBar().actions())


def test_a_frame_that_is_closed_before_there_is_anything_in_it(frame):
    assert frame.close()
    assert not frame.isVisible()


def test_the_frame_has_the_look_of_the_last_window(qapp):
    assert looks.first_theme(Glance(theme="contrast-dark", look="light")) == "contrast-dark"
    dark = looks.first_theme(Glance()).endswith("dark")
    other = "contrast-dark" if not dark else "contrast"
    assert looks.first_theme(Glance(look="contrast-dark" if dark else "contrast")).startswith("contrast")
    assert looks.first_theme(Glance(look=other)) == ("dark" if dark else "light")


def test_the_look_is_kept_when_the_window_is_closed(board):
    board.operations.saves = True
    board.close()
    assert Preferences.window_state().look == "light"
