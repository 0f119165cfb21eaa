"""One certification record, course or claim: all its fields, checked as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from planner.app import author
from planner.app.author import Draft, references
from planner.app.author.records import KINDS, Records
from planner.i18n import _
from planner.model.problem import PlannerError
from ui.author.field import Field
from ui.author.lists import ItemsField, ListField, SharesField
from ui.author.record_fields import record_sections, record_words
from ui.dialogs.frame import Answers, Body, lay_out, size_for_text
from ui.dialogs.pick_item import PickItem
from ui.plain import PlainLabel, Wrong
from ui.theme.theme import Theme

_FIRST: dict[str, object] = {"covers": {}, "confidence": "low"}
"""What a new record says where its model has nothing to begin with: nobody has looked into it yet."""


class RecordDialog(QDialog):
    """Asks for a record; `draft` is the answer: the draft with it."""

    def __init__(self, draft: Draft, kind: Records, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        """`name`: the id of the record that is to be changed; empty: a new one is added."""
        super().__init__(parent)
        self.draft, self._kind, self._id = draft, kind, name
        self._old: Any = next((one for one in getattr(draft.curriculum, kind) if one.id == name), None)
        self._changes: dict[str, object] = {}
        self.fields: dict[str, Field] = {}
        self.setWindowTitle(record_words(kind))
        size_for_text(self, 58, 30, 520, 560)
        self._body = Body(self.windowTitle())
        for heading, fields in record_sections(kind, theme):
            if self.fields:
                self._body.column.addSpacing(8)
            self._body.column.addWidget(PlainLabel(heading, role="strong", wrap=True))
            for field in fields:
                self._add(field)
        self._body.column.addStretch(1)
        self._wrong = Wrong()
        buttons = Answers(self, _("Use this"))
        self.ok = buttons.ok
        lay_out(self, self._body, self._wrong, buttons)
        self._focus(next(iter(self.fields.values())))

    def _add(self, field: Field) -> None:
        self.fields[field.name] = field
        if isinstance(field, (ItemsField, SharesField)):
            field.pick, field.title_of = self._pick, self._called
        field.show_values([self._value(field.name)])
        field.check = self._refusal
        field.committed.connect(self._commit)
        self._body.column.addWidget(field)

    def _value(self, name: str) -> object:
        if self._old is not None:
            return getattr(self._old, name)
        of_model = KINDS[self._kind][0].model_fields[name]
        return _FIRST.get(name, "") if of_model.is_required() else of_model.default

    def _called(self, item: str) -> str:
        items = self.draft.merged.by_id
        node = items.get(item) or items.get(references.base_id(item))
        return node.title if node is not None else item

    def _pick(self, question: str, but: Sequence[str]) -> str | None:
        curriculum = self.draft.merged
        items = [node.id for node in curriculum.nodes if node.id not in but]
        dialog = PickItem(
            _("Choose an item"), question, _("Take this"), curriculum, items, lambda document, _item: document, self
        )
        return dialog.item if dialog.exec() else None

    def _refusal(self, field: str, value: object) -> str:
        return author.wrong_in_record(self.draft, self._kind, self._id, field, value)

    def _commit(self, name: str, value: object) -> None:
        self._changes[name] = value
        field = self.fields[name]
        if isinstance(field, ListField):
            field.put(value)

    def _focus(self, field: Field) -> None:
        field.label.buddy().setFocus(Qt.FocusReason.OtherFocusReason)
        self._body.ensureWidgetVisible(field, 0, 40)

    def accept(self) -> None:
        """Stays open with words beside the fields where something is wrong."""
        for field in self.fields.values():
            field.flush()
            if self._old is None:
                field.say(field.verdict())
        wrong = next((field for field in self.fields.values() if field.wrong.text()), None)
        if wrong is not None:
            self._focus(wrong)
            return
        try:
            self.draft = self._changed()
        except PlannerError as refused:
            self._wrong.say(refused.problems[0].message)
            return
        super().accept()

    def _changed(self) -> Draft:
        if self._old is None:
            values = {name: field.value() for name, field in self.fields.items()}
            return author.add_record(self.draft, self._kind, **values)
        return author.set_record(self.draft, self._kind, self._id, **self._changes)
