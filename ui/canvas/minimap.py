"""The whole map in a strip, with a frame around the part in sight."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
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
        self._map: Map | None = None
        self.setAccessibleName(_("Small map"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        view.moved.connect(self.update)

    def show_map(self, picture: Map) -> None:
        """Show another map."""
        self._map = picture
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def _factor(self) -> tuple[float, float]:
        assert self._map is not None
        across, down = self.width() / self._map.width, self.height() / self._map.height
        return min(across, LARGEST), min(down, LARGEST)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def _go(self, spot: QPointF) -> None:
        if self._map is not None:
            across, down = self._factor()
            self._view.centerOn(QPointF(spot.x() / across, spot.y() / down))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._map is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.surface)
        across, down = self._factor()
        for item, box in self._map.boxes.items():
            node = self._map.nodes.get(item)
            colour = self._theme.border if node is None else self._theme.hairline
            if self._theme.contrast:  # or the frame could not be told from what is in it
                colour = self._theme.edge_idle
            elif node is not None and node.planned:
                colour = self._theme.kind(node.kind).stroke
            wide, tall = max(2.0, box.width * across), max(2.0, box.height * down)
            painter.fillRect(QRectF(box.x * across, box.y * down, wide, tall), colour)
        sight = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        frame = QRectF(sight.x() * across, sight.y() * down, sight.width() * across, sight.height() * down)
        painter.setPen(QPen(self._theme.accent, 3 if self._theme.contrast else 2))
        painter.drawRect(frame.intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1)))
        painter.setPen(QPen(self._theme.border, 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
