"""Dated facts: which of them should be looked at again."""

from __future__ import annotations

from datetime import date

from planner.app.stale import staleness
from ui.operations.base import Base


class FactOperations(Base):
    """What is stale."""

    def stale(self) -> None:
        """List what should be looked at again, and go to an item of it."""
        from ui.dialogs.stale import StaleDialog

        window = self.window
        plan = window.answer.plan if window.answer is not None else None
        dialog = StaleDialog(staleness(window.session.document.curriculum, date.today(), plan), window)
        dialog.chosen.connect(window.select_and_show)
        dialog.exec()
