"""The search for the best order against a topological sort, and the order of milestones against CP-SAT.

    python -m benchmarks.order [--sizes 200,1000,5000,20000] [--seeds 3] [--milestones 50,100,200,1000]

First table: all orders that are tried, the lower bound and the proof, for the objectives "finish" and "wins", on plans
of benchmarks.plans and on the plans of the built-in curriculum, as multiples of networkx.topological_sort of the same
jobs. "late" is by how many days the finish may miss the best one at most; "gap" by what part the sum of study until
each credential and milestone may. A search that takes too much CPU time is stopped and counted; the same family is then
not tried again at that size or above it.

Second table: planner.planning.sequence on the study of the same plans with at most 13 milestones, against the time that
CP-SAT takes to its proof in a process of its own. Both get the jobs that a milestone needs and no others, as numbers;
what takes less than half a second is done nine times on both sides, and the median counts. The limit of CP-SAT is one
of the clock on the wall, so that a busy machine leaves it less CPU time. Every order is checked and added up again
here.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

from benchmarks import one_machine
from benchmarks.measure import (
    TooLong,
    Wrong,
    at_most,
    fewer,
    in_turn,
    load_line,
    numbers,
    parser_for,
    spread,
)
from benchmarks.plans import FAMILIES, Case, built_in, faults, large, planned
from planner.app import commands
from planner.model.learner import Order
from planner.model.plan import Ordered
from planner.planning.bounds import no_order_before
from planner.planning.calendar import Moment
from planner.planning.outcome import Schedule
from planner.planning.schedule import best_schedule, proof_of
from planner.planning.sequence import best_order

SECONDS = 30.0
"""CPU time for one search by "wins"."""
PEER_SECONDS = 10.0
MOST_MILESTONES = 13
AIM = 150.0
LARGE = 250
"""From so many jobs on nearly every order shall be proved to the day."""


@dataclass(frozen=True, slots=True)
class Found:
    """One search; the worst of its repeats beside the median, both as multiples of a topological sort."""

    jobs: int
    times: float
    worst: float
    ordered: Ordered
    late: int
    """Days between the finish and the lower bound."""

    @property
    def gap(self) -> float:
        """By what part of its value the order may be worse than the best one."""
        return 1 - self.ordered.bound / self.ordered.value if self.ordered.value else 0.0


def search(case: Case, by: Order) -> tuple[Schedule, Moment | None, Ordered]:
    """The whole search as a plan runs it."""
    schedule = best_schedule(case.jobs, case.calendar, by)
    lower = no_order_before(case.jobs, case.calendar)
    return schedule, lower, proof_of(case.jobs, schedule, by, case.availability, lower)


def measure(case: Case, by: Order, repeats: int) -> Found:
    """Raises Wrong where the schedule or its bound does not stand up to the checks, TooLong where it takes too long."""
    graph = case.graph
    with at_most(SECONDS * (repeats + 1) if by is Order.WINS else 3_600):
        schedule, lower, ordered = search(case, by)
        sort, ours = in_turn((lambda: list(nx.topological_sort(graph)), lambda: search(case, by)), repeats)
    wrong = faults(case.jobs, schedule, 1)
    if wrong:
        raise Wrong(f"{case.title}: {wrong[0]}, {len(wrong)} faults")
    if lower is None or schedule.finish is None:
        raise Wrong(f"{case.title}: no bound")
    if lower > schedule.finish or ordered.bound > ordered.value:
        raise Wrong(f"{case.title}: the bound {ordered.bound} lies above the value {ordered.value}")
    middle = statistics.median(sort)
    return Found(
        len(case.jobs),
        statistics.median(ours) / middle,
        max(ours) / middle,
        ordered,
        schedule.finish.day - lower.day,
    )


def searched(cases: Iterable[Case], by: Order, repeats: int) -> tuple[list[Found], int]:
    """What was found, and how many searches took too long; after the first of these no further one is tried."""
    found: list[Found] = []
    late = 0
    for case in cases:
        try:
            if not late:
                found.append(measure(case, by, repeats))
                continue
        except TooLong:
            pass
        late += 1
    return found, late


HEADINGS = f"{'n':>8} {'family':9}{'jobs':>7} {'by':7}{'x topo sort':>18}{'late, days':>18}{'gap, %':>14}"
HEADINGS += f"{'proved':>10}{'too long':>10}"


def row(name: str, family: str, by: Order, found: Sequence[Found], late: int) -> str:
    """One line: medians, and the worst in brackets."""
    count = f"{statistics.median(one.jobs for one in found):,.0f}" if found else "-"
    line = f"{name:>8} {family:9}{count:>7} {by.value:7}{spread_of(found):>18}"
    line += f"{spread(one.late for one in found):>18}{spread((100 * one.gap for one in found), 1):>14}"
    return line + f"{sum(one.ordered.proved for one in found):>6}/{len(found) + late:<3}{late or '':>10}"


def spread_of(found: Sequence[Found]) -> str:
    """Multiples of a topological sort, the worst repeat of all in brackets."""
    if not found:
        return "-"
    return f"{statistics.median(one.times for one in found):,.0f} ({max(one.worst for one in found):,.0f})"


def searches(sizes: Sequence[int], seeds: int, repeats: int, week: Sequence[int]) -> None:
    """The first table; the built-in curriculum at so many hours a `week`."""
    print(f"order search, multiples of networkx.topological_sort; median (worst) of {seeds} plans; {load_line()}")
    print(f"wins: at most {SECONDS:g} s a search; exam days and months are left out of its bound")
    print(HEADINGS)
    finishes: list[Found] = []
    given_up: set[str] = set()
    for size in sizes:
        for family in FAMILIES:
            cases = [large(family, size, seed) for seed in range(seeds)]
            for by in (Order.FINISH, Order.WINS):
                skipped = by is Order.WINS and family in given_up
                found, late = ([], seeds) if skipped else searched(cases, by, fewer(repeats, size))
                print(row(f"{size:,}", family, by, found, late), flush=True)
                finishes += found if by is Order.FINISH else []
                given_up |= {family} if late else set()
    for hours in week:
        cases = [planned(commands.set_hours(document, hours)) for document in built_in()]
        for by in (Order.FINISH, Order.WINS):
            found, late = searched(cases, by, min(3, repeats))
            print(row(f"{hours} h", "built-in", by, found, late), flush=True)
            finishes += found if by is Order.FINISH else []
    for words, some in (
        (f"below {LARGE} jobs", [one for one in finishes if one.jobs < LARGE]),
        (f"from {LARGE} jobs on", [one for one in finishes if one.jobs >= LARGE]),
    ):
        if some:
            close = sum(one.late <= 1 for one in some)
            print(f"{words}: {close} of {len(some)} finishes within a day of the lower bound ({close / len(some):.0%})")


@dataclass(frozen=True, slots=True)
class Duel:
    """The order of the milestones of one plan."""

    jobs: int
    """Those that a milestone needs."""
    milestones: int
    ours: float
    proved: bool
    total: int
    peer: one_machine.Answer | None

    @property
    def faster(self) -> float | None:
        """How many times as long CP-SAT takes to its proof; None where it has none."""
        return self.peer.seconds / self.ours if self.peer and self.peer.proved else None


def duel(case: Case) -> Duel:
    """Both sides on one plan. Raises Wrong where the order or a proof is not right."""
    chosen = [job.number for job in case.jobs if job.milestone][:MOST_MILESTONES]
    needed = {*chosen}
    stack = list(chosen)
    while stack:
        more = case.jobs[stack.pop()].waits - needed
        needed |= more
        stack += more
    place = {number: at for at, number in enumerate(sorted(needed))}
    minutes = [case.jobs[number].work for number in place]
    weights = [int(number in chosen) for number in place]
    before = [[place[one] for one in sorted(case.jobs[number].waits)] for number in place]
    times: list[float] = []
    while not times or (times[0] < one_machine.SHORT and len(times) < one_machine.REPEATS):
        begin = time.process_time()
        found = best_order(minutes, weights, before)
        times.append(time.process_time() - begin)
    ours = sorted(times)[len(times) // 2]
    done: set[int] = set()
    clock = total = 0
    for job in found.order:
        if not done.issuperset(before[job]):
            raise Wrong(f"{case.title}: {job} comes before what it waits for")
        done.add(job)
        clock += minutes[job]
        total += weights[job] * clock
    peer = None if one_machine.MISSING else one_machine.ask(minutes, weights, before, PEER_SECONDS)
    if total != found.total or found.bound > total or len(done) != len(minutes):
        raise Wrong(f"{case.title}: the order adds up to {total}, not {found.total}")
    if peer and peer.total is not None and (peer.total < found.bound or (peer.proved and peer.total > total)):
        raise Wrong(f"{case.title}: CP-SAT has {peer.total}, not between {found.bound} and {total}")
    return Duel(len(minutes), len(chosen), ours, found.proved, total, peer)


def duels(sizes: Sequence[int], seeds: int) -> None:
    """The second table."""
    settings = f"{one_machine.THREADS} thread, {PEER_SECONDS:g} s at most"
    print(f"order of at most {MOST_MILESTONES} milestones; CP-SAT: {one_machine.MISSING or settings}")
    print(
        f"{'n':>8} {'family':9}{'jobs':>7}{'ours, ms':>16}{'proved':>8}{'CP-SAT, ms':>18}{'proved':>8}{'x ours':>14}"
        f"{'CP-SAT worse, %':>18}"
    )
    for size in sizes:
        for family in FAMILIES[:3]:  # the others have no milestones
            some = [duel(large(family, size, seed)) for seed in range(seeds)]
            peers = [one.peer for one in some if one.peer]
            worse = [100 * (one.peer.total / one.total - 1) for one in some if one.peer and one.peer.total]
            line = f"{size:8,} {family:9}{statistics.median(one.jobs for one in some):7,.0f}"
            line += f"{spread((1000 * one.ours for one in some), 2):>16}"
            line += f"{sum(one.proved for one in some):>6}/{len(some)}"
            line += f"{spread(1000 * peer.seconds for peer in peers):>18}"
            line += f"{sum(peer.proved for peer in peers):>6}/{len(peers)}"
            line += f"{spread(one.faster for one in some if one.faster):>14}{spread(worse, 1):>18}"
            print(line, flush=True)


def main(argv: list[str] | None = None) -> int:
    """Print both tables; the exit code is 1 where an answer is wrong."""
    parser = parser_for(__doc__, "200,1000,5000,20000", 3)
    parser.add_argument("--milestones", type=numbers, default="50,100,200,1000", help="sizes of the second table")
    parser.add_argument("--hours", type=numbers, default="5,10,20", help="hours a week on the built-in curriculum")
    arguments = parser.parse_args(argv)
    try:
        searches(arguments.sizes, arguments.seeds, arguments.repeats, arguments.hours)
        duels(arguments.milestones, arguments.seeds)
    except Wrong as wrong:
        print(wrong)
        return 1
    print(f"aim: at most {AIM:g} x by finish; {load_line()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
