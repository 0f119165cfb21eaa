"""How the room of the window is shared among its panes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.main_window import MainWindow


ICONS_ONLY = 1.5
"""From this size of the text on the tools are without words, as a multiple of the usual size."""
LEAST = (900, 560)
"""The smallest window, in logical pixels."""
_ROOM_FOR_TWO = 760
"""In a window of fewer pixels, by the usual size of the text, only one pane stands beside the map."""
_ALONE = ("compare", "clients", "edit")
"""Pages that need all of the width: the panes beside them are about one plan."""


def first_size() -> QSize:
    """As large as is comfortable, never larger than the screen with room for the frame."""
    screen = QGuiApplication.primaryScreen()
    if QGuiApplication.platformName() == "offscreen":
        return QSize(1280, 800)
    room = screen.availableGeometry().size()
    return QSize(min(1440, room.width()), min(900, room.height() - 48))


def share_width(window: MainWindow) -> None:
    """Larger text needs wider panes; the map keeps at least a third, and more than half where one pane makes way."""
    text_scale = window.text_scale
    window.tool_bar.setIconSize(QSize(round(20 * text_scale), round(20 * text_scale)))
    _name_tools(window, text_scale)
    show_sides(window)
    window.panes.setSizes(widths(window.width(), text_scale, window.sides))


def is_narrow(whole: int, text_scale: float) -> bool:
    """Whether a window that is so wide has room for one pane beside the map only."""
    return whole < _ROOM_FOR_TWO * text_scale


def sides(hidden: Collection[str], whole: int, text_scale: float, wanted: str = "plan") -> tuple[bool, bool]:
    """Whether there is a pane left of the map (your answers), and one right of it.

    `hidden`: the panes that nobody wants to see. `wanted`: the one that is rather seen where there is room for one.
    """
    left, right = "you" not in hidden, not {"plan", "item"}.issubset(hidden)
    if left and right and is_narrow(whole, text_scale):
        return wanted == "you", wanted != "you"
    return left, right


def widths(whole: int, text_scale: float, shown: tuple[bool, bool]) -> list[int]:
    """Of the panes in a window that is so wide, of which these are shown."""
    left, right = (
        min(round(width * text_scale), whole * share // 100) if there else 0
        for width, share, there in zip((250, 360), (27, 39), shown, strict=True)
    )
    return [left, whole - left - right, right]


def show_sides(window: MainWindow) -> None:
    """Show the panes beside the page for which there is room, and say in the menu which these are."""
    trying, whole, scale = window.feed.kept is not None, window.width(), window.text_scale
    hidden = set(window.settings.hidden_panes) - ({"you"} if trying else set())
    shown = left, right = sides(hidden, whole, scale, window.beside)
    alone = window.pages.shown in _ALONE
    window.you.setVisible(left and not alone)
    window.right.setVisible(right and not alone)
    for name, there in (("you", left), ("plan", right), ("item", right)):
        window.actions_table[f"pane_{name}"].setChecked(there and name not in hidden)
    if shown != window.sides:  # else the panes keep the widths that somebody has given them
        window.sides = shown
        window.panes.setSizes(widths(whole, scale, shown))


def _name_tools(window: MainWindow, text_scale: float) -> None:
    """Words beside the icons of the tool bar where there is room for all of them, in whatever language."""
    from PySide6.QtCore import Qt  # late, see `ui.shell`

    bar = window.tool_bar
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if text_scale >= ICONS_ONLY or bar.sizeHint().width() > window.width():
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)


def above_each_other(above: Sequence[QWidget], middle: QWidget, below: Sequence[QWidget]) -> QWidget:
    """Widgets in one column without gaps; the one in the middle takes all room that is left."""
    from PySide6.QtWidgets import QVBoxLayout, QWidget  # late, see `ui.shell`

    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in (*above, middle, *below):
        column.addWidget(widget, 1 if widget is middle else 0)
    return holder
