"""What can be attained without what: the items that stand on every way to an item, whatever is chosen.

For every item one number is kept whose bits are the items that it can be attained without. A requirement turns into
"and" and "or" of such numbers, so that one walk over the curriculum answers for all items at once. Only requirements
and corequisites are looked at, from nothing: credit of degrees and roles is no way round, and choices of one name are
decided one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from itertools import compress
from operator import and_, or_

import networkx as nx

from planner.graph.build import may_need
from planner.graph.entailment import is_entry
from planner.model.curriculum import Curriculum, Status
from planner.model.requirement import All, AnyOf, AtLeast, Months, Requirement, distinct_members, members, walk

Spared = Callable[[str], int]
"""Item -> the items, as bits, without which it can be attained."""


def has_choices(curriculum: Curriculum) -> bool:
    """Whether any item can be reached in more than one way."""
    return any(
        isinstance(part, (AnyOf, AtLeast, Months))
        for node in curriculum.nodes
        for requirement in (node.requires, node.corequisites)
        for _path, part in walk(requirement)
    )


class Landmarks:
    """Which items stand on every way to which; built once for a curriculum."""

    def __init__(self, curriculum: Curriculum) -> None:
        self._curriculum = curriculum
        self._place = {node.id: place for place, node in enumerate(curriculum.nodes)}
        self._all = (2 << len(self._place)) - 1  # the last bit stands for leaving out nothing
        self._spared: dict[str, int] = dict.fromkeys(self._place, 0)
        self._graph = may_need(curriculum)
        steps = nx.condensation(self._graph)
        for step in nx.topological_sort(steps):
            self._settle(sorted(steps.nodes[step]["members"], key=self._place.__getitem__))

    def unattainable(self) -> list[str]:
        """Items that nobody who starts from nothing can ever reach, without those that are not meant to be learned:
        roles to start from and items that are no longer offered."""
        return [item for item in self._place if self._allowed(item) and not self._attained(item)]

    def blocking(self) -> dict[str, int]:
        """For every item the number of others that cannot be attained without it, whatever is chosen.

        Where there are no choices this is the blocking factor. Items that nobody can attain are not counted.
        """
        counts = dict.fromkeys(self._place, -1)
        for item in self._place:
            if self._attained(item):
                for needed in self.on_every_way(item):
                    counts[needed] += 1
        return {item: max(count, 0) for item, count in counts.items()}

    def on_every_way(self, item: str) -> list[str]:
        """What `item` cannot be attained without, itself included; every item where it cannot be attained at all."""
        lacking = f"{self._all ^ self._spared[item]:b}"[::-1].ljust(len(self._place), "0")
        return list(compress(self._place, map(int, lacking)))

    def _attained(self, item: str) -> bool:
        return bool(self._spared[item] >> len(self._place))

    def _allowed(self, item: str) -> bool:
        node = self._curriculum.by_id[item]
        return node.status is Status.ACTIVE and not is_entry(self._curriculum, item)

    def _settle(self, group: list[str]) -> None:
        """All numbers of a group of items that need each other; what they need outside is settled already."""
        ready = dict.fromkeys(group, 0)
        waiting = list(group)
        while waiting:
            self._one_by_one(waiting, ready)
            more = self._together(ready)
            self._spared |= more
            waiting = [after for item in more for after in self._graph.successors(item) if after in ready]

    def _one_by_one(self, changed: Iterable[str], ready: dict[str, int]) -> None:
        """What can be attained one item at a time, corequisites first; `ready`: as far as prerequisites go."""
        waiting = dict.fromkeys(changed)
        while waiting:
            item = next(iter(waiting))
            del waiting[item]
            ready[item] = self._ready(item)
            new = self._spared[item] | ready[item] & self._beside(item, self._spared.__getitem__)
            if new != self._spared[item]:
                self._spared[item] = new
                waiting |= dict.fromkeys(after for after in self._graph.successors(item) if after in ready)

    def _together(self, ready: Mapping[str, int]) -> dict[str, int]:
        """What more can be attained in one step in which corequisites hold each other up: the largest such part."""
        found = {item: value | self._spared[item] for item, value in ready.items() if value & ~self._spared[item]}
        changed = True
        while changed:
            changed = False
            for item, value in found.items():
                new = value & (self._spared[item] | self._beside(item, lambda one: found.get(one, self._spared[one])))
                changed, found[item] = changed or new != value, new
        return {item: value for item, value in found.items() if value != self._spared[item]}

    def _ready(self, item: str) -> int:
        if not self._allowed(item):
            return 0
        itself = 1 << self._place[item]
        return self._without(self._curriculum.by_id[item].requires, self._spared.__getitem__) & ~itself

    def _beside(self, item: str, spared: Spared) -> int:
        return self._without(self._curriculum.by_id[item].corequisites, spared)

    def _without(self, requirement: Requirement | None, spared: Spared) -> int:
        """The items without which the requirement can be met."""
        if requirement is None:
            return self._all
        if isinstance(requirement, str):
            return spared(requirement)
        if isinstance(requirement, Months):
            jobs = [(units, spared(item)) for item, units in requirement.counted]
            return _adding_up(requirement.units, jobs, self._all)
        parts = [self._without(member, spared) for member in _counted(requirement)]
        if isinstance(requirement, All):
            return reduce(and_, parts, self._all)
        if isinstance(requirement, AnyOf):
            return reduce(or_, parts, 0)
        return _adding_up(requirement.k, [(1, part) for part in parts], self._all)


def _counted(requirement: All | AnyOf | AtLeast) -> Iterable[Requirement]:
    return distinct_members(requirement) if isinstance(requirement, AtLeast) else members(requirement)


def _adding_up(least: int, parts: Iterable[tuple[int, int]], everything: int) -> int:
    """The bits for which the weights of the parts (weight, bits) that hold them add up to at least `least`."""
    reached = {0: everything}
    """Sum of weights, cut off at `least` -> the bits that have it; every bit stands in one of them."""
    for weight, part in parts:
        after: dict[int, int] = {}
        for total, bits in reached.items():
            for sum_now, some in ((min(least, total + weight), bits & part), (total, bits & ~part)):
                if some:
                    after[sum_now] = after.get(sum_now, 0) | some
        reached = after
    return reached.get(least, 0)
