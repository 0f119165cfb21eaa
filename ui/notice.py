"""What the status bar says for a while, with a button for what one may want to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPushButton, QStatusBar

from planner.i18n import _
from ui.announce import announce
from ui.plain import OneLine, menu_text

MESSAGE_TIME = 8000
"""Milliseconds that a message stays."""


class Notice(QObject):
    """A sentence at the left of a status bar."""

    def __init__(self, bar: QStatusBar, undo: Callable[[], object], show_folder: Callable[[], object]) -> None:
        super().__init__(bar)
        self._undo, self._undo_now = undo, undo
        self.summary = OneLine("", least=60)  # so that the buttons behind it are never cut off
        self.summary.setContentsMargins(8, 0, 0, 0)
        self.undo_button = QPushButton(menu_text(_("Undo")))
        self.why_button = QPushButton(menu_text(_("What has moved…")))
        self.folder_button = QPushButton(menu_text(_("Show in folder")))
        self._why: Callable[[], object] | None = None
        bar.addWidget(self.summary)
        acts = (
            (self.undo_button, self._take_back),
            (self.why_button, self._explain),
            (self.folder_button, show_folder),
        )
        for button, act in acts:
            button.setFlat(True)
            button.clicked.connect(lambda _checked=False, act=act: act())
            button.hide()
            bar.addWidget(button)
        self._fade = QTimer(self, singleShot=True, interval=MESSAGE_TIME)
        self._fade.timeout.connect(lambda: self.tell(""))

    def _take_back(self) -> None:
        act = self._undo_now
        self.tell("")
        act()

    def _explain(self) -> None:
        if self._why is not None:
            self._why()

    def tell(
        self,
        text: str,
        undo: bool | Callable[[], object] = False,
        folder: bool = False,
        why: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence; `undo`, `folder`, `why`: with the button that takes a change back, shows a file, says more.

        What is no change of the document, such as a filter, brings its own `undo`.
        """
        self._undo_now = undo if callable(undo) else self._undo
        self.summary.setText(text)
        self.undo_button.setVisible(bool(undo))
        self.folder_button.setVisible(folder)
        self._why = why
        self.why_button.setVisible(why is not None)
        announce(self.summary, text)
        if text:
            self._fade.start()
