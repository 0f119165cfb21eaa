"""Moving over the map: zoom, pan, hover, click and keyboard, with the names of eras and lanes always in sight."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
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
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsScene, QGraphicsView, QToolTip, QWidget

from planner.app.map import Map, mark_words
from planner.i18n import _, ngettext
from ui.canvas import headers
from ui.canvas.item import MapItem, caption_of
from ui.plain import tip_text
from ui.theme.theme import Theme

HOVER_DELAY = 150
"""Milliseconds before the chain of the box under the pointer is shown."""
MIN_ZOOM, MAX_ZOOM = 0.06, 2.5
UNREADABLE = 0.22
"""Below this zoom the titles cannot be read."""
START_ZOOM = 0.62
"""Titles are easy to read, and a good part of the map is in sight."""


class MapView(QGraphicsView):
    """Shows a `Map` and says what was clicked."""

    chosen = Signal(str)
    """An item was selected here."""
    asked = Signal(str, QPoint)
    """A menu is wanted for an item, at this place on the screen."""
    opened = Signal(str)
    """Enter was pressed on an item: the person wants to read about it."""
    cleared = Signal()
    """The selection was given up here."""
    moved = Signal()
    """Zoom or position changed."""

    def __init__(self, theme: Theme, chain_of: Callable[[str], Collection[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chain_of = chain_of
        self._map: Map | None = None
        self._scale = 1.0
        self._selected: str | None = None
        self._hovered: str | None = None
        self._press: QPoint | None = None
        self.item = MapItem(theme)
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
        self.setAccessibleName(_("Map of your path"))
        self.viewport().setAccessibleName(_("Map of your path"))
        self._hover = QTimer(self, interval=HOVER_DELAY, singleShot=True)
        self._hover.timeout.connect(self._show_hovered)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(lambda _value: self.moved.emit())

    # -- what is shown

    @property
    def header(self) -> int:
        """Height of the strip with the names of the eras, which follows the text size."""
        return headers.height(self.font())

    def show_map(self, picture: Map) -> None:
        """Show a map; the part in sight stays in sight."""
        anchor, place = self._anchor()
        self._map = picture
        self.item.show_map(picture)
        self._set_bounds()
        if anchor in self.item.rects:
            self._keep(self.item.rects[anchor].center(), place)
        if self._selected not in self.item.rects:
            self.select(None)
        self._describe()
        self.viewport().update()

    def set_theme(self, theme: Theme, text_scale: float) -> None:
        """Use other colours; larger text means a larger map."""
        self._theme = theme
        factor = text_scale / self._scale
        self._scale = text_scale
        self.setFont(QApplication.font())
        self.item.set_theme(theme, self.font())
        if factor != 1:
            self.zoom_by(factor)
        self.viewport().update()

    def select(self, item: str | None) -> None:
        """Mark an item as selected and light its chain; None lights everything again."""
        self._selected = item if item in self.item.rects else None
        self.item.select(self._selected)
        self._light(self._selected)
        self._describe()

    @property
    def selected(self) -> str | None:
        """The selected item, if it is on the map."""
        return self._selected

    def match(self, items: Collection[str]) -> None:
        """Keep what a search found strong."""
        self.item.match([item for item in items if item in self.item.rects])

    # -- moving

    def _set_bounds(self) -> None:
        """Let one scroll a little beyond the map, and below the header strip, which has its size on the screen."""
        if self._map is not None:
            above, beside = (self.header + 14) / self.zoom, 40 / self.zoom
            size = self._map.tree
            self.setSceneRect(QRectF(-beside / 2, -above, size.width + 2 * beside, size.height + above + 2 * beside))

    @property
    def zoom(self) -> float:
        """Screen pixels for one pixel of the map."""
        return self.transform().m11()

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Zoom, keeping the point of the viewport at `around` (its middle by default) where it is."""
        wanted = min(MAX_ZOOM * self._scale, max(MIN_ZOOM, self.zoom * factor))
        spot = around or QPointF(self.viewport().rect().center())
        scene = self.mapToScene(spot.toPoint())
        self._set_zoom(wanted)
        self._keep(scene, spot)
        self.moved.emit()

    def _set_zoom(self, zoom: float) -> None:
        self.setTransform(self.transform().fromScale(zoom, zoom))
        self._set_bounds()

    def zoom_to(self, zoom: float) -> None:
        """Show the map at this zoom."""
        self.zoom_by(zoom / self.zoom)

    def fit(self, items: Collection[str] | None = None) -> bool:
        """Show all of these items (everything by default), never larger than life; False where that is unreadable."""
        rect = self.item.boundingRect()
        found = [self.item.rects[item] for item in items or () if item in self.item.rects]
        if found:
            rect = found[0]
            for other in found[1:]:
                rect = rect.united(other)
            rect = rect.adjusted(-40, -40, 40, 40)
        if rect.isEmpty():
            return True
        room = self.viewport().rect().adjusted(12, self.header + 8, -12, -12)
        zoom = min(room.width() / rect.width(), room.height() / rect.height(), 1.0 * self._scale)
        self._set_zoom(max(MIN_ZOOM, zoom))
        self._keep(rect.center(), QPointF(room.center()))
        self.moved.emit()
        return zoom >= UNREADABLE * self._scale

    def go_to(self, item: str) -> None:
        """Bring an item into sight, at a zoom at which it can be read."""
        if item not in self.item.rects:
            return
        if self.zoom < 0.47 * self._scale:
            self.zoom_to(START_ZOOM * self._scale)
        room = self.viewport().rect().adjusted(40, self.header + 30, -40, -40)
        shown = self.mapFromScene(self.item.rects[item]).boundingRect()
        if not room.contains(shown):
            self._keep(self.item.rects[item].center(), QPointF(room.center()))

    def go_to_start(self) -> None:
        """Show where the path begins, at a zoom at which it can be read."""
        self._set_zoom(START_ZOOM * self._scale)
        self._keep(QPointF(0, 0), QPointF(4, self.header))
        self.moved.emit()

    def go_to_era(self, number: int) -> None:
        """Show the beginning of an era."""
        if self._map is None or number >= len(self._map.tree.eras):
            return
        if self.zoom < 0.47 * self._scale:
            self.zoom_to(START_ZOOM * self._scale)
        top = self.mapToScene(QPoint(0, self.header)).y()
        self._keep(QPointF(self._map.tree.eras[number].begin, max(0.0, top)), QPointF(12, self.header))
        self.moved.emit()

    def _keep(self, scene: QPointF, spot: QPointF) -> None:
        """Scroll so that a point of the scene lies at a spot of the viewport."""
        shown = QPointF(self.viewportTransform().map(scene))
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(shown.x() - spot.x()))
        down.setValue(down.value() + round(shown.y() - spot.y()))

    def _anchor(self) -> tuple[str, QPointF]:
        """The item to keep in place: the selected one if it is in sight, else the one nearest to the middle."""
        middle = self.mapToScene(self.viewport().rect().center())
        in_sight = self.mapToScene(self.viewport().rect()).boundingRect()
        rects = self.item.rects
        if self._selected in rects and in_sight.intersects(rects[self._selected]):
            nearest = self._selected
        else:
            nearest = min(
                rects,
                key=lambda item: math.hypot(
                    rects[item].center().x() - middle.x(), rects[item].center().y() - middle.y()
                ),
                default="",
            )
        spot = self.viewportTransform().map(rects[nearest].center()) if nearest else QPointF()
        return nearest, QPointF(spot)

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
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        moved = self._press is None or (event.position().toPoint() - self._press).manhattanLength() > 4
        if event.button() == Qt.MouseButton.LeftButton and not moved:
            self._choose(self.item.at(self.mapToScene(event.position().toPoint())))
        self._press = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.item.at(self.mapToScene(event.position().toPoint()))
        if item is None:
            self.zoom_by(1.5, event.position())
        else:
            self.fit({item, *self._chain_of(item)})

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
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
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self._selected:
            item = self._selected
            spot = self.mapFromScene(self.item.rects[item].bottomLeft())
        if item:
            self._choose(item)
            self.asked.emit(item, self.viewport().mapToGlobal(spot))

    def viewportEvent(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            item = self.item.at(self.mapToScene(event.pos()))
            if item:
                node = self.item.node(item)
                words = [node.title, mark_words(node.mark), caption_of(node)]
                QToolTip.showText(event.globalPos(), tip_text("\n".join(dict.fromkeys(filter(None, words)))), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)  # type: ignore[arg-type]

    def _show_hovered(self) -> None:
        self._light(self._hovered or self._selected)

    def _light(self, item: str | None) -> None:
        if item is None or item not in self.item.rects:
            self.item.highlight(())
        else:
            self.item.highlight({item, *self._chain_of(item)}, item)

    def _choose(self, item: str | None) -> None:
        self.select(item)
        if item:
            self.chosen.emit(item)
        else:
            self.cleared.emit()

    # -- keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)
        }  # fmt: skip
        key = Qt.Key(event.key())
        target: str | None = None
        if key in steps and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            target = self._neighbour(*steps[key])
        elif key == Qt.Key.Key_Home and self._map:
            target = self._map.start or next(iter(self.item.rects), None)
        elif key == Qt.Key.Key_End and self._map:
            target = self._map.goal
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected:
            self.opened.emit(self._selected)
            return
        elif key == Qt.Key.Key_Escape and self._selected:
            self._choose(None)
            return
        else:
            super().keyPressEvent(event)
            return
        if target:
            self._choose(target)
            self.go_to(target)

    def _neighbour(self, across: int, down: int) -> str | None:
        """The nearest box in one direction; sideways distance counts double."""
        rects = self.item.rects
        if self._selected not in rects:
            return self._anchor()[0] or None
        here = rects[self._selected].center()
        best: tuple[float, str] | None = None
        for item, rect in rects.items():
            there = rect.center() - here
            ahead = there.x() * across + there.y() * down
            aside = abs(there.x() * down) + abs(there.y() * across)
            if item != self._selected and ahead > 1:
                best = min(best or (math.inf, ""), (ahead + 2 * aside, item))
        return best[1] if best else None

    def _describe(self) -> None:
        """Tell assistive programs where we are; the plan list is the full text equivalent."""
        if self._map is None:
            return
        count = len(self._map.nodes)
        words = ngettext("{count} item", "{count} items", count).format(count=count)
        if self._selected:
            node = self.item.node(self._selected)
            words = f"{node.title}, {mark_words(node.mark)}, {caption_of(node)}. {words}"
        self.setAccessibleDescription(words)

    # -- names of eras and lanes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.moved.emit()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        painter.fillRect(rect, self._theme.bg)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self._map is None:
            return
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        headers.draw_lanes(painter, self._map, self.viewportTransform(), self._theme, self.font(), self._scale)
        strip = QRectF(0, 0, self.viewport().width(), self.header)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.focus, 2))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
        headers.draw_eras(painter, self._map, self.viewportTransform(), self._theme, self.font(), strip)
        painter.restore()
