"""The middle of the window: one page at a time, such as the map or the timeline of the same plan."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.theme import wardrobe


class Pages(QStackedWidget):
    """Widgets by name. The action that shows a page is called "page_" and its name."""

    turned = Signal(str)
    """Name of the page that is shown now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self.currentChanged.connect(lambda place: self.turned.emit(self._names[place]))

    def add(self, name: str, page: QWidget) -> None:
        """One more page; the first one is shown."""
        self._names.append(name)
        wardrobe.may_wait(page)
        self.addWidget(page)

    def has(self, name: str) -> bool:
        """Whether there is a page of this name."""
        return name in self._names

    @property
    def shown(self) -> str:
        """Name of the page that is shown."""
        return self._names[self.currentIndex()]

    def turn_to(self, name: str) -> None:
        """Show the page of this name."""
        place = self._names.index(name)
        page = self.widget(place)
        if page is not None:
            wardrobe.dress(page)
        self.setCurrentIndex(place)
