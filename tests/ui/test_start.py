"""The start: the frame of the window is on the screen first, and everything moves into it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QLabel, QMenu

from planner.app.glance import Glance
from planner.app.kept import read
from planner.app.preferences import Preferences
from planner.settings import Settings
from ui import app as start
from ui import kept, looks, panes, snapshot
from ui.canvas.view import MapView
from ui.panels.plan_list import PlanList

ROOT = Path(__file__).parents[2]


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
    board.operations.show_page("clients")  # which the next window does not have at first: it opens with the map
    board.close()
    Preferences.save_settings(Settings(language="en_US"))
    return shown


def _central(window):
    """What is shown below the tools, as it is painted."""
    QApplication.processEvents()
    return window.centralWidget().grab().toImage()


def _frame(qtbot):
    window = start.show_frame()
    qtbot.addWidget(window)
    return window


def _nodes(view):
    assert view.picture is not None
    return view.picture.nodes


def test_the_next_start_shows_what_was_drawn_last_until_the_plan_is_there(qtbot, closed):
    head, count, picture = closed
    window = _frame(qtbot)
    last = start._draw_last(window, None)
    assert last is not None
    drawn = read(last)
    assert drawn is not None
    (view,) = window.findChildren(MapView)
    (steps,) = window.findChildren(PlanList)
    assert view.isVisible()
    assert _nodes(view) == picture.nodes
    assert (steps.head.said, steps.count) == (head, count)
    start._fill(window, None, None, last)
    assert window.answer is None, "it is a copy for the eye, no plan"
    assert _nodes(window.view) == picture.nodes
    assert (window.plan_list.head.said, window.plan_list.count) == (head, count)
    window.select(drawn.steps[0].id)
    with qtbot.waitSignal(window.feed.plan_changed, timeout=20_000):
        start._begin(window, False)
    assert window.selected == drawn.steps[0].id
    assert window.plan_list.count == count
    window.close()


@pytest.fixture
def pictured(board, data_folder):
    """The board was saved and closed, and the picture for the next start was made."""
    board.operations.saves = True
    board.operations.save()
    board.resize(panes.first_size())
    shown = board.view.picture
    board.close()
    Preferences.save_settings(Settings(language="en_US", theme="light", text_size=200))  # the frame comes to rest late
    (data_folder / "window.json").unlink()  # without a screen Qt would make the next one smaller
    snapshot.take()
    return shown


def test_the_picture_of_it_is_what_would_be_drawn(qtbot, pictured):
    drawn, window = _frame(qtbot), _frame(qtbot)
    last = start._draw_last(window, None)
    assert last is not None
    assert kept.show_in_frame(drawn, last)
    drawn.findChildren(MapView)[0].item.patient = True
    assert isinstance(window.centralWidget(), QLabel)
    assert window.windowTitle() == drawn.windowTitle()
    assert _central(window) == _central(drawn)
    start._fill(window, None, None, last)
    assert _nodes(window.view) == pictured.nodes


def test_the_picture_is_on_the_screen_before_map_and_list_are_loaded(pictured, data_folder):
    """In a program of its own: here everything is loaded already."""
    text = (
        "import os, sys, PySide6.QtCore\n"
        "def leave(code):\n"
        "    from PySide6.QtWidgets import QApplication, QLabel\n"
        "    (window,) = [one for one in QApplication.topLevelWidgets() if one.isVisible()]\n"
        "    print(isinstance(window.centralWidget(), QLabel), 'Qt' in vars(PySide6.QtCore), *sys.modules)\n"
        "    raise SystemExit(code)\n"
        "os._exit, os.environ['TRAILMARK_LEAVE_AT'] = leave, 'plan'\n"
        "from planner.start import main\n"
        "main([])"
    )
    found = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, cwd=ROOT, check=True)
    is_picture, names_all_of_qt, *loaded = found.stdout.split()
    assert (is_picture, names_all_of_qt) == ("True", "False")
    late = ("ui.canvas", "ui.panels", "planner.app.map", "planner.app.kept", "pydantic")
    assert not [name for name in loaded if name.startswith(late)]


def test_no_picture_of_another_look(qtbot, pictured):
    usual = {"language": "en_US", "theme": "light", "text_size": 200}
    for other in (
        {"theme": "dark"},
        {"text_size": 125},
        {"hidden_panes": ("plan",)},
        {"language": "de"},
        {"privacy": True},
        {},
    ):
        Preferences.save_settings(Settings.model_validate(usual | other))
        window = _frame(qtbot)
        start._draw_last(window, None)
        assert isinstance(window.centralWidget(), QLabel) == (not other), other


def test_no_picture_of_another_size_nor_of_another_plan(qtbot, pictured, data_folder):
    window, last = _frame(qtbot), kept.last_drawn(None)
    assert last is not None
    assert not snapshot.show(window, last._replace(mark="another"))
    window.resize(1100, 700)
    QApplication.processEvents()
    assert not snapshot.show(window, last)
    picture = data_folder / "drawn.picture"
    picture.write_bytes(picture.read_bytes()[:2000])
    assert not snapshot.show(_frame(qtbot), last), "damaged"
    snapshot.take()
    assert not snapshot.show(_frame(qtbot), last), "one picture for one window that was closed"


def test_nothing_is_drawn_of_somebody_in_privacy_mode(closed, data_folder, qtbot):
    Preferences.save_settings(Settings(privacy=True, language="en"))
    window = start.show_frame()
    qtbot.addWidget(window)
    assert start._draw_last(window, None) is None
    start._fill(window, None, None)
    window.operations.saves = True
    window.close()
    assert not (data_folder / "drawn.json").exists()
