"""What is stale: dated facts that should be looked at again, of the learner's own plan or of everything."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QHeaderView, QPushButton, QVBoxLayout, QWidget

from planner.app import stale
from planner.app.stale import Fact, Staleness
from planner.i18n import _, ngettext
from ui.dialogs.frame import choice, size_for_text
from ui.dialogs.tables import ReadTable, cell
from ui.plain import PlainLabel, menu_text

MOST_ROWS = 500
PLAN, EVERYTHING = "plan", "everything"


class StaleDialog(QDialog):
    """A table of facts; one can go to the item that a fact is about, and copy the list."""

    chosen = Signal(str)
    """The id of an item to be shown."""

    def __init__(self, found: Staleness, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What is stale"))
        self._found = found
        self._rows: list[Fact] = []
        self.which = choice(
            _("Facts"), (PLAN, _("What my plan rests on")), (EVERYTHING, _("Everything in the curriculum"))
        )
        self.which.currentIndexChanged.connect(self._fill)
        self._state = PlainLabel("", wrap=True)
        self.table = ReadTable(_("What is stale"))
        self.table.setColumnCount(3)
        self.table.setHorizontalHeaderLabels([_("What"), _("When"), _("Source")])
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._follow)
        self.table.itemDoubleClicked.connect(lambda _item: self._go())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        row = QHBoxLayout()
        label = PlainLabel(_("Facts"))
        label.setBuddy(self.which)
        row.addWidget(label)
        row.addWidget(self.which)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._state)
        column.addWidget(self.table, 1)
        column.addWidget(self._buttons())
        size_for_text(self, 100, 28, 760, 460)
        self._fill()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.go_button = self._button(buttons, _("Go to item"))
        self.go_button.clicked.connect(self._go)
        copy = self._button(buttons, _("Copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(self.lines())))
        buttons.rejected.connect(self.reject)
        return buttons

    @staticmethod
    def _button(buttons: QDialogButtonBox, words: str) -> QPushButton:
        made = buttons.addButton(menu_text(words), QDialogButtonBox.ButtonRole.ActionRole)
        made.setAutoDefault(False)
        return made

    def lines(self) -> list[str]:
        """The list as text."""
        return [stale.line(fact, self._found.on) for fact in self._rows] or [self._state.text()]

    def _fill(self) -> None:
        """Show the facts that are asked for; what is fresh is only counted."""
        mine = self.which.currentData() == PLAN
        asked = [fact for fact in self._found.facts if fact.rests or not mine]
        self._rows = stale.in_question(asked)
        fresh = len(asked) - len(self._rows)
        self._state.setText(_words(len(self._rows), fresh))
        shown = self._rows[:MOST_ROWS]
        self.table.setRowCount(len(shown))
        for number, fact in enumerate(shown):
            self.table.setItem(number, 0, cell("\n".join([fact.what, stale.kind_words(fact.kind)])))
            when = [stale.state_words(fact, self._found.on), stale.dated_words(fact), stale.rests_words(fact)]
            self.table.setItem(number, 1, cell("\n".join(filter(None, when))))
            self.table.setItem(number, 2, cell(fact.source or _("no source")))
        self.table.setVisible(bool(shown))
        if shown:
            self.table.setCurrentCell(0, 0)
            self.table.scrollToTop()
        self._follow()

    def _current(self) -> Fact | None:
        row = self.table.currentRow()
        return self._rows[row] if 0 <= row < min(len(self._rows), MOST_ROWS) else None

    def _follow(self) -> None:
        fact = self._current()
        self.go_button.setEnabled(fact is not None and fact.item is not None)

    def _go(self) -> None:
        fact = self._current()
        if fact is not None and fact.item is not None:
            self.chosen.emit(fact.item)
            self.accept()


def _words(count: int, fresh: int) -> str:
    good = ngettext("{count} other fact is fresh.", "{count} other facts are fresh.", fresh).format(count=fresh)
    if not count:
        return " ".join([_("Nothing here needs to be looked at again."), good])
    asked = ngettext("{count} fact should be looked at again.", "{count} facts should be looked at again.", count)
    return " ".join([asked.format(count=count), good])
