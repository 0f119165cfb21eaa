"""The frame of the window: its bars and the edges of its panes, on the screen before anything else is loaded.

It is the window itself, not a picture of it: what is loaded a moment later moves into the same bars and panes.

Nothing here, nor in what is imported here, may name `Qt` before the window is painted: PySide6 makes all of its
hundred enumerations at once, which takes longer than the rest of the frame.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QEventLoop, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QSplitter, QToolBar, QWidget

from planner.i18n import _
from ui import looks, panes
from ui.actions.tools import TOOL_ROWS, TOOLS, menu_titles
from ui.text_fields import Line
from ui.theme import icons, theme

if TYPE_CHECKING:
    from planner.app.glance import Glance
    from ui.main_window import MainWindow

WIDTHS: Final = (250, 670, 360)
"""How the first window shares its width: the learner, the page in the middle, the plan."""
HEIGHTS: Final = (440, 300)
"""How the plan and what is selected share their height."""
_ICONS_ONLY, _WORDS_BESIDE_ICONS = 0, 2
"""Values of Qt.ToolButtonStyle."""
_PATIENCE: Final = 0.25
"""Seconds that a window system may take to show the frame before the rest is loaded anyhow."""


def frame(window: MainWindow, glance: Glance) -> None:
    """Give an empty window the look and the frame that it had last."""
    look = theme.load(looks.first_theme(glance))
    window.glance, window.look = glance, look.name
    window.text_scale = glance.text_size / 100
    theme.use(look, window.text_scale, pictures=False)
    for title in menu_titles().values():
        window.menuBar().addAction(title)  # a menu with nothing in it takes longer to make
    window.addToolBar(tool_bar(window))
    _empty_tools(window, look)
    add_search(window)
    window.panes = QSplitter(childrenCollapsible=False)
    for width in WIDTHS:
        pane = QFrame()
        pane.setMinimumWidth(min(width, 200))
        window.panes.addWidget(pane)
    window.panes.setStretchFactor(1, 1)
    window.setCentralWidget(window.panes)
    button = QPushButton(" ", window, flat=True)
    window.statusBar().addWidget(button)  # as high as with the buttons that it will have
    button.hide()
    window.setWindowTitle("Trailmark")
    window.setMinimumSize(*panes.LEAST)
    window.resize(panes.first_size())
    if glance.geometry:
        window.restoreGeometry(QByteArray(glance.geometry))
    share_width(window)
    window.setFocus()  # not the field for searching, which would seem to be what one is to do first


def share_width(window: MainWindow) -> None:
    """What `panes.share_width` does, in numbers: words beside the icons where there is room for them."""
    bar, scale = window.tool_bar, window.text_scale
    bar.setIconSize(QSize(round(20 * scale), round(20 * scale)))
    bar.setProperty("toolButtonStyle", _WORDS_BESIDE_ICONS)
    if scale >= panes.ICONS_ONLY or bar.sizeHint().width() > window.width():
        bar.setProperty("toolButtonStyle", _ICONS_ONLY)
    shown = panes.sides(window.glance.hidden_panes, window.width(), scale)
    for place, there in zip((0, 2), shown, strict=True):
        pane = window.panes.widget(place)
        if pane is not None:
            pane.setVisible(there)
    window.panes.setSizes(panes.widths(window.width(), scale, shown))


def tool_bar(window: MainWindow) -> QToolBar:
    """The tool bar without anything in it."""
    bar = window.tool_bar = QToolBar(_("Main tools"), movable=False)
    return bar


def add_search(window: MainWindow) -> None:
    """The field to search with, at the end of the tool bar."""
    search = window.search = Line()
    search.setPlaceholderText(_("Search (Ctrl+F)"))
    search.setAccessibleName(_("Search items"))
    search.setMaximumWidth(280)
    room = QWidget()
    room.setSizePolicy(room.sizePolicy().Policy.Expanding, room.sizePolicy().Policy.Preferred)
    window.tool_bar.addWidget(room)
    window.tool_bar.addWidget(search)


def _empty_tools(window: MainWindow, look: theme.Theme) -> None:
    """The tools as they will look, before they can do anything."""
    for tool in TOOLS.split():
        if tool == "|":
            window.tool_bar.addSeparator()
            continue
        action = QAction(icons.icon(TOOL_ROWS[tool].icon, look), TOOL_ROWS[tool].text, window.tool_bar)
        action.setEnabled(tool not in ("undo", "redo"))
        action.setCheckable(True)
        action.setChecked(tool == "page_map")
        window.tool_bar.addAction(action)


def paint_now(window: MainWindow) -> None:
    """Let the window system show what there is. Clicks and keys wait until there is something that hears them."""
    only_paint = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
    end = time.monotonic() + _PATIENCE
    while True:
        QApplication.processEvents(only_paint)
        handle = window.windowHandle()
        if handle.isExposed() or time.monotonic() > end:
            QApplication.processEvents(only_paint)  # with large text the bars find their height in a second round
            return
        time.sleep(0.002)
