"""What to learn: the set of items with the fewest hours (or least money) that reaches the goal, proved.

The choice is a mixed-integer model solved by HiGHS to a gap of zero. One binary a way to obtain an item, one variable a
gate; circular support, which a linear model cannot see, is cut off by landmarks as it appears. Ties are broken by
further levels: fewer items, then earlier options in the file, then the smaller id, so that every machine and solver
version gives the same plan.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np

from planner.model.curriculum import Curriculum
from planner.model.learner import Aim, Learner
from planner.planning.closure import Closure, Decision, Derivation
from planner.planning.ways import Ways, build_ways

_FOREVER = 1e8
_TIME_IS_UP = (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt)


class Unreachable(Exception):
    """No set of items that this learner may plan reaches the goal."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen items."""

    minutes: int
    """Study still to do, degrees included."""
    studied: tuple[str, ...]
    """Items to study, in the order of the files."""
    credit: dict[str, str]
    """Studied item -> planned item whose credit makes it cheaper."""
    conferred: dict[str, str]
    """Item that comes for nothing -> planned item that it comes with."""
    step: dict[str, int]
    """In which step of the derivation each item is obtained; support comes from earlier steps."""
    decided: frozenset[Decision]
    """Options taken, as (name of the choice, index)."""
    proved: bool
    """Whether no better set exists, for certain."""
    gap: float = 0.0
    """How much better the best set may be at most, as a fraction; 0 where it is proved."""


def never() -> bool:
    """Nobody cancels."""
    return False


@dataclass(frozen=True, slots=True)
class Limit:
    """When a search ends although nothing is proved yet. The best selection so far is kept, with its bound."""

    seconds: float = 20.0
    cancelled: Callable[[], bool] = never


def choose(curriculum: Curriculum, learner: Learner, limit: Limit | None = None) -> Selection:
    """The set of items that reaches the learner's goal and is best by the learner's aim.

    Aim "hours": fewest minutes of study. "money": least cost, then fewest minutes. "mix": least sum of the cost and of
    the hours at what they are worth to the learner. A budget is kept in any case. Raises Unreachable when there is no
    such set.
    """
    ways = build_ways(curriculum, learner)
    if learner.goal in ways.held:
        return Selection(0, (), {}, {}, {}, frozenset(), True)
    relevant = _relevant(ways, Closure(ways).derive(range(len(ways.ways))))
    if not relevant:
        raise Unreachable(learner.goal)
    model = _Model(ways, relevant, limit or Limit())
    model.keep_budget(learner)
    studied = [index for index in relevant if ways.ways[index].studied]
    first, *others = _aims(ways, relevant, learner)
    model.minimise(first)
    if model.proved:
        for cost in others:
            model.minimise(cost)
        model.minimise(dict.fromkeys(studied, 1))
        model.minimise({index: ways.option_rank.get(ways.ways[index].item, 0) for index in studied})
        model.settle_ties(studied)
    return _selection(ways, model)


def _aims(ways: Ways, relevant: list[int], learner: Learner) -> list[dict[int, int]]:
    """What is made small, most important first: costs of the ways by index, in whole numbers."""
    minutes = {index: ways.ways[index].minutes for index in relevant}
    cents = {index: ways.ways[index].cents for index in relevant}
    if learner.aim is Aim.HOURS:
        return [minutes]
    if learner.aim is Aim.MONEY:
        return [cents, minutes]
    worth = round(learner.hour_worth_usd * 100)  # cents an hour; a sixtieth of it a minute keeps the sum whole
    return [{index: 60 * cents[index] + worth * minutes[index] for index in relevant}, minutes]


def reachable(curriculum: Curriculum, learner: Learner) -> bool:
    """Whether the goal can be reached at all; cheaper than `choose`."""
    ways = build_ways(curriculum, learner)
    if learner.goal in ways.held:
        return True
    relevant = _relevant(ways, Closure(ways).derive(range(len(ways.ways))))
    if not relevant or (learner.budget_usd is None and not any(gate.decision for gate in ways.gates)):
        return bool(relevant)
    model = _Model(ways, relevant, Limit(seconds=float("inf")))
    try:
        model.keep_budget(learner)
        model.minimise({})
    except Unreachable:
        return False
    return True


def _relevant(ways: Ways, everything: Derivation) -> list[int]:
    """Ways that can be used and that the goal may depend on; none when the goal cannot be reached."""
    if ways.goal not in everything.step:
        return []
    by_item: dict[int, list[int]] = {}
    for index, way in enumerate(ways.ways):
        by_item.setdefault(way.item, []).append(index)
    found: set[int] = set()
    seen: set[int] = set()
    stack = [ways.goal]
    while stack:
        part = stack.pop()
        if part in seen:
            continue
        seen.add(part)
        if part < 0:
            stack += ways.gates[-1 - part].members
        elif part in everything.step:
            for index in by_item[part]:
                found.add(index)
                stack += ways.ways[index].requires + ways.ways[index].corequisites
    return sorted(found)


def _selection(ways: Ways, model: _Model) -> Selection:
    selected, decided = model.selected(), model.decided()
    derived = Closure(ways).derive(selected, decided)
    used = [derived.way[item] for item in sorted(derived.way)]
    names = ways.items
    chosen = [ways.ways[index] for index in used]
    return Selection(
        minutes=sum(way.minutes for way in chosen),
        studied=tuple(names[way.item] for way in chosen if way.studied),
        credit={names[way.item]: way.credit for way in chosen if way.credit},
        conferred={names[way.item]: names[way.requires[0]] for way in chosen if not way.studied},
        step={names[item]: step for item, step in derived.step.items()},
        decided=decided,
        proved=model.proved,
        gap=model.gap,
    )


class _Model:
    """The integer program. Levels are solved one after another, each fixed before the next."""

    def __init__(self, ways: Ways, relevant: list[int], limit: Limit) -> None:
        self.ways, self.relevant, self.limit = ways, relevant, limit
        self.ends = time.monotonic() + limit.seconds
        self.proved = True
        self.gap = 0.0
        self.closure = Closure(ways)
        self.way_column = {index: column for column, index in enumerate(relevant)}
        self.upper: list[float] = [1.0] * len(relevant)
        self.integer: list[bool] = [True] * len(relevant)
        self.of_item: dict[int, list[int]] = {}
        for column, index in enumerate(relevant):
            self.of_item.setdefault(ways.ways[index].item, []).append(column)
        self.option_column: dict[Decision, int] = {}
        self.gate_column: dict[int, int] = {}
        self.rows: list[tuple[float, float, dict[int, float]]] = []
        self._build()
        self.solver = self._load()
        self.solution: list[int] = []

    def _column(self, integer: bool) -> int:
        self.upper.append(1.0)
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
        column = self.gate_column[number] = self._column(integer=1 < gate.k < len(gate.members))
        row: dict[int, float] = {column: float(gate.k)}
        if gate.k == len(gate.members) and not gate.decision:
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
                row[inner] = row.get(inner, 0.0) - coefficient
        self.rows.append((-np.inf, 0.0, row))
        return column

    def _option(self, name: str, option: int) -> int:
        if (name, option) not in self.option_column:
            self.option_column[name, option] = self._column(integer=True)
        return self.option_column[name, option]

    def _load(self) -> highspy.Highs:
        count = len(self.upper)
        starts: list[int] = [0]
        columns: list[int] = []
        values: list[float] = []
        for _low, _high, row in self.rows:
            columns += row.keys()
            values += row.values()
            starts.append(len(columns))
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = count, len(self.rows)
        program.col_cost_ = np.zeros(count)
        program.col_lower_, program.col_upper_ = np.zeros(count), np.array(self.upper)
        program.row_lower_ = np.array([low for low, _high, _row in self.rows])
        program.row_upper_ = np.array([high for _low, high, _row in self.rows])
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.array(starts, dtype=np.int32)
        program.a_matrix_.index_ = np.array(columns, dtype=np.int32)
        program.a_matrix_.value_ = np.array(values, dtype=np.float64)
        kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
        program.integrality_ = [kinds[integer] for integer in self.integer]
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("random_seed", 0)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.setOptionValue("mip_abs_gap", 0.99)  # every objective is a whole number
        solver.passModel(program)
        if self.limit.cancelled is not never:
            solver.cbMipInterrupt.subscribe(self._interrupt)
        return solver

    def _interrupt(self, event: highspy.HighsCallbackEvent) -> None:
        if self.limit.cancelled():
            event.interrupt()

    def minimise(self, cost: dict[int, int]) -> None:
        """Find a valid selection of least cost (index of way -> cost) and keep all later ones at that cost.

        When time is up, the first level keeps the best selection known with its bound; later levels, which only break
        ties, leave the selection as it is. Raises Unreachable when no selection is valid.
        """
        objective = {self.way_column[index]: weight for index, weight in cost.items() if weight}
        before, bound = self.solution, None
        if not self._solve(objective):
            if before:
                self.solution = before
                return
            bound = self._give_up()
        value = sum(weight * self.solution[column] for column, weight in objective.items())
        if bound is not None:
            self.gap = 1 - bound / value if value else 0.0
        if objective:
            self._row(-np.inf, value + 0.5, {column: float(weight) for column, weight in objective.items()})

    def keep_budget(self, learner: Learner) -> None:
        """Add up no more money than the learner has, if there is a limit."""
        if learner.budget_usd is not None:
            costs = {self.way_column[index]: float(self.ways.ways[index].cents) for index in self.relevant}
            self._row(-np.inf, round(learner.budget_usd * 100) + 0.5, {c: v for c, v in costs.items() if v})

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
                self.solution = current
                return
            current = self.solution
            for column in columns:
                self.solver.changeColBounds(column, float(self.solution[column]), float(self.solution[column]))

    def selected(self) -> set[int]:
        """Indices of the chosen ways."""
        return {index for index, column in self.way_column.items() if self.solution[column]}

    def decided(self) -> frozenset[Decision]:
        """The options that are taken."""
        return frozenset(option for option, column in self.option_column.items() if self.solution[column])

    def _solve(self, objective: dict[int, int]) -> bool:
        """Find the valid selection with the least objective (by column); False when time is up before that."""
        costs = np.zeros(len(self.upper))
        for column, weight in objective.items():
            costs[column] = weight
        columns = np.arange(len(self.upper), dtype=np.int32)
        self.solver.changeColsCost(len(columns), columns, costs)
        while True:
            if not self._run():
                return False
            values = self.solver.getSolution().col_value
            self.solution = [round(value) for value in values]
            selected, decided = self.selected(), self.decided()
            if self.ways.goal in self.closure.derive(selected, decided).step:
                return True
            ways, options = self.closure.blame(selected, decided, self.ways.goal)
            landmark = {self.way_column[index]: 1.0 for index in ways if index in self.way_column}
            landmark |= {self.option_column[option]: 1.0 for option in options if option in self.option_column}
            self._row(1.0, np.inf, landmark)

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

    def _give_up(self) -> float:
        """Time is up: keep the best valid selection that is known; returns how good it could have been at best."""
        self.proved = False
        info = self.solver.getInfo()
        bound = info.mip_dual_bound if np.isfinite(info.mip_dual_bound) else 0.0
        found = self.solver.getSolution()
        if found.value_valid and info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            self.solution = [round(value) for value in found.col_value]
            if self.ways.goal in self.closure.derive(self.selected(), self.decided()).step:
                return bound
        # Nothing valid yet: any way to the goal is better than none, and is found at once.
        self.ends, self.limit = np.inf, Limit(seconds=np.inf)
        self._solve({})
        return bound

    def _row(self, low: float, high: float, row: dict[int, float]) -> None:
        columns = np.array(list(row), dtype=np.int32)
        self.solver.addRow(low, high, len(row), columns, np.array(list(row.values())))
