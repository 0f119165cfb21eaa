"""The study log: a quick entry, what was studied by weeks and days, and what it took beside the estimates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.app import progress, study_log
from planner.app.durations import minutes_words
from planner.app.session import Session
from planner.app.today import day_of
from planner.i18n import _
from planner.model.record import Event
from ui import dates
from ui.dialogs.frame import Body, size_for_text
from ui.dialogs.study_time import Entry, EntryFields, StudyTime
from ui.plain import PlainLabel, menu_text, plain_tip_in
from ui.theme.theme import make_primary

KEY = Qt.ItemDataRole.UserRole
LEAST_LINES = 9

Log = Callable[[str, date, int, str], bool]
Run = Callable[..., None]


class StudyLog(QDialog):
    """Every change is a command of the session, so that it can be taken back after the dialog is closed as well."""

    def __init__(
        self, session: Session, items: Sequence[tuple[str, str]], log: Log, run: Run, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._items, self._log, self._run = session, items, log, run
        self.setWindowTitle(_("Study log"))
        size_for_text(self, 56, 28, 620, 640)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        body = Body(_("Study log"))
        column.addWidget(body, 1)
        body.column.setContentsMargins(0, 0, 0, 0)
        body.column.setSpacing(12)
        self.pace = PlainLabel("", wrap=True)
        body.column.addWidget(self.pace)
        body.column.addWidget(self._quick_entry())
        self.tree = _tree(_("What you studied"), (_("When and what"), _("Time"), _("Note")))
        # Some days are in sight whatever the size of the text: the dialog scrolls rather than the list alone.
        self.tree.setMinimumHeight(LEAST_LINES * self.fontMetrics().lineSpacing())
        self.table = _tree(_("Estimates and what it took"), (_("Step"), _("Estimate"), _("It took"), _("Times")))
        self.table.setRootIsDecorated(False)
        self.empty = PlainLabel(_("Nothing is written down yet. A first entry takes five seconds."), wrap=True)
        tabs = QTabWidget()
        tabs.setAccessibleName(_("Study log"))
        tabs.setUsesScrollButtons(False)
        tabs.tabBar().setAccessibleName(_("Study log"))
        tabs.addTab(self._log_page(), menu_text(_("Log")))
        tabs.addTab(self.table, menu_text(_("Estimates and what it took")))
        body.column.addWidget(tabs, 1)
        close = QPushButton(menu_text(_("Close")))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        self.show_log()
        self.entry.length.setFocus()

    def _quick_entry(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        self.entry = EntryFields(self._items, day_of(self._session.document))
        column.addWidget(self.entry)
        self.add_button = make_primary(QPushButton(menu_text(_("Write it down"))))
        self.add_button.setDefault(True)
        self.add_button.clicked.connect(self.add)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.add_button)
        column.addLayout(row)
        self.entry.changed.connect(self._follow_entry)
        self._follow_entry()
        return card

    def _log_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self.tree, 1)
        self.change_button, self.remove_button = (
            QPushButton(menu_text(_("Change…"))),
            QPushButton(menu_text(_("Remove"))),
        )
        row = QHBoxLayout()
        row.addStretch(1)
        for button, act in ((self.change_button, self.change), (self.remove_button, self.remove)):
            button.setAutoDefault(False)
            button.clicked.connect(act)
            row.addWidget(button)
        column.addLayout(row)
        self.tree.currentItemChanged.connect(lambda _now, _before: self._follow_choice())
        self.tree.itemDoubleClicked.connect(lambda _item, _column: self.change())
        return page

    # -- what is shown

    def show_log(self) -> None:
        """Read the document again."""
        document = self._session.document
        self.pace.setText(study_log.pace_words(study_log.pace(document)))
        titles = document.curriculum.titles
        first = dates.first_weekday().value - 1
        self.tree.clear()
        found = study_log.weeks(document.record.events, first)
        for week in found:
            top = QTreeWidgetItem([_("Week of {day}").format(day=dates.day(week.first)), minutes_words(week.minutes)])
            self.tree.addTopLevelItem(top)
            for day in week.days:
                name = dates.weekday_and_day(day.day)
                middle = QTreeWidgetItem(top, [name, minutes_words(day.minutes)])
                for entry in day.entries:
                    self._add_entry(middle, entry, titles.get(entry.node, entry.node))
        self.tree.expandAll()
        self.empty.setVisible(not found)
        self.tree.setVisible(bool(found))
        self._show_comparisons()
        self._follow_choice()

    def _add_entry(self, middle: QTreeWidgetItem, entry: Event, title: str) -> None:
        row = QTreeWidgetItem(middle, [title, minutes_words(entry.minutes or 0), entry.note])
        row.setData(0, KEY, entry.id)
        plain_tip_in(row, 0, title)
        plain_tip_in(row, 2, entry.note)

    def _show_comparisons(self) -> None:
        self.table.clear()
        for one in study_log.comparisons(self._session.document):
            times = _("× {ratio:.1f}").format(ratio=one.ratio)
            row = QTreeWidgetItem([one.title, dates.hours(one.estimate), dates.hours(round(one.actual, 1)), times])
            plain_tip_in(row, 0, one.title)
            self.table.addTopLevelItem(row)

    def _chosen(self) -> Event | None:
        item = self.tree.currentItem()
        key = item.data(0, KEY) if item else None
        return next((event for event in self._session.document.record.events if event.id == key), None)

    def _follow_choice(self) -> None:
        for button in (self.change_button, self.remove_button):
            button.setEnabled(self._chosen() is not None)
            button.setVisible(self.tree.topLevelItemCount() > 0)

    def _follow_entry(self) -> None:
        self.add_button.setEnabled(self.entry.entry is not None)

    # -- what is done

    def add(self) -> None:
        """Write the quick entry down."""
        entry = self.entry.entry
        if entry is not None and self._log(entry.item, entry.day, entry.minutes, entry.note):
            self.entry.clear()
            self.entry.length.setFocus()
            self.show_log()

    def change(self) -> None:
        """Correct the chosen entry."""
        event = self._chosen()
        if event is None or event.day is None:
            return
        document = self._session.document
        title = document.curriculum.titles.get(event.node, event.node)
        old = Entry(event.node, event.day, event.minutes or 1, event.note)
        dialog = StudyTime([(event.node, title)], day_of(document), old, parent=self)
        if dialog.exec() and dialog.fields.entry is not None:
            new = dialog.fields.entry
            self._do(_("Change an entry of the log"), progress.change_study, event.id, new.day, new.minutes, new.note)

    def remove(self) -> None:
        """The chosen entry was a mistake."""
        event = self._chosen()
        if event is not None:
            self._do(_("Remove an entry of the log"), progress.remove_event, event.id)

    def _do(self, label: str, *command: Any) -> None:
        self._run(label, *command)
        self.show_log()


def _tree(name: str, headings: Sequence[str]) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName(name)
    tree.setHeaderLabels([*headings])
    tree.setUniformRowHeights(True)
    tree.setTextElideMode(Qt.TextElideMode.ElideRight)
    header = tree.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    tree.setIconSize(QSize(16, 16))
    return tree
