"""A file that another program has changed, and what was done here: field by field, and which of both counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHeaderView, QPushButton, QVBoxLayout, QWidget

from planner.app.author.three_way import Choices, Merge, Place, Side
from planner.app.author.three_way_words import ClashWords, clash_words
from planner.i18n import _, ngettext
from ui.announce import announce
from ui.dialogs.frame import Answers, push_button, size_for_text
from ui.dialogs.tables import ReadTable, cell, heading
from ui.flow import flowing
from ui.plain import PlainLabel, Wrong

MOST_ROWS = 1_000
WHAT, HERE, DISK, CHOSEN = range(4)


class MergeFile(QDialog):
    """Every clash is decided before anything is put together; what only the disk has changed is shown below."""

    def __init__(
        self,
        name: str,
        found: Merge,
        titles: Mapping[str, str],
        merge: Callable[[Choices], str],
        parent: QWidget | None = None,
    ) -> None:
        """`name` of the file; `merge` does it, and says why it cannot be done."""
        super().__init__(parent)
        self.setWindowTitle(_("Merge with what is on the disk"))
        size_for_text(self, 110, 32, 960, 620)
        self._merge = merge
        self.choices: dict[Place, Side] = {}
        self._rows = [clash_words(one, titles) for one in found.clashes]
        self._taken = [clash_words(one, titles) for one in found.taken]
        self._at: dict[int, ClashWords] = {}
        self.words = PlainLabel(self._summary(), wrap=True)
        self.table = self._table()
        self.before = PlainLabel("", role="caption", wrap=True)
        self.wrong = Wrong()
        self.answers = Answers(self, _("Merge"))
        self.answers.accepted.disconnect()
        self.answers.accepted.connect(self._try)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        title = _("“{file}” was changed here and on the disk").format(file=name)
        column.addWidget(PlainLabel(title, role="title", wrap=True))
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        column.addWidget(self.before)
        self.buttons: dict[str, QPushButton] = {}
        choices = self._choices()
        choices.setVisible(bool(self._rows))
        column.addWidget(choices)
        column.addWidget(self.wrong)
        column.addWidget(self.answers)
        self._fill()

    def _summary(self) -> str:
        clashes = ngettext(
            "{count} thing was changed differently. Say which of both counts.",
            "{count} things were changed differently. Say which of both counts.",
            len(self._rows),
        )
        comes = ngettext(
            "{count} thing was changed only on the disk and is taken over.",
            "{count} things were changed only on the disk and are taken over.",
            len(self._taken),
        )
        said = clashes.format(count=len(self._rows)) if self._rows else _("Nothing was changed differently.")
        return f"{said} {comes.format(count=len(self._taken))}" if self._taken else said

    def _table(self) -> ReadTable:
        table = ReadTable(_("What is different"))
        table.setColumnCount(4)
        table.setHorizontalHeaderLabels([_("What"), _("Here"), _("On disk"), _("What counts")])
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(CHOSEN, QHeaderView.ResizeMode.ResizeToContents)
        table.setMinimumHeight(120)
        table.currentCellChanged.connect(lambda *_cells: self._follow())
        return table

    def _choices(self) -> QWidget:
        bar, flow = flowing(gap=8)
        for name, words, act in (
            ("mine", _("What is here counts"), partial(self._choose, Side.MINE)),
            ("theirs", _("What is on the disk counts"), partial(self._choose, Side.THEIRS)),
            ("all-mine", _("Everywhere what is here"), partial(self._choose_all, Side.MINE)),
            ("all-theirs", _("Everywhere what is on the disk"), partial(self._choose_all, Side.THEIRS)),
        ):
            self.buttons[name] = push_button(words, act)
            flow.addWidget(self.buttons[name])
        return bar

    # -- showing

    def _fill(self) -> None:
        for one in self._rows[:MOST_ROWS]:
            self._at[self._add(one.what, one.here, one.there, "")] = one
        if self._taken:
            at = self.table.rowCount()
            self.table.insertRow(at)
            self.table.setItem(at, WHAT, heading(_("Taken over from the disk, as it was changed only there")))
            self.table.setSpan(at, 0, 1, 4)
        for one in self._taken[:MOST_ROWS]:
            self._add(one.what, one.before, one.there, _("on the disk"))
        self.table.resizeRowsToContents()
        self.table.setCurrentCell(0 if self._rows else 1, WHAT)
        self._follow()

    def _add(self, *texts: str) -> int:
        at = self.table.rowCount()
        self.table.insertRow(at)
        for column, text in enumerate(texts):
            self.table.setItem(at, column, cell(text))
        return at

    def _follow(self) -> None:
        one = self._at.get(self.table.currentRow())
        self.before.setText(_("Before: {value}").format(value=one.before) if one is not None else "")
        for name in ("mine", "theirs"):
            if name in self.buttons:
                self.buttons[name].setEnabled(one is not None)
        left = len(self._rows) - len(self.choices)
        self.answers.ok.setEnabled(left == 0)
        self.answers.ok.setDefault(left == 0)
        words = ngettext("{count} decision is missing.", "{count} decisions are missing.", left)
        self.answers.ok.setAccessibleDescription(words.format(count=left) if left else "")

    # -- deciding

    def _choose(self, side: Side) -> None:
        """Decide the row, and go on to the next one that is not decided."""
        here = self.table.currentRow()
        if here not in self._at:
            return
        self._set(here, side)
        after = (row for row in (*range(here + 1, len(self._rows)), *range(here)) if not self._chosen(row))
        self.table.setCurrentCell(next(after, here), WHAT)
        announce(self.table, self.table.text(self.table.currentRow(), WHAT))
        self._follow()

    def _choose_all(self, side: Side) -> None:
        for row in self._at:
            self._set(row, side)
        for one in self._rows:
            self.choices[one.place] = side
        self._follow()

    def _chosen(self, row: int) -> bool:
        return row not in self._at or self._at[row].place in self.choices

    def _set(self, row: int, side: Side) -> None:
        one = self._at[row]
        self.choices[one.place] = side
        mine = side is Side.MINE
        self.table.setItem(row, CHOSEN, cell(_("here") if mine else _("on the disk"), strong=True))
        self.table.setItem(row, HERE, cell(one.here, strong=mine))
        self.table.setItem(row, DISK, cell(one.there, strong=not mine))
        self.table.resizeRowToContents(row)

    def _try(self) -> None:
        """Put both together; where what was chosen does not go together, say so and stay."""
        wrong = self._merge(self.choices)
        if not wrong:
            self.accept()
            return
        self.wrong.say(wrong)
        announce(self.wrong, wrong)

    def keyPressEvent(self, event: object) -> None:
        """Enter in the table decides nothing."""
        key = event.key()  # type: ignore[attr-defined]
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]
