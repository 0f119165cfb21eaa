"""The whole map in a strip, with a frame around the part in sight."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.app.map import Map
from planner.i18n import _
from ui.canvas.view import MapView
from ui.theme.theme import Theme

HEIGHT = 56
"""Pixels; enough for every lane to be seen."""
LARGEST = 0.2
"""Of a box on the map: a short path does not fill the strip."""


class Minimap(QWidget):
    """Stands below a map view, where it covers nothing; click or drag to move there."""

    def __init__(self, view: MapView, theme: Theme) -> None:
        super().__init__()
        self._view, self._theme = view, theme
        self._boxes = QPixmap()
        """All boxes, painted once: the frame moves over them with every step."""
        self.setAccessibleName(_("Small map"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        view.moved.connect(self.update)

    def show_map(self) -> None:
        """Show the map that the view shows."""
        self._boxes = QPixmap()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self._boxes = QPixmap()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._boxes = QPixmap()
        super().resizeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def _factor(self, picture: Map) -> tuple[float, float]:
        across, down = self.width() / max(1.0, picture.width), self.height() / max(1.0, picture.height)
        return min(across, LARGEST), min(down, LARGEST)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def _go(self, spot: QPointF) -> None:
        if self._view.picture is not None:
            across, down = self._factor(self._view.picture)
            self._view.centerOn(QPointF(spot.x() / across, spot.y() / down))

    def paintEvent(self, event: QPaintEvent) -> None:
        picture = self._view.picture
        if picture is None:
            return
        if self._boxes.isNull():
            self._boxes = self._painted(picture)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._boxes)
        across, down = self._factor(picture)
        sight = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        frame = QRectF(sight.x() * across, sight.y() * down, sight.width() * across, sight.height() * down)
        painter.setPen(QPen(self._theme.accent, 3 if self._theme.contrast else 2))
        painter.drawRect(frame.intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1)))
        painter.setPen(QPen(self._theme.border, 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _painted(self, picture: Map) -> QPixmap:
        ratio = self.devicePixelRatioF()
        boxes = QPixmap(self.size() * ratio)
        boxes.setDevicePixelRatio(ratio)
        boxes.fill(self._theme.surface)
        painter = QPainter(boxes)
        across, down = self._factor(picture)
        for item, box in picture.boxes.items():
            node = picture.nodes.get(item)
            colour = self._theme.border if node is None else self._theme.hairline
            if self._theme.contrast:  # or the frame could not be told from what is in it
                colour = self._theme.edge_idle
            elif node is not None and node.planned:
                colour = self._theme.kind(node.kind).stroke
            wide, tall = max(2.0, box.width * across), max(2.0, box.height * down)
            painter.fillRect(QRectF(box.x * across, box.y * down, wide, tall), colour)
        painter.end()
        return boxes
