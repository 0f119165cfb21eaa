"""Other plans beside the learner's own: found in the background, compared step by step, and taken with one click."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.app import queries
from planner.app.others import (
    OtherPlans,
    OtherRow,
    different_words,
    gap_words,
    items_of,
    meaning_words,
    nothing_words,
    proved_words,
    rows,
)
from planner.app.take import Taken, take
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.learner import Aim
from planner.model.plan import Plan
from ui import dates
from ui.background import Newest
from ui.dialogs.comparison import ComparisonPage
from ui.dialogs.frame import button_row, push_button
from ui.dialogs.tables import PADDING, ReadTable, cell
from ui.plain import PlainLabel, menu_text, plain_tip
from ui.theme.theme import font, make_primary

SECONDS = 60
"""Longest search for other plans."""
_TABLE, _COMPARISON, _NOTHING = range(3)


class OtherPlansDialog(QDialog):
    """A table of plans. `taken` holds the wishes of the one that was taken, `chosen` that plan."""

    def __init__(self, document: Document, plan: Plan | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Other plans"))
        self.resize(parent.size() * 0.94 if parent else QSize(1120, 700))
        self.taken: Taken | None = None
        self.chosen: Plan | None = None
        self._document, self._own = document, plan
        self._rows: list[OtherRow] = []
        self._found: OtherPlans | None = None
        self._stop = Event()
        self._search, self._taking = Newest(self), Newest(self)
        self._search.partly.connect(self._show)
        self._search.answered.connect(self._show)
        self._search.failed.connect(self._fail)
        self._taking.answered.connect(self._on_taken)
        self._taking.failed.connect(self._fail)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)
        self._build()
        self.table.setFocus()
        self.search()

    # -- building

    def _build(self) -> None:
        goal = self._document.curriculum.by_id[self._document.learner.goal].title
        self._pages = QStackedWidget()
        self._pages.addWidget(self._table_page())
        self.comparison = ComparisonPage()
        self._pages.addWidget(self.comparison)
        self._pages.addWidget(self._nothing_page())
        self._state = PlainLabel("", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, SECONDS)
        self._bar.setAccessibleName(_("Time of the search"))
        self._halt = push_button(_("Stop and keep these"), self.halt)
        self._back = push_button(_("Back to all plans"), self.show_table)
        self._compare = push_button(_("Compare with your plan"), self.compare)
        self._take = make_primary(push_button(_("Take this plan"), self.take))
        self._close = push_button(_("Close"), self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        self._goal_title = _("Other plans to “{goal}”").format(goal=goal)
        self._title = PlainLabel(self._goal_title, role="title", wrap=True)
        column.addWidget(self._title)
        progress = QHBoxLayout()
        progress.addWidget(self._state, 1)
        progress.addWidget(self._halt)
        column.addLayout(progress)
        column.addWidget(self._bar)
        column.addWidget(self._pages, 1)
        column.addLayout(button_row(self._back, self._compare, None, self._close, self._take))

    def _table_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.table = ReadTable(_("Plans"))
        self.table.setColumnCount(5)
        self.table.setHorizontalHeaderLabels(
            [_("Plan"), _("Hours"), _("Money"), _("Finish"), _("What is different from your plan")]
        )
        self.table.currentCellChanged.connect(lambda *_cells: self._follow())
        self.table.cellDoubleClicked.connect(lambda *_cell: self.compare())
        self._different = PlainLabel("", wrap=True)
        column.addWidget(self.table, 1)
        column.addWidget(self._different)
        return page

    def _nothing_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self._nothing = PlainLabel("", wrap=True)
        column.addStretch(1)
        for label in (PlainLabel(_("There is no other plan worth showing."), role="title", wrap=True), self._nothing):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(1)
        return page

    # -- searching

    def search(self) -> None:
        """Look for other plans; what is found is shown at once."""
        stop = self._stop
        document, own = self._document, self._own

        def question(stale: Callable[[], bool]) -> Iterator[OtherPlans]:
            return queries.other_plans(document, own, SECONDS, lambda: stale() or stop.is_set())

        self._search.ask(question)
        self._clock.start()
        self._follow()

    def halt(self) -> None:
        """End the search and keep what it has found."""
        if self._taking.busy:
            self._taking.drop()
        else:
            self._stop.set()
        self._follow()

    @property
    def busy(self) -> bool:
        """Whether anything is still being computed."""
        return self._search.busy or self._taking.busy

    def _tick(self) -> None:
        self._bar.setValue(self._bar.value() + 1)

    def _show(self, found: OtherPlans) -> None:
        current = self.current  # stays chosen: a button must not turn to another plan under somebody's hand
        self._found, self._rows = found, rows(found)
        self._fill()
        wanted = items_of(current.plan) if current else None
        place = next((at for at, row in enumerate(self._rows) if items_of(row.plan) == wanted), 1)
        self.table.setCurrentCell(min(place, len(self._rows) - 1), 0)
        if self._pages.currentIndex() != _COMPARISON:
            alone = len(self._rows) < 2 and not self._search.busy
            self._nothing.setText("\n\n".join(nothing_words(self._document, found)))
            self._pages.setCurrentIndex(_NOTHING if alone else _TABLE)
            if alone:
                self._close.setFocus()
        self._follow()

    def _fail(self, words: str) -> None:
        self._follow()
        self._state.setText(words)
        self._state.show()

    # -- the table

    def _fill(self) -> None:
        self.table.setRowCount(len(self._rows))
        for place, row in enumerate(self._rows):
            name = cell(f"{row.name}\n{proved_words(row.plan)}", strong=row.own)
            plain_tip(name, meaning_words(row))
            self.table.setItem(place, 0, name)
            gaps = gap_words(row)
            values = (
                (Aim.HOURS, dates.hours(row.plan.totals.hours), _("fewest hours")),
                (Aim.MONEY, dates.money(row.plan.totals.cost_usd), _("least money")),
                (Aim.TIME, dates.day(row.plan.finish), _("earliest finish")),
            )
            for column, (aim, value, praise) in enumerate(values, 1):
                best = aim in row.best
                lines = [f"★ {value}" if best else value, gaps[aim]]
                spoken = ", ".join(filter(None, [value, praise if best else "", gaps[aim]]))
                self.table.setItem(place, column, cell("\n".join(filter(None, lines)), spoken, strong=best))
            self.table.setItem(place, 4, cell(different_words(row)))
        self._share_width()

    def _share_width(self) -> None:
        """Numbers get what they need. The words get the rest; where that is little, they stand below the table."""
        metrics = QFontMetrics(font("strong", QApplication.font()))
        widths = [
            max(map(metrics.horizontalAdvance, self._lines(column)), default=60) + PADDING + 4 for column in range(4)
        ]
        widths[0] = min(widths[0], self.width() // 5)
        narrow = self.width() - sum(widths) < 34 * metrics.averageCharWidth()
        header = self.table.horizontalHeader()
        for column, width in enumerate(widths):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, width)
        self.table.setColumnHidden(4, narrow)
        header.setSectionResizeMode(0 if narrow else 4, QHeaderView.ResizeMode.Stretch)
        self._different.setVisible(narrow)
        self.table.resizeRowsToContents()

    def _lines(self, column: int) -> list[str]:
        texts = [self.table.text(row, column) for row in range(self.table.rowCount())]
        return [line for text in texts for line in text.split("\n")]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    @property
    def current(self) -> OtherRow | None:
        """The plan that is chosen in the table."""
        row = self.table.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _follow(self) -> None:
        """Say where things stand, and offer what can be done now."""
        searching, taking, comparing = self._search.busy, self._taking.busy, self._pages.currentIndex() == _COMPARISON
        if not searching:
            self._clock.stop()
        row = self.current
        other = row is not None and not row.own
        text = _("“{name}” instead of your plan: {change}")
        compared = text.format(name=row.name, change=row.against.change.words()) if row else ""
        self._title.setText(compared if comparing else self._goal_title)
        # Below the table there is less room for it than in a column of its own.
        self._different.setText(different_words(row, 1) if row else "")
        self._state.setText(self._state_words())
        self._state.setVisible(searching or taking or self._pages.currentIndex() == _TABLE)
        self._bar.setVisible(searching)
        self._halt.setVisible(searching or taking)
        self._halt.setEnabled(taking or not self._stop.is_set())
        self._halt.setText(menu_text(_("Do not take it") if taking else _("Stop and keep these")))
        self._back.setVisible(comparing)
        self._compare.setVisible(not comparing and len(self._rows) > 1)
        self._take.setVisible(len(self._rows) > 1)
        self._compare.setEnabled(other)
        self._take.setEnabled(other and not taking)

    def _state_words(self) -> str:
        others = max(0, len(self._rows) - 1)
        if self._taking.busy:
            return _("Making sure that planning again gives this plan…")
        if self._search.busy:
            if self._stop.is_set():
                return _("Stopping…")
            text = ngettext(
                "Looking for other plans: {count} so far.", "Looking for other plans: {count} so far.", others
            )
            return text.format(count=others) + " " + _("At most a minute.")
        text = ngettext("{count} other plan.", "{count} other plans.", others).format(count=others)
        text += " " + _("★ marks the best of all that are shown.")
        complete = self._found is None or self._found.complete
        return text if complete else text + " " + _("The search was ended early: there may be more.")

    # -- comparing and taking

    def compare(self) -> None:
        """Show the chosen plan step by step beside the learner's own."""
        row = self.current
        if row is not None and not row.own and self._found is not None:
            self.comparison.show_row(self._found.plan, row)
            self._pages.setCurrentIndex(_COMPARISON)
            self.comparison.table.setFocus()
            self._follow()

    def show_table(self) -> None:
        """Go back to all plans."""
        self._pages.setCurrentIndex(_TABLE)
        self.table.setFocus()
        self._follow()

    def take(self) -> None:
        """Find the wishes that give the chosen plan, and close with them."""
        row, found, document = self.current, self._found, self._document
        if row is None or row.own or found is None or self._taking.busy:
            return
        self._stop.set()
        self.chosen = row.plan
        self._taking.ask(lambda stale: take(document, found.plan, row.plan, stale))
        self._follow()

    def _on_taken(self, taken: Taken | None) -> None:
        if taken is None:
            self._fail(_("No wishes were found that give this plan."))
            return
        self.taken = taken
        self.accept()

    # -- leaving

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._pages.currentIndex() == _COMPARISON:
            self.show_table()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._pages.currentIndex() == _TABLE:
            self.compare()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        self._forget()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._forget()
        super().closeEvent(event)

    def _forget(self) -> None:
        """Nobody is looking any more."""
        self._stop.set()
        self._search.drop()
        self._taking.drop()
        self._clock.stop()
