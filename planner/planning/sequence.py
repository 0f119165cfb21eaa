"""In which order: one thing at a time, so that the important ones are done early, proved.

Every job has minutes and a weight; the weighted sum of completion times is made as small as possible. The jobs fall
into blocks that follow one another in some best order (Sidney 1975), and each block is put in order for itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.graph.build import from_needs
from planner.graph.order import shortest_cycle, topological
from planner.i18n import _
from planner.planning.blocks import Tasks, bits, blocks
from planner.planning.limit import Limit
from planner.planning.orders import solve
from planner.planning.pairs import Clock


@dataclass(frozen=True, slots=True)
class Sequence:
    """An order of jobs."""

    order: tuple[str, ...]
    """Job ids, prerequisites first."""
    total: int
    """Weighted sum of the completion times."""
    bound: int
    """No order has a smaller total."""

    @property
    def proved(self) -> bool:
        """Whether no order is better, for certain."""
        return self.bound == self.total


def best_sequence(
    minutes: Mapping[str, int],
    weights: Mapping[str, int],
    before: Mapping[str, Collection[str]],
    limit: Limit | None = None,
) -> Sequence:
    """The order with the least weighted sum of completion times; a job comes after all that `before` names for it.

    Jobs are the keys of `minutes`; a job that is missing in `weights` weighs 0. What `before` names beside them is done
    already. Zero minutes and zero weights are fine. Ties: jobs are numbered as in `minutes`, every comparison that ends
    in a tie goes to the smaller number, jobs without weight come right before the first weighted job that needs them,
    and last if none does. So the same input gives the same order, however the collections in `before` are arranged.
    When the limit ends the search, the best order so far is returned with a bound. Raises ValueError, naming the jobs,
    when they wait for each other in a circle.
    """
    names = list(minutes)
    number = {name: place for place, name in enumerate(names)}
    needs = {name: sorted(number.keys() & before.get(name, ()), key=number.__getitem__) for name in names}
    if any(minutes[name] < 0 or weights.get(name, 0) < 0 for name in names):
        raise ValueError(_("minutes and weights cannot be negative"))
    jobs = _jobs(names, number, needs, minutes, weights)
    tasks = _tasks(jobs)
    clock = Clock(limit or Limit())
    leaders: list[int] = []
    gap = 0
    for block in blocks(tasks, (1 << len(tasks)) - 1):
        answer = solve(tasks.only(block), clock)
        gap += answer.total - answer.bound
        leaders += answer.order
    order = jobs.filled(leader for leader in leaders if jobs.weights[leader])
    total = jobs.total(order)
    return Sequence(tuple(names[job] for job in order), total, total - gap)


def _jobs(
    names: list[str],
    number: Mapping[str, int],
    needs: Mapping[str, list[str]],
    minutes: Mapping[str, int],
    weights: Mapping[str, int],
) -> Tasks:
    try:
        order = topological(needs)
    except ValueError:
        circle = shortest_cycle(from_needs(needs)) or []
        raise ValueError(_("these wait for each other in a circle: {jobs}").format(jobs=", ".join(circle))) from None
    above = [0] * len(names)
    for name in order:
        for one in needs[name]:
            above[number[name]] |= above[number[one]] | 1 << number[one]
    return Tasks(
        [minutes[name] for name in names],
        [weights.get(name, 0) for name in names],
        above,
        [(job,) for job in range(len(names))],
    )


def _tasks(jobs: Tasks) -> Tasks:
    """What matters for the order: jobs with weight, and what they wait for.

    Jobs without weight that the same weighted jobs wait for are one task: the first of those needs them all. Weighted
    jobs without minutes that wait for the same minutes are one task as well.
    """
    weighted = sum(1 << job for job, weight in enumerate(jobs.weights) if weight)
    timed = sum(1 << job for job, minutes in enumerate(jobs.minutes) if minutes)
    groups: dict[tuple[int, int], list[int]] = {}
    for job in range(len(jobs)):
        if not weighted >> job & 1:
            after = jobs.below[job] & weighted
            if after and timed >> job & 1:
                groups.setdefault((0, after), []).append(job)
        elif not timed >> job & 1:
            groups.setdefault((1, jobs.above[job] & timed), []).append(job)
        else:
            groups[2, job] = [job]
    place: dict[int, int] = {}
    for task, group in enumerate(groups.values()):
        place.update(dict.fromkeys(group, task))
    above = [0] * len(groups)
    for job, task in place.items():
        for one in bits(jobs.above[job]):
            above[task] |= 1 << place[one] if one in place else 0
    above = _closed([mask & ~(1 << task) for task, mask in enumerate(above)])
    minutes = [sum(jobs.minutes[job] for job in group) for group in groups.values()]
    weights = [sum(jobs.weights[job] for job in group) for group in groups.values()]
    return Tasks(minutes, weights, above, [tuple(group) for group in groups.values()])


def _closed(above: list[int]) -> list[int]:
    """With everything that the tasks before a task wait for themselves: members of a group bring each other's along."""
    while True:
        wider = list(above)
        for task, mask in enumerate(above):
            for before in bits(mask):
                wider[task] |= above[before]
        if wider == above:
            return above
        above = wider
