"""In which order: one thing at a time, so that the important ones are done early, proved.

Every job has minutes and a weight; the weighted sum of completion times is made as small as possible. The jobs fall
into blocks that follow one another in some best order (Sidney 1975), and each block is put in order for itself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Sequence as Numbered
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from planner.graph.build import from_needs
from planner.graph.order import shortest_cycle
from planner.i18n import _
from planner.planning.blocks import Look, Tasks, as_array, bits, blocks, filled
from planner.planning.limit import Limit
from planner.planning.orders import solve
from planner.planning.pairs import Clock, OutOfTime

Job = TypeVar("Job")

_EXACT = 1 << 62
"""Sums up to here fit into the numbers of an array."""
_FEW_HEAVY = 7
"""With so few weighted jobs all sets of them are looked at at once: finding blocks would take longer."""


@dataclass(frozen=True, slots=True)
class Sequence(Generic[Job]):
    """An order of jobs."""

    order: tuple[Job, ...]
    """Jobs, prerequisites first."""
    total: int
    """Weighted sum of the completion times."""
    bound: int
    """No order has a smaller total."""

    @property
    def proved(self) -> bool:
        """Whether no order is better, for certain."""
        return self.bound == self.total


class _Circle(Exception):
    pass


def best_sequence(
    minutes: Mapping[str, int],
    weights: Mapping[str, int],
    before: Mapping[str, Collection[str]],
    limit: Limit | None = None,
) -> Sequence[str]:
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
    needs = [[number[one] for one in before.get(name, ()) if one in number] for name in names]
    found = best_order([minutes[name] for name in names], [weights.get(name, 0) for name in names], needs, limit, names)
    return Sequence(tuple(names[job] for job in found.order), found.total, found.bound)


def best_order(
    minutes: Numbered[int],
    weights: Numbered[int],
    before: Numbered[Collection[int]],
    limit: Limit | None = None,
    names: Numbered[str] | None = None,
) -> Sequence[int]:
    """The same for jobs that are numbered from 0, without looking up names; `names` are for messages."""
    if minutes and (min(minutes) < 0 or min(weights) < 0):
        raise ValueError(_("minutes and weights cannot be negative"))
    try:
        ordered = _in_order(before)
    except _Circle:
        named = names or [str(job) for job in range(len(minutes))]
        needs = {name: [named[one] for one in sorted(ones)] for name, ones in zip(named, before, strict=True)}
        circle = ", ".join(shortest_cycle(from_needs(needs)) or [])
        raise ValueError(_("these wait for each other in a circle: {jobs}").format(jobs=circle)) from None
    heavy = [job for job, weight in enumerate(weights) if weight]
    if len(heavy) <= _FEW_HEAVY:
        return _by_sets(minutes, weights, before, ordered, heavy)
    clock = Clock(limit or Limit())
    above = _above(before, ordered)
    try:
        look = clock.look_with(len(minutes))
        jobs = Tasks(list(minutes), list(weights), above, [(job,) for job in range(len(minutes))], look)
        tasks = _tasks(jobs, look)
        parts = blocks(tasks, (1 << len(tasks)) - 1, look)
    except OutOfTime:
        return _at_once(minutes, weights, above, ordered)
    leaders: list[int] = []
    gap = 0
    for block in parts:
        answer = solve(tasks.only(block), clock)
        gap += answer.total - answer.bound
        leaders += answer.order
    order = jobs.filled(leader for leader in leaders if weights[leader])
    total = jobs.total(order)
    return Sequence(tuple(order), total, total - gap)


def _at_once(minutes: Numbered[int], weights: Numbered[int], above: list[int], ordered: Numbered[int]) -> Sequence[int]:
    """Some order without looking for one, and a bound: every job waits for what it needs."""
    count = len(minutes)
    times = np.array(minutes, dtype=object) if sum(minutes) > _EXACT else np.array(minutes)
    own = [int(as_array(mask, count) @ times) + minutes[job] if weights[job] else 0 for job, mask in enumerate(above)]
    order = filled(above, sorted((job for job in ordered if weights[job]), key=lambda job: (own[job], job)))
    clock = total = 0
    for job in order:
        clock += minutes[job]
        total += weights[job] * clock
    return Sequence(tuple(order), total, sum(weight * time for weight, time in zip(weights, own, strict=True)))


def _in_order(before: Numbered[Collection[int]]) -> Numbered[int]:
    """Jobs after those that they wait for; by number where that is such an order. Raises _Circle."""
    if all(not ones or max(ones) < job for job, ones in enumerate(before)):
        return range(len(before))
    users: list[list[int]] = [[] for _job in before]
    missing = [len(ones) for ones in before]
    for job, ones in enumerate(before):
        for one in ones:
            users[one].append(job)
    order = [job for job, count in enumerate(missing) if not count]
    for job in order:  # grows while it is read
        for user in users[job]:
            missing[user] -= 1
            if not missing[user]:
                order.append(user)
    if len(order) < len(before):
        raise _Circle
    return order


def _by_sets(
    minutes: Numbered[int],
    weights: Numbered[int],
    before: Numbered[Collection[int]],
    ordered: Numbered[int],
    heavy: list[int],
) -> Sequence[int]:
    """The best order by all sets of the weighted jobs that can be done first, smaller sets first.

    What the others are good for, as a set of weighted jobs, says all about them: they are done for the first of these.
    """
    serves = [0] * len(minutes)
    for place, job in enumerate(heavy):
        serves[job] = 1 << place
    for job in reversed(ordered):
        if serves[job]:
            for one in before[job]:
                serves[one] |= serves[job]
    takes = [0] * (1 << len(heavy))
    for job, served in enumerate(serves):
        takes[served] += minutes[job]
    groups = [(served, time) for served, time in enumerate(takes) if served and time]
    # Last of a set can only be a job that serves none of the others in it.
    last = [(1 << place, serves[job] ^ 1 << place, weights[job]) for place, job in enumerate(heavy)]
    cost = [0] * len(takes)
    choice = [0] * len(takes)
    for done in range(1, len(takes)):
        end = sum([time for served, time in groups if served & done])
        for bit, others, weight in last:
            if done & bit and not done & others:
                value = cost[done ^ bit] + weight * end
                if not choice[done] or value <= cost[done]:  # of equals the smaller number comes first
                    cost[done], choice[done] = value, bit
    leaders: list[int] = []
    done = len(takes) - 1
    while done:
        leaders.append(choice[done])
        done ^= choice[done]
    return Sequence(_for_the_first(serves, ordered, leaders[::-1]), cost[-1], cost[-1])


def _for_the_first(serves: list[int], ordered: Numbered[int], leaders: list[int]) -> tuple[int, ...]:
    """All jobs, each right before the first of the leaders that it serves; those that serve none come last."""
    order: list[int] = []
    left = ordered
    for leader in leaders:
        order += [job for job in left if serves[job] & leader]
        left = [job for job in left if not serves[job] & leader]
    return (*order, *left)


def _above(before: Numbered[Collection[int]], ordered: Numbered[int]) -> list[int]:
    """Everything that each job waits for, directly or not."""
    above = [0] * len(before)
    for job in ordered:
        for one in before[job]:
            above[job] |= above[one] | 1 << one
    return above


def _tasks(jobs: Tasks, look: Look) -> Tasks:
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
        look()
        for one in bits(jobs.above[job]):
            above[task] |= 1 << place[one] if one in place else 0
    above = _closed([mask & ~(1 << task) for task, mask in enumerate(above)], look)
    minutes = [sum(jobs.minutes[job] for job in group) for group in groups.values()]
    weights = [sum(jobs.weights[job] for job in group) for group in groups.values()]
    return Tasks(minutes, weights, above, [tuple(group) for group in groups.values()], look)


def _closed(above: list[int], look: Look) -> list[int]:
    """With everything that the tasks before a task wait for themselves: members of a group bring each other's along."""
    while True:
        wider = list(above)
        for task, mask in enumerate(above):
            look()
            for before in bits(mask):
                wider[task] |= above[before]
        if wider == above:
            return above
        above = wider
