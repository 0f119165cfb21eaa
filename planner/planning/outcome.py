"""What came out of one run of the calendar: when each item happens, and why not earlier."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from planner.planning.calendar import Moment, StudyCalendar


class Slot(NamedTuple):
    """When an item happens."""

    start: Moment
    finish: Moment


class Cause(NamedTuple):
    """Why something starts when it does: "prerequisite", "order", "study", "place", "date", "validity" or "start"."""

    kind: str
    job: int | None = None
    part: str = ""


START = Cause("start")


@dataclass(slots=True)
class Schedule:
    """Outcome of one simulation."""

    slots: dict[str, Slot]
    """Items that finish before the horizon."""
    finish: Moment | None
    """None when some item does not."""
    chain: tuple[str, ...]
    """Items that decide the finish, first one first."""
    study_order: tuple[str, ...]
    job_order: tuple[str, ...]
    """Items that need a job or degree place of their own, in the order in which they get it."""
    calendar: StudyCalendar
    causes: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """Item -> what kept it from starting earlier, and which item that was."""
    lanes: dict[int, int] = field(default_factory=dict)
    """Job -> the job whose study made room for its own."""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Job -> capacity used up when its study began and when it ended."""
    log: list[tuple[int, str]] = field(default_factory=list)
    """(job, "ready", "study" or "months") in the order in which these began."""
