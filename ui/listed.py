"""One painted widget for assistive programs: a list with one item for everything that it shows, in reading order.

What is painted is no object that a screen reader could be told of. Qt keeps what it tells by `QObject`, so every item
that is asked for gets a light one. None is made before an assistive program asks, and those of what is shown no more go
with it.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
)
from PySide6.QtWidgets import QAbstractScrollArea
from shiboken6 import Shiboken, VoidPtr

from ui import announce

_ACTION = QAccessible.InterfaceType.ActionInterface
_NAME, _DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


class Listed(QObject):
    """What assistive programs know of the items of one widget; what they say is the matter of the classes below it."""

    def __init__(self, widget: QAbstractScrollArea) -> None:
        super().__init__(widget)
        self.widget = widget
        self._made: dict[str, tuple[QObject, Entry]] = {}
        self._told: str | None = None

    # -- to be said by what is listed

    @property
    @abstractmethod
    def current(self) -> str | None:
        """The item at which the keyboard stands."""

    @abstractmethod
    def place(self, key: str) -> int:
        """Where an item stands in the list; -1 for what is not shown."""

    @abstractmethod
    def name(self, key: str) -> str:
        """What an item is called."""

    @abstractmethod
    def described(self, key: str) -> str:
        """What is said of an item."""

    @abstractmethod
    def spot(self, key: str) -> QRect:
        """Where an item is in the viewport."""

    @abstractmethod
    def add_state(self, state: Any, key: str) -> None:
        """Say of an item what not every item has: whether it is selected, whether it can be opened."""

    @abstractmethod
    def follow(self, again: bool = False) -> None:
        """Tell where the keyboard stands, if that has changed; `again`: in any case, as the widget got the focus."""

    @abstractmethod
    def do(self, key: str, action: str) -> None:
        """Do what was asked for with an item that is shown."""

    # -- the same for all

    @property
    def made(self) -> int:
        """For how many items there is an object now."""
        return len(self._made)

    def entry(self, key: str | None) -> Entry | None:
        """What assistive programs see of an item; None for what is not shown."""
        if key is None or self.place(key) < 0:
            return None
        if key not in self._made:
            owner = QObject(self)
            entry = Entry(owner, self, key)
            # The reference kept here is needed: Qt looks after the C++ part, Python after the rest.
            self._made[key] = owner, entry
            QAccessible.registerAccessibleInterface(entry)
        return self._made[key][1]

    def renew(self) -> None:
        """Something else is shown: forget what is gone, and tell what says something else now."""
        active = QAccessible.isActive()
        for key in list(self._made):
            owner, entry = self._made[key]
            if not active or self.place(key) < 0:
                Shiboken.delete(owner)  # and with it Qt deletes the interface
                del self._made[key]
            elif entry.has_changed():
                announce.send(QAccessibleEvent(owner, QAccessible.Event.DescriptionChanged))
        if active and self.widget.isVisible():
            announce.send(QAccessibleEvent(self.widget, QAccessible.Event.ObjectReorder))

    def tell(self, key: str | None) -> bool:
        """Tell that an item is the one that is chosen; False where it is not shown."""
        if self.entry(key) is None or key is None:
            return False
        owner = self._made[key][0]
        announce.send(QAccessibleEvent(owner, QAccessible.Event.Selection))
        if self.widget.hasFocus():
            announce.send(QAccessibleEvent(owner, QAccessible.Event.Focus))
        return True

    def on_focus(self) -> None:
        """The widget has got the keyboard. Qt tells of it after this, so the item in it is told of later."""
        if QAccessible.isActive():
            QTimer.singleShot(0, self, lambda: self.follow(again=True))

    def act(self, key: str, action: str) -> None:
        """Do what is asked for over the bus with an item."""
        # Later, as the interface that asks may be gone once something else is shown.
        QTimer.singleShot(0, self, lambda: self.do(key, action) if self.place(key) >= 0 else None)


class Entry(QAccessibleObject):
    """One item of the list."""

    def __init__(self, owner: QObject, listed: Listed, key: str) -> None:
        super().__init__(owner)
        self.listed, self.key = listed, key
        self._actions = _Actions(listed, key)
        self._said = self.text(_DESCRIPTION)

    def has_changed(self) -> bool:
        """Whether it says something else than when last asked here."""
        before, self._said = self._said, self.text(_DESCRIPTION)
        return before != self._said

    def _there(self) -> bool:
        return Shiboken.isValid(self.listed) and Shiboken.isValid(self.listed.widget)

    def _alive(self) -> bool:
        return self._there() and self.listed.place(self.key) >= 0

    def isValid(self) -> bool:
        return super().isValid() and self._alive()

    def parent(self) -> QAccessibleInterface:
        there = self._there()
        return QAccessible.queryAccessibleInterface(self.listed.widget) if there else None  # type: ignore[return-value]

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, t: QAccessible.Text) -> str:
        if t not in (_NAME, _DESCRIPTION) or not self._alive():
            return ""
        return self.listed.name(self.key) if t == _NAME else self.listed.described(self.key)

    def state(self) -> QAccessible.State:
        state: Any = QAccessible.State()
        if not self._alive():
            state.invalid = 1
            return state  # type: ignore[no-any-return]
        widget = self.listed.widget
        state.focusable = state.selectable = 1
        state.focused = int(widget.hasFocus() and self.listed.current == self.key)
        state.invisible = int(not widget.isVisible())
        self.listed.add_state(state, self.key)
        return state  # type: ignore[no-any-return]

    def rect(self) -> QRect:
        if not self._alive():
            return QRect()
        spot = self.listed.spot(self.key)
        return QRect(self.listed.widget.viewport().mapToGlobal(spot.topLeft()), spot.size())

    def interface_cast(self, arg__1: QAccessible.InterfaceType) -> Any:
        # None would crash: PySide 6.11 takes nothing but a pointer here, also for nothing.
        return self._actions if arg__1 == _ACTION else VoidPtr(0)


class _Actions(QAccessibleActionInterface):
    """What can be done with an item over the bus."""

    def __init__(self, listed: Listed, key: str) -> None:
        super().__init__()
        self._listed, self._key = listed, key

    def actionNames(self) -> list[str]:
        return [self.pressAction(), self.setFocusAction(), self.showMenuAction()]

    def doAction(self, actionName: str) -> None:
        if actionName in self.actionNames() and Shiboken.isValid(self._listed):
            self._listed.act(self._key, actionName)

    def keyBindingsForAction(self, actionName: str) -> list[str]:
        return []


Factory = Callable[[str, QObject | None], QAccessibleInterface | None]
"""Makes what Qt tells of a thing, by the name of its class; None for things of others."""
_installed: list[Factory] = []


def install(factory: Factory) -> None:
    """Let Qt ask here, too; once for good, as Qt cannot be told to forget a factory again."""
    if factory not in _installed:
        QAccessible.installFactory(factory)
        _installed.append(factory)
