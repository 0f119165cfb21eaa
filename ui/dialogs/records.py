"""What a curriculum says beside its items: certification records, courses, pay and outlook."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QTabWidget, QVBoxLayout, QWidget

from planner.app import author
from planner.app.author import Draft
from planner.app.author.records import Records
from planner.i18n import _
from planner.model.base import Value
from planner.model.curriculum import Certificate, Claim, Course
from ui.dialogs.frame import Answers, button_row, list_row, push_button, size_for_text
from ui.dialogs.record import RecordDialog
from ui.plain import PlainLabel, menu_text, plain_tip
from ui.theme.theme import Theme


class _List(QListWidget):
    """Enter asks for the row, and for nothing else in the dialog."""

    asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda _row: self.asked.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        else:
            super().keyPressEvent(event)


class RecordList(QWidget):
    """The records of one kind, in their order; changes go into the draft of the dialog."""

    def __init__(self, dialog: RecordsDialog, kind: Records, title: str, told: str) -> None:
        super().__init__()
        self._dialog, self._kind = dialog, kind
        self.list = _List(title)
        self.list.asked.connect(self.change)
        self.list.currentRowChanged.connect(lambda _row: self._follow())
        self._change = push_button(_("Change…"), self.change)
        self._remove = push_button(_("Remove"), self.remove)
        self._up, self._down = (
            push_button(_("Up"), lambda: self.move_by(-1)),
            push_button(_("Down"), lambda: self.move_by(1)),
        )
        column = QVBoxLayout(self)
        column.addWidget(PlainLabel(told, wrap=True))
        column.addWidget(self.list, 1)
        column.addLayout(
            button_row(push_button(_("Add…"), self.add), self._change, self._remove, None, self._up, self._down)
        )
        self._show(0)

    def _show(self, at: int) -> None:
        self.list.clear()
        for one in self._records:
            words = _words(one)
            row = list_row(words, self)
            plain_tip(row, words)
            self.list.addItem(row)
        self.list.setCurrentRow(min(at, self.list.count() - 1))
        self._follow()

    @property
    def _records(self) -> tuple[Certificate | Course | Claim, ...]:
        records: tuple[Certificate | Course | Claim, ...] = getattr(self._dialog.draft.curriculum, self._kind)
        return records

    def _follow(self) -> None:
        at, count = self.list.currentRow(), self.list.count()
        self._change.setEnabled(at >= 0)
        self._remove.setEnabled(at >= 0)
        self._up.setEnabled(at > 0)
        self._down.setEnabled(0 <= at < count - 1)

    def add(self) -> None:
        """Ask for one more; it stands at the end."""
        self._ask("", len(self._records))

    def change(self) -> None:
        """Ask for other values of the row."""
        at = self.list.currentRow()
        if at >= 0:
            self._ask(self._records[at].id, at)

    def _ask(self, name: str, at: int) -> None:
        form = RecordDialog(self._dialog.draft, self._kind, name, self._dialog.theme, self)
        if form.exec():
            self._dialog.draft = form.draft
            self._show(at)

    def remove(self) -> None:
        """Take the row out."""
        at = self.list.currentRow()
        if at >= 0:
            self._dialog.draft = author.remove_record(self._dialog.draft, self._kind, self._records[at].id)
            self._show(at)

    def move_by(self, by: int) -> None:
        """Let the row change places with its neighbour."""
        at = self.list.currentRow()
        if at >= 0 and 0 <= at + by < len(self._records):
            self._dialog.draft = author.move_record(self._dialog.draft, self._kind, self._records[at].id, at + by)
            self._show(at + by)


class RecordsDialog(QDialog):
    """Works on a copy of the draft; `records` is the answer."""

    def __init__(self, draft: Draft, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft, self.theme = draft, theme
        self.setWindowTitle(_("Certification records, courses and pay"))
        size_for_text(self, 72, 26, 640, 480)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.windowTitle())
        self.lists: dict[Records, RecordList] = {}
        for kind, title, told in _pages():
            page = self.lists[kind] = RecordList(self, kind, title, told)
            self.tabs.addTab(page, menu_text(title))
        text = _("Those of modules that the curriculum builds on are read only and not listed here.")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(self.tabs, 1)
        column.addWidget(PlainLabel(text, role="caption", wrap=True))
        buttons = Answers(self, _("Use these"))
        self.ok = buttons.ok
        column.addWidget(buttons)
        self.lists["certificates"].list.setFocus()

    @property
    def records(self) -> dict[str, tuple[Value, ...]]:
        """The records of every kind."""
        return {kind: getattr(self.draft.curriculum, kind) for kind in self.lists}


def _pages() -> tuple[tuple[Records, str, str], ...]:
    return (
        (
            "certificates",
            _("Certification records"),
            _("Exams as they are on a day: status, fee, validity. Items of certificates show them."),
        ),
        (
            "courses",
            _("Courses"),
            _("Well-known courses that cover several items; they are shown with these, and never planned."),
        ),
        (
            "claims",
            _("Pay and outlook"),
            _("Dated statements with their source. They are shown, and never change a plan."),
        ),
    )


def _words(one: Certificate | Course | Claim) -> str:
    """What stands in the row of a record."""
    if isinstance(one, Certificate):
        parts = [one.name, one.issuer, one.status]
    elif isinstance(one, Course):
        parts = [one.title, one.published_hours, one.price]
    else:
        parts = [one.about, one.region, one.statement]
    return " · ".join(filter(None, parts))
