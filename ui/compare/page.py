"""The page itself: heads, milestones on one scale, and below them the rows, or two of the plans on one map."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.app.side_by_side import SideBySide
from planner.app.variants import Example
from planner.i18n import _
from ui.compare.both import BothMap, Pair
from ui.compare.editor import Editor
from ui.compare.head import ColumnHead, Head
from ui.compare.strip import Strip
from ui.compare.table import CompareTable, Rows
from ui.flow import flowing
from ui.panels.boxes import Box
from ui.plain import PlainLabel, menu_text
from ui.theme.theme import Theme, make_primary

HEAD_SHARE = 0.6
"""Of the height of the page, the most that what stands above the rows takes."""
_ROWS, _MAP = 0, 1


class _Holder(QWidget):
    """As tall as its words need at the width it has: Qt would ask for what they need at their narrowest."""

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 0)


class ComparePage(QWidget):
    """Shows columns, and says what is wanted of them; it keeps none of them."""

    example_wanted = Signal(int)
    """Number of the example."""
    rows_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._bar, self._flow = flowing()
        self.shown_rows = Box()
        self.shown_rows.setAccessibleName(_("Rows that are shown"))
        for rows, words in (
            (Rows.ALL, _("All steps")),
            (Rows.DIFFERENT, _("Only what differs")),
            (Rows.PARTLY, _("Only what is not in every plan")),
        ):
            self.shown_rows.addItem(words, rows)
        self.shown_rows.activated.connect(lambda row: self.rows_chosen.emit(self.shown_rows.itemData(row)))
        self.head, self.editor, self.strip = Head(theme), Editor(), Strip(theme)
        self.state = PlainLabel("", role="caption", wrap=True)
        self.state.setContentsMargins(12, 2, 12, 6)
        self.table, self._both, self._theme = CompareTable(), None, theme
        self._below = QStackedWidget()
        self._below.addWidget(self.table)
        self._empty, self._empty_flow = self._empty_page()
        self._lay_out()

    _both: BothMap | None

    def _lay_out(self) -> None:
        above = _Holder()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.editor, self.strip, self._empty):
            column.addWidget(part)
        column.addStretch(1)
        self._above = QScrollArea(widgetResizable=True)
        self._above.setFrameShape(QFrame.Shape.NoFrame)
        self._above.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._above.setWidget(above)
        self._column = column
        self._above.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar)
        whole.addWidget(self._above)
        whole.addWidget(self.state)
        whole.addWidget(self._below, 1)
        whole.addStretch(0)

    def _empty_page(self) -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(10)
        text = _("Put another plan beside yours: another start, another choice, other hours, or another learner.")
        column.addWidget(PlainLabel(text, role="title", wrap=True))
        self.first_button = make_primary(QPushButton(menu_text(_("Add a plan"))))
        column.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(PlainLabel(_("Or begin with one of these:"), role="caption"))
        rows = QVBoxLayout()
        rows.setSpacing(6)
        column.addLayout(rows)
        return page, rows

    def add_buttons(self, add: QAction, actions: Sequence[QAction]) -> None:
        """Buttons for what can be done with all columns together; `add` is the first one."""
        for action in (add, *actions):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._flow.addWidget(button)
        self._flow.addWidget(self.shown_rows)
        self.first_button.clicked.connect(add.trigger)

    # -- what is shown

    def show_examples(self, examples: Sequence[Example]) -> None:
        """Offer comparisons that are ready to be made."""
        while item := self._empty_flow.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, example in enumerate(examples):
            button = QPushButton(menu_text(example.title))
            button.clicked.connect(partial(self.example_wanted.emit, number))
            self._empty_flow.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_columns(
        self, heads: Sequence[ColumnHead], found: SideBySide | None, rows: Rows, editing: int | None, state: str
    ) -> None:
        """Show these columns; `found` is None while they are not all there."""
        alone = len(heads) < 2
        side = self._side(len(heads))
        self.head.show_columns(heads, side, editing)
        self.editor.setVisible(editing is not None)
        self._empty.setVisible(alone)
        self.strip.show_columns(found.columns if found else [], side)
        self.state.setText(state)
        self.state.setVisible(bool(state))
        self.shown_rows.setCurrentIndex(list(Rows).index(rows))
        self._below.setVisible(not alone)
        self.table.side = side + 12
        self.table.show_rows(found, rows)
        self._share_height()

    def show_map(self, pair: Pair | None, calm: bool) -> None:
        """Show two plans on one map in place of the rows; None: the rows again."""
        self.strip.setHidden(pair is not None or not self.strip.filled)
        if pair is None:
            self._below.setCurrentIndex(_ROWS)
            self._share_height()
            return
        if self._both is None:
            self._both = BothMap(self._theme)
            self._below.addWidget(self._both)
            self._both.set_theme(self._theme, self._text, calm)
        self._below.setCurrentIndex(_MAP)
        self._both.show_pair(pair)
        self._share_height()

    @property
    def both(self) -> BothMap | None:
        """Two plans on one map, once somebody has asked for it."""
        return self._both

    @property
    def on_map(self) -> bool:
        """Whether the map is shown in place of the rows."""
        return self._below.currentIndex() == _MAP

    def set_theme(self, theme: Theme, text: float, calm: bool) -> None:
        """Use other colours and another size of text."""
        self._theme, self._text = theme, text
        self.head.set_theme(theme)
        self.strip.set_theme(theme)
        self.editor.share_width()
        if self._both is not None:
            self._both.set_theme(theme, text, calm)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text < 1.5 else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._bar.findChildren(QToolButton):
            button.setToolButtonStyle(style)
            button.setIconSize(QSize(round(16 * text), round(16 * text)))
        self._share_height()

    # -- sharing the room

    def _side(self, columns: int) -> int:
        """Pixels for the labels beside the columns."""
        widest = round(36 * self.fontMetrics().averageCharWidth())
        return min(widest, round(self.width() * 0.26), self.width() // (columns + 1))

    def _share_height(self) -> None:
        width, layout = max(200, self._above.viewport().width()), self._column
        layout.invalidate()  # what has just been hidden takes no room any more
        wanted = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        widget, alone = self._above.widget(), self._below.isHidden()
        if widget is not None:
            widget.setMinimumHeight(wanted)
        most = self.height() - self._bar.heightForWidth(self.width()) if alone else round(self.height() * HEAD_SHARE)
        self._above.setFixedHeight(max(60, min(wanted, most)))

    def show_editor(self) -> None:
        """Bring the fields of the column that is being changed into sight, with the keyboard in the first one."""
        self.editor.start.setFocus()
        # Only then all of it has its place.
        QTimer.singleShot(50, self, lambda: self._above.ensureWidgetVisible(self.editor.start, 0, 80))

    def take_focus(self) -> None:
        """The keyboard begins at what can be done first."""
        (self.table if self._empty.isHidden() else self.first_button).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()
