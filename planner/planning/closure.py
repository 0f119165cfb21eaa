"""The least fixed point that everything rests on: what can be obtained with some of the ways.

Outside a step support must come from earlier steps (two items never hold each other up), inside a step corequisites
may hold each other up (two items may be taken together). Every answer of a solver is tried here before it is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass

from planner.planning.reach import Network, assumed, network_of
from planner.planning.ways import Decision, Ways, taken


@dataclass(slots=True)
class Derivation:
    """What follows from a selection of ways, and in which step."""

    step: dict[int, int]
    """Item -> number of the step in which it is obtained, from 0."""
    way: dict[int, int]
    """Item -> index of the way by which it is obtained."""
    gate: dict[int, int]
    """Gate -> number of the step with which it holds; -1 where it always does."""

    def since(self, part: int) -> int | None:
        """The step with which an item or gate holds; None where it never does."""
        return self.step.get(part) if part >= 0 else self.gate.get(-1 - part)


class Closure:
    """Derivations over one set of ways; build once, ask often. Linear in the size of the curriculum per question."""

    def __init__(self, ways: Ways) -> None:
        self.ways, self.network = ways, network_of(ways)

    def derive(self, selected: Collection[int], decided: Set[Decision] | None = None) -> Derivation:
        """Everything obtainable with the ways in `selected` (indices) and the options in `decided` (None: all)."""
        return _Run(self.network, selected, decided).run()

    def used(self, derived: Derivation, decided: Set[Decision], goal: int) -> set[int]:
        """The ways by which `goal` was obtained in `derived`, without those that it does not rest on."""
        found: set[int] = set()
        seen: set[tuple[int, int]] = set()
        stack = [(goal, derived.step[goal] + 1)]
        while stack:
            part, before = stack.pop()
            if (part, before) in seen:
                continue
            seen.add((part, before))
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
        ready = [
            (step, -gate.weight(position), member)
            for position, member in enumerate(gate.members)
            if taken(gate, position, decided) and (step := derived.since(member)) is not None and step < before
        ]
        chosen: list[int] = []
        count = 0
        for _step, weight, member in sorted(ready):
            if count < gate.k:
                chosen.append(member)
                count -= weight
        return chosen


class _Run:
    """One derivation, step by step: only what has changed in a step is looked at in the next one."""

    def __init__(self, network: Network, selected: Collection[int], decided: Set[Decision] | None) -> None:
        self.network, self.decided, ways = network, decided, network.ways
        self.usable = bytearray(len(ways.ways))
        for index in selected:
            self.usable[index] = 1
        self.true = bytearray(network.parts)
        self.lacking = [len(way.requires) for way in ways.ways]
        self.counts = [0] * len(ways.gates)
        self.ready = [index for index in selected if not self.lacking[index]]
        self.result = Derivation({}, {}, {})

    def run(self) -> Derivation:
        """Steps until nothing is added any more."""
        ways, count = self.network.ways, len(self.network.ways.items)
        step = 0
        self._tell([count + number for number, gate in enumerate(ways.gates) if gate.k <= 0], -1)
        while True:
            ready = sorted(index for index in self.ready if ways.ways[index].item not in self.result.step)
            kept = self._together(ready)
            if not kept:
                return self.result
            for index in kept:
                item = ways.ways[index].item
                best = self.result.way.get(item)
                if best is None or self._cost(index) < self._cost(best):
                    self.result.way[item] = index
                self.result.step[item] = step
            done = set(kept)
            self.ready = [index for index in ready if index not in done]
            self._tell(list(dict.fromkeys(ways.ways[index].item for index in kept)), step)
            step += 1

    def _cost(self, index: int) -> tuple[int, int]:
        return self.network.ways.ways[index].minutes, index

    def _together(self, ready: list[int]) -> list[int]:
        """The largest part of `ready` whose corequisites are met by what is held and by the part itself."""
        ways = self.network.ways.ways
        while any(ways[index].corequisites for index in ready):
            items = {ways[index].item for index in ready}
            holds = assumed(self.network, self.true, items, self.decided)
            kept = [index for index in ready if all(holds(part) for part in ways[index].corequisites)]
            if len(kept) == len(ready):
                break
            ready = kept
        return ready

    def _tell(self, parts: list[int], step: int) -> None:
        """Let everything know that these parts hold from now on."""
        network, gates = self.network, self.network.ways.gates
        count = len(network.ways.items)
        for part in parts:
            self.true[part] = 1
        for part in parts:  # grows while it is read
            if part >= count:
                self.result.gate[part - count] = step
            for index in network.required_by[part]:
                self.lacking[index] -= 1
                if not self.lacking[index] and self.usable[index]:
                    self.ready.append(index)
            for number, position, weight in network.member_of[part]:
                if self.decided is None or taken(gates[number], position, self.decided):
                    self.counts[number] += weight
                    if self.counts[number] >= gates[number].k and not self.true[count + number]:
                        self.true[count + number] = 1
                        parts.append(count + number)
