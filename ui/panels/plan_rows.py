"""The rows of the plan: what they hold and how they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from planner import i18n
from planner.app.map import Map, MapNode, kind_words, mark_words
from planner.app.ready import Ready
from planner.i18n import _, ngettext
from ui import dates
from ui.plain import tip_text
from ui.reading import backwards, placed, write
from ui.theme.shapes import paint_mark, paint_node
from ui.theme.theme import Theme, font
from ui.words import neighbours

if TYPE_CHECKING:  # what was drawn last is shown before any of this is loaded
    from planner.app.kept import KeptStep
    from planner.model.plan import Plan, PlanItem

Index = QModelIndex | QPersistentModelIndex
ITEM = Qt.ItemDataRole.UserRole


class PlanModel(QAbstractListModel):
    """The items of a plan in their order, or those that are ready, what opens most first."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: tuple[PlanItem | KeptStep, ...] = ()
        self._items: tuple[PlanItem | KeptStep, ...] = ()
        self._marks: dict[str, MapNode] = {}
        self._map: Map | None = None
        self._ready: dict[str, int] = {}
        self._shows = "all"
        self._done: tuple[PlanItem, ...] = ()
        self._story: dict[str, str] = {}
        """Done step -> how long it took beside the estimate."""

    def show_plan(self, plan: Plan, picture: Map, ready: Sequence[Ready]) -> None:
        """Show another plan."""
        self.beginResetModel()
        self._plan, self._marks, self._map = plan.items, dict(picture.nodes), picture
        self._ready = {one.item.id: one.opens for one in ready}
        self._pick()
        self.endResetModel()

    def show_kept(self, steps: tuple[KeptStep, ...], picture: Map) -> None:
        """Show the steps as they were drawn last."""
        self.beginResetModel()
        self._plan, self._marks, self._map = steps, dict(picture.nodes), picture
        ready = sorted((step for step in steps if step.opens is not None), key=lambda step: -(step.opens or 0))
        self._ready = {step.id: step.opens or 0 for step in ready}
        self._pick()
        self.endResetModel()

    @property
    def ready(self) -> dict[str, int]:
        """Step that can be begun now -> how many others wait for it; that which opens most first."""
        return dict(self._ready)

    def show_done(self, done: Sequence[PlanItem], story: dict[str, str]) -> None:
        """Know what is behind the learner."""
        self.beginResetModel()
        self._done, self._story = tuple(done), story
        self._pick()
        self.endResetModel()

    def show_part(self, part: str) -> None:
        """Show "all" steps of the plan, those that are "ready", or those that are "done"."""
        self.beginResetModel()
        self._shows = part
        self._pick()
        self.endResetModel()

    def why(self, item: PlanItem | KeptStep) -> str:
        """The third line of a step: why it is there, or what it took."""
        if isinstance(item.why, str):
            return item.why
        return self._story[item.id] if self._shows == "done" and item.id in self._story else why_line(item)

    def status(self, row: int) -> str:
        """The mark of a step; "" where there is nothing to say."""
        if self._shows == "done":
            return "done"
        node = self.node(row)
        return node.mark.value if node and node.mark.value in ("ready", "in_progress") else ""

    def _pick(self) -> None:
        by_id = {item.id: item for item in self._plan}
        ready = tuple(by_id[item] for item in self._ready if item in by_id)
        self._items = {"ready": ready, "done": self._done}.get(self._shows, self._plan)

    def row_of(self, item: str) -> int | None:
        """The row of an item, if it is shown."""
        return next((row for row, one in enumerate(self._items) if one.id == item), None)

    def item(self, row: int) -> str | None:
        """The item of a row, if there is such a row."""
        return self._items[row].id if 0 <= row < len(self._items) else None

    def node(self, row: int) -> MapNode | None:
        """The box on the map that belongs to a row."""
        return self._marks.get(self._items[row].id)

    def opens(self, item: str) -> tuple[str, bool]:
        """What beginning an item opens, in words, and whether no other opens more; "" for what is not ready."""
        count = self._ready.get(item)
        if not count:
            return "", False
        best = next(iter(self._ready)) == item
        text = ngettext("opens {count} more step", "opens {count} more steps", count)
        if best and len(self._ready) > 1:
            text = ngettext("opens most: {count} step", "opens most: {count} steps", count)
        return text.format(count=count), best

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        # A step is dropped between two others, never on one.
        return (
            super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled
        )

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text("\n".join(filter(None, [item.title, dates_of(item), self.why(item)])))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            node = self._marks.get(item.id)
            words = [item.title, effort(item), dates_of(item), mark_words(node.mark) if node else ""]
            return ". ".join(filter(None, [*words, self.opens(item.id)[0], self.why(item)]))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and self._map is not None:
            node = self._marks.get(item.id)
            return ". ".join([kind_words(node.kind if node else str(item.kind)), *neighbours(self._map, item.id)])
        return None


class Delegate(QStyledItemDelegate):
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
        item = index.data(ITEM)
        rect = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.fillRect(rect, self.theme.selection)
            bar = QRectF(rect.left(), rect.top(), 6 if self.theme.contrast else 3, rect.height())
            painter.fillRect(placed(painter, bar, rect), self.theme.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, self.theme.hover)
        painter.setPen(QPen(self.theme.hairline, 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._paint_row(painter, option, item, index.row(), rect.adjusted(10, 6, -10, -6))
        painter.restore()

    def _paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, item: PlanItem | KeptStep, row: int, rect: QRectF
    ) -> None:
        body, caption = self._fonts(option)
        strong = font("strong", body)
        big, small = QFontMetricsF(strong), QFontMetricsF(caption)
        node = self.model.node(row)
        size = big.height() * 0.85
        chip = QRectF(rect.left(), rect.top() + (big.height() - size) / 2, size * 1.6, size)
        shown = placed(painter, chip, rect)
        paint_node(painter, node.kind if node else str(item.kind), "ready", shown, self.theme)
        left = rect.left() if backwards(painter) else rect.left() + chip.width() + 10
        wide = rect.width() - chip.width() - 10
        hours = effort(item)
        numbers = QFontMetricsF(body)
        painter.setFont(body)
        painter.setPen(self.theme.text)
        write(painter, QPointF(left, rect.top() + big.ascent()), wide, hours, at_end=True)
        painter.setFont(strong)
        room = wide - numbers.horizontalAdvance(hours) - 12
        title = big.elidedText(item.title, Qt.TextElideMode.ElideRight, room)
        write(painter, QPointF(left, rect.top() + big.ascent()), wide, title)
        painter.setFont(caption)
        second = rect.top() + big.height() + 1
        opens, best = self.model.opens(item.id)
        when = " · ".join(filter(None, [dates_of(item), "" if best else opens]))
        when = small.elidedText(when, Qt.TextElideMode.ElideRight, wide)
        write(painter, QPointF(left, second + small.ascent()), wide, when)
        if best:
            self._paint_best(painter, opens, QPointF(left, second), small.horizontalAdvance(when), wide)
        status = self.model.status(row)
        if status:
            centre = QPointF(shown.center().x(), second + small.height())
            paint_mark(painter, status, centre, size * 0.55, self.theme, node.progress if node else 0.0)
        painter.setPen(self.theme.text2)
        painter.setFont(caption)
        why = small.elidedText(self.model.why(item), Qt.TextElideMode.ElideRight, wide)
        third = second + small.height() if when or best else second  # no gap where there are no dates
        write(painter, QPointF(left, third + small.ascent()), wide, why)

    def _paint_best(self, painter: QPainter, words: str, start: QPointF, used: float, wide: float) -> None:
        """The one step to begin with, if one does not know which: in bold and in the accent colour."""
        bold = QFont(painter.font())
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(bold)
        words = f" · {words}" if used else words
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide - used)
        painter.setFont(bold)
        painter.setPen(self.theme.accent)
        begin = QPointF(0 if backwards(painter) else used, metrics.ascent())
        write(painter, start + begin, wide - used, shown)


def effort(item: PlanItem | KeptStep) -> str:
    """Hours or months of a step; empty for a milestone."""
    if item.months:
        return i18n.months(item.months)
    return dates.hours(item.hours) if item.hours else ""


def dates_of(item: PlanItem | KeptStep) -> str:
    """First and last day of a step, once where they are the same; empty without dates: the heading says why."""
    if item.start is None or item.finish is None:
        return ""
    if item.start == item.finish:
        return dates.day(item.finish)
    return _("{start} – {finish}").format(start=dates.day(item.start), finish=dates.day(item.finish))


def why_line(item: PlanItem) -> str:
    """Why the step is there: what needs it first, and the written reason."""
    if not item.why:
        return _("This is your goal.")
    step = item.why[0]
    why = _("For {title}: {reason}").format(title=step.needed_by_title, reason=step.reason)
    if not item.depth:
        return why
    from planner.app.depth_words import enough_words

    return " ".join(filter(None, (enough_words(item.depth), why)))
