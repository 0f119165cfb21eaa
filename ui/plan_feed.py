"""Keeps the plan and the map up to date: computed off the GUI thread after every change."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from datetime import date
from threading import Event
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from planner.app import choices, preview, queries, trial, whatif
from planner.app.difference import same_steps
from planner.app.map import Map, Sight
from planner.app.ready import Ready, ready
from planner.app.session import Session
from planner.app.slip import plan_anew, wishes_are_the_same
from planner.app.timeline import Timeline, timeline, with_before
from planner.app.together import Beside
from planner.model.document import Document
from planner.model.forecast import Forecast
from planner.model.plan import Before, Plan, PlanStatus
from ui.background import Newest, Question
from ui.first_sight import picture_of
from ui.live import Glimpse
from ui.qt_session import QtSession


class Answer(NamedTuple):
    """A plan with its map and what can be begun now, and the document that they belong to.

    `forecast` computes how sure the finish is.
    """

    document: Document
    plan: Plan
    picture: Map
    ready: list[Ready]
    forecast: Callable[[], Forecast]
    timeline: Timeline
    saving: float = 0.0
    """By what fraction a completely new plan would be better by the aim."""
    study: tuple[int, ...] = ()
    """Minutes of study on every day from the first one on."""


_PATIENCE = 0.5
"""Seconds that the prices of choices stand back at a time."""
_LATER = 150
"""Milliseconds after a plan before more is found out about it: first the window shows it, without being disturbed."""


class WhatIf(QObject):
    """Answers what would change, after the plan itself is on the screen."""

    priced = Signal(object)
    """Prices of the options of every open choice."""
    repaired = Signal(object)
    """Ways out of an impossible plan."""
    weighed = Signal(object)
    """(item, sentences about how much it matters)"""
    forecasted = Signal(object)
    """How sure the finish is: a `Forecast`, or None where there is no finish."""
    regions_found = Signal(object)
    """(code, name) of every country and region whose public holidays are known."""

    def __init__(self, free: Event, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._free = free
        """Not set while somebody waits for something more urgent."""
        self._plans, self._items, self._bases = Newest(self), Newest(self), Newest(self)
        self._sure, self._regions, self._ahead = Newest(self), Newest(self), Newest(self)
        self._sure.answered.connect(self.forecasted.emit)
        self._sure.failed.connect(lambda _words: self.forecasted.emit(None))
        self._regions.answered.connect(self.regions_found.emit)
        self._plans.answered.connect(self._on_plan)
        self._items.answered.connect(self.weighed.emit)
        self._answer: Answer | None = None
        """What more is to be found out about, once the window has shown it."""
        self._trying = False
        """Whether somebody is trying one thing after the other."""
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        asked = (self._plans, self._items, self._bases, self._sure, self._regions, self._ahead)
        return self._later.isActive() or any(one.busy for one in asked)

    def forget(self) -> None:
        """The document has changed: what is still being computed about the old plan is of no use."""
        self._later.stop()
        for one in (self._sure, self._plans, self._items, self._ahead):
            one.drop()

    def find_regions(self) -> None:
        """Load the library of public holidays, which takes a moment."""
        self._regions.ask(lambda _stale: queries.holiday_regions())

    def look_around(self, answer: Answer, trying: bool = False) -> None:
        """Say how sure the finish is and price the choices of a plan, or look for ways out where there is none.

        `trying`: find out, too, what may be tried next.
        """
        self._trying = trying
        for one in (self._sure, self._plans, self._ahead):
            one.drop()
        if answer.plan.status is not PlanStatus.PLANNED:
            self.forecasted.emit(None)
        if answer.plan.status is PlanStatus.IMPOSSIBLE:
            self._plans.ask(lambda stale: (answer, None, whatif.repairs(answer.document, stale)))
            return
        self._bases.ask(lambda _stale: preview.prepare(answer.document))  # somebody may move a slider at any moment
        self._answer = answer
        self._later.start()

    def _go_on(self) -> None:
        """What nobody is waiting for: how sure the finish is, and then dozens of plans for the prices."""
        answer = self._answer
        if answer is None:
            return
        if not self._free.is_set():
            self._later.start()
            return
        if answer.plan.status is PlanStatus.PLANNED:
            self._sure.ask(lambda _stale: answer.forecast())

        def prices(stale: Callable[[], bool]) -> object:
            return answer, whatif.option_prices(answer.document, answer.plan, self._patient(stale)), None

        self._plans.ask(prices)

    def _patient(self, stale: Callable[[], bool]) -> Callable[[], bool]:
        """The same question, which lets more urgent things pass first."""

        def patient() -> bool:
            self._free.wait(_PATIENCE)
            return stale()

        return patient

    def look_ahead(self, document: Document) -> None:
        """Somebody tries one thing after the other: find out what is chosen from every other start."""
        self._ahead.ask(lambda stale: choices.look_ahead(document, self._patient(stale), whatif.SECONDS))

    def weigh(self, answer: Answer, item: str) -> None:
        """Find out how much a planned item matters."""

        def words(stale: Callable[[], bool]) -> object:
            found = whatif.weight(answer.document, answer.plan, item, self._patient(stale))
            return item, whatif.weight_words(found)

        self._items.ask(words)

    def _on_plan(self, found: tuple[Answer, object, object]) -> None:
        answer, prices, repairs = found
        if prices is not None:
            self.priced.emit(prices)
            if self._trying:
                self.look_ahead(answer.document)
        if repairs is not None:
            self.repaired.emit(repairs)


class PlanFeed(QObject):
    """Emits `plan_changed` with an Answer; while one is being computed, `busy` is true."""

    plan_changed = Signal(object)
    planned_anew = Signal(object)
    """An Answer that differs from what is shown, for a document that the session does not have yet."""
    coming = Signal(object)
    """During a trial: a `Glimpse` of the same, just before."""
    drawn = Signal(object)
    """An Answer with the same plan and another map of it."""
    failed = Signal(str)
    started = Signal()

    def __init__(self, session: Session, qt_session: QtSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sight: Sight | None = None
        self._answer: Answer | None = None
        self.kept: Answer | None = None
        """During a trial: what counts. Its plan stands on the map of every other one."""
        self.last_plan: Before | None = None
        """What the learner's file says of the plan that was shown last."""
        self._foreseen: deque[tuple[Document, queries.Answered]] = deque(maxlen=REMEMBERED)
        self._seen: deque[tuple[Document, queries.Answered]] = deque(maxlen=REMEMBERED)
        self._afresh = False
        self._enough = Event()
        self._newest, self._drawing, self._refining = Newest(self), Newest(self), Newest(self)
        self._refining.answered.connect(self._on_better)
        self._newest.partly.connect(self._on_part)
        self._newest.answered.connect(self._on_answer)
        self._drawing.answered.connect(self._on_picture)
        self._drawing.failed.connect(self.failed.emit)
        self._newest.failed.connect(self._on_failure)
        qt_session.changed.connect(lambda _change: self.refresh())

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._newest.busy or self._drawing.busy

    @property
    def sight(self) -> Sight:
        """What is wanted to be seen; what suits the map that is shown where nobody has asked for anything."""
        return self._sight or (self._answer.picture.sight if self._answer else Sight())

    @property
    def looked(self) -> bool:
        """Whether somebody has asked for what is seen."""
        return self._sight is not None

    def look(self, sight: Sight | None) -> None:
        """Show something else of the same plan; None: what suits it."""
        if sight == self._sight:
            return
        self._sight = sight
        self._refining.drop()
        answer = self._answer
        if answer is not None and not self._newest.busy:  # else the plan that is being made is drawn like that
            beside = self.beside
            self._drawing.ask(lambda _stale: picture_of(answer.document, answer.plan, sight, answer.picture, beside))

    def tidy(self) -> None:
        """Draw the map anew, as if nothing had been seen before."""
        answer, sight = self._answer, self._sight
        if answer is not None and not self._newest.busy:
            beside = self.beside
            self._drawing.ask(lambda _stale: picture_of(answer.document, answer.plan, sight, None, beside))

    def forget(self) -> None:
        """Another document: nothing of what was seen before matters for it."""
        self._sight = self._answer = self.last_plan = self.kept = None
        self._afresh = False
        self._foreseen.clear()
        self._seen.clear()
        self._drawing.drop()

    def _on_part(self, part: object) -> None:
        if isinstance(part, Glimpse) and self.kept is not None:
            self.coming.emit(part)

    def _on_answer(self, answer: Answer) -> None:
        self._drawing.drop()
        self._refining.drop()
        afresh, self._afresh = self._afresh, False
        shown, document = self._answer, self._session.document
        if afresh and not (shown and shown.document is document and same_steps(shown.plan, answer.plan)):
            self.planned_anew.emit(answer)
            return
        if afresh:  # nothing has changed but what may be proved now
            answer = answer._replace(document=document)
            self.remember(document, _answered(answer))
        self._answer, self.last_plan = answer, None
        self.plan_changed.emit(answer)
        self._refine()

    def _on_failure(self, words: str) -> None:
        self._afresh = False
        self.failed.emit(words)

    def _on_picture(self, picture: Map) -> None:
        if self._answer is not None and not self._newest.busy:
            self._answer = self._answer._replace(picture=picture)
            self.drawn.emit(self._answer)
            self._refine()

    def _refine(self) -> None:
        """A large map is shown as soon as it can be, and then looked at once more without haste."""
        answer = self._answer
        if answer is None or len(answer.picture.boxes) < MANY:
            return
        sight, drawing, beside = answer.picture.sight, answer.picture.drawing, self.beside

        def better(stale: Callable[[], bool]) -> Map | None:
            found = queries.draw(answer.document, answer.plan, sight, None, stale, beside)
            fewer = found.drawing and drawing and found.drawing.crossings < FEWER * drawing.crossings
            return found if fewer else None

        self._refining.ask(better)

    def _on_better(self, picture: Map | None) -> None:
        if self._answer is not None and picture is not None and not self.busy:
            self._answer = self._answer._replace(picture=picture)
            self.drawn.emit(self._answer)

    def refresh(self) -> None:
        """Compute plan and map for the document as it is now."""
        self._enough = Event()
        document = plan_anew(self._session.document) if self._afresh else self._session.document
        known = None if self._afresh else self._remembered(document)
        self._newest.ask(self._question(document, known, self._enough))
        self.started.emit()

    def _remembered(self, document: Document) -> queries.Answered | None:
        shown = [(one.document, _answered(one)) for one in (self._answer, self.kept) if one is not None]
        return next((found for one, found in (*shown, *self._known()) if one == document), None)

    def _known(self) -> list[tuple[Document, queries.Answered]]:
        """What was shown, the newest first, and then what was only looked at ahead."""
        return [*tuple(self._seen)[::-1], *tuple(self._foreseen)[::-1]]

    def known_plan(self, document: Document) -> Plan | None:
        """The plan of a document that was shown a while ago; None where it is not remembered any more."""
        return next((found.plan for one, found in self._known() if one is document), None)

    @property
    def beside(self) -> Beside | None:
        """The plan that every other one is compared with on the map, during a trial."""
        return trial.beside(self.kept.plan) if self.kept is not None else None

    def begin_trial(self) -> bool:
        """What is shown now is what counts, and stays known; False where no plan is there yet."""
        self.kept = self._answer if not self._newest.busy else None
        return self.kept is not None

    def end_trial(self) -> Answer | None:
        """There is one plan again; the one that counted is not forgotten, however much was tried."""
        kept, self.kept = self.kept, None
        if kept is not None:
            self.remember(kept.document, _answered(kept))
        return kept

    def remember(self, document: Document, found: queries.Answered) -> None:
        """This is the plan of a document; it is shown as it is if that document comes."""
        self._seen.append((document, found))

    def foresee(self, document: Document, stale: Callable[[], bool] = lambda: False) -> Plan:
        """The plan as it would be for another document; the very same is then shown if that document comes.

        Safe in any thread.
        """
        return self.foresee_all(document, stale).plan

    def foresee_all(self, document: Document, stale: Callable[[], bool] = lambda: False) -> queries.Answered:
        """The same with what there is to know about the plan."""
        found = self._remembered(document)
        if found is None:
            found = queries.plan_and_forecast(document, cancelled=stale, before=self.before(document))
            if not stale():
                self._foreseen.append((document, found))
        return found

    def replan(self) -> None:
        """Look for the best plan, however much changes."""
        self._afresh = True
        self.refresh()

    def before(self, document: Document) -> Before | None:
        """The plan that the next one should be close to: where the learner wishes for the same as before."""
        answer = self._answer
        if self._afresh:
            return None
        if answer is None:
            return self.last_plan
        shown = ((one, found.plan) for one, found in self._known() if one.anew != answer.document.anew)
        # A plan that was made anew and is taken back on another day: the one before it is what is wanted.
        likely = ((answer.document, answer.plan), *shown)
        return next((plan for one, plan in likely if wishes_are_the_same(one, document)), None)

    def _question(self, document: Document, known: queries.Answered | None, enough: Event) -> Question:
        before = self.before(document)
        picture = self._answer.picture if self._answer else None
        beside, kept = self.beside, self.kept.plan if self.kept is not None else None

        def answer(stale: Callable[[], bool]) -> Iterator[Glimpse | Answer]:
            # Here, in the worker, the graph library and the optimiser are loaded: the window is on the screen by then.
            found = known or queries.plan_and_forecast(
                document, cancelled=lambda: enough.is_set() or stale(), before=before
            )
            if stale():
                return
            self._seen.append((document, found))  # undo gives the very plan that was there
            plan = found.plan
            drawn = picture_of(document, plan, self._sight, picture, beside)
            yield Glimpse(document, plan, drawn)
            today = document.learner.availability.today or date.today()
            in_time = with_before(timeline(document, plan, drawn, found.study, today), kept)
            begin = ready(document, plan)
            yield Answer(document, plan, drawn, begin, found.forecast, in_time, found.saving, found.study)

        return answer

    def stop(self) -> None:
        """End the search: the best plan that is known by now is taken, with what is proved of it."""
        self._enough.set()


def _answered(answer: Answer) -> queries.Answered:
    return queries.Answered(answer.plan, answer.forecast, answer.saving, answer.study)


REMEMBERED = 40
"""Plans of so many documents are kept, so that undo need not plan again."""
MANY, FEWER = 600, 0.95
"""From so many boxes on a map is refined in the background, and shown where it has so much fewer crossings."""
