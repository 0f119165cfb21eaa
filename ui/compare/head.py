"""The head of the comparison: what every plan comes to, and how much more that is than in the first one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planner.app.side_by_side import ColumnSummary
from planner.app.side_words import facts
from planner.i18n import _
from ui import dates
from ui.flow import flowing
from ui.plain import PlainLabel, menu_text, plain_tip
from ui.theme import icons
from ui.theme.theme import Theme

NARROW = 34
"""A column for fewer letters than this has its words below each other."""


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """One column as its head shows it."""

    letter: str
    name: str
    summary: ColumnSummary | None
    """None while the plan is being made, or where there is none."""
    note: str
    """What there is to say in place of numbers."""
    adopt: str
    """Words of the button that makes it the learner's own; empty where there is no such button."""
    why_not: str = ""
    """Why that cannot be done; empty where it can."""


class Head(QWidget):
    """Labels at the side, a column for every plan."""

    edited = Signal(int)
    """A column is to be changed in place, or no longer."""
    adopted = Signal(int)
    removed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(3)
        self._parts: list[QWidget] = []
        self._narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard begins at the first button."""
        first = next((one for one in self.findChildren(QPushButton) if one.isVisible() and one.isEnabled()), None)
        if first is not None:
            first.setFocus(event.reason())
        else:
            super().focusInEvent(event)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours, for what is shown next."""
        self._theme = theme

    def show_columns(self, columns: Sequence[ColumnHead], side: int, editing: int | None) -> None:
        """Show these columns; `side`: pixels for the labels; `editing`: the column that is being changed."""
        focus: QWidget | None = self.focusWidget()
        focused = focus.objectName() if focus is not None else ""
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts.clear()
        self._grid.setColumnMinimumWidth(0, side)
        self._narrow = (self.width() - side) / max(1, len(columns)) < NARROW * self.fontMetrics().averageCharWidth()
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 1 if 1 <= at <= len(columns) else 0)
        titles = next((facts(one.summary) for one in columns if one.summary and len(facts(one.summary)) > 1), [])
        for row, (title, _value, _more) in enumerate(titles, 1):
            self._put(PlainLabel(title, role="caption"), row, 0)
        for at, column in enumerate(columns):
            self._add(column, at, editing == at, len(columns) > 1)
        if focused:
            QTimer.singleShot(0, self, lambda: self._return_to(focused))

    def _put(self, widget: QWidget, row: int, column: int) -> None:
        self._parts.append(widget)
        self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
        widget.show()

    def _add(self, column: ColumnHead, at: int, editing: bool, several: bool) -> None:
        name = PlainLabel(_("{letter}: {name}").format(letter=column.letter, name=column.name), role="title", wrap=True)
        self._put(name, 0, at + 1)
        rows = facts(column.summary, dates.day) if column.summary else []
        for row, (title, value, more) in enumerate(rows, 1):
            self._put(self._fact(title, value, more), row, at + 1)
        if column.note:
            self._put(PlainLabel(column.note, wrap=True), max(1, len(rows)), at + 1)
        self._put(self._buttons(column, at, editing, several), 10, at + 1)

    def _fact(self, title: str, value: str, more: str) -> QWidget:
        """A value and how much more it is: beside each other, or below each other where the column is narrow."""
        words = [PlainLabel(value, role="body" if title == _("8 of 10 finish") else "strong", wrap=self._narrow)]
        words += [PlainLabel(more, wrap=self._narrow)] if more else []
        if not self._narrow:
            holder, flow = flowing(8)
            flow.setContentsMargins(0, 0, 0, 0)
        else:
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
        for label in words:
            layout = holder.layout()
            if layout is not None:
                layout.addWidget(label)
        return holder

    def _buttons(self, column: ColumnHead, at: int, editing: bool, several: bool) -> QWidget:
        holder, flow = flowing()
        flow.setContentsMargins(0, 4, 0, 0)
        change = QPushButton(menu_text(_("Change this")))
        change.setCheckable(True)
        change.setChecked(editing)
        change.setAccessibleName(_("Change plan {letter}").format(letter=column.letter))
        change.setObjectName(f"change-{at}")
        change.clicked.connect(lambda: self.edited.emit(at))
        flow.addWidget(change)
        if column.adopt:
            adopt = QPushButton(menu_text(column.adopt))
            adopt.setAccessibleName(_("{act}: plan {letter}").format(act=column.adopt, letter=column.letter))
            adopt.setObjectName(f"adopt-{at}")
            adopt.setEnabled(not column.why_not)
            plain_tip(adopt, column.why_not)
            adopt.clicked.connect(lambda: self.adopted.emit(at))
            flow.addWidget(adopt)
        if several:
            flow.addWidget(self._tool("x", _("Take plan {letter} away").format(letter=column.letter), at))
        return holder

    def _tool(self, icon: str, words: str, at: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon, self._theme))
        button.setAccessibleName(words)
        plain_tip(button, words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setObjectName(f"remove-{at}")
        button.clicked.connect(lambda: self.removed.emit(at))
        return button

    def _return_to(self, name: str) -> None:
        for one in self.findChildren(QWidget, name):
            if one.isVisible():
                one.setFocus(Qt.FocusReason.OtherFocusReason)
