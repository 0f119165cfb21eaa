"""The line below the findings in which somebody writes what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.announce import announce
from ui.plain import PlainLabel, plain_tip
from ui.text_fields import Line

if TYPE_CHECKING:
    from planner.app.author.findings import Finding
    from planner.model.problem import Problem


class AnswerLine(QWidget):
    """Asks for the words that put a finding right. What was typed waits where one looks at another finding."""

    given = Signal(str)
    """Enter was pressed."""
    left = Signal()
    """Esc was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = ""
        self._problem: Problem | None = None
        self._typed: dict[Problem, str] = {}
        self.edit = Line()
        self.edit.setObjectName("author-answer")
        self.wrong = PlainLabel("", role="caption", wrap=True)
        self.wrong.setForegroundRole(QPalette.ColorRole.BrightText)
        self.wrong.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(2)
        for widget in (self.edit, self.wrong):
            column.addWidget(widget)
        self.edit.returnPressed.connect(lambda: self.given.emit(" ".join(self.edit.text().split())))
        self.edit.textEdited.connect(self._on_typed)
        self.edit.installEventFilter(self)
        self.ask(None)

    def ask(self, finding: Finding | None) -> None:
        """Ask for what a finding misses; nothing where it misses no words."""
        ask = finding.ask if finding is not None else None
        self.question = ask.question if ask is not None else ""
        self.setVisible(bool(self.question))
        self.edit.setPlaceholderText(self.question)
        self.edit.setAccessibleName(self.question)
        plain_tip(self.edit, self.question)
        problem = finding.problem if finding is not None and ask is not None else None
        if problem != self._problem:
            self._problem = problem
            self.say("")
            self.edit.setText(self._typed.get(problem, ask.text) if problem is not None and ask is not None else "")

    def say(self, words: str) -> None:
        """Say why what was typed cannot stand there; nothing where all is well."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        self.edit.setProperty("wrong", bool(words))
        self.edit.setAccessibleDescription(words)
        self.edit.style().unpolish(self.edit)
        self.edit.style().polish(self.edit)
        announce(self.wrong, words)

    def forget(self, finding: Finding) -> None:
        """What was typed for the finding counts now."""
        self._typed.pop(finding.problem, None)
        self._problem = None

    def _on_typed(self, text: str) -> None:
        self.say("")
        if self._problem is not None:
            self._typed[self._problem] = text

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return super().eventFilter(watched, event)
