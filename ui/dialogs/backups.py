"""Earlier versions of the learner: when they were, what was different, going back to one or saving it as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHeaderView,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from planner.app import history
from planner.app.history import Difference, Version
from planner.app.workspace import Workspace
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.problem import PlannerError
from ui import dates
from ui.background import Newest
from ui.dialogs.frame import button_row, push_button
from ui.dialogs.tables import PADDING, ReadTable, cell
from ui.plain import PlainLabel
from ui.theme.theme import font, make_primary

MOST_ROWS = 300
"""So many differences of a version are listed."""

Look = tuple[int, tuple[Difference, ...] | None, str]
"""Row of a version, what is different, and the same in a line; None and the reason where it cannot be read."""


class BackupsDialog(QDialog):
    """A table of versions, and below it what is different in the one that is chosen.

    `chosen` is the version to go back to, `to_copy` the one to save as a file; both close the dialog.
    """

    def __init__(self, workspace: Workspace, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Backups"))
        self.resize(parent.size() * 0.8 if parent else QSize(960, 640))
        self.chosen: Version | None = None
        self.to_copy: Version | None = None
        self._workspace, self._document = workspace, document
        self._versions = history.versions(workspace)
        self._looks: dict[int, Look] = {}
        self._wanted = [0]
        """Row that is read next."""
        self._reading = Newest(self)
        self._reading.partly.connect(self._show_look)
        self._reading.answered.connect(lambda _nothing: self._follow())
        self._reading.failed.connect(lambda _words: self._follow())
        self._build()
        self._fill()
        if self._versions:
            self._reading.ask(self._read_all)
            self.table.setCurrentCell(0, 0)
            self.table.setFocus()
        self._follow()

    # -- building

    def _build(self) -> None:
        self.table = ReadTable(_("Backups"))
        self.table.setColumnCount(2)
        self.table.setHorizontalHeaderLabels([_("Kept on"), _("Different from now")])
        self.table.currentCellChanged.connect(lambda *_cells: self._follow())
        self.details = DifferenceTable(_("Then"))
        self._tables = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        self._tables.addWidget(self.table)
        self._tables.addWidget(self.details)
        self._tables.setSizes([260, 300])
        explanation = _(
            "Before your file changes, what was in it is kept: everything of two days, then one version for each of 14 "
            "days, 8 weeks and 12 months. Going back is one step that you can undo."
        )
        self._state = PlainLabel("", role="caption", wrap=True)
        self._copy = push_button(_("Save a copy as…"), self.copy)
        self._back = make_primary(push_button(_("Go back to this version"), self.go_back))
        self._close = push_button(_("Close"), self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_("Earlier versions of your plan"), role="title", wrap=True))
        column.addWidget(PlainLabel(explanation, role="caption", wrap=True))
        column.addWidget(self._tables, 1)
        column.addWidget(self._state)
        column.addLayout(button_row(self._copy, None, self._close, self._back))

    def _fill(self) -> None:
        today = datetime.now().astimezone()
        self.table.setRowCount(len(self._versions))
        for row, version in enumerate(self._versions):
            self.table.setItem(row, 0, cell(when_words(version.at, today)))
            self.table.setItem(row, 1, cell(""))
        self._share_width()

    def _share_width(self) -> None:
        metrics = QFontMetrics(font("body", QApplication.font()))
        texts = [self.table.text(row, 0) for row in range(self.table.rowCount())] + [_("Kept on")]
        width = max(map(metrics.horizontalAdvance, texts)) + PADDING + 8
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.table.setColumnWidth(0, min(width, self.width() // 2))
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    # -- reading

    def _read_all(self, stale: Callable[[], bool]) -> Iterator[Look]:
        """In a worker: the version that is looked at first, then the newest. Only words are kept of each."""
        left = list(range(len(self._versions)))
        while left and not stale():
            row = self._wanted[0] if self._wanted[0] in left else left[0]
            left.remove(row)
            try:
                then = history.document_of(self._workspace, self._versions[row])
            except PlannerError as wrong:
                yield row, None, wrong.problems[0].message
            else:
                found = history.differences(then, self._document, dates.day)
                yield row, found, history.summary(found)

    def _show_look(self, look: Look) -> None:
        row, found, words = look
        self._looks[row] = look
        text = words if found is not None else _("It cannot be read: {reason}").format(reason=words)
        self.table.setItem(row, 1, cell(text))
        self.table.resizeRowToContents(row)
        self._follow()

    @property
    def busy(self) -> bool:
        """Whether versions are still being read."""
        return self._reading.busy

    # -- choosing

    @property
    def current(self) -> Version | None:
        """The version that is chosen in the table."""
        row = self.table.currentRow()
        return self._versions[row] if 0 <= row < len(self._versions) else None

    def _follow(self) -> None:
        row = max(0, self.table.currentRow())
        self._wanted[0] = row
        look = self._looks.get(row)
        found = look[1] if look else None
        self.details.show_differences(found or ())
        self.details.setVisible(bool(found))
        self._back.setEnabled(bool(found))
        self._copy.setEnabled(self.current is not None)
        self._state.setText(self._state_words(look))
        self._state.setVisible(bool(self._state.text()))

    def _state_words(self, look: Look | None) -> str:
        if not self._versions:
            return _("Nothing has been kept yet: your file has not been changed since it was made.")
        if look is None:
            return _("Reading this version…")
        if look[1] is None:
            return _("This version cannot be read.")
        if not look[1]:
            return _("This version is the same as now.")
        more = len(look[1]) - MOST_ROWS
        words = ngettext("And {count} more difference.", "And {count} more differences.", more)
        return words.format(count=more) if more > 0 else ""

    def go_back(self) -> None:
        """Close with the version to go back to."""
        if self._back.isEnabled():
            self.chosen = self.current
            self.accept()

    def copy(self) -> None:
        """Close with the version to save as a file."""
        self.to_copy = self.current
        self.accept()

    def done(self, result: int) -> None:
        self._reading.drop()
        super().done(result)


class DifferenceTable(ReadTable):
    """What is different: the thing, how it is in the other version, and how it is now."""

    def __init__(self, other: str, parent: QWidget | None = None) -> None:
        super().__init__(_("What is different"), parent)
        self.setColumnCount(3)
        self.setHorizontalHeaderLabels([_("What"), other, _("Now")])
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def show_differences(self, found: tuple[Difference, ...]) -> None:
        """One row each, up to `MOST_ROWS`."""
        self.setRowCount(min(len(found), MOST_ROWS))
        for row, one in enumerate(found[:MOST_ROWS]):
            for column, text in enumerate((one.what, one.then, one.now)):
                self.setItem(row, column, cell(text))
        self.resizeRowsToContents()


def when_words(at: datetime, now: datetime) -> str:
    """A moment as people say it, such as "Today, 2:30 PM" or "4 Jan 2027, 2:30 PM"."""
    days = (now.date() - at.date()).days
    day = {0: _("Today"), 1: _("Yesterday")}.get(days) or dates.day(at.date())
    return _("{day}, {time}").format(day=day, time=dates.time(at))
