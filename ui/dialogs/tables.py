"""Tables to read: whole rows are chosen, text breaks into lines, and nothing is edited."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.reading import isolated
from ui.theme.theme import font

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
HEADING = Qt.ItemDataRole.UserRole
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)

PADDING = 24
"""Left and right of the text of a cell together, as in the style sheet."""
CHECK_BOX = 24
"""Of a cell that can be ticked, beside its text."""


class ReadTable(QTableWidget):
    """An empty table that tells a screen reader its name; every row is as high as its text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(Lines(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)  # Tab leaves the table; the arrows walk in it
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        # Rows follow the widths of the columns, which Qt settles later than it tells; once for all of them.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.resizeRowsToContents)
        header.sectionResized.connect(lambda *_sizes: self._later.start())

    def text(self, row: int, column: int) -> str:
        """What stands in a cell; empty where nothing does."""
        found = self.item(row, column)
        return found.text() if found else ""


class Lines(QStyledItemDelegate):
    """Text in as many lines as it takes, a line below every row, and a shade behind headings."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        # Qt's own answer forgets the padding of the style sheet, and the last line would be cut off.
        self.initStyleOption(option, index)
        columns = range(index.column(), index.column() + self._table.columnSpan(index.row(), index.column()))
        width = sum(self._table.columnWidth(column) for column in columns) - PADDING
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            width -= CHECK_BOX
        text = QFontMetricsF(option.font).boundingRect(
            QRectF(0, 0, max(40, width), 10_000), _WRAPPED, index.data() or ""
        )
        return QSize(width, round(text.height()) + 16)

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.text = isolated(option.text)  # else "441 h" would be read from its end: "h 441"

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        roles = QPalette.ColorRole
        if index.data(HEADING):
            painter.fillRect(option.rect, option.palette.color(roles.AlternateBase))
        super().paint(painter, option, index)
        painter.fillRect(
            option.rect.left(), option.rect.bottom(), option.rect.width(), 1, option.palette.color(roles.Mid)
        )


def cell(text: str, spoken: str = "", strong: bool = False) -> QTableWidgetItem:
    """Text at the top left; `spoken` is what a screen reader says instead of it."""
    item = QTableWidgetItem(text)
    item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    if spoken:
        item.setData(_SPOKEN, spoken)
    if strong:
        item.setFont(font("strong", QApplication.font()))
    return item


def heading(text: str) -> QTableWidgetItem:
    """The title of the rows below; it cannot be chosen."""
    item = cell(text, strong=True)
    item.setData(HEADING, True)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item
