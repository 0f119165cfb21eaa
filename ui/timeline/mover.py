"""Moving a bar: what it would mean is said at once, and exactly as soon as it is planned; then it is done, or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from planner.app import queries
from planner.app.pins import Move, expect, own_day, step
from planner.app.timeline import Bar
from planner.model.document import Document
from planner.model.plan import Plan
from ui import dates
from ui.announce import announce
from ui.background import Newest

if TYPE_CHECKING:
    from ui.timeline.chart import Chart


Foresee = Callable[[Document, Callable[[], bool]], Plan]
SECONDS = 5.0
"""Longest search for the plan with a pin."""


class Mover(QObject):
    """One bar that is being moved, by pointer or keys."""

    def __init__(self, chart: Chart) -> None:
        super().__init__(chart)
        self._chart = chart
        self.move: Move | None = None
        """Where it would begin now, and what that means; None while nothing is moved."""
        self._own: dict[str, date] = {}
        """First days of items that were found by planning."""
        self._commit = False
        self._step = 0
        """Days by which a key moves it; 0 while it is dragged."""
        self._done: Move | None = None
        """What was done last, while the plan that comes of it is still being made."""
        self._pending: Move | None = None
        """What is to be done once another plan is shown."""
        self.foresee: Foresee = lambda document, stale: queries.plan(document, SECONDS, stale)
        """Makes the plan that there would be for another document."""
        self._newest = Newest(self)
        self._newest.answered.connect(self._on_answer)
        self._newest.failed.connect(self._on_failure)

    @property
    def busy(self) -> bool:
        """Whether it is still being planned what a move means."""
        return self._newest.busy

    def first_day(self, bar: Bar) -> date:
        """The first day on which an item can begin, as far as that is known."""
        return self._own.get(bar.item) or own_day(bar)

    def shift(self, bar: Bar, days: int) -> None:
        """Begin so many days later, or earlier, than it does or is to do by now; done once it is planned."""
        if bar.start is None:
            return
        begin = bar.start
        if self.move is not None and self.move.item == bar.item:
            begin = self.move.day
        elif self._done is not None and self._done.item == bar.item:
            begin = self._done.day
        elif bar.pin is not None and bar.pin <= bar.start and (days < 0 or (bar.start - bar.pin).days < days):
            begin = bar.pin  # it begins later, for other study: later and earlier is the same again
        self.weigh(bar, begin + timedelta(days=days), days)
        if self.move is None:
            return
        if self.move.bad and not bar.pin and self.move.day < self.first_day(bar):
            self._say(self.move)  # nothing to plan: it cannot begin earlier, and this is why
            self.drop(None)
        else:
            self._commit = True

    def weigh(self, bar: Bar, day: date, days: int = 0) -> None:
        """Say what it would mean to begin on a day, and find out exactly. `days`: by so much a key moves it."""
        document, plan = self._chart.document, self._chart.plan
        if document is None or plan is None or bar.start is None or bar.done:
            return
        if self.move is not None and (self.move.item, self.move.day) == (bar.item, day):
            return
        self._commit, self._step = False, days
        self.move = expect(document, plan, bar, day, self._own.get(bar.item), dates.day)
        self._chart.viewport().update()

        foresee = self.foresee

        def exactly(stale: Callable[[], bool]) -> Move:
            return step(document, plan, bar, day, days, dates.day, lambda other: foresee(other, stale))

        self._newest.ask(exactly)

    def finish(self) -> None:
        """Do it: with what is planned of it by now, else with what is expected."""
        move, self.move = self.move, None
        self._newest.drop()
        self._commit = False
        self._chart.viewport().update()
        bar = self._chart.bar_of(move.item) if move else None
        if move is None or bar is None:
            return
        if move.pin == bar.pin:
            self._say(move)
        else:
            self._done = move
            self._chart.held.emit(move.item, move.pin)
            if move.pin is None and move.bad:
                self._say(move)  # the pin is gone, as it held back nothing, and this is why

    def drop(self, item: str | None) -> None:
        """Leave everything as it is, unless it is about this item."""
        if self.move is not None and self.move.item != item:
            self.move = None
            self._commit = False
            self._newest.drop()
            self._chart.viewport().update()

    def forget(self) -> None:
        """Another plan: what was found out is of no use any more. What keys have asked for is still wanted."""
        self._pending = self.move if self._commit else None
        self._done = None
        self.drop(None)
        self._own.clear()

    def resume(self) -> None:
        """Another plan is shown: go on with what was asked for before it."""
        move, self._pending = self._pending, None
        bar = self._chart.bar_of(move.item) if move else None
        if move is not None and bar is not None:
            self.weigh(bar, move.day, self._step)
            self._commit = self.move is not None

    def _say(self, move: Move) -> None:
        text = " ".join(move.words)
        if text:
            self._chart.told.emit(text)

    def _on_answer(self, move: Move) -> None:
        self._own[move.item] = move.own
        if self.move is None or self.move.item != move.item:
            return
        self.move = move
        announce(self._chart, " ".join(move.words))
        self._chart.viewport().update()
        if self._commit:
            self.finish()

    def _on_failure(self, words: str) -> None:
        self._chart.told.emit(words)
        self.drop(None)
