"""The places where a posting names something: each sentence with its words set apart, to be ticked or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPalette,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionViewItem, QTableWidgetItem

from planner.app.posting_shown import Quote
from planner.i18n import _
from planner.model.posting import Hit
from ui.dialogs.tables import HEADING, PADDING, Lines, ReadTable, cell, heading
from ui.theme.theme import font

_CHECKED, _OPEN = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_CHECK = Qt.ItemDataRole.CheckStateRole
_LAST = Qt.ItemDataRole.UserRole + 1
"""Whether the row is the last one of its item: a line is drawn below it."""
_ABOVE = 8
"""Pixels above and below the text of a cell."""
_FOR_ITEMS = 0.36
"""Part of the width that names of items get; sentences are longer."""
_BESIDE = 8
"""Pixels between the box to tick and the text."""


class Entry(NamedTuple):
    """An item and where the text names it."""

    node: str
    title: str
    nice: bool
    """Only nice to have."""
    quotes: tuple[Quote, ...]

    @property
    def counts(self) -> bool:
        """Whether it counts as long as the person says nothing."""
        return any(quote.counts for quote in self.quotes)


class HitTable(ReadTable):
    """Items with their sentences. An item is ticked as long as one of its sentences is."""

    decided = Signal()
    """The person has ticked something, or the opposite."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setColumnCount(2)
        self.setHorizontalHeaderLabels([_("Item"), _("Where it says so")])
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.setItemDelegate(_Quotes(self))
        self.rows: dict[int, str] = {}
        """First row of every item -> the item."""
        self._firsts: dict[int, int] = {}
        """Row -> first row of its item."""
        self._quotes: dict[int, Quote] = {}
        self.itemChanged.connect(self._follow)

    def show_entries(self, sections: Iterable[tuple[str, Iterable[Entry]]]) -> None:
        """Fill the table; what counts is ticked."""
        self.blockSignals(True)
        self.clearSpans()
        self.setRowCount(0)
        self.rows, self._firsts, self._quotes = {}, {}, {}
        for title, entries in sections:
            row = self._add_row(heading(title))
            self.setSpan(row, 0, 1, 2)
            for entry in entries:
                self._add(entry)
        self.blockSignals(False)
        if self.rows:
            self.setCurrentCell(min(self.rows), 0)
        self.resizeRowsToContents()

    def _add_row(self, *cells: QTableWidgetItem) -> int:
        row = self.rowCount()
        self.insertRow(row)
        for column, one in enumerate(cells):
            self.setItem(row, column, one)
        return row

    def _add(self, entry: Entry) -> None:
        name = cell(entry.title + ("\n" + _("nice to have") if entry.nice and entry.counts else ""))
        first = self.rowCount()
        for quote in entry.quotes:
            alone = len(entry.quotes) == 1
            sentence = _quoted(quote)
            if not alone:
                _tick(sentence, quote.counts)
            row = self._add_row(name, sentence)
            self._quotes[row], self._firsts[row] = quote, first
            for one in (name, sentence):
                one.setData(_LAST, quote is entry.quotes[-1])
            name = cell("", spoken=entry.title)
        self.rows[first] = entry.node
        _tick(self._cell(first, 0), entry.counts)

    # -- what is ticked

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        found = self.item(row, column)
        assert found is not None
        return found

    def taken(self, row: int) -> bool:
        """Whether the sentence in a row is ticked; where an item has one sentence, it has one box with it."""
        own = self._cell(row, 1)
        return (own if own.data(_CHECK) is not None else self._cell(self._firsts[row], 0)).checkState() == _CHECKED

    def quote(self, row: int) -> Quote | None:
        """What stands in a row; None for a heading."""
        return self._quotes.get(row)

    @property
    def hits(self) -> list[Hit]:
        """What is ticked, in the order of the table."""
        return [hit for row, quote in self._quotes.items() if self.taken(row) for hit in quote.hits]

    def _follow(self, changed: QTableWidgetItem) -> None:
        """An item and its sentences agree."""
        first = self._firsts.get(changed.row())
        if first is None:
            return
        of_item = [row for row, start in self._firsts.items() if start == first]
        self.blockSignals(True)
        if changed.column() == 1:
            self._cell(first, 0).setCheckState(_CHECKED if any(map(self.taken, of_item)) else _OPEN)
        elif len(of_item) > 1:
            on = changed.checkState() == _CHECKED
            some = any(self._quotes[row].counts for row in of_item)
            for row in of_item:
                wanted = on and (self._quotes[row].counts or not some)
                self._cell(row, 1).setCheckState(_CHECKED if wanted else _OPEN)
        self.blockSignals(False)
        self.viewport().update()
        self.decided.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setColumnWidth(0, round(self.viewport().width() * _FOR_ITEMS))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the sentence that one is in; elsewhere the item."""
        first = self._firsts.get(self.currentRow())
        if event.key() != Qt.Key.Key_Space or first is None:
            super().keyPressEvent(event)
            return
        own = self._cell(self.currentRow(), self.currentColumn())
        found = own if own.data(_CHECK) is not None else self._cell(first, 0)
        found.setCheckState(_OPEN if found.checkState() == _CHECKED else _CHECKED)


def _tick(item: QTableWidgetItem, on: bool) -> None:
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(_CHECKED if on else _OPEN)


def _quoted(quote: Quote) -> QTableWidgetItem:
    """The sentence, and below it why it does not count or how it was taken; read aloud, its words come first."""
    sentence, reason = f"“{quote.text}”", quote.reason
    shown = cell("\n".join(filter(None, (sentence, reason))))
    shown.setData(Qt.ItemDataRole.AccessibleTextRole, f"{', '.join(quote.terms)}: {sentence} {reason}".strip())
    return shown


class _Quotes(Lines):
    """Paints sentences with their words set apart; a box to tick stands beside the first line."""

    def __init__(self, table: HitTable) -> None:
        super().__init__(table)
        self._hits = table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if index.data(HEADING):
            return super().sizeHint(option, index)
        if not index.data():
            return QSize()  # the sentence beside it says how high the row is
        self.initStyleOption(option, index)
        option.rect = QRect(0, 0, self._hits.columnWidth(index.column()), 10_000)
        room = self._room(option)
        return QSize(
            room.width(), round(self._laid_out(option, index, room.width()).boundingRect().height()) + 2 * _ABOVE
        )

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.data(HEADING):
            super().paint(painter, option, index)
            return
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        layout, room = self._laid_out(whole, index, self._room(whole).width()), self._room(whole)
        box = self._box(whole)
        ticked = whole.features & QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        bare = QStyleOptionViewItem(whole)
        bare.text = ""
        bare.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        style = self._hits.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, self._hits)
        if ticked:
            bare.rect = box
            bare.state &= ~QStyle.StateFlag.State_HasFocus
            on = whole.checkState == _CHECKED
            bare.state |= QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off
            style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, bare, painter, self._hits)
        painter.setPen(whole.palette.color(QPalette.ColorRole.Text))
        layout.draw(painter, QPointF(room.topLeft()))
        if index.data(_LAST):
            rect = option.rect
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, option.palette.color(QPalette.ColorRole.Mid))

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        first = QStyleOptionViewItem(option)
        first.rect = self._first_line(option)
        return super().editorEvent(event, model, first, index)

    def _first_line(self, option: QStyleOptionViewItem) -> QRect:
        return QRect(option.rect.topLeft(), QSize(option.rect.width(), option.fontMetrics.height() + 2 * _ABOVE))

    def _box(self, option: QStyleOptionViewItem) -> QRect:
        """Where the box to tick is."""
        first = QStyleOptionViewItem(option)
        first.rect = self._first_line(option)
        first.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        return self._hits.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, first, self._hits)

    def _room(self, option: QStyleOptionViewItem) -> QRect:
        """Where the text is."""
        side = PADDING // 2
        room = option.rect.adjusted(side, _ABOVE, -side, -_ABOVE)
        taken = self._box(option).width() + _BESIDE  # where there is no box, too: texts begin below each other
        backwards = option.direction == Qt.LayoutDirection.RightToLeft
        return room.adjusted(0 if backwards else taken, 0, -taken if backwards else 0, 0)

    def _laid_out(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, width: int
    ) -> QTextLayout:
        layout = QTextLayout(option.text, option.font)
        how = QTextOption()
        how.setTextDirection(option.direction)
        backwards = option.direction == Qt.LayoutDirection.RightToLeft
        how.setAlignment(Qt.AlignmentFlag.AlignRight if backwards else Qt.AlignmentFlag.AlignLeft)
        how.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(how)
        layout.setFormats(list(self._formats(option, index)))
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40, width))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout

    def _formats(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> Iterable[QTextLayout.FormatRange]:
        quote = self._hits.quote(index.row()) if index.column() else None
        quiet = option.palette.color(QPalette.ColorRole.PlaceholderText)
        first = option.text.partition("\u2028")[0]  # Qt has put it in place of the line end
        if quote is None:
            yield _look(len(first), len(option.text), font("caption", option.font), quiet)
            return
        if not self._hits.taken(index.row()):
            yield _look(0, len(first), option.font, quiet)
        yield _look(len(first), len(option.text), font("caption", option.font), quiet)
        shift = first.index("“") + 1
        for start, end in quote.marks:
            yield _look(start + shift, end + shift, font("strong", option.font))


def _look(start: int, end: int, letters: QFont, colour: QColor | None = None) -> QTextLayout.FormatRange:
    how = QTextCharFormat()
    how.setFont(letters)
    if colour is not None:
        how.setForeground(colour)
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, end - start, how
    return found
