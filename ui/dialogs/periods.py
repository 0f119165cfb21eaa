"""Ask for days off or a busy time: its first and last day, and the hours of study a week in it."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from planner.app import commands, wishes
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.learner import Period
from planner.model.problem import PlannerError
from ui import dates
from ui.dialogs.frame import Answers
from ui.effect import EffectLine
from ui.fields import day_field, hours_field
from ui.plain import PlainLabel

USUAL_DAYS = 14
"""How long the first suggestion is."""


class PeriodDialog(QDialog):
    """A new period, or another form of one; what it would do to the finish is told while it is being made."""

    tried = Signal(object, object)
    """Where to tell what the change would give, and the command with its arguments."""

    def __init__(self, document: Document, place: int | None, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._place = document, place
        self.removed = False
        """Whether the period shall be taken away."""
        availability = document.learner.availability
        begin = max(today, availability.start)
        usual = Period(first=begin, last=begin + timedelta(days=USUAL_DAYS - 1))
        self._old = usual if place is None else availability.periods[place]
        self.setWindowTitle(_("Add days off") if place is None else _("Days off or busy time"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addStrut(52 * self.fontMetrics().averageCharWidth())
        column.addWidget(
            PlainLabel(_("On these days you study less than usual, or nothing. Everything else moves."), wrap=True)
        )
        self._build_form(column)
        self._length = PlainLabel("", role="caption", wrap=True)
        self._note = PlainLabel("", wrap=True)
        self.effect = EffectLine()
        for widget in (self._length, self._note, self.effect):
            column.addWidget(widget)
        column.addStretch(1)
        self._build_buttons(column)
        self._follow()
        self.name.setFocus()

    def _build_form(self, column: QVBoxLayout) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        self.name = QLineEdit(self._old.title)
        self.name.setPlaceholderText(_("For example: summer holidays"))
        self.name.setMaxLength(200)
        self.first, self.last = day_field(self._old.first), day_field(self._old.last)
        self.hours = hours_field()
        self.hours.setValue(sum(self._old.week) / 60)
        for words, field in (
            (_("Name"), self.name),
            (_("First day"), self.first),
            (_("Last day"), self.last),
            (_("Hours a week"), self.hours),
        ):
            field.setAccessibleName(words)
            form.addRow(PlainLabel(words), field)
        column.addLayout(form)
        self.first.dateChanged.connect(self._on_first)
        self.last.dateChanged.connect(self._on_last)
        self.hours.valueChanged.connect(lambda _hours: self._follow())

    def _build_buttons(self, column: QVBoxLayout) -> None:
        buttons = Answers(self, _("Add") if self._place is None else _("Save"))
        self._ok = buttons.ok
        if self._place is not None:
            buttons.add_other(_("Remove"), self._remove)
        column.addWidget(buttons)

    # -- the fields follow each other

    def _on_first(self, day: QDate) -> None:
        """Moving the first day beyond the last one moves the whole."""
        if self.last.date() < day:
            with QSignalBlocker(self.last):
                self.last.setDate(day)
        self._follow()

    def _on_last(self, day: QDate) -> None:
        if day < self.first.date():
            with QSignalBlocker(self.first):
                self.first.setDate(day)
        self._follow()

    def _follow(self) -> None:
        """Say how long it is, what else there is on these days, and what becomes of the plan."""
        count = self.first.date().daysTo(self.last.date()) + 1
        self._length.setText(ngettext("{count} day", "{count} days", count).format(count=count))
        try:
            note = wishes.period_note(self._document.learner.availability, self.period, self._place)
        except PlannerError as wrong:
            note = wrong.problems[0].message
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.tried.emit(self.effect, self.change)

    @property
    def period(self) -> Period:
        """What is asked for. Raises PlannerError."""
        hours = self.hours.value()
        first, last = dates.from_qdate(self.first.date()), dates.from_qdate(self.last.date())
        if round(hours * 60) == sum(self._old.week):  # a week with a shape of its own keeps it
            return self._old.changed(first=first, last=last, title=self.name.text().strip())
        return wishes.new_period(self._document.learner.availability, first, last, self.name.text(), hours)

    def change(self, document: Document) -> Document:
        """The command that the answers come to."""
        if self._place is None:
            return commands.add_period(document, self.period)
        if self.removed:
            return wishes.remove_period(document, self._place)
        return wishes.replace_period(document, self._place, self.period)

    def _remove(self) -> None:
        self.removed = True
        self.accept()

    @property
    def words(self) -> str:
        """What the change is called."""
        if self.removed:
            return _("Remove {name}").format(name=wishes.period_title(self._old))
        name = wishes.period_title(self.period)
        return _("Add {name}").format(name=name) if self._place is None else _("Change {name}").format(name=name)
