"""The command palette and the shortcut sheet: every action by its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.i18n import _

_ACTION = Qt.ItemDataRole.UserRole


class Palette(QDialog):
    """Type a part of a name, press Enter."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Command palette"))
        self.resize(520, 420)
        self._actions = [action for action in actions if action.isEnabled()]
        self._field = QLineEdit()
        self._field.setPlaceholderText(_("What do you want to do?"))
        self._field.setAccessibleName(_("Action"))
        self._list = QListWidget()
        self._list.setAccessibleName(_("Actions"))
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
                item = QListWidgetItem(action.icon(), f"{action.text()}    {keys}" if keys else action.text())
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
        self.resize(640, 560)
        table = QTreeWidget()
        table.setRootIsDecorated(False)
        table.setAccessibleName(_("Shortcuts"))
        table.setHeaderLabels([_("Action"), _("Keys"), _("What it does")])
        for action in actions:
            keys = " ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
            table.addTopLevelItem(QTreeWidgetItem([action.text(), keys, action.statusTip()]))
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(table)
        layout.addWidget(buttons)
