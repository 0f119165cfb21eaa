"""What bars, lines and shades of the timeline mean, in as many lines as the room takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from planner.app.timeline import Form
from planner.i18n import _
from ui.theme.theme import Theme, font
from ui.timeline.bars import paint_hatching, paint_shape
from ui.timeline.frame import LEFT, RIGHT, Look


@dataclass(frozen=True, slots=True)
class _Entry:
    words: str
    paint: Callable[[QPainter, Look, QRectF], None]


def _study(painter: QPainter, look: Look, box: QRectF) -> None:
    paint_shape(painter, look, "skill", Form.STUDY, box)


def _span(painter: QPainter, look: Look, box: QRectF) -> None:
    paint_shape(painter, look, "experience", Form.SPAN, box)


def _critical(painter: QPainter, look: Look, box: QRectF) -> None:
    paint_shape(painter, look, "skill", Form.STUDY, box.adjusted(0, 0, 0, -4))
    painter.fillRect(QRectF(box.left(), box.bottom() - 3, box.width(), 3), look.theme.edge_path)


def _off(painter: QPainter, look: Look, box: QRectF) -> None:
    painter.fillRect(box, look.theme.raised)
    paint_hatching(painter, box, look.theme.edge_idle, 9)


def _range(painter: QPainter, look: Look, box: QRectF) -> None:
    middle, reach = box.center().y(), box.height() * 0.35
    painter.setPen(QPen(look.theme.kind("goal").stroke, 1.5))
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
    for x in (box.left(), box.right()):
        painter.drawLine(QPointF(x, middle - reach), QPointF(x, middle + reach))


class Legend(QWidget):
    """One entry beside the other."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look(theme, QApplication.font(), 1.0)
        self._entries = (
            _Entry(_("study"), _study),
            _Entry(_("months beside study"), _span),
            _Entry(_("decides the finish"), _critical),
            _Entry(_("days off"), _off),
            _Entry(_("when 80 of 100 arrive"), _range),
        )
        self.setAccessibleName(_("What the timeline shows"))
        self.setAccessibleDescription(", ".join(entry.words for entry in self._entries))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def set_theme(self, theme: Theme, text: float) -> None:
        """Use other colours and another size of text."""
        self.setFont(QApplication.font())
        self._look = Look(theme, self.font(), text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        lines = len({place.top() for _entry, place in self._places()})
        return QSize(200, round(lines * self._line() + 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def _line(self) -> float:
        return float(self._look.caption_size.height() + 6)

    def _places(self) -> list[tuple[_Entry, QRectF]]:
        metrics, line = QFontMetricsF(font("caption", self.font())), self._line()
        x, y = 8.0, 3.0
        found = []
        for entry in self._entries:
            width = 30 + metrics.horizontalAdvance(entry.words)
            if x + width > self.width() - 8 and x > 8:
                x, y = 8.0, y + line
            found.append((entry, QRectF(x, y, width, line)))
            x += width + 16
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._look.theme.surface)
        painter.setPen(QPen(self._look.theme.hairline, 1))
        painter.drawLine(0, 0, self.width(), 0)
        backwards = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        painter.setFont(self._look.caption)
        for entry, place in self._places():
            if backwards:
                place.moveRight(self.width() - place.left())
            box = QRectF(place.right() - 24 if backwards else place.left(), place.top() + 4, 24, place.height() - 8)
            entry.paint(painter, self._look, box)
            painter.setPen(self._look.theme.text2)
            words = place.adjusted(0, 0, -30, 0) if backwards else place.adjusted(30, 0, 0, 0)
            painter.drawText(words, RIGHT if backwards else LEFT, entry.words)
