"""The map in a view: what is shown, which part of it, and how it gets there; names always in sight."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QEasingCurve, QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsScene, QGraphicsView, QWidget

from planner.app.map import Map
from planner.i18n import _
from ui.canvas import headers
from ui.canvas.board import is_board, mirrored, stretched
from ui.canvas.camera import FLIGHT, START_ZOOM, UNREADABLE, Camera
from ui.canvas.item import MapItem
from ui.canvas.modules import LARGEST, SMALLEST
from ui.reading import by_its_letters
from ui.theme.theme import Theme

WALK = 1200
"""Milliseconds for the whole way from here to the goal."""
MOST_MOVES = 2000
"""So many boxes move to their new places where one can see it; more are put there at once."""


class Stage(QGraphicsView):
    """Shows a `Map` and moves over it. Knows nothing of clicks and keys."""

    moved = Signal()
    """Zoom or position changed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._map: Map | None = None
        self._plain: Map | None = None
        """The map as it was handed over; a board is drawn out to the width of the window."""
        self._fitted = False
        self._outside = QSize()
        """Its size when it last heard of another one of its viewport."""
        self._bars_gone = False
        """Whether its scroll bars have gone for what was fitted into their room, at this size."""
        """Whether all of the map is wanted in sight, also when the window changes."""
        self.item = MapItem(theme)
        self.camera = Camera(self, self._bounds, self._on_moved)
        scene = QGraphicsScene(self)
        scene.addItem(self.item)
        self.setScene(scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        for widget in (self, self.viewport()):
            widget.setAcceptDrops(False)  # Qt would take what is dropped here for the scene: files are for the window
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
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
    def picture(self) -> Map | None:
        """The map that is shown."""
        return self._map

    @property
    def header(self) -> int:
        """Height of the strip with the names of the eras, which follows the text size."""
        return headers.height(self.font(), self._map)

    @property
    def gutter(self) -> int:
        """Width of the column with the names of the lanes of a board."""
        return headers.gutter(self.font(), self._map, self.viewport().width())

    def show_map(self, picture: Map, glide: bool = True) -> None:
        """Show a map; the part in sight stays in sight, and what has another place moves there.

        Without `glide` it is there at once, as where the next map may come before it would have arrived.
        """
        anchor, spot = self.anchor()
        before, old = self._map, self.item.rects
        self._plain = picture
        picture = self._map = self._arranged(picture)
        boxes = picture.boxes.items() if glide else ()
        self._away = {item: old[item].topLeft() - QPointF(box.x, box.y) for item, box in boxes if item in old}
        self.item.show_map(picture)
        self._leave_room(self.camera.zoom)
        self.setSceneRect(self._bounds(self.camera.zoom))
        if before is None or (self._fitted and is_board(picture)):
            self._fit(None, fly=False)
        else:
            self._stay(before, anchor, spot, glide)
        self.viewport().update()

    @property
    def backwards(self) -> bool:
        """Whether time flows from right to left, as people read here."""
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _arranged(self, picture: Map) -> Map:
        """The map as this window wants it."""
        picture = stretched(picture, self._aspect(picture))
        return mirrored(picture) if self.backwards else picture

    def _leave_room(self, zoom: float) -> None:
        """Let the names of lanes that stand beside their rows, or far out on them, cover nothing of a map in sight."""
        beside = float(self.gutter or headers.names_beside(self.font(), self._map, zoom))
        self.camera.left, self.camera.right = (0.0, beside) if self.backwards else (beside, 0.0)
        self.camera.top = self.header

    def _aspect(self, picture: Map) -> float:
        """Width to height of the room for a map."""
        room = self.maximumViewportSize()
        width = room.width() - headers.gutter(self.font(), picture, room.width()) - 24
        height = room.height() - headers.height(self.font(), picture) - 24.0
        smallest = SMALLEST / LARGEST * self.camera.scale * picture.height
        if height < smallest:  # words come first: one scrolls down, and then not across, too
            width, height = width - self.verticalScrollBar().sizeHint().width(), smallest
        return max(1, width) / max(1.0, height)

    def _stay(self, before: Map, anchor: str | None, spot: QPointF, glide: bool) -> None:
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
        if not glide:
            self._shift.stop()
            self._show_shift(0.0)
        elif away and not self.camera.calm and self.isVisible() and len(away) <= MOST_MOVES:
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
        self._leave_room(self.camera.zoom)
        if factor != 1:
            self.camera.zoom_by(factor)
        self.viewport().update()

    def match(self, items: Collection[str]) -> None:
        """Keep what a search found strong."""
        boxes = [self._map.box_of(item) for item in items] if self._map else []
        self.item.match([box for box in boxes if box])

    def walk_path(self) -> None:
        """Light the way from here to the goal piece by piece; at once where nothing shall move."""
        if not self.camera.calm:
            self._walk.stop()
            self.item.walk(0)
            self._walk.start()

    def skip(self) -> bool:
        """End whatever moves, at its goal; False where nothing does."""
        moving = self.camera.flying or self._walk.state() == QVariantAnimation.State.Running
        self.camera.stop()
        self._walk.stop()
        self.item.walk(None)
        return moving

    def columns(self) -> list[tuple[float, float]]:
        """Where every column of a board begins and ends, the names of the lanes first; nothing without a board.

        In pixels of the viewport from the side on which one begins to read.
        """
        if self._map is None or not is_board(self._map):
            return []
        shown = self.viewportTransform()
        bands = [(band.begin, band.begin + band.size) for band in self._map.era_bands]
        ends = [(shown.map(QPointF(begin, 0)).x(), shown.map(QPointF(end, 0)).x()) for begin, end in bands]
        if self.backwards:
            width = self.viewport().width()
            ends = [(width - right, width - left) for left, right in ends]
        return [(0.0, float(self.gutter)), *ends]

    # -- moving

    def _bounds(self, zoom: float) -> QRectF:
        """Let one scroll a little beyond the map, and below the names, which have their size on the screen.

        A map that is smaller than its room stays in the middle of it.
        """
        if self._map is None:
            return QRectF()
        self._leave_room(zoom)
        left, right, top = self.camera.left / zoom, self.camera.right / zoom, self.header / zoom
        own = QRectF(-left - 12 / zoom, -top - 12 / zoom, self._map.width + left + right, self._map.height + top)
        around = own.adjusted(0, 0, 24 / zoom, 24 / zoom)
        room = QSizeF(self.viewport().size()) / zoom
        across, down = max(0.0, room.width() - around.width()), max(0.0, room.height() - around.height())
        # Two pixels less, or rounding at both ends would bring a scroll bar.
        return around.adjusted(-across / 2, -down / 2, across / 2 - 2 / zoom, down / 2 - 2 / zoom)

    def _on_moved(self) -> None:
        self.item.zooming = not self.camera.resting
        self.item.patient = self.camera.calm
        self.viewport().update()
        self.moved.emit()

    @property
    def zoom(self) -> float:
        """Screen pixels for one pixel of the map."""
        return self.camera.zoom

    @property
    def fitted(self) -> bool:
        """Whether all of the map is in sight, however large the window becomes."""
        return self._fitted

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Zoom, keeping the point of the viewport at `around` (its middle by default) where it is."""
        self._fitted = False
        self.camera.zoom_by(factor, around)

    def zoom_to(self, zoom: float) -> None:
        """Show the map at this zoom."""
        self.zoom_by(zoom / self.zoom)

    def fit(self, items: Collection[str] | None = None, fly: bool = True) -> bool:
        """Show all of these items (everything by default), never larger than life; False where that is unreadable."""
        self._bars_gone = False
        return self._fit(items, fly)

    def _fit(self, items: Collection[str] | None, fly: bool) -> bool:
        boxes = [self._map.box_of(item) or item for item in items or ()] if self._map else []
        found = [self.item.rects[box] for box in boxes if box in self.item.rects]
        rect = self.item.whole
        if found:
            rect = found[0]
            for other in found[1:]:
                rect = rect.united(other)
            rect = rect.adjusted(-40, -40, 40, 40)
        largest = 1.4 if is_board(self._map) else 1.0
        if self._map is not None and not self.gutter:
            beside = headers.widest_name(self.font(), self._map)
            self.camera.left, self.camera.right = (0.0, beside) if self.backwards else (beside, 0.0)
            self._leave_room(self.camera.fitting(rect, largest))
        zoom = self.camera.fit(rect, largest, fly)
        least = SMALLEST / LARGEST * self.camera.scale
        if is_board(self._map) and not found and zoom < least:  # words come first: one scrolls, from the beginning
            self.camera.stop()
            self.camera.set_zoom(least)
            self._begin_at_the_corner(0)
            self._on_moved()
        self._fitted = not found
        return zoom >= UNREADABLE * self.camera.scale

    def go_to(self, item: str) -> None:
        """Bring an item into sight, at a zoom at which it can be read."""
        box = self._map.box_of(item) if self._map else None
        if box is not None:
            zoom = self.camera.zoom
            self.camera.show(self.item.rects[box], 0.3 if box != item else 0.47)
            self._fitted = self._fitted and self.camera.zoom == zoom and not self.camera.flying

    def go_to_start(self) -> None:
        """Show where the path begins, at a zoom at which it can be read."""
        if is_board(self._map):
            self.fit()
        else:
            self._fitted = False
            self.camera.set_zoom(START_ZOOM * self.camera.scale)
            self._begin_at_the_corner(4)
            start = self.item.rects.get(self._map.start or "") if self._map else None
            if start and not self.mapToScene(self.viewport().rect()).boundingRect().contains(start.center()):
                room = self.camera.room()
                side = room.right() - start.width() * self.zoom if self.backwards else room.left()
                self.camera.keep(start.topLeft(), QPointF(side, room.top() + room.height() / 3))
            self._on_moved()

    def _begin_at_the_corner(self, margin: float) -> None:
        """Put the corner in which the map begins into that of its room."""
        room, end = self.camera.room(0), self.item.whole.topRight()
        if self.backwards:
            self.camera.keep(end, room.topRight() - QPointF(margin, 0))
        else:
            self.camera.keep(QPointF(0, 0), room.topLeft() + QPointF(margin, 0))

    def go_to_place(self, zoom: float, middle: QPointF) -> None:
        """Show the same again."""
        self._fitted = False
        self.camera.fly_to(zoom, middle, fly=False)

    def go_to_era(self, number: int) -> None:
        """Show the beginning of an era."""
        if self._map is None or number >= len(self._map.era_bands):
            return
        zoom = self.zoom
        if zoom < 0.36 * self.camera.scale and not is_board(self._map):
            zoom = START_ZOOM * self.camera.scale
        self._fitted = False
        room = self.camera.room()
        top = self.mapToScene(QPoint(0, self.header)).y()
        band, half = self._map.era_bands[number], room.width() / 2 / zoom
        across = band.begin + band.size - half if self.backwards else band.begin + half
        self.camera.fly_to(zoom, QPointF(across, max(0.0, top) + room.height() / 2 / zoom))

    def lane_at(self, spot: QPoint) -> str | None:
        """The lane whose name is at a point of the viewport."""
        if self._map is None or spot.y() < self.header:
            return None
        place = headers.lane_named_at(self._map, self.viewportTransform(), self.font(), self.camera.scale, spot)
        if place is None:
            return None
        lane, width = place
        width = self.gutter or width
        along = self.viewport().width() - spot.x() if self.backwards else spot.x()
        return lane if along <= width else None

    def shown(self, box: str) -> QRectF:
        """Where a box is in the viewport."""
        return QRectF(self.mapFromScene(self.item.rects[box]).boundingRect())

    def anchor(self) -> tuple[str | None, QPointF]:
        """The box to keep in place when the map changes: the one nearest to the middle, and where it is."""
        middle = self.mapToScene(self.viewport().rect().center())
        chosen = self.item.geometry.nearest(middle) if self.item.geometry else None
        return chosen, QPointF(self.viewportTransform().map(self.item.rects[chosen].center())) if chosen else QPointF()

    # -- names of eras and lanes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._leave_room(self.camera.zoom)
        plain = self._plain
        same, self._outside = self._outside == self.size(), self.size()
        gone = same and event.size().boundedTo(event.oldSize()) == event.oldSize()
        if gone and self._bars_gone and self._fitted:
            # What fills the room of the scroll bars needs them, and what leaves it free does not: it would never end.
            self.moved.emit()
            return
        self._bars_gone = gone or (same and self._bars_gone)
        if self._fitted and plain is not None:
            picture = self._arranged(plain)
            if self._map is not None and picture.width != self._map.width:
                self._plain = None  # it is to be arranged anew
                self.show_map(plain)
            self._fit(None, fly=False)
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
        if not self._map.boxes:
            painter.setPen(self._theme.text2)
            painter.setFont(self.font())
            text = _("Nothing fits all of these filters. Take one of them away.")
            room = QRectF(self.viewport().rect()).adjusted(24, 24, -24, -24)
            with by_its_letters(painter):
                painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), text)
        shown, size = self.viewportTransform(), self.viewport().rect()
        if is_board(self._map):
            left = size.width() - self.gutter if self.backwards else 0
            place = QRectF(left, 0, self.gutter, size.height())
            headers.draw_gutter(painter, self._map, shown, self._theme, self.font(), place)
        else:
            headers.draw_lanes(painter, self._map, shown, self._theme, self.font(), self.camera.scale, size)
            strip = QRectF(0, 0, size.width(), self.header)
            headers.draw_eras(painter, self._map, shown, self._theme, self.font(), strip)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(size).adjusted(1, 1, -1, -1))
        painter.restore()
