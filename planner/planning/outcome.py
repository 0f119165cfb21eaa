"""What came out of one run of the calendar: when each item happens, and why not earlier.

The run notes down only what it knows at once; everything else is worked out when somebody asks for it. Most runs are
only compared by their finish.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from planner.planning.calendar import Moment, StudyCalendar
from planner.planning.jobs import Job
from planner.planning.network import Network


class Slot(NamedTuple):
    """When an item happens."""

    start: Moment
    finish: Moment


class Cause(NamedTuple):
    """Why something starts when it does: "prerequisite", "corequisite", "order", "study", "place", "date", "validity",
    "pause" or "start"."""

    kind: str
    job: int | None = None
    part: str = ""


START = Cause("start")
_LONG = 7
"""So many days without study time are longer than any break in a usual week."""


class Notes:
    """What a run notes down, by the number of the job; -1 where there is nothing to note."""

    def __init__(self, network: Network) -> None:
        nothing = [-1] * len(network.jobs)
        self.begins = nothing
        """Capacity used up when its study begins."""
        self.ends = nothing.copy()
        """Capacity used up when its study ends."""
        self.freed = nothing.copy()
        """The last job that it waited for."""
        self.lanes = nothing.copy()
        """The job whose study ended last before its own began."""
        self.log: list[int] = []
        """What began, in this order: a job got ready (its number), its study began (minus its number minus 1), its
        months began (its number plus the number of jobs)."""
        self.slots: dict[int, Slot] = {}
        """Jobs that are over and more, or less, than study."""
        self.last_part: dict[int, str] = {}
        """The part of such a job that ended last."""
        self.ready: dict[int, int] = {}
        """Capacity used up when nothing had to be waited for any more, of such a job or one beside another."""
        self.causes: dict[tuple[int, str], Cause] = {}
        """Part of a job -> why it begins when it does, where it is neither study nor what the job waits for."""
        self.sittings: dict[int, tuple[int, int]] = {}
        """Job -> capacity used up when the sitting of its exam begins and ends."""
        self.places: list[int] = []
        """Jobs that need a place of their own, in the order in which they got it."""
        self.last_study = -1
        """The job whose study ended last."""


class Schedule:
    """Outcome of one simulation. Raises nothing: what never ends has no slot."""

    def __init__(self, network: Network, calendar: StudyCalendar, notes: Notes) -> None:
        self.network, self.calendar, self.notes = network, calendar, notes
        self.complete = len(notes.slots) == network.others and notes.ends.count(-1) == network.without_study
        self.finish = self._finish() if self.complete else None
        """None when some item does not end before the horizon."""

    def _finish(self) -> Moment:
        last = self.notes.last_study
        finish = max((slot.finish for slot in self.notes.slots.values()), default=self.calendar.begin)
        return finish if last < 0 else max(finish, self._end(self.notes.ends[last]))

    @property
    def unfinished(self) -> int:
        """Jobs that do not end before the horizon."""
        return 0 if self.complete else sum(not self.over(number) for number in range(len(self.network.jobs)))

    def over(self, number: int) -> bool:
        """Whether the job ends before the horizon."""
        return self.notes.ends[number] >= 0 if self.network.plain[number] else number in self.notes.slots

    def end(self, number: int) -> Moment:
        """When the job, which has to be over, ends."""
        return self._end(self.notes.ends[number]) if self.network.plain[number] else self.notes.slots[number].finish

    def _end(self, minute: int) -> Moment:
        """When so much study is over."""
        return Moment(self.calendar.end_day(minute), minute)

    def days(self) -> tuple[list[int], list[int]]:
        """Number of the first and of the last day of every job; -1 where it does not begin or end."""
        first, last = self.calendar.days_of(self.notes.begins, self.notes.ends)
        for number, plain in enumerate(self.network.plain):
            if not plain:
                slot = self.notes.slots.get(number)
                first[number], last[number] = (slot.start.day, slot.finish.day) if slot else (-1, -1)
        return first, last

    @cached_property
    def slots(self) -> dict[str, Slot]:
        """Items that finish before the horizon."""
        found: dict[str, Slot] = {}
        first, last = self.days()
        for job in self.network.jobs:
            number = job.number
            if last[number] < 0:
                continue
            if self.network.plain[number]:
                start = Moment(first[number], self.notes.begins[number])
                slot = Slot(start, Moment(last[number], self.notes.ends[number]))
            else:
                slot = self.notes.slots[number]
            for item in job.items:
                found[item] = slot
        return found

    @property
    def study_numbers(self) -> list[int]:
        """Jobs in the order in which their study begins."""
        return [~entry for entry in self.notes.log if entry < 0]

    @property
    def study_order(self) -> tuple[str, ...]:
        """Items in the order in which their study begins."""
        return tuple(item for number in self.study_numbers for item in self.network.jobs[number].items)

    @property
    def job_order(self) -> tuple[str, ...]:
        """Items that need a job or degree place of their own, in the order in which they get it."""
        return tuple(item for number in self.notes.places for item in self.network.jobs[number].items)

    @property
    def lanes(self) -> dict[int, int]:
        """Job -> the job whose study made room for its own."""
        return {after: before for after, before in enumerate(self.notes.lanes) if before >= 0}

    @cached_property
    def spans(self) -> dict[int, tuple[int, int]]:
        """Job -> capacity used up when its study began and when it ended (or began, where it never ends)."""
        pairs = enumerate(zip(self.notes.begins, self.notes.ends, strict=True))
        return {number: (begin, max(begin, end)) for number, (begin, end) in pairs if begin >= 0}

    @property
    def log(self) -> list[tuple[int, str]]:
        """(job, "ready", "study" or "months") in the order in which these began."""
        count = len(self.network.jobs)
        return [
            (~entry, "study") if entry < 0 else (entry, "ready") if entry < count else (entry - count, "months")
            for entry in self.notes.log
        ]

    @cached_property
    def causes(self) -> dict[str, tuple[str, str | None]]:
        """Item -> what kept it from starting earlier, and which item that was."""
        found: dict[str, tuple[str, str | None]] = {}
        jobs = self.network.jobs
        for job in jobs:
            if not self.over(job.number):
                continue
            cause = self._cause_of_start(job)
            other = None if cause.job is None or cause.job == job.number else jobs[cause.job].items[-1]
            found.update(dict.fromkeys(job.items, (cause.kind, other)))
        return found

    def _cause_of_start(self, job: Job) -> Cause:
        """Why a job starts when it does, by that part of it that begins first."""
        begin = self.notes.begins[job.number]
        if begin < 0:
            return self._cause(job.number, "months" if job.months else "moment")
        study = self.calendar.begin_of(begin)
        if job.months and self.notes.slots[job.number].start < study:
            return self._cause(job.number, "months")
        cause = self._cause(job.number, "study")
        if cause.kind in ("start", "prerequisite", "order", "study"):
            ready = self.calendar.begin
            if cause.job is not None:  # whose study is over may still wait for an exam that never comes
                ready = self._end(self.notes.ends[cause.job]) if cause.kind == "study" else self.end(cause.job)
            if study.day - ready.day >= _LONG and begin <= self.calendar.used[ready.day + 1]:
                return Cause("pause")
        return cause

    @cached_property
    def chain(self) -> tuple[str, ...]:
        """Items that decide the finish, first one first; none where something never ends."""
        jobs = self.network.jobs
        if not self.complete or not jobs:
            return ()
        last = max(range(len(jobs)), key=lambda number: (self.end(number), not jobs[number].frees, number))
        chain: list[str] = []
        part: tuple[int, str] | None = last, self._last_part(last)
        while part is not None:
            chain += reversed(jobs[part[0]].items)
            cause = self._cause(*part)
            part = (cause.job, cause.part) if cause.job is not None else None
        return tuple(dict.fromkeys(reversed(chain)))

    def _cause(self, number: int, part: str) -> Cause:
        """Why a part of a job starts when it does. By whole jobs the causes could run round in a circle."""
        noted = self.notes.causes.get((number, part))
        if noted is not None:
            return noted
        released = self._released(number)
        other = self.notes.lanes[number]
        if part != "study" or other < 0:
            return released
        begin = self.notes.begins[number]
        waited = released is START or self._ready(number) < begin
        return Cause("study", other, "study") if waited and self.notes.ends[other] == begin else released

    def _released(self, number: int) -> Cause:
        noted = self.notes.causes.get((number, "release"))
        if noted is not None:
            return noted
        before = self.notes.freed[number]
        if before < 0:
            return START
        if before in self.network.jobs[number].beside:
            return Cause("corequisite", before, "months")
        advised = before in self.network.jobs[number].advised
        return Cause("order" if advised else "prerequisite", before, self._last_part(before))

    def _ready(self, number: int) -> int:
        """Capacity used up when everything that the job waits for was over."""
        if number in self.notes.ready:
            return self.notes.ready[number]
        before = self.notes.freed[number]
        return 0 if before < 0 else self.end(before).minute

    def _last_part(self, number: int) -> str:
        noted = self.notes.last_part.get(number)
        return noted if noted is not None else "study" if self.network.minutes[number] else "moment"
