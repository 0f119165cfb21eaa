"""Many landmarks at once: every item and gate carries a whole number, and its bit j says whether it holds in search j.

A landmark of an item is a set of ways and options of which every plan with this item has at least one. Each search
allows what it can without obtaining its item; what it had to leave out is a landmark, and none of it can be spared. All
searches look at the ways in the same order, so that one pass over the curriculum serves hundreds of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from planner.planning.limit import never
from planner.planning.reach import Element, Network
from planner.planning.ways import Decision, Gate

_BETWEEN_LOOKS = 32
"""Elements between two looks at the clock."""


class Wanted(NamedTuple):
    """An item, and which sum of shares its landmark has to stay below to be of interest."""

    item: int
    below: float
    given: tuple[int, ...] = ()
    """Items that count as obtained: the landmark then lies behind them."""


class LandmarkSearch:
    """Landmarks over one network; build once, ask often."""

    def __init__(self, network: Network) -> None:
        ways, number = network.ways, network.number
        self._network = network
        self._items = len(ways.items)
        self._item = [way.item for way in ways.ways]
        self._requires = [tuple(number(part) for part in way.requires) for way in ways.ways]
        self._beside = [tuple(number(part) for part in way.corequisites) for way in ways.ways]
        self._gates = ways.gates
        self._members = [tuple(number(member) for member in gate.members) for gate in ways.gates]
        self._together_by = self._inside(part for beside in self._beside for part in beside)
        """Everything of which it may depend whether corequisites hold."""
        self._gates_of = [tuple(dict.fromkeys(gate for gate, _at, _weight in of)) for of in network.member_of]

    def _inside(self, parts: Iterable[int]) -> frozenset[int]:
        """The parts, the members of gates among them, and so on."""
        found = set(parts)
        stack = list(found)
        while stack:
            part = stack.pop()
            for member in self._members[part - self._items] if part >= self._items else ():
                if member not in found:
                    found.add(member)
                    stack.append(member)
        return frozenset(found)

    def find(
        self,
        order: Sequence[Element],
        share: Mapping[Element, float],
        wanted: Sequence[Wanted],
        stop: Callable[[], bool] = never,
    ) -> dict[int, list[Element]]:
        """Landmarks whose shares add up to less than is asked for, by the place in `wanted`; none if stopped.

        What stands first in `order` is allowed first, so that it is the least likely to be in a landmark. Where even
        everything in `order` does not obtain an item, its landmark is empty.
        """
        search = _Search(self, wanted)
        for place, element in enumerate(order):
            if place % _BETWEEN_LOOKS == 0 and stop():
                return {}
            search.allow(element, share.get(element, 0.0))
            if not search.active:
                return {}
        return search.left_out(order)

    def not_needed(
        self, elements: Sequence[Element], given: Iterable[Element], goal: int, stop: Callable[[], bool] = never
    ) -> list[Element]:
        """Those of the elements without which the goal is reached as long as all others and what is given are there.

        None if stopped.
        """
        search = _Search(self, [Wanted(goal, 0.0)] * len(elements), hold_back=False)
        for element in given:
            search.allow(element, 0.0)
        for place, element in enumerate(elements):
            if place % _BETWEEN_LOOKS == 0 and stop():
                return []
            search.allow(element, 0.0, without=1 << place)
        return [element for place, element in enumerate(elements) if search.true[goal] >> place & 1]


class _Search:
    """All searches side by side. A mask is a whole number with a bit for each of them."""

    def __init__(self, of: LandmarkSearch, wanted: Sequence[Wanted], hold_back: bool = True) -> None:
        self.of, self.network = of, of._network
        self.all = (1 << len(wanted)) - 1
        self.active = self.all
        """Searches whose landmark is still small enough."""
        self.true = [0] * self.network.parts
        self.usable = [0] * len(of._item)
        self.options: dict[Decision, int] = {}
        self.room = [one.below for one in wanted]
        self.goals: dict[int, int] = {}
        for place, one in enumerate(wanted if hold_back else ()):
            self.goals[one.item] = self.goals.get(one.item, 0) | 1 << place
        self.live = self.all
        """Active searches that have not obtained their item in the present step."""
        self.before: dict[int, int] = {}
        """Item or gate -> its mask before the present step."""
        self.open: set[int] = set()
        """Ways with corequisites that lack nothing else in some search."""
        self.touched = True
        """Whether something has changed by which corequisites may hold each other up."""
        self.closed: list[int] = []
        """Those that were open before the present step."""
        self.queue: list[int] = []
        for number, gate in enumerate(of._gates):
            if gate.k <= 0:
                self._hold(of._items + number, self.all)
        for place, one in enumerate(wanted):
            for item in one.given:
                if item != one.item:
                    self._hold(item, 1 << place)
        self._settle()

    def allow(self, element: Element, share: float, without: int = 0) -> None:
        """Allow one more way or option in every active search that does not obtain its item by that."""
        self.before, self.closed = {}, []
        self.live = self.active
        if isinstance(element, int):
            self.usable[element] = self.active & ~without
            self._try(element)
        else:
            self.options[element] = self.active & ~without
            self.touched = True  # a gate may hold once its members do that are obtained together
            for number, _position in self.network.of_option.get(element, ()):
                self._count(number)
        if self.queue or self.open:
            self._settle()
        reached = self.active & ~self.live
        if reached:
            self._leave_out(element, share, reached)

    def _leave_out(self, element: Element, share: float, reached: int) -> None:
        for part, mask in self.before.items():
            self.true[part] = mask | (self.true[part] & ~reached)
        self.open.update(self.closed)
        if isinstance(element, int):
            self.usable[element] &= ~reached
        else:
            self.options[element] &= ~reached
        if share > 0:
            for place in _places(reached):
                self.room[place] -= share
                if self.room[place] <= 0:
                    self.active &= ~(1 << place)

    def left_out(self, order: Sequence[Element]) -> dict[int, list[Element]]:
        """What each active search had to leave out, by its place."""
        found: dict[int, list[Element]] = {place: [] for place in _places(self.active)}
        for element in order:
            mask = self.usable[element] if isinstance(element, int) else self.options[element]
            for place in _places(self.active & ~mask):
                found[place].append(element)
        return found

    def _hold(self, part: int, mask: int) -> None:
        self.before.setdefault(part, self.true[part])
        self.true[part] |= mask
        self.live &= ~(mask & self.goals.get(part, 0))
        self.queue.append(part)

    def _try(self, index: int) -> None:
        """Obtain the item of a way where all that it needs is there."""
        mask = self.usable[index] & self.live & ~self.true[self.of._item[index]]
        for part in self.of._requires[index]:
            if not mask:
                return
            mask &= self.true[part]
        beside = self.of._beside[index]
        if mask and beside:
            self.touched = True
            self.open.add(index)
            for part in beside:
                mask &= self.true[part]
        if mask:
            self._hold(self.of._item[index], mask)

    def _count(self, number: int) -> None:
        part = self.of._items + number
        open_in = self.live & ~self.true[part]
        if open_in:
            members = [self.true[member] for member in self.of._members[number]]
            mask = self._gate(self.of._gates[number], members) & open_in
            if mask:
                self._hold(part, mask)

    def _gate(self, gate: Gate, members: list[int]) -> int:
        """Where a gate holds whose members hold in these searches."""
        if gate.decision:
            for position, options in enumerate(gate.options):
                allowed = 0
                for option in options:
                    allowed |= self.options.get((gate.decision, option), 0)
                members[position] &= allowed
        mask = 0
        if gate.k == 1:
            for member in members:
                mask |= member
            return mask
        least = [self.all] + [0] * gate.k  # least[n]: where the members count at least n
        for position, member in enumerate(members):
            weight = gate.weight(position)
            for count in range(gate.k, 0, -1):
                least[count] |= least[max(0, count - weight)] & member
        return least[gate.k]

    def _settle(self) -> None:
        network, queue = self.network, self.queue
        while True:
            while queue:
                part = queue.pop()
                if part in self.of._together_by:
                    self.touched = True
                for index in network.required_by[part]:
                    self._try(index)
                for index in network.beside[part]:
                    self._try(index)
                for number in self.of._gates_of[part]:
                    self._count(number)
            together = self._together() if self.touched else {}
            self.touched = False
            for index, mask in together.items():
                new = mask & self.live & ~self.true[self.of._item[index]]
                if new:
                    self._hold(self.of._item[index], new)
            if not queue:
                return

    def _together(self) -> dict[int, int]:
        """Ways that lack nothing but each other, and in which searches."""
        ready: dict[int, int] = {}
        for index in sorted(self.open):
            mask = self.usable[index] & ~self.true[self.of._item[index]]
            for part in self.of._requires[index]:
                mask &= self.true[part]
            if mask & self.active:
                ready[index] = mask & self.live
            else:
                self.open.discard(index)
                self.closed.append(index)
        while ready:
            items: dict[int, int] = {}
            for index, mask in ready.items():
                items[self.of._item[index]] = items.get(self.of._item[index], 0) | mask
            known: dict[int, int] = {}
            kept = {}
            for index, mask in ready.items():
                together = mask
                for part in self.of._beside[index]:
                    together &= self._assumed(part, items, known)
                if together:
                    kept[index] = together
            if kept == ready:
                break
            ready = kept
        return ready

    def _assumed(self, part: int, items: Mapping[int, int], known: dict[int, int]) -> int:
        """Where a part holds once these items do, beside what holds already."""
        if part < self.of._items:
            return self.true[part] | items.get(part, 0)
        if part not in known:
            number = part - self.of._items
            members = [self._assumed(member, items, known) for member in self.of._members[number]]
            known[part] = self.true[part] | self._gate(self.of._gates[number], members)
        return known[part]


def _places(mask: int) -> list[int]:
    """The places of the bits that are 1."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found
