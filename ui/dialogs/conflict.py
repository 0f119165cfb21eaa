"""The file on the disk is not the one that was opened: what is different, and what shall become of both."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QGridLayout, QHeaderView, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.app.history import Difference
from planner.app.on_disk import Conflict
from planner.i18n import _
from ui.dialogs.tables import ReadTable, cell
from ui.plain import PlainLabel, menu_text

MOST_ROWS = 300
WIDTH, LETTERS = 700, 80


class Choice(Enum):
    """What the person wants."""

    MERGE = auto()
    """Put both together, or write what is here where nothing can be put together."""
    THEIRS = auto()
    COPY = auto()
    LATER = auto()


class ConflictDialog(QDialog):
    """Says what happened and asks. Enter and Esc decide nothing: neither of the two is overwritten by a habit."""

    def __init__(
        self, conflict: Conflict, differences: tuple[Difference, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("The file has changed"))
        self.choice = Choice.LATER
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(_title(conflict), role="title", wrap=True))
        column.addWidget(PlainLabel(_("Nothing has been overwritten. What shall happen?"), wrap=True))
        self.table = self._table(differences)
        self.table.setVisible(conflict.theirs is not None)
        column.addWidget(self.table, 1)
        self.buttons: dict[Choice, QPushButton] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (choice, text, meaning) in enumerate(_offers(conflict)):
            button = QPushButton(menu_text(text))
            button.setAutoDefault(choice is Choice.LATER)
            button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
            button.setAccessibleDescription(meaning)
            button.clicked.connect(lambda _on, choice=choice: self._choose(choice))
            self.buttons[choice] = button
            grid.addWidget(button, row, 0)
            grid.addWidget(PlainLabel(meaning, role="caption", wrap=True), row, 1)
        column.addLayout(grid)
        self.buttons[Choice.LATER].setDefault(True)
        self.buttons[Choice.LATER].setFocus()
        if conflict.theirs is not None:
            self.resize(parent.size() * 0.8 if parent else QSize(900, 600))
        else:
            width = max(WIDTH, LETTERS * self.fontMetrics().averageCharWidth())
            width = min(width, parent.width() if parent else width)
            self.resize(width, max(self.heightForWidth(width), self.minimumSizeHint().height()))

    @staticmethod
    def _table(differences: tuple[Difference, ...]) -> ReadTable:
        table = ReadTable(_("What is different"))
        table.setColumnCount(3)
        table.setHorizontalHeaderLabels([_("What"), _("Here"), _("On the disk")])
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        shown = differences[:MOST_ROWS]
        table.setRowCount(max(1, len(shown)))
        if not shown:
            table.setItem(0, 0, cell(_("Both say the same.")))
        for row, one in enumerate(shown):
            for at, text in enumerate((one.what, one.now, one.then)):
                table.setItem(row, at, cell(text))
        table.setMinimumHeight(120)
        return table

    def _choose(self, choice: Choice) -> None:
        self.choice = choice
        self.accept()


def _title(conflict: Conflict) -> str:
    if conflict.gone:
        return _("Your file is not there any more: it was moved, renamed or deleted.")
    if conflict.theirs is None:
        return _("Another program has written something into your file that cannot be read.")
    if not conflict.same_learner:
        return _("There is another learner in your file now.")
    return _("Another program has changed your file since it was opened.")


def _offers(conflict: Conflict) -> list[tuple[Choice, str, str]]:
    """Choices with the words of their buttons and what they do."""
    copy = (
        Choice.COPY,
        _("Keep mine as a copy…"),
        _("You go on in a file of another name.")
        if conflict.gone
        else _("You go on in a file of another name; the one on the disk stays as it is."),
    )
    later = (Choice.LATER, _("Decide later"), _("Nothing is saved until then. A line above your plan reminds you."))
    if conflict.theirs is None:
        again = _("Your plan is written to its old place.")
        if not conflict.gone:
            again = _("Your plan is written over it. What is there now is kept with the backups.")
        return [(Choice.MERGE, _("Write mine again"), again), copy, later]
    load = (
        Choice.THEIRS,
        _("Load the other one"),
        _("You go on with what is on the disk. Yours is kept with the backups."),
    )
    if not conflict.same_learner:
        return [copy, load, later]
    merge = (
        Choice.MERGE,
        _("Merge both"),
        _("Everything that was recorded in either is kept; of every answer the one that was given last."),
    )
    return [merge, copy, load, later]
