"""Which format to save the curriculum in, and what that format cannot hold, before anything is saved."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from planner.app import exchange
from planner.i18n import _, ngettext
from planner.model.curriculum import Curriculum
from ui.plain import PlainLabel
from ui.theme.theme import make_primary


class ExportCurriculumDialog(QDialog):
    """Ask for a format. `kind` is the answer."""

    def __init__(self, curriculum: Curriculum, last: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Export curriculum"))
        self._curriculum = curriculum
        self._kinds = list(exchange.writable())
        self._kind = QComboBox()
        self._kind.setAccessibleName(_("Format"))
        for kind in self._kinds:
            self._kind.addItem(kind.title, kind.id)
        self._heading = PlainLabel("", wrap=True)
        self.lost = QPlainTextEdit(readOnly=True)
        self.lost.setTabChangesFocus(True)
        self._build()
        self._kind.setCurrentIndex(max(0, self._kind.findData(last)))
        self._kind.currentIndexChanged.connect(lambda _index: self._follow())
        self._follow()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(PlainLabel(self._kind.accessibleName()), self._kind)
        column.addLayout(form)
        column.addWidget(self._heading)
        column.addWidget(self.lost, 1)
        column.addStretch()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        save = make_primary(buttons.button(QDialogButtonBox.StandardButton.Save))
        save.setText(_("Choose a place…"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        line = self.fontMetrics().lineSpacing()
        self.resize(max(520, 34 * line), max(360, 24 * line))

    @property
    def kind(self) -> exchange.Format:
        """The format that was chosen."""
        return self._kinds[max(0, self._kind.currentIndex())]

    def choose(self, identity: str) -> None:
        """Take the format of that id."""
        self._kind.setCurrentIndex(self._kind.findData(identity))

    def _follow(self) -> None:
        """Say what would be lost."""
        losses = exchange.losses(self._curriculum, self.kind)
        if losses:
            text = ngettext(
                "This format cannot hold {count} thing:", "This format cannot hold {count} things:", len(losses)
            )
            heading = text.format(count=len(losses))
        else:
            heading = _("This format holds everything.")
        self._heading.setText(heading)
        self.lost.setAccessibleName(heading)
        self.lost.setPlainText("\n".join(loss.message for loss in losses))
        self.lost.setVisible(bool(losses))
