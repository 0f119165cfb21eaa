"""The map in edit mode: every box has a port from which a line is dragged to what shall come after it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from planner.app.draft_picture import Picture
from planner.app.map import Map
from planner.i18n import _
from ui.canvas.view import MapView
from ui.plain import tip_text
from ui.theme import icons, shapes
from ui.theme.theme import Theme

PORT = 7.0
"""Radius of a port in pixels of the screen."""
REACH = 16.0
"""So near to its middle the pointer has it."""
LINE = 9.0
"""So near to a line a click means it."""
SMALLEST = 0.16
"""Zoom below which there are no ports: boxes are specks."""


class EditView(MapView):
    """Shows a draft. It says what was dragged where; what that means is decided elsewhere."""

    linked = Signal(str, str)
    """A line was dragged from an item to another one, which needs it from now on."""
    grown = Signal(str)
    """A line was dragged to empty ground: something new is wanted that needs this item."""

    link_chosen = Signal(str, str)
    """A line was clicked: what it comes from, and what needs that."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, self.chain_of, parent)
        self.setObjectName("author-map")
        self.item.dims_rest = False  # what one writes must be readable, whatever is selected
        self.targets: Callable[[str], Collection[str]] = lambda _item: ()
        """Items that may need this one."""
        self.refused: Callable[[str, str], str] = lambda _before, _after: ""
        """Why one cannot come before the other, in words; empty where it can."""
        self.doubt: Callable[[str, str], str] = lambda _before, _after: ""
        """What would be odd about that, in words, such as a circle."""
        self._wrong: Mapping[str, bool] = {}
        """Items with problems -> whether there are errors among them."""
        self._circling: tuple[tuple[str, str], ...] = ()
        self._ported: str | None = None
        """The box whose port is shown because the pointer is near it."""
        self._link: int | None = None
        """Number of the line that was clicked; it is chosen while its end is selected."""
        self._from: str | None = None
        """The item from whose port a line is dragged."""
        self._tip = QPointF()
        """Where the line ends now, in pixels of the viewport."""
        self._press = QPointF()
        self._moved = False

    # -- what is shown

    def show_picture(self, picture: Picture) -> None:
        """Show a map, and the links for which it has no place."""
        self._circling = picture.circling
        self.show_map(picture.map)
        self.setAccessibleName(map_words(picture.map))
        self.viewport().setAccessibleName(map_words(picture.map))

    def show_problems(self, wrong: Mapping[str, bool]) -> None:
        """Mark these items; True: with an error."""
        self._wrong = wrong
        self.viewport().update()

    def _describe(self) -> None:
        super()._describe()
        if self._map is not None:
            self.setAccessibleName(map_words(self._map))

    def chain_of(self, item: str) -> Collection[str]:
        """What an item needs and what needs it, over any number of steps."""
        return self.picture.chain(item) if self.picture is not None else ()

    # -- ports

    def port(self, item: str) -> QPointF | None:
        """Where the port of a box is in the viewport; None where the box is not shown, or too small."""
        picture = self.picture
        if picture is None or item not in self.item.rects or self.zoom / self.camera.scale < SMALLEST:
            return None
        rect, node = self.item.rects[item], picture.nodes.get(item)
        if node is None:
            return None
        leaves = shapes.ports(node.kind, rect)[1]
        end = QPointF(rect.left() + rect.right() - leaves.x(), leaves.y()) if self.backwards else leaves
        return self.viewportTransform().map(end)

    def _with_ports(self) -> list[str]:
        """Boxes that show their port."""
        found = [self._from, self._ported, self._hovered, self.selected]
        return list(dict.fromkeys(item for item in found if item is not None))

    def _port_at(self, spot: QPointF) -> str | None:
        for item in self._with_ports():
            place = self.port(item)
            if place is not None and (place - spot).manhattanLength() <= REACH:
                return item
        return None

    # -- dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self._port_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if item is None or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            super().mousePressEvent(event)
            return
        self.skip()
        self._from, self._press, self._tip, self._moved = item, event.position(), event.position(), False
        self.item.dims_rest = True
        self.item.highlight({item, *self.targets(item)})
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            super().mouseMoveEvent(event)
            self._follow_pointer(event)
            return
        self._tip = event.position()
        far = (self._tip - self._press).manhattanLength() >= QApplication.startDragDistance()
        self._moved = self._moved or far
        if self._moved:
            self._show_target(event)
        self.viewport().update()

    def _follow_pointer(self, event: QMouseEvent) -> None:
        """Show the port of the box that the pointer is on, or just beside."""
        if event.buttons():
            return
        near = self._port_at(event.position())
        shown = self._hovered or near
        if near is not None:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        if shown != self._ported:
            self._ported = shown
            self.viewport().update()

    def _show_target(self, event: QMouseEvent) -> None:
        """Say what would come of letting the line go here."""
        assert self._from is not None
        picture, after = self.picture, self._target(event.position())
        assert picture is not None
        place, before = event.globalPosition().toPoint(), picture.nodes[self._from].title
        if after is None:
            ground = self.item.at(self.mapToScene(event.position().toPoint())) is None
            text = _("Let go here for something new that needs “{title}”") if ground else ""
            self.item.mark_target(None, False)
            QToolTip.showText(place, tip_text(text.format(title=before)), self)
            return
        refused = self.refused(self._from, after)
        self.item.mark_target(after, not refused)
        title = picture.nodes[after].title
        text = _("“{before}” is needed before “{after}”").format(before=before, after=title)
        words = refused or "\n".join(filter(None, (text, self.doubt(self._from, after))))
        QToolTip.showText(place, tip_text(words), self)
        self.viewport().setCursor(Qt.CursorShape.ForbiddenCursor if refused else Qt.CursorShape.CrossCursor)

    def _target(self, spot: QPointF) -> str | None:
        item = self.item.at(self.mapToScene(spot.toPoint()), but=self._from)
        return item if self.picture is not None and item in self.picture.nodes else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            super().mouseReleaseEvent(event)
            return
        before, after, moved = self._from, self._target(event.position()), self._moved
        ground = self.item.at(self.mapToScene(event.position().toPoint())) is None
        self.cancel_drag()
        if not moved:
            self.choose(before)
        elif after is not None and not self.refused(before, after):
            self.linked.emit(before, after)
        elif after is None and ground:
            self.grown.emit(before)

    def cancel_drag(self) -> bool:
        """Give the line up that is dragged."""
        was, self._from = self._from is not None, None
        if was:
            self.item.mark_target(None, False)
            self.item.dims_rest = False
            self._light(self._selected)
            self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
            QToolTip.hideText()
            self.viewport().update()
        return was or super().cancel_drag()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._from is not None:
            self.cancel_drag()
        else:
            super().keyPressEvent(event)

    # -- lines

    def show_map(self, picture: Map, glide: bool = True) -> None:
        self._link = None
        super().show_map(picture, glide)

    def _click(self, spot: QPoint, also: bool) -> None:
        scene = self.mapToScene(spot)
        self._link = None if self.item.at(scene) else self._line_at(scene)
        super()._click(spot, also)
        if self._link is not None and self.item.geometry is not None:
            self.link_chosen.emit(*self.item.geometry.line_ends[self._link])

    def _line_at(self, scene: QPointF) -> int | None:
        """The line that is nearest to a place, where one is near enough to be meant."""
        geometry = self.item.geometry
        if geometry is None:
            return None
        for pixels in (3, 6, LINE):
            wide = 2 * pixels / self.zoom
            around = QRectF(scene.x() - wide / 2, scene.y() - wide / 2, wide, wide)
            stroker = QPainterPathStroker(QPen(Qt.GlobalColor.black, wide))
            for number in geometry.lines_in(around):
                if stroker.createStroke(geometry.path(number)).contains(scene):
                    return number
        return None

    def _paint_link(self, painter: QPainter) -> None:
        """The line that was clicked, while its end is selected."""
        geometry = self.item.geometry
        if self._link is None or geometry is None or self.selected != geometry.line_ends[self._link][1]:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.focus, 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(self.viewportTransform().map(geometry.path(self._link)))

    # -- painting

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawForeground(painter, rect)
        if self._map is None:
            return
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_link(painter)
        self._paint_circles(painter)
        self._paint_problems(painter)
        for item in self._with_ports():
            self._paint_port(painter, item)
        self._paint_rubber(painter)
        painter.restore()

    def _paint_circles(self, painter: QPainter) -> None:
        """Links that go round in a circle, dashed, back to where they come from."""
        painter.setPen(QPen(self._theme.overdue, 2.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for before, after in self._circling:
            if before in self.item.rects and after in self.item.rects:
                start, end = self.shown(before), self.shown(after)
                path = QPainterPath(start.center() + QPointF(0, start.height() / 2))
                down = QPointF(0, 40 + abs(start.center().x() - end.center().x()) / 6)
                low = end.center() + QPointF(0, end.height() / 2)
                path.cubicTo(path.currentPosition() + down, low + down, low)
                painter.drawPath(path)

    def _paint_problems(self, painter: QPainter) -> None:
        """A triangle at the corner of every item that has problems."""
        if self.zoom / self.camera.scale < SMALLEST:
            return
        seen, size = QRectF(self.viewport().rect()), 18.0 * self.camera.scale
        for item, error in self._wrong.items():
            if item not in self.item.rects:
                continue
            box = self.shown(item)
            if box.intersects(seen):
                corner = box.topLeft() if not self.backwards else box.topRight()
                place = QRectF(0, 0, size, size)
                place.moveCenter(corner + QPointF(2 if self.backwards else -2, -3))  # clear of the title
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._theme.surface)
                painter.drawEllipse(place.adjusted(-2, -2, 2, 2))
                icons.paint(painter, "triangle-alert", place, self._theme.overdue if error else self._theme.warning)

    def _paint_port(self, painter: QPainter, item: str) -> None:
        place = self.port(item)
        if place is None:
            return
        radius = PORT * min(1.5, self.camera.scale)
        painter.setPen(QPen(self._theme.accent, 2))
        painter.setBrush(self._theme.accent if item == self._from else self._theme.surface)
        painter.drawEllipse(place, radius, radius)
        painter.setPen(QPen(self._theme.on_accent if item == self._from else self._theme.accent, 1.5))
        painter.drawLine(place - QPointF(radius / 2, 0), place + QPointF(radius / 2, 0))
        painter.drawLine(place - QPointF(0, radius / 2), place + QPointF(0, radius / 2))

    def _paint_rubber(self, painter: QPainter) -> None:
        """The line that is dragged."""
        start = self.port(self._from) if self._from is not None and self._moved else None
        if start is None:
            return
        reach = max(30.0, abs(self._tip.x() - start.x()) / 2) * (-1 if self.backwards else 1)
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(reach, 0), self._tip - QPointF(reach, 0), self._tip)
        painter.setPen(QPen(self._theme.accent, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setBrush(self._theme.accent)
        painter.drawEllipse(self._tip, 4, 4)


def map_words(picture: Map) -> str:
    """What the map is called."""
    return _("Map of the curriculum, {count} items").format(count=len(picture.boxes))
