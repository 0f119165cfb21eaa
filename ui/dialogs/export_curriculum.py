"""Which format to save the curriculum in, and what that format cannot hold, before anything is saved."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from planner.app import exchange
from planner.i18n import _, ngettext
from planner.model.curriculum import Curriculum
from ui.dialogs.frame import SaveDialog, choice, size_for_text
from ui.plain import PlainLabel


class ExportCurriculumDialog(SaveDialog):
    """Ask for a format. `kind` is the answer."""

    def __init__(self, curriculum: Curriculum, last: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curriculum = curriculum
        self._kinds = list(exchange.writable())
        self._kind = choice(_("Format"), *((kind.id, kind.title) for kind in self._kinds))
        self._heading = PlainLabel("", wrap=True)
        self.lost = QPlainTextEdit(readOnly=True)
        self.lost.setTabChangesFocus(True)
        self.lay_out(_("Export curriculum"), [self._kind], self._heading, self.lost)
        size_for_text(self, 68, 24)
        self._kind.setCurrentIndex(max(0, self._kind.findData(last)))
        self._kind.currentIndexChanged.connect(lambda _index: self._follow())
        self._follow()

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
