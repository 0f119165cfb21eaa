"""A bar above the panes for what must not be missed: it stays until it is dealt with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from planner.i18n import _
from ui.announce import announce
from ui.plain import PlainLabel, menu_text


class Banner(QFrame):
    """One message with buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.words = PlainLabel("", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self.words, 1)
        self._buttons: list[QPushButton] = []
        self.hide()

    def show_message(self, text: str, acts: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Show a message; `acts`: the words on a button and what it does. It can always be closed."""
        self.clear()
        self.words.setText(text)
        for words, act in (*acts, (_("Close"), self.clear)):
            button = QPushButton(menu_text(words))
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._row.addWidget(button)
            self._buttons.append(button)
        self.show()
        announce(self.words, text)

    def clear(self) -> None:
        """Nothing to say any more."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons.clear()
        self.hide()
