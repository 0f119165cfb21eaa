"""The ordered plan: every step with its hours, its dates and why it is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QStackedWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from planner.app.map import Map
from planner.i18n import _
from ui.panels.plan_head import PlanHead
from ui.panels.plan_rows import ITEM, Delegate, Index, PlanModel
from ui.panels.ways_out import WaysOut
from ui.plain import tip_text
from ui.theme.theme import Theme

if TYPE_CHECKING:  # what was drawn last is shown before any of this is loaded
    from planner.app.kept import Kept
    from planner.app.ready import Ready
    from planner.model.plan import Plan, PlanItem

Refusal = Callable[[str, str | None], str]
"""Why an item cannot be put before another one (None: at the end); empty where it can."""


class Steps(QListView):
    """The list itself; a step can be dragged to another place."""

    dropped = Signal(str, object)
    """An item, and the one before which it is to stand; None for the end."""
    ticked = Signal(str)
    """The signs at the beginning of a step were clicked."""

    def __init__(self, model: PlanModel, refusal: Refusal) -> None:
        super().__init__()
        self._model, self._refusal = model, refusal
        self._pressed: str | None = None
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Steps in order"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)

    def slot_at(self, spot: QPoint) -> str | None:
        """The item before which something dropped at `spot` would stand; None for the end."""
        index = self.indexAt(spot)
        if not index.isValid():
            return None
        below = spot.y() > self.visualRect(index).center().y()
        return self._model.item(index.row() + below)

    def _signs_at(self, spot: QPoint) -> str | None:
        """The step whose signs lie at `spot`."""
        index, width = self.indexAt(spot), round(self.fontMetrics().height() * 1.4) + 14
        far = self.viewport().width() - spot.x() if self.isRightToLeft() else spot.x()
        return self._model.item(index.row()) if index.isValid() and far <= width else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._signs_at(event.position().toPoint()) if left else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is not None and self._signs_at(event.position().toPoint()) == pressed:
            self.ticked.emit(pressed)

    def _dragged(self) -> str | None:
        index = self.currentIndex()
        return self._model.item(index.row()) if index.isValid() else None

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        spot, item = event.position().toPoint(), self._dragged()
        words = self._refusal(item, self.slot_at(spot)) if item else ""
        if words:
            QToolTip.showText(self.viewport().mapToGlobal(spot), tip_text(words), self)
            event.ignore()
        elif event.source() is self:
            QToolTip.hideText()
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        item = self._dragged()
        if item and event.source() is self:
            self.dropped.emit(item, self.slot_at(event.position().toPoint()))
        # The plan follows by being made again: nothing may be taken out of the list by Qt.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()


class PlanList(QWidget):
    """Heading with the totals, and the steps below; ways out where there is no plan."""

    chosen = Signal(str)
    asked = Signal(str, QPoint)
    moved = Signal(str, object)
    """An item, and the one before which it is to stand; None for the end."""
    ticked = Signal(str)
    """A step is to be marked as done, or as not done."""
    repair_chosen = Signal(object)
    """A way out of an impossible plan (a `Repair`)."""

    def __init__(self, theme: Theme, refusal: Refusal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PlanModel()
        self.head = PlanHead()
        self.list = Steps(self._model, refusal)
        self._delegate = Delegate(self._model, theme, self.list)
        self.list.setItemDelegate(self._delegate)
        self.ways_out = WaysOut()
        self._above = _scrolling(self.head)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(_scrolling(self.ways_out))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._above)
        layout.addWidget(self._pages, 1)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.list.dropped.connect(self.moved.emit)
        self.list.ticked.connect(self.ticked.emit)
        self.head.filter.changed.connect(self._on_filter)
        self.head.resized.connect(self._share_height)
        self.ways_out.chosen.connect(self.repair_chosen.emit)

    def show_plan(self, plan: Plan, picture: Map, ready: Sequence[Ready], by_hand: int = 0) -> None:
        """Show another plan; the selected step stays selected."""
        current = self.selected
        self._model.show_plan(plan, picture, ready)
        self.head.show_plan(plan, len(ready), by_hand)
        self.ways_out.wait(looking=bool(plan.problems) and not plan.items)
        self._pages.setCurrentIndex(0 if plan.items else 1)
        if current:
            self.select(current)

    def show_kept(self, kept: Kept) -> None:
        """Show the list as it was drawn last, until the plan is there."""
        self._model.show_kept(kept.steps, kept.picture)
        self.head.show_said(*kept.head, len(self._model.ready))

    @property
    def ready(self) -> dict[str, int]:
        """Step that can be begun now -> how many others wait for it."""
        return self._model.ready

    def show_done(self, done: Sequence[PlanItem], story: dict[str, str]) -> None:
        """Offer to look at what is behind the learner; `story`: how long each of it took."""
        current = self.selected
        self._model.show_done(done, story)
        self.head.filter.show_done(len(done))
        self.head.resized.emit()
        if current:
            self.select(current)

    def _on_filter(self, part: str) -> None:
        current = self.selected
        self._model.show_part(part)
        self.list.setDragEnabled(part == "all")
        if current:
            self.select(current)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._delegate.theme = theme
        self.list.viewport().update()
        self.list.doItemsLayout()  # rows follow the text size
        self._share_height()

    def hold(self) -> Callable[[], None]:
        """Call what this gives when rows have another height: what is looked at now is then where it was."""
        index, viewport = self.list.currentIndex(), self.list.viewport().rect()
        if not viewport.contains(self.list.visualRect(index).center()):
            index = self.list.indexAt(viewport.topLeft())
        row, top = QPersistentModelIndex(index), self.list.visualRect(index).top()

        def back() -> None:
            bar = self.list.verticalScrollBar()
            if row.isValid():
                bar.setValue(bar.value() + self.list.visualRect(self._model.index(row.row())).top() - top)

        return back

    def _share_height(self) -> None:
        """The heading takes what it needs, but never more than half: large text makes it scroll."""
        wanted = self.head.heightForWidth(self._above.viewport().width())
        self.head.setMinimumHeight(wanted)  # else Qt asks for more than the sentences need, and spreads them
        self._above.setFixedHeight(max(40, min(wanted, self.height() // 2)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    @property
    def selected(self) -> str | None:
        """Id of the current step."""
        index = self.list.currentIndex()
        return index.data(ITEM).id if index.isValid() else None

    @property
    def count(self) -> int:
        """How many steps are shown."""
        return self._model.rowCount()

    def row_of(self, item: str) -> int:
        """The row of an item; -1 where it has none."""
        row = self._model.row_of(item)
        return -1 if row is None else row

    def place_of(self, item: str, step: int) -> str | None:
        """The item before which `item` stands after going up (-1) or down (1) one row; None for the end."""
        row = self.row_of(item)
        return self._model.item(max(0, row - 1) if step < 0 else row + 2)

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
            self.chosen.emit(current.data(ITEM).id)

    def _on_menu(self, spot: QPoint) -> None:
        index = self.list.indexAt(spot)
        if index.isValid():
            self.asked.emit(index.data(ITEM).id, self.list.viewport().mapToGlobal(spot))


def _scrolling(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
