"""The big stages in one line: where you are, the milestones, the goal. A click goes there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from planner.app.map import Map
from planner.i18n import _
from ui import dates
from ui.theme.theme import Theme, font

_ARROW = 22.0


class Trail(QWidget):
    """You ▸ milestone ▸ … ▸ goal, each with its month."""

    era_chosen = Signal(int)
    """Number of the stage that was clicked; -1 for the start."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stops: list[tuple[str, str, str]] = []
        """(kind, title, month)"""
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Stages of your path"))

    def show_map(self, picture: Map) -> None:
        """Show the stages of another map."""
        start = picture.nodes[picture.start].title if picture.start else _("From nothing")
        self._stops = [("role", start, _("you"))]
        for number, era in enumerate(picture.eras):
            kind = "goal" if number == len(picture.eras) - 1 else "milestone"
            self._stops.append((kind, era.title, dates.month(era.finish) if era.finish else ""))
        words = [" ".join(filter(None, stop[1:])) for stop in self._stops]
        self.setAccessibleDescription(" ▸ ".join(words))
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.setFont(QApplication.font())  # painted by hand: nobody else tells it of a new text size
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        body, caption = QFontMetricsF(font("body", self.font())), QFontMetricsF(font("caption", self.font()))
        return QSize(300, round(body.height() + caption.height()) + 14)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def _rects(self) -> list[QRectF]:
        """Room for every stop: what its title needs, shortened fairly where there is not enough.

        Where the titles would shrink to nothing, only the start, the next milestone and the goal are shown.
        """
        metrics = QFontMetricsF(font("strong", self.font()))
        wanted = [metrics.horizontalAdvance(title) + 6 for _kind, title, _month in self._stops]
        if self._room(len(wanted)) < len(wanted) * metrics.averageCharWidth() * 9:
            wanted = [width if at in (0, 1, len(wanted) - 1) else 0.0 for at, width in enumerate(wanted)]
        room = self._room(sum(width > 0 for width in wanted))
        limit = max(wanted, default=0.0)
        while sum(min(width, limit) for width in wanted) > room and limit > 40:
            limit -= 4
        rects, x = [], 12.0
        for width in wanted:
            rects.append(QRectF(x, 0, min(width, limit), self.height()))
            x += min(width, limit) + _ARROW if width else 0.0
        return rects

    def _room(self, stops: int) -> float:
        return self.width() - 24 - _ARROW * max(0, stops - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._theme.surface)
        painter.setPen(QPen(self._theme.hairline, 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        strong, small = font("strong", self.font()), font("caption", self.font())
        big, little = QFontMetricsF(strong), QFontMetricsF(small)
        for number, ((kind, title, month), rect) in enumerate(zip(self._stops, self._rects(), strict=True)):
            if not rect.width():
                continue
            painter.setFont(strong)
            painter.setPen(self._theme.kind(kind).stroke)
            shown = big.elidedText(title, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect.left(), 6 + big.ascent(), shown)  # type: ignore[call-overload]
            painter.setFont(small)
            painter.setPen(self._theme.text2)
            shown = little.elidedText(month, Qt.TextElideMode.ElideRight, rect.width() + _ARROW / 2)
            painter.drawText(rect.left(), 6 + big.height() + little.ascent(), shown)  # type: ignore[call-overload]
            if number + 1 < len(self._stops):
                painter.setFont(strong)
                painter.drawText(rect.right() + 6, 6 + big.ascent(), "▸")  # type: ignore[call-overload]
            if self.hasFocus() and number == self._current:
                painter.setPen(QPen(self._theme.focus, 2))
                painter.drawRoundedRect(rect.adjusted(-4, 2, 4, -3), 4, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number, rect in enumerate(self._rects()):
            if rect.adjusted(-6, 0, 6, 0).contains(event.position()):
                self.era_chosen.emit(number - 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._stops) - 1
        match Qt.Key(event.key()):
            case Qt.Key.Key_Right:
                self._current = min(last, self._current + 1)
            case Qt.Key.Key_Left:
                self._current = max(0, self._current - 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if 0 <= self._current <= last:
                self.era_chosen.emit(self._current - 1)
            case _:
                super().keyPressEvent(event)
        self.update()
