"""What can be obtained, kept up to date: ways and options are added one after another, and nothing is worked out twice.

The same rules as in `closure`, without steps: an item is obtained when the prerequisites of a usable way hold, and its
corequisites hold too or are obtained together with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import replace

from planner.planning.ways import Decision, Ways, taken

Element = int | Decision
"""A way, by its index, or an option of a named choice."""


class Network:
    """What rests on what in one set of ways; built once and shared by all states."""

    def __init__(self, ways: Ways) -> None:
        self.ways = replace(ways, network=None)  # not these very ways: they keep the network
        count, gates = len(ways.items), len(ways.gates)
        # Items and gates in one row of numbers: gate g, which ways call -1 - g, is count + g.
        self.parts = count + gates
        self.required_by: list[list[int]] = [[] for _part in range(self.parts)]
        self.beside: list[list[int]] = [[] for _part in range(self.parts)]
        self.member_of: list[list[tuple[int, int, int]]] = [[] for _part in range(self.parts)]
        """Part -> (gate, position, weight) of every gate that it is a member of."""
        self.of_option: dict[Decision, list[tuple[int, int]]] = {}
        for index, way in enumerate(ways.ways):
            for part in way.requires:
                self.required_by[self.number(part)].append(index)
            for part in way.corequisites:
                self.beside[self.number(part)].append(index)
        for number, gate in enumerate(ways.gates):
            for position, member in enumerate(gate.members):
                self.member_of[self.number(member)].append((number, position, gate.weight(position)))
                for option in gate.options[position] if gate.decision else ():
                    self.of_option.setdefault((gate.decision, option), []).append((number, position))

    def number(self, part: int) -> int:
        """The number of an item or gate in one row."""
        return part if part >= 0 else len(self.ways.items) - 1 - part


def network_of(ways: Ways) -> Network:
    """The network of these ways, made when it is asked for first."""
    if ways.network is None:
        ways.network = Network(ways)
    return ways.network


class State:
    """What is obtained with the ways and options added so far."""

    __slots__ = ("_beside", "_counts", "_lacking", "_network", "_open", "_queue", "_told", "options", "true", "usable")

    def __init__(self, network: Network) -> None:
        ways = network.ways
        self._network = network
        self.true = bytearray(network.parts)
        """1 for every item and gate that holds."""
        self._told = bytearray(network.parts)
        """1 for everything that holds and was counted where it matters."""
        self.usable = bytearray(len(ways.ways))
        self.options: set[Decision] = set()
        self._lacking = [len(way.requires) for way in ways.ways]
        self._beside = [len(way.corequisites) for way in ways.ways]
        self._counts = [0] * len(ways.gates)
        self._open: set[int] = set()
        """Usable ways that lack nothing but corequisites."""
        self._queue: list[int] = []
        for number, gate in enumerate(ways.gates):
            if gate.k <= 0:
                self._hold(len(ways.items) + number)
        self._settle()

    def copy(self) -> State:
        """A state that can be tried out without touching this one."""
        new = object.__new__(State)
        new._network = self._network
        new.true, new.usable, new.options = bytearray(self.true), bytearray(self.usable), set(self.options)
        new._told = bytearray(self._told)
        new._lacking, new._beside, new._counts = self._lacking[:], self._beside[:], self._counts[:]
        new._open, new._queue = set(self._open), []
        return new

    def has(self, item: int) -> bool:
        """Whether the item is obtained."""
        return bool(self.true[item])

    def add(self, elements: Iterable[Element]) -> None:
        """Allow more ways and options, and obtain what they make possible."""
        for element in elements:
            if isinstance(element, int):
                if not self.usable[element]:
                    self.usable[element] = 1
                    self._try(element)
            elif element not in self.options:
                self._open_option(element)
        self._settle()

    def _open_option(self, option: Decision) -> None:
        network, gates = self._network, self._network.ways.gates
        opened = [at for at in network.of_option.get(option, ()) if not taken(gates[at[0]], at[1], self.options)]
        self.options.add(option)
        for number, position in opened:
            # What is still in the queue is counted when its turn comes.
            if self._told[network.number(gates[number].members[position])]:
                self._count(number, gates[number].weight(position))

    def _count(self, number: int, weight: int) -> None:
        self._counts[number] += weight
        if self._counts[number] >= self._network.ways.gates[number].k:
            self._hold(len(self._network.ways.items) + number)

    def _hold(self, part: int) -> None:
        if not self.true[part]:
            self.true[part] = 1
            self._queue.append(part)

    def _try(self, index: int) -> None:
        if self.usable[index] and not self._lacking[index]:
            if self._beside[index]:
                self._open.add(index)
            else:
                self._open.discard(index)
                self._hold(self._network.ways.ways[index].item)

    def _settle(self) -> None:
        while True:
            self._one_by_one()
            together = self._together() if self._open else ()
            if not together:
                return
            for index in together:
                self._hold(self._network.ways.ways[index].item)

    def _one_by_one(self) -> None:
        network, gates = self._network, self._network.ways.gates
        while self._queue:
            part = self._queue.pop()
            self._told[part] = 1
            for index in network.required_by[part]:
                self._lacking[index] -= 1
                self._try(index)
            for index in network.beside[part]:
                self._beside[index] -= 1
                self._try(index)
            for number, position, weight in network.member_of[part]:
                gate = gates[number]
                if taken(gate, position, self.options):
                    self._count(number, weight)

    def _together(self) -> list[int]:
        """The most ways that lack nothing but each other."""
        ways = self._network.ways
        ready = [index for index in self._open if not self.true[ways.ways[index].item]]
        while ready:
            items = {ways.ways[index].item for index in ready}
            holds = assumed(self._network, self.true, items, self.options)
            kept = [index for index in ready if all(holds(part) for part in ways.ways[index].corequisites)]
            if len(kept) == len(ready):
                return kept
            ready = kept
        return []


def assumed(network: Network, true: bytearray, items: Set[int], decided: Set[Decision] | None) -> Callable[[int], bool]:
    """Whether a part holds once these items do, beside what is `true`. `decided`: options taken; None: all."""
    return _Assumed(network, true, items, decided).holds


class _Assumed:
    __slots__ = ("_decided", "_items", "_known", "_network", "_true")

    def __init__(self, network: Network, true: bytearray, items: Set[int], decided: Set[Decision] | None) -> None:
        self._network, self._true, self._items, self._decided = network, true, items, decided
        self._known: dict[int, bool] = {}

    def holds(self, part: int) -> bool:
        """Whether the item or gate does."""
        if part >= 0:
            return part in self._items or bool(self._true[part])
        if self._true[self._network.number(part)]:
            return True
        if part not in self._known:
            gate = self._network.ways.gates[-1 - part]
            count = 0
            for position, member in enumerate(gate.members):
                counts = self._decided is None or taken(gate, position, self._decided)
                count += gate.weight(position) if counts and self.holds(member) else 0
            self._known[part] = count >= gate.k
        return self._known[part]
