"""The study log by weeks and days with totals, what things took beside the estimates, and what pace that shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from planner.app import progress
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.forecast import Pace
from planner.model.record import Event, EventKind


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the log."""

    day: date
    entries: tuple[Event, ...]
    """In the order in which they were written down."""

    @property
    def minutes(self) -> int:
        """All minutes of the day."""
        return sum(entry.minutes or 0 for entry in self.entries)


@dataclass(frozen=True, slots=True)
class LogWeek:
    """A week of the log; days without study are left out."""

    first: date
    days: tuple[Day, ...]
    """The last one first."""

    @property
    def minutes(self) -> int:
        """All minutes of the week."""
        return sum(day.minutes for day in self.days)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A finished item: its estimate beside what it took."""

    item: str
    title: str
    estimate: float
    """Likely hours for this learner."""
    actual: float
    """Hours."""

    @property
    def ratio(self) -> float:
        """How many times the estimate it took."""
        return self.actual / self.estimate


def weeks(events: Iterable[Event], first_weekday: int = 0) -> list[LogWeek]:
    """The log, the last week first. `first_weekday`: of the week, Monday is 0."""
    days: dict[date, list[Event]] = {}
    for event in events:
        if event.kind is EventKind.STUDIED and event.day is not None:
            days.setdefault(event.day, []).append(event)
    found: dict[date, list[Day]] = {}
    for day in sorted(days, reverse=True):
        first = day - timedelta(days=(day.weekday() - first_weekday) % 7)
        found.setdefault(first, []).append(Day(day, tuple(days[day])))
    return [LogWeek(first, tuple(inside)) for first, inside in found.items()]


def comparisons(document: Document) -> list[Comparison]:
    """Every finished item of which both are known, the last one first."""
    records, nodes = document.record.items(), document.curriculum.by_id
    found = []
    for item, estimate in progress.estimates(document, (item for item in records if item in nodes)).items():
        record = records[item]
        if estimate and record.state is EventKind.DONE and record.minutes:
            at = record.events[-1].at
            found.append((at, Comparison(item, nodes[item].title, estimate, record.minutes / 60)))
    return [one for _at, one in sorted(found, key=lambda pair: pair[0], reverse=True)]


def pace(document: Document) -> Pace:
    """The pace that the finished items show."""
    from planner.planning.forecast import pace_of

    return pace_of(document.curriculum, document.learner)


def pace_words(found: Pace) -> str:
    """The pace in a sentence, and what it is used for."""
    if not found.finished:
        return _("Your pace is learned from finished steps whose hours are known. Until then the estimates count.")
    items = ngettext("{count} finished step", "{count} finished steps", found.finished).format(count=found.finished)
    if abs(found.median - 1) < 0.05:
        text = _("The estimates fit you well (learned from {items}); the forecast uses that.")
    elif found.median > 1:
        text = _("You need about {pace:.1f} times the estimates (learned from {items}); the forecast uses that.")
    else:
        text = _("You need only about {pace:.1f} times the estimates (learned from {items}); the forecast uses that.")
    return text.format(pace=found.median, items=items)
