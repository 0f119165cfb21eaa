"""Dialogs that are over are thrown away: else they stay in the window, and a change of the look dresses them, too."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QChildEvent, QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

STAYS = "stays"
"""A property: this dialog is shown again and again."""
_AGAIN = 200
"""Milliseconds until it is looked again whether nobody waits for an answer."""


class Finished(QObject):
    """Watches the dialogs of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            dialog = event.child()
            if isinstance(dialog, QDialog) and not dialog.property(STAYS):
                dialog.finished.connect(partial(self._later, dialog))
        return super().eventFilter(watched, event)

    def _later(self, dialog: QDialog, _result: int = 0, wait: int = 0) -> None:
        QTimer.singleShot(wait, self, partial(self._throw_away, dialog))

    def _throw_away(self, dialog: QDialog) -> None:
        """Not while another one waits for an answer: whoever asked both may still want to know what this one said."""
        if not isValid(dialog):
            return
        if QApplication.activeModalWidget() is not None:
            self._later(dialog, wait=_AGAIN)
        elif dialog.isHidden():
            dialog.deleteLater()
