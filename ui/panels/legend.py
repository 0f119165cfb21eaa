"""What the shapes and marks of the map mean."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from planner.app.map import Mark
from planner.i18n import _
from ui.legend import bars, kinds, marks, paint_sign
from ui.reading import backwards, placed, write
from ui.theme.theme import Theme, font


class Legend(QWidget):
    """One line for every kind and mark, drawn as the map draws them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        shown = (Mark.HELD, Mark.DONE, Mark.IN_PROGRESS, Mark.READY, Mark.WAIVED, Mark.SKIPPED)
        self._entries = [*kinds(), *marks(*shown), bars()]
        self.setAccessibleName(_("What the shapes mean"))
        self.setAccessibleDescription(", ".join(entry.words for entry in self._entries))
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
        self.setMinimumSize(QSize(60, round(len(self._entries) * self._line()) + 4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = font("caption", self.font())
        metrics, line = QFontMetricsF(small), self._line()
        width = line * 1.6
        for row, entry in enumerate(self._entries):
            top = row * line
            whole = QRectF(self.rect())
            paint_sign(painter, entry, placed(painter, QRectF(2, top + 4, width, line - 8), whole), self._theme)
            painter.setFont(small)
            painter.setPen(self._theme.text)
            start = QPointF(0 if backwards(painter) else width + 12, top + line / 2 + metrics.capHeight() / 2)
            write(painter, start, whole.width() - width - 12, entry.words)
