"""The map for assistive programs: a list with one item for every box, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleSelectionInterface,
    QAccessibleStateChangeEvent,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken, VoidPtr

from planner.app.map import Map
from ui import announce
from ui.canvas import keys, words
from ui.listed import Entry, Listed, install

if TYPE_CHECKING:
    from ui.canvas.view import MapView

_SELECTION = QAccessible.InterfaceType.SelectionInterface


def reading_order(picture: Map) -> list[str]:
    """The boxes of a map as one reads them: stage by stage, lane by lane, from top to bottom."""
    lanes = {band.key: number for number, band in enumerate(picture.lanes)}

    def place(item: str) -> tuple[int, int, float, float]:
        one, box = picture.nodes.get(item) or picture.modules[item], picture.boxes[item]
        return one.era, lanes.get(one.lane, len(lanes)), box.y, box.x

    return sorted(picture.boxes, key=place)


class Boxes(Listed):
    """What assistive programs know of the boxes of one view."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self.view = view
        self._ordered: Map | None = None
        self._order: list[str] = []
        self._place: dict[str, int] = {}
        install(_made_for)

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

    def place(self, key: str) -> int:
        order = self.order  # brings the places up to date
        return self._place[key] if order and key in self._place else -1

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

    # -- what is said of a box

    def name(self, key: str) -> str:
        return words.box_name(self.picture, key) if self.picture is not None else ""

    def described(self, key: str) -> str:
        return words.described(self.picture, key) if self.picture is not None else ""

    def spot(self, key: str) -> QRect:
        return self.view.mapFromScene(self.view.item.rects[key]).boundingRect()

    def add_state(self, state: Any, key: str) -> None:
        state.extSelectable = 1
        state.selected = int(key in self.selected)
        state.offscreen = int(not self.spot(key).intersects(self.view.viewport().rect()))
        if self.picture is not None and key in self.picture.modules:
            state.expandable = state.collapsed = 1

    # -- following the view

    def renew(self) -> None:
        self._ordered, self._order, self._place = None, [], {}  # the map before need not be kept
        super().renew()

    def follow(self, again: bool = False) -> None:
        if not QAccessible.isActive():
            return
        before, now = self._told, self.current
        if before == now and not again:
            return
        self._told = now
        for item in (before, now) if before != now else ():
            if item is not None and (item in self._made or item == now) and self.entry(item) is not None:
                change: Any = QAccessible.State()
                change.selected = 1
                announce.send(QAccessibleStateChangeEvent(self._made[item][0], change))
        if not self.tell(now) and before is not None and self.view.hasFocus():
            announce.send(QAccessibleEvent(self.view, QAccessible.Event.Focus))

    def do(self, key: str, action: str) -> None:
        """Select a box, open a module, or show the menu of an item."""
        picture = self.picture
        assert picture is not None
        press, show_menu = QAccessibleActionInterface.pressAction(), QAccessibleActionInterface.showMenuAction()
        if action == press and key in picture.modules:
            self.view.open_box(key)
            return
        if action == QAccessibleActionInterface.setFocusAction():
            self.view.setFocus()
        self.view.step_to(key)
        if action == show_menu and key in picture.nodes:
            self.view.asked.emit(key, self.view.viewport().mapToGlobal(self.spot(key).bottomLeft()))


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
        return boxes.entry(boxes.order[index]) if boxes and inside else None  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self.boxes.place(child.key) if self.boxes and isinstance(child, Entry) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        found, boxes = None, self.boxes
        if boxes:
            spot = boxes.view.viewport().mapFromGlobal(QRect(x, y, 1, 1).topLeft())
            item = boxes.view.item.at(boxes.view.mapToScene(spot))
            found = boxes.entry(item) if item and boxes.view.viewport().rect().contains(spot) else None
        return found  # type: ignore[return-value]

    def focusChild(self) -> QAccessibleInterface:
        boxes = self.boxes
        if boxes is None or not boxes.view.hasFocus():
            return None  # type: ignore[return-value]
        found = boxes.entry(boxes.current) if boxes.current else None
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
        return [box for item in self._items() if (box := self._boxes.entry(item))]

    def selectedItem(self, selectionIndex: int) -> QAccessibleInterface:
        items = self.selectedItems()
        return items[selectionIndex] if 0 <= selectionIndex < len(items) else None  # type: ignore[return-value]

    def isSelected(self, childItem: QAccessibleInterface) -> bool:
        return isinstance(childItem, Entry) and childItem.key in self._items()

    def select(self, childItem: QAccessibleInterface) -> bool:
        if not isinstance(childItem, Entry) or not Shiboken.isValid(self._boxes):
            return False
        self._boxes.view.step_to(childItem.key)
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


def _made_for(name: str, thing: QObject | None) -> QAccessibleInterface | None:
    if name == "MapView" and isinstance(getattr(thing, "boxes", None), Boxes):
        return _List(cast("MapView", thing))
    return None
