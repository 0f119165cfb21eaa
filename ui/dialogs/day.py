"""Ask for a day: not before it, or an exam on it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from planner.i18n import _
from ui import dates
from ui.dialogs.frame import Answers
from ui.fields import day_field
from ui.plain import PlainLabel


class AskDay(QDialog):
    """A question, a day, and a button that takes an earlier answer back."""

    def __init__(
        self, title: str, question: str, suggested: date, chosen: date | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.forgotten = False
        """Whether there shall be no such day any more."""
        self._field = day_field(chosen or suggested)
        self._field.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(question, wrap=True))
        column.addWidget(self._field)
        buttons = Answers(self, _("Plan with this day"))
        if chosen is not None:
            buttons.add_other(_("No such day"), self._forget)
        column.addWidget(buttons)
        self._field.setFocus()

    def _forget(self) -> None:
        self.forgotten = True
        self.accept()

    @property
    def day(self) -> date | None:
        """The answer; None for no such day."""
        return None if self.forgotten else dates.from_qdate(self._field.date())
