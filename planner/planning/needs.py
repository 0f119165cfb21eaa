"""Which chosen items each chosen item waits for: one concrete support for every requirement.

The choice says which items; a requirement with several true branches still needs one of them only. The branch that is
ready first is taken, so that nothing waits for an item that it does not need.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from planner.model.curriculum import Curriculum, Node
from planner.model.learner import Learner
from planner.model.requirement import All, AnyOf, AtLeast, Months, Requirement, distinct_options, needed
from planner.planning.calendar import DAYS_PER_MONTH
from planner.planning.choose import Selection
from planner.planning.held import held_items


class GroupUse(NamedTuple):
    """A choice and how it was made."""

    path: str
    group: AnyOf | AtLeast
    options: tuple[int, ...]


class _Branch(NamedTuple):
    """One way to make a requirement true: when it holds, and with which items."""

    days: float
    items: list[str]
    groups: list[GroupUse]
    months: tuple[str, ...] = ()
    """Those of the items that are used only because their months add up."""


@dataclass(frozen=True, slots=True)
class Support:
    """What one chosen item rests on."""

    needs: tuple[str, ...]
    """Ids that its requirement uses, held ones included, in the order of the file."""
    waits: tuple[str, ...]
    """Chosen items that have to be finished first (conferred ids replaced by the item that confers them)."""
    together: tuple[str, ...]
    """Chosen items that are taken in the same step."""
    beside: tuple[str, ...]
    """Chosen items that have to have begun: corequisites that do not need this one in turn."""
    recommended: tuple[str, ...]
    """Chosen items that should come first though nothing requires it."""
    groups: tuple[GroupUse, ...]
    """Every choice in its requirements."""
    months: tuple[str, ...] = ()
    """Those of its needs that only count for a sum of months: other jobs would do as well."""


def supports(curriculum: Curriculum, learner: Learner, selection: Selection) -> dict[str, Support]:
    """The support of every studied item, in an order in which they can be obtained."""
    finder = _Finder(curriculum, learner, selection)
    order = sorted(selection.studied, key=lambda item: selection.step[item])
    return {item: finder.support(curriculum.by_id[item]) for item in order}


class _Finder:
    def __init__(self, curriculum: Curriculum, learner: Learner, selection: Selection) -> None:
        self.curriculum, self.selection = curriculum, selection
        self.held = held_items(curriculum, learner)
        self.studied = set(selection.studied)
        self.days_per_hour = 60 / max(1.0, sum(learner.availability.week) / 7)
        self.ready: dict[str, float] = {}
        """Days until each item can be obtained, were there nothing else to do; filled in step by step."""

    def support(self, node: Node) -> Support:
        step = self.selection.step[node.id]
        before = self._branch(node.requires, step, "requires")
        beside = self._branch(node.corequisites, step + 1, "corequisites")
        waits = {provider(self.selection, item) for item in before.items if item not in self.held}
        same = {provider(self.selection, item) for item in beside.items if item not in self.held}
        beside_it = {item for item in same if self.selection.step[item] < step}
        together = tuple(item for item in same if self.selection.step[item] >= step and item != node.id)
        if node.id in self.selection.credit:
            waits.add(provider(self.selection, self.selection.credit[node.id]))
        begun = [self.ready[item] - self._days(self.curriculum.by_id[item]) for item in beside_it]
        self.ready[node.id] = self._days(node) + max([*(self.ready[item] for item in waits), *begun], default=0.0)
        return Support(
            needs=tuple(dict.fromkeys((*before.items, *beside.items))),
            waits=tuple(sorted(waits)),
            together=tuple(sorted(together)),
            beside=tuple(sorted(beside_it - waits)),
            recommended=tuple(item for item in node.recommended if item in self.studied and item not in waits),
            groups=(*before.groups, *beside.groups),
            months=_only_months([before, beside]),
        )

    def _days(self, node: Node) -> float:
        return node.months.likely * DAYS_PER_MONTH if node.months else node.hours.likely * self.days_per_hour

    def _branch(self, requirement: Requirement | None, before_step: int, path: str) -> _Branch:
        found = self._best(requirement, before_step, path)
        if found is None:
            raise AssertionError(f"{path} was chosen without support")  # the closure checked every selection
        return found

    def _best(self, requirement: Requirement | None, before_step: int, path: str) -> _Branch | None:
        """The branch that holds first, of items obtained before `before_step`; None where there is none."""
        if requirement is None:
            return _Branch(0.0, [], [])
        if isinstance(requirement, str):
            if requirement in self.held:
                return _Branch(0.0, [requirement], [])
            if self.selection.step.get(requirement, before_step) < before_step:
                return _Branch(self.ready.get(provider(self.selection, requirement), 0.0), [requirement], [])
            return None
        if isinstance(requirement, All):
            parts = [self._best(member, before_step, f"{path}.all[{at}]") for at, member in enumerate(requirement.all)]
            found = [part for part in parts if part is not None]
            return _joined(found, []) if len(found) == len(parts) else None
        if isinstance(requirement, Months):
            return self._adding_up(requirement, before_step)
        key = "any" if isinstance(requirement, AnyOf) else "of"
        ready: list[tuple[float, int, _Branch]] = []
        for positions, member in distinct_options(requirement):
            branch = self._best(member, before_step, f"{path}.{key}[{positions[0]}]")
            if branch is not None and (self._all_held(branch) or self._decided(requirement, positions)):
                ready.append((branch.days, positions[0], branch))
        # What is held comes first: it needs no decision, and an item without hours would look just as quick.
        taken = sorted(ready, key=lambda one: (not self._all_held(one[2]), *one[:2]))[: needed(requirement)]
        if len(taken) < needed(requirement):
            return None
        taken.sort(key=lambda option: option[1])
        use = GroupUse(path, requirement, tuple(at for _days, at, _branch in taken))
        return _joined([branch for _days, _at, branch in taken], [use])

    def _adding_up(self, threshold: Months, before_step: int) -> _Branch | None:
        """The jobs whose months reach the threshold first: what is held, then what is ready earliest."""
        found = [(self._best(item, before_step, ""), item, units) for item, units in threshold.counted]
        jobs = [(branch, item, units) for branch, item, units in found if branch is not None]
        jobs.sort(key=lambda job: (job[1] not in self.held, job[0].days))
        taken: dict[str, int] = {}
        for _branch, item, units in jobs:
            if sum(taken.values()) < threshold.units:
                taken[item] = units
        spare = sum(taken.values()) - threshold.units
        if spare < 0:
            return None
        for item in [item for item in reversed(taken) if item not in self.held]:
            if taken[item] <= spare:  # a long job that came later makes a short one needless
                spare -= taken.pop(item)
        used = _joined([branch for branch, item, _units in found if branch is not None and item in taken], [])
        return used._replace(months=tuple(used.items))

    def _all_held(self, branch: _Branch) -> bool:
        return all(item in self.held for item in branch.items)

    def _decided(self, group: AnyOf | AtLeast, positions: tuple[int, ...]) -> bool:
        return group.name is None or any((group.name, at) in self.selection.decided for at in positions)


def _joined(parts: list[_Branch], uses: list[GroupUse]) -> _Branch:
    return _Branch(
        max((part.days for part in parts), default=0.0),
        [item for part in parts for item in part.items],
        uses + [use for part in parts for use in part.groups],
        tuple(item for part in parts for item in part.months),
    )


def _only_months(branches: list[_Branch]) -> tuple[str, ...]:
    if not any(branch.months for branch in branches):
        return ()
    items = Counter(item for branch in branches for item in branch.items)
    months = Counter(item for branch in branches for item in branch.months)
    return tuple(item for item, count in months.items() if count == items[item])


def provider(selection: Selection, item: str) -> str:
    """The studied item that brings `item`: itself, or the one that confers it, maybe over others."""
    while item in selection.conferred:
        item = selection.conferred[item]
    return item


def graph_of(support: Mapping[str, Support]) -> dict[str, list[str]]:
    """Item -> chosen items that it waits for or is taken together with."""
    return {item: [*one.waits, *one.beside, *one.together] for item, one in support.items()}
