"""A bar above the panes for what must not be missed: it stays until it is dealt with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from planner.i18n import _
from ui.announce import announce
from ui.plain import PlainLabel, menu_text

Acts = Sequence[tuple[str, Callable[[], object]]]
"""The words on a button and what it does."""
LEAST_LETTERS = 40
"""So many letters of the words stand in a line at least, else the buttons stand below them."""


class Banner(QFrame):
    """One message at a time, the first that came; the next one when that is dealt with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.words = PlainLabel("", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self.words, 1)
        self._acts = QHBoxLayout()
        self._acts.setSpacing(8)
        self._acts.addStretch(1)
        self._row.addLayout(self._acts)
        self._buttons: list[QPushButton] = []
        self._waiting: dict[str, tuple[str, Acts]] = {}
        self.hide()

    def show_message(self, topic: str, text: str, acts: Acts = ()) -> None:
        """Show a message, in place of an earlier one on the same topic. It can always be closed."""
        self._waiting[topic] = (text, acts)
        self._show_first()

    def _follow_width(self) -> None:
        """The buttons stand below the words where little room would be left beside them."""
        beside = self.width() - sum(button.sizeHint().width() + self._acts.spacing() for button in self._buttons)
        narrow = beside < LEAST_LETTERS * self.fontMetrics().averageCharWidth()
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow_width()

    def clear(self, topic: str | None = None) -> None:
        """There is nothing to say on a topic any more, or on any."""
        if topic is None:
            self._waiting.clear()
        else:
            self._waiting.pop(topic, None)
        self._show_first()

    def _show_first(self) -> None:
        for button in self._buttons:
            self._acts.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        if not self._waiting:
            self.hide()
            return
        topic, (text, acts) = next(iter(self._waiting.items()))
        same = self.isVisible() and self.words.text() == text
        self.words.setText(text)
        for words, act in (*acts, (_("Close"), partial(self.clear, topic))):
            button = QPushButton(menu_text(words))
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._acts.addWidget(button)
            self._buttons.append(button)
        self._follow_width()
        self.show()
        if not same:
            announce(self.words, text)
