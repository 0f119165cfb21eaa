"""How the room of the window is shared among its panes."""

from __future__ import annotations

from collections.abc import Sequence
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


def first_size() -> QSize:
    """As large as is comfortable, never larger than the screen with room for the frame."""
    screen = QGuiApplication.primaryScreen()
    if QGuiApplication.platformName() == "offscreen":
        return QSize(1280, 800)
    room = screen.availableGeometry().size()
    return QSize(min(1440, room.width()), min(900, room.height() - 48))


def share_width(window: MainWindow, text_scale: float) -> None:
    """Larger text needs wider panes; the map keeps at least a third."""
    window.tool_bar.setIconSize(QSize(round(20 * text_scale), round(20 * text_scale)))
    _name_tools(window, text_scale)
    window.panes.setSizes(widths(window.width(), text_scale))


def widths(whole: int, text_scale: float) -> list[int]:
    """Of the panes in a window that is so wide."""
    left, right = (min(round(width * text_scale), whole * share // 100) for width, share in ((236, 27), (360, 39)))
    return [left, whole - left - right, right]


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
