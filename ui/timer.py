"""The study timer of a window: counts while something is studied, and is on the disk at every moment."""

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
    """At most one timer; `changed` once a second while it counts."""

    changed = Signal()
    failed = Signal(str)
    """It could not be written down: a sentence that says why."""

    def __init__(self, parent: QObject | None = None, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__(parent)
        self.current: Timer | None = None
        self._now, self._kept = now, 0
        self._ticks = QTimer(self, interval=1000)
        self._ticks.timeout.connect(self.look)

    def restore(self) -> None:
        """Go on with what ran when the program ended, however it ended."""
        self._become(timer.read(), write=False)
        self.look()

    def rest(self) -> None:
        """Leave the timer as it is to another window."""
        self.look()
        timer.keep(self.current)
        self._ticks.stop()

    def start(self, curriculum: str, item: str) -> None:
        """Count from now on."""
        self._become(timer.started(curriculum, item, self._now()))

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
        self._become(None)

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
            wrong = timer.keep(new)
            if wrong:
                self.failed.emit(wrong)
        self.changed.emit()
