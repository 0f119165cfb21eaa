"""The running timer in the status bar, with what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from planner.app.timer import clock_words
from planner.i18n import _
from planner.model.timer import Timer
from ui.plain import menu_text, plain_tip

MOST_LETTERS = 28


class TimerButton(QToolButton):
    """Hidden where nothing is timed."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        menu = QMenu(self)
        menu.addActions([*actions])
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Study timer"))
        self.hide()

    def show_timer(self, timer: Timer | None, title: str) -> None:
        """Show the time that has been counted; `title`: of the item."""
        self.setVisible(timer is not None)
        if timer is None:
            return
        time = clock_words(timer.seconds)
        short = title if len(title) <= MOST_LETTERS else title[: MOST_LETTERS - 1] + "…"
        text = _("{time} · {title}") if timer.running else _("{time} · paused · {title}")
        self.setText(menu_text(text.format(time=time, title=short)))
        plain_tip(self, title)
        self.setAccessibleDescription(text.format(time=time, title=title))
