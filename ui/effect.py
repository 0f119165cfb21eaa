"""The line beside a control that says what the change would give."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.i18n import _
from planner.model.plan import Plan
from ui import dates
from ui.announce import announce
from ui.plain import PlainLabel


class EffectLine(QWidget):
    """Two lines: the finish before and after, and what that comes to. Hidden while nothing is moved.

    With `stays` it always takes its room, and shows the plan as it is while nothing is moved.
    """

    def __init__(self, stays: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stays = stays
        self._idle = ("", "")
        self._first = PlainLabel("", wrap=True)
        self._second = PlainLabel("", role="caption", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._first)
        column.addWidget(self._second)
        self.moving = False
        """Whether it shows a change that is not made yet."""
        self.rest()

    @property
    def text(self) -> str:
        """What it says."""
        return " · ".join(filter(None, (self._first.text(), self._second.text())))

    def show_effect(self, first: str, second: str) -> None:
        """Say what the change would give."""
        self.moving = True
        self._say(first, second)
        announce(self, self.text)

    def rest(self) -> None:
        """Nothing is being moved any more."""
        self.moving = False
        self._say(*self._idle)

    def show_plan(self, plan: Plan) -> None:
        """The plan as it is."""
        if self._stays:
            finish, facts = _("Finish {finish}").format(finish=dates.day(plan.finish)), dates.hours(plan.totals.hours)
            cost = dates.money(plan.totals.cost_usd)
            self._idle = (finish, f"{facts} · {cost}") if plan.items else ("", "")
            if not self.moving:
                self.rest()

    def _say(self, first: str, second: str) -> None:
        self._first.setText(first)
        self._second.setText(second)
        self._second.setVisible(bool(second) or self._stays)
        self.setVisible(self._stays or bool(first))
