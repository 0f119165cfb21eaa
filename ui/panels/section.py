"""A part of a pane that folds: its title, what it holds in a few words while it is folded, and its body."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.plain import PlainLabel
from ui.theme import icons, wardrobe
from ui.theme.theme import Theme
from ui.wrapped import FoldButton


class Section(QWidget):
    """Folds and unfolds by a click, Space, or Left and Right on its title."""

    folded = Signal(bool)
    """The person has folded it, or unfolded it."""

    def __init__(self, name: str, title: str, theme: Theme, strong: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._theme = theme
        self.title = FoldButton(title, strong)
        self._summary = PlainLabel("", role="caption", wrap=True)
        self._summary.setContentsMargins(0, 0, 0, 4)
        self._summary.setIndent(22)  # at the side on which one begins to read
        self.body = QWidget()
        wardrobe.may_wait(self.body)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 8)
        self.column.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.title, self._summary, self.body):
            layout.addWidget(widget)
        self.title.setChecked(True)
        self.title.toggled.connect(self._follow)
        self.title.clicked.connect(lambda on: self.folded.emit(not on))
        self.title.turned.connect(self._choose)
        self.set_theme(theme)

    @property
    def is_open(self) -> bool:
        """Whether the body is shown."""
        return self.title.isChecked()

    def set_open(self, on: bool) -> None:
        """Show the body, or hide it."""
        self.title.setChecked(on)
        self._follow(on)

    def summarize(self, text: str) -> None:
        """What is said of the body while it is folded."""
        self._summary.setText(text)
        self._follow(self.is_open)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self.title.follow_text_size()
        self._follow(self.is_open)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:  # the arrow points where the title begins
            self._follow(self.is_open)

    def _choose(self, on: bool) -> None:
        if on != self.is_open:
            self.set_open(on)
            self.folded.emit(not on)

    def _follow(self, on: bool) -> None:
        self.title.setIcon(icons.icon("chevron-down" if on else "chevron-right", self._theme))
        if on:
            wardrobe.dress(self.body)
        self.body.setVisible(on)
        self._summary.setVisible(not on and bool(self._summary.text()))
        self.title.setAccessibleDescription("" if on else self._summary.text())
