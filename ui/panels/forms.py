"""Columns of labelled fields, the same in every part of the left pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planner.i18n import _
from ui.panels.boxes import clear
from ui.plain import LinkLabel, PlainLabel, plain_tip
from ui.theme import icons
from ui.theme.theme import Theme

W = TypeVar("W", bound=QWidget)


class Column(QWidget):
    """A column without margins in which every field stands below its label."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def label(self, text: str, gap: int = 8) -> PlainLabel:
        """What the next field asks for."""
        if self.column.count():
            self.column.addSpacing(gap)
        return self.add(PlainLabel(text, role="caption", wrap=True))

    def caption(self) -> PlainLabel:
        """Small words that are filled in later."""
        return self.add(PlainLabel("", role="caption", wrap=True))

    def add(self, widget: W) -> W:
        """One more widget below the others."""
        self.column.addWidget(widget)
        return widget


def say(label: PlainLabel, text: str) -> None:
    """Show a text; a label without one takes no room."""
    label.setText(text)
    label.setVisible(bool(text))


class Rows(QWidget):
    """Lines with a button that takes the line away; those with an action of their own are links."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._buttons: list[QToolButton] = []

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        for button in self._buttons:
            button.setIcon(icons.icon("x", theme))

    def show_rows(
        self,
        rows: Sequence[tuple[str, str]],
        remove: Callable[[int], object],
        open_row: Callable[[int], object] | None = None,
    ) -> None:
        """Show (text, more about it) line by line; `remove` and `open_row` are told the number of the line."""
        focused = next((at for at, button in enumerate(self._buttons) if button.hasFocus()), None)
        clear(self._column)
        self._buttons = []
        for number, (text, more) in enumerate(rows):
            self._column.addWidget(self._row(number, text, more, remove, open_row))
        if focused is not None and self._buttons:
            self._buttons[min(focused, len(self._buttons) - 1)].setFocus()

    def _row(
        self,
        number: int,
        text: str,
        more: str,
        remove: Callable[[int], object],
        open_row: Callable[[int], object] | None,
    ) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 2, 0, 2)
        across.setSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(0)
        if open_row is None:
            words.addWidget(PlainLabel(text, wrap=True))
        else:
            link = LinkLabel(text)
            link.clicked.connect(lambda: open_row(number))
            words.addWidget(link)
        if more:
            words.addWidget(PlainLabel(more, role="caption", wrap=True))
        across.addLayout(words, 1)
        button = QToolButton()
        button.setIcon(icons.icon("x", self._theme))
        button.setIconSize(QSize(16, 16))
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name = _("Remove {name}").format(name=text)
        button.setAccessibleName(name)
        plain_tip(button, name)
        button.clicked.connect(lambda: remove(number))
        self._buttons.append(button)
        across.addWidget(button)
        return row
