"""The clients as rows of a table, each called as it may be called on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt

from planner.app.client_words import open_words, progress_words, spoken, standing_words
from planner.app.clients import Client, Standing
from planner.i18n import _
from ui import dates
from ui.plain import tip_text

NAME, PROGRESS, STANDING, NEXT = range(4)
Index = QModelIndex | QPersistentModelIndex

BELOW = int(Qt.ItemDataRole.UserRole)
"""The line below the text of a cell."""
PART = BELOW + 1
"""The part of the way that is done."""
SIGN = BELOW + 2
"""Status whose mark stands before the text."""

_SIGNS = {
    Standing.LATE: "overdue",
    Standing.OVER_DEADLINE: "overdue",
    Standing.ON_TIME: "ready",
    Standing.WAITING: "unplanned",
    Standing.NEW: "unplanned",
    Standing.ARRIVED: "done",
    Standing.UNREADABLE: "skipped",
}


class ClientModel(QAbstractTableModel):
    """The rows in their order; where they come from is no matter here."""

    def __init__(self, called: Callable[[Client], str]) -> None:
        super().__init__()
        self._called = called
        self.clients: Sequence[Client] = ()

    def show_clients(self, clients: Sequence[Client]) -> None:
        """Show these in place of the ones before."""
        self.beginResetModel()
        self.clients = clients
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 as Qt declares it
        return 0 if parent.isValid() else len(self.clients)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (_("Client"), _("Progress"), _("On time?"), _("Next step"))[section]
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        client, column = self.clients[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(client, column)
        if role == BELOW:
            return self._below(client, column)
        if role == PART and column == PROGRESS:
            return client.progress
        if role == SIGN and column == STANDING:
            return _SIGNS[client.standing]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(spoken(client, self._called(client)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            texts = (self._text(client, column), self._below(client, column))
            return spoken(client, self._called(client)) if column == NAME else ", ".join(filter(None, texts))
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(80, 52)
        return None

    def _text(self, client: Client, column: int) -> str:
        return {
            NAME: self._called(client),
            PROGRESS: "",
            STANDING: standing_words(client),
            NEXT: client.problem or client.next,
        }[column]

    def _below(self, client: Client, column: int) -> str:
        if column == NAME:
            return " · ".join(filter(None, (client.goal, open_words(client))))
        if column == PROGRESS:
            return progress_words(client)
        if column == STANDING and client.finish is not None and client.standing is not Standing.ARRIVED:
            return _("finish {day}").format(day=dates.day(client.finish))
        return ""
