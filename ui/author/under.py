"""What stands below the editor's map: what the selected item is to the others, and what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget

from planner.i18n import _
from ui.author.facts import ItemFacts
from ui.author.problems import Problems
from ui.theme.theme import Theme

USUAL = 220
"""Pixels at 100 % that it takes where nobody has chosen another height."""


class Under(QScrollArea):
    """At most half of the column, and one line where nothing is wrong. Where it is too low for both, the problems come
    first and the rest is scrolled to."""

    def __init__(self, theme: Theme, parent: QSplitter) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("Problems"))
        self._column = _Column(theme, self)
        self.setWidget(self._column)
        self.facts, self.problems = self._column.facts, self._column.problems
        self._splitter, self._text, self._chosen = parent, 1.0, 0
        self._column.asked.connect(self.share)
        self.problems.emptied.connect(self.share)
        parent.splitterMoved.connect(lambda *_place: self._remember())

    def set_text(self, text: float) -> None:
        """Follow another size of text."""
        self._text = text
        self.share()

    def _remember(self) -> None:
        """What somebody has given to it, it keeps."""
        if not self.problems.is_empty:
            self._chosen = self.height()

    def share(self) -> None:
        """Take its part of the height of the column."""
        height = self._splitter.height() - self._splitter.handleWidth()
        most, width = max(1, height // 2), max(120, self._splitter.width())
        problems, facts = self._column.heights(width)
        needed = problems + facts
        is_tight = needed > most
        usual = self._chosen or round(USUAL * min(1.5, self._text))
        below = min(most, needed if self.problems.is_empty else max(usual, needed))
        self._column.set_room(is_tight, below)
        self.setMinimumHeight(min(problems, most))
        self.setMaximumHeight(below if self.problems.is_empty else most)
        if self._splitter.sizes()[-1:] != [below] and height > 0:
            self._splitter.setSizes([height - below, below])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._column.set_room(self._column.is_tight, self.viewport().height())


class _Column(QWidget):
    """Two widgets below each other; no layout, which would ask for the most that a list can take."""

    asked = Signal()
    """One of the two needs another height."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.facts, self.problems = ItemFacts(self), Problems(theme, self)
        self.is_tight, self._room = False, 0

    def heights(self, width: int) -> tuple[int, int]:
        """What the problems need at least, and what the lines about the selected item take."""
        facts = 0
        if not self.facts.isHidden():
            facts = max(self.facts.heightForWidth(width), self.facts.minimumSizeHint().height())
        return self.problems.minimumSizeHint().height(), facts

    def set_room(self, is_tight: bool, room: int) -> None:
        """So much of it is seen at once; `is_tight`: not all of it."""
        if (is_tight, room) != (self.is_tight, self._room):
            self.is_tight, self._room = is_tight, room
            self.updateGeometry()
            self._place()

    def minimumSizeHint(self) -> QSize:
        problems, facts = self.heights(max(120, self.width()))
        return QSize(80, facts + (max(problems, self._room) if self.is_tight else problems))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        _problems, facts = self.heights(width)
        self.facts.setGeometry(0, height - facts if self.is_tight else 0, width, facts)
        self.problems.setGeometry(0, 0 if self.is_tight else facts, width, height - facts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
            self.asked.emit()
        return super().event(event)
