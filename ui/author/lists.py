"""Fields that hold several things, line by line: items, shares of items, sources, resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton, QSizePolicy, QToolButton

from planner.i18n import _
from planner.model.curriculum import Resource, Source
from ui.author.field import Field, various
from ui.panels.forms import Rows
from ui.plain import PlainLabel, menu_text
from ui.theme import icons
from ui.theme.theme import Theme

Pick = Callable[[str, Sequence[str]], str | None]
"""Ask for an item: the question, and those that cannot be chosen."""


class ListField(Field):
    """The base: rows, and the button that adds one."""

    def __init__(self, name: str, title: str, theme: Theme, add: str, tip: str = "", linked: bool = False) -> None:
        super().__init__(name, title, tip)
        self._various = PlainLabel(various(), role="caption")
        self._various.hide()
        self._many = False
        self.rows = Rows(theme, linked)
        self.rows.setAccessibleName(title)
        self.add = QToolButton()
        self.add.setText(menu_text(add))
        self.add.setAccessibleName(f"{title}: {add}")
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add.clicked.connect(lambda _on: self.add_one())
        self.head.addWidget(self.add)
        self.fill(self.rows, self._various)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.rows.set_theme(theme)
        self.add.setIcon(icons.icon("plus", theme))

    def set_writable(self, on: bool) -> None:
        self.add.setEnabled(on)
        self.rows.set_removable(on)

    def add_one(self) -> None:
        """Ask for one more, and add it."""

    def put_various(self) -> None:
        self._many = True
        self.rows.show_rows([], lambda _number: None)
        self._various.show()

    def put(self, value: object) -> None:
        self._many = False
        self._various.hide()

    def change(self, value: object) -> None:
        """This is the value now, and counts."""
        words = self.check(self.name, value)
        if words:
            self.say(words)
        else:
            self.say("")
            self.dirty = False
            self.committed.emit(self.name, value)


class ItemsField(ListField):
    """Items of the curriculum."""

    def __init__(self, name: str, title: str, theme: Theme, question: str, tip: str = "") -> None:
        super().__init__(name, title, theme, _("Add…"), tip, linked=True)
        self._question = question
        self._items: tuple[str, ...] = ()
        self.pick: Pick = lambda _question, _but: None
        self.title_of: Callable[[str], str] = lambda item: item
        self.follow: Callable[[str], None] = lambda _item: None

    def value(self) -> object:
        return self._items

    def put(self, value: object) -> None:
        super().put(value)
        self._items = tuple(value) if isinstance(value, tuple) else ()
        rows = [(self.title_of(item), "") for item in self._items]
        self.rows.show_rows(rows, self._remove, lambda number: self.follow(self._items[number]))

    def put_various(self) -> None:
        super().put_various()
        self._items = ()

    def _remove(self, number: int) -> None:
        self.change((*self._items[:number], *self._items[number + 1 :]))

    def add_one(self) -> None:
        found = self.pick(self._question, self._items)
        if found is not None and found not in self._items:
            self.change((*self._items, found))


class SharesField(ListField):
    """Items of which a part is covered, each with its share."""

    def __init__(self, name: str, title: str, theme: Theme, tip: str = "") -> None:
        super().__init__(name, title, theme, _("Add…"), tip, linked=True)
        self._shares: dict[str, float] = {}
        self.pick: Pick = lambda _question, _but: None
        self.title_of: Callable[[str], str] = lambda item: item

    def value(self) -> object:
        return dict(self._shares)

    def put(self, value: object) -> None:
        super().put(value)
        self._shares = dict(value) if isinstance(value, Mapping) else {}
        items = list(self._shares)
        text = _("{percent:.0f} % of its hours")
        rows = [(self.title_of(item), text.format(percent=100 * share)) for item, share in self._shares.items()]
        self.rows.show_rows(rows, lambda at: self._remove(items[at]), lambda at: self._ask(items[at]))

    def put_various(self) -> None:
        super().put_various()
        self._shares = {}

    def _remove(self, item: str) -> None:
        self.change({one: share for one, share in self._shares.items() if one != item})

    def add_one(self) -> None:
        found = self.pick(_("Of which item is a part covered by this one?"), list(self._shares))
        if found is not None:
            self._ask(found)

    def _ask(self, item: str) -> None:
        text = _("How much of “{title}” does it cover, in percent of its hours?").format(title=self.title_of(item))
        percent, accepted = QInputDialog.getInt(
            self.window(), self.title, text, round(100 * self._shares.get(item, 0.3)), 1, 100
        )
        if accepted:
            self.change({**self._shares, item: percent / 100})


class CodesField(ListField):
    """Sources by their codes, from those that the curriculum lists."""

    def __init__(self, name: str, title: str, theme: Theme, tip: str = "") -> None:
        super().__init__(name, title, theme, _("Add…"), tip)
        self._codes: tuple[str, ...] = ()
        self.sources: Sequence[Source] = ()
        self.new_source: Callable[[], str | None] = lambda: None
        """Ask for a source that is not listed yet; its code."""

    def value(self) -> object:
        return self._codes

    def put(self, value: object) -> None:
        super().put(value)
        self._codes = tuple(value) if isinstance(value, tuple) else ()
        known = {source.code: source.what for source in self.sources}
        self.rows.show_rows([(code, known.get(code, _("not listed"))) for code in self._codes], self._remove)

    def put_various(self) -> None:
        super().put_various()
        self._codes = ()

    def _remove(self, number: int) -> None:
        self.change((*self._codes[:number], *self._codes[number + 1 :]))

    def add_one(self) -> None:
        menu = QMenu(self)
        for source in [one for one in self.sources if one.code not in self._codes][:60]:
            entry = menu.addAction(menu_text(f"{source.code} – {source.what[:70]}"))
            entry.triggered.connect(partial(self._take, source.code))
        menu.addSeparator()
        menu.addAction(menu_text(_("New source…"))).triggered.connect(self._take_new)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height())))

    def _take(self, code: str, _on: bool = False) -> None:
        self.change((*self._codes, code))

    def _take_new(self) -> None:
        code = self.new_source()
        if code and code not in self._codes:
            self.change((*self._codes, code))


class ResourcesField(ListField):
    """What to learn from; a click on one changes it."""

    def __init__(self, name: str, title: str, theme: Theme, tip: str = "") -> None:
        super().__init__(name, title, theme, _("Add…"), tip, linked=True)
        self._resources: tuple[Resource, ...] = ()

    def value(self) -> object:
        return self._resources

    def put(self, value: object) -> None:
        super().put(value)
        self._resources = tuple(value) if isinstance(value, tuple) else ()
        rows = [(one.title, _about(one)) for one in self._resources]
        self.rows.show_rows(rows, self._remove, self._edit)

    def put_various(self) -> None:
        super().put_various()
        self._resources = ()

    def _remove(self, number: int) -> None:
        self.change((*self._resources[:number], *self._resources[number + 1 :]))

    def add_one(self) -> None:
        from ui.dialogs.resource import ResourceDialog

        dialog = ResourceDialog(None, {one.key for one in self._resources}, self.window())
        if dialog.exec() and dialog.resource is not None:
            self.change((*self._resources, dialog.resource))

    def _edit(self, number: int) -> None:
        from ui.dialogs.resource import ResourceDialog

        keys = {one.key for one in self._resources} - {self._resources[number].key}
        dialog = ResourceDialog(self._resources[number], keys, self.window())
        if dialog.exec() and dialog.resource is not None:
            self.change((*self._resources[:number], dialog.resource, *self._resources[number + 1 :]))


def _about(resource: Resource) -> str:
    """What is said of a resource below its title."""
    seen = _("looked at: {day}").format(day=resource.checked) if resource.checked else ""
    return " · ".join(filter(None, (resource.provider, resource.price, seen, resource.url)))


def button(words: str, act: Callable[[], object]) -> QPushButton:
    """A small button of the form."""
    made = QPushButton(menu_text(words))
    made.setAutoDefault(False)
    made.clicked.connect(lambda _on: act())
    return made
