"""The integer program behind the choice: one level after another is made small, among the best by those before.

Later levels do not get a row "no worse than before": such a row crosses everything that is chosen, and a search with it
takes ten times as long as the first one. Levels that are decided stay in the objective instead, with a weight that is
large enough to keep them: whether it was is seen in the answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from math import gcd

import numpy as np

from planner.model.learner import Learner
from planner.planning.integer_search import IntegerSearch
from planner.planning.limit import Limit
from planner.planning.ways import Decision, Ways

_LARGEST = 10**10
"""Objectives up to here are far from what numbers of 53 bits cannot tell apart."""

Landmark = tuple[Set[int], Set[Decision]]
"""Ways and options of which every selection needs at least one."""
Decided = tuple[dict[int, int], int]
"""A level that is decided: what each column costs, in small whole numbers, and what the best selection comes to."""
Mark = tuple[int, list[Decided], set[int], list[int], bool]
"""How many further rows there are, decided levels, settled columns, the solution, and whether ties are settled."""


class Program(IntegerSearch):
    """The integer program. Levels are solved one after another, each decided before the next."""

    def __init__(self, ways: Ways, relevant: list[int], limit: Limit) -> None:
        super().__init__(ways, relevant, limit)
        self.ahead: list[Decided] = []
        """Levels that are decided and that no row keeps, most important first."""
        self._weight = 10
        """How much a decided level counts against the next one; larger once that was too little."""
        self._ahead_of_bound = 0
        """What they come to in the present objective."""

    def minimise(self, cost: Mapping[int, int], then: Collection[int] = ()) -> float:
        """Find a valid selection of least cost (index of way -> cost) and keep all later ones at that cost.

        Of several such selections, one with the fewest ways of `then` is found; later ones need not keep to that.

        When time is up, the first level keeps the best selection known; later levels, which only break ties, leave the
        selection as it is. Returns what no valid selection goes below: its cost where it is proved. Raises Unreachable
        when no selection is valid.
        """
        objective = {self.way_column[index]: weight for index, weight in cost.items() if weight}
        before, bound = self.solution, None
        combined, scale = self._with_ties(objective, then)
        if not self._solve_behind(combined):
            if before:
                self.solution, self.settled = before, False
                return max(0.0, (self.best_bound() - self._ahead_of_bound - len(then)) / scale)
            bound = max(0.0, (self._give_up() - len(then)) / scale)
        value = self._value(objective)
        self.proved = bound is None or bound >= value
        if objective and self.proved:
            unit = gcd(*objective.values())  # small numbers keep the optimiser exact
            small = {column: weight // unit for column, weight in objective.items()}
            self.ahead.append((small, value // unit))
            if not then:
                self.fix_what_is_settled()
        elif objective:
            self._keep_to(objective, value)
        return float(value) if bound is None else bound

    def _value(self, objective: Mapping[int, int]) -> int:
        return sum(weight * self.solution[column] for column, weight in objective.items())

    def _keep_to(self, objective: Mapping[int, int], value: int) -> None:
        """A row that keeps all later selections at this value or below."""
        self.kept.add(-np.inf, value + 0.5, {column: float(weight) for column, weight in objective.items()})

    def _solve_behind(self, objective: dict[int, int]) -> bool:
        """Find the valid selection with the least objective among the best by the decided levels; False without time.

        Whatever the weights are: of the selections that are as good by the decided levels, none has less of the
        objective than one that has the least of the sum and is as good.
        """
        if not self.large and not self.mostly_whole:
            self._keep_rows()  # whatever a row costs a search in whole numbers, here it is less than presolve gains
        while self.ahead:
            combined, ahead, factor = dict(objective), 0, 1
            weight = self._weight * min(map(abs, objective.values()), default=1)
            for level, value in reversed(self.ahead):
                factor *= weight
                ahead += factor * value
                for column, one in level.items():
                    combined[column] = combined.get(column, 0) + factor * one
            if ahead > _LARGEST:
                self._keep_rows()
                break
            self._ahead_of_bound = ahead
            if not self._solve(combined):
                return False
            if self._value(combined) > self.solver.getInfo().objective_function_value + 0.5:
                self._keep_rows()  # what counts as whole is too coarse for numbers of this size
            elif all(self._value(level) == value for level, value in self.ahead):
                return True
            self._weight *= 10
        self._ahead_of_bound = 0
        return self._solve(objective)

    def _keep_rows(self) -> None:
        """Keep the decided levels by rows from now on."""
        for level, value in self.ahead:
            self._keep_to(level, value)
        self.ahead = []

    def _with_ties(self, objective: dict[int, int], then: Collection[int]) -> tuple[dict[int, int], float]:
        """The objective in small numbers, counting `then` as well, and how much larger its numbers are."""
        unit = gcd(*objective.values()) or 1  # small numbers keep the optimiser exact
        scale = len(then) + 1
        combined = {column: weight // unit * scale for column, weight in objective.items()}
        for index in then:
            combined[self.way_column[index]] = combined.get(self.way_column[index], 0) + 1
        return combined, scale / unit

    def find(self, cost: Mapping[int, int]) -> bool:
        """Find a valid selection of least cost and promise nothing for later; False when time is up before that.

        Raises Unreachable when no selection is valid.
        """
        before = self.solution
        if self._solve({self.way_column[index]: weight for index, weight in cost.items() if weight}):
            return True
        self.solution = before
        return False

    def keep_budget(self, learner: Learner) -> None:
        """Add up no more money than the learner has, if there is a limit."""
        if learner.budget_usd is not None:
            cents = {index: self.ways.ways[index].cents for index in self.relevant}
            self.at_most(cents, round(learner.budget_usd * 100))

    def at_most(self, cost: Mapping[int, int], most: int) -> None:
        """From now on, selections cost no more than `most` (index of way -> cost)."""
        row = {self.way_column[index]: float(weight) for index, weight in cost.items() if weight}
        self.kept.add(-np.inf, most + 0.5, row)

    def at_least_one(self, landmark: Landmark) -> None:
        """From now on, selections have one of these ways or options."""
        self.kept.add(1.0, np.inf, dict.fromkeys(self._columns(landmark), 1.0))

    def at_most_unless(self, cost: Mapping[int, int], most: int, landmark: Landmark, more: int) -> None:
        """From now on, selections cost no more than `most`, and `more` for each way or option of the landmark."""
        row = {self.way_column[index]: float(weight) for index, weight in cost.items() if weight}
        for column in self._columns(landmark):
            row[column] = row.get(column, 0.0) - more
        self.kept.add(-np.inf, most + 0.5, row)

    def _columns(self, landmark: Landmark) -> list[int]:
        ways, options = landmark
        found = [self.way_column[index] for index in sorted(ways) if index in self.way_column]
        return found + [self.option_column[option] for option in sorted(options) if option in self.option_column]

    def mark(self) -> Mark:
        """What `back_to` goes back to."""
        return len(self.kept), list(self.ahead), set(self.lower), self.solution, self.settled

    def back_to(self, mark: Mark) -> None:
        """Forget all levels that were made small since, and what was settled by them."""
        rows, self.ahead, settled, self.solution, self.settled = mark
        self.kept.shorten(rows)
        self._free(column for column in list(self.lower) if column not in settled)

    def settle_ties(self, studied: list[int]) -> None:
        """Among all selections that are equal so far, take the one whose ids come first.

        Of two selections the one that holds the smallest id in which they differ comes first. What differs from one of
        them to another one is found by asking for the one that is most different, again and again; mostly there is
        none. The ids that do are settled twenty at a time, first to last.
        """
        current, same = self.solution, {self.way_column[index] for index in studied}
        loose: set[int] = set()
        while True:
            if not self._solve_behind({column: (1 if current[column] else -1) for column in sorted(same)}):
                self.solution, self.settled = current, False
                return
            other = {column for column in same if self.solution[column] != current[column]}
            if not other:
                break
            same -= other
            loose |= other
        self.solution = current
        if loose:
            self._fix(sorted(same))
            self._keep_rows()
            self.mostly_whole = True
            names = self.ways.items
            order = sorted(studied, key=lambda index: (names[self.ways.ways[index].item], index))
            self._settle_ids([self.way_column[index] for index in order if self.way_column[index] in loose])

    def _settle_ids(self, order: list[int]) -> None:
        """Take early columns rather than late ones, first to last."""
        current = self.solution
        for first in range(0, len(order), 20):
            columns = order[first : first + 20]
            if not self._solve({column: -(1 << (len(columns) - 1 - place)) for place, column in enumerate(columns)}):
                self.solution, self.settled = current, False
                return
            current = self.solution
            self._fix(columns)

    def settle_options(self, studied: Iterable[int]) -> None:
        """Among the same items, take early options of named choices and no more of them than are needed."""
        if not self.option_column:
            return
        current = self.solution
        self._fix(self.way_column[index] for index in studied)
        self._keep_rows()
        self.mostly_whole = True
        if not self._solve({column: option + 1 for (_name, option), column in self.option_column.items()}):
            self.solution, self.settled = current, False
