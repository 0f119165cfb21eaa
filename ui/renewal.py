"""The window is built anew where its texts change all at once: with the same session, so that undo goes on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from planner.app import garbage
from ui import dates
from ui.main_window import MainWindow

_shown: list[QWidget] = []
"""The window that is shown: nothing else holds the one that took the place of the first."""


def keep(window: QWidget) -> None:
    """Hold this window from now on, and no other."""
    _shown[:] = [window]


def renew(old: MainWindow) -> MainWindow:
    """Put a window in the language of the preferences into the place of `old`, showing the same."""
    old.operations.give_up_trial()
    old.you.commit()
    if old.operations.saves:
        old.autosave.flush()
    old.qt_session.leave()
    dates.use_language(old.settings.language)
    new = MainWindow(old.session, old.workspace, old.settings)
    new.operations.saves = old.operations.saves
    new.operations.followed = old.selected
    new.feed.last_plan = old.workspace.last_plan
    new.feed.look(old.feed.sight)
    new.restoreGeometry(old.saveGeometry())
    new.operations.take_desk(old.operations)
    new.operations.show_page(old.pages.shown)
    old.timer.rest()
    new.operations.find_timer()
    new.operations.tell_opened()
    new.show()
    new.feed.refresh()
    keep(new)
    old.hide()
    old.deleteLater()
    garbage.collect_all()
    return new
