"""The page itself: cards in one column or two, filled anew whenever the plan has changed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from planner.app.forecast_words import range_words
from planner.app.today import Today
from planner.i18n import _
from planner.model.forecast import Forecast
from ui import dates
from ui.panels.pane import Pane
from ui.plain import PlainLabel
from ui.theme.theme import Theme
from ui.today.cards import GAP, Card
from ui.today.sections import Sections

WIDE = 100
"""So many letters beside each other have room for two columns."""
WIDEST = 170


class _Holder(QWidget):
    """As tall as its sentences need at the width it has: Qt would ask for what they need at their narrowest."""

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 0)


class TodayPage(Pane):
    """Scrolls up and down only."""

    wanted = Signal(str, str)
    """Something is to be done (its name), with an item or ""."""
    followed = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _("Today"), parent)
        self.calm = False
        self._shown: Today | None = None
        self._forecast: Forecast | None = None
        self._range: PlainLabel | None = None
        self._columns: QBoxLayout | None = None
        self._cheered: set[str] = set()
        self._timed = ""
        self.show_nothing(_("Planning…"), "", "")

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self._theme = theme
        if self._shown is not None:
            self.show_today(self._shown)

    def show_timed(self, item: str) -> None:
        """`item` is being timed; "" where nothing is."""
        changed, self._timed = item != self._timed, item
        if changed and self._shown is not None:
            self.show_today(self._shown)

    # -- filling

    def show_nothing(self, sentence: str, button: str, action: str) -> None:
        """There is no plan to speak of: one sentence, and one thing to do about it."""
        self._shown = self._range = self._columns = None
        holder, column, sections = self._new_page()
        column.addStretch(1)
        if button:
            card = Card(name=_("Today"))
            card.say(sentence, "title")
            card.add(sections.buttons((button, action, "")))
            column.addWidget(card)
        else:
            column.addWidget(PlainLabel(sentence, wrap=True))
        column.addStretch(2)
        self.setWidget(holder)

    def show_today(self, today: Today) -> None:
        """Show another day, or the same one after a change; place and keyboard stay where they are."""
        place, focus = self.verticalScrollBar().value(), self._focused()
        same = self._shown is not None and self._shown.day == today.day
        self._shown = today
        holder, column, sections = self._new_page()
        self._greet(column, today)
        if today.reached is not None:
            calm = self.calm or today.reached.event in self._cheered
            self._cheered.add(today.reached.event)
            column.addWidget(sections.reached_card(today.reached, calm))
        if today.late is not None:
            column.addWidget(sections.late_card(today, today.late))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(GAP)
        left, right = QVBoxLayout(), QVBoxLayout()
        for half in (left, right):
            half.setSpacing(GAP)
        if today.next is not None:
            left.addWidget(sections.next_card(today, today.next))
        left.addWidget(sections.week_card(today))
        if today.alternatives:
            right.addWidget(sections.ready_card(today))
        right.addWidget(sections.progress_card(today.progress))
        for half, share in ((left, 5), (right, 4)):
            half.addStretch(1)
            self._columns.addLayout(half, share)
        column.addLayout(self._columns)
        column.addStretch(1)
        self._turn()
        self.setWidget(holder)  # filled first: else its parts would come up one after another
        if same:
            QTimer.singleShot(0, self, lambda: self._return_to(place, focus))

    def show_forecast(self, forecast: Forecast | None) -> None:
        """How sure the finish is, is known now."""
        self._forecast = forecast
        if self._range is not None and self._shown is not None:
            self._range.setText(self._finish_words(self._shown))

    def _new_page(self) -> tuple[QWidget, QVBoxLayout, Sections]:
        holder = _Holder()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        sections = Sections(self._theme, self._timed)
        sections.setMaximumWidth(WIDEST * self.fontMetrics().averageCharWidth())
        sections.wanted.connect(self.wanted.emit)
        sections.followed.connect(self.followed.emit)
        sections.opened.connect(self.opened.emit)
        row.addWidget(sections, 1000)
        row.addStretch(1)
        column = QVBoxLayout(sections)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(GAP)
        return holder, column, sections

    def _greet(self, column: QVBoxLayout, today: Today) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(dates.long_day(today.day), role="caption", wrap=True))
        text = _("You have arrived: {goal}") if today.arrived else _("On the way to {goal}")
        words.addWidget(PlainLabel(text.format(goal=today.goal), role="h1", wrap=True))
        self._range = PlainLabel(self._finish_words(today), wrap=True)
        words.addWidget(self._range)
        column.addLayout(words)

    def _finish_words(self, today: Today) -> str:
        if today.arrived:
            return _("Nothing is left to do. Choose another goal when you like.")
        found = range_words(self._forecast, dates.month) if self._forecast else ""
        if not found and today.finish is not None:
            found = _("Planned finish: {day}").format(day=dates.day(today.finish))
        return found

    # -- staying where one was

    def _focused(self) -> str:
        focus: QWidget | None = self.focusWidget()
        return focus.objectName() if focus is not None else ""

    def _return_to(self, place: int, focus: str) -> None:
        self.verticalScrollBar().setValue(place)
        for one in self.findChildren(QPushButton):
            if focus and one.objectName() == focus and self.isVisible():
                one.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        """Two columns where there is room for them."""
        if self._columns is not None:
            wide = self.viewport().width() >= WIDE * self.fontMetrics().averageCharWidth()
            direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
            self._columns.setDirection(direction)
