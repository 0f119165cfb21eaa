"""One run of the calendar, the calendar itself and the slack, against a topological sort of the same jobs.

    python -m benchmarks.schedule [--sizes 200,1000,5000,20000] [--seeds 3]

Plans of benchmarks.plans: a week with two free days, days off, a busy month and public holidays, jobs and degrees in
calendar months, exams and milestones. The peer is networkx.topological_sort of the graph of jobs, built beforehand.
Longest chain first is the order of priorities, studied one item at a time (W=1) and three at a time (W=3). A run tells
the first and the last day of every job; its jobs are prepared beforehand, as the order search does for all its runs.
Every schedule is checked: nothing before what it waits for, exactly its minutes and months, never too much at once.
"""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass

import networkx as nx

from benchmarks.measure import Wrong, fewer, in_turn, load_line, parser_for, spread
from benchmarks.plans import FAMILIES, Case, faults, large
from planner.planning.calendar import StudyCalendar
from planner.planning.network import Network, sorted_by
from planner.planning.outcome import Schedule
from planner.planning.simulation import Simulation
from planner.planning.slack import slack_days

AIMS = {1: 3.0, 3: 8.0}
"""Items at a time -> most topological sorts that one simulation may take."""


@dataclass(frozen=True, slots=True)
class Ratios:
    """CPU times of one plan, as multiples of a topological sort of its jobs."""

    one: float
    three: float
    calendar: float
    slack: float


def measure(case: Case, repeats: int) -> Ratios:
    """All of them in turn. Raises Wrong where a schedule does not stand up to the checks."""
    graph, longest, network = case.graph, [-job.tail for job in case.jobs], Network(case.jobs)

    def run(topics: int) -> Schedule:
        schedule = Simulation(network, case.calendar, sorted_by(longest), topics=topics).run()
        schedule.days()
        return schedule

    first, third = run(1), run(3)
    for topics, schedule in ((1, first), (3, third)):
        wrong = faults(case.jobs, schedule, topics)
        if wrong:
            raise Wrong(f"{case.title}, {topics} at a time: {wrong[0]}, {len(wrong)} faults")
    slack = slack_days(case.jobs, first)
    if any(slack[item] for item in first.chain[-1:]) or min(slack.values()) < 0:
        raise Wrong(f"{case.title}: what ends last has slack")
    times = in_turn(
        (
            lambda: list(nx.topological_sort(graph)),
            lambda: run(1),
            lambda: run(3),
            lambda: StudyCalendar(case.availability),
            lambda: slack_days(case.jobs, first),
        ),
        repeats,
    )
    sort = statistics.median(times[0])
    return Ratios(*(statistics.median(some) / sort for some in times[1:]))


def main(argv: list[str] | None = None) -> int:
    """Print one line a size and family; the exit code is 1 where a schedule is wrong."""
    arguments = parser_for(__doc__, "200,1000,5000,20000", 3).parse_args(argv)
    print(f"multiples of networkx.topological_sort, median (worst) of {arguments.seeds} plans; {load_line()}")
    print(f"{'n':>6} {'family':6}{'jobs':>8}{'W=1':>14}{'W=3':>14}{'calendar':>14}{'slack':>14}")
    try:
        for size in arguments.sizes:
            for family in FAMILIES:
                cases = [large(family, size, seed) for seed in range(arguments.seeds)]
                found = [measure(case, fewer(arguments.repeats, size)) for case in cases]
                row = f"{size:6} {family:6}{statistics.median(len(case.jobs) for case in cases):8,.0f}"
                for name in ("one", "three", "calendar", "slack"):
                    row += f"{spread((getattr(one, name) for one in found), 1):>14}"
                print(row, flush=True)
    except Wrong as wrong:
        print(wrong)
        return 1
    print(f"aims: W=1 at most {AIMS[1]:g} x, W=3 at most {AIMS[3]:g} x; {load_line()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
