"""The window is built anew where its texts change all at once: with the same session, so that undo goes on.

For whoever chooses another language it is the same window: only the words are others.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from planner.app import garbage
from ui import dates
from ui.main_window import MainWindow

TAKEN_ALONG: Final = (
    *("saves", "rehearses", "_undecided", "_saved", "_last_kind", "_wish", "_lost_offered"),
    *("_before", "_given_up", "_views", "_views_ahead", "_folds", "last_change", "_last", "picked"),
)
"""What operations keep that holds in every language, such as whether anything is written, and what can be undone."""
CHECKED: Final = ("minimap", "filters", "compare_map")
"""Actions that are checked as long as the window is open, and kept nowhere else."""

_shown: list[QWidget] = []
"""The window that is shown: nothing else holds the one that took the place of the first."""


def keep(window: QWidget) -> None:
    """Hold this window from now on, and no other."""
    _shown[:] = [window]


def renew(old: MainWindow) -> MainWindow:
    """Put a window in the language of the preferences into the place of `old`, showing the same."""
    tried = old.session.trying
    old.operations.give_up_trial()
    old.you.commit()
    saved = old.autosave.flush() if old.operations.saves else None
    if old.operations.talk is not None:
        old.operations.talk.end()
    old.qt_session.leave()
    dates.use_language(old.settings.language)
    new = MainWindow(old.session, old.workspace, old.settings)
    _take_along(old, new)
    go_there = _place(old, new)
    new.operations.is_back = old.answer is None
    new.restoreGeometry(old.saveGeometry())
    if not old.isMaximized() and not old.isFullScreen():
        new.resize(old.size())  # also where it reaches beyond one screen
    new.operations.take_desk(old.operations)
    new.operations.take_columns(old.operations)
    new.operations.take_clients(old.operations)
    new.operations.show_page(old.pages.shown)
    new.beside, new.sides = old.beside, old.sides
    old.timer.rest()
    new.operations.find_timer()
    new.timer.take_over(old.timer)
    new.operations.tell_opened()
    new.operations.tell_rehearsal()
    new.show()
    if old.answer is not None:
        new.operations.look_then(go_there)
    if tried:
        new.operations.tell_given_up()
    if saved is not None:
        QTimer.singleShot(0, new, lambda: new.operations.on_saved(saved))
    new.feed.refresh()
    keep(new)
    old.hide()
    old.deleteLater()
    garbage.collect_all()
    return new


def _take_along(old: MainWindow, new: MainWindow) -> None:
    """What does not depend on the words."""
    for name in TAKEN_ALONG:
        setattr(new.operations, name, getattr(old.operations, name))
    new.operations.trust_like(old.operations)
    new.operations.followed = old.selected
    # Made again, for the words in it, and the same.
    new.feed.last_plan = old.feed.before(old.session.document)
    new.feed.look(old.feed.sight)
    for name in CHECKED:
        new.actions_table[name].setChecked(old.actions_table[name].isChecked())


def _place(old: MainWindow, new: MainWindow) -> Callable[[], None]:
    """What is in sight, and what is looked for: to be shown once the plan is there, and everything has its size."""
    fitted, zoom_and_middle, selection = old.view.fitted, old.view.camera.place(), old.view.selection
    wide, high = old.panes.sizes(), old.right.sizes()
    time, searched = old.timeline.chart.place(), old.search.text()

    def show() -> None:
        new.panes.setSizes(wide)
        new.right.setSizes(high)
        if len(selection) > 1:
            new.view.select_all(selection)
        if fitted:
            new.view.fit(fly=False)
        else:
            new.view.go_to_place(*zoom_and_middle)
        if time is not None:
            new.timeline.chart.go_to_place(*time)
        if searched:
            new.search.setText(searched)

    return show
