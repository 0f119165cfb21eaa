"""Which part of the map is in sight: zooming, fitting, bringing boxes into sight, with a short flight between."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QObject, QPoint, QPointF, QRectF, QTimer, QVariantAnimation
from PySide6.QtWidgets import QGraphicsView

from ui.canvas.levels import LEVELS, READABLE

MIN_ZOOM, MAX_ZOOM = 0.015, 2.5
UNREADABLE = LEVELS[3].from_zoom
"""Below this zoom no titles are shown."""
START_ZOOM = 0.62
"""Titles are easy to read, and a good part of the map is in sight."""
FLIGHT = 200
"""Milliseconds."""
RESTS = 140
"""Milliseconds after the last change of the zoom until it is said to rest."""


class Camera(QObject):
    """Moves a view. `scale` is the size of the text, with which the map grows; `margins` are left free."""

    def __init__(self, view: QGraphicsView, bounds: Callable[[float], QRectF], changed: Callable[[], None]) -> None:
        super().__init__(view)
        self._view, self._bounds, self._changed = view, bounds, changed
        self.scale = 1.0
        self.left = self.right = self.top = 0.0
        """Pixels of the viewport that names of lanes and eras take."""
        self.calm = False
        """Whether nothing flies: the person wants no moving pictures, or nobody looks."""
        self.flying = False
        self._flight = QVariantAnimation(self, duration=FLIGHT)
        self._flight.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._flight.valueChanged.connect(self._fly)
        self._flight.finished.connect(self._land)
        self._route = (1.0, QPointF(), 1.0, QPointF())
        self._rest = QTimer(self, interval=RESTS, singleShot=True)
        self._rest.timeout.connect(self._changed)

    @property
    def zoom(self) -> float:
        """Screen pixels for one pixel of the map."""
        return self._view.transform().m11()

    @property
    def resting(self) -> bool:
        """Whether the zoom has not changed for a moment."""
        return self.calm or not (self._rest.isActive() or self.flying)

    def settle(self) -> None:
        """What is in sight has not been reached by zooming: nobody waits until it is painted in full."""
        self._rest.stop()
        self._changed()

    def room(self, margin: float = 12) -> QRectF:
        """The part of the viewport that nothing else covers."""
        return QRectF(self._view.viewport().rect()).adjusted(
            self.left + margin, self.top + margin, -self.right - margin, -margin
        )

    def set_zoom(self, zoom: float) -> None:
        """Use a zoom, within what makes sense; what is in sight may jump."""
        wanted = min(MAX_ZOOM * self.scale, max(MIN_ZOOM, zoom))
        if abs(wanted - self.zoom) > 1e-9:
            self._rest.start()
        self._view.setTransform(self._view.transform().fromScale(wanted, wanted))
        self._view.setSceneRect(self._bounds(wanted))

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Zoom, keeping the point of the viewport at `around` (its middle by default) where it is."""
        self.stop()
        spot = around or QPointF(self._view.viewport().rect().center())
        scene = self._view.mapToScene(spot.toPoint())
        self.set_zoom(self.zoom * factor)
        self.keep(scene, spot)
        self._changed()

    def keep(self, scene: QPointF, spot: QPointF) -> None:
        """Scroll so that a point of the scene lies at a spot of the viewport."""
        shown = QPointF(self._view.viewportTransform().map(scene))
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        way = -1 if self._view.isRightToLeft() else 1  # the scroll bar begins where one begins to read
        across.setValue(across.value() + way * round(shown.x() - spot.x()))
        down.setValue(down.value() + round(shown.y() - spot.y()))

    def fit(self, rect: QRectF, largest: float = 1.0, fly: bool = True) -> float:
        """Show all of a part of the scene, at most at the zoom `largest`; returns the zoom it takes."""
        if rect.isEmpty():
            return self.zoom
        wanted = self.fitting(rect, largest)
        self.fly_to(max(MIN_ZOOM, wanted), rect.center(), fly)
        return wanted

    def fitting(self, rect: QRectF, largest: float = 1.0) -> float:
        """The zoom at which all of a part of the scene has room, at most `largest`."""
        room = self.room()
        wanted = (room.width() / max(1.0, rect.width()), room.height() / max(1.0, rect.height()), largest * self.scale)
        return min(wanted)

    def show(self, rect: QRectF, least: float = READABLE, fly: bool = True) -> None:
        """Bring a box into sight, at a zoom at which it can be read; does not move where it is in sight already."""
        zoom = START_ZOOM * self.scale if self.zoom < least * self.scale else self.zoom
        shown = QRectF(self._view.mapFromScene(rect).boundingRect())
        if zoom != self.zoom or not self.room(24).contains(shown):
            self.fly_to(zoom, rect.center(), fly)

    def fly_to(self, zoom: float, middle: QPointF, fly: bool = True) -> None:
        """Move so that a point of the scene lies in the middle of the room, at a zoom."""
        self.stop()
        if self.calm or not fly or not self._view.isVisible():
            self._place(zoom, middle)
            self._changed()
            return
        here = self._view.mapToScene(self.room().center().toPoint())
        self._route = (self.zoom, here, zoom, middle)
        self.flying = True
        self._flight.setStartValue(0.0)
        self._flight.setEndValue(1.0)
        self._flight.start()

    def place(self) -> tuple[float, QPointF]:
        """The zoom, and the point of the scene in the middle of the room; a flight is at its end."""
        self.stop()
        return self.zoom, self._view.mapToScene(self.room().center().toPoint())

    def stop(self) -> None:
        """End a flight at its goal."""
        if self.flying:
            self._flight.stop()
            self._land()

    def _fly(self, share: float) -> None:
        from_zoom, start, to_zoom, goal = self._route
        zoom = from_zoom * (to_zoom / from_zoom) ** share
        # So that the goal comes nearer evenly on the screen, not in the scene.
        way = share if abs(to_zoom - from_zoom) < 1e-9 else (1 / from_zoom - 1 / zoom) / (1 / from_zoom - 1 / to_zoom)
        self._place(zoom, start + (goal - start) * way)
        self._changed()

    def _land(self) -> None:
        self.flying = False
        self._place(self._route[2], self._route[3])
        self._changed()

    def _place(self, zoom: float, middle: QPointF) -> None:
        self.set_zoom(zoom)
        self.keep(middle, self.room().center())

    def spot_of(self, scene: QPointF) -> QPoint:
        """Where a point of the scene is in the viewport."""
        return self._view.mapFromScene(scene)
