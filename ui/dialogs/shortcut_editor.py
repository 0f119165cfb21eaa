"""The keys of every action, to be changed: press new ones; whose they are already is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.i18n import _
from ui.actions.row import Row
from ui.actions.shortcuts import Keys, keys_of, normal, owner, refusal, shown, with_keys
from ui.announce import announce
from ui.dialogs.tables import ReadTable
from ui.plain import PlainLabel, menu_text


class ShortcutEditor(QWidget):
    """A list with a filter, and a field that takes the keys one presses; says what is changed, and keeps nothing."""

    changed = Signal(object)
    """Id of every action whose keys differ from the table -> its keys."""

    def __init__(self, rows: Sequence[Row], text_of: Callable[[Row], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = {row.id: row for row in rows}
        self._text_of = text_of
        self._changed: dict[str, Keys] = {}
        self._cells: list[QTableWidgetItem] = []
        """The keys of every action."""
        self.filter = QLineEdit(clearButtonEnabled=True)
        self.filter.setPlaceholderText(_("Search an action or keys"))
        self.filter.setAccessibleName(_("Search an action or keys"))
        self.table = ReadTable(_("Shortcuts"))
        self.table.setColumnCount(2)
        self.table.setHorizontalHeaderLabels([_("Action"), _("Keys")])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.keys = QKeySequenceEdit()
        self.keys.setMaximumSequenceLength(1)
        self.keys.setAccessibleName(_("New keys"))
        self.keys.installEventFilter(self)
        self.message = PlainLabel("", wrap=True)
        self.move_here = self._button(_("Take them from there"), self._take)
        self.none = self._button(_("No keys"), lambda: self._use(()))
        self.reset = self._button(_("As at first"), self._reset)
        self.reset_all = self._button(_("All as at first"), lambda: self._set({}))
        self._lay_out()
        self.filter.textChanged.connect(self._show)
        self.table.currentCellChanged.connect(lambda *_cells: self._follow())
        self.keys.editingFinished.connect(self._on_keys)
        self._fill()

    def _button(self, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(menu_text(text))
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filter)
        column.addWidget(self.table, 1)
        field = QHBoxLayout()
        field.setSpacing(8)
        label = PlainLabel(_("New keys"))
        field.addWidget(label)
        field.addWidget(self.keys, 1)
        column.addLayout(field)
        said = QHBoxLayout()
        said.addWidget(self.message, 1)
        said.addWidget(self.move_here)
        column.addLayout(said)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.none, self.reset):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.reset_all)
        column.addLayout(buttons)

    # -- what is shown

    def show_shortcuts(self, changed: Mapping[str, Keys]) -> None:
        """Show the keys as they are now."""
        self._changed = dict(changed)
        for row, cell in zip(self._rows.values(), self._cells, strict=True):
            cell.setText(shown(keys_of(row, self._changed)))
            font = self.table.font()
            font.setBold(row.id in self._changed)
            cell.setFont(font)
        self._follow()

    def _fill(self) -> None:
        self.table.setRowCount(len(self._rows))
        for place, row in enumerate(self._rows.values()):
            self._cells.append(QTableWidgetItem(""))
            self.table.setItem(place, 0, QTableWidgetItem(self._text_of(row)))
            self.table.setItem(place, 1, self._cells[place])
        self.table.setCurrentCell(0, 0)

    def _show(self, text: str) -> None:
        words = text.casefold().split()
        for place, row in enumerate(self._rows.values()):
            found = f"{self._text_of(row)} {row.help} {self.table.text(place, 1)}".casefold()
            self.table.setRowHidden(place, not all(word in found for word in words))
        first = next((one for one in range(self.table.rowCount()) if not self.table.isRowHidden(one)), None)
        if first is not None and self.table.isRowHidden(max(0, self.table.currentRow())):
            self.table.setCurrentCell(first, 0)

    def choose(self, action: str) -> None:
        """Select an action."""
        self.table.setCurrentCell(list(self._rows).index(action), 0)

    @property
    def action(self) -> Row | None:
        """The selected action."""
        place = self.table.currentRow()
        return list(self._rows.values())[place] if place >= 0 else None

    def _follow(self) -> None:
        row = self.action
        self.keys.clear()
        self._say(row.help if row else "")
        self.none.setEnabled(row is not None and bool(keys_of(row, self._changed)))
        self.reset.setEnabled(row is not None and row.id in self._changed)
        self.reset_all.setEnabled(bool(self._changed))

    def _say(self, text: str, taken: bool = False) -> None:
        self.message.setText(text)
        self.move_here.setVisible(taken)

    # -- what the person does

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab leaves the field, and Escape the dialog, as everywhere."""
        if watched is self.keys and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
                return True
            if event.key() == Qt.Key.Key_Escape:
                event.ignore()
                return False if self.keys.keySequence().isEmpty() is False else self._leave()
        return super().eventFilter(watched, event)

    def _leave(self) -> bool:
        self.window().close()
        return True

    def _pressed(self) -> str:
        return self.keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText)

    def _on_keys(self) -> None:
        row, keys = self.action, self._pressed()
        if row is None or not keys:
            return
        wrong = refusal(row, keys)
        other = owner(keys, self._rows.values(), self._changed, row.id)
        if wrong:
            self._say(wrong)
        elif other is not None:
            text = _("{keys} belongs to “{action}” already.")
            self._say(text.format(keys=shown([keys]), action=self._text_of(other)), taken=True)
        else:
            self._use((keys,))
            return
        announce(self.message, self.message.text())

    def _take(self) -> None:
        """Give the keys to the selected action, and to no other any more."""
        row, keys = self.action, self._pressed()
        other = owner(keys, self._rows.values(), self._changed, row.id if row else "")
        if row is not None and other is not None:
            left = tuple(one for one in keys_of(other, self._changed) if normal(one) != normal(keys))
            self._set(with_keys(row, (keys,), with_keys(other, left, self._changed)))

    def _use(self, keys: Keys) -> None:
        if self.action is not None:
            self._set(with_keys(self.action, keys, self._changed))

    def _reset(self) -> None:
        """The keys of the table again, unless another action has them by now."""
        row = self.action
        if row is None:
            return
        for keys in row.shortcuts:
            other = owner(keys, self._rows.values(), self._changed, row.id)
            if other is not None:
                text = _("{keys} belongs to “{action}” already.")
                self._say(text.format(keys=shown([keys]), action=self._text_of(other)))
                return
        self._use(row.shortcuts)

    def _set(self, changed: Mapping[str, Keys]) -> None:
        self.changed.emit(dict(changed))
