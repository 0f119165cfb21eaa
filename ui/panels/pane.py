"""What the text panes share: they scroll up and down only, and are filled anew."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.theme.theme import Theme


class Pane(QScrollArea):
    """A frameless pane with one column of widgets."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)

    def focus_first(self) -> None:
        """Give the keyboard to the first thing in the pane that takes it, so that one sees where it is."""
        page = self.widget()
        for child in page.findChildren(QWidget) if page else []:
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible():
                child.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.setFocus()

    def new_column(self) -> QVBoxLayout:
        """Throw away what is shown and start an empty column."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(14, 12, 14, 16)
        column.setSpacing(4)
        self.setWidget(page)
        return column
