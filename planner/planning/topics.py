"""The fewest changes of subject: an exact search over the orders in which subjects can be taken up.

Whoever is at a subject does well to take everything of it that is open, as nothing is lost by it: so a state is what is
done after a row of subjects, and only the row has to be searched.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from planner.planning.jobs import Job, in_order

_MOST_STATES = 1_500
"""States after which the search gives up its proof."""


def fewest_changes(jobs: Sequence[Job]) -> tuple[list[int], int]:
    """Job numbers in an order with few changes of subject, and a number of changes that no order can go below.

    Months, exam days and hours are not looked at: what is waited for can only force more changes.
    """
    search = _Search(jobs)
    order, bound = search.run()
    return order, max(0, bound - 1)


class _Search:
    def __init__(self, jobs: Sequence[Job]) -> None:
        self.jobs = jobs
        self.order = in_order(jobs)
        domains = sorted({job.domain for job in jobs if job.work})
        self.subjects = {domain: number for number, domain in enumerate(domains)}
        self.everything = (1 << len(jobs)) - 1
        self.waits = [sum(1 << before for before in job.waits) for job in jobs]
        self.of_subject = [0] * len(domains)
        for job in jobs:
            if job.work:
                self.of_subject[self.subjects[job.domain]] |= 1 << job.number
        self.free = sum(1 << job.number for job in jobs if not job.work)
        # Prerequisites first, so once through is enough.
        bits = [(1 << number, self.waits[number]) for number in self.order]
        self.open_in = [[pair for pair in bits if pair[0] & (self.free | ours)] for ours in self.of_subject]
        """Of every subject, and of what takes no study, the jobs as bits, each with those that it waits for."""
        self.open_in.append([pair for pair in bits if pair[0] & self.free])

    def run(self) -> tuple[list[int], int]:
        """Best-first search: fewest subjects taken up so far plus subjects that are left."""
        start = self._exhaust(0, None)
        queue: list[tuple[int, int, int, tuple[int, ...]]] = [(self._left(start), 0, start, ())]
        seen: dict[int, int] = {start: 0}
        expanded = 0
        while queue:
            total, runs, done, row = heapq.heappop(queue)
            runs = -runs
            if done == self.everything:
                return self._unroll(row), total
            if seen.get(done, runs) < runs:
                continue
            expanded += 1
            if expanded > _MOST_STATES:
                return self._unroll(self._finish(done, row)), total
            for subject in range(len(self.of_subject)):
                after = self._exhaust(done, subject)
                if after != done and seen.get(after, runs + 2) > runs + 1:
                    seen[after] = runs + 1
                    heapq.heappush(queue, (runs + 1 + self._left(after), -(runs + 1), after, (*row, subject)))
        return self.order, 0

    def _left(self, done: int) -> int:
        return sum(1 for subject in self.of_subject if subject & ~done)

    def _exhaust(self, done: int, subject: int | None) -> int:
        """Everything that can be done from `done` without leaving the subject; what takes no study is free."""
        left = self.everything & ~done
        for job, waits in self.open_in[-1 if subject is None else subject]:
            if job & left and not waits & left:
                left ^= job
        return self.everything ^ left

    def _finish(self, done: int, row: tuple[int, ...]) -> tuple[int, ...]:
        """The row to the end, each time with the subject that gets furthest."""
        while done != self.everything:
            reached = [(self._exhaust(done, subject).bit_count(), -subject) for subject in range(len(self.of_subject))]
            subject = -max(reached)[1]
            done, row = self._exhaust(done, subject), (*row, subject)
        return row

    def _unroll(self, row: tuple[int, ...]) -> list[int]:
        found: list[int] = []
        done = 0
        for subject in (None, *row):
            after = self._exhaust(done, subject)
            found += [number for number in self.order if (after & ~done) >> number & 1]
            done = after
        return found
