"""In the status bar: that a plan is being computed, and how to have the best one found so far at once."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from planner.i18n import _
from ui.plain import menu_text, plain_tip

PATIENCE = 300
"""Milliseconds for which nothing is said: most plans are there by then."""


class Progress(QWidget):
    """Shown while a search takes long."""

    stopped = Signal()
    """The learner wants the best plan that is known by now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedWidth(96)
        bar.setAccessibleName(_("The plan is being computed"))
        self.button = QPushButton(menu_text(_("Take the best so far")))
        plain_tip(self.button, _("End the search now: the plan then says how much better another one may be"))
        self.button.clicked.connect(self._on_clicked)
        # A status bar gives all the room that it has to whoever would like some.
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(bar)
        row.addWidget(self.button)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.show)
        self.hide()

    def begin(self) -> None:
        """A search has begun."""
        self.button.setEnabled(True)
        if not self.isVisible():
            self._patience.start()

    def end(self) -> None:
        """The plan is there."""
        self._patience.stop()
        self.hide()

    def _on_clicked(self) -> None:
        self.button.setEnabled(False)
        self.stopped.emit()
