"""The subjects of a curriculum: each is one lane of the map, in this order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planner.i18n import _, ngettext
from planner.model.curriculum import Domain
from ui.dialogs.frame import Answers, button_row, list_row, push_button, size_for_text
from ui.plain import PlainLabel, plain_tip

_ID = Qt.ItemDataRole.UserRole


class DomainsDialog(QDialog):
    """Adds, names, orders and removes; `domains` is the answer."""

    def __init__(self, domains: Sequence[Domain], counts: Mapping[str, int], parent: QWidget | None = None) -> None:
        """`counts`: how many items each one has."""
        super().__init__(parent)
        self._counts = counts
        self.setWindowTitle(_("Subjects"))
        size_for_text(self, 52, 22, 480, 420)
        self.list = QListWidget()
        self.list.setObjectName("domain-list")
        self.list.setAccessibleName(_("Subjects, in the order of the lanes"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in domains:
            self._add(one.id, one.title)
        self.title = QLineEdit(maxLength=200)
        self.title.setObjectName("domain-title")
        self.title.setAccessibleName(_("Title of the subject"))
        self.title.setPlaceholderText(_("Title of the subject"))
        self.title.textEdited.connect(self._rename)
        self.title.returnPressed.connect(self.add)
        self.used = PlainLabel("", role="caption", wrap=True)
        self._up, self._down = (
            push_button(_("Up"), lambda: self._move(-1)),
            push_button(_("Down"), lambda: self._move(1)),
        )
        self._remove = push_button(_("Remove"), self._take)
        buttons = Answers(self, _("Use these"))
        self.ok = buttons.ok
        text = _("Every subject is one lane of the map. Items without a listed subject stand below them.")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(text, wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.used)
        column.addWidget(self.title)
        column.addLayout(button_row(push_button(_("Add"), self.add), self._up, self._down, self._remove, None))
        column.addWidget(buttons)
        self.list.currentRowChanged.connect(lambda _row: self._follow())
        self.list.setCurrentRow(0)
        self._follow()

    def _add(self, identity: str, title: str) -> QListWidgetItem:
        row = list_row(title, self)
        row.setData(_ID, identity)
        plain_tip(row, identity)
        self.list.addItem(row)
        return row

    @property
    def domains(self) -> list[tuple[str, str]]:
        """Id (empty for a new one) and title of each."""
        rows = [self.list.item(number) for number in range(self.list.count())]
        return [(str(row.data(_ID)), row.text().strip()) for row in rows if row.text().strip()]

    def add(self) -> None:
        """One more, to be named now."""
        self.list.setCurrentItem(self._add("", _("New subject")))
        self.title.setFocus()
        self.title.selectAll()

    def _rename(self, text: str) -> None:
        row: QListWidgetItem | None = self.list.currentItem()
        if row is not None:
            row.setText(text)

    def _move(self, by: int) -> None:
        at = self.list.currentRow()
        if 0 <= at + by < self.list.count():
            row = self.list.takeItem(at)
            self.list.insertItem(at + by, row)
            self.list.setCurrentRow(at + by)

    def _take(self) -> None:
        if self.list.currentRow() >= 0:
            self.list.takeItem(self.list.currentRow())
            self._follow()

    def _follow(self) -> None:
        row: QListWidgetItem | None = self.list.currentItem()
        count = self._counts.get(str(row.data(_ID)), 0) if row is not None else 0
        self.title.setEnabled(row is not None)
        if row is not None and self.title.text() != row.text():
            self.title.setText(row.text())
        self.used.setText(
            ngettext("{count} item", "{count} items", count).format(count=count) if row is not None else ""
        )
        at = self.list.currentRow()
        self._up.setEnabled(at > 0)
        self._down.setEnabled(0 <= at < self.list.count() - 1)
        self._remove.setEnabled(row is not None and not count)
