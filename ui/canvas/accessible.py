"""The map for assistive programs: a list with one item for every box, in reading order.

The map is one painted item, so nothing on it is an object that a screen reader could be told of. Qt keeps what it
tells by `QObject`, so every box that is asked for gets a light one. None is made before an assistive program asks,
and those of boxes that have left the map go with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleSelectionInterface,
    QAccessibleStateChangeEvent,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken, VoidPtr

from planner.app.map import Map
from ui import announce
from ui.canvas import keys, words

if TYPE_CHECKING:
    from ui.canvas.view import MapView

_ACTION, _SELECTION = QAccessible.InterfaceType.ActionInterface, QAccessible.InterfaceType.SelectionInterface
_NAME, _DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


def reading_order(picture: Map) -> list[str]:
    """The boxes of a map as one reads them: stage by stage, lane by lane, from top to bottom."""
    lanes = {band.key: number for number, band in enumerate(picture.lanes)}

    def place(item: str) -> tuple[int, int, float, float]:
        one, box = picture.nodes.get(item) or picture.modules[item], picture.boxes[item]
        return one.era, lanes.get(one.lane, len(lanes)), box.y, box.x

    return sorted(picture.boxes, key=place)


class Boxes(QObject):
    """What assistive programs know of the boxes of one view."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.view = view
        self._ordered: Map | None = None
        self._order: list[str] = []
        self._place: dict[str, int] = {}
        self._made: dict[str, tuple[QObject, _Box]] = {}
        self._told: str | None = None
        _install()

    # -- what there is

    @property
    def picture(self) -> Map | None:
        """The map that is shown."""
        return self.view.picture

    @property
    def order(self) -> list[str]:
        """The boxes in reading order."""
        picture = self.picture
        if picture is not self._ordered:
            self._ordered = picture
            self._order = reading_order(picture) if picture else []
            self._place = {item: number for number, item in enumerate(self._order)}
        return self._order

    def place(self, item: str) -> int:
        """Where a box stands in the reading order; -1 for a box that the map does not show."""
        order = self.order  # brings the places up to date
        return self._place[item] if order and item in self._place else -1

    @property
    def made(self) -> int:
        """For how many boxes there is an object now."""
        return len(self._made)

    @property
    def current(self) -> str | None:
        """The box at which the keyboard stands."""
        return keys.here(self.view)

    @property
    def selected(self) -> list[str]:
        """The boxes that are selected, or hold what is."""
        picture = self.picture
        found = [picture.box_of(item) or item for item in self.view.selection] if picture else []
        return [item for item in dict.fromkeys(found) if self.place(item) >= 0]

    def box(self, item: str) -> _Box | None:
        """What assistive programs see of a box; None where the map does not show it."""
        if self.place(item) < 0:
            return None
        if item not in self._made:
            owner = QObject(self)
            box = _Box(owner, self, item)
            # The reference kept here is needed: Qt looks after the C++ part, Python after the rest.
            self._made[item] = owner, box
            QAccessible.registerAccessibleInterface(box)
        return self._made[item][1]

    # -- following the view

    def renew(self) -> None:
        """Another map is shown: forget what has left it, and tell what says something else now."""
        self._ordered, self._order, self._place = None, [], {}  # the map before need not be kept
        active = QAccessible.isActive()
        for item in list(self._made):
            owner, box = self._made[item]
            if not active or self.place(item) < 0:
                Shiboken.delete(owner)  # and with it Qt deletes the interface
                del self._made[item]
            elif box.has_changed():
                announce.send(QAccessibleEvent(owner, QAccessible.Event.DescriptionChanged))
        if active:
            announce.send(QAccessibleEvent(self.view, QAccessible.Event.ObjectReorder))

    def follow(self, again: bool = False) -> None:
        """Tell where the keyboard stands, if that has changed; `again`: in any case, as the map has got the focus."""
        if not QAccessible.isActive():
            return
        before, now = self._told, self.current
        if before == now and not again:
            return
        self._told = now
        for item in (before, now) if before != now else ():
            if item is not None and (item in self._made or item == now) and self.box(item) is not None:
                change: Any = QAccessible.State()
                change.selected = 1
                announce.send(QAccessibleStateChangeEvent(self._made[item][0], change))
        box = self.box(now) if now else None
        if box is not None and now is not None:
            owner = self._made[now][0]
            announce.send(QAccessibleEvent(owner, QAccessible.Event.Selection))
            if self.view.hasFocus():
                announce.send(QAccessibleEvent(owner, QAccessible.Event.Focus))
        elif before is not None and self.view.hasFocus():
            announce.send(QAccessibleEvent(self.view, QAccessible.Event.Focus))

    def on_focus(self) -> None:
        """The map has got the keyboard. Qt tells of the view after this, so the box in it is told of later."""
        if QAccessible.isActive():
            QTimer.singleShot(0, self, lambda: self.follow(again=True))

    def act(self, item: str, action: str) -> None:
        """Do what is asked for over the bus with a box: select it, open a module, or show the menu of an item."""
        # Later, as the interface that asks may be gone once another map is shown.
        QTimer.singleShot(0, self, lambda: self._act(item, action))

    def _act(self, item: str, action: str) -> None:
        picture = self.picture
        if picture is None or item not in picture.boxes:
            return
        press, show_menu = QAccessibleActionInterface.pressAction(), QAccessibleActionInterface.showMenuAction()
        if action == press and item in picture.modules:
            self.view.open_box(item)
            return
        if action == QAccessibleActionInterface.setFocusAction():
            self.view.setFocus()
        self.view.step_to(item)
        if action == show_menu and item in picture.nodes:
            spot = self.view.mapFromScene(self.view.item.rects[item].bottomLeft())
            self.view.asked.emit(item, self.view.viewport().mapToGlobal(spot))


class _Box(QAccessibleObject):
    """One box of the map as an item of a list."""

    def __init__(self, owner: QObject, boxes: Boxes, item: str) -> None:
        super().__init__(owner)
        self.boxes, self.item = boxes, item
        self._actions = _Actions(boxes, item)
        self._said = self.text(_DESCRIPTION)

    def has_changed(self) -> bool:
        """Whether it says something else than when last asked here."""
        before, self._said = self._said, self.text(_DESCRIPTION)
        return before != self._said

    def _alive(self) -> bool:
        return Shiboken.isValid(self.boxes) and Shiboken.isValid(self.boxes.view) and self.boxes.place(self.item) >= 0

    def isValid(self) -> bool:
        return super().isValid() and self._alive()

    def parent(self) -> QAccessibleInterface:
        alive = Shiboken.isValid(self.boxes) and Shiboken.isValid(self.boxes.view)
        return QAccessible.queryAccessibleInterface(self.boxes.view) if alive else None  # type: ignore[return-value]

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface:
        return None  # type: ignore[return-value]

    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, t: QAccessible.Text) -> str:
        picture = self.boxes.picture if self._alive() else None
        if picture is None:
            return ""
        if t == _NAME:
            return words.box_name(picture, self.item)
        return words.described(picture, self.item) if t == _DESCRIPTION else ""

    def state(self) -> QAccessible.State:
        state: Any = QAccessible.State()
        if not self._alive():
            state.invalid = 1
            return state  # type: ignore[no-any-return]
        view, picture = self.boxes.view, self.boxes.picture
        state.focusable = state.selectable = state.extSelectable = 1
        state.selected = int(self.item in self.boxes.selected)
        state.focused = int(view.hasFocus() and self.boxes.current == self.item)
        state.invisible = int(not view.isVisible())
        seen = view.viewport().rect()
        state.offscreen = int(not view.mapFromScene(view.item.rects[self.item]).boundingRect().intersects(seen))
        if picture is not None and self.item in picture.modules:
            state.expandable = state.collapsed = 1
        return state  # type: ignore[no-any-return]

    def rect(self) -> QRect:
        if not self._alive():
            return QRect()
        view = self.boxes.view
        shown = view.mapFromScene(view.item.rects[self.item]).boundingRect()
        return QRect(view.viewport().mapToGlobal(shown.topLeft()), shown.size())

    def interface_cast(self, arg__1: QAccessible.InterfaceType) -> Any:
        # None would crash: PySide 6.11 takes nothing but a pointer here, also for nothing.
        return self._actions if arg__1 == _ACTION else VoidPtr(0)


class _Actions(QAccessibleActionInterface):
    """What can be done with a box over the bus."""

    def __init__(self, boxes: Boxes, item: str) -> None:
        super().__init__()
        self._boxes, self._item = boxes, item

    def actionNames(self) -> list[str]:
        return [self.pressAction(), self.setFocusAction(), self.showMenuAction()]

    def doAction(self, actionName: str) -> None:
        if actionName in self.actionNames() and Shiboken.isValid(self._boxes):
            self._boxes.act(self._item, actionName)

    def keyBindingsForAction(self, actionName: str) -> list[str]:
        return []


class _List(QAccessibleWidget):
    """The view as a list. Viewport and scroll bars are left out: they say nothing."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view, QAccessible.Role.List)
        self._boxes = view.boxes
        self._selection = _Selection(view.boxes)

    @property
    def boxes(self) -> Boxes | None:
        return self._boxes if Shiboken.isValid(self._boxes) else None

    def childCount(self) -> int:
        return len(self.boxes.order) if self.boxes else 0

    def child(self, index: int) -> QAccessibleInterface:
        boxes = self.boxes
        inside = boxes is not None and 0 <= index < len(boxes.order)
        return boxes.box(boxes.order[index]) if boxes and inside else None  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self.boxes.place(child.item) if self.boxes and isinstance(child, _Box) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        found, boxes = None, self.boxes
        if boxes:
            spot = boxes.view.viewport().mapFromGlobal(QRect(x, y, 1, 1).topLeft())
            item = boxes.view.item.at(boxes.view.mapToScene(spot))
            found = boxes.box(item) if item and boxes.view.viewport().rect().contains(spot) else None
        return found  # type: ignore[return-value]

    def focusChild(self) -> QAccessibleInterface:
        boxes = self.boxes
        if boxes is None or not boxes.view.hasFocus():
            return None  # type: ignore[return-value]
        found = boxes.box(boxes.current) if boxes.current else None
        return found or self

    def state(self) -> QAccessible.State:
        state: Any = super().state()
        state.multiSelectable = state.extSelectable = 1
        return state  # type: ignore[no-any-return]

    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        if t == _SELECTION:
            return self._selection
        return super().interface_cast(t) or VoidPtr(0)


class _Selection(QAccessibleSelectionInterface):
    """Which boxes are selected; one at a time can be chosen over the bus."""

    def __init__(self, boxes: Boxes) -> None:
        super().__init__()
        self._boxes = boxes

    def _items(self) -> list[str]:
        return self._boxes.selected if Shiboken.isValid(self._boxes) else []

    def selectedItemCount(self) -> int:
        return len(self._items())

    def selectedItems(self) -> list[QAccessibleInterface]:
        return [box for item in self._items() if (box := self._boxes.box(item))]

    def selectedItem(self, selectionIndex: int) -> QAccessibleInterface:
        items = self.selectedItems()
        return items[selectionIndex] if 0 <= selectionIndex < len(items) else None  # type: ignore[return-value]

    def isSelected(self, childItem: QAccessibleInterface) -> bool:
        return isinstance(childItem, _Box) and childItem.item in self._items()

    def select(self, childItem: QAccessibleInterface) -> bool:
        if not isinstance(childItem, _Box) or not Shiboken.isValid(self._boxes):
            return False
        self._boxes.view.step_to(childItem.item)
        return True

    def unselect(self, childItem: QAccessibleInterface) -> bool:
        return self.isSelected(childItem) and self.clear()

    def selectAll(self) -> bool:
        return False

    def clear(self) -> bool:
        if not Shiboken.isValid(self._boxes):
            return False
        self._boxes.view.choose(None)
        return True


_installed = False


def _install() -> None:
    """Let Qt ask here for what it tells of a map; once for good, as Qt cannot be told to forget it again."""
    global _installed
    if not _installed:
        QAccessible.installFactory(_made_for)
        _installed = True


def _made_for(name: str, thing: QObject | None) -> QAccessibleInterface | None:
    if name == "MapView" and isinstance(getattr(thing, "boxes", None), Boxes):
        return _List(cast("MapView", thing))
    return None
