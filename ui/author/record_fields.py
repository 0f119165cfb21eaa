"""The fields of a certification record, a course and a claim, in the order in which an author needs them."""

from __future__ import annotations

from collections.abc import Iterator

from planner.app.author.records import Records
from planner.i18n import _
from ui.author.field import Field
from ui.author.inputs import (
    DayField,
    LineField,
    NumberField,
    ParagraphField,
    PickField,
    PointsField,
    shown_number,
)
from ui.author.lists import ItemsField, SharesField
from ui.plain import menu_text
from ui.theme.theme import Theme


class OneItemField(ItemsField):
    """One item of the curriculum, or none; another one takes its place."""

    def __init__(self, name: str, title: str, theme: Theme, question: str, tip: str = "") -> None:
        super().__init__(name, title, theme, question, tip)
        words = _("Choose…")
        self.add.setText(menu_text(words))
        self.add.setAccessibleName(f"{title}: {words}")
        self.follow = lambda _item: self.add_one()

    def value(self) -> object:
        return self._items[0] if self._items else None

    def put(self, value: object) -> None:
        super().put((value,) if isinstance(value, str) else ())

    def change(self, value: object) -> None:
        super().change(value[0] if isinstance(value, tuple) and value else None)

    def add_one(self) -> None:
        found = self.pick(self._question, self._items)
        if found is not None:
            self.change((found,))


class AmountField(NumberField):
    """A number that may be left out, which is something else than 0."""

    def value(self) -> object:
        return super().value() if self.edit.text().strip() else None

    def put(self, value: object) -> None:
        LineField.put(self, shown_number(float(value)) if isinstance(value, (int, float)) else "")


def record_words(kind: Records) -> str:
    """What one of this kind is called."""
    return {
        "certificates": _("Certification record"),
        "courses": _("Course"),
        "claims": _("Statement about pay or outlook"),
    }[kind]


def record_sections(kind: Records, theme: Theme) -> Iterator[tuple[str, Iterator[Field]]]:
    """Heading and fields of every section of the form; the fields of all sections are all fields of the record."""
    if kind == "certificates":
        yield _("What it is"), _certificate(theme)
        yield _("Effort and cost"), _effort()
        yield _("How long it counts"), _validity()
        yield _("Facts and sources"), _certificate_facts()
    elif kind == "courses":
        yield _("What it is"), _course(theme)
        yield _("Facts and sources"), _course_facts()
    else:
        yield _("What is said"), _claim(theme)
        yield _("Facts and sources"), _claim_facts()


def _id() -> Field:
    return LineField("id", _("Id"), _("The name that never changes"), _("made of the title where it is empty"))


def _node(theme: Theme) -> Field:
    question = _("Which item is this about?")
    return OneItemField("node", _("Item of the curriculum"), theme, question, _("Its details show this"))


def _age() -> Iterator[Field]:
    yield DayField("checked", _("Checked on"), _("When these facts were last checked"))
    tip = _("After so many months these facts should be looked at again; empty: as usual for its kind")
    yield NumberField("shelf_life_months", _("Keeps for months"), tip, whole=True, most=600, asked=False)


def _certificate(theme: Theme) -> Iterator[Field]:
    yield LineField("name", _("Name"))
    yield _node(theme)
    yield LineField("issuer", _("Who issues it"))
    yield LineField("exam_code", _("Code of the exam"), "", _("such as MLA-C01"))
    yield LineField("status", _("Status"), "", _("such as: active, beta, retired"))
    yield LineField("since", _("Since when"), "", "2026-11")
    yield LineField("successor", _("What comes after it"))
    yield _id()


def _effort() -> Iterator[Field]:
    tip = _("Three honest numbers; if you know only one, fill in the middle")
    yield PointsField("study_hours", _("Hours of study"), tip, None, True)
    yield LineField("fee_usd", _("Fee in US dollars, in words"), "", _("such as 200 to 400"))
    yield ParagraphField("formal_prerequisites", _("What is formally required"), "", "", 1)
    yield ParagraphField("recommended_experience", _("What experience is recommended"), "", "", 1)


def _validity() -> Iterator[Field]:
    tip = _("Empty where it does not lapse, or nobody knows; say which in words")
    yield NumberField("validity_months", _("Valid for months"), tip, whole=True, most=1200, asked=False)
    yield LineField("validity_note", _("Validity in words"), "", _("such as: does not lapse"))
    yield ParagraphField("renewal", _("How it is renewed"), "", "", 1)
    tip = _("Empty where it has to be earned anew")
    yield PointsField("renewal_hours", _("Hours of study to renew it"), tip, None, True)
    yield NumberField("renewal_usd", _("Cost of a renewal in US dollars"), most=10_000_000)


def _certificate_facts() -> Iterator[Field]:
    yield LineField("source", _("Source"))
    yield LineField("confidence_status", _("How sure the status is"), "", _("such as: high, medium, low"))
    yield LineField("confidence_fee", _("How sure the fee is"), "", _("such as: high, medium, low"))
    yield ParagraphField("note", _("Note"))
    yield from _age()


def _course(theme: Theme) -> Iterator[Field]:
    yield LineField("title", _("Title"))
    yield LineField("url", _("Web address"), "", "https://")
    yield LineField("published_hours", _("Effort that its publisher states"), "", _("such as 8 h"))
    yield LineField("price", _("Price"), "", _("such as: free, paid"))
    tip = _("How much of the hours of each item one need not study elsewhere")
    yield SharesField("covers", _("Covers a part of"), theme, tip)
    yield _id()


def _course_facts() -> Iterator[Field]:
    yield LineField("basis", _("Where the shares come from"))
    yield from _age()


def _claim(theme: Theme) -> Iterator[Field]:
    yield LineField("about", _("Role or occupation that it is about"))
    yield _node(theme)
    yield LineField("region", _("Region"), "", _("such as: United States"))
    yield ParagraphField("statement", _("Statement"))
    yield AmountField("amount", _("Amount"), _("A number, where the statement has one"), most=100_000_000_000)
    yield LineField("currency", _("Currency"), "", "USD")
    yield LineField("measure", _("What the amount is"), "", _("such as: median a year"))
    tip = _("For a projection; after this year the statement is said to be over")
    yield NumberField("period_end", _("Last year that it speaks of"), tip, whole=True, most=9999, asked=False)
    yield _id()


def _claim_facts() -> Iterator[Field]:
    tip = _("The code of one of the sources of the curriculum, or its name")
    yield LineField("source", _("Source"), tip, _("such as DOE-2026"))
    yield LineField("source_date", _("When the source said so"), "", "2026-11")
    levels = [("high", _("well founded")), ("medium", _("fairly sure")), ("low", _("doubtful"))]
    yield PickField("confidence", _("How sure it is"), "", levels)
    yield ParagraphField("original", _("Words of the source, where they differ"))
    yield ParagraphField("verdict", _("What to make of it today"))
    yield from _age()
