"""The integer program behind the choice: one binary a way, one variable a gate, solved by HiGHS to a gap of zero.

Circular support, which a linear model does not see, is cut off by landmarks as it appears.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from math import gcd

import highspy
import numpy as np

from planner.model.learner import Learner
from planner.planning.closure import Closure
from planner.planning.limit import Limit, Unreachable, never
from planner.planning.optimiser import Row, load
from planner.planning.reach import Element, State, landmarks, network_of
from planner.planning.ways import Decision, Ways

_FOREVER = 1e8
_MOST_LANDMARKS = 100
"""Landmarks from one selection; all of them speed up the search, a few thousand would slow the solver down."""
_TIME_IS_UP = (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt)


Landmark = tuple[Set[int], Set[Decision]]
"""Ways and options of which every selection needs at least one."""
Refusal = Callable[[Set[int], Set[Decision]], bool]
"""Whether the ways and options that are selected will not do; it has added rows that they break then."""


def satisfied(_selected: Set[int], _decided: Set[Decision]) -> bool:
    """No further condition."""
    return False


class Program:
    """The integer program. Levels are solved one after another, each fixed before the next."""

    def __init__(self, ways: Ways, relevant: list[int], limit: Limit) -> None:
        self.ways, self.relevant, self.limit = ways, relevant, limit
        self.ends = time.monotonic() + limit.seconds
        self.proved = True
        self.settled = True
        """Whether ties were broken by the rule; time may end before."""
        self.network = network_of(ways)
        self.closure = Closure(ways)
        self.way_column = {index: column for column, index in enumerate(relevant)}
        self.lower: dict[int, float] = {}
        """Columns that are settled, with their value."""
        self.upper: list[float] = [1.0] * len(relevant)
        self.integer: list[bool] = [True] * len(relevant)
        self.of_item: dict[int, list[int]] = {}
        for column, index in enumerate(relevant):
            self.of_item.setdefault(ways.ways[index].item, []).append(column)
        self.option_column: dict[Decision, int] = {}
        self.gate_column: dict[int, int] = {}
        self.rows: list[Row] = []
        self._build()
        self.elements: list[Element] = [
            *sorted(self.option_column),
            *sorted(relevant, key=lambda index: (ways.ways[index].studied, ways.ways[index].minutes, index)),
        ]
        """Everything that can be selected, what costs least first."""
        self.solver = self._load()
        self.solution: list[int] = []
        self.fixed_rows = len(self.rows)
        """Rows after these name ways and options only."""
        self.bound = 0.0
        """No valid selection is better by the present objective."""
        self.repaired: list[int] = []
        """The best valid solution that was made of an invalid one."""
        self.circular = False
        """Whether a selection has held itself up in a circle."""
        self.refuse: Refusal = satisfied
        """A further condition on selections, looked at lazily."""

    def _column_of(self, element: Element) -> int:
        return self.way_column[element] if isinstance(element, int) else self.option_column[element]

    def _column(self, integer: bool, upper: float = 1.0) -> int:
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.upper) - 1

    def _build(self) -> None:
        for columns in self.of_item.values():
            if len(columns) > 1:
                self.rows.append((-np.inf, 1.0, dict.fromkeys(columns, 1.0)))
        for column, index in enumerate(self.relevant):
            way = self.ways.ways[index]
            for part in way.requires + way.corequisites:
                self._at_most(column, part)
        self.rows.append((1.0, np.inf, dict.fromkeys(self.of_item[self.ways.goal], 1.0)))
        by_name: dict[str, list[int]] = {}
        for (name, _option), column in self.option_column.items():
            by_name.setdefault(name, []).append(column)
        for name, columns in by_name.items():
            if name in self.ways.exclusive:
                self.rows.append((-np.inf, 1.0, dict.fromkeys(columns, 1.0)))

    def _at_most(self, column: int, part: int) -> None:
        """Row: the variable `column` is true only if `part` is."""
        row = {column: 1.0}
        for inner, coefficient in self._part(part).items():
            row[inner] = row.get(inner, 0.0) - coefficient
        self.rows.append((-np.inf, 0.0, row))

    def _part(self, part: int) -> dict[int, float]:
        """An item or gate as a linear expression that is 1 when it is true."""
        if part >= 0:
            return dict.fromkeys(self.of_item.get(part, ()), 1.0)
        return {self._gate(-1 - part): 1.0}

    def _gate(self, number: int) -> int:
        if number in self.gate_column:
            return self.gate_column[number]
        gate = self.ways.gates[number]
        # Halves of two branches must not add up to a whole one, so gates that count need a whole-number variable.
        column = self.gate_column[number] = self._column(integer=1 < gate.k < gate.most)
        row: dict[int, float] = {column: float(gate.k)}
        if gate.k == gate.most and not gate.decision:
            for member in gate.members:
                self._at_most(column, member)
            return column
        for position, member in enumerate(gate.members):
            terms = self._part(member)
            if gate.decision:
                both = self._column(integer=False)
                self._at_most(both, member)
                options = {self._option(gate.decision, option): -1.0 for option in gate.options[position]}
                self.rows.append((-np.inf, 0.0, {both: 1.0, **options}))
                terms = {both: 1.0}
            for inner, coefficient in terms.items():
                row[inner] = row.get(inner, 0.0) - coefficient * gate.weight(position)
        self.rows.append((-np.inf, 0.0, row))
        return column

    def _option(self, name: str, option: int) -> int:
        if (name, option) not in self.option_column:
            self.option_column[name, option] = self._column(integer=True)
        return self.option_column[name, option]

    def _load(self) -> highspy.Highs:
        solver = load(self.rows, self.upper, self.lower, self.integer)
        if self.limit.cancelled is not never:
            solver.cbMipInterrupt.subscribe(self._interrupt)
        return solver

    def _interrupt(self, event: highspy.HighsCallbackEvent) -> None:
        if self.limit.cancelled():
            event.interrupt()

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
            self._row(-np.inf, value + 0.5, {column: float(weight) for column, weight in objective.items()})
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
        self._row(-np.inf, most + 0.5, row)

    def at_least_one(self, landmark: Landmark) -> None:
        """From now on, selections have one of these ways or options."""
        self._row(1.0, np.inf, dict.fromkeys(self._columns(landmark), 1.0))

    def at_most_unless(self, cost: Mapping[int, int], most: int, landmark: Landmark, more: int) -> None:
        """From now on, selections cost no more than `most`, and `more` for each way or option of the landmark."""
        row = {self.way_column[index]: float(weight) for index, weight in cost.items() if weight}
        for column in self._columns(landmark):
            row[column] = row.get(column, 0.0) - more
        self._row(-np.inf, most + 0.5, row)

    def _columns(self, landmark: Landmark) -> list[int]:
        ways, options = landmark
        found = [self.way_column[index] for index in sorted(ways) if index in self.way_column]
        return found + [self.option_column[option] for option in sorted(options) if option in self.option_column]

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
        self.bound, self.repaired = 0.0, []
        while True:
            if not self._run():
                return False
            self.bound = max(self.bound, self.solver.getInfo().objective_function_value - 0.5)
            values = self.solver.getSolution().col_value
            self.solution = [round(value) for value in values]
            selected, decided = self.selected(), self.decided()
            lacking = self._landmarks(selected, decided)
            if lacking and not self.circular:
                self.circular = True
                self._tighten()
            if not lacking:
                if not self.refuse(selected, decided):
                    return True
                continue
            for one in lacking:
                self.at_least_one(one)

    def _landmarks(self, selected: set[int], decided: frozenset[Decision]) -> list[Landmark]:
        """What the selection lacks before it reaches the goal: none when it does."""
        state = State(self.network)
        state.add([*selected, *decided])
        found = landmarks(state, self.elements, self.ways.goal, _MOST_LANDMARKS)
        if found and state.has(self.ways.goal):
            self._keep_repaired(state)
        return [_as_landmark(one) for one in found]

    def _take_everything(self) -> None:
        """The way to the goal that is ready first when everything may be taken, and the first option of each choice."""
        state = State(self.network)
        state.add(
            element
            for element in self.elements
            if isinstance(element, int) or element[0] not in self.ways.exclusive or self._is_first(element)
        )
        if state.has(self.ways.goal):
            self._keep_repaired(state)

    def _is_first(self, option: Decision) -> bool:
        return option == min(other for other in self.option_column if other[0] == option[0])

    def _keep_repaired(self, state: State) -> None:
        """Remember what the selection becomes with all that it lacks, if it is allowed and the best so far."""
        names = [name for name, _option in state.options if name in self.ways.exclusive]
        if len(names) > len(set(names)):
            return
        usable = [index for index in self.relevant if state.usable[index]]
        derived = self.closure.derive(usable, state.options)
        ways = self.closure.used(derived, state.options, self.ways.goal)
        solution = [0] * len(self.upper)
        for index in ways:
            solution[self.way_column[index]] = 1
        for option in state.options:
            solution[self.option_column[option]] = 1
        allowed = all(
            low <= sum(value * solution[column] for column, value in row.items()) <= high
            for low, high, row in self.rows[self.fixed_rows :]
        )
        if allowed and (not self.repaired or self._worth(solution) < self._worth(self.repaired)):
            self.repaired = solution

    def _worth(self, solution: Sequence[int]) -> float:
        return float(self.costs @ np.array(solution))

    def _tighten(self) -> None:
        """Add landmarks until the program without whole numbers keeps them too.

        Circles hold themselves up for next to nothing there, so that the solver's bound says nothing and it has to try
        everything. A landmark that the fractions break is looked for by leaving out the largest fractions first.
        """
        for one in self._landmarks(set(), frozenset()):
            self.at_least_one(one)
        count = len(self.upper)
        columns = np.arange(count, dtype=np.int32)
        kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
        self.solver.changeColsIntegrality(count, columns, np.array([kinds[False]] * count))
        for _round in range(_MOST_LANDMARKS):
            self._set_time_limit()
            self.solver.run()
            if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                break
            values = self.solver.getSolution().col_value
            share = {element: values[self._column_of(element)] for element in self.elements}
            rest = sorted(self.elements, key=lambda element: -round(share[element], 6))
            cover = landmarks(State(self.network), rest, self.ways.goal, _MOST_LANDMARKS)
            broken = [one for one in cover if sum(share[element] for element in one) < 0.99]
            for found in broken:
                self.at_least_one(_as_landmark(found))
            if not broken:
                break
        self.solver.changeColsIntegrality(count, columns, np.array([kinds[one] for one in self.integer]))

    def _price(self, objective: dict[int, int]) -> None:
        self.costs = costs = np.zeros(len(self.upper))
        for column, weight in objective.items():
            costs[column] = weight
        columns = np.arange(len(self.upper), dtype=np.int32)
        self.solver.changeColsCost(len(columns), columns, costs)

    def _run(self) -> bool:
        """Solve the model as it stands; False when time is up before that. Raises Unreachable without a solution."""
        self._set_time_limit()
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return True
        if status in _TIME_IS_UP:
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
        if status != highspy.HighsModelStatus.kOptimal and status not in _TIME_IS_UP:
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
            best = not self.repaired or self._worth(self.solution) <= self._worth(self.repaired)
            if best and self.ways.goal in self.closure.derive(self.selected(), self.decided()).step:
                return bound
        if not self.repaired:
            self._take_everything()
        if self.repaired:
            self.solution = self.repaired
            return bound
        # Nothing valid yet: any way to the goal is better than none.
        self.ends, self.limit = np.inf, Limit(seconds=np.inf)
        self._solve({})
        return bound

    def _row(self, low: float, high: float, row: dict[int, float]) -> None:
        self.rows.append((low, high, row))
        columns = np.array(list(row), dtype=np.int32)
        self.solver.addRow(low, high, len(row), columns, np.array(list(row.values())))


def _as_landmark(elements: Iterable[Element]) -> Landmark:
    found = list(elements)
    return {one for one in found if isinstance(one, int)}, {one for one in found if not isinstance(one, int)}
