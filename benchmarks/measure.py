"""Repeats things in turn and compares their medians, so that a busy machine slows all of them alike."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

Run = Callable[[], object]


class Wrong(Exception):
    """An answer that is not right."""


class TooLong(Exception):
    """More CPU time than was allowed."""


def in_turn(runs: Sequence[Run], repeats: int) -> list[list[float]]:
    """CPU seconds of every call of each of the runs, which take turns: A B C A B C."""
    times: list[list[float]] = [[] for _run in runs]
    for _repeat in range(repeats):
        for run, kept in zip(runs, times, strict=True):
            gc.collect()  # nobody pays for the garbage of another one
            begin = time.process_time()
            run()
            kept.append(max(1e-6, time.process_time() - begin))
    return times


def ratio(ours: Run, peer: Run, repeats: int) -> tuple[float, float]:
    """(median CPU time of ours / median CPU time of the peer, worst of ours / median of the peer)."""
    mine, other = in_turn((ours, peer), repeats)
    middle = statistics.median(other)
    return statistics.median(mine) / middle, max(mine) / middle


def cpu_time(run: Run, repeats: int = 1) -> float:
    """Median CPU time of one call, in seconds."""
    return statistics.median(in_turn((run,), repeats)[0])


def spread(values: Iterable[float], places: int = 0) -> str:
    """Median (worst)."""
    some = list(values)
    return f"{statistics.median(some):,.{places}f} ({max(some):,.{places}f})" if some else "-"


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise TooLong inside after so much CPU time; without a limit on systems that have no such signal."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return
    begin = time.process_time()

    def look(_number: int, _frame: FrameType | None) -> None:
        if time.process_time() - begin > seconds:
            raise TooLong

    before = signal.signal(signal.SIGALRM, look)
    # Not a timer of CPU time: while one of these runs, Linux counts CPU time in steps of milliseconds.
    signal.setitimer(signal.ITIMER_REAL, 0.25, 0.25)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def parser_for(description: str | None, sizes: str, seeds: int = 0) -> argparse.ArgumentParser:
    """Options of a benchmark on curricula or plans of any size; without `sizes` or `seeds` where there are none."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    if sizes:
        parser.add_argument("--sizes", type=numbers, default=sizes, help=f"numbers of nodes with commas, {sizes}")
    if seeds:
        parser.add_argument("--seeds", type=int, default=seeds, help=f"cases of each size and family, {seeds}")
    parser.add_argument("--repeats", type=int, default=9, help="repeats of small cases, 9; large ones take fewer")
    return parser


def numbers(text: str) -> list[int]:
    """Whole numbers with commas between them."""
    return [int(part) for part in text.split(",")]


def fewer(repeats: int, size: int) -> int:
    """So many repeats that a large case takes no longer than nine of 1,000 nodes, at least one."""
    return max(1, min(repeats, 9_000 // size))


def load_line() -> str:
    """The load of the machine; marked where it is more than the machine has processors for."""
    if not hasattr(os, "getloadavg"):
        return "load unknown"
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    return f"load {load:.1f} on {cores} cores" + (" - BUSY, DO NOT QUOTE" if load > cores else "")
