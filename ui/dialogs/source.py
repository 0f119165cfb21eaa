"""One source of facts: its code, what it is, where it can be found."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from planner.app import author
from planner.i18n import _
from planner.model.curriculum import Source
from ui.author.inputs import LineField
from ui.dialogs.fields import FieldsDialog


class SourceDialog(FieldsDialog):
    """Asks for a source; `source` is the answer."""

    def __init__(self, old: Source | None, taken: Collection[str], parent: QWidget | None = None) -> None:
        self._old, self._taken = old, set(taken)
        self.source: Source | None = None
        fields = [
            LineField("code", _("Short code, by which items name it"), "", _("such as DOE-2026")),
            LineField("what", _("What it is"), "", _("such as: Training plan of the chamber")),
            LineField("where", _("Where it can be found"), "", "https://"),
            LineField("dated", _("From when it is"), "", "2026-11"),
        ]
        values: dict[str, object] = {one.name: getattr(old, one.name) if old else "" for one in fields}
        super().__init__(_("Source"), [("", fields)], values, self._verdict, parent)
        self.make_room(50, 26)
        if old is not None:
            self.fields["code"].set_writable(False)  # items name it by its code
            self.focus(self.fields["what"])

    def _verdict(self, name: str, value: object) -> str:
        if name == "code" and not value:
            return _("Give it a short code, such as {example}.").format(example="DOE-2026")
        if name == "what" and not value:
            return _("Say what it is.")
        if name == "code" and value in self._taken:
            return _("There is a source “{code}” already.").format(code=value)
        return author.wrong_in_source(name, value)

    def accept(self) -> None:
        super().accept()
        if self.result():
            kept = self._old.model_dump() if self._old is not None else {}
            self.source = Source.model_validate({**kept, **self.values})
