"""A plan from nothing, and planning again after progress and after a slip, on the built-in curriculum.

    python -m benchmarks.replan [--repeats 9] [--roles 12]

From each of the twelve entry roles: `make_plan` whole (choice, order, dates, reasons), `replan` whole after the first
items are done and after four weeks in which nothing was done, and only the new dates of the same items in the same
order. Three peers in the same run: networkx.topological_sort of the jobs; one closure pass over the curriculum; and the
floor, HiGHS alone on the model of the choice, built beforehand and solved once without any tie-break. Bare times are
printed beside the ratios, because the aim is one that a person can feel; quote them only from an idle machine.

Every plan is checked: the minimum of a separate search, prerequisites first, not before today, nothing that is done.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import highspy
import networkx as nx
import numpy as np

from benchmarks.measure import Run, Wrong, in_turn, load_line, parser_for, spread
from benchmarks.plans import START, Case, built_in, faults
from planner.model.document import Document
from planner.model.plan import Plan
from planner.planning.choose import Task, choose, prepare
from planner.planning.closure import Closure
from planner.planning.held import held_items
from planner.planning.limit import Limit
from planner.planning.network import Network
from planner.planning.optimiser import SETTINGS
from planner.planning.outcome import Schedule
from planner.planning.plan import make_plan
from planner.planning.replan import replan
from planner.planning.schedule import in_given_order
from planner.planning.worked import Worked, work_out

AIM = 0.05
"""Seconds for a whole plan on an idle machine."""
DONE = 5
SLIP = timedelta(weeks=4)


class Floor:
    """HiGHS and nothing else: the model of one choice, handed over and solved from nothing."""

    def __init__(self, task: Task) -> None:
        model = task.program(Limit())
        self.best = sum(task.aims[0].values())
        self.program = model.solver.getLp()
        costs = np.zeros(self.program.num_col_)
        for index, weight in task.aims[0].items():
            costs[model.way_column[index]] = weight
        self.program.col_cost_ = costs

    def solve(self) -> None:
        """One cold solve, with the settings of the planner."""
        solver = highspy.Highs()
        for option, value in SETTINGS.items():
            solver.setOptionValue(option, value)
        solver.passModel(self.program)
        solver.run()
        self.best = round(solver.getInfo().objective_function_value)


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of each thing, all repeats."""

    whole: list[float]
    progress: list[float]
    slip: list[float]
    dates: list[float]
    sort: list[float]
    closure: list[float]
    floor: list[float]


def check(document: Document, plan: Plan, today: date, minutes: int | None) -> None:
    """Raises Wrong where a plan is not what was asked for; `minutes`: the minimum, where it has to be reached."""
    title = f"{document.learner.start}, {today}"
    known = held_items(document.curriculum, document.learner)
    ends = {item.id: item.finish for item in plan.items}
    for item in plan.items:
        if item.start is None or item.finish is None or item.id in known:
            raise Wrong(f"{title}: {item.id} has no dates or is done")
        if item.start < today:
            raise Wrong(f"{title}: {item.id} starts in the past")
        for need in item.needs:
            end = ends.get(need)
            if end is not None and end > item.finish:
                raise Wrong(f"{title}: {item.id} ends before {need}, which it needs")
    lower = plan.binding.lower_bound
    if plan.finish is None or lower is None or plan.finish < lower:
        raise Wrong(f"{title}: the finish {plan.finish} lies before the bound {lower}")
    total = round(plan.totals.hours * 60)
    if plan.proof != "optimal" or (minutes is not None and total != minutes):
        raise Wrong(f"{title}: {total} minutes, not {minutes}")


def same_order(worked: Worked) -> Callable[[], Schedule]:
    """New dates for the same items: study in the order in which it began, jobs in that in which they ended."""
    slots = [worked.schedule.slots[job.items[0]] for job in worked.jobs]
    study = sorted(range(len(slots)), key=lambda number: slots[number])
    places = sorted(range(len(slots)), key=lambda number: slots[number].finish)

    def dated() -> Schedule:
        schedule = in_given_order(Network(worked.jobs), worked.calendar, study, places)
        schedule.days()
        return schedule

    return dated


def measure(document: Document, repeats: int) -> Measured:
    """Everything in turn for one learner. Raises Wrong where a plan does not stand up to the checks."""
    curriculum, learner = document.curriculum, document.learner
    plan, worked = make_plan(document), work_out(document)
    check(document, plan, START, choose(curriculum, learner).minutes)
    done = document.changed(learner=learner.changed(known=tuple(item.id for item in plan.items[:DONE])))
    reached = max(item.finish for item in plan.items[:DONE] if item.finish)
    late = START + SLIP
    for changed, today in ((done, reached), (document, late)):
        again = replan(changed, plan, today)
        # A choice that is hardly worse is kept on purpose.
        least = None if again.kept_choice and again.saving else choose(curriculum, changed.learner).minutes
        check(changed, again.plan, today, least)
    case = Case(str(learner.start), worked.jobs, learner.availability, worked.calendar)
    dated = same_order(worked)
    wrong = faults(worked.jobs, dated(), 1)
    task = prepare(curriculum, learner)
    if wrong or task is None:
        raise Wrong(f"{case.title}: {wrong[:1]}")
    closure, floor, graph = Closure(task.ways), Floor(task), case.graph
    runs: tuple[Run, ...] = (
        lambda: make_plan(document),
        lambda: replan(done, plan, reached),
        lambda: replan(document, plan, late),
        dated,
        lambda: list(nx.topological_sort(graph)),
        lambda: closure.derive(range(len(task.ways.ways))),
        floor.solve,
    )
    found = Measured(*in_turn(runs, repeats))
    if floor.best != round(plan.totals.hours * 60):
        raise Wrong(f"{case.title}: HiGHS alone finds {floor.best} minutes, the plan has {plan.totals.hours * 60}")
    return found


ROWS = (
    ("make_plan whole", "whole"),
    (f"replan whole, {DONE} items done", "progress"),
    (f"replan whole, {SLIP.days} days late", "slip"),
    ("dates only, same order", "dates"),
)
PEERS = ("sort", "closure", "floor")


def times(found: list[Measured], name: str) -> list[float]:
    """The median of each learner, for one of the things measured."""
    return [statistics.median(getattr(one, name)) for one in found]


def main(argv: list[str] | None = None) -> int:
    """Print the table; the exit code is 1 where a plan is wrong."""
    parser = parser_for(__doc__, "")
    parser.add_argument("--roles", type=int, default=12, help="how many of the entry roles, 12")
    arguments = parser.parse_args(argv)
    documents = built_in()[: arguments.roles]
    print(f"built-in curriculum, {len(documents)} entry roles: median (worst); {load_line()}")
    try:
        found = [measure(document, arguments.repeats) for document in documents]
    except Wrong as wrong:
        print(wrong)
        return 1
    print(f"{'':30}{'CPU ms':>16}{'x topo sort':>18}{'x closure':>16}{'x HiGHS alone':>16}")
    for words, name in ROWS:
        ours = [value for one in found for value in getattr(one, name)]
        row = f"{words:30}{statistics.median(ours) * 1000:8.1f} ({max(ours) * 1000:.1f})".ljust(46)
        for peer, width in zip(PEERS, (18, 16, 16), strict=True):
            ratios = [a / b for a, b in zip(times(found, name), times(found, peer), strict=True)]
            row += f"{spread(ratios, 1):>{width}}"
        print(row)
    for words, name in (("topological sort", "sort"), ("closure pass", "closure"), ("HiGHS alone", "floor")):
        print(f"{words:30}{spread((1000 * value for value in times(found, name)), 1):>16}")
    print(f"aim: make_plan below {AIM * 1000:g} ms on an idle machine; {load_line()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
