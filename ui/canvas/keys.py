"""The map from the keyboard: to the next box in a direction, along the lines, to start and goal, by typing a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from ui.canvas.view import MapView

STEPS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)
}  # fmt: skip
_NONE, _PAD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier


def press(view: MapView, event: QKeyEvent) -> bool:
    """Do what a key means on the map; False where it means nothing here."""
    key, plain = Qt.Key(event.key()), event.modifiers() in (_NONE, _PAD)
    if view.skip() and key == Qt.Key.Key_Escape:
        return True
    box = here(view)
    if key in STEPS and plain:
        return _step(view, box, *STEPS[key])
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and event.modifiers() == Qt.KeyboardModifier.AltModifier:
        return _along(view, box, (key == Qt.Key.Key_Right) != view.backwards)
    if key in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain:
        return _to_end(view, key == Qt.Key.Key_Home)
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and box:
        view.open_box(box)
        return True
    if key == Qt.Key.Key_Escape and plain and view.cancel_drag():
        return True
    if key == Qt.Key.Key_Escape and plain and view.selection:
        view.choose(None)
        return True
    text = event.text()
    if len(text) == 1 and text.isalnum() and event.modifiers() in (_NONE, Qt.KeyboardModifier.ShiftModifier):
        view.typed.emit(text)
        return True
    return False


def here(view: MapView) -> str | None:
    """The box at which the keyboard stands."""
    picture = view.picture
    first = next(iter(view.selection), None)
    if picture is None or first is None:
        return None
    return first if first in picture.modules and first in view.item.rects else picture.box_of(first)


def _step(view: MapView, box: str | None, across: int, down: int) -> bool:
    geometry = view.item.geometry
    if geometry is None:
        return False
    middle = view.mapToScene(view.viewport().rect().center())
    target = geometry.neighbour(box, across, down) if box else geometry.nearest(middle)
    if target:
        view.step_to(target)
    return True


def _along(view: MapView, box: str | None, forwards: bool) -> bool:
    """To what needs this box first in time, or to what it needs last; with a line only."""
    geometry = view.item.geometry
    found = geometry.along(box, forwards) if geometry and box else []
    if found and geometry:
        nearest = min(
            found, key=lambda one: abs(geometry.rects[one].center().y() - geometry.rects[box or one].center().y())
        )
        view.step_to(nearest)
    return True


def _to_end(view: MapView, start: bool) -> bool:
    picture = view.picture
    if picture is None:
        return False
    item = picture.start or next(iter(picture.nodes), None) if start else picture.goal
    box = picture.box_of(item) if item else None
    if item and box:
        view.step_to(item)
    return True
