"""The table of clients: two lines a row, with a bar that can be read without colours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.app.clients import Client
from planner.i18n import _
from ui.clients.model import BELOW, NAME, PART, SIGN, ClientModel, Index
from ui.plain import elide
from ui.reading import begin_side, by_its_letters, placed
from ui.theme import theme as themes
from ui.theme.shapes import paint_mark
from ui.theme.theme import Theme

SHARES = (32, 22, 22, 24)
"""Of the width, a column each."""
GAP = 10.0


class ClientTable(QTableView):
    """One client is chosen at a time; Enter opens it."""

    opened = Signal()
    typed = Signal(str)
    """A letter that begins a search."""

    def __init__(self, model: ClientModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clients = model
        self.setModel(model)
        self.rows = _Rows(self, theme)
        self.setItemDelegate(self.rows)
        self.setAccessibleName(_("Clients"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setAccessibleName(_("What to sort the clients by"))
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    @property
    def chosen(self) -> Client | None:
        """The client that is chosen."""
        row = self.currentIndex().row()
        return self.clients.clients[row] if 0 <= row < len(self.clients.clients) else None

    def choose(self, file: str | None) -> None:
        """Choose the client of this file, else the first one."""
        files = [one.file for one in self.clients.clients]
        if files:
            # Not selectRow: from right to left Qt looks for the row where no column may be.
            self.setCurrentIndex(self.clients.index(files.index(file) if file in files else 0, NAME))

    def show_clients(self, clients: Sequence[Client]) -> None:
        """Show these; whoever is chosen stays chosen, and in sight."""
        chosen, place = self.chosen, self.verticalScrollBar().value()
        self.clients.show_clients(clients)
        self.choose(chosen.file if chosen else None)
        self.verticalScrollBar().setValue(place)

    def follow_look(self, theme: Theme) -> None:
        """Use other colours, and rows as high as the text is now."""
        self.rows.theme = theme
        self.verticalHeader().setDefaultSectionSize(self.rows.height())
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.text().isalnum() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        widths = [width * share // sum(SHARES) for share in SHARES]
        for column, each in enumerate((*widths[:-1], width - sum(widths[:-1]))):
            self.setColumnWidth(column, each)


class _Rows(QStyledItemDelegate):
    def __init__(self, table: QTableView, theme: Theme) -> None:
        super().__init__(table)
        self.theme = theme

    def height(self) -> int:
        """Of a row: two lines of text, or one and a bar."""
        base = QApplication.font()
        lines = QFontMetricsF(themes.font("strong", base)).height() + QFontMetricsF(themes.font("body", base)).height()
        return max(46, round(lines + 16))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        whole = QRectF(option.rect)
        painter.fillRect(QRectF(whole.left(), whole.bottom(), whole.width(), 1), self.theme.hairline)
        self._paint_cell(painter, whole.adjusted(GAP, 4, -GAP, -5), option, index)
        painter.restore()

    def _paint_cell(self, painter: QPainter, room: QRectF, option: QStyleOptionViewItem, index: Index) -> None:
        text, below, part, sign = (index.data(role) for role in (Qt.ItemDataRole.DisplayRole, BELOW, PART, SIGN))
        strong = themes.font("strong" if index.column() == NAME else "body", QApplication.font())
        small = themes.font("caption", QApplication.font())
        tall, low = QFontMetricsF(strong).height(), QFontMetricsF(small).height()
        whole = QRectF(room)
        if sign:
            radius = tall * 0.36
            place = placed(painter, QRectF(room.left(), 0, 2 * radius, 1), whole)
            paint_mark(painter, sign, QPointF(place.center().x(), room.center().y()), radius, self.theme)
            room = placed(painter, QRectF(whole.left() + 2 * radius + 8, room.top(), 0, room.height()), whole)
            edge = placed(painter, QRectF(whole.right(), 0, 0, 1), whole).left()
            room = QRectF(min(room.left(), edge), room.top(), abs(edge - room.left()), room.height())
        if part is not None:
            self._paint_bar(
                painter, QRectF(room.left(), room.center().y() - tall * 0.62, room.width(), tall * 0.5), part
            )
        if below and text and QFontMetricsF(strong).horizontalAdvance(text) > room.width() and index.column() != NAME:
            below = ""  # all of what matters most comes before the rest
        lines = 1 if below else 2
        roles = QPalette.ColorRole
        colour = option.palette.color(roles.Text)
        top = room.center().y() - (tall + low) / 2 if below else room.top()
        if text:
            shown = elide(text, QFontMetricsF(strong), room.width(), lines)
            if not below:
                top = room.center().y() - tall * len(shown) / 2
            self._write(painter, room, top, shown, strong, colour)
        if below:
            shown = elide(below, QFontMetricsF(small), room.width(), 1)
            self._write(painter, room, top + tall, shown, small, option.palette.color(roles.PlaceholderText))

    def _paint_bar(self, painter: QPainter, rect: QRectF, part: float) -> None:
        """An outline and what is filled of it: its length says it all."""
        painter.setPen(QPen(self.theme.border, 1.25))
        painter.setBrush(self.theme.bg)
        painter.drawRoundedRect(rect, 3, 3)
        if part > 0:
            inner = rect.adjusted(2, 2, -2, -2)
            full = QRectF(inner.left(), inner.top(), max(2.0, inner.width() * part), inner.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.edge_path)
            painter.drawRoundedRect(placed(painter, full, inner), 2, 2)

    @staticmethod
    def _write(painter, room, top, lines, font, colour) -> None:  # type: ignore[no-untyped-def]
        painter.setFont(font)
        painter.setPen(colour)
        tall = QFontMetricsF(font).height()
        side = begin_side(painter)
        with by_its_letters(painter):
            for number, line in enumerate(lines):
                place = QRectF(room.left(), top + number * tall, room.width(), tall)
                painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter), line)
