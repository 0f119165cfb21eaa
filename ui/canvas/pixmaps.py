"""Boxes painted once and kept: moving the map then copies pictures instead of painting text and outlines again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from ui.canvas.geometry import AROUND

_MOST = 3000
"""So many pictures are kept, about 80 MB at 100 %; then it begins anew."""

Key = tuple[object, ...]


class Pixmaps:
    """Pictures of boxes at one scale (device pixels for one pixel of the map)."""

    def __init__(self) -> None:
        self._kept: dict[Key, QPixmap] = {}
        self.scale = 0.0

    def forget(self) -> None:
        """Something that is in the pictures has changed."""
        self._kept.clear()

    def use_scale(self, scale: float) -> None:
        """From now on pictures have this scale."""
        if scale != self.scale:
            self.scale = scale
            self._kept.clear()

    def draw(
        self,
        painter: QPainter,
        key: Key,
        rect: QRectF,
        place: QPointF,
        zoom: float,
        ratio: float,
        paint: Callable[[QPainter, QRectF], None],
    ) -> None:
        """Draw a box of the size of `rect` at `place` (viewport pixels of its upper left corner), painting it at first.

        `ratio`: device pixels for one viewport pixel. A picture of another scale is stretched.
        """
        picture = self._kept.get(key)
        if picture is None:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            picture = self._kept[key] = self._painted(rect, paint)
        stretch = zoom * ratio / self.scale
        if abs(stretch - 1) < 1e-6:
            corner = QPointF(place.x() - AROUND * zoom, place.y() - AROUND * zoom)
            # On whole device pixels, or the picture would be blurred.
            corner = QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)
            picture.setDevicePixelRatio(ratio)
            painter.drawPixmap(corner, picture)
        else:
            target = QRectF(
                place.x() - AROUND * zoom,
                place.y() - AROUND * zoom,
                picture.width() * stretch / ratio,
                picture.height() * stretch / ratio,
            )
            painter.drawPixmap(target, picture, QRectF(0, 0, picture.width(), picture.height()))

    def _painted(self, rect: QRectF, paint: Callable[[QPainter, QRectF], None]) -> QPixmap:
        width, height = rect.width() + 2 * AROUND, rect.height() + 2 * AROUND
        picture = QPixmap(max(1, round(width * self.scale)), max(1, round(height * self.scale)))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(self.scale, self.scale)
        paint(painter, QRectF(AROUND, AROUND, rect.width(), rect.height()))
        painter.end()
        return picture
