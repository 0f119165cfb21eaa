"""What a handout is made of: formats, whose name and logo stand in it, and whether the learner's name does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QLineEdit, QScrollArea, QTimeEdit, QVBoxLayout, QWidget

from planner.handout import formats
from planner.handout.clock import Clock
from planner.handout.content import Logo
from planner.handout.logo import read_logo
from planner.i18n import _
from planner.model.problem import PlannerError
from planner.model.text import clean_text
from planner.settings import Settings
from ui.dialogs.frame import Answers, button_row, choice, push_button
from ui.plain import OneLine, PlainLabel
from ui.wrapped import Tick

NAME_LENGTH = 120
TIMED = frozenset({"ics", "msproject", "ganttproject"})
"""Formats that know times of day."""


class HandoutDialog(QDialog):
    """Ask what to write. `kinds`, `coach`, `logo`, `clock` and `with_name` are the answer."""

    def __init__(self, settings: Settings, learner: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Handout"))
        self._private = settings.privacy
        self.logo_file = settings.coach_logo
        self.boxes: dict[str, Tick] = {}
        self.coach_field = QLineEdit(settings.coach_name, maxLength=NAME_LENGTH)
        self.coach_field.setAccessibleName(_("Your name"))
        self._logo_name = OneLine("")
        self.name_box = Tick(_("The learner's name stands in it"))
        self.name_box.setEnabled(bool(learner))
        self.trouble = PlainLabel("", role="caption", wrap=True)
        self.begins_field = QTimeEdit(QTime.fromString(settings.study_begins, "HH:mm"))
        self.begins_field.setAccessibleName(_("Study begins at"))
        self.blocks_field = choice(
            _("Study in the calendar"),
            ("days", _("A block on every day of study")),
            ("weeks", _("One block a week")),
            ("none", _("Milestones and exams only")),
        )
        self.blocks_field.setCurrentIndex(self.blocks_field.findData(settings.study_blocks))
        self._build(settings)
        self._show_logo()
        self._follow()

    def _build(self, settings: Settings) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 8)
        column.setSpacing(8)
        words = _("The plan as files that explain themselves to somebody who has no Trailmark.")
        column.addWidget(PlainLabel(words, wrap=True))
        for kind in formats.formats():
            box = self.boxes[kind.id] = Tick(kind.label)
            box.setChecked(kind.id in settings.handout_formats)
            box.toggled.connect(lambda _on: self._follow())
            column.addWidget(box)
        column.addSpacing(8)
        self._build_fields(column)
        column.addWidget(self.name_box)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        answers = Answers(self, _("Choose a folder…"))
        self.ok = answers.ok
        below = QVBoxLayout()
        below.setContentsMargins(16, 0, 16, 16)
        below.setSpacing(8)
        below.addWidget(self.trouble)
        below.addWidget(answers)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area, 1)
        whole.addLayout(below)
        letter, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(min(900, max(560, 70 * letter)), min(760, max(660, 40 * line)))

    def _build_fields(self, column: QVBoxLayout) -> None:
        """When the learner studies, and who hands it out."""
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setSpacing(8)
        for field in (self.begins_field, self.blocks_field, self.coach_field):
            label = PlainLabel(field.accessibleName())
            label.setBuddy(field)
            form.addRow(label, field)
        form.addRow(PlainLabel(_("Your logo")), self._logo_name)
        column.addLayout(form)
        self.logo_button = push_button(_("Choose a logo…"), self._choose_logo)
        self.no_logo_button = push_button(_("Without a logo"), self._forget_logo)
        column.addLayout(button_row(self.logo_button, self.no_logo_button, None))

    # -- the answer

    @property
    def kinds(self) -> tuple[str, ...]:
        """Ids of the formats that are wanted."""
        return tuple(kind for kind, box in self.boxes.items() if box.isChecked())

    @property
    def coach(self) -> str:
        """The name that stands in all of them."""
        return clean_text(self.coach_field.text(), NAME_LENGTH)

    @property
    def with_name(self) -> bool:
        """Whether the learner's name stands in them."""
        return self.name_box.isChecked() and self.name_box.isEnabled()

    @property
    def clock(self) -> Clock:
        """When the learner studies."""
        return Clock(self._begins.toPython(), blocks=self.blocks_field.currentData())  # type: ignore[arg-type]

    @property
    def _begins(self) -> QTime:
        return self.begins_field.time()

    @property
    def preferences(self) -> dict[str, object]:
        """What is asked for with these answers the next time."""
        return {
            "coach_name": self.coach,
            "coach_logo": self.logo_file,
            "handout_formats": self.kinds,
            "study_begins": self._begins.toString("HH:mm"),
            "study_blocks": self.blocks_field.currentData(),
        }

    def logo(self) -> Logo | None:
        """The picture; None for none. Raises PlannerError."""
        return read_logo(Path(self.logo_file)) if self.logo_file else None

    # -- the logo

    def _choose_logo(self) -> None:
        start = str(Path(self.logo_file).parent if self.logo_file and not self._private else Path.home())
        kinds = _("Pictures") + " (*.png *.jpg *.jpeg)"
        name, _filter = QFileDialog.getOpenFileName(self, _("Choose a logo"), start, kinds)
        if name:
            self.logo_file = name
            self._show_logo()
            self._follow()

    def _forget_logo(self) -> None:
        self.logo_file = ""
        self._show_logo()
        self._follow()

    def _show_logo(self) -> None:
        self._logo_name.setText(Path(self.logo_file).name if self.logo_file else _("none"))
        self.no_logo_button.setEnabled(bool(self.logo_file))

    def _follow(self) -> None:
        """Say what stands in the way."""
        self.begins_field.setEnabled(bool(TIMED & set(self.kinds)))
        self.blocks_field.setEnabled("ics" in self.kinds)
        words = "" if self.kinds else _("Choose at least one kind of file.")
        try:
            self.logo()
        except PlannerError as wrong:
            words = wrong.problems[0].message
        self.trouble.setText(words)
        self.ok.setEnabled(not words)
