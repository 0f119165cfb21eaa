"""Ask for a word or two about an item: who waived it, what stands in for it, a note, what shows it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from planner.i18n import _
from ui.dialogs.frame import Answers, add_captioned
from ui.plain import PlainLabel

MOST_CHARACTERS = 2000


class AskWords(QDialog):
    """A question, some lines to fill in, and a button that says what happens."""

    def __init__(
        self,
        title: str,
        question: str,
        button: str,
        fields: Sequence[tuple[str, str]],
        needed: bool = False,
        note: str | None = "",
        parent: QWidget | None = None,
    ) -> None:
        """`fields`: name and text of each line. `needed`: the first may not stay empty. `note`: None for no note."""
        super().__init__(parent)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addStrut(370)
        column.addWidget(PlainLabel(question, role="strong", wrap=True))
        self.lines: list[QLineEdit] = []
        for name, text in fields:
            line = QLineEdit(text, maxLength=200 if needed else MOST_CHARACTERS)
            add_captioned(column, line, name)
            self.lines.append(line)
        self._note: QPlainTextEdit | None = None
        if note is not None:
            self._note = QPlainTextEdit(note, tabChangesFocus=True)
            self._note.setMaximumHeight(5 * self.fontMetrics().lineSpacing())
            add_captioned(column, self._note, _("Note"))
        column.addStretch(1)
        buttons = Answers(self, button)
        self.ok = buttons.ok
        column.addWidget(buttons)
        if needed and self.lines:
            self.lines[0].textChanged.connect(lambda text: self.ok.setEnabled(bool(text.strip())))
            self.ok.setEnabled(bool(self.lines[0].text().strip()))

    @property
    def words(self) -> list[str]:
        """The text of every line."""
        return [line.text().strip() for line in self.lines]

    @property
    def note(self) -> str:
        """What was written into the note."""
        return self._note.toPlainText().strip()[:MOST_CHARACTERS] if self._note else ""
