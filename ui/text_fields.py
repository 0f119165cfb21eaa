"""Fields for text in a window that opens files: one that is dropped on them is not for them, and goes to the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

if TYPE_CHECKING:  # a window comes on the screen before any of this is loaded
    from PySide6.QtGui import QDragEnterEvent


class Line(QLineEdit):
    """One line, which takes text that is dropped but no file."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _is_file(event):
            event.ignore()
        else:
            super().dragEnterEvent(event)


class Sheet(QPlainTextEdit):
    """Many lines, likewise."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _is_file(event):
            event.ignore()
        else:
            super().dragEnterEvent(event)


def _is_file(event: QDragEnterEvent) -> bool:
    from ui.plain import dropped_file

    return dropped_file(event.mimeData()) is not None
