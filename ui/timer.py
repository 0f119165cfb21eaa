"""The study timer of the learner whose file is open: counts while they study, and is on the disk at every moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from planner.app import timer
from planner.model.timer import Timer

KEPT_SECONDS = 60
"""Between two times that it is written down while it counts: a crash leaves no more than that to be asked for."""


def utc_now() -> datetime:
    """The clock of the computer."""
    return datetime.now(UTC)


class StudyTimer(QObject):
    """At most one timer, that of the learner; `changed` once a second while it counts."""

    changed = Signal()
    failed = Signal(str)
    """It could not be written down: a sentence that says why."""

    def __init__(self, parent: QObject | None = None, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__(parent)
        self.current: Timer | None = None
        self.discarded: Timer | None = None
        """What was thrown away last, to be brought back."""
        self._place = timer.Place()
        self._now, self._kept = now, 0
        self._ticks = QTimer(self, interval=1000)
        self._ticks.timeout.connect(self.look)

    def turn_to(self, learner: str) -> None:
        """Go on with what ran when the file of this learner was left or the program ended, however it ended.

        The timer of the learner before waits for them. "": of whoever is there now nothing is kept.
        """
        if learner != self._place.learner:
            self.rest()
            self._place, self.discarded, self._kept = timer.Place(learner), None, 0
            self._become(None, write=False)
        if self.current is None and self._place.read() is not None and self._place.take():
            # Read once more, now that nobody else can have stopped it since.
            self._become(self._place.read(), write=False)
            self.look()

    def keep_for(self, learner: str) -> None:
        """Whoever is there is kept from now on: so is the timer."""
        if not self._place.learner and self.current is not None:
            self._place = timer.Place(learner)
            mine = self._place.take()
            self._become(self.current if mine else None, write=mine)

    def take_over(self, other: StudyTimer) -> None:
        """Be the timer of the same learner in the place of another one, which rests."""
        if not self._place.learner and other.current is not None:  # it stands nowhere else
            self._become(other.current, write=False)
            self.look()
        self.discarded = other.discarded
        self.changed.emit()

    def rest(self) -> None:
        """Leave the timer as it is, to be gone on with here or in another window."""
        self.look()
        if self.current is not None:
            self._place.keep(self.current)
        self._place.leave()
        self._ticks.stop()

    def start(self, curriculum: str, item: str) -> bool:
        """Count from now on; False where another window times the learner."""
        if not self._place.take():
            return False
        self._become(timer.started(curriculum, item, self._now()))
        return True

    def pause(self) -> None:
        """Count no more until `go_on`."""
        if self.current is not None:
            self._become(timer.paused(self.current, self._now()))

    def go_on(self) -> None:
        """Count again."""
        if self.current is not None:
            self._become(timer.resumed(self.current, self._now()))

    def forget(self) -> None:
        """There is no timer any more."""
        if self.current is not None:
            self._become(None)
        self._place.leave()

    def discard(self) -> None:
        """The same, but it can be brought back."""
        self.look()
        self.discarded = self.current
        self.forget()

    def bring_back(self) -> bool:
        """Go on with what was discarded, as if no time had passed since; False where that cannot be."""
        found = self.discarded
        if found is None or self.current is not None or not self._place.take():
            return False
        self.discarded = None
        self._become(found.changed(seen=self._now()) if found.running else found)
        return True

    def look(self) -> None:
        """Count the time since the last look."""
        if self.current is None or not self.current.running:
            return
        found = timer.looked_at(self.current, self._now())
        self._become(found, write=found.seconds + found.away >= self._kept + KEPT_SECONDS)

    def _become(self, new: Timer | None, write: bool = True) -> None:
        self.current = new
        if new is not None and new.running:
            if not self._ticks.isActive():
                self._ticks.start()
        else:
            self._ticks.stop()
        if write:
            self._kept = new.seconds + new.away if new else 0
            wrong = self._place.keep(new)
            if wrong:
                self.failed.emit(wrong)
        self.changed.emit()
