"""When a person studies: the time of day at which study begins, where that is, and how far ahead it is written down."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from planner.i18n import _
from planner.model.problem import error

DAY = 24 * 60
"""Minutes."""
BLOCKS: tuple[Literal["days", "weeks", "none"], ...] = ("days", "weeks", "none")


@dataclass(frozen=True, slots=True)
class Clock:
    """What a plan, which only knows days, does not say about the hours of a day."""

    begins: time = time(18, 0)
    """When study begins, on the clock at the learner's place. It begins earlier where it would not end by midnight."""
    zone: str = ""
    """Name of the time zone, such as "Europe/Berlin"; empty: that of the machine."""
    blocks: Literal["days", "weeks", "none"] = "days"
    """What stands in a calendar beside milestones and exams: a block on every day of study, one a week, or none."""
    weeks: int = 26
    """For so many weeks from the beginning on there are blocks; 0: for the whole plan."""

    def first_minute(self, minutes: int) -> int:
        """The minute of the day at which so many minutes of study begin."""
        return max(0, min(self.begins.hour * 60 + self.begins.minute, DAY - minutes))

    def moment(self, day: date, minute: int) -> datetime:
        """A minute of a local day as it is the whole world over (UTC); `minute` may be that of the following midnight.

        What the clocks leave out in spring counts as an hour later.
        """
        local = datetime.combine(day, time()) + timedelta(minutes=minute)
        place = ZoneInfo(self.zone) if self.zone else None
        return local.replace(tzinfo=place).astimezone(UTC)


def read_time(text: str) -> time:
    """A time of day such as "18:00" or "7:30". Raises PlannerError."""
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text.strip(), re.ASCII)
    if not found:
        message = _("“{text}” is no time of day. Write it like 18:00.")
        raise error("no-time", message.format(text=text[:20]))
    return time(int(found[1]), int(found[2]))


def check_zone(name: str) -> str:
    """The name of a time zone that this machine knows. Raises PlannerError."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        message = _("There is no time zone “{name}”. Write it like Europe/Berlin or America/New_York.")
        raise error("no-zone", message.format(name=name[:80])) from None
    return name
