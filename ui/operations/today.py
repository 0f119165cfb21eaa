"""The page of today: what it shows, and what its buttons do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from planner.app import commands
from planner.app.today import Today, today
from planner.i18n import _
from planner.model.plan import Before
from ui import dates
from ui.operations.progress import ProgressOperations

MOST_SEEN = 200


class TodayOperations(ProgressOperations):
    """Computed off the GUI thread, and only while somebody looks at it."""

    _last: tuple[Before, str] | None = None
    """The plan that was followed when the learner was here last, and its goal."""

    def start_today(self) -> None:
        wanted = self.window.actions_table["start_today"].isChecked()
        self._set(start_page="today" if wanted else "last")

    def open_start_page(self) -> None:
        """Somebody with progress begins with what is next, everybody else where they were, or with the map."""
        document = self.window.session.document
        if document.record.events and self.window.settings.start_page == "today":
            self.window.actions_table["page_today"].trigger()

    def remember_plan(self) -> None:
        """A learner comes back: the plan that they followed until now is what something can be late by."""
        last = self.window.workspace.last_plan
        self._last = (last, self.window.session.document.learner.goal) if last is not None else None

    def follow_today(self) -> None:
        """Let the page show the plan as it is now."""
        window, answer = self.window, self.window.answer
        if window.pages.shown != "today" or answer is None:
            return
        window.today.calm = window.view.camera.calm
        if not self.saves:
            text = _("This is an example. Three questions make a plan of your own, with something to do today.")
            window.today.show_nothing(text, _("Make my plan"), "first_steps")
            return
        if not answer.plan.items and answer.plan.problems:
            window.today.show_nothing(answer.plan.problems[0].message, _("Show ways out"), "ways_out")
            return
        before = self._last[0] if self._last and self._last[1] == answer.plan.goal else None
        first, seen = dates.first_weekday().value - 1, window.settings.seen
        document, plan = answer.document, answer.plan
        window.today_feed.ask(lambda _stale: today(document, plan, None, first, before, seen))

    def show_today(self, page: Today) -> None:
        """What there is to show has been computed."""
        self.window.today.show_today(page)

    def follow_timer(self) -> None:
        """The page says whether its step is being timed."""
        current = self.window.timer.current
        self.window.today.show_timed(current.item if current else "")

    def do_today(self, name: str, item: str) -> None:
        """A button of the page was pressed."""
        acts: dict[str, Callable[[], object]] = {
            "begin": lambda: self.begin_item(item),
            "finish": lambda: self.finish_item(item),
            "study_time": lambda: self.add_study_time(item),
            "start_timer": lambda: self.start_timer(item),
            "stop_timer": self.timer,
            "why": lambda: self._why_item(item),
            "from_today": self._from_today,
            "go_on": self._go_on,
            "replan": self._replan,
            "put_away": lambda: self._put_away(item),
            "ways_out": lambda: self._show_pane("plan"),
        }
        acts.get(name, self.window.actions_table[name].trigger if name == "first_steps" else lambda: None)()

    def _why_item(self, item: str) -> None:
        self.window.select(item)
        self.why()

    def _from_today(self) -> None:
        self._say(_("Planned again from today"), commands.set_today, date.today())

    def _go_on(self) -> None:
        self._last = None
        self.follow_today()

    def _replan(self) -> None:
        self._last = None
        self.window.actions_table["replan"].trigger()

    def _put_away(self, event: str) -> None:
        seen = [one for one in self.window.settings.seen if one != event]
        self._set(seen=(*seen, event)[-MOST_SEEN:])
        self.follow_today()
