"""Titles of rows as pictures: they stay the same while one scrolls, and text and marks take long to paint."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

from planner.app.timeline import Stage
from ui.timeline import bars
from ui.timeline.frame import Frame, Row, key_of

MOST = 300
"""Pictures that are kept."""


class Titles:
    """The pictures of one chart."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, bool], QPixmap] = {}
        self._drawn_for: tuple[object, ...] = ()

    def forget(self) -> None:
        """Rows say something else now."""
        self._kept.clear()

    def paint(self, painter: QPainter, frame: Frame, row: Row, spot: QPointF, folded: frozenset[int]) -> None:
        """The title of a row, with its upper left corner at a place."""
        ratio = painter.device().devicePixelRatioF()
        drawn_for = frame.look, frame.side, frame.backwards, ratio
        if drawn_for != self._drawn_for:
            self._drawn_for = drawn_for
            self._kept.clear()
        key = key_of(row), isinstance(row, Stage) and row.number in folded
        picture = self._kept.get(key)
        if picture is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            picture = self._kept[key] = self._drawn(frame, row, key[1], ratio)
        painter.drawPixmap(spot, picture)

    @staticmethod
    def _drawn(frame: Frame, row: Row, folded: bool, ratio: float) -> QPixmap:
        size = QSizeF(frame.side, frame.look.row)
        picture = QPixmap((size * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        bars.paint_title(painter, frame, row, QRectF(QPointF(), size), folded)
        painter.end()
        return picture
