"""The map as a widget: pointer and keyboard, with the names of eras and lanes always in sight."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import (
    QEasingCurve,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsScene, QGraphicsView, QRubberBand, QToolTip, QWidget

from planner.app.map import Map
from planner.i18n import ngettext
from ui.canvas import headers, words
from ui.canvas.board import is_board, stretched
from ui.canvas.camera import FLIGHT, START_ZOOM, UNREADABLE, Camera
from ui.canvas.item import MapItem
from ui.canvas.levels import level_at
from ui.canvas.modules import LARGEST, SMALLEST
from ui.canvas.nodes import junction_rect, open_choices
from ui.plain import tip_text
from ui.theme.theme import Theme

HOVER_DELAY = 150
"""Milliseconds before the chain of the box under the pointer is shown."""
WALK = 1200
"""Milliseconds for the whole way from here to the goal."""


class MapView(QGraphicsView):
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
    cleared = Signal()
    """The selection was given up here."""
    typed = Signal(str)
    """Somebody began to type: they look for something."""
    moved = Signal()
    """Zoom or position changed."""

    def __init__(self, theme: Theme, chain_of: Callable[[str], Collection[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chain_of = chain_of
        self._map: Map | None = None
        self._plain: Map | None = None
        """The map as it was handed over; a board is drawn out to the width of the window."""
        self._selected: str | None = None
        self._also: frozenset[str] = frozenset()
        self._hovered: str | None = None
        self._press: QPoint | None = None
        self._fitted = False
        self.item = MapItem(theme)
        self.camera = Camera(self, self._bounds, self._on_moved)
        self._rubber = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
        scene = QGraphicsScene(self)
        scene.addItem(self.item)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        for widget in (self, self.viewport()):
            widget.setAccessibleName(words.name())
        self._hover = QTimer(self, interval=HOVER_DELAY, singleShot=True)
        self._hover.timeout.connect(self._show_hovered)
        self._shift = QVariantAnimation(self, duration=FLIGHT, startValue=1.0, endValue=0.0)
        self._shift.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._shift.valueChanged.connect(self._show_shift)
        self._away: dict[str, QPointF] = {}
        self._walk = QVariantAnimation(self, duration=WALK, startValue=0.0, endValue=1.0)
        self._walk.valueChanged.connect(lambda share: self.item.walk(round(share * self.item.path_length)))
        self._walk.finished.connect(lambda: self.item.walk(None))
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self.moved.emit())

    # -- what is shown

    @property
    def header(self) -> int:
        """Height of the strip with the names of the eras, which follows the text size."""
        return headers.height(self.font(), self._map)

    @property
    def gutter(self) -> int:
        """Width of the column with the names of the lanes of a board."""
        return headers.gutter(self.font(), self._map, self.viewport().width())

    def show_map(self, picture: Map) -> None:
        """Show a map; the part in sight stays in sight, and what has another place moves there."""
        anchor, spot = self._anchor()
        before, old = self._map, self.item.rects
        self._plain = picture
        picture = self._map = stretched(picture, self._aspect(picture))
        self._away = {
            item: old[item].topLeft() - QPointF(box.x, box.y) for item, box in picture.boxes.items() if item in old
        }
        self.item.show_map(picture)
        self.camera.left = headers.gutter(self.font(), picture, self.viewport().width())
        self.camera.top = self.header
        self.setSceneRect(self._bounds(self.camera.zoom))
        if before is None or (self._fitted and is_board(picture)):
            self.fit(fly=False)
        else:
            self._stay(before, anchor, spot)
        if self._selected not in picture.nodes and self._selected not in picture.modules:
            self.select(None)
        else:
            self.select(self._selected)
        self._describe()
        self.viewport().update()

    def _aspect(self, picture: Map) -> float:
        """Width to height of the room for a map."""
        width = self.viewport().width() - headers.gutter(self.font(), picture, self.viewport().width()) - 24
        return max(1, width) / max(1, self.viewport().height() - headers.height(self.font(), picture) - 24)

    def _stay(self, before: Map, anchor: str | None, spot: QPointF) -> None:
        """Keep the anchor, or the box that shows it now, where it was on the screen; move all others to their place."""
        assert self._map is not None
        now = self._map.box_of(anchor) if anchor else None
        if now is None and anchor is not None and anchor in before.modules:
            now = next((box for item in before.modules[anchor].items if (box := self._map.box_of(item))), None)
        if now is None:
            return
        self.camera.keep(self.item.rects[now].center(), spot)
        own = self._away.get(now, QPointF())
        away = {item: shift - own for item, shift in self._away.items() if (shift - own).manhattanLength() > 0.5}
        self._away = away
        if away and not self.camera.calm and self.isVisible() and len(away) <= 2000:
            self._shift.stop()
            self._show_shift(1.0)
            self._shift.start()

    def _show_shift(self, share: float) -> None:
        self.item.displace({item: shift * share for item, shift in self._away.items()} if share else {})

    def set_theme(self, theme: Theme, text_scale: float) -> None:
        """Use other colours; larger text means a larger map."""
        self._theme = theme
        factor = text_scale / self.camera.scale
        self.camera.scale = self.item.text_scale = text_scale
        self.setFont(QApplication.font())
        self.item.set_theme(theme, self.font())
        self.camera.left, self.camera.top = self.gutter, self.header
        if factor != 1:
            self.camera.zoom_by(factor)
        self.viewport().update()

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
        found = [self._map.box_of(item) or item for item in self.selection] if self._map else []
        self.item.select(found)

    @property
    def picture(self) -> Map | None:
        """The map that is shown."""
        return self._map

    @property
    def selected(self) -> str | None:
        """The selected item, if it is on the map."""
        return self._selected if self._map and self._selected in self._map.nodes else None

    @property
    def selection(self) -> list[str]:
        """All selected items, the one that is read about first."""
        return [*([self._selected] if self._selected else []), *sorted(self._also)]

    def match(self, items: Collection[str]) -> None:
        """Keep what a search found strong."""
        boxes = [self._map.box_of(item) for item in items] if self._map else []
        self.item.match([box for box in boxes if box])

    def walk_path(self) -> None:
        """Light the way from here to the goal piece by piece; at once where nothing shall move."""
        self._light(None)
        if not self.camera.calm:
            self._walk.stop()
            self._walk.start()

    def columns(self) -> list[tuple[float, float]]:
        """Left and right end of every column of a board in the viewport, the names of the lanes first; else nothing."""
        if self._map is None or not is_board(self._map):
            return []
        shown = self.viewportTransform()
        bands = [(band.begin, band.begin + band.size) for band in self._map.era_bands]
        ends = [(shown.map(QPointF(begin, 0)).x(), shown.map(QPointF(end, 0)).x()) for begin, end in bands]
        return [(0.0, self.camera.left), *ends]

    # -- moving

    def _bounds(self, zoom: float) -> QRectF:
        """Let one scroll a little beyond the map, and below the names, which have their size on the screen.

        A map that is smaller than its room stays in the middle of it.
        """
        if self._map is None:
            return QRectF()
        left, top = self.gutter / zoom, self.header / zoom
        own = QRectF(-left - 12 / zoom, -top - 12 / zoom, self._map.width + left, self._map.height + top)
        around = own.adjusted(0, 0, 24 / zoom, 24 / zoom)
        room = QSizeF(self.viewport().size()) / zoom
        across, down = max(0.0, room.width() - around.width()), max(0.0, room.height() - around.height())
        # A whole pixel less, or rounding would bring a scroll bar.
        return around.adjusted(-across / 2, -down / 2, across / 2 - 1 / zoom, down / 2 - 1 / zoom)

    def _on_moved(self) -> None:
        self._fitted = False
        self.item.zooming = not self.camera.resting
        self.viewport().update()
        self.moved.emit()

    @property
    def zoom(self) -> float:
        """Screen pixels for one pixel of the map."""
        return self.camera.zoom

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Zoom, keeping the point of the viewport at `around` (its middle by default) where it is."""
        self.camera.zoom_by(factor, around)

    def zoom_to(self, zoom: float) -> None:
        """Show the map at this zoom."""
        self.zoom_by(zoom / self.zoom)

    def fit(self, items: Collection[str] | None = None, fly: bool = True) -> bool:
        """Show all of these items (everything by default), never larger than life; False where that is unreadable."""
        boxes = [self._map.box_of(item) or item for item in items or ()] if self._map else []
        found = [self.item.rects[box] for box in boxes if box in self.item.rects]
        rect = self.item.whole
        if found:
            rect = found[0]
            for other in found[1:]:
                rect = rect.united(other)
            rect = rect.adjusted(-40, -40, 40, 40)
        zoom = self.camera.fit(rect, 1.4 if is_board(self._map) else 1.0, fly)
        least = SMALLEST / LARGEST * self.camera.scale
        if is_board(self._map) and not found and zoom < least:  # words come first: one scrolls, from the beginning
            self.camera.stop()
            self.camera.set_zoom(least)
            self.camera.keep(QPointF(0, 0), self.camera.room(0).topLeft())
            self._on_moved()
        self._fitted = not found
        return zoom >= UNREADABLE * self.camera.scale

    def go_to(self, item: str) -> None:
        """Bring an item into sight, at a zoom at which it can be read."""
        box = self._map.box_of(item) if self._map else None
        if box is not None:
            self.camera.show(self.item.rects[box], 0.3 if box != item else 0.47)

    def go_to_start(self) -> None:
        """Show where the path begins, at a zoom at which it can be read."""
        if is_board(self._map):
            self.fit()
        else:
            self.camera.set_zoom(START_ZOOM * self.camera.scale)
            self.camera.keep(QPointF(0, 0), QPointF(4, self.header))
            self._on_moved()

    def go_to_era(self, number: int) -> None:
        """Show the beginning of an era."""
        if self._map is None or number >= len(self._map.era_bands):
            return
        zoom = self.zoom
        if zoom < 0.36 * self.camera.scale and not is_board(self._map):
            zoom = START_ZOOM * self.camera.scale
        room = self.camera.room()
        top = self.mapToScene(QPoint(0, self.header)).y()
        begin = self._map.era_bands[number].begin
        self.camera.fly_to(zoom, QPointF(begin + room.width() / 2 / zoom, max(0.0, top) + room.height() / 2 / zoom))

    def _anchor(self) -> tuple[str | None, QPointF]:
        """The box to keep in place: the selected one if it is in sight, else the one nearest to the middle."""
        middle = self.mapToScene(self.viewport().rect().center())
        in_sight = self.mapToScene(self.viewport().rect()).boundingRect()
        rects, geometry = self.item.rects, self.item.geometry
        chosen = self._map.box_of(self._selected) if self._map and self._selected else None
        if chosen is None or not in_sight.intersects(rects[chosen]):
            chosen = geometry.nearest(middle) if geometry else None
        spot = self.viewportTransform().map(rects[chosen].center()) if chosen else QPointF()
        return chosen, QPointF(spot)

    # -- pointer

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - (event.angleDelta().y() or event.angleDelta().x()))
        else:
            self.zoom_by(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._press = event.position().toPoint()
        self.camera.stop()
        self._walk.stop()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.button() == Qt.MouseButton.LeftButton:
            self._rubber.setGeometry(QRect(self._press, QSize()))
            self._rubber.show()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._rubber.isVisible():
            self._rubber.hide()
            self._choose_in(self._rubber.geometry())
            self._press = None
            return
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        spot = event.position().toPoint()
        moved = self._press is None or (spot - self._press).manhattanLength() > 4
        if event.button() == Qt.MouseButton.LeftButton and not moved:
            self._click(spot, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        self._press = None

    def _click(self, spot: QPoint, also: bool) -> None:
        scene = self.mapToScene(spot)
        junction = self._junction_at(scene)
        item = junction or self.item.at(scene)
        if also and item and item != self._selected:
            self._also = self._also ^ {item}
            self._mark_selected()
            return
        self.choose(item)
        if junction:
            self.choice_asked.emit(junction, self.viewport().mapToGlobal(spot))

    def _choose_in(self, rubber: QRect) -> None:
        area = self.mapToScene(rubber).boundingRect()
        inside = self.item.geometry.boxes_in(area) if self.item.geometry else []
        found = [item for item in inside if area.intersects(self.item.rects[item])]
        self.select_all(found)
        if self.selected:
            self.chosen.emit(self.selected)
            self.select_all(found)

    def _junction_at(self, point: QPointF) -> str | None:
        """The item whose junction is at a point."""
        assert self.item.geometry is not None
        if not level_at(self.zoom).title or self._map is None:
            return None
        for item in self.item.geometry.boxes_in(QRectF(point, point)):
            node = self._map.nodes.get(item)
            if node and open_choices(node) and junction_rect(node, self.item.rects[item], self.font()).contains(point):
                return item
        return None

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
        if self._rubber.isVisible() and self._press is not None:
            self._rubber.setGeometry(QRect(self._press, event.position().toPoint()).normalized())
            return
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
        from ui.canvas import keys

        if not keys.press(self, event):
            super().keyPressEvent(event)

    def step_to(self, item: str) -> None:
        """Select a box and bring it into sight, as a person does who walks over the map."""
        self.choose(item)
        box = item if item in self.item.rects else self._map.box_of(item) if self._map else None
        if box:
            self.camera.show(self.item.rects[box], 0.2)

    def _describe(self) -> None:
        """Tell assistive programs where we are; the plan list is the full text equivalent."""
        if self._map is not None:
            count = len(self._map.nodes)
            text = ngettext("{count} item", "{count} items", count).format(count=count)
            if self._selected:
                text = f"{words.line(self._map, self._selected)}. {text}"
            self.setAccessibleDescription(text)

    # -- names of eras and lanes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted and self._plain is not None:
            picture = stretched(self._plain, self._aspect(self._plain))
            if self._map is not None and picture.width != self._map.width:
                self.show_map(self._plain)
            self.fit(fly=False)
        else:
            self.setSceneRect(self._bounds(self.zoom))
        self.moved.emit()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, self._theme.bg)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self._map is None:
            return
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown, size = self.viewportTransform(), self.viewport().rect()
        if is_board(self._map):
            headers.draw_gutter(painter, self._map, shown, self._theme, self.font(), size)
        else:
            headers.draw_lanes(painter, self._map, shown, self._theme, self.font(), self.camera.scale)
            strip = QRectF(0, 0, size.width(), self.header)
            headers.draw_eras(painter, self._map, shown, self._theme, self.font(), strip)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(size).adjusted(1, 1, -1, -1))
        painter.restore()
