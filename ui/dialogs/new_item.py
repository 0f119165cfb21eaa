"""Something new for a curriculum: what it is called, what kind of thing it is, where it belongs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from planner.app.map import kind_words
from planner.i18n import _
from planner.model.curriculum import Kind
from ui.dialogs.frame import Answers, add_captioned, choice
from ui.plain import PlainLabel


def kinds() -> list[tuple[object, str]]:
    """The kinds of items with a word on when to take which."""
    told = {
        Kind.SKILL: _("something to learn"),
        Kind.PROJECT: _("something to make"),
        Kind.CERTIFICATION: _("an exam with a paper"),
        Kind.EXPERIENCE: _("time in a job"),
        Kind.DEGREE: _("a course of study"),
        Kind.COURSE: _("covers parts of other items"),
        Kind.ROLE: _("where one starts, or the goal"),
        Kind.MILESTONE: _("a goal worth stopping at"),
    }
    text = _("{kind}: {words}")
    return [(kind, text.format(kind=kind_words(kind.value), words=words)) for kind, words in told.items()]


class NewItem(QDialog):
    """Asks for title, kind and domain; Enter adds."""

    def __init__(self, domains: Mapping[str, str], usual: str, before: str = "", parent: QWidget | None = None) -> None:
        """`usual`: the domain that is most probable; `before`: title of what the new item needs."""
        super().__init__(parent)
        self.setWindowTitle(_("Add item"))
        question = _("What comes after “{title}”?").format(title=before) if before else _("What can be learned?")
        self.title = QLineEdit(maxLength=200)
        self.title.setObjectName("new-item-title")
        self.title.setAccessibleName(_("Title"))
        self.title.setPlaceholderText(_("such as: Knead a dough by hand"))
        self._kind = choice(_("Kind"), *kinds())
        self._kind.setObjectName("new-item-kind")
        listed = dict(domains) if usual in domains else {**domains, usual: usual.replace("-", " ").capitalize()}
        self._domain = choice(_("Subject"), *listed.items())
        self._domain.setObjectName("new-item-domain")
        self._domain.setCurrentIndex(max(0, self._domain.findData(usual)))
        buttons = Answers(self, _("Add"))
        self.ok = buttons.ok
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(6)
        column.addStrut(380)
        column.addWidget(PlainLabel(question, role="strong", wrap=True))
        for field in (self.title, self._kind, self._domain):
            add_captioned(column, field)
        column.addStretch(1)
        column.addWidget(buttons)
        self.title.textChanged.connect(lambda text: self.ok.setEnabled(bool(text.strip())))
        self.ok.setEnabled(False)
        self.title.setFocus()

    @property
    def name(self) -> str:
        """The title that was typed."""
        return " ".join(self.title.text().split())

    @property
    def kind(self) -> Kind:
        """The kind that was chosen."""
        return Kind(str(self._kind.currentData()))  # Qt hands out the word, not the member

    @property
    def domain(self) -> str:
        """Id of the domain that was chosen."""
        return str(self._domain.currentData())
