"""The rows of the comparison: every choice and every step, what each plan does with it, and a sign for how alike."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from planner.app.side_by_side import Row, SideBySide
from planner.app.side_words import cell_words, mark_sign, mark_words
from planner.i18n import _
from ui import dates
from ui.dialogs.tables import ReadTable, cell, heading


class Rows(StrEnum):
    """Which rows are shown."""

    ALL = "all"
    DIFFERENT = "different"
    PARTLY = "partly"


class CompareTable(ReadTable):
    """A sign, the step, and a column for every plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Plans side by side, step by step"), parent)
        self._found: SideBySide | None = None
        self._wanted = Rows.ALL
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.side = 300
        """Pixels of the first two columns together."""

    def show_rows(self, found: SideBySide | None, wanted: Rows) -> None:
        """Show this comparison, or these rows of it; the place stays where it was."""
        place = self.verticalScrollBar().value() if found is not None else 0
        current = self.currentRow()
        self._found, self._wanted = found, wanted
        self.clearSpans()
        self.setRowCount(0)
        if found is None:
            return
        self.setColumnCount(2 + len(found.columns))
        names = [_("{letter}: {name}").format(letter=one.letter, name=one.name) for one in found.columns]
        self.setHorizontalHeaderLabels(["", _("Step or choice"), *names])
        self._fill(found)
        self._share_width()
        self.resizeRowsToContents()
        self.setCurrentCell(min(max(current, 1), self.rowCount() - 1), 1)
        self.verticalScrollBar().setValue(place)

    def _fill(self, found: SideBySide) -> None:
        if found.decisions:
            self._head(_("{title}: {count}").format(title=_("Decided differently"), count=len(found.decisions)))
        for decided in found.decisions:
            taken = [" + ".join(one) or _("not asked") for one in decided.taken]
            self._add(["≠", decided.name, *taken], _("decided differently"))
        counts = found.counts()
        text = _("Steps: {same} the same, {moved} on other days, {partly} not in every plan")
        self._head(text.format(same=counts["same"], moved=counts["moved"], partly=counts["partly"]))
        for row in found.rows:
            if self._is_wanted(row):
                cells = [cell_words(one, dates.span) for one in row.cells]
                self._add([mark_sign(row), row.title, *cells], mark_words(row))

    def _is_wanted(self, row: Row) -> bool:
        if self._wanted is Rows.ALL:
            return True
        return row.mark == "partly" or (self._wanted is Rows.DIFFERENT and row.mark != "same")

    def _head(self, text: str) -> None:
        row = self.rowCount()
        self.insertRow(row)
        self.setItem(row, 0, heading(text))
        self.setSpan(row, 0, 1, self.columnCount())

    def _add(self, texts: list[str], spoken: str) -> None:
        row = self.rowCount()
        self.insertRow(row)
        for column, text in enumerate(texts):
            self.setItem(row, column, cell(text, spoken if column == 0 else "", strong=column == 0))

    def _share_width(self) -> None:
        """The columns stand below their heads."""
        header = self.horizontalHeader()
        widest = "+".join("ABC"[: self.columnCount() - 3])
        sign = round(self.fontMetrics().horizontalAdvance(widest)) + 28
        for column, width in ((0, sign), (1, max(60, self.side - sign))):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)
        for column in range(2, self.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.columnCount() > 2:
            self._share_width()
