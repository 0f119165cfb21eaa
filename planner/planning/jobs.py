"""The items of a plan as jobs: how much study, which months, which days, and what waits for what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from planner.graph.order import components
from planner.model.curriculum import Curriculum, Kind, Node
from planner.model.learner import Learner
from planner.planning.calendar import DAYS_PER_MONTH, HORIZON_YEARS, Moment, StudyCalendar, next_of
from planner.planning.needs import Support

_WINS = (Kind.MILESTONE, Kind.ROLE, Kind.CERTIFICATION, Kind.DEGREE)


class Exam(NamedTuple):
    """An exam on days that are fixed."""

    days: tuple[tuple[int, int], ...] = ()
    """(month, day) on which it is held; empty: only where it is booked."""
    booked: int | None = None
    """Day number on which it is booked."""

    def on(self, calendar: StudyCalendar, day: int) -> int | None:
        """The first day number from `day` on; -1 where any day will do, None beyond the horizon."""
        if self.booked is not None and self.booked >= day:
            return self.booked if self.booked < calendar.days else None
        return next_of(self.days, calendar, day) if self.days else -1


@dataclass(slots=True)
class Job:
    """Items that are taken together (nearly always just one)."""

    number: int
    items: tuple[str, ...]
    minutes: int
    """Study that fills capacity, the sitting of an exam not included."""
    months: float
    """Calendar time beside study; the longest of the items'."""
    exclusive: bool
    """Whether these months need a job or degree place of their own."""
    milestone: bool
    domain: str
    waits: set[int] = field(default_factory=set)
    frees: set[int] = field(default_factory=set)
    beside: set[int] = field(default_factory=set)
    """Jobs and degrees that have to have begun: it may run beside them."""
    starts: set[int] = field(default_factory=set)
    """The jobs that wait for this one to begin."""
    advised: set[int] = field(default_factory=set)
    """Those it waits for only because that order is recommended or made by hand."""
    tail: float = 0.0
    """Days from its start to the end of the longest chain that begins with it."""
    win: bool = False
    """Whether it is a credential or milestone that one likes to have early."""
    sitting: int = 0
    """Minutes of an exam that has to find room in one day."""
    exams: tuple[Exam, ...] = ()
    """Those on fixed days, one of each item that has one. The job is over once all are sat."""
    wait_days: int = 0
    """Calendar days after study and exam until it counts."""
    not_before: int = 0
    """First day number on which it may begin."""
    late: int = 0
    """First day number that keeps a certificate from lapsing too early; of one schedule, no wish of the learner."""

    @property
    def dated(self) -> bool:
        """Whether something of it happens on certain days, after its study."""
        return bool(self.sitting or self.exams or self.wait_days)

    @property
    def first_day(self) -> int:
        """The day number on which it may begin in this schedule."""
        return max(self.not_before, self.late)

    @property
    def behind(self) -> set[int]:
        """The jobs that it follows already: those that have to be over, and those that have to have begun."""
        return self.waits | self.beside if self.beside else self.waits

    @property
    def after(self) -> set[int]:
        """The jobs that wait for this one to be over, or to begin."""
        return self.frees | self.starts if self.starts else self.frees

    @property
    def work(self) -> int:
        """All study minutes, the sitting included."""
        return self.minutes + self.sitting


def jobs_of(
    curriculum: Curriculum,
    learner: Learner,
    supports: Mapping[str, Support],
    minutes: Mapping[str, int],
    calendar: StudyCalendar,
) -> list[Job]:
    """The items of a plan as jobs with links and chain lengths. `minutes`: study left for each item."""
    beside = [(other, item) for item, support in supports.items() for other in support.together]
    groups = components(beside, supports)
    number_of = {item: number for number, group in enumerate(groups) for item in group}
    jobs = [_job(curriculum, learner, number, group, minutes) for number, group in enumerate(groups)]
    for item, support in supports.items():
        for before in support.waits:
            if number_of[before] != number_of[item]:
                link(jobs, number_of[before], number_of[item])
    for item, support in supports.items():
        for before in (*support.beside, *support.together):
            _link_beside(jobs, number_of[before], number_of[item])
    _add_running(jobs, [number_of[item] for item in learner.begun if item in number_of])
    add_by_hand(jobs, [number_of[item] for item in learner.by_hand if item in number_of])
    _add_recommended(jobs, supports, number_of)
    measure_tails(jobs, calendar)
    return jobs


def _link_beside(jobs: Sequence[Job], before: int, after: int) -> None:
    """Let a job wait for its corequisite: until the months of that begin, or where it is study, until it is over.

    One thing is studied after the other, so what needs study that has only begun comes after it.
    """
    if before == after or before in jobs[after].waits:
        return
    if not jobs[before].months:
        link(jobs, before, after)
        return
    jobs[after].beside.add(before)
    jobs[before].starts.add(after)


def _add_running(jobs: Sequence[Job], begun: Iterable[int]) -> None:
    """Whoever is in a job or degree has no place for another one until it is over."""
    for one in dict.fromkeys(begun):
        if not jobs[one].exclusive:
            continue
        for other in jobs:
            if (
                other.exclusive
                and other.number != one
                and one not in other.behind
                and not reaches(jobs, other.number, one)
            ):
                link(jobs, one, other.number)
                other.advised.add(one)


def measure_tails(jobs: Sequence[Job], calendar: StudyCalendar) -> None:
    """Fill in the length of the longest chain that begins with each job."""
    per_day = max(calendar.average, 1e-9)
    for number in reversed(in_order(jobs)):
        job = jobs[number]
        after = max((jobs[follower].tail for follower in job.frees), default=0.0)
        job.tail = after + max(job.months * DAYS_PER_MONTH, job.work / per_day + job.wait_days)
        job.tail = max([job.tail, *(jobs[one].tail for one in job.starts)])


def in_order(jobs: Sequence[Job]) -> list[int]:
    """Job numbers, each after everything it waits for: links are never made in a circle."""
    missing = [len(job.behind) for job in jobs]
    order = [number for number, count in enumerate(missing) if not count]
    for number in order:
        for after in sorted(jobs[number].after):
            missing[after] -= 1
            if not missing[after]:
                order.append(after)
    if len(order) < len(jobs):
        raise AssertionError("the jobs wait for each other in a circle")
    return order


def longest_chain(jobs: Sequence[Job]) -> tuple[float, list[str]]:
    """The most calendar months that follow one another, and the items that take them."""
    best: dict[int, tuple[float, list[str]]] = {}
    for number in in_order(jobs):
        job = jobs[number]
        months, chain = max((best[before] for before in sorted(job.waits)), key=lambda one: one[0], default=(0.0, []))
        best[number] = (months + job.months, [*chain, job.items[0]] if job.months else chain)
    return max(best.values(), key=lambda one: one[0], default=(0.0, []))


def link(jobs: Sequence[Job], before: int, after: int) -> None:
    """Let `after` wait for `before`."""
    jobs[after].waits.add(before)
    jobs[before].frees.add(after)


def add_by_hand(jobs: Sequence[Job], wanted: Iterable[int]) -> list[tuple[int, int]]:
    """Let jobs wait for each other in this order; the pairs that prerequisites forbid are left out and returned."""
    listed = list(dict.fromkeys(wanted))
    refused: list[tuple[int, int]] = []
    for place, after in enumerate(listed[1:], 1):
        # To the nearest one before it that may stand there, so that one refused pair does not break the chain.
        for before in reversed(listed[:place]):
            if reaches(jobs, after, before):
                refused.append((before, after))
                continue
            if before not in jobs[after].behind:
                link(jobs, before, after)
                jobs[after].advised.add(before)
            break
    return refused


def reaches(jobs: Sequence[Job], start: int, target: int) -> bool:
    """Whether `target` waits for `start`, directly or not (a job waits for itself)."""
    stack, seen = [start], {start}
    while stack:
        number = stack.pop()
        if number == target:
            return True
        stack += jobs[number].after - seen
        seen |= jobs[number].after
    return False


def exam_day(job: Job, calendar: StudyCalendar, ready: Moment) -> int | None:
    """The first day number on which the exam of the job can take place; -1 when there is none to sit, None when no day
    before the horizon will do."""
    fixed = last_exam(job, calendar, ready.day)
    if fixed is None or fixed >= 0:
        return fixed
    return calendar.day_with_room(ready, job.sitting) if job.sitting else -1


def last_exam(job: Job, calendar: StudyCalendar, day: int) -> int | None:
    """The day number on which the last exam on fixed days is sat by who is ready on `day`; -1 and None as for one."""
    last = -1
    for exam in job.exams:
        on = exam.on(calendar, day)
        if on is None:
            return None
        last = max(last, on)
    return last


def hard_chain(jobs: Sequence[Job], start: int, target: int) -> list[int]:
    """The shortest chain of prerequisites that makes `target` wait for `start`, both included; empty without one."""
    back: dict[int, int] = {start: start}
    queue = [start]
    for number in queue:
        if number == target:
            chain = [number]
            while chain[-1] != start:
                chain.append(back[chain[-1]])
            return chain[::-1]
        for after in sorted(jobs[number].after):
            if number not in jobs[after].advised and after not in back:
                back[after] = number
                queue.append(after)
    return []


def _job(curriculum: Curriculum, learner: Learner, number: int, group: list[str], minutes: Mapping[str, int]) -> Job:
    nodes = [curriculum.by_id[item] for item in group]
    timed = [node for node in nodes if node.months is not None]
    # The hours of a degree are part of its months, not of the evenings beside it.
    own = {node.id: minutes[node.id] for node in nodes if node.kind is not Kind.DEGREE or node.months is None}
    sitting = max((min(_sitting(node, learner), own.get(node.id, 0)) for node in nodes), default=0)
    exams = [_exam(node, learner) for node in nodes]
    begin = [day for node in nodes if (day := _days(learner.not_before.get(node.id), learner)) is not None]
    return Job(
        number=number,
        items=tuple(group),
        minutes=sum(own.values()) - sitting,
        months=max((node.months.likely for node in timed if node.months), default=0.0),
        exclusive=any(not node.parallel for node in timed),
        milestone=any(node.kind is Kind.MILESTONE or node.kind is Kind.ROLE for node in nodes),
        domain=nodes[0].domain,
        win=any(node.kind in _WINS for node in nodes),
        sitting=sitting,
        exams=tuple(exam for exam in exams if exam.days or exam.booked is not None),
        wait_days=max(node.wait_days for node in nodes),
        not_before=max(begin, default=0),
    )


def _sitting(node: Node, learner: Learner) -> int:
    # On a day that is fixed from outside the learner makes room; otherwise the sitting is study of that day.
    fixed = node.exam is None or node.exam.days or node.id in learner.booked
    return 0 if fixed or node.exam is None else node.exam.sitting_minutes


def _exam(node: Node, learner: Learner) -> Exam:
    return Exam(_month_days(node.exam.days) if node.exam else (), _days(learner.booked.get(node.id), learner))


def _days(day: date | None, learner: Learner) -> int | None:
    """The day number; the first day beyond the horizon for all that lie there."""
    number = None if day is None else (day - learner.availability.first_day).days
    return None if number is None else min(max(0, number), HORIZON_YEARS * 366)


def _month_days(days: Iterable[str]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((int(day[:2]), int(day[3:])) for day in days))


def _add_recommended(jobs: Sequence[Job], supports: Mapping[str, Support], number_of: Mapping[str, int]) -> None:
    """Recommended order among study: kept where it makes no circle and holds back no job, degree or waiting time.

    A recommended item never blocks. Study has to be done anyway, so its order is free; but what a job waits for must
    not wait for something that the job could do without.
    """
    gates: dict[int, int] = {}
    for number in reversed(in_order(jobs)):
        own = 1 << number if jobs[number].months or jobs[number].dated else 0
        gates[number] = own
        for after in jobs[number].after:
            gates[number] |= gates[after]
    wanted = [
        (number_of[before], number_of[item]) for item, support in supports.items() for before in support.recommended
    ]
    for before, after in wanted:
        calm = not (jobs[before].months or jobs[before].dated or jobs[before].not_before)
        harmless = calm and not gates[after] & ~gates[before]
        new = before != after and before not in jobs[after].behind
        if new and harmless and not reaches(jobs, after, before):
            link(jobs, before, after)
            jobs[after].advised.add(before)
