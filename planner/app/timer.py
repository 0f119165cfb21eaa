"""The study timer: pure functions of a timer and the time of the clock, and keeping it on the disk."""

from __future__ import annotations

from datetime import datetime, timedelta

from planner.i18n import _
from planner.model.timer import Timer
from planner.storage import timer_file

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


def read() -> Timer | None:
    """The timer that was running when the program ended, however it ended."""
    return timer_file.read_timer()


def keep(timer: Timer | None) -> str | None:
    """Write the timer down; returns a sentence when that fails."""
    try:
        timer_file.write_timer(timer)
    except OSError as wrong:
        return _("The timer could not be kept: {reason}.").format(reason=wrong.strerror or str(wrong))
    return None
