"""The start: the frame of the window is on the screen first, and everything moves into it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QMenu

from planner.app.glance import Glance
from planner.app.preferences import Preferences
from planner.settings import Settings
from ui import app as start
from ui import looks
from ui.canvas.view import MapView
from ui.panels.plan_list import PlanList


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
    assert frame.you.time.findChild(QDoubleSpinBox).text().startswith("10,0"), "as German writes numbers"
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


@pytest.fixture
def closed(board, data_folder):
    """The board was saved and closed; its steps as the list showed them."""
    board.operations.saves = True
    board.operations.save()
    shown = board.plan_list.head.said, board.plan_list.count, board.view.picture
    board.close()
    return shown


def _nodes(view):
    assert view.picture is not None
    return view.picture.nodes


def test_the_next_start_shows_what_was_drawn_last_until_the_plan_is_there(qtbot, closed):
    head, count, picture = closed
    Preferences.save_settings(Settings(language="en_US"))
    window = start.show_frame()
    qtbot.addWidget(window)
    drawn = start._draw_last(window, None)
    assert drawn is not None
    (view,) = window.findChildren(MapView)
    (steps,) = window.findChildren(PlanList)
    assert view.isVisible()
    assert _nodes(view) == picture.nodes
    assert (steps.head.said, steps.count) == (head, count)
    start._fill(window, None, None, drawn)
    assert window.answer is None, "it is a copy for the eye, no plan"
    assert _nodes(window.view) == picture.nodes
    assert (window.plan_list.head.said, window.plan_list.count) == (head, count)
    window.select(drawn.steps[0].id)
    with qtbot.waitSignal(window.feed.plan_changed, timeout=20_000):
        start._begin(window, False)
    assert window.selected == drawn.steps[0].id
    assert window.plan_list.count == count
    window.close()


def test_nothing_is_drawn_of_somebody_in_privacy_mode(closed, data_folder, qtbot):
    Preferences.save_settings(Settings(privacy=True, language="en"))
    window = start.show_frame()
    qtbot.addWidget(window)
    assert start._draw_last(window, None) is None
    start._fill(window, None, None)
    window.operations.saves = True
    window.close()
    assert not (data_folder / "drawn.json").exists()
