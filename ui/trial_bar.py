"""The strip above the panes during a trial: what it comes to, and the two ways out of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.app.trial import signs
from planner.i18n import _
from ui.announce import announce
from ui.compare.both import BothLegend
from ui.flow import flowing
from ui.plain import PlainLabel, menu_text
from ui.theme.theme import Theme, make_primary


class TrialBar(QFrame):
    """Says that nothing is kept yet."""

    kept = Signal()
    given_up = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAccessibleName(_("What if"))
        self.words = PlainLabel("", role="strong", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.counts = PlainLabel("", role="caption")
        self.legend = BothLegend(theme)
        self.legend.show_signs(signs())
        self.keep = make_primary(QPushButton(menu_text(_("Keep this"))))
        self.back = QPushButton(menu_text(_("Back (Esc)")))
        self.keep.clicked.connect(self.kept.emit)
        self.back.clicked.connect(self.given_up.emit)
        below, flow = flowing(12)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.addWidget(self.counts)
        flow.addWidget(self.legend)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.words)
        column.addWidget(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addLayout(column, 1)
        row.addWidget(self.keep)
        row.addWidget(self.back)

    def set_theme(self, theme: Theme) -> None:
        """Use other colours."""
        self.legend.set_theme(theme)

    def show_words(self, words: tuple[str, str], changed: bool) -> None:
        """What the trial comes to; `changed`: whether there is anything to keep."""
        text = _("What if: {words}").format(words=words[0]) if changed else ""
        self.words.setText(
            text or _("What if? Change hours, days, start or choices. Nothing counts until you keep it.")
        )
        self.counts.setText(words[1] if changed else "")
        self.counts.setVisible(changed)
        self.keep.setEnabled(changed)
        announce(self, self.words.text())
