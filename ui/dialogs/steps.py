"""Every change of this session in a list: what it did to the plan, and a way back or forward to any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTableWidgetItem, QVBoxLayout, QWidget

from planner.app.difference import difference, same_steps
from planner.app.session import Step
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.plan import Plan
from ui import dates
from ui.dialogs.frame import size_for_text
from ui.dialogs.tables import PADDING, ReadTable
from ui.finished import STAYS
from ui.plain import PlainLabel

_BOLD, _SPOKEN = Qt.ItemDataRole.FontRole, Qt.ItemDataRole.AccessibleTextRole


class _Table(ReadTable):
    """Enter goes to the row as a click does."""

    taken = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.taken.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


class Steps(QDialog):
    """Stays open beside the window, and follows what is done there."""

    wanted = Signal(int)
    """Go to the state after so many changes; 0 is the beginning."""

    def __init__(self, plan_of: Callable[[Document], Plan | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan_of = plan_of
        self.setProperty(STAYS, True)
        self.setWindowTitle(_("History"))
        size_for_text(self, 72, 24, 620, 460)
        self._count = PlainLabel("", role="caption", wrap=True)
        self.table = _Table(_("History"))
        self.table.setColumnCount(3)
        self.table.setHorizontalHeaderLabels([_("When"), _("Change"), _("Effect")])
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.table.taken.connect(self.wanted.emit)
        self.table.cellClicked.connect(lambda row, _column: self.wanted.emit(row))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        text = _("Click a line, or press Enter on it, to make everything as it was then. Nothing is lost by that.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        for widget in (PlainLabel(text, wrap=True), self.table, self._count, buttons):
            layout.addWidget(widget, 1 if widget is self.table else 0)
        self.table.setFocus()

    def show_steps(self, steps: Sequence[Step[Any]], place: int) -> None:
        """List the changes; `place`: so many of them are done now."""
        plans = [self._plan_of(step.document) for step in steps]
        room = self.fontMetrics().horizontalAdvance("00:00 AMM") + PADDING + 8
        self.table.horizontalHeader().resizeSection(0, room)
        self.table.setRowCount(len(steps))
        for row, step in enumerate(steps):
            before, after = plans[row - 1] if row else None, plans[row]
            words = _("Beginning of this session") if not row else step.label or _("A new day has begun")
            effect = ""
            if before is not None and after is not None:
                same = _("the plan is the same") if same_steps(before, after) else _("steps have moved")
                effect = difference(before, after, dates.day) or same
                effect = _("taken back: {effect}").format(effect=effect) if row > place else effect
            elif after is not None and not row:
                effect = _("finish {day}").format(day=dates.day(after.finish))
            here = _("now") if row == place else _("taken back") if row > place else ""
            self._fill(row, (dates.time(step.at), f"▸ {words}" if row == place else words, effect), here)
        self.table.setCurrentCell(place, 1)
        self.table.scrollTo(self.table.currentIndex())
        self.table.resizeRowsToContents()
        done, more = place, len(steps) - 1 - place
        text = ngettext("{count} change", "{count} changes", done).format(count=done)
        if more:
            text += " · " + ngettext("{count} taken back", "{count} taken back", more).format(count=more)
        self._count.setText(text)

    def _fill(self, row: int, texts: Sequence[str], here: str) -> None:
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            spoken = text.removeprefix("▸ ")
            item.setData(_SPOKEN, f"{spoken}, {here}" if here and column == 1 else spoken)
            if here == _("now"):
                font = self.table.font()
                font.setBold(True)
                item.setData(_BOLD, font)
            elif here:
                item.setForeground(self.palette().placeholderText())
            self.table.setItem(row, column, item)
