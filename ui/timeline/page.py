"""The timeline as a page of the window: its buttons, the chart and what it means; or why there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from planner.app.timeline import Timeline, with_forecast
from planner.i18n import _
from planner.model.document import Document
from planner.model.forecast import Forecast
from planner.model.plan import Plan, PlanStatus
from ui.flow import flowing
from ui.plain import PlainLabel, menu_text
from ui.theme.theme import Theme, make_primary
from ui.timeline import words
from ui.timeline.chart import Chart
from ui.timeline.legend import Legend


class TimelinePage(QWidget):
    """Bars in time, with all that is needed to look at them."""

    wanted = Signal(bool)
    """The button of the empty page was clicked; whether ways out of an impossible plan are wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = Chart(theme)
        self.chart.setAccessibleName(_("Timeline of your plan"))
        self.chart.viewport().setAccessibleName(_("Timeline of your plan"))
        self.legend = Legend(theme)
        self.note = PlainLabel("", wrap=True)
        self.note.setContentsMargins(12, 8, 12, 8)
        self.note.hide()
        self._buttons, self._flow = flowing()
        self._pages = QStackedWidget()
        filled, self._empty_words, self._empty_button = QWidget(), PlainLabel("", wrap=True), QPushButton("")
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._buttons)
        column.addWidget(self.note)
        column.addWidget(self.chart, 1)
        column.addWidget(self.legend)
        self._pages.addWidget(filled)
        self._pages.addWidget(self._empty_page())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self._impossible = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(16)
        layout.addStretch(1)
        self._empty_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._empty_words)
        make_primary(self._empty_button).clicked.connect(lambda _checked=False: self.wanted.emit(self._impossible))
        layout.addWidget(self._empty_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        return page

    def add_buttons(self, choices: Sequence[QAction], named: Sequence[QAction], icons: Sequence[QAction]) -> None:
        """Buttons for what can be chosen of time, for where to go, and some that their icon says enough of."""
        for action in (*choices, *named, *icons):
            button = QToolButton()
            button.setDefaultAction(action)
            plain = action in icons
            style = Qt.ToolButtonStyle.ToolButtonIconOnly if plain else Qt.ToolButtonStyle.ToolButtonTextOnly
            button.setToolButtonStyle(style)
            button.setAccessibleName(action.text())
            button.setProperty("choice", action in choices)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._flow.addWidget(button)

    # -- what is shown

    @property
    def timeline(self) -> Timeline | None:
        """What is shown now."""
        return self.chart.timeline

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show but a sentence."""
        return self._pages.currentIndex() == 1

    def show_plan(self, document: Document, plan: Plan, shown: Timeline) -> None:
        """Show another plan."""
        empty = not shown.bars
        self._pages.setCurrentIndex(1 if empty else 0)
        if empty:
            impossible = self._impossible = shown.status is PlanStatus.IMPOSSIBLE
            self._empty_words.setText(words.nothing(shown))
            self._empty_button.setText(menu_text(_("Show ways out") if impossible else _("Set another goal…")))
        self.note.setText(words.undated(shown))
        self.note.setVisible(bool(words.undated(shown)))
        self.chart.show_plan(document, plan, shown)

    def show_forecast(self, forecast: Forecast | None) -> None:
        """How sure the dates are; None where that is not known."""
        if self.chart.timeline is not None:
            self.chart.show_ranges(with_forecast(self.chart.timeline, forecast))

    def set_theme(self, theme: Theme, text: float) -> None:
        """Use other colours and another size of text."""
        self.chart.set_theme(theme, text)
        self.legend.set_theme(theme, text)
        for button in self._buttons.findChildren(QToolButton):
            button.setIconSize(QSize(round(16 * text), round(16 * text)))
        self._share_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """Where few rows would be left, they go before what they mean: tool tips say that too."""
        look = self.chart.look
        self.legend.setVisible(self.height() >= 10 * look.row + look.foot + 5 * look.line + look.marks)
