"""One or two lines about the selected item and about what the last change means for the learner."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.plain import OneLine, PlainLabel


class ItemFacts(QWidget):
    """Numbers of the selected item, and the impact of the draft on the plan that is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = OneLine("", role="caption")
        self.numbers.setObjectName("author-numbers")
        self.impact = PlainLabel("", wrap=True)
        self.impact.setObjectName("author-impact")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 0)
        column.setSpacing(2)
        column.addWidget(self.impact)
        column.addWidget(self.numbers)
        self.show_numbers("")
        self.show_impact("")

    def show_numbers(self, words: str) -> None:
        """What is known about the selected item."""
        self._say(self.numbers, words)

    def show_impact(self, words: str) -> None:
        """What the draft does to plans."""
        self._say(self.impact, words)

    def _say(self, label: PlainLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))
        self.setVisible(bool(self.numbers.text() or self.impact.text()))
