"""The table of actions: menus, tool bar, context menus, the command palette and the shortcut sheet come from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from ui.actions.rows import ROWS, submenu_titles
from ui.actions.shortcuts import Keys, keys_of, shown
from ui.actions.tools import TOOLS, menu_titles
from ui.plain import plain_tip
from ui.theme import icons
from ui.theme.theme import Theme


class Actions:
    """The rows as Qt actions, each bound to the function of its name."""

    def __init__(self, window: QWidget, functions: dict[str, Callable[[], None]]) -> None:
        self._window = window
        self.rows = {row.id: row for row in ROWS}
        self._actions: dict[str, QAction] = {}
        groups: dict[str, QActionGroup] = {}
        for row in self.rows.values():
            action = QAction(row.text, window)
            action.setCheckable(row.checkable)
            action.setStatusTip(row.help)
            action.triggered.connect(_ignoring_checked(functions[row.id]))
            if row.keys_in == "window":
                window.addAction(action)
            else:
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._actions[row.id] = action
            if row.one_of:
                groups.setdefault(row.one_of, QActionGroup(window)).addAction(action)
        self.use_keys({}, letters=True)

    def __getitem__(self, action: str) -> QAction:
        return self._actions[action]

    def use_keys(self, changed: Mapping[str, Keys], letters: bool) -> None:
        """Run every action by its usual keys, or by those in `changed`; `letters`: also by single ones."""
        for row in self.rows.values():
            keys, action = keys_of(row, changed, letters), self._actions[row.id]
            wanted = [QKeySequence(one) for one in keys]
            if action.shortcuts() != wanted or not action.toolTip():
                action.setShortcuts(wanted)
                plain_tip(action, f"{row.help} ({shown(keys[:1])})" if keys else row.help)

    def set_theme(self, theme: Theme) -> None:
        """Draw the icons in the colours of a theme."""
        for row in self.rows.values():
            if row.icon:
                self._actions[row.id].setIcon(icons.icon(row.icon, theme))

    def listen_in(self, keys_in: str, *places: QWidget) -> None:
        """Let the keys that do not work everywhere work in these places."""
        for row in self.rows.values():
            if row.keys_in == keys_in:
                for place in places:
                    place.addAction(self._actions[row.id])

    def fill_menu_bar(self, bar: QMenuBar) -> dict[str, QMenu]:
        """Put every action into its menu; the menus by id."""
        menus: dict[str, QMenu] = {}
        for key, title in menu_titles().items():
            menu = menus[key] = bar.addMenu(title)
            inside: dict[str, QMenu] = {}
            for row in self.rows.values():
                if row.menu != key:
                    continue
                first = bool(row.under) and row.under not in inside
                if row.group and (first or not row.under):
                    menu.addSeparator()
                elif row.group:
                    inside[row.under].addSeparator()
                if first:
                    inside[row.under] = menu.addMenu(submenu_titles()[row.under])
                inside.get(row.under, menu).addAction(self._actions[row.id])
        return menus

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Put what one does all the time into a tool bar."""
        for action in TOOLS.split():
            if action == "|":
                bar.addSeparator()
            else:
                bar.addAction(self._actions[action])

    def item_menu(self, parent: QWidget) -> QMenu:
        """The context menu of the selected item: what can be done with it."""
        menu = QMenu(parent)
        for row in self.rows.values():
            if row.item and self._actions[row.id].isEnabled():
                menu.addAction(self._actions[row.id])
        return menu


def _ignoring_checked(function: Callable[[], None]) -> Callable[[bool], None]:
    return lambda _checked: function()
