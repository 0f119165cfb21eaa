"""Before a step counts as done: the honest question, the day, the hours, and what shows it. Enter answers yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from planner.app.durations import minutes_words, parse_hours
from planner.app.progress_words import done_question
from planner.i18n import _
from planner.model.curriculum import Node
from planner.model.record import ItemRecord
from ui import dates
from ui.dialogs.frame import Body, size_for_text
from ui.fields import day_field
from ui.plain import PlainLabel, menu_text
from ui.theme.theme import make_primary
from ui.wrapped import Tick


@dataclass(frozen=True, slots=True)
class Answer:
    """What the learner said."""

    day: date
    hours: float | None
    """That it took in all; None: what the log says."""
    evidence: str
    note: str
    part: float | None
    """Where it is not done yet: the part that is."""
    ask_again: bool
    """Whether the question is wanted the next time."""


def _room_for_hint(field: QLineEdit) -> int:
    """Pixels that a field needs to show what belongs into it; not wider than the dialog in any language."""
    metrics = field.fontMetrics()
    return min(metrics.horizontalAdvance(field.placeholderText()) + 28, 34 * metrics.averageCharWidth())


class DoneDialog(QDialog):
    """The self-check of one item, with a way to say "not quite yet"."""

    def __init__(
        self,
        node: Node,
        record: ItemRecord,
        today: date,
        part: float = 0.0,
        parent: QWidget | None = None,
        estimate: float | None = None,
    ) -> None:
        """`part`: the fraction of it that is behind the learner as far as anybody knows.

        `estimate`: hours that it takes this learner; None: as many as anybody.
        """
        super().__init__(parent)
        self._node, self._record, self._part = node, record, part
        self._estimate = node.hours.likely if estimate is None else estimate
        self._not_yet = False
        self.setWindowTitle(_("Done?"))
        outside = QVBoxLayout(self)
        outside.setContentsMargins(24, 20, 24, 20)
        outside.setSpacing(12)
        outside.addWidget(PlainLabel(done_question(node), role="title", wrap=True))
        body = Body(_("Done?"))
        outside.addWidget(body, 1)
        column = body.column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.checks = self._questions(column)
        self.form = QWidget()
        column.addWidget(self.form)
        self._fields(QFormLayout(self.form), today)
        self.rest = self._slider()
        column.addWidget(self.rest)
        column.addStretch(1)
        self.silent = Tick(_("Do not ask again: mark steps as done at once"))
        column.addWidget(self.silent)
        outside.addLayout(self._buttons())
        size_for_text(self, 46, 20 + 5 * len(self.checks), 460, 0)
        self.done_button.setFocus()

    def _questions(self, column: QVBoxLayout) -> list[QCheckBox]:
        """What one can do when it is done, to tick off for oneself; nothing depends on the ticks."""
        node = self._node
        sentences = [node.done_when, _("Afterwards {outcome}.").format(outcome=node.outcome.rstrip("."))]
        sentences = [one for one, there in zip(sentences, (node.done_when, node.outcome), strict=True) if there]
        if sentences:
            column.addWidget(PlainLabel(_("You are done when you can say yes to this:"), wrap=True))
        checks = [Tick(sentence) for sentence in sentences]
        for check in checks:
            column.addWidget(check)
        return [*checks]

    def _fields(self, form: QFormLayout, today: date) -> None:
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.day = day_field(today)
        self.day.setMaximumDate(dates.to_qdate(today))
        self.hours = QLineEdit()
        if self._record.logged:
            self.hours.setText(minutes_words(self._record.logged))
        elif self._estimate:
            text = _("{hours} was the estimate")
            self.hours.setPlaceholderText(text.format(hours=dates.hours(round(self._estimate, 1))))
        self.evidence = QLineEdit(maxLength=2000)
        self.evidence.setPlaceholderText(_("A web address, or a sentence"))
        self.note = QLineEdit(maxLength=2000)
        fields: list[tuple[str, QWidget]] = [(_("Day"), self.day)]
        if self._node.hours.likely:
            fields.append((_("Hours it took"), self.hours))
        fields += [(_("What shows it"), self.evidence), (_("Note"), self.note)]
        room = [_room_for_hint(field) for _name, field in fields if isinstance(field, QLineEdit)]
        for name, field in fields:
            if isinstance(field, QLineEdit):  # where it finds no room beside its name it goes below
                field.setMinimumWidth(max(room))
            field.setAccessibleName(name)
            label = PlainLabel(name)
            label.setBuddy(field)
            form.addRow(label, field)
        self.wrong = PlainLabel("", role="caption", wrap=True)
        self.wrong.hide()
        form.addRow(self.wrong)

    def _slider(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 19)
        self.slider.setPageStep(2)
        self.slider.setAccessibleName(_("How much of it is done"))
        self._share = PlainLabel("", wrap=True)
        column.addWidget(PlainLabel(_("That is fine. How much of it is done?"), wrap=True))
        column.addWidget(self.slider)
        column.addWidget(self._share)
        self.slider.valueChanged.connect(lambda _value: self._say_share())
        self.slider.setValue(round(self._part * 20))
        self._say_share()
        holder.hide()
        return holder

    def _say_share(self) -> None:
        part = self.slider.value() / 20
        text = _("{percent:.0f} %").format(percent=part * 100)
        if self._estimate:
            left = dates.hours(round(self._estimate * (1 - part), 1))
            text = _("{percent:.0f} %, {left} left").format(percent=part * 100, left=left)
        self._share.setText(text)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.not_yet_button = QPushButton(menu_text(_("Not quite yet")))
        self.not_yet_button.setAutoDefault(False)
        self.not_yet_button.clicked.connect(self.say_not_yet)
        cancel = QPushButton(menu_text(_("Cancel")))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.done_button = make_primary(QPushButton(menu_text(_("Done"))))
        self.done_button.setDefault(True)
        self.done_button.clicked.connect(self.accept)
        row.addWidget(self.not_yet_button)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.done_button)
        return row

    def say_not_yet(self) -> None:
        """Ask for the part that is done instead."""
        self._not_yet = True
        self.form.hide()
        self.silent.hide()
        self.not_yet_button.hide()
        self.rest.show()
        self.done_button.setText(menu_text(_("Keep it in progress")))
        self.slider.setFocus()

    def accept(self) -> None:
        """Take the answer, if the hours can be read."""
        text = self.hours.text().strip()
        if text and not self._not_yet and parse_hours(text) is None:
            self.wrong.setText(_("Hours such as 12, 1:30 or 45 min."))
            self.wrong.show()
            self.hours.setFocus()
            self.hours.selectAll()
            return
        super().accept()

    @property
    def answer(self) -> Answer:
        """What was said."""
        text = self.hours.text().strip()
        from_log = bool(self._record.logged) and text == minutes_words(self._record.logged)
        return Answer(
            day=dates.from_qdate(self.day.date()),
            hours=None if from_log or not text else parse_hours(text),
            evidence=self.evidence.text().strip(),
            note=self.note.text().strip(),
            part=self.slider.value() / 20 if self._not_yet else None,
            ask_again=not self.silent.isChecked(),
        )
