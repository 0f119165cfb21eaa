"""Repeats two things in turn and compares their medians, so that a busy machine slows both alike."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable


def ratio(ours: Callable[[], object], peer: Callable[[], object], repeats: int) -> tuple[float, float]:
    """(median CPU time of ours / median CPU time of the peer, worst of ours / median of the peer)."""
    times: tuple[list[float], list[float]] = ([], [])
    for _repeat in range(repeats):
        for run, kept in zip((ours, peer), times, strict=True):
            begin = time.process_time()
            run()
            kept.append(time.process_time() - begin)
    middle = max(1e-9, statistics.median(times[1]))
    return statistics.median(times[0]) / middle, max(times[0]) / middle


def load_note() -> str:
    """A warning where the machine is too busy to trust the figures."""
    if hasattr(os, "getloadavg") and os.getloadavg()[0] > (os.cpu_count() or 1):
        return "note: the machine is busy; only the ratios mean something"
    return ""


def load_line() -> str:
    """The load of the machine; marked where it is more than the machine has processors for."""
    if not hasattr(os, "getloadavg"):
        return "load unknown"
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    return f"load {load:.1f} on {cores} cores" + (" - BUSY, DO NOT QUOTE" if load > cores else "")
