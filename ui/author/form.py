"""The form of the selected items: all their fields in sections, what they need, and why they cannot be changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from planner.app.author.levels import whole_hours
from planner.app.author.references import requirement_at, requirement_fields
from planner.i18n import _, ngettext
from planner.model.curriculum import Exam, Kind, Node
from planner.model.depth import Level, Levels
from planner.model.requirement import named
from ui.author.form_fields import LEVELS, NEEDS
from ui.author.form_frame import DIFFERENCE, FormFrame
from ui.author.form_values import exam_of, needs_of, shown_value
from ui.author.levels import points_words
from ui.theme.theme import Theme


@dataclass(frozen=True)
class Rights:
    """What of the shown items can be changed."""

    writable: bool = False
    also: Collection[str] = ()
    """Fields that can be changed although the items cannot."""
    changed: Collection[str] = ()
    """Those of them that are."""


class Form(FormFrame):
    """Shows items, and says which of their fields are to have which values."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.show_items([], False)

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
        self.ids, self._nodes, self._rights = ids, tuple(nodes), Rights(writable, also, changed)
        self._show_head(notice)
        self.back.setVisible(bool(changed))
        self.fields[DIFFERENCE].setVisible(bool(changed))
        for section in self.sections.values():
            section.setVisible(bool(nodes))
        one = len(nodes) == 1
        levelled = one and nodes[0].levels is not None
        self.sections[LEVELS].setVisible(one and nodes[0].kind is Kind.SKILL and (writable or levelled))
        there, filled = list(self.fields), list(self._filled)
        self._fill_wanted()
        self._show_values(there, again)
        for name in filled:
            self._show_section(name, again)
        if not again:
            self.verticalScrollBar().setValue(0)

    def _show_values(self, names: Iterable[str], again: bool) -> None:
        """Show in fields what the items say there."""
        rights = self._rights
        for name in list(names):
            field, told = self.fields[name], name == DIFFERENCE
            said = [self.why_of(node.id) if told else shown_value(node, name) for node in self._nodes]
            field.show_values(said, again)
            field.set_writable(rights.writable or told or name in rights.also)
            field.mark_changed(name in rights.changed)
            if not again and (self.ids, name) in self._typed:
                field.restore(self._typed.pop((self.ids, name)))

    def _show_section(self, name: str, again: bool) -> None:
        """Offer in a section what goes with one item, or with several."""
        one = self._nodes[0] if len(self._nodes) == 1 else None
        match name:
            case "what":
                for field in ("id", "title"):
                    self.fields[field].setVisible(one is not None)
            case "effort":
                self._show_sums(one.levels if one is not None else None)
            case "levels":
                self._levels.mark_hours(self._rights.changed)
            case "needs":
                self._how.setVisible(one is not None)
                self._needs.setVisible(one is not None)
                self._needs.set_writable(self._rights.writable)
                self._several_need.setVisible(len(self._nodes) > 1)
                if one is not None:
                    self._offer_needs(one, again)
                self._show_needs(again)

    _rights = Rights()

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
        for field in list(self.fields.values()):
            field.flush()
        if NEEDS in self._filled:
            self._needs.flush()

    @property
    def has_wrong(self) -> bool:
        """Whether something was typed that could not be applied."""
        return bool(self._typed) or any(field.dirty and field.wrong.text() for field in self.fields.values())

    def _keep_typed(self) -> None:
        for name, field in list(self.fields.items()):
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
        self.sections[NEEDS].set_open(True)
        self._turn_to(item)
        self.needs.choose_item(item)
        self.ensureWidgetVisible(self.needs.reason, 0, 80)

    def show_link(self, item: str) -> bool:
        """Bring an item that is needed into sight, with the keyboard on it; False where it stands nowhere here."""
        self.sections[NEEDS].set_open(True)
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
            self.sections[NEEDS].set_open(True)
            self._show_kind_of_needs(place)
            self.needs.tree.setFocus()
            self.ensureWidgetVisible(self.needs, 0, 60)
            return
        field = self.levels.reveal(name) if place == LEVELS else self.fields.find(place)
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
            self.sections[NEEDS].set_open(True)
            self._show_kind_of_needs(place)
            self.needs.tree.setFocus()
            self.ensureWidgetVisible(self.needs, 0, 60)
            return
        detail = self.fields.find(place)
        shown = detail is not None and not detail.isHidden()
        self.focus_field(place if shown or name == "hours" else name)
