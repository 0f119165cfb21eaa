"""The study of a plan as blocks: what is studied on which day, from when to when on the learner's clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from planner.app.daily import minutes_by_day, room, week_of
from planner.handout.clock import Clock
from planner.handout.content import Handout
from planner.planning.calendar import calendar_of


@dataclass(frozen=True, slots=True)
class Part:
    """What of one step is studied in a block."""

    step: int
    """Number of the step."""
    minutes: int
    first: bool
    """Whether the step begins with it."""


@dataclass(frozen=True, slots=True)
class Block:
    """The study of one day, or of the days from `day` to `last`."""

    day: date
    last: date
    """Included."""
    begins: int
    """Minute of the day at which it begins; of no meaning for several days."""
    parts: tuple[Part, ...]

    @property
    def minutes(self) -> int:
        """Of study."""
        return sum(part.minutes for part in self.parts)


def last_day(handout: Handout) -> date:
    """The last day on which something of the plan happens."""
    return max((step.finish for step in handout.steps if step.finish), default=handout.begins)


def day_blocks(handout: Handout, clock: Clock, last: date | None = None) -> list[Block]:
    """One block for every day of study, up to `last` or to the end."""
    document, plan = handout.document, handout.plan
    numbers = {step.id: step.number for step in handout.steps}
    calendar = calendar_of(week_of(document, plan))
    end = last_day(handout) if last is None else min(last, last_day(handout))
    found: list[Block] = []
    begun = {step.id for step in handout.steps if step.progress}
    for day, dealt in minutes_by_day(document, plan, plan.begins, end).items():
        parts = [Part(numbers[item], minutes, item not in begun) for item, minutes in dealt.items() if minutes]
        begun |= dealt.keys()
        if parts:
            found.append(Block(day, day, clock.first_minute(room(calendar, day)), tuple(parts)))
    return found


def week_blocks(days: Sequence[Block]) -> Iterator[Block]:
    """The same in one block for every week with study, Monday to Sunday."""
    for monday, some in groupby(days, lambda block: block.day - timedelta(days=block.day.weekday())):
        parts: dict[int, Part] = {}
        for part in (part for block in some for part in block.parts):
            old = parts.get(part.step, Part(part.step, 0, part.first))
            parts[part.step] = Part(part.step, old.minutes + part.minutes, old.first)
        yield Block(monday, monday + timedelta(days=6), 0, tuple(parts.values()))


def wanted_blocks(handout: Handout, clock: Clock) -> list[Block]:
    """The blocks as the person wants them, as far ahead as wanted."""
    if clock.blocks == "none":
        return []
    last = handout.begins + timedelta(days=7 * clock.weeks - 1) if clock.weeks else None
    days = day_blocks(handout, clock, last)
    return days if clock.blocks == "days" else list(week_blocks(days))
