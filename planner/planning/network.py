"""The jobs of a plan as plain lists: prepared once, played through the calendar many times."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from planner.planning.jobs import Job


class Network:
    """What a run of the calendar asks of its jobs again and again. The jobs must not change any more.

    All lists go by the number of the job.
    """

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.jobs = jobs
        self.minutes = [job.minutes for job in jobs]
        self.waits = [len(job.waits) + len(job.beside) for job in jobs]
        self.frees = [sorted(job.frees) for job in jobs]
        self.starts = [sorted(job.starts) for job in jobs]
        only_study = [not (job.months or job.dated or job.not_before or job.late) for job in jobs]
        self.plain = [bool(job.minutes) and only for job, only in zip(jobs, only_study, strict=True)]
        """Whether a job is study and nothing else, so that it needs no look at the days."""
        self.after_study = [frees if plain else [] for frees, plain in zip(self.frees, self.plain, strict=True)]
        """What waits for a job, where nothing comes between the end of its study and its own."""
        self.moment = [only and not plain for only, plain in zip(only_study, self.plain, strict=True)]
        """Whether a job is over the moment it gets ready."""
        self.others = len(jobs) - sum(self.plain)
        self.without_study = self.minutes.count(0)
        self.first = [number for number, count in enumerate(self.waits) if not count]
        """Jobs that wait for nothing."""
        names = {domain: place for place, domain in enumerate(dict.fromkeys(job.domain for job in jobs))}
        self.subject = [names[job.domain] for job in jobs]
        self.subjects = len(names)


class Subjects:
    """Ranks of the jobs that wait for study time, by their subject."""

    def __init__(self, network: Network, of_rank: Sequence[int]) -> None:
        self.of, self.of_rank = network.subject, of_rank
        self.waiting: list[list[int]] = [[] for _subject in range(network.subjects)]
        self.firsts: list[int] = []
        """The first of every subject, and some that are no longer."""

    def push(self, rank: int, number: int) -> None:
        """Let a job wait."""
        waiting = self.waiting[self.of[number]]
        heappush(waiting, rank)
        if waiting[0] == rank:
            heappush(self.firsts, rank)

    def pop(self, last: int) -> int:
        """The first of the subject of the job `last`, else of all; -1 where none waits."""
        waiting = self.waiting[self.of[last]] if last >= 0 else []
        if waiting:
            return self._first_of(waiting)
        while self.firsts:
            rank = heappop(self.firsts)
            waiting = self.waiting[self.of[self.of_rank[rank]]]
            if waiting and waiting[0] == rank:
                return self._first_of(waiting)
        return -1

    def _first_of(self, waiting: list[int]) -> int:
        rank = heappop(waiting)
        if waiting:
            heappush(self.firsts, waiting[0])
        return rank


def ranks(order: Sequence[int]) -> list[int]:
    """Job number -> its place in `order`."""
    places = [0] * len(order)
    for place, number in enumerate(order):
        places[number] = place
    return places


def sorted_by(values: Sequence[float] | Sequence[tuple[float, ...]]) -> list[int]:
    """Job numbers, smallest value first, and the smaller number first where values are the same."""
    return sorted(range(len(values)), key=values.__getitem__)
