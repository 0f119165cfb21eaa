"""The command palette and the shortcut sheet: every action by its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.i18n import _
from ui.dialogs.frame import size_for_text
from ui.dialogs.tables import ReadTable, cell

_ACTION = Qt.ItemDataRole.UserRole


class Palette(QDialog):
    """Type a part of a name, press Enter."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Command palette"))
        size_for_text(self, 48, 20, 520, 420)
        line = self.fontMetrics().height()
        self._actions = [action for action in actions if action.isEnabled()]
        self._field = QLineEdit()
        self._field.setPlaceholderText(_("What do you want to do?"))
        self._field.setAccessibleName(_("Action"))
        self._list = QListWidget()
        self._list.setAccessibleName(_("Actions"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setIconSize(QSize(line, line))
        self._blank = QPixmap(line, line)
        self._blank.fill(Qt.GlobalColor.transparent)
        layout = QVBoxLayout(self)
        layout.addWidget(self._field)
        layout.addWidget(self._list)
        self._field.textChanged.connect(self._fill)
        self._field.installEventFilter(self)
        self._field.returnPressed.connect(self._run)
        self._list.itemActivated.connect(lambda _item: self._run())
        self._list.itemClicked.connect(lambda _item: self._run())
        self._fill("")

    def _fill(self, text: str) -> None:
        words = text.casefold().split()
        self._list.clear()
        for action in self._actions:
            name = f"{action.text()} {action.statusTip()}".casefold()
            if all(word in name for word in words):
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                icon = QIcon(self._blank) if action.icon().isNull() else action.icon()  # all names begin in one line
                item = QListWidgetItem(icon, f"{action.text()}    {keys}" if keys else action.text())
                item.setData(_ACTION, action)
                self._list.addItem(item)
        self._list.setCurrentRow(0)

    def _run(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            action: QAction = item.data(_ACTION)
            self.accept()
            action.trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step:
                row = self._list.currentRow() + step
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
                return True
        return super().eventFilter(watched, event)


class ShortcutSheet(QDialog):
    """Every action with its keys and what it does."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Shortcuts"))
        size_for_text(self, 80, 28, 760, 560)
        table = ReadTable(_("Shortcuts"))
        table.setColumnCount(3)
        table.setHorizontalHeaderLabels([_("Action"), _("Keys"), _("What it does")])
        table.setRowCount(len(actions))
        for row, action in enumerate(actions):
            keys = " ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
            for column, text in enumerate((action.text(), keys, action.statusTip())):
                table.setItem(row, column, cell(text))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(table)
        layout.addWidget(buttons)
