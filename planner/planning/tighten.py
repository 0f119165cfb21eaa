"""Landmarks for the program without whole numbers, so that its bound says something where items could go in circles.

Circles hold themselves up for next to nothing among fractions, and the solver would have to try everything. Here the
program is solved in fractions, landmarks that the fractions break are added, and so on until there are none.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from planner.planning.landmark_search import Wanted
from planner.planning.reach import Element, State

if TYPE_CHECKING:
    from planner.planning.integer_search import IntegerSearch

_MOST_ROUNDS = 200
_MOST_AT_ONCE = 300
"""Landmarks looked for in one round; more of them cost more than they bring."""
_FEW = 20
"""With fewer landmarks of single items, a thorough search looks for those of the goal behind them, too."""
_TOLERANCE = 0.02
"""A landmark that lacks less than this is as good as kept."""
_LAST = 2
_LITTLE = 0.05
"""Without circles the search is better at the rest: rounds end when the last ones brought so little of everything."""
_EARLY = 10
"""After so many rounds, what the fractions say is made a selection."""


def tighten(program: IntegerSearch, stop: Callable[[], bool], thorough: bool = False) -> None:
    """Add landmarks to a program until its fractions keep them, or `stop` says so.

    `thorough`: also landmarks of the goal behind other items, which take ten times as long to find.
    """
    program.relax()
    first = program.solver.getNumRow()
    order: list[Element] = []
    cuts: list[tuple[int, list[Element]]] = []
    values: list[float] = []
    for number in range(_MOST_ROUNDS):
        if not program.run_fractions():
            break
        values.append(program.solver.getInfo().objective_function_value)
        program.bound = max(program.bound, program.solver.getInfo().objective_function_value - 0.5)
        share, reduced = _solution(program)
        order = sorted(program.elements, key=lambda one: (-round(share[one], 6), round(reduced[one], 2)))
        program.unfinished = order  # a selection is made of it when time is up
        cuts = broken(program, share, order, stop, thorough)
        if stop():
            break
        if not cuts or (not program.circular and _hardly_gained(values)):
            if program.circular:
                program.completion.complete(order)
            _finish(program, first)
            break
        for item, landmark in cuts:
            program.cut(landmark, item)
        if program.circular and number % _EARLY == _EARLY - 1:
            program.completion.complete(order)
    program.restore()


def _hardly_gained(values: Sequence[float]) -> bool:
    """Whether the last rounds brought little of what all of them have."""
    return len(values) > _LAST and values[-1] - values[-1 - _LAST] < _LITTLE * (values[-1] - values[0])


def _finish(program: IntegerSearch, first: int) -> None:
    """Drop landmarks from row `first` on that do not bind: they would only slow the solver down. Fix what is settled.

    A way or option is settled where any other value would cost more than the best valid selection, by the fractions.
    """
    found = program.solver.getSolution()
    bound = program.solver.getInfo().objective_function_value
    rows, duals = np.array(found.row_value), np.array(found.col_dual)
    lower = np.array(program.solver.getLp().row_lower_)
    program.fractions = bound, duals
    if program.completion.best and program.indifferent:
        slack = program.completion.worth(program.completion.best) + 0.5 - bound
        program.settle(np.flatnonzero(duals > slack), np.flatnonzero(duals < -slack))
    loose = np.flatnonzero(rows[first:] > lower[first:] + 0.5) + first
    program.solver.deleteRows(len(loose), loose.astype(np.int32))


def _solution(program: IntegerSearch) -> tuple[dict[Element, float], dict[Element, float]]:
    """Share of every element in the fractional solution, and by how much it makes the objective worse to take it."""
    found = program.solver.getSolution()
    values, duals = list(found.col_value), list(found.col_dual)
    columns = [(element, program.column_of(element)) for element in program.elements]
    return (
        {element: max(0.0, values[column]) for element, column in columns},
        {element: max(0.0, duals[column]) for element, column in columns},
    )


def broken(
    program: IntegerSearch,
    share: Mapping[Element, float],
    order: Sequence[Element],
    stop: Callable[[], bool],
    thorough: bool = False,
) -> list[tuple[int, list[Element]]]:
    """Items that are there to a larger part than a landmark of them, each with that landmark."""
    ends = _bottlenecks(program, share)
    parts = {
        item: min(1.0, sum(share[program.relevant[column]] for column in columns))
        for item, columns in program.of_item.items()
    }
    lacking = {item: part - ends.get(item, 0.0) for item, part in parts.items()}
    short = sorted((item for item in parts if lacking[item] > _TOLERANCE), key=lambda item: (-lacking[item], item))
    cuts = _found(program, share, order, [Wanted(item, parts[item] - _TOLERANCE) for item in short], stop)
    goal = program.ways.goal
    if thorough and len(cuts) < _FEW and lacking[goal] > _TOLERANCE:
        behind = [Wanted(goal, 1 - _TOLERANCE, (item,)) for item in sorted(parts, key=lambda item: -parts[item])]
        cuts += _found(program, share, order, [*_in_steps(program, share, parts), *behind], stop)
        if len(cuts) < _FEW:
            cuts += _found(program, share, order, _at_random(goal, [item for item in parts if parts[item] > 0.1]), stop)
    return cuts


def _found(
    program: IntegerSearch,
    share: Mapping[Element, float],
    order: Sequence[Element],
    wanted: Sequence[Wanted],
    stop: Callable[[], bool],
) -> list[tuple[int, list[Element]]]:
    some = wanted[:_MOST_AT_ONCE]
    found = program.landmarks.find(order, share, some, stop) if some else {}
    cuts = {(some[place].item, tuple(landmark)): None for place, landmark in found.items()}
    return [(item, list(landmark)) for item, landmark in cuts]


def _at_random(goal: int, items: Sequence[int]) -> list[Wanted]:
    """The goal, behind some of the items; the same ones for the same question."""
    dice = random.Random(0)
    behind = []
    for _number in range(_MOST_AT_ONCE):
        share = dice.random()
        given = tuple(item for item in items if item != goal and dice.random() < share)
        behind.append(Wanted(goal, 1 - _TOLERANCE, given))
    return behind


def _in_steps(program: IntegerSearch, share: Mapping[Element, float], parts: Mapping[int, float]) -> list[Wanted]:
    """The goal, behind all that is there in part and obtained in the first step, in the first two steps, and so on."""
    taken = [element for element in program.elements if share[element] > _TOLERANCE / 10]
    ways = [element for element in taken if isinstance(element, int)]
    derived = program.closure.derive(ways, {element for element in taken if not isinstance(element, int)})
    goal = program.ways.goal
    known = {item: step for item, step in derived.step.items() if item != goal and parts.get(item, 0.0) > _TOLERANCE}
    return [
        Wanted(goal, 1 - _TOLERANCE, tuple(item for item, at in known.items() if at <= step))
        for step in range(max(known.values(), default=-1) + 1)
    ]


def _bottlenecks(program: IntegerSearch, share: Mapping[Element, float]) -> dict[int, float]:
    """Item -> the largest share with which everything has that one way to obtain it takes; 0 where there is none.

    No landmark of an item adds up to less than this.
    """
    groups: dict[float, list[Element]] = {}
    for element, part in share.items():
        if part > _TOLERANCE / 10:
            groups.setdefault(min(1.0, round(part, 4)), []).append(element)
    state = State(program.network)
    count = len(program.ways.items)
    level = np.where(np.frombuffer(state.true, dtype=np.uint8)[:count] > 0, 1.0, 0.0)
    for part in sorted(groups, reverse=True):
        state.add(groups[part])
        level[(level == 0) & (np.frombuffer(state.true, dtype=np.uint8)[:count] > 0)] = part
    return {int(item): float(level[item]) for item in np.flatnonzero(level)}


def circular(program: IntegerSearch) -> bool:
    """Whether many parts of what may be chosen could support each other in circles.

    Corequisites are not looked at: two of them may be taken together. Parts that lie between two circles are taken for
    circular, too.
    """
    after: dict[int, list[int]] = {}
    for index in program.relevant:
        way = program.ways.ways[index]
        for part in way.requires:
            after.setdefault(part, []).append(way.item)
    gates = set(after)
    stack = [part for part in gates if part < 0]
    seen = set(stack)
    while stack:
        part = stack.pop()
        for member in program.ways.gates[-1 - part].members:
            after.setdefault(member, []).append(part)
            if member < 0 and member not in seen:
                seen.add(member)
                stack.append(member)
    before: dict[int, list[int]] = {}
    for part, users in after.items():
        for user in users:
            before.setdefault(user, []).append(part)
    everything = set(after) | set(before)
    core = _peeled(_peeled(everything, after, before), before, after)
    return len(core) > len(everything) // 10


def _peeled(parts: set[int], after: Mapping[int, list[int]], before: Mapping[int, list[int]]) -> set[int]:
    """The parts without those that nothing is before, again and again."""
    left = set(parts)
    count = {part: sum(one in left for one in before.get(part, ())) for part in left}
    stack = [part for part in left if not count[part]]
    while stack:
        part = stack.pop()
        left.discard(part)
        for user in after.get(part, ()):
            if user in left:
                count[user] -= 1
                if not count[user]:
                    stack.append(user)
    return left
