"""Tick off what one knows already: a searchable list, used by the first steps and on its own."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planner.app import queries
from planner.i18n import _, ngettext
from planner.model.curriculum import Curriculum, Kind
from ui.dialogs.frame import Answers, size_for_text
from ui.effect import EffectLine
from ui.plain import PlainLabel, plain_tip

_ID = Qt.ItemDataRole.UserRole


class KnownList(QWidget):
    """A search field over a list of items with check boxes."""

    changed = Signal()

    def __init__(self, curriculum: Curriculum, leave_out: Collection[Kind] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curriculum = curriculum
        self._search = QLineEdit(clearButtonEnabled=True)
        self._search.setPlaceholderText(_("Search, for example Python"))
        self._search.setAccessibleName(_("Search what you know"))
        self._list = QListWidget()
        self._list.setAccessibleName(_("What you know"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._count = PlainLabel("", role="caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._search)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._count)
        for node in curriculum.nodes:
            if node.kind is not Kind.ROLE and node.kind not in leave_out:
                item = QListWidgetItem(node.title)
                item.setData(_ID, node.id)
                item.setSizeHint(QSize(0, self.fontMetrics().height() + 14))  # else the first rows touch each other
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked)
                plain_tip(item, node.outcome)
                self._list.addItem(item)
        self._search.textChanged.connect(self._filter)
        self._list.itemChanged.connect(self._on_change)

    def set_known(self, known: Collection[str], implied: Collection[str] = ()) -> None:
        """Tick `known`; what is `implied` by the start role is shown as held and cannot be unticked."""
        self._list.blockSignals(True)
        for row in range(self._list.count()):
            item = self._list.item(row)
            identity = item.data(_ID)
            held = identity in known or identity in implied
            item.setCheckState(Qt.CheckState.Checked if held else Qt.CheckState.Unchecked)
            enabled = item.flags() | Qt.ItemFlag.ItemIsEnabled
            fixed = identity in implied and identity not in known
            item.setFlags(enabled & ~Qt.ItemFlag.ItemIsEnabled if fixed else enabled)
        self._list.blockSignals(False)
        self._tell()

    def rows(self) -> list[QListWidgetItem]:
        """All items that can be ticked."""
        return [self._list.item(row) for row in range(self._list.count())]

    def known(self) -> list[str]:
        """Ids that are ticked, without those implied by the start role."""
        return [
            item.data(_ID)
            for item in self.rows()
            if item.checkState() == Qt.CheckState.Checked and item.flags() & Qt.ItemFlag.ItemIsEnabled
        ]

    def _on_change(self, _item: QListWidgetItem) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        count = len(self.known())
        self._count.setText(ngettext("{count} item ticked", "{count} items ticked", count).format(count=count))

    def _filter(self, text: str) -> None:
        found = set(queries.search(self._curriculum, text)) if text.strip() else None
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(found is not None and item.data(_ID) not in found)


class KnownItems(QDialog):
    """The list in a window of its own."""

    def __init__(
        self, curriculum: Curriculum, known: Collection[str], implied: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What I know already"))
        size_for_text(self, 46, 28, 480, 560)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        text = _("Tick what you can do already. Items in grey come with the role you start from.")
        layout.addWidget(PlainLabel(text, wrap=True))
        self.list = KnownList(curriculum)
        self.list.set_known(known, implied)
        layout.addWidget(self.list, 1)
        self.effect = EffectLine()
        layout.addWidget(self.effect)
        layout.addWidget(Answers(self, _("Use these")))
