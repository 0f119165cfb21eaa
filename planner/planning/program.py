"""The integer program behind the choice: one binary a way, one variable a gate, solved by HiGHS to a gap of zero.

Circular support, which a linear model does not see, is cut off by landmarks as it appears.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from functools import partial
from math import gcd
from weakref import proxy

import highspy
import numpy as np

from planner.model.learner import Learner
from planner.planning.closure import Closure
from planner.planning.completion import Completion
from planner.planning.formulation import Formulation
from planner.planning.kept_rows import KeptRows, add_row
from planner.planning.landmark_search import LandmarkSearch
from planner.planning.limit import Limit, Unreachable, never
from planner.planning.optimiser import interrupt_when, load
from planner.planning.reach import Element, State, network_of
from planner.planning.shared import SharedNeeds, rows_of_shared_needs
from planner.planning.tighten import broken, circular, tighten
from planner.planning.ways import Decision, Ways

_FOREVER = 1e8
_ANY_NUMBER = 2**31 - 1
_LARGE = 600
"""With fewer ways, looking for what they share takes longer than it saves."""
_SHORT = 20
"""Nodes after which a search among circles looks for more landmarks."""
_PATIENCE = 4
"""Selections that hold themselves up after which circles are taken for common."""
_OUT_OF_TIME = (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt)


Landmark = tuple[Set[int], Set[Decision]]
"""Ways and options of which every selection needs at least one."""
Mark = tuple[int, Set[int], list[int], bool]
"""How many further rows there are, which columns are settled, the solution, and whether ties are."""
Refusal = Callable[[Set[int], Set[Decision]], bool]
"""Whether the ways and options that are selected will not do; it has added rows that they break then."""


def satisfied(_selected: Set[int], _decided: Set[Decision]) -> bool:
    """No further condition."""
    return False


def _is_cancelled(program: Program) -> bool:
    """By the limit that counts now: once a search is given up, its last run has to come to an end."""
    return program.limit.cancelled()


class Program(Formulation):
    """The integer program. Levels are solved one after another, each fixed before the next."""

    def __init__(self, ways: Ways, relevant: list[int], limit: Limit) -> None:
        super().__init__(ways, relevant)
        self.limit = limit
        self.ends = time.monotonic() + limit.seconds
        self.proved = True
        self.settled = True
        """Whether ties were broken by the rule; time may end before."""
        self.network = network_of(ways)
        self.closure = Closure(ways)
        self.lower: dict[int, float] = {}
        """Columns that are settled, with their value."""
        self.elements: list[Element] = [
            *sorted(self.option_column),
            *sorted(relevant, key=lambda index: (ways.ways[index].studied, ways.ways[index].minutes, index)),
        ]
        """Everything that can be selected, what costs least first."""
        self.circular = circular(self)
        """Whether selections may well hold themselves up in circles, or one has done so."""
        if self.circular or len(relevant) > _LARGE:
            needs = SharedNeeds(self.network, relevant, self.time_is_up)
            self.rows += rows_of_shared_needs(self, needs) if needs.complete else []
        self.solver = load(self.rows, self.upper, self.lower, self.integer)
        if limit.cancelled is not never:
            interrupt_when(self.solver, partial(_is_cancelled, proxy(self)))
        self.solution: list[int] = []
        self.kept = KeptRows(self.solver)
        while self.rows:  # the solver has them; piece by piece, so that other threads get their turn
            del self.rows[-1000:]
        self.bound = 0.0
        """No valid selection is better by the present objective."""
        self.completion = Completion(self)
        self.settled_columns: list[int] = []
        """Columns with a value of their own while an objective is solved."""
        self.landmarks = LandmarkSearch(self.network)
        self.unfinished: list[Element] = []
        """All elements, those of the last selection first that did not reach the goal."""
        self.stopped_short = False
        """Whether the last run came to its limit of nodes."""
        self.refuse: Refusal = satisfied
        """A further condition on selections, looked at lazily."""

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
        if not self._solve(combined):
            if before:
                self.solution, self.settled = before, False
                return max(0.0, (self.best_bound() - len(then)) / scale)
            bound = max(0.0, (self._give_up() - len(then)) / scale)
        value = sum(weight * self.solution[column] for column, weight in objective.items())
        self.proved = bound is None or bound >= value
        if objective:
            self.kept.add(-np.inf, value + 0.5, {column: float(weight) for column, weight in objective.items()})
        return float(value) if bound is None else bound

    def _with_ties(self, objective: dict[int, int], then: Collection[int]) -> tuple[dict[int, int], float]:
        """The objective that counts `then` as well, and how much larger its numbers are."""
        if not then:
            return objective, 1.0
        unit = gcd(*objective.values()) or 1  # small numbers keep the optimiser exact
        combined = {column: weight // unit * (len(then) + 1) for column, weight in objective.items()}
        for index in then:
            combined[self.way_column[index]] = combined.get(self.way_column[index], 0) + 1
        return combined, (len(then) + 1) / unit

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
        return len(self.kept), set(self.lower), self.solution, self.settled

    def back_to(self, mark: Mark) -> None:
        """Forget all levels that were made small since, and what was settled by them."""
        rows, settled, self.solution, self.settled = mark
        self.kept.shorten(rows)
        for column in [column for column in self.lower if column not in settled]:
            del self.lower[column]
            self.solver.changeColBounds(column, 0.0, self.upper[column])

    def settle_ties(self, studied: list[int]) -> None:
        """Among all selections that are equal so far, take the one whose ids come first.

        Of two selections the one that holds the smallest id in which they differ comes first. Usually there is only one
        left, which a single solve shows; otherwise the ids are settled twenty at a time, first to last.
        """
        current = self.solution
        difference = {self.way_column[index]: (1 if current[self.way_column[index]] else -1) for index in studied}
        unique = (
            all(self.solution[column] == current[column] for column in difference) if self._solve(difference) else True
        )
        if unique:
            self.solution = current
            return
        names = self.ways.items
        order = sorted(studied, key=lambda index: (names[self.ways.ways[index].item], index))
        for first in range(0, len(order), 20):
            columns = [self.way_column[index] for index in order[first : first + 20]]
            if not self._solve({column: -(1 << (len(columns) - 1 - place)) for place, column in enumerate(columns)}):
                self.solution, self.settled = current, False
                return
            current = self.solution
            for column in columns:
                self.lower[column] = float(self.solution[column])
                self.solver.changeColBounds(column, self.lower[column], self.lower[column])

    def settle_options(self, studied: Iterable[int]) -> None:
        """Among the same items, take early options of named choices and no more of them than are needed."""
        if not self.option_column:
            return
        current = self.solution
        for index in studied:
            column = self.way_column[index]
            self.lower[column] = float(current[column])
            self.solver.changeColBounds(column, self.lower[column], self.lower[column])
        if not self._solve({column: option + 1 for (_name, option), column in self.option_column.items()}):
            self.solution, self.settled = current, False

    def selected(self) -> set[int]:
        """Indices of the chosen ways."""
        return {index for index, column in self.way_column.items() if self.solution[column]}

    def decided(self) -> frozenset[Decision]:
        """The options that are taken."""
        return frozenset(option for option, column in self.option_column.items() if self.solution[column])

    def _solve(self, objective: dict[int, int]) -> bool:
        """Find the valid selection with the least objective (by column); False when time is up before that."""
        self._price(objective)
        self.bound, self.completion.best, self.unfinished = 0.0, [], []
        if self.circular and not self.solution:
            tighten(self, self.time_is_up)
        try:
            return self._search()
        finally:
            self._unsettle()

    def _search(self) -> bool:
        first = self.circular and not self.solution
        misses = 0
        while True:
            if not self._run(_SHORT if first else None):
                return False
            if self.stopped_short:
                first = False
                tighten(self, self.time_is_up, thorough=True)
                continue
            self.bound = max(self.bound, self.solver.getInfo().objective_function_value - 0.5)
            values = self.solver.getSolution().col_value
            self.solution = [round(value) for value in values]
            selected, decided = self.selected(), self.decided()
            if self._reaches(selected, decided):
                if not self.refuse(selected, decided):
                    return True
                continue
            self._cut_off(selected, decided)
            misses += 1
            if misses == _PATIENCE and not self.circular:
                self.circular = True
                tighten(self, self.time_is_up)

    @property
    def indifferent(self) -> bool:
        """Whether every valid selection will do."""
        return self.refuse is satisfied

    def settle(self, out: Iterable[int], taken: Iterable[int]) -> None:
        """Leave these columns out, and take those, until the present objective is solved."""
        for columns, value in ((out, 0.0), (taken, 1.0)):
            for column in map(int, columns):
                if self.integer[column] and column not in self.lower:
                    self.solver.changeColBounds(column, value, value)
                    self.settled_columns.append(column)

    def _unsettle(self) -> None:
        for column in self.settled_columns:
            self.solver.changeColBounds(column, 0.0, self.upper[column])
        self.settled_columns = []

    def _reaches(self, selected: Set[int], decided: Set[Decision]) -> bool:
        state = State(self.network)
        state.add([*selected, *decided])
        return state.has(self.ways.goal)

    def _cut_off(self, selected: set[int], decided: frozenset[Decision]) -> None:
        """Landmarks that a selection breaks which does not reach the goal."""
        share: dict[Element, float] = dict.fromkeys(self.elements, 0.0)
        share |= dict.fromkeys([*selected, *decided], 1.0)
        order = sorted(self.elements, key=lambda element: -share[element])
        self.unfinished = order
        for item, landmark in broken(self, share, order, self.time_is_up):
            self.cut(landmark, item)

    def cut(self, landmark: Iterable[Element], item: int) -> None:
        """Row: the item is there only with something of a landmark of it."""
        row = dict.fromkeys(map(self.column_of, landmark), 1.0)
        if item == self.ways.goal:
            add_row(self.solver, 1.0, np.inf, row)
            return
        for column in self.of_item[item]:
            row[column] = row.get(column, 0.0) - 1.0
        add_row(self.solver, 0.0, np.inf, {column: value for column, value in row.items() if value})

    def relax(self) -> None:
        """Allow fractions."""
        self._set_kinds([False] * len(self.integer))

    def restore(self) -> None:
        """Ask for whole numbers again."""
        self._set_kinds(self.integer)

    def _set_kinds(self, integer: Sequence[bool]) -> None:
        kinds = np.array([highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger])
        columns = np.arange(len(integer), dtype=np.int32)
        self.solver.changeColsIntegrality(len(columns), columns, kinds[np.array(integer, dtype=np.int8)])

    def run_fractions(self) -> bool:
        """Solve the model as it stands, with fractions; whether that has ended well and in time."""
        self._set_time_limit()
        self.solver.run()
        return bool(self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def time_is_up(self) -> bool:
        """Whether the search shall end with what it has."""
        return self.limit.cancelled() or time.monotonic() > self.ends

    def _price(self, objective: dict[int, int]) -> None:
        self.costs = costs = np.zeros(len(self.upper))
        for column, weight in objective.items():
            costs[column] = weight
        columns = np.arange(len(self.upper), dtype=np.int32)
        self.solver.changeColsCost(len(columns), columns, costs)

    def _run(self, nodes: int | None = None) -> bool:
        """Solve the model as it stands; False when time is up before that. Raises Unreachable without a solution.

        With a limit to the nodes the answer may be that it stopped short of a solution.
        """
        self._set_time_limit()
        self.solver.setOptionValue("mip_max_nodes", _ANY_NUMBER if nodes is None else nodes)
        self.solver.run()
        status = self.solver.getModelStatus()
        self.stopped_short = status == highspy.HighsModelStatus.kSolutionLimit
        if self.stopped_short:
            return True
        if status == highspy.HighsModelStatus.kOptimal:
            return True
        if status in _OUT_OF_TIME:
            return False
        # HiGHS 1.15 ends about one warm start in 50,000 with "solve error" on models that do have a solution. Before
        # anybody is told that a goal is out of reach, a start from scratch without presolve has the last word.
        self.solver.clearSolver()
        self.solver.setOptionValue("presolve", "off")
        self._set_time_limit()
        self.solver.run()
        self.solver.setOptionValue("presolve", "choose")
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Unreachable(self.ways.items[self.ways.goal])
        if status != highspy.HighsModelStatus.kOptimal and status not in _OUT_OF_TIME:
            raise RuntimeError(f"the optimiser gave up: {self.solver.modelStatusToString(status)}")
        return status == highspy.HighsModelStatus.kOptimal

    def _set_time_limit(self) -> None:
        left = 0.0 if self.limit.cancelled() else max(0.0, self.ends - time.monotonic())
        self.solver.setOptionValue("time_limit", left if left < _FOREVER else np.inf)  # counted anew for every run

    def best_bound(self) -> float:
        """No valid selection is better than this by what was made small last, as far as is known when time is up."""
        found = self.solver.getInfo().mip_dual_bound
        return max(self.bound, found if np.isfinite(found) else 0.0)

    def _give_up(self) -> float:
        """Time is up: keep the best valid selection that is known; returns how good it could have been at best."""
        info, bound = self.solver.getInfo(), self.best_bound()
        found = self.solver.getSolution()
        if found.value_valid and info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            self.solution = [round(value) for value in found.col_value]
            kept = self.completion.best
            best = not kept or self.completion.worth(self.solution) <= self.completion.worth(kept)
            if best and self.ways.goal in self.closure.derive(self.selected(), self.decided()).step:
                return bound
        self.completion.complete(self.unfinished)
        if not self.completion.best:
            self.completion.take_everything()
        if self.completion.best:
            self.solution = self.completion.best
            return bound
        # Nothing valid yet: any way to the goal is better than none.
        self.ends, self.limit = np.inf, Limit(seconds=np.inf)
        self._solve({})
        return bound
