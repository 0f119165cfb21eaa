"""One source of facts: its code, what it is, where it can be found."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import ValidationError
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.curriculum import Source
from ui.dialogs.frame import Answers
from ui.plain import PlainLabel


class SourceDialog(QDialog):
    """Asks for a source; `source` is the answer."""

    def __init__(self, old: Source | None, taken: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._old, self._taken = old, set(taken)
        self.source: Source | None = None
        self.setWindowTitle(_("Source"))
        self.code = self._line(_("Short code, by which items name it"), old.code if old else "", _("such as DOE-2026"))
        self.what = self._line(_("What it is"), old.what if old else "", _("such as: Training plan of the chamber"))
        self.where = self._line(_("Where it can be found"), old.where if old else "", "https://")
        self.dated = self._line(_("From when it is"), old.dated if old else "", "2026-11")
        self._wrong = PlainLabel("", role="caption", wrap=True)
        self._wrong.setForegroundRole(QPalette.ColorRole.BrightText)
        buttons = Answers(self, _("Use this"))
        self._ok = buttons.ok
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(6)
        column.addStrut(380)
        for edit in (self.code, self.what, self.where, self.dated):
            label = PlainLabel(edit.accessibleName(), role="caption")
            label.setBuddy(edit)
            column.addWidget(label)
            column.addWidget(edit)
            edit.textChanged.connect(lambda _text: self._follow())
        column.addWidget(self._wrong)
        column.addStretch(1)
        column.addWidget(buttons)
        self._follow()
        self.code.setReadOnly(old is not None)  # items name it by its code
        (self.code if old is None else self.what).setFocus()

    @staticmethod
    def _line(name: str, text: str, example: str) -> QLineEdit:
        edit = QLineEdit(text, maxLength=200)
        edit.setAccessibleName(name)
        edit.setPlaceholderText(example)
        return edit

    def _follow(self) -> None:
        code, what = self.code.text().strip(), self.what.text().strip()
        self.source, words = None, ""
        if not code or not what:
            words = _("It needs a code and a word on what it is.")
        elif code in self._taken:
            words = _("There is a source “{code}” already.").format(code=code)
        else:
            fields = {
                "code": code,
                "what": what,
                "where": self.where.text().strip(),
                "dated": self.dated.text().strip(),
            }
            try:
                kept = self._old.model_dump() if self._old is not None else {}
                self.source = Source.model_validate({**kept, **fields})
            except ValidationError:
                words = _("One of the texts is too long.")
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        self._ok.setEnabled(self.source is not None)
