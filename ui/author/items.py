"""The list of all items of a draft: found by typing, with kind, where it comes from, and how many problems it has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from planner.app.map import kind_words
from planner.i18n import _, ngettext
from planner.model.curriculum import Node
from ui.panels.boxes import Box, narrow
from ui.plain import PlainLabel, elide, tip_text
from ui.reading import placed, write_in
from ui.text_fields import Line
from ui.theme import icons, shapes
from ui.theme.theme import Theme, font

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
SHAPE = QRectF(0, 0, 54, 30)
"""A box as it is drawn before it is made small."""
_ROW = Qt.ItemDataRole.UserRole
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Row:
    """One item of the list."""

    id: str
    title: str
    kind: str
    domain: str
    own: bool
    """Whether it stands in the file that is edited; others come from modules that it uses."""
    home: str = ""
    """The module that it comes from."""
    problems: int = 0


def rows_of(
    nodes: Sequence[Node], domains: Mapping[str, str], home: Callable[[str], str], problems: Mapping[str, int]
) -> list[Row]:
    """The rows for nodes: those of the file first. `home`: title of the module of an item, "" for its own file."""
    found = [
        Row(one.id, one.title, one.kind.value, domains.get(one.domain, one.domain), not home(one.id), home(one.id),
            problems.get(one.id, 0))
        for one in nodes
    ]  # fmt: skip
    return sorted(found, key=lambda row: not row.own)


class ItemModel(QAbstractListModel):
    """The rows that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[Row] = []

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these; where only words have changed, what is selected stays."""
        if [row.id for row in rows] == [row.id for row in self.rows]:
            self.rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return row.title
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return spoken(row)
            case Qt.ItemDataRole.ToolTipRole:
                return tip_text(f"{row.title}\n{row.id}\n{spoken(row)}")
        return row if role == _ROW else None


def spoken(row: Row) -> str:
    """Kind, subject, origin and problems of a row in words."""
    home = "" if row.own else _("from “{module}”").format(module=row.home)
    count = row.problems
    wrong = ngettext("{count} problem", "{count} problems", count).format(count=count) if count else ""
    return ", ".join(filter(None, (kind_words(row.kind), row.domain, home, wrong)))


class ItemList(QWidget):
    """Search, a filter, and the list. Several items can be selected with Ctrl and Shift."""

    chosen = Signal(object)
    """Ids of the selected items, the current one first."""
    opened = Signal(str)
    """Enter or a double click: its form is wanted."""
    asked = Signal(QPoint)
    """A menu is wanted, at this place on the screen."""

    def __init__(self, theme: Theme, find: Callable[[str], list[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: list[Row] = []
        self._find = find
        self.search = Line(clearButtonEnabled=True)
        self.search.setObjectName("author-search")
        self.search.setPlaceholderText(_("Search items"))
        self.search.setAccessibleName(_("Search items of the curriculum"))
        self.kind = Box()
        narrow(self.kind)
        self.kind.setAccessibleName(_("Which items"))
        for value, words in (("", _("All items")), ("own", _("Of this file")), ("wrong", _("With problems"))):
            self.kind.addItem(words, value)
        self.model, self.list = ItemModel(), _List()
        self.list.setObjectName("author-items")
        self.list.setAccessibleName(_("Items of the curriculum"))
        self.list.setModel(self.model)
        self._delegate = _ItemDelegate(theme, self.list)
        self.list.setItemDelegate(self._delegate)
        self.count = PlainLabel("", role="caption", wrap=True)
        self.count.setContentsMargins(10, 2, 10, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        tools = QHBoxLayout()
        tools.setContentsMargins(8, 8, 8, 0)
        tools.addWidget(self.search, 3)
        tools.addWidget(self.kind, 2)
        column.addLayout(tools)
        column.addWidget(self.list, 1)
        column.addWidget(self.count)
        self.search.textChanged.connect(lambda _text: self._fill())
        self.search.returnPressed.connect(self.take_first)
        self.search.installEventFilter(self)
        self.kind.currentIndexChanged.connect(lambda _row: self._fill())
        self.list.selectionModel().selectionChanged.connect(lambda *_change: self._say())
        self.list.activated.connect(lambda index: self.opened.emit(self.model.rows[index.row()].id))
        self.list.asked.connect(self.asked.emit)
        self.list.typed.connect(self.begin)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._delegate.theme = theme
        self.list.viewport().update()

    def show_rows(self, rows: Sequence[Row], selected: Collection[str]) -> None:
        """Show the items; these are selected."""
        self._all = list(rows)
        self._fill(selected)

    def _fill(self, selected: Collection[str] | None = None) -> None:
        kept = list(selected) if selected is not None else self.selected
        text, kind = self.search.text().strip(), self.kind.currentData()
        found = self._find(text) if text else None
        place = {item: number for number, item in enumerate(found or ())}
        rows = [row for row in self._all if (not kind or (row.own if kind == "own" else row.problems))]
        if found is not None:
            rows = sorted((row for row in rows if row.id in place), key=lambda row: place[row.id])
        self._quiet = True
        self.model.show_rows(rows)
        self._select(kept)
        self._quiet = False
        total = ngettext("{count} item", "{count} items", len(self._all)).format(count=len(self._all))
        fewer = _("{shown} of {total}").format(shown=len(rows), total=total)
        self.count.setText(fewer if len(rows) < len(self._all) else total)

    _quiet = False

    def select(self, items: Sequence[str]) -> None:
        """Select these items, and bring the first of them into sight."""
        if list(items) != self.selected:
            self._quiet = True
            self._select(items)
            self._quiet = False

    def _select(self, items: Collection[str]) -> None:
        model = self.list.selectionModel()
        wanted, chosen = set(items), QItemSelection()
        first = next(iter(items), None)
        current = QModelIndex()
        for number, row in enumerate(self.model.rows):
            if row.id in wanted:
                index = self.model.index(number)
                chosen.select(index, index)
                current = index if row.id == first else current
        flags = QItemSelectionModel.SelectionFlag
        if current.isValid():
            model.setCurrentIndex(current, flags.NoUpdate)
            self.list.scrollTo(current)
        model.select(chosen, flags.ClearAndSelect)

    @property
    def selected(self) -> list[str]:
        """The selected items, the current one first."""
        current = self.list.currentIndex()
        found = sorted(index.row() for index in self.list.selectionModel().selectedIndexes())
        rows = [self.model.rows[number].id for number in found if number < len(self.model.rows)]
        if current.row() in found:
            first = self.model.rows[current.row()].id
            rows = [first, *(one for one in rows if one != first)]
        return rows

    def _say(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.selected)

    def take_first(self) -> None:
        """Go to the first item of the list."""
        if self.model.rows:
            self.list.setFocus()
            self.list.setCurrentIndex(self.model.index(0))

    def begin(self, text: str) -> None:
        """Somebody types over the list or the map: they look for something."""
        self.search.setFocus()
        self.search.setText(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.take_first()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)


class _List(QListView):
    asked = Signal(QPoint)
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.selectionModel().hasSelection():
            self.asked.emit(event.globalPos())

    def keyboardSearch(self, search: str) -> None:
        """Typing looks in the field above, which finds more than beginnings."""
        if search.strip():
            self.typed.emit(search)


class _ItemDelegate(QStyledItemDelegate):
    """The shape of its kind, title, subject, and marks."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        small = QFontMetricsF(font("caption", option.font)).height()
        return QSize(80, round(QFontMetricsF(option.font).height() + small) + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        row = index.data(_ROW)
        if not isinstance(row, Row):
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        whole = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(option.rect, self.theme.selection)
        if focused:
            painter.setPen(self.theme.focus)
            painter.drawRect(whole.adjusted(1, 1, -1, -1))
        tall = QFontMetricsF(option.font).height()
        box = placed(
            painter, QRectF(whole.left() + 10, whole.center().y() - tall * 0.42, tall * 1.512, tall * 0.84), whole
        )
        self._paint_shape(painter, row.kind, box)
        mark = tall if row.problems else 0.0
        left = tall * 1.5 + 20
        room = placed(painter, QRectF(whole.left() + left, whole.top() + 4, whole.width() - left - mark - 12,
                                      whole.height() - 8), whole)  # fmt: skip
        self._write(painter, option, row, room)
        if row.problems:
            place = placed(painter, QRectF(whole.right() - mark - 6, whole.center().y() - mark / 2, mark, mark), whole)
            icons.paint(painter, "triangle-alert", place, self.theme.warning)
        painter.restore()

    def _paint_shape(self, painter: QPainter, kind: str, box: QRectF) -> None:
        """A box as on the map, smaller: its corners and notches, too."""
        scale = box.height() / SHAPE.height()
        painter.save()
        painter.translate(box.topLeft())
        painter.scale(scale, scale)
        shapes.paint_node(painter, kind, "ready", SHAPE, self.theme)
        painter.restore()

    def _write(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, room: QRectF) -> None:
        metrics, small = QFontMetricsF(option.font), QFontMetricsF(font("caption", option.font))
        below = row.domain if row.own else f"{row.domain} · {row.home}"
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.setFont(option.font)
        first = QRectF(room.left(), room.top(), room.width(), metrics.height())
        write_in(painter, first, _MIDDLE, elide(row.title, metrics, room.width(), 1)[0])
        if not row.own:
            lock = QRectF(room.left(), first.bottom() + 2, small.height() * 0.8, small.height() * 0.8)
            icons.paint(painter, "lock", placed(painter, lock, room), self.theme.text2)
        shift = 0.0 if row.own else small.height()
        painter.setPen(self.theme.text2)
        painter.setFont(font("caption", option.font))
        place = placed(painter, QRectF(room.left() + shift, first.bottom(), room.width() - shift, small.height()), room)
        write_in(painter, place, _MIDDLE, (elide(below, small, place.width(), 1) or [""])[0])
