"""What an item needs: as a tree that one builds with buttons or by dragging, and as a line of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QSpinBox, QToolButton, QVBoxLayout, QWidget

from planner.app import requirement_tree as trees
from planner.app.requirement_tree import Form, Place
from planner.i18n import _
from planner.model.problem import PlannerError
from planner.model.requirement import All, AnyOf, AtLeast, Choice, Months, Requirement
from ui.author.field import Field
from ui.author.inputs import LineField, LinesField, ParagraphField, PickField
from ui.author.lists import Pick
from ui.author.needs_tree import NeedsTree
from ui.fields import scroll_past
from ui.flow import flowing
from ui.plain import PlainLabel, menu_text
from ui.theme import icons
from ui.theme.theme import Theme


class NeedsPanel(QWidget):
    """Shows one requirement of one item; it changes nothing itself but says what is wanted."""

    changed = Signal(object)
    """The whole expression is to be this one now (None: it needs nothing)."""
    reasoned = Signal(str, str)
    """An item, and why it is needed."""
    followed = Signal(str)
    """An item is to be looked at."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._whole: Requirement | None = None
        self._reasons: Mapping[str, str] = {}
        self._need_reasons = True
        self.title_of: Callable[[str], str] = lambda item: item
        self.pick: Pick = lambda _question, _but: None
        self.read: Callable[[str], Requirement | None] = lambda _text: None
        """The expression that a text says. Raises PlannerError."""
        self.written: Callable[[], str] = lambda: ""
        """The expression that is shown, as text."""
        self.tree = NeedsTree()
        self.tree.chosen.connect(self._follow)
        self.tree.moved.connect(self._move)
        self.tree.removing.connect(self._remove)
        self.nothing = PlainLabel("", role="caption", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self._build()

    def _build(self) -> None:
        self._bar, flow = flowing()
        flow.setContentsMargins(0, 0, 0, 0)
        self._buttons: dict[str, tuple[QToolButton, str]] = {}
        for name, words, icon, act in (
            ("need-add", _("Item…"), "plus", self.add_item),
            ("need-group", _("Group"), "layers", self._offer_groups),
            ("need-up", _("Earlier"), "arrow-up", partial(self._shift, -1)),
            ("need-down", _("Later"), "arrow-down", partial(self._shift, 1)),
            ("need-move", _("Move into"), "arrow-left-right", self._offer_moves),
            ("need-remove", _("Remove"), "x", self._remove_chosen),
        ):
            button = QToolButton()
            button.setObjectName(name)
            button.setText(menu_text(words))
            button.setAccessibleName(words)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _on, act=act: act())
            flow.addWidget(button)
            self._buttons[name] = button, icon
        self.form = PickField("form", _("What the group asks for"), "", _forms())
        self.form.committed.connect(lambda _name, form: self._regroup(form))
        self.k = scroll_past(QSpinBox())
        self.k.setRange(1, 256)
        self.k.setAccessibleName(_("How many of them"))
        self.k.setKeyboardTracking(False)
        self.k.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.k.valueChanged.connect(lambda _k: self._regroup(Form.AT_LEAST))
        self.form.column.insertWidget(2, self.k)
        self.choice = LineField("name", _("Name of the choice"), "", _("such as Your first oven"))
        self.reason = ParagraphField("reason", _("Why it is needed"), "", _("One sentence that a learner understands"))
        self.advice = ParagraphField("advice", _("How to choose"))
        self.labels = LinesField("labels", _("What to call the options, one a line"))
        self.months = LineField("months", _("Months that have to add up"))
        self.tags = LinesField("tags", _("Tags of the jobs that count, one a line"))
        self.text = LineField("text", _("The same as text"), "", _("such as: flour AND (oven OR stove)"))
        self.text.edit.setObjectName("needs-text")
        for field in (self.choice, self.advice, self.labels):
            field.committed.connect(self._say_of_choice)
        self.reason.committed.connect(self._give_reason)
        for one in (self.months, self.tags):
            one.committed.connect(lambda _name, _value: self._set_months())
        self.months.check = lambda _name, value: "" if _whole(value) else _("Write a whole number, such as 24.")
        self.text.check = self._check_text
        self.text.committed.connect(lambda _name, value: self.changed.emit(self.read(str(value))))
        for widget in (self.nothing, self.tree, self._bar, *self._details(), self.text):
            self.column.addWidget(widget)
        self.set_theme(self._theme)

    def _details(self) -> tuple[QWidget, ...]:
        return self.form, self.choice, self.months, self.tags, self.reason, self.advice, self.labels

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        for button, icon in self._buttons.values():
            button.setIcon(icons.icon(icon, theme))

    def set_writable(self, on: bool) -> None:
        """Whether it can be changed; it can be read in any case."""
        self._writable = on
        for field in (*self._details(), self.text):
            if isinstance(field, Field):
                field.set_writable(on)
        self.k.setEnabled(on)
        self.tree.setDragEnabled(on)
        self._bar.setVisible(on)

    _writable = True

    # -- showing

    def show_needs(
        self, whole: Requirement | None, reasons: Mapping[str, str], nothing: str, need_reasons: bool, again: bool
    ) -> None:
        """Show an expression. `nothing`: what is said where there is none; `again`: of the same item as before."""
        self._whole, self._reasons, self._need_reasons = whole, reasons, need_reasons
        self.nothing.setText(nothing)
        self.nothing.setVisible(whole is None)
        self.tree.setVisible(whole is not None)
        self._again = again
        self.tree.show_needs(whole, self.title_of, reasons, need_reasons)
        self.text.show_values([self.written()], again)
        if whole is None:
            self._follow(None)

    _again = False
    _last: Place | None = None
    """Place of the part that was shown last."""

    @property
    def place(self) -> Place | None:
        """Place of the chosen part."""
        return self.tree.place if self._whole is not None else None

    def _part(self) -> Requirement | None:
        place = self.place
        return trees.part_at(self._whole, place) if place is not None else None

    def _follow(self, _place: object) -> None:
        """Show what can be said of the chosen part."""
        part = self._part()
        again = self._again and self.place == self._last
        self._last = self.place
        group = isinstance(part, (All, AnyOf, AtLeast))
        self.form.setVisible(group)
        self.k.setVisible(isinstance(part, AtLeast))
        for field in (self.choice, self.advice, self.labels):
            field.setVisible(isinstance(part, Choice))
        for one in (self.months, self.tags):
            one.setVisible(isinstance(part, Months))
        self.reason.setVisible(part is not None and not isinstance(part, All))
        if isinstance(part, (All, AnyOf, AtLeast)):
            self.form.show_values([trees.form_of(part)])
        if isinstance(part, AtLeast):
            with QSignalBlocker(self.k):
                self.k.setMaximum(max(1, len(part.of)))
                self.k.setValue(part.k)
        if isinstance(part, Choice):
            self.choice.show_values([part.name or ""], again)
            self.advice.show_values([part.advice], again)
            self.labels.show_values([part.labels], again)
        if isinstance(part, Months):
            self.months.show_values([str(part.months)], again)
            self.tags.show_values([part.tags], again)
        title = self.title_of(part) if isinstance(part, str) else ""
        self.reason.label.setText(
            _("Why “{title}” is needed").format(title=title) if title else _("Why this is enough")
        )
        said = self._reasons.get(part, "") if isinstance(part, str) else getattr(part, "reason", "")
        self.reason.show_values([said], again)
        movable = part is not None and self.place != ()
        for name, on in (("need-up", movable), ("need-down", movable), ("need-move", movable)):
            self._buttons[name][0].setVisible(on)
        self._buttons["need-remove"][0].setEnabled(part is not None)
        self._buttons["need-group"][0].setEnabled(part is not None)

    def choose_item(self, item: str) -> bool:
        """Choose an item that is needed, with the keyboard in the line that says why; False where it is not needed."""
        place = next((place for place, part in trees.places(self._whole) if part == item), None)
        if place is not None:
            self.tree.choose(place)
            self.reason.edit.setFocus()
        return place is not None

    def flush(self) -> None:
        """Count what was typed."""
        for field in (self.choice, self.reason, self.advice, self.labels, self.months, self.tags, self.text):
            field.flush()

    # -- changing

    def _say(self, edit: Callable[[], Requirement | None]) -> None:
        """Want what an edit of the expression gives; say what stands in the way."""
        if not self._writable:
            return
        try:
            new = edit()
        except PlannerError as wrong:
            self.text.say(wrong.problems[0].message)
            return
        if new != self._whole:
            self.changed.emit(new)

    def add_item(self) -> None:
        """Ask for an item, and add it to the chosen group, or to what the whole asks for."""
        found = self.pick(_("What is needed before this?"), [])
        if found is not None:
            self.tree_add(found)

    def tree_add(self, item: str) -> None:
        """Add an item where the choice stands."""
        self._say(lambda: trees.added(self._whole, self._group(), item))

    def _group(self) -> Place:
        """The group that something new goes into: the chosen one, or that around the chosen item."""
        place = self.place
        if place is None:
            return ()
        part = trees.part_at(self._whole, place)
        return place if isinstance(part, (All, AnyOf, AtLeast)) else place[:-1]

    def _offer_groups(self) -> None:
        menu = QMenu(self)
        for form, words in _forms():
            entry = menu.addAction(menu_text(_("Put it into: {group}").format(group=words)))
            entry.triggered.connect(lambda _on, form=form: self._wrap(form))
        menu.addSeparator()
        menu.addAction(menu_text(_("Add months of experience"))).triggered.connect(lambda _on: self._add_months())
        self._popup(menu, "need-group")

    def _popup(self, menu: QMenu, name: str) -> None:
        button = self._buttons[name][0]
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def _wrap(self, form: Form) -> None:
        """Put the chosen part into a group of its own, in which more can stand beside it."""
        place, part = self.place, self._part()
        if place is None or part is None:
            return
        found = self.pick(_("What stands beside it in the group?"), [part] if isinstance(part, str) else [])
        if found is None:
            return

        def edit() -> Requirement | None:
            both: Requirement = All(all=(part, found))
            return trees.grouped(trees.replaced(self._whole, place, both), place, form, 1)

        self._say(edit)

    def _add_months(self) -> None:
        months = Months(months=12, tags=("experience",))
        self._say(lambda: trees.added(self._whole, self._group(), months))

    def _set_months(self) -> None:
        place = self.place
        if place is not None:
            value, tags = _whole(self.months.value()) or 1, self.tags.value()
            assert isinstance(tags, tuple)
            self._say(lambda: trees.with_months(self._whole, place, value, tags))

    def _regroup(self, form: object) -> None:
        place = self.place
        if place is not None and isinstance(form, Form):
            self._say(lambda: trees.grouped(self._whole, place, form, self.k.value()))

    def _say_of_choice(self, name: str, value: object) -> None:
        self._describe(**{name: value or None if name == "name" else value})

    def _describe(self, **said: object) -> None:
        place = self.place
        if place is not None:
            self._say(lambda: trees.described(self._whole, place, **said))

    def _give_reason(self, _name: str, value: object) -> None:
        part = self._part()
        if isinstance(part, str):
            self.reasoned.emit(part, str(value))
        else:
            self._describe(reason=value)

    def _shift(self, by: int) -> None:
        place = self.place
        if place:
            new, there = trees.shifted(self._whole, place, by)
            self._say(lambda: new)
            self.tree.choose(there)

    def _offer_moves(self) -> None:
        menu, place = QMenu(self), self.place
        for group, part in trees.places(self._whole):
            if (
                place
                and isinstance(part, (All, AnyOf, AtLeast))
                and group[: len(place)] != place
                and group != place[:-1]
            ):
                entry = menu.addAction(menu_text(self._called(part)))
                entry.triggered.connect(lambda _on, group=group: self._move(place, group))
        if menu.isEmpty():
            menu.addAction(menu_text(_("There is no other group. Make one with “Group”."))).setEnabled(False)
        self._popup(menu, "need-move")

    def _called(self, part: All | AnyOf | AtLeast) -> str:
        from ui.author.needs_tree import group_words

        titles = [self.title_of(one) for one in trees.inside(part) if isinstance(one, str)]
        name = part.name if isinstance(part, Choice) else None
        return f"{group_words(part)}: {name or ', '.join(titles[:3])}"

    def _move(self, place: Place, group: Place) -> None:
        self._say(lambda: trees.moved(self._whole, place, group))

    def _remove(self, place: Place) -> None:
        self._say(lambda: trees.removed(self._whole, place))

    def _remove_chosen(self) -> None:
        if self.place is not None:
            self._remove(self.place)

    def _check_text(self, _name: str, value: object) -> str:
        try:
            self.read(str(value))
        except PlannerError as wrong:
            return wrong.problems[0].message
        return ""


def _forms() -> list[tuple[object, str]]:
    return [
        (Form.ALL, _("All of them")),
        (Form.ANY, _("One of them")),
        (Form.AT_LEAST, _("At least so many of them")),
    ]


def _whole(value: object) -> int:
    text = str(value).strip()
    return int(text) if text.isdecimal() and int(text[:6]) > 0 else 0
