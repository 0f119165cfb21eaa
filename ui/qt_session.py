"""The bridge from the session to Qt: one signal."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from planner.app.session import Session


class QtSession(QObject):
    """Emits `changed` with the session's Change after every command, undo and redo."""

    changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.leave = session.listen(self.changed.emit)
        """Hears of no more changes from now on."""
