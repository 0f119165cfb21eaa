"""Ways out of wishes that cannot be met together, where the plan would be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.i18n import _
from ui.panels.boxes import clear
from ui.plain import LinkLabel, PlainLabel

if TYPE_CHECKING:
    from planner.app.whatif import Repair


class WaysOut(QWidget):
    """One line a way, each with what the plan then needs. A click takes it."""

    chosen = Signal(object)
    """A `Repair`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 12)
        self._column.setSpacing(4)

    def wait(self, looking: bool) -> None:
        """There is nothing to offer yet; `looking`: but soon there may be."""
        clear(self._column)
        if looking:
            self._column.addWidget(PlainLabel(_("Looking for ways out…"), role="caption", wrap=True))
        self._column.addStretch(1)

    def show_repairs(self, repairs: Sequence[Repair]) -> None:
        """Offer these."""
        clear(self._column)
        if repairs:
            text = _("Any one of these makes a plan possible") if len(repairs) > 1 else _("This makes a plan possible")
            self._column.addWidget(PlainLabel(text, role="strong", wrap=True))
        for repair in repairs:
            self._column.addSpacing(6)
            link = LinkLabel(_("Give up: {wish}").format(wish=repair.words))
            link.clicked.connect(lambda repair=repair: self.chosen.emit(repair))
            self._column.addWidget(link)
            then = _("Then the plan needs {price}.").format(price=repair.price)
            self._column.addWidget(PlainLabel(then, role="caption", wrap=True))
        self._column.addStretch(1)
