"""What a curriculum says of itself: title, goal, version; what it builds on; where its facts come from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from planner.app.author import Draft
from planner.app.author_start import modules
from planner.app.author_whole import set_whole
from planner.app.map import kind_words
from planner.i18n import _
from planner.model.curriculum import Kind, Source
from planner.model.problem import PlannerError
from ui.dialogs.frame import Answers, Body, add_captioned, button_row, lay_out, list_row, push_button, size_for_text
from ui.dialogs.source import SourceDialog
from ui.plain import PlainLabel, Wrong, menu_text, plain_tip

_ID = Qt.ItemDataRole.UserRole


class AboutCurriculum(QDialog):
    """Changes nothing itself: `about`, `uses` and `sources` are the answers."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft, old = draft, draft.curriculum
        self.sources: tuple[Source, ...] = old.sources
        self.setWindowTitle(_("About the curriculum"))
        size_for_text(self, 64, 30, 580, 560)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.windowTitle())
        self.tabs.addTab(self._general(), menu_text(_("General")))
        self.tabs.addTab(self._modules(), menu_text(_("Modules")))
        self.tabs.addTab(self._sources(), menu_text(_("Sources")))
        self.wrong = Wrong()
        buttons = Answers(self, _("Use this"))
        self.ok = buttons.ok
        lay_out(self, self.tabs, self.wrong, buttons, spacing=10)
        self.title.setFocus()

    # -- building

    def _general(self) -> QWidget:
        old, body = self._draft.curriculum, Body(_("General"))
        self.title = QLineEdit(old.title, maxLength=200)
        self.identity = QLineEdit(old.id, maxLength=64)
        self.version = QLineEdit(old.version, maxLength=200)
        self.description = QPlainTextEdit(old.description, tabChangesFocus=True)
        self.checked = QLineEdit(old.checked.isoformat() if old.checked else "", placeholderText="2026-11-30")
        self.disclaimer = QPlainTextEdit(old.disclaimer, tabChangesFocus=True)
        self.target = QComboBox()
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.target.setMinimumContentsLength(20)
        self.target.addItem(_("nothing yet"), None)
        for node in sorted(self._draft.merged.nodes, key=lambda one: (one.kind not in _GOALS, one.title)):
            self.target.addItem(f"{node.title} · {kind_words(node.kind.value)}", node.id)
        self.target.setCurrentIndex(max(0, self.target.findData(old.target)))
        for edit in (self.description, self.disclaimer):
            edit.setFixedHeight(4 * self.fontMetrics().lineSpacing())
        for words, field in (
            (_("Title"), self.title),
            (_("What it leads to"), self.target),
            (_("Description"), self.description),
            (_("Version"), self.version),
            (_("Checked on"), self.checked),
            (_("Id: the name of its file, which never changes"), self.identity),
            (_("A sentence that is shown with pay and outlook"), self.disclaimer),
        ):
            add_captioned(body.column, field, words)
            body.column.addSpacing(2)
        body.column.addStretch(1)
        return body

    def _modules(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        text = _("Items of the modules that are ticked can be needed by your own. They are read only here.")
        column.addWidget(PlainLabel(text, wrap=True))
        self.modules = QListWidget()
        self.modules.setAccessibleName(_("Modules that it builds on"))
        self.modules.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        used, listed = self._draft.curriculum.uses, {one.id: one for one in modules()}
        for identity in dict.fromkeys((*used, *listed)):
            row = list_row(listed[identity].title if identity in listed else identity, self)
            row.setData(_ID, identity)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Checked if identity in used else Qt.CheckState.Unchecked)
            plain_tip(row, listed[identity].description if identity in listed else identity)
            self.modules.addItem(row)
        column.addWidget(self.modules, 1)
        return page

    def _sources(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(PlainLabel(_("Items name these by their codes. A double click changes one."), wrap=True))
        self.listed = QListWidget()
        self.listed.setAccessibleName(_("Sources"))
        self.listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.listed.itemActivated.connect(lambda _row: self._edit())
        column.addWidget(self.listed, 1)
        change = push_button(_("Change…"), self._edit)
        column.addLayout(
            button_row(push_button(_("Add…"), self._add), change, push_button(_("Remove"), self._remove), None)
        )
        self._fill()
        return page

    def _fill(self) -> None:
        at = self.listed.currentRow()
        self.listed.clear()
        for one in self.sources:
            row = list_row(f"{one.code} – {one.what}", self)
            plain_tip(row, one.where)
            self.listed.addItem(row)
        self.listed.setCurrentRow(min(at, self.listed.count() - 1))

    def _add(self) -> None:
        dialog = SourceDialog(None, {one.code for one in self._draft.merged.sources}, self)
        if dialog.exec() and dialog.source is not None:
            self.sources = (*self.sources, dialog.source)
            self._fill()

    def _edit(self) -> None:
        at = self.listed.currentRow()
        if at < 0:
            return
        taken = {one.code for one in self.sources} - {self.sources[at].code}
        dialog = SourceDialog(self.sources[at], taken, self)
        if dialog.exec() and dialog.source is not None:
            self.sources = (*self.sources[:at], dialog.source, *self.sources[at + 1 :])
            self._fill()

    def _remove(self) -> None:
        at = self.listed.currentRow()
        if at >= 0:
            self.sources = (*self.sources[:at], *self.sources[at + 1 :])
            self._fill()

    # -- the answers

    @property
    def about(self) -> dict[str, object]:
        """The fields that the first page changes."""
        old = self._draft.curriculum
        said: dict[str, object] = {
            "title": self.title.text().strip(),
            "id": self.identity.text().strip(),
            "version": self.version.text().strip(),
            "description": " ".join(self.description.toPlainText().split()),
            "checked": self.checked.text().strip(),
            "target": self.target.currentData(),
            "disclaimer": " ".join(self.disclaimer.toPlainText().split()),
        }
        now = {name: getattr(old, name) for name in said}
        now["checked"] = old.checked.isoformat() if old.checked else ""
        return {name: value for name, value in said.items() if value != now[name]}

    @property
    def uses(self) -> tuple[str, ...]:
        """Ids of the modules that are ticked."""
        rows = [self.modules.item(number) for number in range(self.modules.count())]
        return tuple(str(row.data(_ID)) for row in rows if row.checkState() == Qt.CheckState.Checked)

    def accept(self) -> None:
        """Stays open with a word where something is wrong."""
        try:
            set_whole(self._draft, self.about, self.uses, self.sources)
        except PlannerError as wrong:
            self.wrong.say(wrong.problems[0].message)
            return
        super().accept()


_GOALS = (Kind.ROLE, Kind.MILESTONE)
