"""A check that draws itself: for a milestone, once, and at once where nothing shall move."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme

DRAWN_IN = 300
"""Milliseconds."""


class Cheer(QWidget):
    """A disc with a check."""

    def __init__(self, theme: Theme, calm: bool) -> None:
        super().__init__()
        self._theme = theme
        self.drawn = 1.0 if calm else 0.0
        """The part of the check that is there."""
        size = round(self.fontMetrics().height() * 2.6)
        self.setFixedSize(size, size)
        self._motion = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=DRAWN_IN)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._follow)
        if not calm:
            self._motion.start()

    def _follow(self, value: object) -> None:
        self.drawn = float(value) if isinstance(value, float) else 1.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.width()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.statuses["done"])
        painter.drawEllipse(QRectF(1, 1, side - 2, side - 2))
        check = QPainterPath(QPointF(0.29 * side, 0.52 * side))
        check.lineTo(0.45 * side, 0.67 * side)
        check.lineTo(0.72 * side, 0.36 * side)
        shown = QPainterPath(check.pointAtPercent(0))
        for step in range(1, 25):
            shown.lineTo(check.pointAtPercent(step / 24 * self.drawn))
        colour = self._theme.surface
        pen = QPen(colour, side * 0.085, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(shown)
