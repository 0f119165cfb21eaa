"""The page of the editor: items at the left, the map in the middle with problems below it, the form at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.i18n import _
from ui.author.form import Form
from ui.author.items import ItemList
from ui.author.map_view import EditView
from ui.author.under import Under
from ui.flow import flowing
from ui.panels.boxes import WrappingButton
from ui.plain import OneLine, PlainLabel, menu_text
from ui.theme.theme import Theme, make_primary

_MAP, _EMPTY = range(2)
SHARES = (0.22, 0.46, 0.32)
"""Of the width, for items, map and form."""


class EditorPage(QWidget):
    """Shows a draft, and says what is wanted of it; it keeps none."""

    chosen = Signal(object)
    """Ids of the items that were selected here, the first one first."""

    def __init__(self, theme: Theme, find: Callable[[str], list[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._text = 1.0
        self.title = OneLine("", role="title")
        self.title.setObjectName("author-title")
        self.state = PlainLabel("", role="caption")
        self.state.setObjectName("author-state")
        self._bar, self._flow = flowing(gap=2)
        # Each is made in its place: what is moved with all that is in it, is told of it from the top to the last label.
        self.panes = QSplitter(Qt.Orientation.Horizontal, self, childrenCollapsible=False)
        self._lay_out()
        self.items = ItemList(theme, find, self.panes)
        self.middle = QSplitter(Qt.Orientation.Vertical, self.panes, childrenCollapsible=False)
        self._middle = QStackedWidget(self.middle)
        self.view = EditView(theme)
        self._middle.addWidget(self.view)
        self._middle.addWidget(self._nothing())
        self.under = Under(theme, self.middle)
        self.facts, self.problems = self.under.facts, self.under.problems
        self.form = Form(theme, self.panes)
        self._share()
        self.items.chosen.connect(self.chosen.emit)
        self.view.chosen.connect(lambda _item: self.chosen.emit(self.view.selection))
        self.view.cleared.connect(lambda: self.chosen.emit([]))

    # -- building

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 0)
        head.setSpacing(10)
        head.addWidget(self.title, 1)
        head.addWidget(self.state)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._bar)
        whole.addWidget(self.panes, 1)

    def _share(self) -> None:
        """How the panes share the room."""
        self._middle.setMinimumHeight(120)
        self.middle.setStretchFactor(0, 1)
        for pane in (self.items, self.middle, self.form):
            pane.setMinimumWidth(120)
        self.panes.setStretchFactor(1, 1)

    def _nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(10)
        column.addStretch(1)
        column.addWidget(PlainLabel(_("This curriculum has no items yet."), role="title", wrap=True))
        for words in (
            _("1. Add what one can learn: skills, projects, certificates, and the goal."),
            _("2. Drag a line from the right edge of a box to what comes after it, and say why."),
            _("3. Say how many hours each takes, and how one begins."),
            _("4. Look at the problems below, save, and show it in the plan."),
        ):
            column.addWidget(PlainLabel(words, wrap=True))
        self.first = make_primary(WrappingButton())
        self.first.setText(menu_text(_("Add the first item…")))
        self.first.setObjectName("author-first")
        row, flow = flowing()
        flow.setContentsMargins(0, 0, 0, 0)
        flow.addWidget(self.first)
        column.addWidget(row)
        column.addStretch(2)
        room = QScrollArea()
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setWidgetResizable(True)
        room.setAccessibleName(_("This curriculum has no items yet."))
        room.setWidget(page)
        return room

    def add_buttons(self, actions: Sequence[QAction | None]) -> None:
        """Buttons for what is done all the time; None is a gap."""
        for action in actions:
            if action is None:
                gap = QWidget()
                gap.setFixedWidth(10)
                self._flow.addWidget(gap)
                continue
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._flow.addWidget(button)

    # -- showing

    def show_state(self, title: str, state: str) -> None:
        """What is edited, and whether it is saved."""
        self.title.setText(title)
        self.state.setText(state)

    def show_empty(self, empty: bool) -> None:
        """Say what to do first where there is nothing yet."""
        self._middle.setCurrentIndex(_EMPTY if empty else _MAP)

    @property
    def is_empty(self) -> bool:
        """Whether the words about an empty curriculum are shown in place of the map."""
        return self._middle.currentIndex() == _EMPTY

    def select(self, items: Sequence[str], show: bool) -> None:
        """Mark these items everywhere; `show`: bring the first one into sight on the map."""
        self.items.select(items)
        if self.view.selection != list(items):
            self.view.select_all(items)
        if show and items:
            self.view.go_to(items[0])
        self.problems.select(items)

    def set_theme(self, theme: Theme, text: float, calm: bool) -> None:
        """Use other colours and another size of text."""
        self._text = text
        self.view.camera.calm = calm
        self.view.set_theme(theme, text)
        for part in (self.items, self.form, self.problems):
            part.set_theme(theme)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text < 1.5 else Qt.ToolButtonStyle.ToolButtonIconOnly
        for button in self._bar.findChildren(QToolButton):
            button.setToolButtonStyle(style)
            button.setIconSize(QSize(round(16 * text), round(16 * text)))
        self.under.set_text(text)
        self._share_width()

    def take_focus(self) -> None:
        """The keyboard begins at the list, or at what can be done first."""
        (self.first if self.is_empty else self.items.list).setFocus()

    def _share_width(self) -> None:
        """Larger text needs a wider form; the map keeps what is left."""
        width = max(300, self.width())
        left = min(round(250 * self._text), round(width * SHARES[0] * min(1.15, self._text)))
        right = min(round(370 * self._text), round(width * 0.40))
        self.panes.setSizes([left, width - left - right, right])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().height() != event.size().height():
            self.under.share()
        if event.oldSize().width() != event.size().width():
            self._share_width()
