"""Where somebody is in the window: kept when it is closed, found again at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray

from planner.app.filters import filters_of
from planner.app.map import Sight
from planner.settings import WindowState

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def state_of(window: MainWindow) -> WindowState:
    """Where the person is now."""
    sight = window.feed.sight
    return WindowState(
        geometry=bytes(window.saveGeometry().data()).hex(),
        look=window.theme.name,
        page=window.pages.shown,
        selected=window.selected or "",
        learner=window.workspace.identity,
        everything=sight.everything,
        open_eras=None if sight.open_eras is None else tuple(sorted(sight.open_eras)),
        closed_lanes=tuple(sorted(sight.closed_lanes)),
        filters=sight.filters.kept if sight.filters else {},
        seen=window.feed.looked,
    )


def restore(window: MainWindow, state: WindowState) -> None:
    """Put the window where it was, and show what was shown of the same learner."""
    if state.geometry and not window.isVisible():  # its frame may be there already, in that place
        window.restoreGeometry(QByteArray(bytes.fromhex(state.geometry)))
    if window.pages.has(state.page):
        window.operations.show_page(state.page)
    if state.learner != window.workspace.identity:
        return
    if state.seen:
        opened = None if state.open_eras is None else frozenset(state.open_eras)
        closed, filters = frozenset(state.closed_lanes), filters_of(state.filters)
        window.feed.look(Sight(state.everything, opened, closed, filters))
    if state.selected in window.session.document.curriculum.by_id:
        window.select_at_start = state.selected
