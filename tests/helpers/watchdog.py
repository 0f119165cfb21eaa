"""Bounds on what one call may use, counted in processor time and memory so that a busy machine changes nothing."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HOPELESS = 15.0
"""Seconds of processor time after which the system ends the process, where not even Python gets a word in."""


class TooSlow(BaseException):
    """It used more processor time than it may: no `except Exception` on the way hides it."""


def _bark(_signal: int, _frame: object) -> None:
    raise TooSlow


def seconds_used(call: Callable[[], object], most: float) -> float:
    """Seconds of processor time that the call took. Raises TooSlow above `most`, in its middle where that can be."""
    timed = sys.platform != "win32"
    before = time.process_time()
    if timed:
        old = signal.signal(signal.SIGPROF, _bark)
        signal.setitimer(signal.ITIMER_PROF, most)
        signal.setitimer(signal.ITIMER_VIRTUAL, most + HOPELESS)
    try:
        call()
    finally:
        if timed:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGPROF, old)
    used = time.process_time() - before
    if used > most:
        raise TooSlow
    return used


@contextmanager
def memory_for(megabytes: int) -> Iterator[None]:
    """So much more memory and no more, where the system can be asked for that: MemoryError beyond."""
    if sys.platform != "linux":
        yield
        return
    import resource

    status = Path("/proc/self/status").read_text("utf-8")
    held = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmData:")) * 1024
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (held + megabytes * 2**20, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
