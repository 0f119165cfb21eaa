"""What happened: a learner's progress as a list of events that is only ever added to.

The state of every item is the fold of its events in the order in which they happened, so two copies of a list can be
merged by putting their events together. Nothing is decided by where an event stands in a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import uuid4

from pydantic import AwareDatetime, Field, StringConstraints

from planner.model.base import Many, Value
from planner.model.curriculum import MAX_HOURS, Curriculum
from planner.model.text import ItemId, Label, Text

MOST_EVENTS = 100_000
MOST_MINUTES = MAX_HOURS * 60

Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
"""A name that no two events or learners share."""


class EventKind(StrEnum):
    """What can happen to an item."""

    STARTED = "started"
    STUDIED = "studied"  # some minutes on some day
    PART = "part"  # so much of it is done now
    DONE = "done"
    KNOWN = "known"  # held before, learned elsewhere
    WAIVED = "waived"  # somebody who may say so does not ask for it
    REPLACED = "replaced"  # something else stands in for it
    SKIPPED = "skipped"  # left out of the plan
    PLANNED = "planned"  # none of the above any more: to be done like everything else
    NOTE = "note"  # note and evidence as they are from now on


class Event(Value):
    """Something that happened to one item."""

    id: Key
    at: AwareDatetime
    """When it was written down; of two events the later one counts."""
    kind: EventKind
    node: ItemId
    day: date | None = None
    """The learner's day on which it happened, where that matters."""
    minutes: Annotated[int, Field(ge=0, le=MOST_MINUTES)] | None = None
    """"studied": minutes of that day. "done": minutes that it took in all, where the log does not tell."""
    part: Annotated[float, Field(ge=0, le=1)] | None = None
    """"part": the fraction that is done."""
    by: Label = ""
    """"replaced": what stands in for it. "waived": who said so."""
    note: Text = ""
    evidence: Text = ""
    """A web address or a sentence that shows it."""


HOLDING = frozenset({EventKind.DONE, EventKind.KNOWN, EventKind.WAIVED, EventKind.REPLACED})
"""States in which an item counts as held."""


@dataclass(slots=True)
class ItemRecord:
    """What the events of one item come to."""

    state: EventKind = EventKind.PLANNED
    """STARTED, DONE, KNOWN, WAIVED, REPLACED, SKIPPED, or PLANNED."""
    started: date | None = None
    held_on: date | None = None
    """The day on which it was done or obtained, where that is known."""
    logged: int = 0
    """Minutes in the study log."""
    stated: int | None = None
    """Minutes that it took as the learner said when it was done."""
    part: float | None = None
    """Fraction done, as the learner said last; None where the log tells."""
    logged_since: int = 0
    """Minutes in the log since then."""
    by: str = ""
    note: str = ""
    evidence: str = ""
    events: list[Event] = field(default_factory=list)

    @property
    def held(self) -> bool:
        """Whether it counts as held."""
        return self.state in HOLDING

    @property
    def minutes(self) -> int:
        """Minutes of study that it has taken up to now."""
        return self.logged if self.stated is None else self.stated

    def take(self, event: Event) -> None:
        """One more event, later than all before."""
        self.events.append(event)
        kind = event.kind
        if kind is EventKind.STUDIED:
            self.logged += event.minutes or 0
            self.logged_since += event.minutes or 0
            if self.state is EventKind.PLANNED:
                self.state = EventKind.STARTED
            if self.state is EventKind.STARTED and event.day is not None:
                self.started = min(self.started or event.day, event.day)
        elif kind is EventKind.PART:
            self.part, self.logged_since = event.part, 0
            if self.state is EventKind.PLANNED:
                self.state = EventKind.STARTED
        elif kind is EventKind.NOTE:
            self.note, self.evidence = event.note, event.evidence
            return
        else:
            self._become(event)
        if kind is not EventKind.STUDIED:  # what stands beside an entry of the log is about that alone
            self.note, self.evidence = event.note or self.note, event.evidence or self.evidence

    def _become(self, event: Event) -> None:
        if event.kind is EventKind.PLANNED and self.state is EventKind.STARTED:
            self.part, self.logged_since = None, self.logged
        self.state, self.by = event.kind, event.by
        self.held_on = event.day if event.kind in HOLDING else None
        self.stated = event.minutes if event.kind is EventKind.DONE else None
        if event.kind is EventKind.STARTED:
            self.started = event.day or self.started
        elif event.kind is EventKind.PLANNED:
            self.started = None


class Record(Value):
    """All events of one learner, in the order in which they were written down."""

    events: Annotated[Many[Event], Field(max_length=MOST_EVENTS)] = ()

    def with_event(self, event: Event) -> Record:
        """One more event; it comes after all others whatever the clock of the computer says."""
        last = self.events[-1].at if self.events else None
        if last is not None and event.at <= last:
            event = event.changed(at=last + timedelta(microseconds=1))
        return Record(events=(*self.events, event))

    def without(self, key: str) -> Record:
        """The record in which one event never happened."""
        return Record(events=tuple(event for event in self.events if event.id != key))

    def replaced(self, key: str, event: Event) -> Record:
        """The record with an event in the place of another one."""
        return Record(events=in_order(event if one.id == key else one for one in self.events))

    def items(self) -> dict[str, ItemRecord]:
        """The state of every item that has events, in the order of the first event of each."""
        found: dict[str, ItemRecord] = {}
        for event in self.events:
            found.setdefault(event.node, ItemRecord()).take(event)
        return found

    def studied(self) -> Iterator[Event]:
        """The study log, oldest first."""
        return (event for event in self.events if event.kind is EventKind.STUDIED)


def in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events as they happened, each once."""
    return tuple(sorted({event.id: event for event in events}.values(), key=lambda event: (event.at, event.id)))


def new_event(kind: EventKind, node: str, **fields: object) -> Event:
    """An event that happens now."""
    return Event.model_validate({"id": uuid4().hex, "at": datetime.now(UTC), "kind": kind, "node": node, **fields})


COUNTED = ("known", "progress", "logged", "obtained", "spent", "begun")
"""Fields of a learner that follow from the record."""


def what_counts(curriculum: Curriculum, items: Mapping[str, ItemRecord]) -> dict[str, dict[str, object]]:
    """What the planner has to know of items with events: field of the learner -> item -> value.

    Items that the curriculum does not have (any more) say nothing.
    """
    found: dict[str, dict[str, object]] = {name: {} for name in COUNTED}
    for item, one in items.items():
        node = curriculum.by_id.get(item)
        if node is None:
            continue
        if one.held:
            found["known"][item] = True
            if one.held_on is not None:
                found["obtained"][item] = one.held_on
            if one.state is EventKind.DONE and one.minutes:
                found["spent"][item] = one.minutes / 60
            continue
        if one.part:
            found["progress"][item] = one.part
        if one.logged_since and node.hours.likely:
            found["logged"][item] = one.logged_since / 60
        if one.state is EventKind.STARTED and one.started is not None and node.months is not None:
            found["begun"][item] = one.started
    return found
