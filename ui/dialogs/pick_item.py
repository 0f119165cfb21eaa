"""Find one item by typing a part of its name, and see what choosing it would do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planner.app import queries
from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from ui.dialogs.frame import Answers, size_for_text
from ui.effect import EffectLine
from ui.plain import PlainLabel, plain_tip

_ID = Qt.ItemDataRole.UserRole


class PickItem(QDialog):
    """A search field over a list; Enter or a double click takes the chosen item."""

    tried = Signal(object, object)
    """Where to tell what the change would give, and the command with its arguments."""

    def __init__(
        self,
        title: str,
        question: str,
        verb: str,
        curriculum: Curriculum,
        items: Sequence[str],
        command: Callable[[Document, str], Document],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        size_for_text(self, 46, 26, 480, 520)
        self._curriculum, self._command = curriculum, command
        self._search = QLineEdit(clearButtonEnabled=True)
        self._search.setPlaceholderText(_("Search, for example Python"))
        self._search.setAccessibleName(_("Search items"))
        self._search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for item in items:
            node = curriculum.by_id[item]
            row = QListWidgetItem(node.title)
            row.setData(_ID, item)
            row.setSizeHint(QSize(0, self.fontMetrics().height() + 14))
            plain_tip(row, node.outcome)
            self.list.addItem(row)
        self.effect = EffectLine()
        buttons = Answers(self, verb)
        self._ok = buttons.ok
        self._ok.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(question, wrap=True))
        column.addWidget(self._search)
        column.addWidget(self.list, 1)
        column.addWidget(self.effect)
        column.addWidget(buttons)
        self._search.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(lambda *_rows: self._follow())
        self.list.itemActivated.connect(lambda _row: self.accept())
        self._search.setFocus()

    @property
    def item(self) -> str | None:
        """The chosen item."""
        row: QListWidgetItem | None = self.list.currentItem()
        return str(row.data(_ID)) if row is not None and not row.isHidden() else None

    def search(self, text: str) -> None:
        """Look for this."""
        self._search.setText(text)

    def _filter(self, text: str) -> None:
        found = queries.search(self._curriculum, text) if text.strip() else None
        place = {item: number for number, item in enumerate(found or ())}
        best: tuple[int, QListWidgetItem] | None = None
        for number in range(self.list.count()):
            row = self.list.item(number)
            rank = place.get(row.data(_ID))
            row.setHidden(found is not None and rank is None)
            if rank is not None and (best is None or rank < best[0]):
                best = rank, row
        if best is not None:
            self.list.setCurrentItem(best[1])
        self._follow()

    def _follow(self) -> None:
        item = self.item
        self._ok.setEnabled(item is not None)
        if item is not None:
            self.tried.emit(self.effect, lambda document: self._command(document, item))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count() and self.list.item(row).isHidden():
            row += step
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)
