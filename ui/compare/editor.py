"""What a column changes, in place: start, goal, hours, days, choices, what comes first and what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QPushButton, QVBoxLayout, QWidget

from planner.app import queries
from planner.app.named_choices import named_choices
from planner.app.variants import NOTHING, Variation, milestones
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.plan import Plan
from ui import dates
from ui.fields import Settle, day_field, hours_field
from ui.flow import flowing
from ui.panels.boxes import Box, fill, narrow
from ui.plain import OneLine, PlainLabel, menu_text

_WIDTH = 24
"""Letters that a field has room for."""


class Editor(QWidget):
    """A form over a variation of a document; it never holds a value of its own."""

    changed = Signal(object)
    """The variation as it is wanted now."""
    known_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._base: Document | None = None
        self._variation = Variation()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 8)
        column.setSpacing(2)
        self.title = PlainLabel("", role="strong", wrap=True)
        column.addWidget(self.title)
        self._holder, self._flow = flowing()
        self._flow.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._holder)
        self.start = self._combo(_("Where you are now"))
        self.goal = self._combo(_("Where to"))
        self.first = self._combo(_("What comes first"))
        self.hours = self._field(_("Hours a week"), hours_field())
        self.begin = self._field(_("First day"), day_field(date.today()))
        self.begin.setAccessibleName(_("First day"))
        self.has_deadline = QCheckBox(_("Deadline"))
        self.deadline = self._field(None, day_field(date.today()), self.has_deadline)
        self.deadline.setAccessibleName(_("Deadline"))
        self.known = self._field(_("What else I know"), QPushButton(""))
        self._choices: dict[str, QComboBox] = {}
        self._choice_holder, self._choice_flow = flowing()
        self._choice_flow.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._choice_holder)
        self.reset = QPushButton(menu_text(_("As it was")))
        self._flow.addWidget(self.reset)
        self._connect()

    # -- building

    def _field(self, label: str | None, field: Any, above: QWidget | None = None) -> Any:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 12, 6)
        column.setSpacing(2)
        column.addWidget(above or OneLine(label or "", role="caption"))
        column.addWidget(field)
        holder.setFixedWidth(self._field_width)
        self._flow.addWidget(holder)
        return field

    @property
    def _field_width(self) -> int:
        return _WIDTH * QFontMetrics(QApplication.font()).averageCharWidth()

    def share_width(self) -> None:
        """Larger text needs wider fields."""
        for flow in (self._flow, self._choice_flow):
            for number in range(flow.count()):
                item = flow.itemAt(number)
                holder = item.widget() if item is not None else None
                if holder is not None and holder is not self.reset:
                    holder.setFixedWidth(self._field_width)

    def _combo(self, label: str) -> QComboBox:
        combo: QComboBox = self._field(label, narrow(Box()))
        combo.setAccessibleName(label)
        return combo

    def _connect(self) -> None:
        self.start.activated.connect(lambda row: self._set(start=self.start.itemData(row) or NOTHING))
        self.goal.activated.connect(lambda row: self._set(goal=self.goal.itemData(row)))
        self.first.activated.connect(lambda row: self._set(first=self.first.itemData(row)))
        self._hours, self._begin, self._deadline = Settle(self), Settle(self), Settle(self)
        self.hours.valueChanged.connect(self._hours.move)
        self._hours.settled.connect(lambda hours: self._set(hours=hours))
        for field, settle in ((self.begin, self._begin), (self.deadline, self._deadline)):
            field.dateChanged.connect(lambda day, settle=settle: settle.move(dates.from_qdate(day)))
        self._begin.settled.connect(lambda day: self._set(begin=day))
        self._deadline.settled.connect(lambda day: self._set(deadline=day, no_deadline=False))
        self.has_deadline.clicked.connect(self._on_deadline)
        self.known.clicked.connect(self.known_wanted.emit)
        self.reset.clicked.connect(lambda: self.changed.emit(Variation()))

    # -- what the person does

    def _set(self, **fields: object) -> None:
        self.changed.emit(self._tidied(replace(self._variation, **fields)))  # type: ignore[arg-type]

    def _on_deadline(self, on: bool) -> None:
        if self._base is None:
            return
        own = self._base.learner.deadline
        day = own or self._base.learner.availability.start + timedelta(days=365)
        self._set(deadline=day if on else None, no_deadline=not on)

    def _choose(self, name: str, option: int | None) -> None:
        choices = {key: value for key, value in self._variation.choices.items() if key != name}
        self._set(choices=choices if option is None else {**choices, name: option})

    def _tidied(self, wanted: Variation) -> Variation:
        """What is as it was is no change."""
        if self._base is None:
            return wanted
        learner = self._base.learner
        if wanted.start == (learner.start or NOTHING):
            wanted = replace(wanted, start=None)
        if wanted.goal == learner.goal:
            wanted = replace(wanted, goal=None)
        if wanted.hours == learner.availability.hours_per_week:
            wanted = replace(wanted, hours=None)
        if wanted.begin == learner.availability.start:
            wanted = replace(wanted, begin=None)
        if wanted.deadline == learner.deadline:
            wanted = replace(wanted, deadline=None)
        return replace(wanted, no_deadline=wanted.no_deadline and learner.deadline is not None)

    # -- what is shown

    def show_variation(self, letter: str, base: Document, variation: Variation, plan: Plan | None) -> None:
        """Show what a column changes in the wishes of `base`; `plan` says which choices there are."""
        self._base, self._variation = base, variation
        curriculum, learner = base.curriculum, base.learner
        self.title.setText(_("Plan {letter} with something changed").format(letter=letter))
        starts = [(node.id, node.title) for node in queries.entry_roles(curriculum)]
        start = learner.start if variation.start is None else variation.start or None
        fill(self.start, [(None, _("From nothing")), *starts], start)
        goals = [(node.id, node.title) for node in queries.goals(curriculum)]
        goal = variation.goal or learner.goal
        if goal not in dict(goals):
            goals.append((goal, curriculum.titles[goal]))
        fill(self.goal, list(goals), goal)
        stops = [pair for pair in milestones(base) if pair[0] != goal]
        if variation.first and variation.first not in dict(stops):
            stops.append((variation.first, curriculum.titles[variation.first]))
        fill(self.first, [(None, _("Whatever is best")), *stops], variation.first)
        for settle, field, value in (
            (self._hours, self.hours, variation.hours or learner.availability.hours_per_week),
            (self._begin, self.begin, variation.begin or learner.availability.start),
            (self._deadline, self.deadline, variation.deadline or learner.deadline),
        ):
            self._fill_field(settle, field, value)
        wanted = (variation.deadline or learner.deadline) is not None and not variation.no_deadline
        self.has_deadline.setChecked(wanted)
        self.deadline.setEnabled(wanted)
        count = len(variation.known)
        text = ngettext("{count} more item…", "{count} more items…", count).format(count=count)
        self.known.setText(menu_text(text if count else _("Tick more…")))
        self.reset.setEnabled(variation != Variation())
        self._show_choices(base, plan, variation.choices)

    @staticmethod
    def _fill_field(settle: Settle, field: Any, value: float | date | None) -> None:
        if value is None or settle.pending:
            return
        with QSignalBlocker(field):
            if isinstance(value, date):
                field.setDate(dates.to_qdate(value))
            else:
                field.setValue(value)

    def _show_choices(self, base: Document, plan: Plan | None, chosen: Mapping[str, int]) -> None:
        asked = {one.name for one in plan.decisions if not one.held and len(one.chosen) == 1} if plan else set()
        shown = [one for one in named_choices(base) if one.name in asked or one.name in chosen]
        if [one.name for one in shown] != list(self._choices):
            self._build_choices([one.name for one in shown])
        for one in shown:
            combo = self._choices[one.name]
            with QSignalBlocker(combo):
                combo.clear()
                combo.addItem(_("No wish") if one.wished is None else _("As it was"), None)
                for option, title in enumerate(one.options):
                    combo.addItem(title, option)
                combo.setCurrentIndex(chosen[one.name] + 1 if one.name in chosen else 0)

    def _build_choices(self, names: Sequence[str]) -> None:
        while item := self._choice_flow.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._choices = {}
        for name in names:
            flow, self._flow = self._flow, self._choice_flow
            combo = self._choices[name] = self._combo(name)
            self._flow = flow
            combo.activated.connect(lambda row, name=name, box=combo: self._choose(name, box.itemData(row)))
        self._choice_holder.updateGeometry()
