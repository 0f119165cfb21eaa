"""One item of several: which of them it is to be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QVBoxLayout, QWidget

from planner import i18n
from planner.app.author import whole_hours
from planner.i18n import _
from planner.model.curriculum import Node
from ui.dialogs.frame import Answers, list_row, size_for_text
from ui.plain import PlainLabel

_ID = Qt.ItemDataRole.UserRole


class MergeItems(QDialog):
    """Asks which item keeps id, title, kind and subject."""

    def __init__(self, nodes: Sequence[Node], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Merge"))
        size_for_text(self, 52, 16, 460, 320)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Which of them stays"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for node in nodes:
            row = list_row(node.title, self)
            row.setData(_ID, node.id)
            self.list.addItem(row)
        self.list.setCurrentRow(0)
        total = sum(whole_hours(node).likely for node in nodes)
        text = _(
            "Which of them stays? It keeps its id, title, kind and subject. What the others need and are learned from "
            "is added, their titles become other names, and every line to them leads to it."
        )
        if any(node.levels is not None for node in nodes):
            more = _("Levels of one name become one level; an item without levels belongs to the highest.")
            text = f"{text} {more}"
        hours = _("Together they take {hours} hours.").format(hours=i18n.number(round(total)))
        buttons = Answers(self, _("Merge"))
        self.ok = buttons.ok
        self.list.itemActivated.connect(lambda _row: self.accept())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(10)
        column.addWidget(PlainLabel(text, wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(PlainLabel(hours, role="caption", wrap=True))
        column.addWidget(buttons)

    @property
    def kept(self) -> str:
        """Id of the item that stays."""
        return str(self.list.currentItem().data(_ID))
