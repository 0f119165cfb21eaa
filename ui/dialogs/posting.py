"""From a job posting or a CV to a plan: what it names, sentence by sentence, accepted or not by the person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from planner.app import posting_gap, posting_shown, postings
from planner.app.posting_shown import Quote
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.plan import Plan
from planner.model.posting import Asked, Reading, Standing
from planner.model.problem import PlannerError
from ui.background import Newest
from ui.dialogs.frame import button_row, push_button
from ui.dialogs.posting_hits import Entry, HitTable
from ui.plain import PlainLabel
from ui.theme.theme import make_primary

MOST_TERMS = 20
_TEXT, _RESULT = range(2)


class _Answer(NamedTuple):
    text: str
    reading: Reading
    standing: tuple[Asked, ...]
    """Of every item that is named, whether it counts or not."""
    quotes: dict[str, tuple[Quote, ...]]
    """Item -> the sentences that name it."""


class PostingDialog(QDialog):
    """First the text, then what it names. `changed` is the document that the person wants, `label` what was done."""

    def __init__(
        self, document: Document, plan: Plan | None, parent: QWidget | None = None, begin_in: str = ""
    ) -> None:
        """`begin_in`: the folder in which one looks for a file at first; "" for the one that was used last."""
        super().__init__(parent)
        self._begin_in = begin_in
        self.setWindowTitle(_("From a job posting or a CV"))
        self.resize(parent.size() * 0.9 if parent else QSize(1080, 700))
        self.changed: Document | None = None
        self.label = ""
        self._document, self._own = document, plan
        self._answer: _Answer | None = None
        self._work = Newest(self)
        self._work.answered.connect(self._show)
        self._work.failed.connect(self._fail)
        self._build()
        self.text.setFocus()

    # -- building

    def _build(self) -> None:
        self._state = PlainLabel("", wrap=True)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._text_page())
        self.pages.addWidget(self._result_page())
        self.open_file = push_button(_("Open a file…"), self.choose_file)
        self.stop = push_button(_("Stop"), self.halt)
        self.back = push_button(_("Back to the text"), self.show_text)
        self.copy = push_button(_("Copy unknown terms"), self.copy_unknown)
        self.close_button = push_button(_("Close"), self.reject)
        self.read = make_primary(push_button(_("Show what it asks for"), self.read_text))
        self.know = push_button(_("I hold these"), self.mark_known)
        self.prefer = push_button(_("Prefer these"), self.mark_preferred)
        self.plan = make_primary(push_button(_("Plan for what is missing"), self.make_goal))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(_("From a job posting or a CV"), role="title", wrap=True))
        column.addWidget(self._state)
        column.addWidget(self.pages, 1)
        column.addLayout(button_row(self.open_file, self.stop, self.back, self.copy, None))
        column.addLayout(button_row(None, self.know, self.prefer, self.close_button, self.read, self.plan))
        self._follow()

    def _text_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("Text of the posting or CV"))
        self.text.setPlaceholderText(_("Paste the text here, or open a file."))
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._follow)
        column.addWidget(self.text)
        return page

    def _result_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.table = HitTable(_("What the text names"))
        self.table.decided.connect(self._follow)
        self._unknown = PlainLabel("", wrap=True)
        column.addWidget(self.table, 1)
        column.addWidget(self._unknown)
        return page

    # -- reading

    def choose_file(self) -> None:
        """Ask for a file, and read it."""
        kinds = _("Documents ({patterns})").format(patterns="*.txt *.md *.html *.htm *.pdf *.docx")
        title, kinds = _("Open a posting or CV"), f"{kinds};;{_('All files')} (*)"
        name, _kind = QFileDialog.getOpenFileName(self, title, self._begin_in, kinds)
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path) -> None:
        """Read a document in the background and show what it names."""
        self._ask(lambda stale: posting_gap.read_document(path, stale))

    def read_text(self) -> None:
        """Show what the text in the field names."""
        text = self.text.toPlainText()
        self._ask(lambda _stale: posting_gap.readable(text))

    def _ask(self, source: Callable[[Callable[[], bool]], str]) -> None:
        document, own = self._document, self._own

        def question(stale: Callable[[], bool]) -> _Answer:
            text = source(stale)
            reading = postings.read(document.curriculum, text, stale)
            items = tuple(dict.fromkeys(hit.node for hit in reading.hits))
            standing = posting_gap.asked(document, reading, items, own)
            return _Answer(text, reading, standing, posting_shown.quotes(text, reading.hits))

        self._work.ask(question)
        self._follow()

    def halt(self) -> None:
        """End what is being read."""
        self._work.drop()
        self._follow()

    @property
    def busy(self) -> bool:
        """Whether something is being read."""
        return self._work.busy

    def _fail(self, words: str) -> None:
        self._follow()
        self._state.setText(words)

    # -- what was found

    def _show(self, answer: _Answer) -> None:
        self._answer = answer
        if self.text.toPlainText() != answer.text:
            self.text.setPlainText(answer.text)
        self._fill(answer)
        self.pages.setCurrentIndex(_RESULT)
        self._follow()
        (self.table if self.table.rows else self.close_button).setFocus()

    def _fill(self, answer: _Answer) -> None:
        self.table.show_entries(self._sections(answer))
        terms = [one.term for one in answer.reading.unknown]
        shown = ", ".join(terms[:MOST_TERMS])
        if len(terms) > MOST_TERMS:
            shown += ", " + _("and {count} more").format(count=len(terms) - MOST_TERMS)
        self._unknown.setText(_("Not known to us: {terms}").format(terms=shown) if terms else "")
        self._unknown.setVisible(bool(terms))

    def _sections(self, answer: _Answer) -> Iterator[tuple[str, list[Entry]]]:
        entries = {one.node: Entry(one.node, one.title, one.nice, answer.quotes[one.node]) for one in answer.standing}
        titles = {
            Standing.MISSING: _("Missing"),
            Standing.PLANNED: _("Already in your plan"),
            Standing.HAVE: _("You have"),
            Standing.OTHERWISE: _("Not needed: you have another one of the alternatives, or need it anyway"),
            Standing.CLOSED: _("No longer offered, or nobody found who offers it"),
        }
        for standing, title in titles.items():
            found = [entries[one.node] for one in answer.standing if one.standing is standing]
            found = [entry for entry in found if entry.counts]
            if found:
                yield f"{title} ({len(found)})", found
        doubtful = [entry for entry in entries.values() if not entry.counts]
        if doubtful:
            yield _("Named, but not asked for") + f" ({len(doubtful)})", doubtful

    @property
    def ticked(self) -> tuple[str, ...]:
        """The items that are ticked, in the order of the text."""
        return tuple(dict.fromkeys(hit.node for hit in sorted(self.table.hits, key=lambda hit: hit.start)))

    def _follow(self) -> None:
        """Say where things stand, and offer what can be done now."""
        result, busy, ticked = self.pages.currentIndex() == _RESULT, self._work.busy, self.ticked
        unknown = self._answer.reading.unknown if self._answer else ()
        self._state.setText(self._words(result, busy, len(ticked)))
        for button in (self.back, self.copy, self.know, self.prefer, self.plan):
            button.setVisible(result)
        self.copy.setEnabled(bool(unknown))
        for button in (self.know, self.prefer, self.plan):
            button.setEnabled(bool(ticked) and not busy)
        self.open_file.setVisible(not result)
        self.read.setVisible(not result)
        self.stop.setVisible(busy)
        self.read.setEnabled(not busy and bool(self.text.toPlainText().strip()))
        self.open_file.setEnabled(not busy)

    def _words(self, result: bool, busy: bool, ticked: int) -> str:
        if busy:
            return _("Reading… Nothing leaves this computer.")
        if not result:
            return _("Text, HTML, PDF or Word. It is read on this computer only, and not kept.")
        if not self.table.rows:
            return _("The text names nothing of this curriculum.")
        count = len(self.table.rows)
        words = ngettext("The text names {count} item.", "The text names {count} items.", count).format(count=count)
        words += " " + ngettext("{count} is ticked.", "{count} are ticked.", ticked).format(count=ticked)
        return words + " " + _("Untick what it does not ask for.")

    # -- what to do with it

    def show_text(self) -> None:
        """Go back to the text."""
        self.pages.setCurrentIndex(_TEXT)
        self.text.setFocus()
        self._follow()

    def copy_unknown(self) -> None:
        """Put the terms that nobody knows on the clipboard, one a line."""
        terms = [one.term for one in self._answer.reading.unknown] if self._answer else []
        QGuiApplication.clipboard().setText("\n".join(terms))
        self._state.setText(
            ngettext("{count} term is on the clipboard.", "{count} terms are on the clipboard.", len(terms)).format(
                count=len(terms)
            )
        )

    def make_goal(self) -> None:
        """Plan towards exactly what is ticked."""
        self._close_with(_("Plan for a job posting"), posting_gap.with_goal, self._title())

    def mark_known(self) -> None:
        """The learner holds what is ticked: the text is their CV."""
        self._close_with(
            _("Mark as known what a CV says"), lambda document, _reading, items: posting_gap.know(document, items)
        )

    def mark_preferred(self) -> None:
        """Take what is ticked wherever there is a choice on the way to the goal."""
        self._close_with(
            _("Prefer what a job posting asks for"),
            lambda document, _reading, items: posting_gap.prefer(document, items),
        )

    def _close_with(self, label: str, command: Callable[..., Document], *rest: object) -> None:
        if self._answer is None:
            return
        try:
            reading = posting_shown.accepted(self._answer.reading, self.table.hits)
            self.changed = command(self._document, reading, self.ticked, *rest)
        except PlannerError as wrong:
            self._state.setText(wrong.problems[0].message)
            return
        self.label = label
        self.accept()

    def _title(self) -> str:
        """What to call the goal: the first line of a posting is its title, unless it is a sentence."""
        lines = self._answer.text.split("\n") if self._answer else []
        first = next((line.strip("#*_ \t") for line in lines if line.strip()), "")
        if not first or len(first) > 80 or first.endswith("."):
            return ""
        return _("What “{title}” asks for").format(title=first)

    # -- leaving

    def done(self, result: int) -> None:
        self._work.drop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._work.drop()
        super().closeEvent(event)
