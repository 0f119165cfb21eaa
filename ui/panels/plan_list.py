"""The ordered plan: every step with its hours, its dates and why it is there."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from planner.app.map import Map, MapNode, mark_words
from planner.app.proof import choice_words, order_words
from planner.i18n import _, ngettext
from planner.model.plan import Plan, PlanItem
from ui import dates
from ui.plain import PlainLabel, tip_text
from ui.theme.shapes import paint_mark, paint_node
from ui.theme.theme import Theme, font

Index = QModelIndex | QPersistentModelIndex
_ITEM = Qt.ItemDataRole.UserRole


class PlanModel(QAbstractListModel):
    """The items of a plan in their order."""

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[PlanItem, ...] = ()
        self._marks: dict[str, MapNode] = {}

    def show_plan(self, plan: Plan, picture: Map) -> None:
        """Show another plan."""
        self.beginResetModel()
        self._items, self._marks = plan.items, dict(picture.nodes)
        self.endResetModel()

    def row_of(self, item: str) -> int | None:
        """The row of an item, if it is planned."""
        return next((row for row, one in enumerate(self._items) if one.id == item), None)

    def node(self, row: int) -> MapNode | None:
        """The box on the map that belongs to a row."""
        return self._marks.get(self._items[row].id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == _ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text("\n".join(filter(None, [item.title, dates_of(item), why_line(item)])))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            node = self._marks.get(item.id)
            status = mark_words(node.mark) if node else ""
            return ". ".join(filter(None, [item.title, effort(item), dates_of(item), status, why_line(item)]))
        return None


class _Delegate(QStyledItemDelegate):
    """Three lines a step: title and effort, dates, the reason."""

    def __init__(self, model: PlanModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.model, self.theme = model, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        body, caption = self._fonts(option)
        height = QFontMetricsF(body).height() + 2 * QFontMetricsF(caption).height()
        return QSize(120, round(height) + 14)

    @staticmethod
    def _fonts(option: QStyleOptionViewItem) -> tuple[QFont, QFont]:
        base = option.font
        return font("body", base), font("caption", base)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(_ITEM)
        rect = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.fillRect(rect, self.theme.selection)
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), self.theme.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self.theme.hover)
        painter.setPen(QPen(self.theme.hairline, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._paint_row(painter, option, item, index.row(), rect.adjusted(10, 6, -10, -6))
        painter.restore()

    def _paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, item: PlanItem, row: int, rect: QRectF
    ) -> None:
        body, caption = self._fonts(option)
        strong = font("strong", body)
        big, small = QFontMetricsF(strong), QFontMetricsF(caption)
        node = self.model.node(row)
        size = big.height() * 0.85
        chip = QRectF(rect.left(), rect.top() + (big.height() - size) / 2, size * 1.6, size)
        paint_node(painter, node.kind if node else item.kind.value, "ready", chip, self.theme)
        left = rect.left() + chip.width() + 10
        hours = effort(item)
        numbers = QFontMetricsF(body)
        painter.setFont(body)
        painter.setPen(self.theme.text)
        painter.drawText(QPointF(rect.right() - numbers.horizontalAdvance(hours), rect.top() + big.ascent()), hours)
        painter.setFont(strong)
        room = rect.right() - left - numbers.horizontalAdvance(hours) - 12
        title = big.elidedText(item.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, rect.top() + big.ascent()), title)
        painter.setFont(caption)
        second = rect.top() + big.height() + 1
        when = small.elidedText(dates_of(item), Qt.TextElideMode.ElideRight, rect.right() - left)
        painter.drawText(QPointF(left, second + small.ascent()), when)
        if node and node.mark.value in ("ready", "in_progress"):
            centre = QPointF(chip.center().x(), second + small.height())
            paint_mark(painter, node.mark.value, centre, size * 0.55, self.theme, node.progress)
        painter.setPen(self.theme.text2)
        why = small.elidedText(why_line(item), Qt.TextElideMode.ElideRight, rect.right() - left)
        painter.drawText(QPointF(left, second + small.height() + small.ascent()), why)


class PlanList(QWidget):
    """Heading with the totals, and the steps below."""

    chosen = Signal(str)
    asked = Signal(str, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PlanModel()
        self._heading = PlainLabel("", role="title")
        self._facts = PlainLabel("", role="body", wrap=True)
        self._proof = PlainLabel("", role="caption", wrap=True)
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(_("Steps in order"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._delegate = _Delegate(self._model, theme, self.list)
        self.list.setItemDelegate(self._delegate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(12, 10, 12, 8)
        head.setSpacing(3)
        for label in (self._heading, self._facts, self._proof):
            head.addWidget(label)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.customContextMenuRequested.connect(self._on_menu)

    def show_plan(self, plan: Plan, picture: Map) -> None:
        """Show another plan; the selected step stays selected."""
        current = self.selected
        self._model.show_plan(plan, picture)
        totals = plan.totals
        steps = ngettext("{count} step", "{count} steps", totals.items).format(count=totals.items)
        heading = (
            _("Plan · {steps}") if plan.items else _("No plan is possible") if plan.problems else _("You are there")
        )
        self._heading.setText(heading.format(steps=steps))
        facts = [dates.hours(totals.hours), dates.money(totals.cost_usd)]
        if plan.finish:
            facts.append(_("finish {date}").format(date=dates.day(plan.finish)))
        words = [problem.message for problem in plan.problems] or [_("Nothing is left to do. Choose another goal.")]
        self._facts.setText(" · ".join(facts) if plan.items else "\n".join(words))
        self._proof.setText(proof_words(plan))
        self._proof.setVisible(bool(plan.items))
        if current:
            self.select(current)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._delegate.theme = theme
        self.list.viewport().update()
        self.list.doItemsLayout()  # rows follow the text size

    @property
    def selected(self) -> str | None:
        """Id of the current step."""
        index = self.list.currentIndex()
        return index.data(_ITEM).id if index.isValid() else None

    def select(self, item: str | None) -> None:
        """Make the step of this item current, if it has one."""
        row = self._model.row_of(item) if item else None
        self.list.selectionModel().blockSignals(True)
        if row is None:
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
        else:
            index = self._model.index(row)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.list.selectionModel().blockSignals(False)
        self.list.viewport().update()

    def _on_current(self, current: Index, _previous: Index) -> None:
        if current.isValid():
            self.chosen.emit(current.data(_ITEM).id)

    def _on_menu(self, spot: QPoint) -> None:
        index = self.list.indexAt(spot)
        if index.isValid():
            self.asked.emit(index.data(_ITEM).id, self.list.viewport().mapToGlobal(spot))


def proof_words(plan: Plan) -> str:
    """What is proved about the plan, and how far its finish can be from the best one."""
    order, bound = order_words(plan), plan.binding.lower_bound
    if not order and plan.finish is not None and bound is not None:
        order = _("No order of them can finish before {date}.").format(date=dates.month(bound))
    return " ".join(filter(None, [choice_words(plan), order]))


def effort(item: PlanItem) -> str:
    """Hours or months of a step; empty for a milestone."""
    if item.months:
        return _("{months:g} months").format(months=item.months)
    return dates.hours(item.hours) if item.hours else ""


def dates_of(item: PlanItem) -> str:
    """First and last day of a step, once where they are the same."""
    if item.start == item.finish:
        return dates.day(item.finish)
    return _("{start} – {finish}").format(start=dates.day(item.start), finish=dates.day(item.finish))


def why_line(item: PlanItem) -> str:
    """Why the step is there: what needs it first, and the written reason."""
    if not item.why:
        return _("This is your goal.")
    step = item.why[0]
    return _("For {title}: {reason}").format(title=step.needed_by_title, reason=step.reason)
