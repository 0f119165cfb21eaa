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

    def used(self, derived: Derivation, decided: Set[Decision], goal: int) -> set[int]:
        """The ways by which `goal` was obtained in `derived`, without those that it does not rest on."""
        found: set[int] = set()
        stack = [(goal, derived.step[goal] + 1)]
        while stack:
            part, before = stack.pop()
            if part < 0:
                stack += [(member, before) for member in self._support(part, before, derived, decided)]
                continue
            index = derived.way[part]
            if index not in found:
                found.add(index)
                step, way = derived.step[part], self.ways.ways[index]
                stack += [(one, step) for one in way.requires] + [(one, step + 1) for one in way.corequisites]
        return found

    def _support(self, part: int, before: int, derived: Derivation, decided: Set[Decision]) -> list[int]:
        """Members of a gate that make it true with what is obtained before a step: few, and early ones first."""
        gate = self.ways.gates[-1 - part]
        gates = self._true_gates({item for item, step in derived.step.items() if step < before}, decided)
        ready = [
            (derived.step.get(member, 0) if member >= 0 else 0, -gate.weight(position), member)
            for position, member in enumerate(gate.members)
            if taken(gate, position, decided)
            and (derived.step.get(member, before) < before if member >= 0 else gates[-1 - member])
        ]
        chosen: list[int] = []
        count = 0
        for _step, weight, member in sorted(ready):
            if count < gate.k:
                chosen.append(member)
                count -= weight
        return chosen

    @staticmethod
    def _true(part: int, items: Collection[int], gates: list[bool]) -> bool:
        return part in items if part >= 0 else gates[-1 - part]
