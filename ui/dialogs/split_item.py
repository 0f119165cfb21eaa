"""Two items of one: what the second is called, and how much of the first goes there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QSlider, QVBoxLayout, QWidget

from planner import i18n
from planner.app.author import whole_hours
from planner.i18n import _
from planner.model.curriculum import Node
from ui.dialogs.frame import Answers, add_captioned, list_row, size_for_text
from ui.plain import PlainLabel

_KEY = Qt.ItemDataRole.UserRole


class SplitItem(QDialog):
    """Asks for the second part, which follows upon the first."""

    def __init__(self, node: Node, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._node = node
        self.setWindowTitle(_("Split"))
        size_for_text(self, 54, *((20, 480, 400) if node.resources else (11, 480, 240)))
        self.title = QLineEdit(maxLength=200)
        self.title.setObjectName("split-title")
        self.title.setAccessibleName(_("Title of the second part"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(5, 95)
        self.slider.setSingleStep(5)
        self.slider.setPageStep(10)
        self.slider.setValue(50)
        self.slider.setAccessibleName(_("How much of the hours goes to the second part, in percent"))
        self.shares = PlainLabel("", role="caption", wrap=True)
        self.resources = QListWidget()
        self.resources.setAccessibleName(_("What the second part is learned from"))
        self.resources.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in node.resources:
            row = list_row(one.title, self)
            row.setData(_KEY, one.key)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Unchecked)
            self.resources.addItem(row)
        buttons = Answers(self, _("Split"))
        self.ok = buttons.ok
        self._lay_out(buttons)
        self.title.textChanged.connect(lambda _text: self._follow())
        self.slider.valueChanged.connect(lambda _value: self._follow())
        self._follow()
        self.title.setFocus()

    def _lay_out(self, buttons: QWidget) -> None:
        text = _("“{title}” keeps what it needs. The second part follows upon it, and what needed it needs the second.")
        if self._node.levels is not None:
            more = _("Every level is split in the same way; who asks for a level asks for that of the second part.")
            text = f"{text} {more}"
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addWidget(PlainLabel(text.format(title=self._node.title), wrap=True))
        fields: list[QWidget] = [self.title, self.slider]
        for field in [*fields, self.resources] if self._node.resources else fields:
            add_captioned(column, field, stretch=int(field is self.resources))
            if field is self.slider:
                column.addWidget(self.shares)
        column.addStretch(0)
        column.addWidget(buttons)

    @property
    def share(self) -> float:
        """The part of hours and cost that goes to the second."""
        return self.slider.value() / 100

    @property
    def keys(self) -> list[str]:
        """Keys of the resources that go to the second."""
        rows = [self.resources.item(number) for number in range(self.resources.count())]
        return [str(row.data(_KEY)) for row in rows if row.checkState() == Qt.CheckState.Checked]

    def _follow(self) -> None:
        hours = whole_hours(self._node).likely
        text = _("{first} hours stay, {second} go to the second part.")
        first, second = (i18n.number(round(hours * part, 1), ",.10g") for part in (1 - self.share, self.share))
        self.shares.setText(text.format(first=first, second=second))
        self.ok.setEnabled(bool(self.title.text().strip()))
