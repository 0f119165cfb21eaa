"""Boxes painted once and kept: moving the map then copies pictures instead of painting text and outlines again."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Collection

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from ui.canvas.geometry import AROUND

_MOST = 3000
"""So many pictures are kept, about 80 MB at 100 %; then it begins anew."""

A_FRAME = 0.004
"""Seconds that one frame has for painting new pictures."""

Key = tuple[object, ...]
OWN = 2
"""So many parts at most has the key of a picture of one box alone; the first one is the box."""


class Pixmaps:
    """Pictures of boxes at one scale (device pixels for one pixel of the map)."""

    def __init__(self) -> None:
        self._kept: dict[Key, QPixmap] = {}
        self._until = math.inf
        """When no more pictures with text may be painted in this frame."""
        self.unfinished = False
        """Whether some boxes of this frame have pictures without text."""
        self.scale = 0.0
        self._ratio = 1.0

    def forget(self) -> None:
        """Something that is in the pictures has changed."""
        self._kept.clear()

    def forget_all_but(self, boxes: Collection[str]) -> None:
        """Boxes have changed, but not these. Pictures that several boxes share say themselves what they show."""
        self._kept = {key: picture for key, picture in self._kept.items() if len(key) > OWN or key[0] in boxes}

    def use_scale(self, scale: float, ratio: float) -> None:
        """From now on pictures have this scale, for a screen with so many device pixels for one of its pixels."""
        # Qt works the zoom out of a part that moves with the map: the same zoom then differs in its last digits.
        if ratio != self._ratio or not math.isclose(scale, self.scale, rel_tol=1e-6):
            self.scale, self._ratio = scale, ratio
            self._kept.clear()

    def begin(self, patient: bool) -> None:
        """A frame begins. `patient`: it may take as long as it likes, everything is painted in full."""
        self._until = math.inf if patient else time.perf_counter() + A_FRAME
        self.unfinished = False

    def draw(
        self,
        painter: QPainter,
        keys: tuple[Key, Key],
        rect: QRectF,
        place: QPointF,
        zoom: float,
        ratio: float,
        paint: Callable[[QPainter, QRectF, bool], None],
    ) -> None:
        """Draw a box of the size of `rect` at `place` (viewport pixels of its upper left corner), painting it at first.

        `keys`: of the picture, and of one without text that many boxes share and that stands in where this frame has
        painted enough. `ratio`: device pixels for one viewport pixel. A picture of another scale is stretched.
        """
        picture = self._kept.get(keys[0])
        if picture is None:
            full = time.perf_counter() < self._until
            if not full:
                self.unfinished = True
                picture = self._kept.get(keys[1])
            if picture is None:
                if len(self._kept) >= _MOST:
                    self._kept.clear()
                reading = painter.layoutDirection()
                picture = self._painted(rect, lambda inner, box: paint(inner, box, full), reading)
                self._kept[keys[0] if full else keys[1]] = picture
        stretch = zoom * ratio / self.scale
        left, top = place.x() - AROUND * zoom, place.y() - AROUND * zoom
        if abs(stretch - 1) < 1e-6:
            # On whole device pixels, or the picture would be blurred.
            painter.drawPixmap(QPointF(round(left * ratio) / ratio, round(top * ratio) / ratio), picture)
        else:
            factor = stretch / ratio
            target = QRectF(left, top, picture.width() * factor, picture.height() * factor)
            painter.drawPixmap(target, picture, QRectF(0, 0, picture.width(), picture.height()))

    def _painted(self, rect: QRectF, paint: Callable[[QPainter, QRectF], None], reading: Qt.LayoutDirection) -> QPixmap:
        width, height = rect.width() + 2 * AROUND, rect.height() + 2 * AROUND
        picture = QPixmap(max(1, round(width * self.scale)), max(1, round(height * self.scale)))
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setLayoutDirection(reading)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(self.scale / self._ratio, self.scale / self._ratio)
        paint(painter, QRectF(AROUND, AROUND, rect.width(), rect.height()))
        painter.end()
        return picture
