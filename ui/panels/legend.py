"""What the shapes and marks of the map mean."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from planner.app.map import Mark, kind_words, mark_words
from planner.i18n import _
from planner.model.curriculum import Kind
from ui.theme.shapes import paint_mark, paint_node
from ui.theme.theme import Theme, font


class Legend(QWidget):
    """One line for every kind and mark, drawn as the map draws them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kinds = [(kind, kind_words(kind)) for kind in (*(one.value for one in Kind), "goal")]
        self._marks = [(mark.value, mark_words(mark)) for mark in (Mark.HELD, Mark.READY, Mark.IN_PROGRESS)]
        self.setAccessibleName(_("What the shapes mean"))
        self.setAccessibleDescription(", ".join(words for _kind, words in [*self._kinds, *self._marks]))
        self._take_room()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.setFont(QApplication.font())  # painted by hand: nobody else tells it of a new text size
        self._take_room()
        self.update()

    def _line(self) -> float:
        return QFontMetricsF(font("caption", self.font())).height() + 8

    def _take_room(self) -> None:
        lines = len(self._kinds) + len(self._marks)
        self.setMinimumSize(QSize(60, round(lines * self._line()) + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = font("caption", self.font())
        metrics, line = QFontMetricsF(small), self._line()
        width = line * 1.6
        for row, (key, words) in enumerate([*self._kinds, *self._marks]):
            top = row * line
            box = QRectF(2, top + 4, width, line - 8)
            if row < len(self._kinds):
                paint_node(painter, key, "ready", box, self._theme)
            else:
                paint_mark(painter, key, QPointF(box.center()), box.height() * 0.6, self._theme, 0.4)
            painter.setFont(small)
            painter.setPen(self._theme.text)
            painter.drawText(QPointF(width + 12, top + line / 2 + metrics.capHeight() / 2), words)
