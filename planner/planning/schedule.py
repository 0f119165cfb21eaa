"""In which order, and when: a simulation of one learner who studies one thing at a time.

Study fills the capacity of the calendar; experience and degrees run in calendar months beside it, one job or degree at
a time unless the curriculum calls it parallel. Several priority orders are simulated and the best is kept: earliest
finish first, then early milestones, then few changes of subject.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from planner.graph.order import components, topological
from planner.model.curriculum import Curriculum, Kind
from planner.planning.calendar import DAYS_PER_MONTH, Moment, StudyCalendar
from planner.planning.needs import Support

Priority = Callable[["Job"], tuple[float, ...]]


@dataclass(slots=True)
class Job:
    """Items that are taken together (nearly always just one)."""

    number: int
    items: tuple[str, ...]
    minutes: int
    """Study that fills capacity."""
    months: float
    """Calendar time beside study; the longest of the items'."""
    exclusive: bool
    """Whether these months need a job or degree place of their own."""
    milestone: bool
    domain: str
    waits: set[int] = field(default_factory=set)
    frees: set[int] = field(default_factory=set)
    advised: set[int] = field(default_factory=set)
    """Those it waits for only because that order is recommended."""
    tail: float = 0.0
    """Days from its start to the end of the longest chain that begins with it."""


class Slot(NamedTuple):
    """When an item happens."""

    start: Moment
    finish: Moment


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


def jobs_of(
    curriculum: Curriculum, supports: Mapping[str, Support], minutes: Mapping[str, int], calendar: StudyCalendar
) -> list[Job]:
    """The items of a plan as jobs with links and chain lengths. `minutes`: study left for each item."""
    beside = [(other, item) for item, support in supports.items() for other in support.together]
    groups = components(beside, supports)
    number_of = {item: number for number, group in enumerate(groups) for item in group}
    jobs = [_job(curriculum, number, group, minutes) for number, group in enumerate(groups)]
    for item, support in supports.items():
        for before in (*support.waits, *support.together):
            if number_of[before] != number_of[item]:
                _link(jobs, number_of[before], number_of[item])
    _add_recommended(jobs, supports, number_of)
    per_day = max(calendar.average, 1e-9)
    for number in reversed(in_order(jobs)):
        job = jobs[number]
        after = max((jobs[follower].tail for follower in job.frees), default=0.0)
        job.tail = after + max(job.months * DAYS_PER_MONTH, job.minutes / per_day)
    return jobs


def in_order(jobs: Sequence[Job]) -> list[int]:
    """Job numbers, each after everything it waits for."""
    return [int(number) for number in topological({str(job.number): map(str, sorted(job.waits)) for job in jobs})]


def longest_chain(jobs: Sequence[Job]) -> tuple[float, list[str]]:
    """The most calendar months that follow one another, and the items that take them."""
    best: dict[int, tuple[float, list[str]]] = {}
    for number in in_order(jobs):
        job = jobs[number]
        months, chain = max((best[before] for before in sorted(job.waits)), key=lambda one: one[0], default=(0.0, []))
        best[number] = (months + job.months, [*chain, job.items[0]] if job.months else chain)
    return max(best.values(), key=lambda one: one[0], default=(0.0, []))


def _job(curriculum: Curriculum, number: int, group: list[str], minutes: Mapping[str, int]) -> Job:
    nodes = [curriculum.by_id[item] for item in group]
    timed = [node for node in nodes if node.months is not None]
    return Job(
        number=number,
        items=tuple(group),
        # The hours of a degree are part of its months, not of the evenings beside it.
        minutes=sum(minutes[node.id] for node in nodes if node.kind is not Kind.DEGREE or node.months is None),
        months=max((node.months.likely for node in timed if node.months), default=0.0),
        exclusive=any(not node.parallel for node in timed),
        milestone=any(node.kind is Kind.MILESTONE or node.kind is Kind.ROLE for node in nodes),
        domain=nodes[0].domain,
    )


def _link(jobs: Sequence[Job], before: int, after: int) -> None:
    jobs[after].waits.add(before)
    jobs[before].frees.add(after)


def _add_recommended(jobs: Sequence[Job], supports: Mapping[str, Support], number_of: Mapping[str, int]) -> None:
    """Recommended order among study: kept where it makes no circle and holds back no job, degree or waiting time.

    A recommended item never blocks. Study has to be done anyway, so its order is free; but what a job waits for must
    not wait for something that the job could do without.
    """
    gates: dict[int, int] = {}
    for number in reversed(in_order(jobs)):
        own = 1 << number if jobs[number].months else 0
        gates[number] = own
        for after in jobs[number].frees:
            gates[number] |= gates[after]
    wanted = [
        (number_of[before], number_of[item]) for item, support in supports.items() for before in support.recommended
    ]
    for before, after in wanted:
        harmless = not jobs[before].months and not gates[after] & ~gates[before]
        new = before != after and before not in jobs[after].waits
        if new and harmless and not _reaches(jobs, after, before):
            _link(jobs, before, after)
            jobs[after].advised.add(before)


def _reaches(jobs: Sequence[Job], start: int, target: int) -> bool:
    stack, seen = [start], {start}
    while stack:
        number = stack.pop()
        if number == target:
            return True
        stack += jobs[number].frees - seen
        seen |= jobs[number].frees
    return False


class Simulation:
    """One run of the calendar with one priority order; smaller priorities first."""

    def __init__(self, jobs: Sequence[Job], calendar: StudyCalendar, priority: Priority, stay: bool = False) -> None:
        self.jobs, self.calendar, self.priority, self.stay = jobs, calendar, priority, stay
        self.missing = [len(job.waits) for job in jobs]
        self.slots: dict[int, Slot] = {}
        self.cause: dict[tuple[int, str], tuple[int, str] | None] = {}
        """Part of a job -> the part of a job whose end let it start. By whole jobs it could run round in a circle."""
        self.last_part: dict[int, str] = {}
        """Job -> its part that ended last."""
        self.study: list[tuple[tuple[float, ...], int]] = []
        self.waiting: list[tuple[tuple[float, ...], int]] = []
        """Exclusive jobs that are ready while another one runs."""
        self.events: list[tuple[Moment, int, str]] = []
        """(when, job, which part of it ends)."""
        self.begun: dict[int, Moment] = {}
        self.parts_left: dict[int, int] = {}
        self.studying: int | None = None
        self.employed: int | None = None
        self.last_study: tuple[int, Moment] | None = None
        self.last_employment: tuple[int, Moment] | None = None
        self.study_order: list[int] = []
        self.job_order: list[int] = []

    def run(self) -> Schedule:
        """Simulate until nothing can happen any more."""
        now = self.calendar.begin
        for job in self.jobs:
            if not job.waits:
                self._ready(job.number, now, None)
        while True:
            while self.events and self.events[0][0] == now:
                _moment, number, part = heapq.heappop(self.events)
                self._end(number, part, now)
            self._begin_work(now)
            if not self.events:
                return self._result()
            now = self.events[0][0]

    def _ready(self, number: int, now: Moment, cause: int | None) -> None:
        job = self.jobs[number]
        released = None if cause is None else (cause, self.last_part[cause])
        self.cause.update(dict.fromkeys(((number, part) for part in ("study", "months", "moment")), released))
        self.parts_left[number] = max(1, bool(job.minutes) + bool(job.months))
        if job.months and job.exclusive:
            heapq.heappush(self.waiting, (self.priority(job), number))
        elif job.months:
            self._run_months(number, now)
        if job.minutes:
            heapq.heappush(self.study, (self.priority(job), number))
        if not job.minutes and not job.months:
            self.begun[number] = now
            heapq.heappush(self.events, (now, number, "moment"))

    def _end(self, number: int, part: str, now: Moment) -> None:
        if part == "study":
            self.studying, self.last_study = None, (number, now)
        elif part == "months" and self.employed == number:
            self.employed, self.last_employment = None, (number, now)
        self.last_part[number] = part
        self.parts_left[number] -= 1
        if self.parts_left[number]:
            return
        self.slots[number] = Slot(self.begun[number], now)
        for follower in sorted(self.jobs[number].frees):
            self.missing[follower] -= 1
            if not self.missing[follower]:
                self._ready(follower, now, number)

    def _begin_work(self, now: Moment) -> None:
        if self.employed is None and self.waiting:
            number = heapq.heappop(self.waiting)[1]
            if self.last_employment is not None and self.last_employment[1] == now:
                self.cause[number, "months"] = self.last_employment[0], "months"
            self.employed = number
            self.job_order.append(number)
            self._run_months(number, now)
        if self.studying is None and self.study:
            self._study(self._next_study(), now)

    def _next_study(self) -> int:
        best = self.study[0]
        if self.stay and self.last_study is not None:
            domain = self.jobs[self.last_study[0]].domain
            best = min((entry for entry in self.study if self.jobs[entry[1]].domain == domain), default=best)
        self.study.remove(best)
        heapq.heapify(self.study)
        return best[1]

    def _study(self, number: int, now: Moment) -> None:
        self.studying = number
        spent = self.calendar.studied(now, self.jobs[number].minutes)
        if spent is None:
            return  # beyond the horizon: the learner never gets further
        start, finish = spent
        if self.last_study is not None and self.last_study[1].minute == start.minute:
            released = self.cause[number, "study"]
            if released is None or self.slots[released[0]].finish.minute < start.minute:
                self.cause[number, "study"] = self.last_study[0], "study"
        self.begun.setdefault(number, start)
        self.study_order.append(number)
        heapq.heappush(self.events, (finish, number, "study"))

    def _run_months(self, number: int, now: Moment) -> None:
        finish = self.calendar.waited(now, self.jobs[number].months)
        if finish is not None:
            self.begun.setdefault(number, now)
            heapq.heappush(self.events, (finish, number, "months"))

    def _result(self) -> Schedule:
        slots = {item: self.slots[job.number] for job in self.jobs if job.number in self.slots for item in job.items}
        complete = len(self.slots) == len(self.jobs)
        finish = max((slot.finish for slot in self.slots.values()), default=self.calendar.begin) if complete else None
        study, places = (
            tuple(item for number in numbers for item in self.jobs[number].items)
            for numbers in (self.study_order, self.job_order)
        )
        return Schedule(slots, finish, self._chain() if complete else (), study, places)

    def _chain(self) -> tuple[str, ...]:
        if not self.slots:
            return ()
        last = max(self.slots, key=lambda number: (self.slots[number].finish, not self.jobs[number].frees, number))
        chain: list[str] = []
        part: tuple[int, str] | None = last, self.last_part[last]
        while part is not None:
            chain += reversed(self.jobs[part[0]].items)
            part = self.cause[part]
        return tuple(dict.fromkeys(reversed(chain)))


def best_schedule(jobs: Sequence[Job], calendar: StudyCalendar) -> Schedule:
    """The best of several orders: earliest finish, then early milestones, then few changes of subject."""
    first_milestone = _first_milestones(jobs)
    candidates: list[Schedule] = []
    longest = max((job.tail for job in jobs), default=1.0) or 1.0
    for share in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):

        def priority(job: Job, share: float = share) -> tuple[float, ...]:
            urgent = 1 - job.tail / longest
            return ((1 - share) * urgent + share * first_milestone[job.number], urgent, job.number)

        candidates += [Simulation(jobs, calendar, priority, stay).run() for stay in (False, True)]
    return min(candidates, key=lambda schedule: _quality(jobs, schedule))


def _first_milestones(jobs: Sequence[Job]) -> list[float]:
    """For each job how early the first milestone is that needs it, 0 (first) to 1 (none does)."""
    milestones = sorted((job for job in jobs if job.milestone), key=lambda job: (-job.tail, job.number))
    first = [1.0] * len(jobs)
    for place, milestone in reversed(list(enumerate(milestones))):
        stack = [milestone.number]
        while stack:
            number = stack.pop()
            value = place / len(milestones)
            if first[number] != value:
                first[number] = value
                stack += sorted(jobs[number].waits)
    return first


def _quality(jobs: Sequence[Job], schedule: Schedule) -> tuple[float, ...]:
    unfinished = sum(1 for job in jobs if job.items[0] not in schedule.slots)
    finish = schedule.finish or Moment(0, 0)
    milestones = sum(
        schedule.slots[job.items[0]].finish.day for job in jobs if job.milestone and job.items[0] in schedule.slots
    )
    domain = {item: job.domain for job in jobs for item in job.items}
    switches = sum(domain[one] != domain[two] for one, two in pairwise(schedule.study_order))
    return unfinished, finish.day, finish.minute, milestones, switches
