"""The form of the selected items: all their fields in sections, what they need, and why they cannot be changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planner.app.author.levels import whole_hours
from planner.app.author.references import requirement_at, requirement_fields
from planner.i18n import _, ngettext
from planner.model.curriculum import Domain, Exam, Kind, Node, Source
from planner.model.depth import Level, Levels
from planner.model.requirement import Requirement, named
from ui.author.field import Field
from ui.author.form_fields import of_sections
from ui.author.form_values import exam_of, needs_of, shown_value
from ui.author.inputs import ParagraphField, PickField
from ui.author.levels import LevelsField, NeedsLine, points_words
from ui.author.lists import CodesField, ItemsField, ListField, Pick, SharesField
from ui.author.needs import NeedsPanel
from ui.panels.section import Section
from ui.plain import PlainLabel, menu_text
from ui.theme.theme import Theme

FOLDED = frozenset({"levels", "counts", "names", "facts"})
"""Sections that are closed at first: what is not needed every day."""

DIFFERENCE = "difference"
"""The field that says why this file says something else about an item of the library."""


class Form(QScrollArea):
    """Shows items, and says which of their fields are to have which values."""

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
        self.fields: dict[str, Field] = {}
        self._typed: dict[tuple[tuple[str, ...], str], object] = {}
        """What was typed for items and could not be applied: it waits there."""
        self.sections: dict[str, Section] = {}
        page = QWidget()
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
        self.fields[DIFFERENCE] = why
        why.committed.connect(self._commit)
        self.column.addWidget(why)
        self.needs = NeedsPanel(theme)
        self.how = PickField(
            "how",
            _("Which needs"),
            _("Most items only have the first kind"),
            needs_of(None),
        )
        self._build()
        self.column.addStretch(1)
        self.setWidget(page)
        self.show_items([], False)

    # -- building

    def _build(self) -> None:
        for name, title, fields in of_sections(self._theme):
            if name == "effort":
                self._build_needs()
            section = self._section(name, title)
            for field in fields:
                self._add(section, field)
                if isinstance(field, LevelsField):
                    self._add_details(field)
        effort = self.sections["effort"].column
        self.sums = PlainLabel("", role="caption", wrap=True)
        effort.insertWidget(0, self.sums)

    def _add_details(self, levels: LevelsField) -> None:
        """What levels say stands in their folds, and is shown and checked like every other field."""
        self.levels = levels
        for name, detail in levels.details.items():
            self.fields[name] = detail
            detail.committed.connect(self._commit)

    def _build_needs(self) -> None:
        needs = self._section("needs", _("What it needs"))
        needs.column.addWidget(self.how)
        needs.column.addWidget(self.needs)
        self._several_need = PlainLabel(_("Select one item to see what it needs."), role="caption", wrap=True)
        needs.column.addWidget(self._several_need)
        self.how.committed.connect(lambda _name, _value: self._show_needs(False))
        self.needs.changed.connect(lambda whole: self.needs_changed.emit(self.how.value(), whole))
        self.needs.reasoned.connect(self.reasoned.emit)
        question = _("What is better learned before this?")
        tip = _("Orders, but forces nothing")
        self._add(needs, ItemsField("recommended", _("Better after"), self._theme, question, tip))

    def _section(self, name: str, title: str) -> Section:
        section = self.sections[name] = Section(name, title, self._theme)
        section.set_open(name not in FOLDED)
        self.column.addWidget(section)
        return section

    def _add(self, section: Section, field: Field) -> None:
        self.fields[field.name] = field
        field.committed.connect(self._commit)
        section.column.addWidget(field)

    # -- what it needs from around it

    def connect_to(
        self,
        check: Callable[[str, object], str],
        pick: Pick,
        title_of: Callable[[str], str],
        read: Callable[[str, str], Requirement | None],
        written: Callable[[str], str],
        new_source: Callable[[], str | None],
    ) -> None:
        """Tell the fields how to check a value, ask for an item, call an item, and read an expression."""
        for field in self.fields.values():
            field.check = check
            if isinstance(field, (ItemsField, SharesField)):
                field.pick, field.title_of = pick, title_of
            if isinstance(field, ItemsField):
                field.follow = self.followed.emit
            if isinstance(field, CodesField):
                field.new_source = new_source
            if isinstance(field, NeedsLine):
                field.written = partial(written, field.name)
        self.needs.pick, self.needs.title_of = pick, title_of
        self.needs.written = lambda: written(str(self.how.value() or "requires"))
        self.needs.read = lambda text: read(text, str(self.how.value()))

    def offer(self, domains: Sequence[Domain] | Mapping[str, str], sources: Sequence[Source]) -> None:
        """Domains and sources that can be chosen."""
        field = self.fields["domain"]
        assert isinstance(field, PickField)
        titles = domains if isinstance(domains, Mapping) else {one.id: one.title for one in domains}
        field.offer(list(titles.items()))
        codes = self.fields["sources"]
        assert isinstance(codes, CodesField)
        codes.sources = sources

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        for section in self.sections.values():
            section.set_theme(theme)
        for field in self.fields.values():
            if isinstance(field, (ListField, LevelsField)):
                field.set_theme(theme)
        self.needs.set_theme(theme)

    # -- showing

    def show_items(
        self,
        nodes: Sequence[Node],
        writable: bool,
        notice: str = "",
        also: Collection[str] = (),
        changed: Collection[str] = (),
    ) -> None:
        """Show these items; `notice`: why they cannot be changed, or what one should know.

        `also`: fields that can be changed although the items cannot; `changed`: those of them that are.
        """
        ids = tuple(node.id for node in nodes)
        again = ids == self.ids
        if not again:
            self._keep_typed()
        self.ids = ids
        self._nodes = tuple(nodes)
        self._show_head(notice)
        self.back.setVisible(bool(changed))
        self.fields[DIFFERENCE].setVisible(bool(changed))
        for section in self.sections.values():
            section.setVisible(bool(nodes))
        for name, field in self.fields.items():
            told = name == DIFFERENCE
            field.show_values([self.why_of(node.id) if told else shown_value(node, name) for node in nodes], again)
            field.set_writable(writable or told or name in also)
            field.mark_changed(name in changed)
            if not again and (ids, name) in self._typed:
                field.restore(self._typed.pop((ids, name)))
        one = len(nodes) == 1
        self.fields["id"].setVisible(one)
        levelled = one and nodes[0].levels is not None
        self.sections["levels"].setVisible(one and nodes[0].kind is Kind.SKILL and (writable or levelled))
        self.levels.mark_hours(changed)
        self.fields["title"].setVisible(one)
        self._show_sums(nodes[0].levels if one else None)
        self.how.setVisible(one)
        self.needs.setVisible(one)
        self.needs.set_writable(writable)
        self._several_need.setVisible(len(nodes) > 1)
        if one:
            self._offer_needs(nodes[0], again)
        self._show_needs(again)
        if not again:
            self.verticalScrollBar().setValue(0)

    _nodes: tuple[Node, ...] = ()

    def _show_sums(self, levels: Levels | None) -> None:
        """The hours and the cost of an item with levels are the sum of theirs, which are filled in there."""
        for name in ("hours", "cost_usd"):
            self.fields[name].setVisible(levels is None)
        self.sums.setVisible(levels is not None)
        if levels is not None:
            text = _("Hours and cost are the sum of what its levels say: {hours} in all.")
            self.sums.setText(text.format(hours=points_words(whole_hours(self._nodes[0]))))

    def _offer_needs(self, node: Node, again: bool) -> None:
        """The kinds of needs that the item can have, those of its levels too."""
        now = self.how.value() if again else None
        self.how.offer(needs_of(node))
        if not again:
            both = node.corequisites is not None and node.requires is None
            self.how.show_values(["corequisites" if both else "requires"])
        elif now is not None and self.how.value() is None:
            self.how.show_values(["requires"])

    def _show_head(self, notice: str) -> None:
        count = len(self._nodes)
        if count == 1:
            self.head.setText(self._nodes[0].title)
        elif count:
            words = ngettext("{count} item selected", "{count} items selected", count).format(count=count)
            self.head.setText(words)
        else:
            self.head.setText(_("Nothing is selected"))
        if count > 1 and not notice:
            notice = _("What you change here is changed in all of them, as one step.")
        if not count:
            notice = notice or _("Select an item on the map or in the list, or add one with Ins.")
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))

    def _show_needs(self, again: bool) -> None:
        if len(self._nodes) != 1:
            return
        [node] = self._nodes
        how = str(self.how.value() or "requires")
        whole = requirement_at(node, how)
        nothing = _("Nothing: one can begin with it. Add an item, write a line, or drag a line to its box on the map.")
        self.needs.show_needs(whole, node.reasons, nothing, node.kind is not Kind.ROLE, again)

    # -- changing

    def _commit(self, name: str, value: object) -> None:
        if name == "id":
            self.renamed.emit(str(value))
        elif name == "levels":
            self.levelled.emit(value)
        elif name.startswith("levels."):
            _levels, level, field = name.split(".")
            self.level_told.emit(Level(level), {field: value})
        elif name in ("exam_days", "exam_minutes"):
            self.edited.emit({"exam": self._exam()})
        else:
            self.edited.emit({name: value})

    def _exam(self) -> Exam | None:
        days, minutes = self.fields["exam_days"].value(), self.fields["exam_minutes"].value()
        return exam_of(days, minutes)

    def flush(self) -> None:
        """Count what was typed, where nothing is wrong with it."""
        for field in self.fields.values():
            field.flush()
        self.needs.flush()

    @property
    def has_wrong(self) -> bool:
        """Whether something was typed that could not be applied."""
        return bool(self._typed) or any(field.dirty and field.wrong.text() for field in self.fields.values())

    def _keep_typed(self) -> None:
        for name, field in self.fields.items():
            field.flush()
            if field.dirty and field.raw() is not None:
                self._typed[self.ids, name] = field.raw()

    def forget(self) -> None:
        """Another curriculum is edited: what was typed for this one is gone with it."""
        self._typed.clear()
        self.ids = ()
        for field in self.fields.values():
            field.drop()

    def show_part(self, item: str) -> None:
        """Bring an item that is needed into sight, and the line that says why."""
        self.sections["needs"].set_open(True)
        self._turn_to(item)
        self.needs.choose_item(item)
        self.ensureWidgetVisible(self.needs.reason, 0, 80)

    def show_link(self, item: str) -> bool:
        """Bring an item that is needed into sight, with the keyboard on it; False where it stands nowhere here."""
        self.sections["needs"].set_open(True)
        self._turn_to(item)
        if not self.needs.choose_item(item):
            return False
        self.needs.tree.setFocus()
        self.ensureWidgetVisible(self.needs.tree, 0, 80)
        return True

    def _turn_to(self, item: str) -> None:
        """Show the needs among which an item stands."""
        if len(self._nodes) == 1:
            [node] = self._nodes
            places = dict.fromkeys((str(self.how.value()), *requirement_fields(node)))
            here = (place for place in places if item in set(named(requirement_at(node, place))))
            self._show_kind_of_needs(next(here, str(self.how.value())))

    def _show_kind_of_needs(self, how: str) -> None:
        if how != self.how.value():
            self.how.show_values([how])
            self._show_needs(False)

    def focus_field(self, name: str) -> None:
        """Bring a field into sight and give it the keyboard."""
        place = {"exam": "exam_days", "reasons": "requires"}.get(
            name.split(".", maxsplit=1)[0], name.split(".", maxsplit=1)[0]
        )
        if place in ("requires", "corequisites"):
            self.sections["needs"].set_open(True)
            self._show_kind_of_needs(place)
            self.needs.tree.setFocus()
            self.ensureWidgetVisible(self.needs, 0, 60)
            return
        field = self.levels.reveal(name) if place == "levels" else self.fields.get(place)
        if field is None:
            return
        section = next((one for one in self.sections.values() if one.isAncestorOf(field)), None)
        if section is not None:
            section.set_open(True)
        field.label.buddy().setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(field, 0, 60)

    def focus_level(self, level: Level, name: str) -> None:
        """The same for a field of a level; what stands in the item itself is shown there."""
        place = f"levels.{level.value}.{name.split('.', maxsplit=1)[0]}"
        if name.startswith("requires") and place in {self.how.box.itemData(row) for row in range(self.how.box.count())}:
            self.sections["needs"].set_open(True)
            self._show_kind_of_needs(place)
            self.needs.tree.setFocus()
            self.ensureWidgetVisible(self.needs, 0, 60)
            return
        detail = self.fields.get(place)
        shown = detail is not None and not detail.isHidden()
        self.focus_field(place if shown or name == "hours" else name)
