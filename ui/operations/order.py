"""The order of the steps: moving one by hand, first days, booked exams."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from planner.app import commands
from planner.app.moves import move
from planner.app.session import Command
from planner.i18n import _
from planner.model.plan import Plan
from planner.model.problem import PlannerError
from ui import dates
from ui.operations.base import Base


class OrderOperations(Base):
    """What is done to a step of the plan as it stands."""

    def _plan(self) -> Plan | None:
        return self.window.answer.plan if self.window.answer else None

    def move(self, item: str, before: str | None) -> None:
        """Put a step before another one, or at the end; says in words what stands in the way."""
        plan, session = self._plan(), self.window.session
        if plan is None:
            return
        old, nodes = session.document, session.document.curriculum.by_id
        self.run(_("Move “{title}”").format(title=nodes[item].title), move, plan, item, before)
        if session.document is not old:
            by_hand = session.document.learner.by_hand
            at = by_hand.index(item)
            first, second = by_hand[at : at + 2] if before in by_hand[at + 1 : at + 2] else by_hand[at - 1 : at + 1]
            # The plan may look the same: what runs beside study can begin on the same day in any order.
            text = _("From now on “{first}” comes before “{second}”.")
            self.window.tell(text.format(first=nodes[first].title, second=nodes[second].title))

    def refusal(self, item: str, before: str | None) -> str:
        """Why a step cannot be put before another one; empty where it can."""
        plan = self._plan()
        if plan is not None:
            try:
                move(self.window.session.document, plan, item, before)
            except PlannerError as wrong:
                return wrong.problems[0].message
        return ""

    def earlier(self) -> None:
        self._step(-1)

    def later(self) -> None:
        self._step(1)

    def _step(self, step: int) -> None:
        item, steps = self.window.selected, self.window.plan_list
        if item is None or self._plan() is None:
            return
        if not steps.head.filter.shows_all:
            self.window.tell(_("Show all steps to move one of them."))
        elif step < 0 or steps.row_of(item) + 1 < steps.count:
            self.move(item, steps.place_of(item, step))

    def forget_order(self) -> None:
        self.run(_("Forget my order"), commands.set_by_hand, ())

    def not_before(self) -> None:
        days = self.window.session.document.learner.not_before
        self._ask_day(_("Not before"), _("Begin “{title}” on this day at the earliest:"), days, commands.set_not_before)

    def pin(self) -> None:
        """Hold the selected step where it begins now, or let it begin earlier again."""
        bar = self.window.timeline.chart.bar_of(self.window.selected)
        if bar is not None and bar.start is not None:
            self.hold(bar.item, None if bar.pin is not None else bar.start)

    def hold(self, item: str, day: date | None) -> None:
        """Begin a step on this day at the earliest, or whenever it fits."""
        title = self.window.session.document.curriculum.by_id[item].title
        text = _("Hold “{title}” until {date}") if day else _("Let “{title}” begin earlier")
        self.run(text.format(title=title, date=dates.day(day)), commands.set_not_before, item, day)

    def week_earlier(self) -> None:
        self._shift(-7)

    def week_later(self) -> None:
        self._shift(7)

    def _shift(self, days: int) -> None:
        chart = self.window.timeline.chart
        bar = chart.bar_of(self.window.selected)
        if bar is not None:
            chart.mover.shift(bar, days)

    def booked(self) -> None:
        days = self.window.session.document.learner.booked
        self._ask_day(_("Exam booked on"), _("The exam of “{title}” is booked on:"), days, commands.set_booked)

    def _ask_day(self, title: str, question: str, days: Mapping[str, date], command: Command[str, date | None]) -> None:
        from ui.dialogs.day import AskDay

        item, plan = self.window.selected, self._plan()
        planned = next((one for one in plan.items if one.id == item), None) if plan else None
        if planned is None:
            return
        begin = self.window.session.document.learner.availability.start
        suggested = planned.start or begin
        dialog = AskDay(title, question.format(title=planned.title), suggested, days.get(planned.id), self.window)
        if dialog.exec():
            self.run(f"{title}: {planned.title}", command, planned.id, dialog.day)
