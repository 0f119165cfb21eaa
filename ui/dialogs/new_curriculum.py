"""A new curriculum: what it is called, what it leads to, and which built-in modules it builds on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QWidget

from planner.app import author
from planner.app.author import Draft
from planner.app.author_start import begun, modules, suggested_id
from planner.i18n import _
from planner.model.problem import PlannerError
from ui.dialogs.frame import Answers, Body, add_captioned, lay_out, list_row, size_for_text
from ui.plain import PlainLabel, Wrong, plain_tip

_ID = Qt.ItemDataRole.UserRole


class NewCurriculum(QDialog):
    """Asks for the beginning of a curriculum; `draft` is what was begun."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft: Draft | None = None
        self.setWindowTitle(_("New curriculum"))
        size_for_text(self, 62, 30, 560, 560)
        self.title = self._line("new-title", _("What is it called?"), _("such as: Baker in six months"))
        self.identity = self._line("new-id", _("Its id: the name of its file, which never changes"), "")
        self.target = self._line("new-target", _("What does it lead to?"), _("such as: Journeyman baker"))
        self.domain = self._line("new-domain", _("Its first subject, one lane of the map"), _("such as: Bread"))
        self.modules = QListWidget()
        self.modules.setObjectName("new-modules")
        self.modules.setAccessibleName(_("Modules that it builds on"))
        self.modules.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in modules():
            row = list_row(one.title, self)
            row.setData(_ID, one.id)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Unchecked)
            plain_tip(row, one.description)
            self.modules.addItem(row)
        self.wrong = Wrong()
        body = Body(self.windowTitle())
        for edit in (self.title, self.identity, self.target, self.domain):
            add_captioned(body.column, edit)
            body.column.addSpacing(4)
        words = _("Modules that it builds on; none is fine. You can add more later.")
        label = PlainLabel(words, role="caption", wrap=True)
        label.setBuddy(self.modules)
        self.modules.setMinimumHeight(8 * self.fontMetrics().lineSpacing())
        body.column.addWidget(label)
        body.column.addWidget(self.modules, 1)
        buttons = Answers(self, _("Begin"))
        self.ok = buttons.ok
        lay_out(self, body, self.wrong, buttons)
        self._own_id = False
        self.title.textEdited.connect(self._suggest)
        self.identity.textEdited.connect(lambda _text: self._hold_id())
        for edit in (self.title, self.identity, self.target, self.domain):
            edit.textChanged.connect(lambda _text: self._follow())
        self.modules.itemChanged.connect(lambda _row: self._follow())
        self._follow()
        self.title.setFocus()

    @staticmethod
    def _line(name: str, question: str, example: str) -> QLineEdit:
        edit = QLineEdit(maxLength=200)
        edit.setObjectName(name)
        edit.setAccessibleName(question)
        edit.setPlaceholderText(example)
        return edit

    def _suggest(self, title: str) -> None:
        if not self._own_id:
            self.identity.setText(suggested_id(title))

    def _hold_id(self) -> None:
        self._own_id = bool(self.identity.text())

    @property
    def uses(self) -> tuple[str, ...]:
        """Ids of the modules that are ticked."""
        rows = [self.modules.item(number) for number in range(self.modules.count())]
        return tuple(str(row.data(_ID)) for row in rows if row.checkState() == Qt.CheckState.Checked)

    def _follow(self) -> None:
        """Say what is missing."""
        title, words = self.title.text().strip(), ""
        if title:
            try:
                author.new(title, self.identity.text().strip())
            except PlannerError as wrong:
                words = wrong.problems[0].message
        self.wrong.say(words)
        self.ok.setEnabled(bool(title) and not words)

    def accept(self) -> None:
        """Begin; stays open with a word where that cannot be."""
        parts = (self.title, self.identity, self.target, self.domain)
        title, identity, target, domain = (edit.text().strip() for edit in parts)
        try:
            self.draft = begun(title, identity, target, domain, self.uses)
        except PlannerError as wrong:
            self.wrong.say(wrong.problems[0].message)
            return
        super().accept()
