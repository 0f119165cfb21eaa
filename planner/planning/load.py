"""How much study every day of a schedule holds: what is really done, never more than there is time for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from planner.planning.outcome import Schedule


def minutes_a_day(schedule: Schedule) -> tuple[int, ...]:
    """Minutes of study on every day from the first one to the last one that has any.

    What is begun and does not end before the horizon is left out, as it has no dates in the plan either.
    """
    used = schedule.calendar.used
    days: list[int] = []
    for begin, end in _apart([*schedule.spans.values(), *schedule.notes.sittings.values()]):
        day, minute = bisect_right(used, begin) - 1, begin
        while minute < end:
            until = min(end, used[day + 1])
            if until > minute:
                days += [0] * (day + 1 - len(days))
                days[day] += until - minute
            minute, day = until, day + 1
    return tuple(days)


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same spans in order, joined where they touch: items that share the time, or wait while an exam is sat."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((begin, end))
    return found
