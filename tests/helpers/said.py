"""Everything that can be read, heard or pointed at in a window, text by text."""

from __future__ import annotations

from collections.abc import Iterator

from accessible import walk
from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTableView,
    QTreeView,
    QWidget,
)


def said(root: QWidget) -> Iterator[tuple[str, str]]:
    """(kind of widget, text) of everything that can be read, heard or pointed at in a window."""
    for widget in (root, *root.findChildren(QWidget)):
        kind = f"{type(widget).__name__} {widget.objectName()}"
        for text in (widget.toolTip(), widget.statusTip(), widget.accessibleName(), widget.accessibleDescription()):
            yield kind, text
        if isinstance(widget, QLabel | QAbstractButton):
            yield kind, widget.text()
        elif isinstance(widget, QComboBox):
            for row in range(widget.count()):
                yield kind, widget.itemText(row)
        elif isinstance(widget, QLineEdit):
            yield kind, widget.placeholderText()
        elif isinstance(widget, QAbstractSpinBox):
            yield kind, widget.text()
        elif isinstance(widget, QMenu):
            yield kind, widget.title()
        elif isinstance(widget, QAbstractItemView):
            yield from ((kind, text) for text in _in_view(widget))
        yield kind, widget.windowTitle()
    for action in root.findChildren(QAction):
        for text in (action.text(), action.toolTip(), action.statusTip()):
            yield f"QAction {action.objectName()}", text


def _in_view(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    columns = model.columnCount(QModelIndex()) if isinstance(view, QTableView | QTreeView) else 1
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for row in range(min(model.rowCount(QModelIndex()), 60)):
        for column in range(columns):
            for role in roles:
                yield str(model.index(row, column).data(role) or "")
    if isinstance(view, QTableView | QTreeView):
        for column in range(columns):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")


def everything(root: QWidget) -> str:
    """All that can be read, pointed at or heard of a window and of its menus, as one text."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what is thrown away is not there any more
    texts = [text for _kind, text in said(root)]
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    for one in walk(root):
        texts += [one.text(kind) for kind in kinds]
    return "\n".join(texts)
