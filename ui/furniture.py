"""What is in the window: the panes, the menus, the tools and the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSplitter, QStatusBar

from planner.i18n import _
from ui import panes, shell
from ui.background import Newest
from ui.banner import Banner
from ui.canvas.minimap import Minimap
from ui.canvas.view import MapView
from ui.notice import Notice
from ui.pages import Pages
from ui.panels.filters import FilterBar
from ui.panels.inspector import Inspector
from ui.panels.plan_list import PlanList
from ui.panels.progress import Progress
from ui.panels.timer_button import TimerButton
from ui.panels.trail import Trail
from ui.panels.you import You
from ui.plain import OneLine, PlainLabel, menu_text
from ui.theme import wardrobe
from ui.timeline.page import TimelinePage
from ui.today.page import TodayPage

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.main_window import MainWindow


class _Panes(QSplitter):
    """The panes beside each other, which share the width anew when the window has another one.

    Not `resizeEvent` of the window: the frame would have to tell Python of it, and PySide6 make all types of events.
    """

    widened = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()


def build_panes(window: MainWindow) -> None:
    """The panes with everything in them."""
    window.you = You(window.theme)
    window.view = MapView(window.theme, window.chain_of)
    window.minimap = Minimap(window.view, window.theme)
    window.trail = Trail(window.theme)
    window.filters = FilterBar()
    window.filters.hide()
    window.plan_list = PlanList(window.theme, window.operations.refusal)
    window.inspector = Inspector(window.theme)
    window.pages = Pages()
    window.today, window.today_feed = TodayPage(window.theme), Newest(window)
    window.pages.add("map", panes.above_each_other((window.trail, window.filters), window.view, (window.minimap,)))
    window.timeline = TimelinePage(window.theme)
    window.pages.add("timeline", window.timeline)
    window.pages.add("today", window.today)
    right = window.right = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
    right.addWidget(window.plan_list)
    right.addWidget(window.inspector)
    right.setSizes(shell.HEIGHTS)
    for part in (window.you, right, window.plan_list, window.inspector):
        wardrobe.may_wait(part)
    room = window.panes = _Panes(Qt.Orientation.Horizontal, childrenCollapsible=False)
    room.widened.connect(lambda: panes.share_width(window) if window.furnished else None)
    for pane, width in zip((window.you, window.pages, right), shell.WIDTHS, strict=True):
        window.panes.addWidget(pane)
        pane.setMinimumWidth(min(width, 200))
    window.panes.setSizes(shell.WIDTHS)
    window.panes.setStretchFactor(1, 1)
    window.banner = Banner()
    window.setCentralWidget(panes.above_each_other((window.banner,), window.panes, ()))
    window.setAcceptDrops(True)


def build_bars(window: MainWindow) -> None:
    """Menus, tools and the foot of the window."""
    if hasattr(window, "tool_bar"):  # the frame had bars, with nothing behind them
        window.removeToolBar(window.tool_bar)
        window.tool_bar.deleteLater()
        window.menuBar().clear()
        window.setStatusBar(QStatusBar(window))
    menus = window.actions_table.fill_menu_bar(window.menuBar())
    recent = QMenu(menu_text(_("Open recent")), window)
    recent.aboutToShow.connect(lambda: window.operations.fill_recent(recent))
    menus["file"].insertMenu(window.actions_table["open_builtin"], recent)
    bar = shell.tool_bar(window)
    window.actions_table.fill_tool_bar(bar)
    shell.add_search(window)
    window.search.setClearButtonEnabled(True)
    window.addToolBar(bar)
    undo = window.actions_table["undo"]
    window.notice = Notice(window.statusBar(), undo.trigger, window.operations.show_folder)
    window.summary, window.undo_button = window.notice.summary, window.notice.undo_button
    window.actions_table["minimap"].setChecked(True)
    window.actions_table["page_map"].setChecked(True)
    window.actions_table["scale_months"].setChecked(True)
    choices = [window.actions_table[f"scale_{one}"] for one in ("weeks", "months", "quarters")]
    window.actions_table["go_today"].setIconText(_("Today"))
    window.timeline.add_buttons(
        choices,
        [window.actions_table["go_today"]],
        [window.actions_table[one] for one in ("zoom_out", "zoom_in", "fit")],
    )
    window.state = OneLine("", role="caption")
    window.state_saved = PlainLabel("", role="caption")
    window.progress = Progress()
    table = window.actions_table
    window.timer_button = TimerButton([table[one] for one in ("timer", "pause_timer", "discard_timer")])
    window.statusBar().addPermanentWidget(window.progress)
    window.statusBar().addPermanentWidget(window.timer_button)
    window.statusBar().addPermanentWidget(window.state)
    window.statusBar().addPermanentWidget(window.state_saved)
    window.notice.yielding = (window.state, window.state_saved)
