"""One resource of an item: what it is called, where it is, what it costs, and how long that may be relied on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from PySide6.QtWidgets import QWidget

from planner.app import author
from planner.i18n import _
from planner.model.freshness import SHELF_LIFE, FactKind, day_of, months_after
from planner.model.resource import Resource
from ui import dates
from ui.author.field import Field
from ui.author.inputs import DayField, LineField, NumberField, ParagraphField, PickField, TickField, caption
from ui.dialogs.fields import FieldsDialog
from ui.plain import safe_url

USUAL = SHELF_LIFE[FactKind.RESOURCE]


def prices() -> tuple[tuple[object, str], ...]:
    """What a resource may cost, in words."""
    return (
        ("", _("not said")),
        ("free", _("free")),
        ("freemium", _("partly free")),
        ("paid", _("paid")),
    )


class SomeDayField(DayField):
    """A day, a month or a year in words, as “2026-11” or “about 2026-11”; a button for today."""

    def value(self) -> object:
        return self.edit.text().strip()

    def put(self, value: object) -> None:
        LineField.put(self, value)


def _what() -> Iterator[Field]:
    yield LineField("title", _("Title"), "", _("for example: The book of bread"))
    yield LineField("url", _("Web address"), "", "https://")
    yield LineField("provider", _("Who offers it"))
    yield PickField("price", _("Price"), "", prices())
    yield LineField("hours", _("Effort that its publisher states"), "", _("such as 8 h"))
    yield ParagraphField("comment", _("Comment"), least=1)


def _age() -> Iterator[Field]:
    yield TickField("address_confirmed", _("Address"), _("Somebody has opened the address, and it leads there"))
    yield SomeDayField("checked", _("Looked at on"), _("Empty: on the day on which the facts of the item were checked"))
    tip = _(
        "After so many months somebody should look at it again; empty: {months}, as usual for something to learn from"
    )
    yield NumberField("shelf_life_months", _("Keeps for months"), tip.format(months=USUAL), True, 600, asked=False)


class ResourceDialog(FieldsDialog):
    """Asks for a resource; `resource` is the answer."""

    def __init__(self, old: Resource | None, taken: Collection[str], parent: QWidget | None = None) -> None:
        self._old, self._taken = old, set(taken)
        self._seen = ("", False) if old is None else (old.checked, old.address_confirmed)
        self.resource: Resource | None = None
        sections = [("", list(_what())), (_("How long it may be relied on"), list(_age()))]
        names = [field.name for _heading, fields in sections for field in fields]
        shown = old or Resource(key="new", title="-")
        values = {**{name: getattr(shown, name) for name in names}, "title": old.title if old else ""}
        super().__init__(_("Something to learn from"), sections, values, self._verdict, parent)
        self.again = caption("")
        self._body.column.insertWidget(self._body.column.count() - 1, self.again)
        for edit in (self.fields["checked"].edit, self.fields["shelf_life_months"].edit):
            edit.textChanged.connect(lambda _text: self._follow())
        self.fields["url"].edit.textEdited.connect(lambda _text: self._on_address())
        self.fields["shelf_life_months"].edit.setPlaceholderText(str(USUAL))
        self._follow()
        self.make_room(52, 42)

    def _verdict(self, name: str, value: object) -> str:
        if name == "title" and not value:
            return _("Give it a title.")
        if name == "url" and value and safe_url(str(value)) is None:
            return _("Write the address as it stands in a browser, beginning with https://.")
        if self._old is not None and value == getattr(self._old, name):
            return ""
        return author.wrong_in_resource(name, value)

    def _on_address(self) -> None:
        """What was found out about the old address says nothing about another one."""
        same = self._old is not None and self.fields["url"].value() == self._old.url
        shown = self.fields["checked"].value(), self.fields["address_confirmed"].value()
        if same and shown == ("", False):
            self._say_seen(*self._seen)
        elif not same and shown == self._seen:
            self._say_seen("", False)

    def _say_seen(self, day: str, confirmed: bool) -> None:
        self.fields["checked"].show_values([day])
        self.fields["address_confirmed"].show_values([confirmed])

    def _follow(self) -> None:
        """Say when somebody should look at it again."""
        day, keeps = day_of(str(self.fields["checked"].value())), self.fields["shelf_life_months"]
        words = ""
        if day is not None and not keeps.verdict():
            months = keeps.value()
            due = months_after(day, months if isinstance(months, int) else USUAL)
            words = _("To be looked at again from {day} on.").format(day=dates.day(due))
        self.again.setText(words)
        self.again.setVisible(bool(words))

    def accept(self) -> None:
        super().accept()
        if self.result():
            values = self.values
            key = self._old.key if self._old else free_key(str(values["title"]), self._taken)
            self.resource = Resource.model_validate({**values, "key": key})


def free_key(title: str, taken: Collection[str]) -> str:
    """A key made of a title that nothing else in the list has."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:50] or "resource"
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}-{number}", number + 1
    return key
