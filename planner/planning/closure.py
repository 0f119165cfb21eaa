"""The least fixed point that everything rests on: what can be obtained with some of the ways.

Outside a step support must come from earlier steps (two items never hold each other up), inside a step corequisites
may hold each other up (two items may be taken together). Every answer of a solver is tried here before it is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass

from planner.planning.ways import Gate, Ways

Decision = tuple[str, int]


def taken(gate: Gate, position: int, decided: Set[Decision]) -> bool:
    """Whether the decision of a gate, if it has one, lets its member at `position` count."""
    return not gate.decision or any((gate.decision, option) in decided for option in gate.options[position])


@dataclass(slots=True)
class Derivation:
    """What follows from a selection of ways, and in which step."""

    step: dict[int, int]
    """Item -> number of the step in which it is obtained, from 0."""
    way: dict[int, int]
    """Item -> index of the way by which it is obtained."""


class Closure:
    """Derivations over one set of ways; build once, ask often. Linear in the size of the curriculum per question."""

    def __init__(self, ways: Ways) -> None:
        self.ways = ways
        self._with_corequisites = any(way.corequisites for way in ways.ways)

    def derive(self, selected: Collection[int], decided: Set[Decision] | None = None) -> Derivation:
        """Everything obtainable with the ways in `selected` (indices) and the options in `decided` (None: all)."""
        result = Derivation({}, {})
        waiting = sorted(selected)
        step = 0
        while True:
            true_gates = self._true_gates(result.step.keys(), decided)
            ready = [
                index
                for index in waiting
                if self.ways.ways[index].item not in result.step
                and all(self._true(part, result.step, true_gates) for part in self.ways.ways[index].requires)
            ]
            if self._with_corequisites:
                ready = self._together(ready, result.step, decided)
            if not ready:
                return result
            for index in ready:
                item = self.ways.ways[index].item
                best = result.way.get(item)
                if best is None or self._cost(index) < self._cost(best):
                    result.way[item] = index
                result.step[item] = step
            taken = set(ready)
            waiting = [index for index in waiting if index not in taken]
            step += 1

    def _cost(self, index: int) -> tuple[int, int]:
        return self.ways.ways[index].minutes, index

    def _together(self, ready: list[int], have: Collection[int], decided: Set[Decision] | None) -> list[int]:
        """The largest part of `ready` whose corequisites are met by what is held and by the part itself."""
        while True:
            items = set(have) | {self.ways.ways[index].item for index in ready}
            gates = self._true_gates(items, decided)
            kept = [
                index
                for index in ready
                if all(self._true(part, items, gates) for part in self.ways.ways[index].corequisites)
            ]
            if len(kept) == len(ready):
                return kept
            ready = kept

    def _true_gates(self, items: Collection[int], decided: Set[Decision] | None) -> list[bool]:
        """Truth of every gate; gates only name gates with smaller numbers."""
        true: list[bool] = []
        for gate in self.ways.gates:
            count = 0
            for position, member in enumerate(gate.members):
                if not (member in items if member >= 0 else true[-1 - member]):
                    continue
                if decided is not None and not taken(gate, position, decided):
                    continue
                count += gate.weight(position)
            true.append(count >= gate.k)
        return true

    @staticmethod
    def _true(part: int, items: Collection[int], gates: list[bool]) -> bool:
        return part in items if part >= 0 else gates[-1 - part]

    def blame(self, selected: Set[int], decided: Set[Decision], root: int) -> tuple[set[int], set[Decision]]:
        """A landmark: ways and options of which at least one must be added before item `root` can be obtained.

        Walks from `root` over everything that is not obtained. A way that is not selected blames itself; a selected way
        blames one thing that it lacks; a gate blames members enough that with all the others it would still be false.
        """
        have = frozenset(self.derive(selected, decided).step)
        by_item: dict[int, list[int]] = {}
        for index, way in enumerate(self.ways.ways):
            by_item.setdefault(way.item, []).append(index)
        dropped = self._dropped(selected, have, decided)
        ways: set[int] = set()
        options: set[Decision] = set()
        seen: set[tuple[int, frozenset[int]]] = set()
        stack: list[tuple[int, frozenset[int]]] = [(root, have)]
        while stack:
            part, items = stack.pop()
            if (part, items) in seen:
                continue
            seen.add((part, items))
            if part < 0:
                stack += [(member, items) for member in self._blamed_members(part, items, decided, options)]
                continue
            for index in by_item.get(part, ()):
                if index not in selected:
                    ways.add(index)
                else:
                    stack.append(self._lacking(index, have, dropped, decided))
        return ways, options

    def _blamed_members(
        self, part: int, items: frozenset[int], decided: Set[Decision], options: set[Decision]
    ) -> list[int]:
        gate = self.ways.gates[-1 - part]
        gates = self._true_gates(items, decided)
        blamed: list[int] = []
        spare = gate.most - gate.k  # once more than this is missing, the others can never be enough
        for position, member in enumerate(gate.members):
            if spare < 0:
                break
            if not self._true(member, items, gates):
                blamed.append(member)
            elif not taken(gate, position, decided):
                options.update((gate.decision, option) for option in gate.options[position])
            else:
                continue
            spare -= gate.weight(position)
        return blamed

    def _lacking(
        self, index: int, have: frozenset[int], dropped: dict[int, frozenset[int]], decided: Set[Decision]
    ) -> tuple[int, frozenset[int]]:
        """One thing that a selected way lacks, with the items among which it is false."""
        way = self.ways.ways[index]
        gates = self._true_gates(have, decided)
        for part in way.requires:
            if not self._true(part, have, gates):
                return part, have
        # Every prerequisite holds, so a corequisite keeps it out. Blame one that was false in the round in which this
        # way was dropped: what it lacked was already gone then, so the walk cannot run in a circle.
        still = dropped[index]
        gates = self._true_gates(still, decided)
        return next((part, still) for part in way.corequisites if not self._true(part, still, gates))

    def _dropped(self, selected: Set[int], have: frozenset[int], decided: Set[Decision]) -> dict[int, frozenset[int]]:
        """For the ways whose corequisites failed: the items that still stood in the round that dropped them."""
        if not self._with_corequisites:
            return {}
        gates = self._true_gates(have, decided)
        ready = [
            index
            for index in sorted(selected)
            if self.ways.ways[index].item not in have
            and all(self._true(part, have, gates) for part in self.ways.ways[index].requires)
        ]
        found: dict[int, frozenset[int]] = {}
        while ready:
            items = have | {self.ways.ways[index].item for index in ready}
            round_gates = self._true_gates(items, decided)
            kept = []
            for index in ready:
                if all(self._true(part, items, round_gates) for part in self.ways.ways[index].corequisites):
                    kept.append(index)
                else:
                    found[index] = items
            if len(kept) == len(ready):
                break
            ready = kept
        return found
