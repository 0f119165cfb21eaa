"""Blocks of a one-machine order: exact steps that split and shrink the search for the order of least weighted waiting.

Sets of tasks are whole numbers used as bit sets. The urgency of a task is its weight divided by its minutes; it is
compared by multiplying crosswise, so nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import InitVar, dataclass, field

import numpy as np
from numpy.typing import NDArray

Look = Callable[[], None]
"""Called again and again in what takes long with many tasks; it raises an exception where that shall end."""


def nobody_waits() -> None:
    """There is as much time as it takes."""


_LONG = 1024
"""Bit sets of more numbers are read by numpy: taking one bit after another out of them takes too long."""


def bits(tasks: int) -> Iterator[int]:
    """Numbers in a bit set, ascending."""
    if tasks >> _LONG:
        yield from np.flatnonzero(as_array(tasks, tasks.bit_length())).tolist()
        return
    while tasks:
        low = tasks & -tasks
        yield low.bit_length() - 1
        tasks ^= low


def as_array(tasks: int, count: int) -> NDArray[np.uint8]:
    """A bit set of numbers below `count` as an array of 0 and 1."""
    packed = np.frombuffer(tasks.to_bytes(count // 8 + 1, "little"), dtype=np.uint8)
    return np.unpackbits(packed, bitorder="little")[:count]


def filled(above: Sequence[int], leaders: Iterable[int]) -> list[int]:
    """All tasks: `leaders` in this order, each right after what it still waits for by `above`; then the rest."""
    order: list[int] = []
    left = (1 << len(above)) - 1
    for leader in leaders:
        needed = (above[leader] | 1 << leader) & left
        order += _early_first(needed, above)
        left &= ~needed
    return order + _early_first(left, above)


def _early_first(chosen: int, above: Sequence[int]) -> list[int]:
    return sorted(bits(chosen), key=lambda task: (above[task].bit_count(), task))


@dataclass(slots=True)
class Tasks:
    """What is put in order; none has both no minutes and no weight."""

    minutes: list[int]
    weights: list[int]
    above: list[int]
    """Everything before a task, directly or not."""
    parts: list[tuple[int, ...]]
    """What a task stands for, in the order in which it is done."""
    look: InitVar[Look] = nobody_waits
    saved: int = 0
    """Weighted waiting that the parts of joined tasks are spared, as they end before the whole."""
    below: list[int] = field(init=False)
    """Everything after a task, directly or not."""

    def __post_init__(self, look: Look) -> None:
        self.below = [0] * len(self.above)
        for task, above in enumerate(self.above):
            look()
            for before in bits(above):
                self.below[before] |= 1 << task

    def __len__(self) -> int:
        return len(self.minutes)

    def urgent(self, one: int, other: int) -> int:
        """Positive where `one` is more urgent than `other`, 0 where both are equally urgent."""
        return self.weights[one] * self.minutes[other] - self.weights[other] * self.minutes[one]

    def total(self, order: Sequence[int]) -> int:
        """Weighted sum of completion times."""
        clock, total = 0, -self.saved
        for task in order:
            clock += self.minutes[task]
            total += self.weights[task] * clock
        return total

    def filled(self, leaders: Iterable[int]) -> list[int]:
        """All tasks: `leaders` in this order, each right after what it still waits for; then the rest."""
        return filled(self.above, leaders)

    def only(self, chosen: int) -> Tasks:
        """A copy with the tasks of a bit set, numbered anew."""
        kept = list(bits(chosen))
        place = {task: number for number, task in enumerate(kept)}
        above = [sum(1 << place[before] for before in bits(self.above[task] & chosen)) for task in kept]
        minutes, weights = [self.minutes[task] for task in kept], [self.weights[task] for task in kept]
        return Tasks(minutes, weights, above, [self.parts[task] for task in kept], saved=self.saved)

    def backwards(self) -> Tasks:
        """The mirror image: an order read from its end has the same total here."""
        return Tasks(self.weights, self.minutes, self.below, self.parts, saved=self.saved)


def blocks(tasks: Tasks, within: int, look: Look = nobody_waits) -> list[int]:
    """Sidney's decomposition: sets of tasks that some best order does one after another, most urgent set first.

    Inside a block no beginning is as urgent as the whole. How the blocks are ordered inside does not matter to the
    other blocks, so each can be put in order alone.
    """
    found: list[int] = []
    stack = [within] if within else []
    while stack:
        part = stack.pop()
        minutes = sum(tasks.minutes[task] for task in bits(part))
        weight = sum(tasks.weights[task] for task in bits(part))
        profit = {task: tasks.weights[task] * minutes - tasks.minutes[task] * weight for task in bits(part)}
        paid, first = _pay(tasks, part, profit, look)
        if first:
            stack += [part & ~first, first]
        else:
            found += _even(tasks, part, paid, look)
    return found


def _even(tasks: Tasks, within: int, paid: dict[int, dict[int, int]], look: Look) -> list[int]:
    """The blocks of a set without a beginning more urgent than itself: those who need or pay each other in circles."""
    needs = {task: tasks.above[task] & within for task in bits(within)}
    for payee, payers in paid.items():
        for payer in payers:
            needs[payee] |= 1 << payer
    found = []
    while within:
        look()
        smallest = min((_reached(task, needs, within) for task in bits(within)), key=lambda one: (one.bit_count(), one))
        found.append(smallest)
        within &= ~smallest
    return found


def _pay(tasks: Tasks, within: int, profit: dict[int, int], look: Look) -> tuple[dict[int, dict[int, int]], int]:
    """A maximum flow in which profitable tasks pay the losses of those before them.

    Returns who pays how much to whom, and the set with the greatest profit that is closed under "before" (empty where
    the profit of every closed set is paid away).
    """
    purse = {task: value for task, value in profit.items() if value > 0}
    loss = {task: -value for task, value in profit.items() if value < 0}
    unpaid = sum(1 << task for task in loss)
    losers = unpaid
    paid: dict[int, dict[int, int]] = {task: {} for task in loss}
    # Whoever has the least choice pays first; most of the flow is found in this one pass.
    for payer in sorted(purse, key=lambda task: ((tasks.above[task] & losers).bit_count(), task)):
        look()
        for payee in bits(tasks.above[payer] & unpaid):
            amount = min(purse[payer], loss[payee])
            paid[payee][payer] = amount
            purse[payer] -= amount
            loss[payee] -= amount
            if not loss[payee]:
                unpaid ^= 1 << payee
            if not purse[payer]:
                break
    first = 0
    for payer in list(purse):
        while purse[payer] and not first >> payer & 1:
            look()
            chain, reached = _chain(tasks, payer, losers, unpaid, paid)
            if not chain:
                first |= reached
                for task in bits(reached):
                    first |= tasks.above[task] & within
                break
            givers, takers = chain[::2], chain[1::2]
            amount = min(purse[payer], loss[takers[-1]])
            amount = min([amount, *(paid[taker][giver] for taker, giver in zip(takers, givers[1:], strict=False))])
            for giver, taker in zip(givers, takers, strict=True):
                paid[taker][giver] = paid[taker].get(giver, 0) + amount
            for taker, giver in zip(takers, givers[1:], strict=False):
                paid[taker][giver] -= amount
                if not paid[taker][giver]:
                    del paid[taker][giver]
            purse[payer] -= amount
            loss[takers[-1]] -= amount
            if not loss[takers[-1]]:
                unpaid ^= 1 << takers[-1]
    return paid, first


def _chain(
    tasks: Tasks, start: int, losers: int, unpaid: int, paid: dict[int, dict[int, int]]
) -> tuple[list[int], int]:
    """A way to pass money on from `start` to an unpaid loss: payer, payee, its other payer, that one's payee, …

    Without one: everybody that the money could reach.
    """
    queue, known = [start], 1 << start
    origin: dict[int, int] = {}
    for payer in queue:
        fresh = tasks.above[payer] & losers & ~known
        known |= fresh
        for payee in bits(fresh):
            origin[payee] = payer
        if fresh & unpaid:
            task = next(bits(fresh & unpaid))
            chain = [task]
            while task != start:
                task = origin[task]
                chain.append(task)
            return chain[::-1], 0
        for payee in bits(fresh):
            for other in paid[payee]:
                if not known >> other & 1:
                    known |= 1 << other
                    origin[other] = payee
                    queue.append(other)
    return [], known


def _reached(start: int, needs: dict[int, int], within: int) -> int:
    known = front = 1 << start
    while front:
        task = (front & -front).bit_length() - 1
        fresh = needs[task] & within & ~known
        known |= fresh
        front = front & (front - 1) | fresh
    return known


def shrunk(tasks: Tasks, look: Look = nobody_waits) -> Tasks:
    """The same task, smaller: what some best order does one right after another is joined, and pairs are decided."""
    tasks = tasks.only((1 << len(tasks)) - 1)
    while True:
        joined = _join(tasks, look)
        if not _decide(joined, look):
            return joined
        tasks = joined


def _join(tasks: Tasks, look: Look) -> Tasks:
    """Joins a task and its follower where nothing can come between them but what is free of both.

    Whatever came between would be better off before both or after both, as long as the first is not more urgent.
    """
    minutes, weights, parts = list(tasks.minutes), list(tasks.weights), list(tasks.parts)
    above, below, saved = list(tasks.above), list(tasks.below), tasks.saved
    gone = 0
    for first in range(len(tasks)):
        look()
        while not gone >> first & 1:
            for second in bits(below[first] & ~gone):
                free = above[second] & ~gone == (above[first] | 1 << first) & ~gone
                free = free and below[first] & ~gone == (below[second] | 1 << second) & ~gone
                if free and weights[first] * minutes[second] <= weights[second] * minutes[first]:
                    break
            else:
                break
            saved += weights[first] * minutes[second]
            minutes[first] += minutes[second]
            weights[first] += weights[second]
            parts[first] += parts[second]
            below[first] = below[second]
            gone |= 1 << second
    if not gone:
        return tasks
    return Tasks(minutes, weights, above, parts, saved=saved).only((1 << len(tasks)) - 1 & ~gone)


def _decide(tasks: Tasks, look: Look) -> bool:
    """Puts a task before another where that never costs anything; whether any such pair was found.

    It must need nothing that the other does not need, be needed by everything that needs the other, and be at least as
    urgent: then, in any order that has them the wrong way round, one of them can pass to the other's side.
    """
    found = False
    above, below = tasks.above, tasks.below
    for one in range(len(tasks)):
        look()
        for other in range(len(tasks)):
            if one == other or (above[one] | below[one]) >> other & 1:
                continue
            if above[one] & ~above[other] or below[other] & ~below[one] or tasks.urgent(one, other) < 0:
                continue
            put_before(tasks, one, other)
            found = True
    return found


def put_before(tasks: Tasks, one: int, other: int) -> None:
    """Adds a prerequisite and all that follows from it."""
    earlier, later = tasks.above[one] | 1 << one, tasks.below[other] | 1 << other
    for task in bits(earlier):
        tasks.below[task] |= later
    for task in bits(later):
        tasks.above[task] |= earlier
