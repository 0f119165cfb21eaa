"""The map as a widget: what pointer and keyboard do on it, and what is selected."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from planner.app.map import Map, MapNode
from ui.canvas import keys, words
from ui.canvas.accessible import Boxes
from ui.canvas.levels import Level, level_at
from ui.canvas.nodes import junction_rect, open_choices
from ui.canvas.pointer import Pointer
from ui.canvas.stage import Stage
from ui.plain import tip_text
from ui.theme.theme import Theme

HOVER_DELAY = 150
"""Milliseconds before the chain of the box under the pointer is shown."""


class MapView(Stage):
    """Shows a `Map` and says what was clicked."""

    chosen = Signal(str)
    """An item was selected here."""
    asked = Signal(str, QPoint)
    """A menu is wanted for an item, at this place on the screen."""
    choice_asked = Signal(str, QPoint)
    """The junction of an item was clicked: its choices are wanted, at this place on the screen."""
    opened = Signal(str)
    """Enter or a double click on an item: the person wants to read about it."""
    module_opened = Signal(str)
    """Enter or a double click on a module: its steps are wanted one by one."""
    lane_clicked = Signal(str)
    """The name of a lane was clicked: its steps are wanted as modules, or one by one again."""
    cleared = Signal()
    """The selection was given up here."""
    dropped = Signal(str, str)
    """A step was dragged onto another one: it is wanted before it."""
    typed = Signal(str)
    """Somebody began to type: they look for something."""

    def __init__(self, theme: Theme, chain_of: Callable[[str], Collection[str]], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._chain_of = chain_of
        self._selected: str | None = None
        self._also: frozenset[str] = frozenset()
        self._hovered: str | None = None
        self._pointer = Pointer(self)
        self.refusal: Callable[[str, str | None], str] = lambda _item, _before: ""
        """Why a step cannot be put before another one; empty where it can."""
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        for widget in (self, self.viewport()):
            widget.setAccessibleName(words.name())
        self.boxes = Boxes(self)
        """The same as a list, for assistive programs."""
        self._hover = QTimer(self, interval=HOVER_DELAY, singleShot=True)
        self._hover.timeout.connect(self._show_hovered)

    def show_map(self, picture: Map, glide: bool = True) -> None:
        if picture is self._plain:
            return  # it is there already, or on its way
        super().show_map(picture, glide)
        self.select(self._selected)
        self.boxes.renew()

    def walk_path(self) -> None:
        self._light(None)
        super().walk_path()

    # -- what is selected

    def select(self, item: str | None) -> None:
        """Mark an item as selected and light its chain; None lights everything again."""
        known = self._map is not None and (item in self._map.nodes or item in self._map.modules)
        self._selected = item if known else None
        self._also = frozenset()
        self._mark_selected()
        self._light(self._selected)
        self._describe()

    def select_all(self, items: Collection[str]) -> None:
        """Mark several items as selected; the first one is the one that is read about."""
        listed = list(items)
        self.select(listed[0] if listed else None)
        self._also = frozenset(listed[1:])
        self._mark_selected()

    def _mark_selected(self) -> None:
        found = [self._map.box_of(item) for item in self.selection] if self._map else []
        self.item.select([box for box in found if box])  # focus and filters may leave none
        self.boxes.follow()

    @property
    def selected(self) -> str | None:
        """The selected item, if it is on the map."""
        return self._selected if self._map and self._selected in self._map.nodes else None

    @property
    def selection(self) -> list[str]:
        """All selected items, the one that is read about first."""
        return [*([self._selected] if self._selected else []), *sorted(self._also)]

    def anchor(self) -> tuple[str | None, QPointF]:
        """The selected box where it is in sight, else the one nearest to the middle."""
        chosen = self._map.box_of(self._selected) if self._map and self._selected else None
        in_sight = self.mapToScene(self.viewport().rect()).boundingRect()
        if chosen is None or not in_sight.intersects(self.item.rects[chosen]):
            return super().anchor()
        return chosen, QPointF(self.viewportTransform().map(self.item.rects[chosen].center()))

    # -- pointer

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - (event.angleDelta().y() or event.angleDelta().x()))
        else:
            self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.skip()
        if not self._pointer.press(event):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dealt_with = self._pointer.release(event)
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        if event.button() == Qt.MouseButton.LeftButton and not dealt_with:
            spot = event.position().toPoint()
            self._click(spot, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        event.accept()  # also where nothing is drawn yet

    def cancel_drag(self) -> bool:
        """Put back a step that is dragged; False where none is."""
        return self._pointer.cancel()

    def _click(self, spot: QPoint, also: bool) -> None:
        scene = self.mapToScene(spot)
        lane = self.lane_at(spot)
        if lane is not None:
            self.lane_clicked.emit(lane)
            return
        junction = self._junction_at(scene)
        item = junction or self.item.at(scene)
        if also and item and item != self._selected:
            self._also = self._also ^ {item}
            self._mark_selected()
            return
        self.choose(item)
        if junction:
            self.choice_asked.emit(junction, self.viewport().mapToGlobal(spot))

    def choose_in(self, rubber: QRect) -> None:
        """Select every box that a rectangle of the viewport touches."""
        area = self.mapToScene(rubber).boundingRect()
        inside = self.item.geometry.boxes_in(area) if self.item.geometry else []
        found = [item for item in inside if area.intersects(self.item.rects[item])]
        self.select_all(found)
        if self.selected:
            self.chosen.emit(self.selected)
            self.select_all(found)

    def _junction_at(self, point: QPointF) -> str | None:
        """The item whose junction is at a point."""
        level, geometry = level_at(self.zoom / self.camera.scale), self.item.geometry
        if not level.title or self._map is None or geometry is None:
            return None
        for item in geometry.boxes_in(QRectF(point, point)):
            node = self._map.nodes.get(item)
            if node and open_choices(node) and self._junction_of(node, level).contains(point):
                return item
        return None

    def _junction_of(self, node: MapNode, level: Level) -> QRectF:
        box = self.item.rects[node.id]
        found = junction_rect(node, box, self.font(), level)
        return found.translated(box.left() + box.right() - found.left() - found.right(), 0) if self.backwards else found

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.item.at(self.mapToScene(event.position().toPoint()))
        if item is None:
            self.zoom_by(1.5, event.position())
        else:
            self.open_box(item)

    def open_box(self, item: str) -> None:
        """Read about an item, or show the steps of a module."""
        if self._map and item in self._map.modules:
            self.module_opened.emit(item)
        else:
            self.opened.emit(item)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() and self._pointer.move(event):
            return
        self._fitted = self._fitted and not event.buttons()
        super().mouseMoveEvent(event)
        if event.buttons():
            return
        item = self.item.at(self.mapToScene(event.position().toPoint()))
        if item != self._hovered:
            self._hovered = item
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if item else Qt.CursorShape.ArrowCursor)
            self._hover.start()

    def leaveEvent(self, event: object) -> None:
        self._hovered = None
        self._hover.start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        spot = event.pos()
        item = self.item.at(self.mapToScene(spot))
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.selected in self.item.rects:
            item = self.selected
            spot = self.mapFromScene(self.item.rects[item].bottomLeft())
        if item and self._map and item in self._map.nodes:
            self.choose(item)
            self.asked.emit(item, self.viewport().mapToGlobal(spot))

    def viewportEvent(self, event: object) -> bool:
        if isinstance(event, QHelpEvent) and self._map is not None:
            item = self.item.at(self.mapToScene(event.pos()))
            if item:
                QToolTip.showText(event.globalPos(), tip_text(words.tip(self._map, item)), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)  # type: ignore[arg-type]

    def _show_hovered(self) -> None:
        self._light(self._hovered or self._selected)

    def _light(self, item: str | None) -> None:
        """Keep an item, what it needs and what needs it strong. A module is lit by what its lines reach."""
        picture, geometry = self._map, self.item.geometry
        if item is None or picture is None or geometry is None:
            self.item.highlight(())
        elif item in picture.modules:
            self.item.highlight({item, *picture.near.get(item, ())})
        else:
            boxes = [picture.box_of(one) for one in (item, *self._chain_of(item))]
            self.item.highlight({box for box in boxes if box})

    def choose(self, item: str | None) -> None:
        """Select an item as a person does, who wants it shown everywhere."""
        self.select(item)
        if self.selected:
            self.chosen.emit(self.selected)
        elif item is None:
            self.cleared.emit()

    # -- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not keys.press(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.boxes.on_focus()

    def step_to(self, item: str) -> None:
        """Select a box and bring it into sight, as a person does who walks over the map."""
        self.choose(item)
        box = item if item in self.item.rects else self._map.box_of(item) if self._map else None
        if box:
            self.camera.show(self.item.rects[box], 0.2)

    def _describe(self) -> None:
        """Tell assistive programs where we are; the plan list is the full text equivalent."""
        if self._map is not None:
            self.setAccessibleName(words.name(self._map))
            self.setAccessibleDescription(words.here(self._map, self._selected))
