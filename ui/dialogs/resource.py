"""One resource of an item: what it is called, where it is, what it costs."""

from __future__ import annotations

import re
from collections.abc import Collection

from pydantic import ValidationError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.curriculum import Resource
from ui.dialogs.frame import Answers, Body, choice
from ui.plain import PlainLabel, safe_url


def prices() -> tuple[tuple[object, str], ...]:
    """What a resource may cost, in words."""
    return (
        ("", _("not said")),
        ("free", _("free")),
        ("freemium", _("partly free")),
        ("paid", _("paid")),
    )


class ResourceDialog(QDialog):
    """Asks for a resource; `resource` is the answer."""

    def __init__(self, old: Resource | None, taken: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._old, self._taken = old, set(taken)
        self.resource: Resource | None = None
        self.setWindowTitle(_("Something to learn from"))
        self.title = self._line(_("Title"), old.title if old else "", _("for example: The book of bread"))
        self.url = self._line(_("Web address"), old.url if old else "", "https://")
        self.provider = self._line(_("Who offers it"), old.provider if old else "")
        self.price = choice(_("Price"), *prices())
        self.price.setCurrentIndex(max(0, self.price.findData(old.price if old else "")))
        self.hours = self._line(_("Effort that its publisher states"), old.hours if old else "", _("such as 8 h"))
        self.comment = self._line(_("Comment"), old.comment if old else "")
        self._wrong = PlainLabel("", role="caption", wrap=True)
        self._wrong.setAlignment(Qt.AlignmentFlag.AlignLeft)
        body = Body(self.windowTitle())
        for field in (self.title, self.url, self.provider, self.price, self.hours, self.comment):
            label = PlainLabel(field.accessibleName(), role="caption")
            label.setBuddy(field)
            body.column.addWidget(label)
            body.column.addWidget(field)
        body.column.addWidget(self._wrong)
        body.column.addStretch(1)
        buttons = Answers(self, _("Use this"))
        self._ok = buttons.ok
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(body, 1)
        column.addWidget(buttons)
        for edit in (self.title, self.url, self.provider, self.hours, self.comment):
            edit.textChanged.connect(lambda _text: self._follow())
        self.price.currentIndexChanged.connect(lambda _row: self._follow())
        self._follow()
        self.title.setFocus()

    @staticmethod
    def _line(name: str, text: str, example: str = "") -> QLineEdit:
        edit = QLineEdit(text)
        edit.setAccessibleName(name)
        edit.setPlaceholderText(example)
        return edit

    def _follow(self) -> None:
        """Check what is typed, and say what is missing."""
        self.resource, words = None, ""
        title, url = self.title.text().strip(), self.url.text().strip()
        if not title:
            words = _("Give it a title.")
        elif url and safe_url(url) is None:
            words = _("Write the address as it stands in a browser, beginning with https://.")
        else:
            fields = {
                "key": self._old.key if self._old else free_key(title, self._taken),
                "title": title,
                "url": url,
                "provider": self.provider.text().strip(),
                "price": self.price.currentData(),
                "hours": self.hours.text().strip(),
                "comment": self.comment.text().strip(),
            }
            try:
                kept = {} if self._old is None or self._old.url != url else self._old.model_dump()
                self.resource = Resource.model_validate({**kept, **fields})
            except ValidationError:
                words = _("One of the texts is too long.")
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        self._ok.setEnabled(self.resource is not None)


def free_key(title: str, taken: Collection[str]) -> str:
    """A key made of a title that nothing else in the list has."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:50] or "resource"
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}-{number}", number + 1
    return key
