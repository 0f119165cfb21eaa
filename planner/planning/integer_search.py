"""The search for the selection with the least of one objective: an integer program, solved by HiGHS to a gap of zero.

One binary a way, one variable a gate. Circular support, which a linear model does not see, is cut off by landmarks as
it appears. Often the program in fractions has an answer in whole numbers: then nothing has to be searched.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Set
from functools import partial
from weakref import proxy

import highspy
import numpy as np

from planner.planning.closure import Closure
from planner.planning.completion import Completion
from planner.planning.formulation import Formulation
from planner.planning.kept_rows import KeptRows, add_row
from planner.planning.landmark_search import LandmarkSearch
from planner.planning.limit import Limit, Unreachable, never
from planner.planning.optimiser import interrupt_when, load
from planner.planning.reach import Element, State, network_of
from planner.planning.shared import SharedNeeds, places, rows_of_shared_needs
from planner.planning.tighten import broken, circular, tighten
from planner.planning.ways import Decision, Ways

_FOREVER = 1e8
_ANY_NUMBER = 2**31 - 1
_LARGE = 600
"""With fewer ways, rows for what they share take longer than they save."""
_VERY_LARGE = 2_000
"""With fewer ways, ties are broken before landmarks for that are found."""
_SHORT = 20
"""Nodes after which a search among circles looks for more landmarks."""
_PATIENCE = 4
"""Selections that hold themselves up after which circles are taken for common."""
_LAST_TOUCH = 0.3
"""Seconds that may be taken, when time is up, to leave out of a selection what is not needed."""
_OUT_OF_TIME = (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt)

_WHOLE = 1e-6
"""What is so near to a whole number is one."""
Refusal = Callable[[Set[int], Set[Decision]], bool]
"""Whether the ways and options that are selected will not do; it has added rows that they break then."""


def satisfied(_selected: Set[int], _decided: Set[Decision]) -> bool:
    """No further condition."""
    return False


def _is_cancelled(program: IntegerSearch) -> bool:
    """By the limit that counts now: once a search is given up, its last run has to come to an end."""
    return program.limit.cancelled()


class IntegerSearch(Formulation):
    """HiGHS on a formulation."""

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
        self.large = self.circular or len(relevant) > _LARGE
        needs = SharedNeeds(self.network, relevant, self.time_is_up)
        if needs.complete:
            self._take_forced(needs)
            self.rows += rows_of_shared_needs(self, needs) if self.large else []
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
        self.tightened = False
        """Whether landmarks that the fractions break were looked for."""
        self.mostly_whole = True
        """Whether the fractions may well have an answer in whole numbers."""
        self.fractions: tuple[float, np.ndarray] | None = None
        """Of the present objective in fractions: its least value, and by how much each column makes it worse."""

    def _take_forced(self, needs: SharedNeeds) -> None:
        """What every way to the goal asks for is there."""
        for item in places(needs.of[self.ways.goal]):
            columns = self.of_item[item]
            if len(columns) == 1:
                self.lower[columns[0]] = 1.0
            else:
                self.rows.append((1.0, np.inf, dict.fromkeys(columns, 1.0)))

    def selected(self) -> set[int]:
        """Indices of the chosen ways."""
        return {index for index, column in self.way_column.items() if self.solution[column]}

    def decided(self) -> frozenset[Decision]:
        """The options that are taken."""
        return frozenset(option for option, column in self.option_column.items() if self.solution[column])

    def _solve(self, objective: dict[int, int]) -> bool:
        """Find the valid selection with the least objective (by column); False when time is up before that."""
        self._price(objective)
        self.bound, self.completion.best, self.unfinished, self.fractions = 0.0, [], [], None
        if (self.circular and not self.solution) or (self.solution and self._may_gain()):
            self.tightened = True
            tighten(self, self.time_is_up)
        try:
            return self._search()
        finally:
            self._unsettle()

    def _may_gain(self) -> bool:
        """Whether landmarks may spare more than they take although circles are rare.

        The first level is mostly proved before they are found. Those that break ties are harder.
        """
        return not (self.tightened or self.mostly_whole) and self.indifferent and len(self.relevant) > _VERY_LARGE

    def _search(self) -> bool:
        first = self.circular and not self.solution
        misses = 0
        while True:
            if not self._in_whole_numbers():
                if not self._run(_SHORT if first else None):
                    return False
                if self.stopped_short:
                    first = False
                    tighten(self, self.time_is_up, thorough=True)
                    continue
                self.solution = [round(value) for value in self.solver.getSolution().col_value]
            self.bound = max(self.bound, self.solver.getInfo().objective_function_value - 0.5)
            selected, decided = self.selected(), self.decided()
            if self._reaches(selected, decided):
                if not self.refuse(selected, decided):
                    return True
                continue
            self._cut_off(selected, decided)
            if self.time_is_up():  # then nothing may have been cut off, and the same would be found for ever
                return False
            misses += 1
            if self._may_gain():
                self.tightened = True
                tighten(self, self.time_is_up)
            if misses == _PATIENCE and not self.circular:
                self.circular = True
                tighten(self, self.time_is_up)

    def _in_whole_numbers(self) -> bool:
        """Whether the best fractions are whole numbers in truth; they are the solution then."""
        if not self.mostly_whole:
            return False
        self.relax()
        ended = self.run_fractions()
        self.restore()
        if ended:
            found, least = self.solver.getSolution(), self.solver.getInfo().objective_function_value
            values = np.array(found.col_value)
            whole = np.rint(values)
            self.fractions = least, np.array(found.col_dual)
            chosen = np.array(list(self.way_column.values()) + list(self.option_column.values()))
            near = float(np.abs(values - whole)[chosen].max()) < _WHOLE
            if near and self.costs @ whole < least + 0.5:
                self.solution = [int(value) for value in whole]
                return True
        self.mostly_whole = False
        return False

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

    def fix_what_is_settled(self) -> None:
        """The present objective is decided: leave everything as it is that would make it worse by the fractions."""
        if self.fractions and self.indifferent:
            least, duals = self.fractions
            worse = np.flatnonzero(np.abs(duals) > self.costs @ np.array(self.solution) - least + 0.5)
            self._fix(column for column in map(int, worse) if self.integer[column])

    def _fix(self, columns: Iterable[int]) -> None:
        """Leave these columns at what they are in the solution."""
        for column in columns:
            if column not in self.lower:
                self.lower[column] = float(self.solution[column])
                self.solver.changeColBounds(column, self.lower[column], self.lower[column])

    def _free(self, columns: Iterable[int]) -> None:
        """Take that back."""
        for column in columns:
            del self.lower[column]
            self.solver.changeColBounds(column, 0.0, self.upper[column])

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
        self.solver.setOptionValue("solve_relaxation", True)

    def restore(self) -> None:
        """Ask for whole numbers again."""
        self.solver.setOptionValue("solve_relaxation", False)

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
        enough = time.monotonic() + _LAST_TOUCH
        self.completion.complete(self.unfinished, lambda: time.monotonic() > enough)
        if not self.completion.best:
            self.completion.take_everything()
        if self.completion.best:
            self.solution = self.completion.best
            return bound
        # Nothing valid yet: any way to the goal is better than none.
        self.ends, self.limit = np.inf, Limit(seconds=np.inf)
        self._solve({})
        return bound
