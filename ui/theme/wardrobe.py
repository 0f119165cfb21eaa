"""Who is told of another look, and when: what is seen at once, the rest when somebody turns to it.

Qt tells every widget of another style sheet, shown or not, and most widgets of the window belong to pages and parts
that are hidden. It tells them twice, too, as one sheet has to go before the next one comes. So it is kept from telling
anybody: what the old sheet did is taken back here, and what the new one says is told here, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from weakref import WeakKeyDictionary, WeakSet

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QStyle, QWidget
from shiboken6 import isValid

_WAITS = "trailmark_waits"
_DRESSED, _OWN = Qt.WidgetAttribute.WA_WState_Polished, Qt.WidgetAttribute.WA_SetStyle
"""What Qt has dressed; what has a style of its own, and is told nothing of another one for the program."""
_may_wait: Final[WeakSet[QWidget]] = WeakSet()
_later: Final[WeakKeyDictionary[QWidget, Callable[[], object]]] = WeakKeyDictionary()
"""How hidden parts draw themselves in the look of now."""


@dataclass(frozen=True)
class Undressed:
    """Widgets that are to hear of the new look as soon as it is there."""

    dressed: list[QWidget]
    others: list[QWidget]
    """Those that were never shown: Qt dresses them when they are."""
    every: list[QWidget]
    """All widgets of the program, also those that need not hear of it now."""


def may_wait(part: QWidget) -> None:
    """While it is hidden, this part with all that is in it need not be told of another look."""
    _may_wait.add(part)


def wear(part: QWidget, put_on: Callable[[], object]) -> None:
    """Let a part draw itself in another look: now, or when it is looked at, if it may wait for that."""
    if part in _may_wait and part.isHidden():
        _later[part] = put_on
        part.installEventFilter(_usher(QApplication.instance()))
    else:
        put_on()


def undress(app: QApplication) -> Undressed:
    """Take the look of now from every widget, just before the style sheet that knows of it goes."""
    style, every = app.style(), app.allWidgets()
    for part in every:
        if part.isHidden() and (part in _may_wait or _is_list_of_a_box(part)) and not part.property(_WAITS):
            inside = [one for one in _all_of(part) if not one.isVisible() and not one.testAttribute(_OWN)]
            _take_off(style, [one for one in inside if one.testAttribute(_DRESSED)])
            for widget in inside:
                widget.setAttribute(_OWN, True)
            part.setProperty(_WAITS, True)
            part.installEventFilter(_usher(app))
    told = [one for one in every if not one.testAttribute(_OWN)]
    dressed = [one for one in told if one.testAttribute(_DRESSED)]
    _take_off(style, dressed)
    for widget in told:
        widget.setAttribute(_OWN, True)
    undressed = set(dressed)
    return Undressed(dressed, [one for one in told if one not in undressed], every)


def _is_list_of_a_box(part: QWidget) -> bool:
    """Whether it is what opens below a box to choose from: nine widgets for each, which hardly anybody ever sees."""
    return part.isWindow() and isinstance(part.parentWidget(), QComboBox)


def _take_off(style: QStyle, widgets: Iterable[QWidget]) -> None:
    for widget in widgets:
        style.unpolish(widget)
        widget.setAttribute(_DRESSED, False)


def dress_again(undressed: Undressed) -> None:
    """Let them put the new look on."""
    _put_on(undressed.dressed, undressed.others)


def dress(part: QWidget) -> None:
    """Let a part that waits put the look of now on; the parts in it that are hidden may go on waiting."""
    put_on = _later.pop(part, None)
    if part.property(_WAITS):
        part.setProperty(_WAITS, False)
        _put_on([one for one in _all_of(part) if one.testAttribute(_OWN)], [])
    if put_on is not None:
        put_on()
    part.removeEventFilter(_usher(QApplication.instance()))


def _put_on(dressed: Iterable[QWidget], others: Iterable[QWidget]) -> None:
    style, change, dressed = QApplication.style(), QEvent(QEvent.Type.StyleChange), list(dressed)
    told = [*dressed, *others]
    for widget in told:
        widget.setAttribute(_OWN, False)
    for widget in dressed:
        widget.setAttribute(_DRESSED, True)
        style.polish(widget)
    for widget in told:
        if isValid(widget):  # one that hears of it may throw away what is in it
            QApplication.sendEvent(widget, change)


def _all_of(part: QWidget) -> Iterator[QWidget]:
    """The part and everything in it, but for parts in it that wait themselves."""
    yield part
    for child in part.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not child.property(_WAITS):
            yield from _all_of(child)


class _Usher(QObject):
    """Dresses a part that appears by whatever means, before it is painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            dress(watched)
        return False


def _usher(app: QObject | None) -> _Usher:
    found = app.findChild(_Usher, options=Qt.FindChildOption.FindDirectChildrenOnly) if app is not None else None
    return found if found is not None else _Usher(app)
