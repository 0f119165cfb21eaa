"""Prerequisites that say nothing: what an item needs anyway, and options that are no real choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import permutations

import networkx as nx

from planner.graph.build import may_need
from planner.graph.order import reduced
from planner.i18n import _
from planner.model.curriculum import Curriculum, Kind, Status
from planner.model.requirement import (
    All,
    AnyOf,
    AtLeast,
    Months,
    Requirement,
    conjuncts,
    distinct_options,
    holds,
    leaves,
    needed,
    walk,
)

Finding = tuple[str, str, str, str]
"""(code, node, field, message)"""


class Attainment:
    """What somebody who holds nothing can reach; build once, ask often."""

    def __init__(self, curriculum: Curriculum) -> None:
        self._nodes = {
            node.id: node
            for node in curriculum.nodes
            if node.status is Status.ACTIVE and not is_entry(curriculum, node.id)
        }
        self._users: dict[str, list[str]] = {}
        for item, node in self._nodes.items():
            for before in leaves(node.requires):
                self._users.setdefault(before, []).append(item)
        self._needing: dict[str, frozenset[str]] = {}
        self._everything = self._grown(set(), [item for item, node in self._nodes.items() if holds(node.requires, ())])

    def without(self, excluded: Collection[str] = ()) -> set[str]:
        """Items that can be reached and never touch those in `excluded`."""
        if not excluded:
            return set(self._everything)
        # What may need none of them is reached as ever: only the rest is looked at again.
        doubtful = self._everything.intersection(excluded).union(*map(self._may_need, excluded))
        return self._grown(self._everything - doubtful, [*doubtful], excluded)

    def _grown(self, reached: set[str], waiting: list[str], excluded: Collection[str] = ()) -> set[str]:
        """What is reached, with all of `waiting` that can be reached from it, and what that leads to."""
        while waiting:
            item = waiting.pop()
            new = item in self._nodes and item not in reached and item not in excluded
            if new and holds(self._nodes[item].requires, reached):
                reached.add(item)
                waiting += self._users.get(item, ())
        return reached

    def needs_one_of(self, requirement: Requirement, items: Collection[str]) -> bool:
        """Whether the requirement can be met, but not without any of `items`."""
        named = set(leaves(requirement))
        touched = any(item in named or not named.isdisjoint(self._may_need(item)) for item in items)
        return touched and not holds(requirement, self.without(items)) and holds(requirement, self._everything)

    def _may_need(self, item: str) -> frozenset[str]:
        """Everything that may need `item`, directly or not: asking this first spares most of the searches."""
        if item not in self._needing:
            found: set[str] = set()
            waiting = [item]
            while waiting:
                for user in self._users.get(waiting.pop(), ()):
                    if user not in found:
                        found.add(user)
                        waiting.append(user)
            self._needing[item] = frozenset(found)
        return self._needing[item]


def is_entry(curriculum: Curriculum, item: str) -> bool:
    """Whether the item is a role that one starts from."""
    return curriculum.by_id[item].kind is Kind.ROLE and item != curriculum.target


def needed_anyway(curriculum: Curriculum) -> dict[str, frozenset[str]]:
    """For every item what it needs whatever is chosen, directly or not. Only for curricula without circles."""
    found: dict[str, frozenset[str]] = {}
    for item in nx.topological_sort(may_need(curriculum)):
        found[item] = _entailed(curriculum.by_id[item].requires, found)
    return found


def _entailed(requirement: Requirement | None, known: dict[str, frozenset[str]]) -> frozenset[str]:
    if requirement is None:
        return frozenset()
    if isinstance(requirement, str):
        return known[requirement] | {requirement}
    if isinstance(requirement, All):
        return frozenset().union(*(_entailed(member, known) for member in requirement.all))
    if isinstance(requirement, Months):
        return _entailed_by_months(requirement, known)
    options = [_entailed(member, known) for _at, member in distinct_options(requirement)]
    counts = Counter(item for option in options for item in option)
    return frozenset(item for item, count in counts.items() if count > len(options) - needed(requirement))


def _entailed_by_months(threshold: Months, known: dict[str, frozenset[str]]) -> frozenset[str]:
    """Without these too few months are left. What is not known yet needs the item itself and never comes before it."""
    jobs = [(known[item] | {item}, units) for item, units in threshold.counted if item in known]
    spare = sum(units for _needs, units in jobs) - threshold.units
    lost: Counter[str] = Counter()
    for needs, units in jobs:
        lost.update(dict.fromkeys(needs, units))
    return frozenset(item for item, units in lost.items() if units > spare)


def redundancies(curriculum: Curriculum) -> Iterator[Finding]:
    """Every prerequisite or option that changes nothing. Only for curricula without circles."""
    known, reach = needed_anyway(curriculum), Attainment(curriculum)
    above = {one.id for chain in curriculum.families.values() for one in chain[1:]}
    for node in curriculum.nodes:
        for finding in _redundant(node.id, node.requires, "requires", frozenset(), known):
            if not _of_levels(finding, above):
                yield finding
        yield from _empty_choices(reach, node.id, node.requires, "requires", [])
    yield from (finding for finding in _shortcuts(curriculum) if not _of_levels(finding, above))


def _of_levels(finding: Finding, above: Collection[str]) -> bool:
    """Whether it speaks of the level below, which a level needs by itself and nobody has written."""
    return finding[1] in above and finding[2] == "requires.all[0]"


def _redundant(
    item: str, requirement: Requirement | None, path: str, context: frozenset[str], known: dict[str, frozenset[str]]
) -> Iterator[Finding]:
    """`context`: what the other conjuncts around `requirement` need anyway."""
    if requirement is None or isinstance(requirement, (str, Months)):
        return
    if not isinstance(requirement, All):
        yield from _redundant_options(item, requirement, path, context, known)
        return
    for at, member in enumerate(requirement.all):
        others = context.union(
            *(_entailed(other, known) for beside, other in enumerate(requirement.all) if beside != at)
        )
        here = f"{path}.all[{at}]"
        if isinstance(member, str) and member in others:
            text = _("“{id}” is needed anyway through the other prerequisites. Remove it here.")
            yield "redundant", item, here, text.format(id=member)
        elif isinstance(member, AnyOf) and any(isinstance(one, str) and one in others for one in member.any):
            yield "empty-choice", item, here, _("The other prerequisites already make this choice. Remove it.")
        elif isinstance(member, Months) and holds(member, others):
            yield "redundant", item, here, _("The other prerequisites already have so many months. Remove it here.")
        else:
            yield from _redundant(item, member, here, others, known)


def _redundant_options(
    item: str, group: AnyOf | AtLeast, path: str, context: frozenset[str], known: dict[str, frozenset[str]]
) -> Iterator[Finding]:
    key = "any" if isinstance(group, AnyOf) else "of"
    options = [(positions[0], member) for positions, member in distinct_options(group)]
    for (_at, one), (at, two) in permutations(options, 2):
        if isinstance(group, AnyOf) and isinstance(one, str) and one in _entailed(two, known) and one != two:
            text = _("Whoever takes this option already has the option “{id}”. Remove one of them.")
            yield "option-entails-option", item, f"{path}.{key}[{at}]", text.format(id=one)
    for at, option in options:
        yield from _redundant(item, option, f"{path}.{key}[{at}]", context, known)


def _empty_choices(
    reach: Attainment, item: str, requirement: Requirement | None, path: str, rest: list[Requirement]
) -> Iterator[Finding]:
    """Stronger than entailment: choices whose answer is forced because the rest cannot be had without it."""
    if isinstance(requirement, All):
        for at, member in enumerate(requirement.all):
            others = [other for beside, other in enumerate(requirement.all) if beside != at] + rest
            options = [one for one in member.any if isinstance(one, str)] if isinstance(member, AnyOf) else []
            plain = isinstance(member, AnyOf) and len(options) == len(member.any)
            if plain and any(reach.needs_one_of(other, options) for other in others):
                text = _("The other prerequisites cannot be had without one of these options. Remove the choice.")
                yield "empty-choice", item, f"{path}.all[{at}]", text
            yield from _empty_choices(reach, item, member, f"{path}.all[{at}]", others)
    elif isinstance(requirement, AnyOf):
        for at, option in enumerate(requirement.any):
            siblings = [one for beside, one in enumerate(requirement.any) if beside != at and isinstance(one, str)]
            if reach.needs_one_of(option, siblings):
                text = _("This option cannot be had without another option of the same choice.")
                yield "option-needs-option", item, f"{path}.any[{at}]", text
            yield from _empty_choices(reach, item, option, f"{path}.any[{at}]", rest)


def _shortcuts(curriculum: Curriculum) -> Iterator[Finding]:
    """Plain transitive reduction over conjunctions: a second, independent look."""
    needs = {node.id: list(dict.fromkeys(conjuncts(node.requires))) for node in curriculum.nodes}
    kept = reduced(needs)
    for item, befores in needs.items():
        for before in befores:
            if before not in kept[item]:
                text = _("“{id}” is needed anyway through the other prerequisites. Remove it here.")
                yield "redundant", item, _place(curriculum.by_id[item].requires, before), text.format(id=before)


def _place(requirement: Requirement | None, leaf: str) -> str:
    return next((f"requires{path}" for path, part in walk(requirement) if part == leaf), "requires")
