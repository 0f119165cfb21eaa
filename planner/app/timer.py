"""The study timer: pure functions of a timer and the time of the clock, and where it is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from planner.i18n import _
from planner.model.timer import Timer
from planner.storage import timer_file
from planner.storage.locks import FileLock

GAP_SECONDS = 600
"""Longer than this between two looks at the clock nobody was there: the computer slept, or the program was closed."""
LONG_SECONDS = 12 * 3600
"""After so much time in one piece the learner is asked how much of it was study."""


def started(curriculum: str, item: str, now: datetime) -> Timer:
    """A new timer that counts from now on."""
    return Timer(curriculum=curriculum, item=item, seen=now)


def looked_at(timer: Timer, now: datetime) -> Timer:
    """The timer with the time since it was last looked at; a clock that was put back takes nothing away."""
    if timer.seen is None:
        return timer
    passed = max(0, int((now - timer.seen).total_seconds()))
    if now < timer.seen:
        return timer.changed(seen=now)
    until = timer.seen + timedelta(seconds=passed)  # what is left of a second counts at the next look
    if passed > GAP_SECONDS:
        return timer.changed(away=timer.away + passed, seen=until)
    return timer.changed(seconds=timer.seconds + passed, seen=until) if passed else timer


def paused(timer: Timer, now: datetime) -> Timer:
    """The timer as it stands, counting no more until it goes on."""
    return looked_at(timer, now).changed(seen=None)


def resumed(timer: Timer, now: datetime) -> Timer:
    """The timer counts again."""
    return timer if timer.running else timer.changed(seen=now)


def minutes(seconds: int) -> int:
    """Whole minutes, rounded."""
    return (seconds + 30) // 60


def is_doubtful(timer: Timer) -> bool:
    """Whether only the learner knows how much of the time was study."""
    return timer.away > 0 or timer.seconds >= LONG_SECONDS


def clock_words(seconds: int) -> str:
    """Such as "0:07:31"."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


class Place:
    """Where the timer of one learner is kept, which only one window has at a time.

    `learner`: their id; "" for somebody of whom nothing is kept.
    """

    def __init__(self, learner: str = "") -> None:
        self.learner = learner
        self._lock: FileLock | None = None

    def take(self) -> bool:
        """Have the timer from now on; False where another window has it."""
        if not self.learner or self._lock is not None:
            return True
        try:
            lock = timer_file.timer_lock(self.learner)
        except OSError:  # it is said when the timer is to be written
            return True
        # A memory stick may come from a machine that stopped in the middle: that one has nothing to say any more.
        if lock.take_over() is not None:
            return False
        self._lock = lock
        return True

    def leave(self) -> None:
        """Let another window have it."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def read(self) -> Timer | None:
        """The timer that was running when the file was left or the program ended, however it ended."""
        return timer_file.read_timer(self.learner) if self.learner else None

    def keep(self, timer: Timer | None) -> str | None:
        """Write the timer down; returns a sentence when that fails."""
        if not self.learner:
            return None
        try:
            timer_file.write_timer(self.learner, timer)
        except OSError as wrong:
            return _("The timer could not be kept: {reason}.").format(reason=wrong.strerror or str(wrong))
        return None
