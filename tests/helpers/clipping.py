"""Finds words that have no room where they are shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.wrapped import WordsButton


def clipped(root: QWidget) -> list[str]:
    """Labels and buttons that have no room for their words."""
    found = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton):
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            fits = widget.height() >= widget.heightForWidth(widget.width())
        elif isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
            fits = True
        elif isinstance(widget, WordsButton):
            fits = widget.height() >= widget.heightForWidth(widget.width())
            fits = fits and widget.width() >= widget.minimumSizeHint().width()
        else:
            needed = widget.sizeHint()
            fits = widget.width() >= needed.width() and widget.height() >= needed.height()
        if widget.text() and not fits:
            found.append(f"{type(widget).__name__} {widget.text()!r}: {widget.size()} for {widget.sizeHint()}")
    return found


def settle(qtbot: QtBot, root: QWidget) -> None:
    """Let layouts follow their contents: what still has no room after that has none."""
    for _round in range(40):
        QApplication.processEvents()
        if not clipped(root):
            return
        qtbot.wait(50)
