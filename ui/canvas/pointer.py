"""What dragging means on the map: over the ground it moves the map (Qt does that), with Shift it selects what a
rectangle touches, and a step that is dragged onto another one is put before it in the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QRubberBand, QToolTip

from planner.i18n import _
from ui.plain import tip_text

if TYPE_CHECKING:
    from ui.canvas.view import MapView


class Pointer:
    """The gestures of one view; each method says whether it has dealt with the event."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self._rubber = QRubberBand(QRubberBand.Shape.Rectangle, view.viewport())
        self._press: QPoint | None = None
        self._grabbed: str | None = None
        """The step that is held down, and may be dragged."""
        self._dragging = False

    def press(self, event: QMouseEvent) -> bool:
        """A button goes down."""
        self._press, self._grabbed, self._dragging = event.position().toPoint(), None, False
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._rubber.setGeometry(QRect(self._press, QSize()))
            self._rubber.show()
            return True
        item = self._view.item.at(self._view.mapToScene(self._press))
        picture = self._view.picture
        node = picture.nodes.get(item) if picture and item else None
        if node is not None and node.planned and not node.held:
            self._grabbed = item
            return True
        return False

    def move(self, event: QMouseEvent) -> bool:
        """The pointer moves while a button is down."""
        spot = event.position().toPoint()
        if self._press is None:
            return False
        if self._rubber.isVisible():
            self._rubber.setGeometry(QRect(self._press, spot).normalized())
            return True
        if self._grabbed is None:
            return False
        far = (spot - self._press).manhattanLength() >= QApplication.startDragDistance()
        if self._dragging or far:
            self._dragging = True
            self._drag(spot, event.globalPosition().toPoint())
        return True

    def release(self, event: QMouseEvent) -> bool:
        """The button goes up; False where it was a click."""
        spot = event.position().toPoint()
        press, self._press = self._press, None
        if self._rubber.isVisible():
            self._rubber.hide()
            self._view.choose_in(self._rubber.geometry())
            return True
        if self._dragging and self._grabbed is not None:
            item, before = self._grabbed, self._target(spot)
            self.cancel()
            if before is not None and not self._view.refusal(item, before):
                self._view.dropped.emit(item, before)
            return True
        self._grabbed = None
        return press is None or (spot - press).manhattanLength() > 4

    def cancel(self) -> bool:
        """Put back what is dragged; False where nothing is."""
        was, self._grabbed, self._dragging = self._dragging, None, False
        self._rubber.hide()
        self._view.item.displace({})
        self._view.item.mark_target(None, False)
        self._view.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        QToolTip.hideText()
        return was

    def _target(self, spot: QPoint) -> str | None:
        item = self._view.item.at(self._view.mapToScene(spot), but=self._grabbed)
        picture = self._view.picture
        node = picture.nodes.get(item) if picture and item else None
        return item if node is not None and node.planned else None

    def _drag(self, spot: QPoint, place: QPoint) -> None:
        """Show the step under the pointer, and what would come of letting it go here."""
        assert self._grabbed is not None
        assert self._press is not None
        view = self._view
        away = QPointF(view.mapToScene(spot) - view.mapToScene(self._press))
        view.item.displace({self._grabbed: away})
        before = self._target(spot)
        refused = view.refusal(self._grabbed, before) if before else ""
        view.item.mark_target(before, not refused)
        shape = Qt.CursorShape.ForbiddenCursor if refused else Qt.CursorShape.ClosedHandCursor
        view.viewport().setCursor(shape)
        if before and view.picture:
            title = view.picture.nodes[before].title
            words = refused or _("before “{title}”").format(title=title)
            QToolTip.showText(place, tip_text(words), view)
        else:
            QToolTip.hideText()
