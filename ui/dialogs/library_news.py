"""What is new in the library, item by item and field by field: what is said here, what it said, what it says now."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QPushButton, QVBoxLayout, QWidget

from planner.app.library_news import LibraryNews, NewsItem
from planner.app.news_fields import NewsField
from planner.i18n import _
from ui.dialogs.frame import push_button, size_for_text
from ui.dialogs.tables import ReadTable, cell, heading
from ui.flow import flowing
from ui.plain import PlainLabel, menu_text
from ui.theme.theme import make_primary

Decide = Callable[[str, NewsItem | None, NewsField | None], LibraryNews]
"""Does what was chosen ("theirs", "mine" or "seen") with an item and one of its fields, or with all; says what is new
after that."""
MOST_ROWS = 1_000
DECIDED = ("moved on", "not needed")


class NewsDialog(QDialog):
    """Shows the news. A learner may follow the new curriculum (`accept`), an author decides row by row (`decide`)."""

    def __init__(
        self,
        news: LibraryNews,
        title: str,
        follow: str = "",
        decide: Decide | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        size_for_text(self, 110, 32, 960, 620)
        self._decide = decide
        self._rows: list[tuple[NewsItem, NewsField | None]] = []
        self.words = PlainLabel("", wrap=True)
        self.table = ReadTable(_("What is new, field by field"))
        self.table.setColumnCount(4)
        headers = [_("What"), _("Here"), _("Library then"), _("Library now")]
        self.table.setHorizontalHeaderLabels(headers)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(160)
        self.table.currentCellChanged.connect(lambda *_cells: self._offer())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(news.title, role="title", wrap=True))
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        self.buttons: dict[str, QPushButton] = {}
        if decide is not None:
            column.addWidget(self._choices())
        column.addWidget(self._end(follow))
        self.show_news(news)

    def _choices(self) -> QWidget:
        bar, flow = flowing(gap=8)
        for what, words in (
            ("theirs", _("Take over what the library says")),
            ("mine", _("Keep what is said here")),
            ("seen", _("Keep everything as it is here")),
        ):
            self.buttons[what] = push_button(words, partial(self._do, what))
            flow.addWidget(self.buttons[what])
        return bar

    def _end(self, follow: str) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        if follow:
            made = make_primary(box.addButton(menu_text(follow), QDialogButtonBox.ButtonRole.AcceptRole))
            self.buttons["follow"] = made
            box.accepted.connect(self.accept)
        return box

    # -- showing

    def show_news(self, news: LibraryNews) -> None:
        """Show these in place of what was shown."""
        self.news = news
        self.words.setText(" ".join(_words(news)))
        self.words.setVisible(bool(self.words.text()))
        self.table.clearSpans()
        self.table.setRowCount(0)
        self._rows = []
        for item in news.items:
            if len(self._rows) >= MOST_ROWS:
                break
            self._add(item, None, [])
            for row in item.fields:
                self._add(item, row, [row.name, row.mine or _("as the library says"), row.was, row.theirs])
        self.table.resizeRowsToContents()
        first = next((at for at, (_item, row) in enumerate(self._rows) if row is not None), 0)
        self.table.setCurrentCell(first, 0)
        self._offer()

    def _add(self, item: NewsItem, row: NewsField | None, texts: list[str]) -> None:
        at = self.table.rowCount()
        self.table.insertRow(at)
        self._rows.append((item, row))
        if row is None:
            self.table.setItem(at, 0, heading(_("{title}: {what}").format(title=item.title, what=item.words)))
            self.table.setSpan(at, 0, 1, 4)
        for column, text in enumerate(texts):
            self.table.setItem(at, column, cell(text))

    @property
    def current(self) -> tuple[NewsItem, NewsField | None] | None:
        """The item and the field that are chosen."""
        at = self.table.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    # -- deciding

    def _offer(self) -> None:
        """Only what is said here can be decided."""
        if self._decide is None:
            return
        chosen = self.current
        rows = chosen[0].fields if chosen is not None else ()
        told = (chosen[1],) if chosen is not None and chosen[1] is not None else rows
        decided = any(row.state in DECIDED for row in told)
        for what in ("theirs", "mine"):
            self.buttons[what].setEnabled(decided)
        self.buttons["seen"].setEnabled(not self.news.nothing)

    def _do(self, what: str) -> None:
        at, chosen = self.table.currentRow(), self.current
        if self._decide is None:
            return
        if what == "seen":
            self.show_news(self._decide(what, None, None))
        elif chosen is not None:
            self.show_news(self._decide(what, *chosen))
        if 0 <= at < self.table.rowCount():
            self.table.setCurrentCell(at, 0)


def _words(news: LibraryNews) -> list[str]:
    if news.nothing:
        return [_("Nothing is new in the library.")]
    found = [
        _("{title}: version {now}, before {was}.").format(title=one.title, now=one.now or "–", was=one.was or "–")
        for one in news.modules[:5]
    ]
    if not news.recorded:
        found.append(_("What else is new cannot be told: nobody wrote down what the library said."))
    return found
