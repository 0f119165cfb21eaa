"""The frame of the form: its sections, each filled with its fields when somebody looks at it first."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.curriculum import Domain, Node, Source
from planner.model.requirement import Requirement
from ui.author.field import Field
from ui.author.form_fields import LEVELS, NEEDS, FormFields, fields_of, section_titles
from ui.author.form_values import needs_of
from ui.author.inputs import ParagraphField, PickField
from ui.author.levels import LevelsField, NeedsLine
from ui.author.lists import CodesField, ItemsField, ListField, Pick, SharesField
from ui.author.needs import NeedsPanel
from ui.panels.section import Section
from ui.plain import PlainLabel, menu_text
from ui.theme.theme import Theme

FOLDED = frozenset({"levels", "counts", "names", "facts"})
"""Sections that are closed at first: what is not needed every day."""

DIFFERENCE = "difference"
"""The field that says why this file says something else about an item of the library."""


@dataclass(frozen=True)
class Connections:
    """What the fields ask from around the form."""

    check: Callable[[str, object], str]
    pick: Pick
    title_of: Callable[[str], str]
    read: Callable[[str, str], Requirement | None]
    written: Callable[[str], str]
    new_source: Callable[[], str | None]


class FormFrame(QScrollArea):
    """Title, notice and sections. What is not looked at is not built: it would cost a moment with every look, too."""

    edited = Signal(object)
    """Fields by name: one change of all items that are shown."""
    renamed = Signal(str)
    """The id that the one item is to have."""
    needs_changed = Signal(str, object)
    """The field ("requires" or "corequisites") and its expression."""
    reasoned = Signal(str, str)
    followed = Signal(str)
    """An item is to be looked at."""
    levelled = Signal(object)
    """Hours of every level that the one item is to have, by level."""
    level_told = Signal(object, object)
    """A level of the one item, and what it is to say, by field."""
    restored = Signal()
    """The library's values are wanted back for the items that are shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("author-form")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("The selected item"))
        self._theme = theme
        self.ids: tuple[str, ...] = ()
        self.fields = FormFields(self._fill)
        self._typed: dict[tuple[tuple[str, ...], str], object] = {}
        """What was typed for items and could not be applied: it waits there."""
        self.sections: dict[str, Section] = {}
        self._filled: list[str] = []
        """The sections that have their fields: those that somebody has looked at."""
        page = QWidget()
        self.setWidget(page)  # at once: what is put into it later need not be told of its place again and again
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(14, 10, 14, 16)
        self.column.setSpacing(2)
        self.head = PlainLabel("", role="title", wrap=True)
        self.notice = PlainLabel("", role="caption", wrap=True)
        self.back = QPushButton(menu_text(_("As the library says")))
        self.back.setObjectName("author-restore")
        self.back.clicked.connect(lambda _on: self.restored.emit())
        self.column.addWidget(self.head)
        self.column.addWidget(self.notice)
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.why_of: Callable[[str], str] = lambda _item: ""
        why = ParagraphField(DIFFERENCE, _("Why it is different here"), _("Learners read it beside the difference"))
        self._enter(why)
        self.column.addWidget(why)
        for name, title in section_titles().items():
            self._add_section(name, title)
        self.column.addStretch(1)

    # -- building

    def _add_section(self, name: str, title: str) -> None:
        section = self.sections[name] = Section(name, title, self._theme)
        self.column.addWidget(section)
        section.set_open(name not in FOLDED)
        section.title.toggled.connect(lambda _on: self._fill_wanted())

    def _fill_wanted(self) -> None:
        """Fill the sections that are open, once there is something to show in them."""
        for name, section in self.sections.items():
            if self._nodes and section.is_open:
                self._fill(name)

    def _fill(self, name: str) -> None:
        """Put its fields into a section, if they are not there, and show in them what is selected."""
        if name in self._filled:
            return
        self._filled.append(name)
        column, before = self.sections[name].column, set(self.fields)
        if name == NEEDS:
            self._build_needs()
        elif name == "effort":
            self.sums = PlainLabel("", role="caption", wrap=True)
            column.addWidget(self.sums)
        for field in fields_of(name, self._theme):
            column.addWidget(field)
            self._enter(field)
            if isinstance(field, LevelsField):
                self._levels = field
                for detail in field.details.values():  # shown and checked like every other field
                    self._enter(detail)
        self._offer()
        if self._nodes:
            self._show_values((field for field in self.fields if field not in before), False)
            self._show_section(name, False)

    def _build_needs(self) -> None:
        column = self.sections[NEEDS].column
        self._how = PickField("how", _("Which needs"), _("Most items only have the first kind"), needs_of(None))
        column.addWidget(self._how)
        self._needs = NeedsPanel(self._theme, self.sections[NEEDS].body)
        column.addWidget(self._needs)
        self._several_need = PlainLabel(_("Select one item to see what it needs."), role="caption", wrap=True)
        column.addWidget(self._several_need)
        self._how.committed.connect(lambda _name, _value: self._show_needs(False))
        self._needs.changed.connect(lambda whole: self.needs_changed.emit(self._how.value(), whole))
        self._needs.reasoned.connect(self.reasoned.emit)
        self._connect_needs()

    def _enter(self, field: Field) -> None:
        self.fields[field.name] = field
        field.committed.connect(self._commit)
        self._connect(field)

    @property
    def needs(self) -> NeedsPanel:
        """What the item needs."""
        self._fill(NEEDS)
        return self._needs

    @property
    def how(self) -> PickField:
        """Which of its needs are shown."""
        self._fill(NEEDS)
        return self._how

    @property
    def levels(self) -> LevelsField:
        """The levels of the item."""
        self._fill(LEVELS)
        return self._levels

    # -- what it needs from around it

    _around: Connections | None = None

    def connect_to(self, around: Connections) -> None:
        """Tell the fields how to check a value, ask for an item, call an item, and read an expression."""
        self._around = around
        for field in self.fields.values():
            self._connect(field)

    def _connect(self, field: Field) -> None:
        around = self._around
        if around is None:
            return
        field.check = around.check
        if isinstance(field, (ItemsField, SharesField)):
            field.pick, field.title_of = around.pick, around.title_of
        if isinstance(field, ItemsField):
            field.follow = self.followed.emit
        if isinstance(field, CodesField):
            field.new_source = around.new_source
        if isinstance(field, NeedsLine):
            field.written = partial(around.written, field.name)

    def _connect_needs(self) -> None:
        around, needs = self._around, self._needs
        if around is not None:
            needs.pick, needs.title_of = around.pick, around.title_of
            needs.written = lambda: around.written(str(self._how.value() or "requires"))
            needs.read = lambda text: around.read(text, str(self._how.value()))

    _offered: tuple[Mapping[str, str], Sequence[Source]] = {}, ()

    def offer(self, domains: Sequence[Domain] | Mapping[str, str], sources: Sequence[Source]) -> None:
        """Domains and sources that can be chosen."""
        titles = domains if isinstance(domains, Mapping) else {one.id: one.title for one in domains}
        self._offered = titles, sources
        self._offer()

    def _offer(self) -> None:
        titles, sources = self._offered
        for name in ("domain", "sources"):
            field = self.fields.get(name)
            if isinstance(field, PickField):
                field.offer(list(titles.items()))
            elif isinstance(field, CodesField):
                field.sources = sources

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        for section in self.sections.values():
            section.set_theme(theme)
        for field in self.fields.values():
            if isinstance(field, (ListField, LevelsField)):
                field.set_theme(theme)
        if NEEDS in self._filled:
            self._needs.set_theme(theme)

    # -- to be said by the form

    _nodes: tuple[Node, ...] = ()
    """The items that are shown."""

    @abstractmethod
    def _commit(self, name: str, value: object) -> None:
        """A field has a new value."""

    @abstractmethod
    def _show_values(self, names: Iterable[str], again: bool) -> None:
        """Show in fields what the items say there."""

    @abstractmethod
    def _show_section(self, name: str, again: bool) -> None:
        """Offer in a section what goes with one item, or with several."""

    @abstractmethod
    def _show_needs(self, again: bool) -> None:
        """Show what the item needs."""
