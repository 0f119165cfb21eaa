"""What a file from outside contains, and whether its links shall be followed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from planner.app import contents
from planner.app.contents import Contents
from planner.i18n import _, ngettext
from ui.dialogs.frame import Body, size_for_text
from ui.plain import PlainLabel, menu_text
from ui.theme.theme import make_primary


class ContentsDialog(QDialog):
    """Facts and findings to read; nothing is trusted by Enter or Esc."""

    trusted = Signal()
    """The links of the curriculum may be followed."""

    def __init__(self, found: Contents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Contents and trust"))
        self._found = found
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(PlainLabel(found.title, role="title", wrap=True))
        column.addWidget(PlainLabel(_state_words(found), wrap=True))
        column.addWidget(self._facts(), 3)
        rows = contents.problem_words(found)
        head = ngettext("{count} finding", "{count} findings", len(rows)).format(count=len(rows))
        column.addWidget(PlainLabel(head if rows else _("No problem found."), role="strong", wrap=True))
        if rows:
            findings = QPlainTextEdit("\n".join(rows), readOnly=True)
            findings.setAccessibleName(_("Findings"))
            findings.setTabChangesFocus(True)
            column.addWidget(findings, 2)
        column.addWidget(self._buttons())
        size_for_text(self, 84, 26 if rows else 20, 640, 420)

    def _facts(self) -> Body:
        body = Body(_("What it contains"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (name, text) in enumerate(contents.facts(self._found)):
            grid.addWidget(PlainLabel(name, role="caption"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PlainLabel(text, wrap=True), row, 1)
        body.column.setContentsMargins(0, 0, 8, 0)
        body.column.addLayout(grid)
        body.column.addStretch(1)
        return body

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(menu_text(_("Copy")), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(contents.lines(self._found))))
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        self.trust_button = None
        if not self._found.trusted:
            close.setText(menu_text(_("Leave links off")))
            self.trust_button = buttons.addButton(
                menu_text(_("Trust this file")), QDialogButtonBox.ButtonRole.ActionRole
            )
            self.trust_button.setAutoDefault(False)
            self.trust_button.clicked.connect(self._trust)
            make_primary(close)
        return buttons

    def _trust(self) -> None:
        self.trusted.emit()
        self.accept()


def _state_words(found: Contents) -> str:
    if found.trusted:
        return _("Its links may be followed; each host is asked for once.")
    return _(
        "This comes from outside. Nothing in it runs, and nothing is fetched. Its links are shown as text until you "
        "trust it; then each host is asked for once."
    )
