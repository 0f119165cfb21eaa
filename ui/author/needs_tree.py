"""A requirement as a tree on the screen: groups say what they ask for, items say why they are needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QFontMetricsF, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from planner.app.requirement_tree import Place, inside
from planner.i18n import _, ngettext
from planner.model.requirement import All, AnyOf, AtLeast, Months, Requirement
from ui.plain import elide, plain_tip_in
from ui.reading import write_in
from ui.theme.theme import font

_PLACE = Qt.ItemDataRole.UserRole
_SECOND = Qt.ItemDataRole.UserRole + 1
_MISSING = Qt.ItemDataRole.UserRole + 2
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


def group_words(part: All | AnyOf | AtLeast) -> str:
    """What a group asks for."""
    match part:
        case All():
            return _("All of these") if part.all else _("All of these (none yet)")
        case AnyOf():
            return _("One of these")
        case _:
            return ngettext("At least {count} of these", "At least {count} of these", part.k).format(count=part.k)


class NeedsTree(QTreeWidget):
    """Shows one requirement, and says which part is chosen."""

    chosen = Signal(object)
    """Place of the part, or None."""
    moved = Signal(object, object)
    """A part was dragged into a group: place of the part, place of the group."""
    removing = Signal(object)
    opened = Signal(str)
    """An item was double-clicked, or Enter pressed on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setIndentation(18)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("What it needs, as a tree"))
        self.setObjectName("needs-tree")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setItemDelegate(_TwoLines(self))
        self.setExpandsOnDoubleClick(False)
        self.currentItemChanged.connect(lambda *_rows: self.chosen.emit(self.place))
        self.itemActivated.connect(self._open)

    def show_needs(
        self, whole: Requirement | None, title_of: Callable[[str], str], reasons: Mapping[str, str], need_reasons: bool
    ) -> None:
        """Show an expression; the part that was chosen stays chosen. `need_reasons`: a missing one is a mistake."""
        before, signals = self.place, self.blockSignals(True)
        self.clear()
        if whole is not None:
            self._add(None, (), whole, title_of, reasons, need_reasons)
        self.expandAll()
        self.choose(before)
        self.blockSignals(signals)
        self.chosen.emit(self.place)
        self.updateGeometry()

    def _add(
        self,
        under: QTreeWidgetItem | None,
        place: Place,
        part: Requirement,
        title_of: Callable[[str], str],
        reasons: Mapping[str, str],
        need_reasons: bool,
    ) -> None:
        row = QTreeWidgetItem()
        title, second, missing = _words(part, title_of, reasons, need_reasons)
        row.setText(0, title)
        row.setData(0, _PLACE, list(place))
        row.setData(0, _SECOND, second)
        row.setData(0, _MISSING, missing)
        row.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, second)
        plain_tip_in(row, 0, f"{title}\n{second}" if second else title)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemIsDragEnabled if place else flags
        row.setFlags(flags | (Qt.ItemFlag.ItemIsDropEnabled if inside(part) else flags))
        if under is None:
            self.addTopLevelItem(row)
        else:
            under.addChild(row)
        for number, member in enumerate(inside(part)):
            self._add(row, (*place, number), member, title_of, reasons, need_reasons)

    # -- what is chosen

    @property
    def place(self) -> Place | None:
        """Place of the chosen part."""
        return _place_of(self.currentItem())

    def choose(self, place: Place | None) -> None:
        """Choose the part at a place, or the one that is nearest to it."""
        row = self.row_at(place) if place is not None else None
        if row is not None:
            self.setCurrentItem(row)

    def row_at(self, place: Place) -> QTreeWidgetItem | None:
        """The row of a part; where there is none any more, that of what held it."""
        row = self.topLevelItem(0)
        for step in place:
            if row is None or not row.childCount():
                break
            row = row.child(min(step, row.childCount() - 1))
        return row

    # -- hands

    def _open(self, row: QTreeWidgetItem) -> None:
        self.opened.emit(row.text(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.place is not None:
            self.removing.emit(self.place)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A part goes into the group that it is dropped on, or beside what it is dropped on."""
        row = self.itemAt(event.position().toPoint()) or self.topLevelItem(0)
        source, target = self.place, _place_of(row)
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the tree is filled anew from the expression
        event.accept()
        if source is None or target is None or row is None:
            return
        group = target if row.flags() & Qt.ItemFlag.ItemIsDropEnabled else target[:-1]
        self.moved.emit(source, group)

    def sizeHint(self) -> QSize:
        rows, height = 0, 0
        waiting = [self.topLevelItem(number) for number in range(self.topLevelItemCount())]
        while waiting:
            row = waiting.pop()
            if row is not None:
                rows += 1
                height += row_height(self, bool(row.data(0, _SECOND)))
                waiting += [row.child(number) for number in range(row.childCount())]
        line = self.fontMetrics().lineSpacing()
        return QSize(200, min(max(height + 8, 3 * line), 18 * line))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())


def _place_of(row: QTreeWidgetItem | None) -> Place | None:
    if row is None:
        return None
    return tuple(int(step) for step in row.data(0, _PLACE))


def _words(
    part: Requirement, title_of: Callable[[str], str], reasons: Mapping[str, str], need_reasons: bool
) -> tuple[str, str, bool]:
    """The words of a part, what is said below them, and whether that is something missing."""
    if isinstance(part, str):
        reason = reasons.get(part, "")
        return title_of(part), reason or (_("Why? No reason is written yet.") if need_reasons else ""), not reason
    if isinstance(part, Months):
        return part.words({item: title_of(item) for item in part.of}), part.reason, False
    if isinstance(part, All):
        return group_words(part), "", False
    said = " · ".join(filter(None, (part.name, part.reason)))
    return group_words(part), said or _("A choice without a name"), not said


def row_height(widget: QWidget, two: bool) -> int:
    """Height of a row with one or two lines."""
    small = QFontMetricsF(font("caption", widget.font())).height()
    return round(QFontMetricsF(widget.font()).height() + (small if two else 0)) + 10


class _TwoLines(QStyledItemDelegate):
    """Title, and below it the reason in small letters."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        widget = self.parent()
        assert isinstance(widget, QWidget)
        return QSize(80, row_height(widget, bool(index.data(_SECOND))))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        roles = QPalette.ColorRole
        room = QRectF(option.rect)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, option.palette.color(roles.Highlight))
        ink = option.palette.color(roles.HighlightedText if chosen else roles.Text)
        second = str(index.data(_SECOND) or "")
        leaf = not index.model().hasChildren(index)
        used = option.font if leaf else font("strong", option.font)
        metrics, small = QFontMetricsF(used), QFontMetricsF(font("caption", option.font))
        inner = room.adjusted(4, 4, -4, -4)
        painter.setPen(ink)
        painter.setFont(used)
        first = QRectF(inner.left(), inner.top(), inner.width(), metrics.height())
        write_in(painter, first, _MIDDLE, elide(str(index.data()), metrics, inner.width(), 1)[0])
        if second:
            missing = bool(index.data(_MISSING)) and not chosen
            colour = roles.BrightText if missing else roles.PlaceholderText
            painter.setPen(ink if chosen else option.palette.color(colour))
            painter.setFont(font("caption", option.font))
            below = QRectF(inner.left(), first.bottom(), inner.width(), small.height())
            write_in(painter, below, _MIDDLE, elide(second, small, inner.width(), 1)[0])
        painter.restore()
