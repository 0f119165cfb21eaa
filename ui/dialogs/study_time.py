"""Write down time that was studied: what, how long, when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from planner.app.durations import minutes_words, parse_minutes
from planner.i18n import _
from ui import dates
from ui.dialogs.frame import Answers, captioned
from ui.fields import day_field
from ui.plain import PlainLabel


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the study log."""

    item: str
    day: date
    minutes: int
    note: str


class EntryFields(QWidget):
    """The four fields of an entry, with what is wrong about them below."""

    changed = Signal()

    def __init__(self, items: Sequence[tuple[str, str]], today: date, parent: QWidget | None = None) -> None:
        """`items`: id and title of everything that time can be written down for, most likely first."""
        super().__init__(parent)
        self.item = QComboBox()
        self.item.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.item.setMinimumContentsLength(24)
        for item, title in items:
            self.item.addItem(title, item)
        self.length = QLineEdit(maxLength=20)
        self.length.setPlaceholderText(_("45, 1:30 or 1.5 h"))
        self.day: QDateEdit = day_field(today)
        self.day.setMaximumDate(dates.to_qdate(today))
        self.note = QLineEdit(maxLength=2000)
        self.read = PlainLabel("", role="caption", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        places = ((_("What"), self.item, 0, 0, 2), (_("How long"), self.length, 2, 0, 1), (_("Day"), self.day, 2, 1, 1),
                  (_("Note"), self.note, 4, 0, 2))  # fmt: skip
        for name, field, row, column, span in places:
            grid.addWidget(captioned(field, name), row, column, 1, span)
            grid.addWidget(field, row + 1, column, 1, span)
        grid.addWidget(self.read, 6, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self.length.textChanged.connect(lambda _text: self._follow())
        self._follow()

    def set_entry(self, entry: Entry) -> None:
        """Show what was written down before."""
        self.item.setCurrentIndex(max(0, self.item.findData(entry.item)))
        self.length.setText(minutes_words(entry.minutes))
        self.day.setDate(dates.to_qdate(entry.day))
        self.note.setText(entry.note)

    def clear(self) -> None:
        """Ready for the next entry, of the same item and day."""
        self.length.clear()
        self.note.clear()

    @property
    def entry(self) -> Entry | None:
        """What is written; None while it is no entry yet."""
        minutes = parse_minutes(self.length.text())
        if minutes is None or self.item.currentData() is None:
            return None
        day = dates.from_qdate(self.day.date())
        return Entry(self.item.currentData(), day, minutes, self.note.text().strip())

    def _follow(self) -> None:
        text = self.length.text().strip()
        minutes = parse_minutes(text)
        if minutes is not None:
            self.read.setText(minutes_words(minutes))
        else:
            self.read.setText(_("Minutes such as 45, or hours such as 1:30 or 1.5 h.") if text else " ")
        self.changed.emit()


class StudyTime(QDialog):
    """The fields in a window of their own: for a quick entry, what the timer counted, or to correct an entry."""

    def __init__(
        self,
        items: Sequence[tuple[str, str]],
        today: date,
        entry: Entry | None = None,
        question: str = "",
        button: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Study time"))
        self.discarded = False
        """Whether nothing of it shall be kept."""
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addStrut(350)
        column.addWidget(PlainLabel(question or _("How long did you study?"), role="strong", wrap=True))
        self.fields = EntryFields(items, today)
        column.addWidget(self.fields)
        column.addStretch(1)
        buttons = Answers(self, _("Write it down"))
        self.ok = buttons.ok
        if button:
            buttons.add_other(button, self._discard)
        column.addWidget(buttons)
        self.fields.changed.connect(self._follow)
        if entry is not None:
            self.fields.set_entry(entry)
        self._follow()
        self.fields.length.setFocus()
        self.fields.length.selectAll()

    def _follow(self) -> None:
        self.ok.setEnabled(self.fields.entry is not None)

    def _discard(self) -> None:
        self.discarded = True
        self.accept()
