"""Walks what assistive programs see of a window, through Qt's own interfaces, as the bridges to the desktops do."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget


def walk(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """The widget and everything in it, parents first; what is not on the screen is left out."""
    yield from _inside(QAccessible.queryAccessibleInterface(widget))


def _inside(one: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    if one.state().invisible:
        return
    yield one
    for number in range(one.childCount()):
        child = one.child(number)
        if child is not None:
            yield from _inside(child)


def name(one: QAccessibleInterface) -> str:
    """What it is called."""
    return one.text(QAccessible.Text.Name)


def facts(one: QAccessibleInterface) -> str:
    """What is said of it."""
    return one.text(QAccessible.Text.Description)


def items(widget: QWidget, list_name: str) -> dict[str, QAccessibleInterface]:
    """Name -> item of the list whose name begins so."""
    found = [one for one in walk(widget) if one.role() == QAccessible.Role.List and name(one).startswith(list_name)]
    assert len(found) == 1, f"{len(found)} lists are called {list_name}"
    children = [found[0].child(number) for number in range(found[0].childCount())]
    return {name(one): one for one in children}
