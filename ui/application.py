"""The application object: it hears of files that the desktop wants to be opened while the program runs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """On macOS a double click sends an event; other desktops start the program with the file as its argument."""

    file_opened = Signal(object)
    """A path."""

    def event(self, event: QEvent) -> bool:
        # Not an event filter: that would be asked about every event of every widget.
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(Path(event.file()))
            return True
        return super().event(event)
