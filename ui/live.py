"""What a change would give, told beside the control while it is being moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from planner.app import preview
from planner.app.map import Map
from planner.app.preview import Effect, Foreseen
from planner.app.queries import Answered
from planner.app.session import Session
from planner.model.document import Document
from planner.model.plan import Plan
from planner.model.problem import PlannerError
from ui import dates
from ui.background import Newest

PAUSE = 300
"""Milliseconds without a step after which it is no longer likely that the next one follows at once."""

Try = Callable[[Document], Document]
"""A command with its arguments."""


Foresee = Callable[[Document, Callable[[], bool]], Answered]
"""Makes the plan of a document, the very one that is shown if that document comes; in a worker."""


class Glimpse(NamedTuple):
    """A plan with its map: what is to be seen first of it."""

    document: Document
    plan: Plan
    picture: Map


Maker = Callable[[Foreseen], Iterator[object]]
"""Makes what is to be seen of a plan that is foreseen: a glimpse, and then everything; in a worker."""


class Place(Protocol):
    """Where it is told."""

    def show_effect(self, first: str, second: str) -> None:
        """Two lines: the finish, and what that comes to."""

    def rest(self) -> None:
        """Nothing is being moved."""


class Live(QObject):
    """One preview at a time; a newer one takes the place of an older one. Nothing is committed here."""

    needed = Signal(object)
    """Hours a week with which the deadline would be met; None where no hours are enough."""
    coming = Signal(object)
    """During a trial: a `Glimpse` of the plan that is foreseen."""
    seen = Signal(object)
    """During a trial: everything that was made of that plan."""
    rested = Signal()
    """Nothing is being moved any more."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        # A thread of its own: the prices of choices may keep the others busy for a second.
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._newest, self._hours = Newest(self, self._pool), Newest(self, self._pool)
        self._newest.partly.connect(self._show)
        self._newest.answered.connect(self._show)
        self._newest.failed.connect(self._fail)
        self._hours.answered.connect(self.needed.emit)
        self._place: Place | None = None
        self.maker: Callable[[], Maker] | None = None
        """During a trial: gives what makes something to be seen; asked here, used in the worker."""
        self.foresee: Foresee | None = None
        """Where a plan stays close to the one before, only this says what it will be."""
        self._last: object = None
        self.free = Event()
        """Not set while something is being moved: whatever can wait in other threads then waits."""
        self.free.set()
        self._calm = QTimer(self, singleShot=True, interval=PAUSE)
        self._calm.timeout.connect(self.free.set)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._newest.busy or self._hours.busy

    def ask(self, place: Place, change: Try, close: bool = False) -> None:
        """Tell at `place` what `change` would give; `close`: its plan will be kept close to the one of now."""
        if self._place is not None and self._place is not place:
            self._place.rest()
        self._place = place
        base = self._session.document
        try:
            changed = change(base)
        except PlannerError as wrong:
            self._newest.drop()
            self._calm.start()
            place.show_effect(wrong.problems[0].message, "")
            return
        self.free.clear()
        self._calm.stop()
        make = self.maker() if self._session.trying and self.maker is not None else None
        kept, foresee = self._session.kept, self.foresee
        if close and foresee is not None:
            self._newest.ask(lambda stale: _kept_close((kept, changed), foresee, make, stale))
        elif make is not None:
            self._newest.ask(lambda stale: _tried((kept, base, changed), make, stale))
        else:
            self._newest.ask(lambda stale: _effects(base, changed, stale))

    def ask_hours(self) -> None:
        """Find out how many hours a week the deadline takes."""
        document = self._session.document
        self._hours.ask(lambda _stale: preview.hours_to_meet(document, document))

    def rest(self) -> None:
        """What was being moved has come to rest, and the plan shows what came of it."""
        self._newest.drop()
        self._calm.stop()
        self.free.set()
        if self._place is not None:
            self._place.rest()
            self._place = None
        self.rested.emit()

    def leave(self) -> None:
        """The place goes away, and what was told there now counts: the plan of it is to come."""
        self._newest.drop()
        self._calm.start()
        self._place = None

    def wait(self) -> None:
        """Block until every answer is computed (for tests and pictures)."""
        self._pool.waitForDone()

    def _show(self, part: object) -> None:
        """The last part comes once more as the answer."""
        self._calm.start()
        if self._place is None or part is None or part is self._last:
            return
        self._last = part
        if isinstance(part, Effect):
            self._place.show_effect(*preview.effect_words(part, dates.day, dates.money))
        elif isinstance(part, Glimpse):
            self.coming.emit(part)
        else:
            self.seen.emit(part)

    def _fail(self, message: str) -> None:
        self._calm.start()
        if self._place is not None:
            self._place.show_effect(message, "")


def _effects(base: Document, changed: Document, stale: Callable[[], bool]) -> Iterator[Effect]:
    found = preview.effect(base, changed, stale)
    yield found
    if base.learner.deadline != changed.learner.deadline and not stale():
        yield replace(found, hours_needed=preview.hours_to_meet(base, changed))


def _kept_close(
    documents: tuple[Document, Document], foresee: Foresee, make: Maker | None, stale: Callable[[], bool]
) -> Iterator[object]:
    """The same two parts, of whole plans; `documents`: what counts, and what it would be."""
    before, found = (foresee(document, stale) for document in documents)
    if stale():
        return
    changed = documents[1]
    yield preview.effect_of(before.plan, found.plan, changed.learner.deadline)
    if make is not None and found.plan.items:
        yield from _until(stale, make(Foreseen(changed, found.plan, found.study)))


def _tried(documents: tuple[Document, Document, Document], make: Maker, stale: Callable[[], bool]) -> Iterator[object]:
    """The words first, then what is to be seen; `documents`: what counts, what is tried, and what it would be."""
    for part in preview.trial(*documents, stale):
        if isinstance(part, Foreseen):
            yield from _until(stale, make(part))
        else:
            yield part


def _until(stale: Callable[[], bool], parts: Iterator[object]) -> Iterator[object]:
    """The parts as long as somebody wants to know them."""
    while not stale() and (part := next(parts, None)) is not None:
        yield part
