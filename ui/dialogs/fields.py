"""A dialog of a few fields: what is wrong stands beside the field, once that was touched or once OK was pressed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from planner.i18n import _
from ui.author.field import Check, Field
from ui.dialogs.frame import Answers, Body, lay_out, size_for_text
from ui.plain import PlainLabel


class FieldsDialog(QDialog):
    """Asks for the values of some fields; `values` are the answer once it is accepted."""

    def __init__(
        self,
        title: str,
        sections: Iterable[tuple[str, Iterable[Field]]],
        values: dict[str, object],
        check: Check,
        parent: QWidget | None = None,
    ) -> None:
        """`sections`: heading (may be empty) and fields; `values`: what stands in the fields at first."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.fields: dict[str, Any] = {}
        self._body = Body(title)
        self._body.column.setSpacing(4)
        for heading, fields in sections:
            if heading:
                self._body.column.addSpacing(8)
                self._body.column.addWidget(PlainLabel(heading, role="strong", wrap=True))
            for field in fields:
                self.fields[field.name] = field
                field.show_values([values[field.name]])
                field.check = check
                self._body.column.addWidget(field)
        self._body.column.addStretch(1)
        buttons = Answers(self, _("Use this"))
        self.ok = buttons.ok
        lay_out(self, self._body, buttons)
        self.focus(next(iter(self.fields.values())))

    def make_room(self, letters: int, lines: int) -> None:
        """Be large enough for so many letters and lines, where the screen is."""
        size_for_text(self, letters, lines, 460, 300)

    @property
    def values(self) -> dict[str, object]:
        """What stands in the fields. To be asked for once the dialog was accepted."""
        return {name: field.value() for name, field in self.fields.items()}

    def focus(self, field: Field) -> None:
        """Bring a field into sight and give it the keyboard."""
        field.label.buddy().setFocus(Qt.FocusReason.OtherFocusReason)
        self._body.ensureWidgetVisible(field, 0, 40)

    def accept(self) -> None:
        """Stays open where something is wrong, with words beside the fields and the keyboard in the first of them."""
        for field in self.fields.values():
            field.say(field.verdict())
        wrong = next((field for field in self.fields.values() if field.wrong.text()), None)
        if wrong is not None:
            self.focus(wrong)
        else:
            super().accept()
