"""What is wrong with the draft, with a way there and a way out; below it what the selected item is to the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.i18n import _, ngettext
from planner.model.problem import Severity
from ui.announce import announce
from ui.author.answer import AnswerLine
from ui.background import Newest
from ui.flow import flowing
from ui.panels.boxes import Box, WrappingButton, narrow
from ui.plain import OneLine, PlainLabel, menu_text, plain_tip
from ui.theme import icons
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from planner.app.author.findings import Finding
    from planner.app.author.repair import Repair

_AT = Qt.ItemDataRole.UserRole
_LARGE = 22
"""Pixels of a line of text from which on two lines of buttons leave no room for the list."""
_AROUND = 40
"""Pixels that a button takes beside its words."""


class Problems(QWidget):
    """Lists findings. A double click, Enter or “Go to” leads to the place; repairs are one click.

    Where words are missing there is a line to write them in: Enter leads there, and from there to the next finding of
    this sort, so that many can be put right one after the other.
    """

    followed = Signal(object)
    """The finding whose place is wanted."""
    shown = Signal(object)
    """The finding that somebody is about to write about."""
    repair_chosen = Signal(object, object)
    """The finding and its repair."""
    emptied = Signal()
    """There is nothing in the list any more, or something again."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: Sequence[Finding] = ()
        self._selected: frozenset[str] = frozenset()
        self.title_of: Callable[[str], str] = lambda item: item
        self.setObjectName("author-problems")
        self.count = OneLine("", role="strong")
        self.count.setObjectName("author-problem-count")
        self.filter = self._kinds()
        self.list = QListWidget()
        self.list.setObjectName("author-problem-list")
        self.list.setAccessibleName(_("Problems"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(lambda _row: self._take_up())
        self.list.currentRowChanged.connect(lambda _row: self._hold())
        self.none = PlainLabel("", wrap=True)
        self.none.setContentsMargins(12, 4, 12, 8)
        self.line = AnswerLine()
        self.line.given.connect(self._answer)
        self.line.left.connect(self.list.setFocus)
        self.answer: Callable[[Finding, str], str] = lambda _finding, _words: ""
        """Do what puts a finding right with these words; says why that cannot be done."""
        self._acts, self._flow = flowing(gap=6)
        self.go = QPushButton(menu_text(_("Go to")))
        self.go.clicked.connect(lambda _on: self._go())
        self._flow.addWidget(self.go)
        self._buttons: list[QPushButton] = []
        self.more = self._menu()
        self._trying = Newest(self)
        self._trying.answered.connect(self._on_tried)
        self._in_sight = QTimer(self, singleShot=True, interval=0)
        self._in_sight.timeout.connect(self._keep_in_sight)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 0)
        head.addWidget(self.count, 3)
        head.addWidget(self.filter, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.list, 100)
        column.addWidget(self.none)
        column.addWidget(self.line)
        column.addWidget(self._acts)
        column.addStretch(1)
        self.show_findings(())

    def _kinds(self) -> Box:
        """Which problems are listed."""
        box = Box()
        narrow(box)
        box.setAccessibleName(_("Which problems"))
        for value, words in (
            ("all", _("All problems")),
            ("errors", _("Errors only")),
            ("serious", _("Errors and warnings")),
            ("selected", _("Of the selected items")),
        ):
            box.addItem(words, value)
        box.currentIndexChanged.connect(lambda _row: self._fill())
        return box

    def _menu(self) -> QPushButton:
        """The repairs where they do not stand side by side."""
        button = QPushButton(menu_text(_("Put right")))
        button.setMenu(QMenu(button))
        self._flow.addWidget(button)
        return button

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self._fill()

    def show_findings(self, found: Sequence[Finding], waiting: bool = False) -> None:
        """Show these; `waiting`: they are of a moment ago, and new ones are being looked for."""
        current, self._found = self.current, found
        counts = {one: sum(each.problem.severity is one for each in found) for one in Severity}
        words = [
            ngettext("{count} error", "{count} errors", counts[Severity.ERROR]).format(count=counts[Severity.ERROR]),
            ngettext("{count} warning", "{count} warnings", counts[Severity.WARNING]).format(
                count=counts[Severity.WARNING]
            ),
            ngettext("{count} note", "{count} notes", counts[Severity.NOTE]).format(count=counts[Severity.NOTE]),
        ]
        shown = [text for text, severity in zip(words, Severity, strict=True) if counts[severity]]
        none = _("No problem found: every rule of a good curriculum holds.")
        text = _("Checking…") if waiting and not found else ", ".join(shown) or none
        if text != self.count.text():
            self.count.setText(text)
            announce(self.count, text)
        self._fill(current)

    def select(self, items: Sequence[str]) -> None:
        """These items are selected."""
        chosen = frozenset(items)
        if chosen != self._selected:
            self._selected = chosen
            if self.filter.currentData() == "selected":
                self._fill()

    def _wanted(self, one: Finding) -> bool:
        kind = self.filter.currentData()
        if kind == "selected":
            return one.problem.node in self._selected
        allowed = {"errors": (Severity.ERROR,), "serious": (Severity.ERROR, Severity.WARNING)}.get(str(kind))
        return allowed is None or one.problem.severity in allowed

    def _fill(self, chosen: Finding | None = None) -> None:
        """List what is wanted; `chosen`: the finding that is looked at now, else the same as before.

        Where that has gone, the one that is in its place is next; where nobody has chosen one yet, it is the first.
        """
        current, before = (chosen or self.current) if self._held else None, self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for number, one in enumerate(self._found):
            if self._wanted(one):
                row = QListWidgetItem(self._icon(one), self._words(one))
                row.setData(_AT, number)
                spoken = f"{_severity_words(one.problem.severity)}: {self._words(one)}"
                row.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
                plain_tip(row, self._words(one))
                self.list.addItem(row)
                if current is not None and one.problem == current.problem:
                    self.list.setCurrentItem(row)
        none = self.list.count() == 0
        if not none and self.list.currentRow() < 0:
            self.list.setCurrentRow(min(before, self.list.count() - 1) if self._held and before > 0 else 0)
        self._held = self._held and not none
        self.list.blockSignals(False)
        self.list.setVisible(not none)
        self._acts.setVisible(not none)
        self.line.setVisible(not none and bool(self.line.question))
        self.none.setVisible(none and bool(self._found))
        self.none.setText(_("None of these."))
        self.filter.setVisible(bool(self._found))
        self._follow()
        self.emptied.emit()

    def _icon(self, one: Finding):  # type: ignore[no-untyped-def]
        name = "info" if one.problem.severity is Severity.NOTE else "triangle-alert"
        colour = {Severity.ERROR: self._theme.overdue, Severity.WARNING: self._theme.warning}.get(
            one.problem.severity, self._theme.text2
        )
        return icons.icon(name, self._theme, colour)

    def _words(self, one: Finding) -> str:
        problem = one.problem
        title = self.title_of(problem.node) if problem.node else ""
        return f"{title}: {problem.message}" if title and title not in problem.message else problem.message

    @property
    def current(self) -> Finding | None:
        """The finding that is chosen."""
        row: QListWidgetItem | None = self.list.currentItem()
        number = row.data(_AT) if row is not None else None
        return self._found[number] if number is not None and number < len(self._found) else None

    def _follow(self) -> None:
        """Offer what can be done about the chosen finding; of many items what that is, is found out meanwhile."""
        one = self.current
        self.line.ask(one)
        self.go.setEnabled(one is not None and bool(one.problem.node))
        if one is not None and one.is_slow:
            self._offer(one, ())
            self._trying.ask(lambda _stale: (one, one.repairs))
        else:
            self._trying.drop()
            self._offer(one, one.repairs if one is not None else ())

    def _on_tried(self, found: tuple[Finding, Sequence[Repair]]) -> None:
        if found[0] is self.current:
            self._offer(*found)

    def _offer(self, one: Finding | None, repairs: Sequence[Repair]) -> None:
        """Buttons for these repairs."""
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        self.more.menu().clear()
        for repair in repairs:
            button = WrappingButton()
            button.setText(menu_text(repair.label))
            button.clicked.connect(lambda _on, one=one, repair=repair: self.repair_chosen.emit(one, repair))
            self._flow.addWidget(button)
            self._buttons.append(button)
            entry = self.more.menu().addAction(menu_text(repair.label))
            entry.triggered.connect(lambda _on, one=one, repair=repair: self.repair_chosen.emit(one, repair))
        self._make_room()
        self.updateGeometry()
        self._in_sight.start()

    def _make_room(self) -> None:
        """Where the repairs do not stand in two lines, or in one of large text, they are entries of one button."""
        words = [(one.fontMetrics(), one.text()) for one in self._buttons]
        wide = self.go.sizeHint().width() + sum(font.horizontalAdvance(text) + _AROUND for font, text in words)
        lines = 1 if self.fontMetrics().lineSpacing() > _LARGE else 2
        narrow_now = wide > lines * (self.width() - 16)
        self.more.setVisible(narrow_now and bool(self._buttons))
        for button in self._buttons:
            button.setVisible(not narrow_now)
        self._acts.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is listed, so that one line says it all."""
        return self.list.isHidden()

    def _keep_in_sight(self) -> None:
        """The chosen finding stays to be seen where the list has become lower."""
        row: QListWidgetItem | None = self.list.currentItem()
        if row is not None:
            self.list.scrollToItem(row)

    def _go(self) -> None:
        if self.current is not None:
            self.followed.emit(self.current)

    _held = False
    """Whether somebody has chosen a finding, so that it stays chosen when others are found."""

    def _hold(self) -> None:
        self._held = True
        self._follow()

    def _take_up(self) -> None:
        """Write what is missing, or go to the place."""
        self._held = True
        if self.line.question:
            self.line.edit.setFocus()
            self._show()
        else:
            self._go()

    def _show(self) -> None:
        """Show what the finding is about; where that would change the list, it stays."""
        if self.current is not None and self.filter.currentData() != "selected":
            self.shown.emit(self.current)

    def _answer(self, words: str) -> None:
        """Take the words, and go on to the next finding that asks for some; without words it stays as it is."""
        one = self.current
        if one is None:
            return
        after = self._next_asking(one)
        if words:
            wrong = self.answer(one, words)
            if wrong:
                self.line.say(wrong)
                return
            self.line.forget(one)
            self._found = [other for other in self._found if other is not one]
        self._fill(after)
        if after is None:
            self.take_focus()
            return
        self.line.edit.setFocus()
        announce(self.line.edit, self.line.question)
        self._show()

    def _next_asking(self, one: Finding) -> Finding | None:
        """The next finding in the list that asks for words, those above last; None where there is no other one."""
        shown = [self._found[self.list.item(row).data(_AT)] for row in range(self.list.count())]
        here = next(row for row, other in enumerate(shown) if other is one)
        return next((other for other in (*shown[here + 1 :], *shown[:here]) if other.ask is not None), None)

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        (self.list if self.list.isVisible() else self.filter).setFocus()

    def minimumSizeHint(self) -> QSize:
        """A row of the list, with everything that can be done about it; one line where nothing is listed."""
        height = self.filter.sizeHint().height() + 12
        if self.is_empty:
            return QSize(80, height + (0 if self.none.isHidden() else self.none.sizeHint().height() + 4))
        height += self.fontMetrics().lineSpacing() + 20
        if not self.line.isHidden():
            height += self.line.minimumSizeHint().height() + 4
        if not self._acts.isHidden():
            height += self._acts.heightForWidth(max(self.width(), 200)) + 4
        return QSize(80, height)


def _severity_words(severity: Severity) -> str:
    return {Severity.ERROR: _("error"), Severity.WARNING: _("warning")}.get(severity, _("note"))
