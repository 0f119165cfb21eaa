"""The bridge from a history to Qt: one signal."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from planner.app.undo import Change, History


class QtSession(QObject):
    """Emits `changed` with the session's Change after every command, undo and redo."""

    changed = Signal(object)

    def __init__(self, session: History[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.leave = session.listen(self._tell)
        """Hears of no more changes from now on."""

    def _tell(self, change: Change) -> None:
        if isValid(self):  # the window may be gone while the session goes on
            self.changed.emit(change)
