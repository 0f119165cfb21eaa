"""What every way to an item or gate asks for: single landmarks, found for all parts in one pass.

Where B or C is asked for and both build on D, fractions take half of B, half of C and half of D. One row says that D is
there in full. Such rows close most of what lies between the fractions and the minimum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from planner.planning.formulation import Formulation
from planner.planning.limit import never
from planner.planning.optimiser import Row
from planner.planning.reach import Network
from planner.planning.ways import Gate

_EVERYTHING = -1
"""All bits: nothing is known yet of a part, and it restricts nothing."""
_BETWEEN_LOOKS = 256
"""Parts between two looks at the clock."""


class SharedNeeds:
    """Items that are part of every plan with an item or gate, as bits of a whole number by the number of the item.

    Parts that rest on each other in circles are worked out together: a plan obtains things one after another, so that
    what holds for all that comes before holds for the next one. Corequisites may come at the same time; they count
    only where that cannot run in a circle.
    """

    def __init__(self, network: Network, relevant: Iterable[int], stop: Callable[[], bool] = never) -> None:
        self._network = network
        self.number = network.number
        self._count = len(network.ways.items)
        self._ways_of: dict[int, list[int]] = {}
        for index in relevant:
            self._ways_of.setdefault(network.ways.ways[index].item, []).append(index)
        self._place: dict[int, int] = {}
        """Part -> its place in the order in which parts are looked at; what it rests on comes before it if possible."""
        self.order = self._in_order()
        self.of = [_EVERYTHING] * network.parts
        """Part (in one row of numbers, see Network) -> its items; all bits where it cannot be obtained."""
        self.complete = self._settle(stop)
        """Whether there was time to finish; otherwise nothing here may be used."""

    def closest(self, part: int, known: int) -> Iterator[int]:
        """The items that every plan with this part has, without those that others of them ask for, or in `known`."""
        own = 1 << part if part < self._count else 0
        left = self.of[part] & ~known & ~own
        for item in places(left):
            if left >> item & 1:
                left &= ~self.of[item] | 1 << item
        return places(left)

    def _rests_on(self, part: int) -> list[int]:
        number, ways = self.number, self._network.ways
        if part >= self._count:
            return [number(member) for member in ways.gates[part - self._count].members]
        found = []
        for index in self._ways_of.get(part, ()):
            found += [number(one) for one in (*ways.ways[index].requires, *ways.ways[index].corequisites)]
        return found

    def _in_order(self) -> list[int]:
        """The parts that the goal may depend on, each after what it rests on, as far as there are no circles."""
        order: list[int] = []
        seen: set[int] = set()
        for root in self._ways_of:
            stack = [(root, iter(self._rests_on(root)))] if root not in seen else []
            seen.add(root)
            while stack:
                part, rest = stack[-1]
                for one in rest:
                    if one not in seen:
                        seen.add(one)
                        stack.append((one, iter(self._rests_on(one))))
                        break
                else:
                    stack.pop()
                    self._place[part] = len(order)
                    order.append(part)
        return order

    def _settle(self, stop: Callable[[], bool]) -> bool:
        users: dict[int, list[int]] = {}
        for part in self.order:
            for one in self._rests_on(part):
                users.setdefault(one, []).append(part)
        waiting = bytearray(b"\1") * len(self.order)
        while any(waiting):
            for place, part in enumerate(self.order):
                if place % _BETWEEN_LOOKS == 0 and stop():
                    return False
                if not waiting[place]:
                    continue
                waiting[place] = 0
                found = self._worked_out(part)
                if found != self.of[part]:
                    self.of[part] = found
                    for user in users.get(part, ()):
                        waiting[self._place[user]] = 1
        return True

    def _worked_out(self, part: int) -> int:
        ways, number, of = self._network.ways, self.number, self.of
        if part >= self._count:
            gate = ways.gates[part - self._count]
            return _of_gate(gate, [of[number(member)] for member in gate.members])
        shared = _EVERYTHING
        for index in self._ways_of.get(part, ()):
            needs = self._beside(index)
            for one in ways.ways[index].requires:
                needs |= of[number(one)]
            for one in ways.ways[index].corequisites:
                if self._latest(number(one)) < self._place[part]:
                    needs |= of[number(one)]
            shared &= needs
        return shared if shared == _EVERYTHING else shared | 1 << part

    def _beside(self, index: int) -> int:
        """The items that a way names as corequisites, those that these name, and so on."""
        found = 0
        stack = [index]
        while stack:
            for one in self._network.ways.ways[stack.pop()].corequisites:
                if one >= 0 and not found >> one & 1:
                    found |= 1 << one
                    only = self._ways_of.get(one, ())
                    stack += only if len(only) == 1 else ()
        return found

    def _latest(self, part: int) -> int:
        """The last place of an item or, of a gate, among its members."""
        if part < self._count:
            return self._place[part]
        return max((self._latest(member) for member in self._rests_on(part)), default=-1)


def _of_gate(gate: Gate, members: list[int]) -> int:
    """What every plan in which the gate holds has: without the members that ask for it, too few are left."""
    if gate.k <= 0:
        return 0
    spare = gate.most - gate.k + 1
    if spare <= 0:
        return _EVERYTHING
    if spare == 1:
        together = 0
        for member in members:
            together |= member
        return together
    if gate.k == 1:
        shared = _EVERYTHING
        for member in members:
            shared &= member
        return shared
    least = [_EVERYTHING] + [0] * spare  # least[n]: what members that count at least n ask for
    for position, member in enumerate(members):
        weight = gate.weight(position)
        for count in range(spare, 0, -1):
            least[count] |= least[max(0, count - weight)] & member
    return least[spare]


def places(bits: int) -> Iterator[int]:
    """The places of the bits that are 1 in a number that is not negative."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def rows_of_shared_needs(model: Formulation, needs: SharedNeeds) -> list[Row]:
    """What the shared needs say about a model: an item or gate is there only with each of them, and no circle counts.

    What every plan has anyway is left out: the other rows say it already.
    """
    count, goal = len(model.ways.items), needs.of[model.ways.goal]
    rows = []
    for number, column in model.gate_column.items():
        gate = model.ways.gates[number]
        if needs.of[count + number] >= 0 and (gate.decision or gate.k < gate.most):
            rows += [_only_with(model, [column], item) for item in needs.closest(count + number, goal)]
    for item, columns in model.of_item.items():
        if len(columns) > 1 and needs.of[item] >= 0:
            rows += [_only_with(model, columns, other) for other in needs.closest(item, goal)]
    return rows + _without_circles(model, needs)


def _only_with(model: Formulation, columns: Iterable[int], item: int) -> Row:
    row = dict.fromkeys(columns, 1.0)
    for column in model.of_item[item]:
        row[column] = row.get(column, 0.0) - 1.0
    return -np.inf, 0.0, {column: value for column, value in row.items() if value}


def _without_circles(model: Formulation, needs: SharedNeeds) -> list[Row]:
    """What comes with an item or after it is no support for it."""
    rows = []
    for column, index in enumerate(model.relevant):
        way = model.ways.ways[index]
        for gate in (model.ways.gates[-1 - part] for part in way.requires if part < 0):
            after = [needs.of[needs.number(member)] >> way.item & 1 for member in gate.members]
            if any(after):
                row = {column: float(gate.k)}
                for position, member in enumerate(gate.members):
                    for inner, value in () if after[position] else model.part(member).items():
                        row[inner] = row.get(inner, 0.0) - value * gate.weight(position)
                rows.append((-np.inf, 0.0, row))
    return rows
