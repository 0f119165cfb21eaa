"""Find a text in everything that a curriculum says, and put another one in its place, wherever that is ticked."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planner.app import author
from planner.app.author import Draft, Hit
from planner.i18n import _, ngettext
from ui.dialogs.frame import Answers, add_captioned, push_button, size_for_text
from ui.plain import PlainLabel, plain_tip
from ui.wrapped import Tick

SHOWN = 500
"""So many places are listed."""


class ReplaceText(QDialog):
    """Lists every place with what it would say then; `wanted` are those that are ticked."""

    followed = Signal(str)
    """An item is to be looked at."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._hits: tuple[Hit, ...] = ()
        self.setWindowTitle(_("Find and replace"))
        size_for_text(self, 68, 28, 600, 520)
        self.sought, self.replace = QLineEdit(), QLineEdit()
        self.sought.setObjectName("replace-find")
        self.sought.setAccessibleName(_("Find"))
        self.replace.setObjectName("replace-with")
        self.replace.setAccessibleName(_("Replace with"))
        self.case, self.whole = Tick(_("Capital letters count")), Tick(_("Whole words only"))
        self.list = QListWidget()
        self.list.setObjectName("replace-hits")
        self.list.setAccessibleName(_("Places"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.count = PlainLabel("", role="caption", wrap=True)
        buttons = Answers(self, _("Replace"))
        self.ok = buttons.ok
        self._all = push_button(_("Tick all"), lambda: self._tick(Qt.CheckState.Checked))
        self._none = push_button(_("Tick none"), lambda: self._tick(Qt.CheckState.Unchecked))
        self._lay_out(buttons)
        self._timer = QTimer(self, singleShot=True, interval=200)
        self._timer.timeout.connect(self.look)
        for edit in (self.sought, self.replace):
            edit.textChanged.connect(lambda _text: self._timer.start())
        for tick in (self.case, self.whole):
            tick.toggled.connect(lambda _on: self.look())
        self.list.itemChanged.connect(lambda _row: self._follow())
        self.list.itemActivated.connect(self._go)
        self.look()
        self.sought.setFocus()

    def _lay_out(self, buttons: Answers) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(6)
        for edit in (self.sought, self.replace):
            add_captioned(column, edit)
        column.addWidget(self.case)
        column.addWidget(self.whole)
        column.addWidget(self.list, 1)
        column.addWidget(self.count)
        for one in (self._all, self._none):
            buttons.addButton(one, buttons.ButtonRole.ActionRole)
        column.addWidget(buttons)

    def look(self) -> None:
        """Find the text now."""
        self._timer.stop()
        text = self.sought.text()
        case, whole = self.case.isChecked(), self.whole.isChecked()
        self._hits = author.hits(self._draft, text, self.replace.text(), case, whole) if text else ()
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._hits[:SHOWN]:
            row = QListWidgetItem(self._words(one))
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Checked)
            plain_tip(row, f"{one.old}\n→ {one.new}")
            self.list.addItem(row)
        self.list.blockSignals(False)
        self._follow()

    def _words(self, one: Hit) -> str:
        node = self._draft.merged.by_id.get(one.item)
        title = node.title if node is not None else _("The curriculum")
        return f"{title} · {field_words(one.field)}: {_around(one.old, self.sought.text())}"

    @property
    def wanted(self) -> list[Hit]:
        """The places that are ticked; those that are too many to be listed are."""
        listed = [self.list.item(number).checkState() == Qt.CheckState.Checked for number in range(self.list.count())]
        return [one for at, one in enumerate(self._hits) if at >= len(listed) or listed[at]]

    def _tick(self, state: Qt.CheckState) -> None:
        for number in range(self.list.count()):
            self.list.item(number).setCheckState(state)

    def _follow(self) -> None:
        count, wanted = len(self._hits), len(self.wanted)
        words = ngettext("{count} place", "{count} places", count).format(count=count)
        chosen = _("{places}, {count} of them are replaced").format(places=words, count=wanted)
        self.count.setText(chosen if count else _("Nothing found.") if self.sought.text() else "")
        self.ok.setEnabled(wanted > 0 and self.sought.text() != self.replace.text())

    def _go(self, row: QListWidgetItem) -> None:
        one = self._hits[self.list.row(row)]
        if one.item:
            self.followed.emit(one.item)


def field_words(field: str) -> str:
    """What a field is called in the form; what has no words there is called as in the file."""
    words = {
        "title": _("Title"),
        "basis": _("Where the hours come from"),
        "reasons": _("Why it is needed"),
        "outcome": _("What one can do afterwards"),
        "first_step": _("First step"),
        "done_when": _("Done when"),
        "cost_range": _("Cost in words"),
        "aliases": _("Other names"),
        "note": _("Note"),
        "resources": _("What to learn from"),
        "requires": _("What it needs"),
        "corequisites": _("What it needs"),
        "description": _("Description"),
        "domains": _("Subjects"),
        "sources": _("Sources"),
    }
    name = field.partition(".")[0].partition("[")[0]
    return words.get(name, field)


def _around(text: str, part: str, room: int = 40) -> str:
    """A text with little more than the part that was found."""
    at = max(0, text.casefold().find(part.casefold()))
    begin, end = max(0, at - room), at + len(part) + room
    return ("…" if begin else "") + text[begin:end] + ("…" if end < len(text) else "")
