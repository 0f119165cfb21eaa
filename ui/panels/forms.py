"""Columns of labelled fields, the same in every part of the left pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planner.i18n import _
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


class _Row(QWidget):
    """One line: text, more about it, and the button that takes it away."""

    def __init__(self, linked: bool, theme: Theme) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 2, 0, 2)
        across.setSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.text = LinkLabel("") if linked else PlainLabel("", wrap=True)
        self.more = PlainLabel("", role="caption", wrap=True)
        words.addWidget(self.text)
        words.addWidget(self.more)
        across.addLayout(words, 1)
        self.button = QToolButton()
        self.button.setIconSize(QSize(16, 16))
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        across.addWidget(self.button)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.button.setIcon(icons.icon("x", theme))

    def show_words(self, text: str, more: str) -> None:
        """What stands in the line."""
        self.text.setText(text)
        say(self.more, more)
        name = _("Remove {name}").format(name=text)
        self.button.setAccessibleName(name)
        plain_tip(self.button, name)


class Rows(QWidget):
    """Lines with a button that takes the line away; those with an action of their own are links."""

    def __init__(self, theme: Theme, linked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._linked = theme, linked
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._rows: list[_Row] = []
        self._remove: Callable[[int], object] = lambda _number: None
        self._open: Callable[[int], object] = lambda _number: None

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        for row in self._rows:
            row.set_theme(theme)

    def set_removable(self, on: bool) -> None:
        """Whether lines can be taken away."""
        self._removable = on
        for row in self._rows:
            row.button.setEnabled(on)

    _removable = True

    def show_rows(
        self,
        rows: Sequence[tuple[str, str]],
        remove: Callable[[int], object],
        open_row: Callable[[int], object] | None = None,
    ) -> None:
        """Show (text, more about it) line by line; `remove` and `open_row` are told the number of the line.

        Lines that are there already only get other words: new ones would have the whole pane laid out again, after
        every change of anything.
        """
        self._remove, self._open = remove, open_row or self._open
        focused = next((at for at, row in enumerate(self._rows) if row.button.hasFocus()), None)
        for gone in self._rows[len(rows) :]:
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        del self._rows[len(rows) :]
        for number in range(len(self._rows), len(rows)):
            self._add(number)
        for row, words in zip(self._rows, rows, strict=True):
            row.show_words(*words)
        if focused is not None and self._rows:
            self._rows[min(focused, len(self._rows) - 1)].button.setFocus()

    def _add(self, number: int) -> None:
        row = _Row(self._linked, self._theme)
        row.button.setEnabled(self._removable)
        row.button.clicked.connect(lambda: self._remove(number))
        if isinstance(row.text, LinkLabel):
            row.text.clicked.connect(lambda: self._open(number))
        self._rows.append(row)
        self._column.addWidget(row)
