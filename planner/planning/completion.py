"""Valid selections made of unfinished ones: what a search keeps in hand before it has proved anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from typing import TYPE_CHECKING
from weakref import proxy

import numpy as np

from planner.planning.reach import Element, State
from planner.planning.ways import Decision

if TYPE_CHECKING:
    from planner.planning.integer_search import IntegerSearch


class Completion:
    """The best valid solution of a program that was made of an invalid one, by its present objective."""

    def __init__(self, program: IntegerSearch) -> None:
        self._program: IntegerSearch = proxy(program)  # it keeps this one, and a circle would outlive its use
        self.best: list[int] = []
        """A value for every column; empty before there is one."""

    def worth(self, solution: Sequence[int]) -> float:
        """The objective of a solution."""
        return float(self._program.costs @ np.array(solution))

    def complete(self, order: Iterable[Element], stop: Callable[[], bool] | None = None) -> None:
        """Take one element after the other until the goal is reached, and then leave out what is not needed.

        `stop`: says when to end leaving out; None: when time is up.
        """
        goal = self._program.ways.goal
        state = State(self._program.network)
        for element in order:
            if state.has(goal):
                break
            if isinstance(element, int) or not self._excluded(element, state.options):
                state.add((element,))
        if state.has(goal):
            self._keep(state, stop or self._program.time_is_up)

    def take_everything(self) -> None:
        """The way to the goal that is ready first when everything may be taken, and the first option of each choice."""
        state = State(self._program.network)
        options = sorted(self._program.option_column)
        state.add(self._program.relevant)
        for option in options:
            if not self._excluded(option, state.options):
                state.add((option,))
        if state.has(self._program.ways.goal):
            self._keep(state, self._program.time_is_up)

    def _excluded(self, option: Decision, options: Set[Decision]) -> bool:
        exclusive = option[0] in self._program.ways.exclusive
        return exclusive and any(name == option[0] for name, _option in options)

    def _keep(self, state: State, stop: Callable[[], bool]) -> None:
        """Remember what a state is made of, if it is allowed and the best so far."""
        program = self._program
        usable = [index for index in program.relevant if state.usable[index]]
        derived = program.closure.derive(usable, state.options)
        ways = program.closure.used(derived, state.options, program.ways.goal)
        for some in (ways, self._thinned(ways, state, stop)):
            found = self._solution(some, state.options)
            if program.kept.allow(found) and (not self.best or self.worth(found) < self.worth(self.best)):
                self.best = found

    def _thinned(self, ways: Set[int], state: State, stop: Callable[[], bool]) -> Set[int]:
        """Without ways that are not needed as long as all others are there, the dearest first."""
        if stop():
            return ways
        program = self._program
        costs = {index: program.costs[program.way_column[index]] for index in ways}
        order = sorted((index for index in ways if costs[index] > 0), key=lambda index: (-costs[index], index))
        given: list[Element] = [*(ways - set(order)), *state.options]
        spare = program.landmarks.not_needed(order, given, program.ways.goal, stop)
        left = set(ways)
        stack = [spare] if spare else []
        while stack and not stop():
            some = stack.pop()
            trial = State(program.network)
            trial.add([*left.difference(some), *state.options])
            if trial.has(program.ways.goal):
                left.difference_update(some)  # each of them alone, in this order, could be left out as well
            elif len(some) > 1:
                half = len(some) // 2
                stack += [some[half:], some[:half]]
        return left

    def _solution(self, ways: Iterable[int], options: Iterable[Decision]) -> list[int]:
        solution = [0] * len(self._program.upper)
        elements: list[Element] = [*ways, *options]
        for element in elements:
            solution[self._program.column_of(element)] = 1
        return solution
