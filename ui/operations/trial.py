"""What if: every control of the window tries things out, and one key brings everything back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout

from planner.app import trial
from planner.app.map import Map
from planner.app.preview import Foreseen
from planner.app.ready import Ready, ready
from planner.app.timeline import Timeline, timeline, with_before
from planner.i18n import _
from planner.model.document import Document
from planner.model.plan import Plan
from ui import dates, panes
from ui.fields import Settle
from ui.first_sight import picture_of
from ui.live import Glimpse
from ui.operations.base import replaced
from ui.operations.look import LookOperations
from ui.operations.view import ViewOperations
from ui.plan_feed import Answer

if TYPE_CHECKING:
    from ui.trial_bar import TrialBar

_PAGES = ("map", "timeline")
"""Pages that follow while something is being moved."""


class Tried(NamedTuple):
    """A plan that is foreseen, as the window shows it."""

    document: Document
    plan: Plan
    picture: Map
    timeline: Timeline
    ready: list[Ready]


class TrialOperations(ViewOperations, LookOperations):
    """A trial of the session, seen in the whole window."""

    trial_bar: TrialBar | None = None
    _leave: QShortcut | None = None
    _tried: Map | None = None
    """The map of what is being moved, while that is shown."""
    _given_up: Document | None = None

    def what_if(self) -> None:
        """Begin to try things out, or go back to what counts."""
        if self.window.session.trying:
            self.give_up_trial()
        else:
            self.begin_trial()

    def begin_trial(self) -> bool:
        """From now on nothing counts until it is kept; False while there is no plan to compare with."""
        window = self.window
        window.you.commit()
        answer = window.answer
        if answer is None or answer.document is not window.session.document or not window.feed.begin_trial():
            window.actions_table["what_if"].setChecked(False)
            window.tell(_("Wait until the plan is there."))
            return False
        if window.pages.shown not in _PAGES:
            self.show_page("map")
        bar = self._bar()
        bar.show_words(("", ""), changed=False)
        bar.show()
        window.beside = "you"
        panes.show_sides(window)
        window.live.maker = self._maker
        self._escape().setEnabled(True)
        window.session.try_out()
        window.whatif.look_ahead(window.session.document)
        window.actions_table["what_if"].setChecked(True)
        window.you.show_section("time")
        window.you.time.hours.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _bar(self) -> TrialBar:
        """Built when it is first wanted; it stands above the panes."""
        if self.trial_bar is None:
            from ui.trial_bar import TrialBar

            window = self.window
            bar = self.trial_bar = TrialBar(window.theme)
            middle = window.centralWidget()
            layout = middle.layout() if middle is not None else None
            if isinstance(layout, QVBoxLayout):
                layout.insertWidget(1, bar)
            bar.kept.connect(self.keep_trial)
            bar.given_up.connect(self.give_up_trial)
            window.feed.coming.connect(self.follow_trial)
            window.feed.failed.connect(lambda _words: window.live.free.set())  # no plan is to come
            window.live.coming.connect(self.show_glimpse)
            window.live.seen.connect(self.show_tried)
            window.live.rested.connect(self._rest)
            window.whatif.forecasted.connect(lambda _forecast: self._wait_for_forecast())
            window.qt_session.changed.connect(lambda _change: self._after_change())
        return self.trial_bar

    def _escape(self) -> QShortcut:
        """Esc anywhere in the window; in the search it still ends the search first."""
        if self._leave is None:
            self._leave = QShortcut(QKeySequence("Esc"), self.window)
            self._leave.activated.connect(self.give_up_trial)
            for one in (self._leave, *self.window.search.findChildren(QShortcut)):
                one.activatedAmbiguously.connect(self.window.operations.end_search)
        return self._leave

    # -- while something is moved

    def _maker(self) -> Callable[[Foreseen], Iterator[object]]:
        """What makes a plan that is foreseen visible, in the sight and beside the plan of now."""
        window = self.window
        feed, shown = window.feed, self._tried or (window.answer.picture if window.answer else None)
        sight, beside, kept = feed.sight, feed.beside, feed.kept.plan if feed.kept else None

        def make(found: Foreseen) -> Iterator[object]:
            picture = picture_of(found.document, found.plan, sight, shown, beside)
            yield Glimpse(found.document, found.plan, picture)
            today = found.document.learner.availability.today or date.today()
            in_time = timeline(found.document, found.plan, picture, found.study, today)
            begin = ready(found.document, found.plan)
            yield Tried(found.document, found.plan, picture, with_before(in_time, kept), begin)

        return make

    def show_glimpse(self, glimpse: Glimpse) -> None:
        """Let map, stages and strip show what is being moved."""
        kept = self.window.feed.kept
        if kept is not None and self.trial_bar is not None:
            self._tried = glimpse.picture
            self._wait_for_forecast()
            self._show_at_once(glimpse.picture)
            self._say_trial(kept.plan, glimpse.plan, glimpse.document)

    def show_tried(self, tried: Tried) -> None:
        """Let timeline, list and small map show what is being moved."""
        window = self.window
        if window.feed.kept is None or self.trial_bar is None:
            return
        window.plan_list.show_plan(tried.plan, tried.picture, tried.ready, len(tried.document.learner.by_hand))
        self._wait_for_forecast()  # the list has another head
        if window.pages.shown == "timeline":
            window.timeline.show_plan(tried.document, tried.plan, tried.timeline)
        window.minimap.show_map()

    def _wait_for_forecast(self) -> None:
        """How sure the finish is, is not known of what is being moved."""
        if self._tried is not None:
            self.window.plan_list.head.wait()
            self.window.trail.wait()

    def _rest(self) -> None:
        """Nothing is being moved any more: the window shows what is tried so far."""
        answer = self.window.answer
        if self._tried is not None and answer is not None and self.window.session.trying:
            self._tried = None
            self.follow_trial(answer)
            self.window.on_picture(answer)
            by_hand = len(answer.document.learner.by_hand)
            self.window.plan_list.show_plan(answer.plan, answer.picture, answer.ready, by_hand)
            self.window.plan_list.head.wait(False)
            self.window.trail.wait(False)
            self.window.timeline.show_plan(answer.document, answer.plan, answer.timeline)

    # -- what comes of it

    def follow_trial(self, answer: Glimpse | Answer) -> None:
        """The plan of what is tried is there."""
        kept, self._tried = self.window.feed.kept, None
        self.window.live.free.set()
        if kept is not None and self.trial_bar is not None:
            if isinstance(answer, Glimpse):  # a new plan: how sure it is, nobody knows yet
                self.window.trail.show_forecast(None)
            self._show_at_once(answer.picture)
            self._say_trial(kept.plan, answer.plan, answer.document)

    def _show_at_once(self, picture: Map) -> None:
        """Every box at its place, and painted now: list and pane take longer, and nobody waits for them."""
        window = self.window
        window.trail.show_map(picture)  # first: it follows the columns of the map
        window.view.show_map(picture, glide=False)
        window.follow_view()
        window.view.viewport().repaint()

    def _say_trial(self, kept: Plan, tried: Plan, document: Document) -> None:
        if self.trial_bar is not None:
            changed = document != self.window.session.kept
            self.trial_bar.show_words(trial.trial_words(kept, tried, dates.day, dates.money), changed)

    def _after_change(self) -> None:
        """Whatever ends a trial, such as another file, takes the strip away."""
        window = self.window
        if window.session.trying:
            window.live.free.clear()  # the prices of choices wait until the plan is there
        elif self.trial_bar is not None and self.trial_bar.isVisibleTo(window):
            self._close_trial()

    def _close_trial(self) -> None:
        window = self.window
        window.feed.end_trial()
        window.live.maker, self._tried = None, None
        self._escape().setEnabled(False)
        self._bar().hide()
        window.actions_table["what_if"].setChecked(False)
        window.beside = "plan"
        panes.show_sides(window)

    def give_up_trial(self) -> None:
        """Everything is as it was: the answers, the plan, the history and the file."""
        window, session = self.window, self.window.session
        if not session.trying:
            return
        for settle in window.you.findChildren(Settle):
            settle.drop()
        window.live.rest()
        self._given_up = session.document if session.document != session.kept else None
        kept = window.feed.kept
        self._close_trial()
        if kept is not None:
            window.answer = kept  # nobody is told of a difference to what was only tried
        session.give_up()
        self.tell_given_up()

    def tell_given_up(self) -> None:
        """Say that what was tried is over, and offer it once more."""
        if self._given_up is not None:
            self.window.tell(_("Everything is as it was."), undo=self.try_again)

    def try_again(self) -> None:
        """Bring back what was tried last."""
        tried = self._given_up
        if tried is not None and not self.window.session.trying and self.begin_trial():
            self.run(_("What was tried before"), replaced, tried)

    def keep_trial(self) -> None:
        """What is tried counts now: one step, which undo takes back."""
        window, session = self.window, self.window.session
        window.you.commit()
        if not session.trying:
            return
        label = trial.kept_label([step.label for step in session.history[1 : session.place + 1]])
        self._close_trial()
        self.saves = self.saves or not self.rehearses
        if session.keep(label):
            self.save()
            window.tell(_("Kept."), undo=True)

    def follow_settings(self) -> None:
        super().follow_settings()
        if self.trial_bar is not None:
            self.trial_bar.set_theme(self.window.theme)
