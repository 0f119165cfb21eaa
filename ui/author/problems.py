"""What is wrong with the draft, with a way there and a way out; below it what the selected item is to the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.i18n import _, ngettext
from planner.model.problem import Severity
from ui.announce import announce
from ui.flow import flowing
from ui.panels.boxes import Box, narrow
from ui.plain import OneLine, PlainLabel, menu_text, plain_tip
from ui.theme import icons
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from planner.app.author.findings import Finding

_AT = Qt.ItemDataRole.UserRole


class Problems(QWidget):
    """Lists findings. A double click, Enter or “Go to” leads to the place; repairs are one click."""

    followed = Signal(object)
    """The finding whose place is wanted."""
    repair_chosen = Signal(object, object)
    """The finding and its repair."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: Sequence[Finding] = ()
        self._selected: frozenset[str] = frozenset()
        self.title_of: Callable[[str], str] = lambda item: item
        self.setObjectName("author-problems")
        self.count = OneLine("", role="strong")
        self.count.setObjectName("author-problem-count")
        self.filter = Box()
        narrow(self.filter)
        self.filter.setAccessibleName(_("Which problems"))
        for value, words in (
            ("all", _("All problems")),
            ("errors", _("Errors only")),
            ("serious", _("Errors and warnings")),
            ("selected", _("Of the selected items")),
        ):
            self.filter.addItem(words, value)
        self.filter.currentIndexChanged.connect(lambda _row: self._fill())
        self.list = QListWidget()
        self.list.setObjectName("author-problem-list")
        self.list.setAccessibleName(_("Problems"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(lambda _row: self._go())
        self.list.itemDoubleClicked.connect(lambda _row: self._go())
        self.list.currentRowChanged.connect(lambda _row: self._follow())
        self.none = PlainLabel("", wrap=True)
        self.none.setContentsMargins(12, 4, 12, 8)
        self._acts, self._flow = flowing(gap=6)
        self.go = QPushButton(menu_text(_("Go to")))
        self.go.clicked.connect(lambda _on: self._go())
        self._flow.addWidget(self.go)
        self._buttons: list[QPushButton] = []
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
        column.addWidget(self._acts)
        column.addStretch(1)
        self.show_findings(())

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        self._fill()

    def show_findings(self, found: Sequence[Finding], waiting: bool = False) -> None:
        """Show these; `waiting`: they are of a moment ago, and new ones are being looked for."""
        self._found = found
        counts = {one: sum(each.problem.severity is one for each in found) for one in Severity}
        words = [
            ngettext("{count} error", "{count} errors", counts[Severity.ERROR]).format(count=counts[Severity.ERROR]),
            ngettext("{count} warning", "{count} warnings", counts[Severity.WARNING]).format(
                count=counts[Severity.WARNING]
            ),
            ngettext("{count} note", "{count} notes", counts[Severity.NOTE]).format(count=counts[Severity.NOTE]),
        ]
        shown = [text for text, severity in zip(words, Severity, strict=True) if counts[severity]]
        text = _("Checking…") if waiting and not found else ", ".join(shown) or _("No problem found")
        if text != self.count.text():
            self.count.setText(text)
            announce(self.count, text)
        self._fill()

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

    def _fill(self) -> None:
        current = self.current
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
        self.list.blockSignals(False)
        none = self.list.count() == 0
        self.list.setVisible(not none)
        self._acts.setVisible(not none)
        self.none.setVisible(none)
        fewer = bool(self._found)
        self.none.setText(_("None of these.") if fewer else _("Every rule of a good curriculum holds."))
        if not none and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._follow()

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
        """Offer what can be done about the chosen finding."""
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        one = self.current
        self.go.setEnabled(one is not None and bool(one.problem.node))
        for repair in getattr(one, "repairs", ()):
            button = QPushButton(menu_text(repair.label))
            button.clicked.connect(lambda _on, one=one, repair=repair: self.repair_chosen.emit(one, repair))
            self._flow.addWidget(button)
            self._buttons.append(button)
        self._acts.updateGeometry()

    def _go(self) -> None:
        if self.current is not None:
            self.followed.emit(self.current)

    def take_focus(self) -> None:
        """Give the keyboard to the list."""
        (self.list if self.list.isVisible() else self.filter).setFocus()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 5 * self.fontMetrics().lineSpacing() + 40)


def _severity_words(severity: Severity) -> str:
    return {Severity.ERROR: _("error"), Severity.WARNING: _("warning")}.get(severity, _("note"))
