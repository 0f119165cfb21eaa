"""The choice of items: time to the proof on curricula of any size, and the hours that it saves over a naive planner.

    python -m benchmarks.choice [--sizes 200,1000,5000,20000] [--seeds 3]

Random curricula of every family of benchmarks.generate. Peers in the same run: one closure pass over the curriculum,
which reads every prerequisite once; networkx.topological_sort of its may-need graph, built beforehand; and CP-SAT on
the same question in a process of its own. Times are CPU times of one call each that starts from the document, with
nothing kept from an earlier call; the choice includes its tie-breaks, which CP-SAT is not asked for. Every answer is
taken step by step by a checker that shares nothing with the planner, and compared with CP-SAT's.

The naive planner is what most programs do: walk back from the goal and take, wherever there is a choice, the option
that is cheapest by itself (shared prerequisites and credit of planned degrees not looked at), or the first of the file.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar
from unittest import mock

import networkx as nx

from benchmarks.generate import FAMILIES, generate
from benchmarks.measure import Wrong, cpu_time, load_line, parser_for, ratio, spread
from planner.app import commands, queries
from planner.graph.build import may_need
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.requirement import All, Months, Requirement, distinct_members, holds, needed
from planner.planning.choose import Selection, choose
from planner.planning.closure import Closure
from planner.planning.held import best_credit, held_items
from planner.planning.limit import Limit, Unreachable
from planner.planning.program import Program
from planner.planning.ways import build_ways, plannable, remaining_minutes

sys.path.append(str(Path(__file__).parents[1] / "tests" / "helpers"))

from judge import MISSING, THREADS, Judge, Verdict, as_line, audit

SECONDS = 20.0
"""Time limit of either side for one curriculum."""


class Naive:
    """Takes the option that looks cheapest where it stands; `first` takes the first option instead."""

    def __init__(self, document: Document, first: bool) -> None:
        self.curriculum: Curriculum = document.curriculum
        self.learner = document.learner
        self.held = held_items(document.curriculum, document.learner)
        self.first = first
        self.alone: dict[str, float] = {}
        self.credit: dict[str, float] = {}
        for item in self.held:
            for credited in self.curriculum.by_id[item].partial:
                best = best_credit(self.curriculum, self.held, credited)
                self.credit[credited] = best.fraction if best else 0.0

    def minutes(self) -> int | None:
        """Total minutes of the set that the naive walk collects; None where that set does not reach the goal."""
        taken: set[str] = set()
        stack = [self.learner.goal]
        while stack:
            item = stack.pop()
            if item in self.held or item in taken:
                continue
            node = self.curriculum.by_id[item]
            if not plannable(node, self.learner):
                return None
            taken.add(item)
            stack += [*self._wanted(node.requires), *self._wanted(node.corequisites)]
        ways = build_ways(self.curriculum, self.learner)
        studied = [at for at, way in enumerate(ways.ways) if not way.studied or ways.items[way.item] in taken]
        reached = self.learner.goal in self.held or ways.goal in Closure(ways).derive(studied).step
        return sum(self._cost(item) for item in taken) if reached else None

    def _cost(self, item: str) -> int:
        return remaining_minutes(self.curriculum.by_id[item], self.learner, self.credit.get(item, 0.0))

    def _wanted(self, requirement: Requirement | None) -> list[str]:
        """The items that the walk takes for a requirement."""
        if requirement is None or holds(requirement, self.held):
            return []
        if isinstance(requirement, str):
            return [requirement]
        if isinstance(requirement, All):
            return [item for member in requirement.all for item in self._wanted(member)]
        if isinstance(requirement, Months):
            return self._jobs(requirement)
        options = distinct_members(requirement)
        order = options if self.first else sorted(options, key=self._price)
        return [item for option in order[: needed(requirement)] for item in self._wanted(option)]

    def _jobs(self, threshold: Months) -> list[str]:
        """Jobs in order, cheap ones first, until their months and the held ones add up."""
        lacking = threshold.units - sum(units for item, units in threshold.counted if item in self.held)
        free = {item: units for item, units in threshold.counted if item not in self.held}
        found: list[str] = []
        for item in free if self.first else sorted(free, key=self._price):
            if lacking > 0:
                found.append(item)
                lacking -= free[item]
        return found

    def _price(self, requirement: Requirement | None) -> float:
        """Hours of an option with all that it needs, as if nothing else were planned."""
        if requirement is None or holds(requirement, self.held):
            return 0.0
        if isinstance(requirement, str):
            return self._price_alone(requirement)
        if isinstance(requirement, All):
            return sum(self._price(member) for member in requirement.all)
        if isinstance(requirement, Months):
            return sum(self._price(job) for job in self._jobs(requirement))
        prices = sorted(self._price(member) for member in distinct_members(requirement))
        return sum(prices[: needed(requirement)])

    def _price_alone(self, item: str) -> float:
        if item not in self.alone:
            self.alone[item] = float("inf")  # who comes back here walks in a circle
            node = self.curriculum.by_id[item]
            if plannable(node, self.learner):
                self.alone[item] = self._cost(item) + self._price(node.requires)
        return self.alone[item]


@dataclass(slots=True)
class Measured:
    """One curriculum."""

    proof: float
    """CPU seconds to the proof."""
    ties: float
    """CPU seconds of the whole choice."""
    closure: float
    """CPU seconds of one closure pass."""
    sort: float
    """CPU seconds of networkx.topological_sort."""
    proved: bool
    """Also that the goal is out of reach."""
    naive: float | None
    """How much longer the naive plan takes, as a fraction; None where it finds none."""
    peer: Verdict | None


class Timed(Program):
    """Notes when each of its levels is done; the first one is the proof."""

    done: ClassVar[list[float]] = []

    def minimise(self, cost: Mapping[int, int], then: Collection[int] = ()) -> float:
        """As ever, with an eye on the clock."""
        bound = super().minimise(cost, then)
        self.done.append(time.process_time())
        return bound


def timed_choice(document: Document) -> tuple[Selection | None, float, float]:
    """The choice, CPU seconds to the proof, and CPU seconds to the end."""
    Timed.done.clear()
    best = None
    begin = time.process_time()
    with mock.patch("planner.planning.choose.Program", Timed), suppress(Unreachable):
        best = choose(document.curriculum, document.learner, Limit(seconds=SECONDS))
    end = time.process_time()
    return best, next(iter(Timed.done), end) - begin, end - begin


def measure(document: Document, peer: Judge | None) -> Measured:
    """Both sides in turn on one curriculum. Raises Wrong where an answer does not stand up to the checks."""
    best, proof, ties = timed_choice(document)
    verdict = None
    if peer:
        peer.submit(document)
        verdict = peer.verdict()
    check(document, best, verdict)
    ways = build_ways(document.curriculum, document.learner)
    closure, everything = Closure(ways), range(len(ways.ways))
    graph = without_circles(may_need(document.curriculum))
    naive = Naive(document, first=False).minutes() if best and best.proved else None
    # A naive plan below the minimum took two options of one decision, or nothing that was preferred: it is none.
    fair = best and naive is not None and 0 < best.minutes <= naive
    return Measured(
        proof=proof,
        ties=ties,
        closure=cpu_time(lambda: closure.derive(everything), 3),
        sort=cpu_time(lambda: list(nx.topological_sort(graph)), 3),
        proved=best is None or best.proved,
        naive=naive / best.minutes - 1 if best and fair and naive is not None else None,
        peer=verdict,
    )


def without_circles(graph: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """The graph without the links inside circles, as there is no order with them."""
    group = {item: at for at, part in enumerate(nx.strongly_connected_components(graph)) for item in part}
    found = nx.DiGraph(graph)
    found.remove_edges_from([(one, other) for one, other in graph.edges if group[one] == group[other]])
    return found


def check(document: Document, best: Selection | None, verdict: Verdict | None) -> None:
    """Take the plan step by step, and compare it with what the peer has proved."""
    title = document.curriculum.title
    if best:
        steps: dict[int, list[str]] = {}
        for item in best.studied:
            steps.setdefault(best.step[item], []).append(item)
        minutes, _cents = audit(as_line(document), [steps[step] for step in sorted(steps)], best.decided)
        if minutes > best.minutes or (best.proved and minutes != best.minutes):
            raise Wrong(f"{title}: the plan takes {minutes} minutes, not {best.minutes}")
    if verdict and verdict.status != "open":
        if best is None or best.proved:
            if verdict.minutes != (best.minutes if best else None):
                raise Wrong(f"{title}: {best and best.minutes} minutes, but CP-SAT proves {verdict.minutes}")
        elif verdict.minutes is None or not best.minutes * (1 - best.gap) <= verdict.minutes + 1 <= best.minutes + 1:
            raise Wrong(f"{title}: {best.minutes} minutes with a gap of {best.gap}, CP-SAT proves {verdict.minutes}")


HEADINGS = (
    f"{'n':>6} {'family':6}{'proof, ms':>16}{'proved':>8}{'x closure':>15}{'x topo sort':>17}{'with ties, ms':>18}"
)
HEADINGS += f"{'CP-SAT, ms':>18}{'proved':>8}{'x ours':>8}{'naive, % over':>15}"


def line(size: int, family: str, cases: list[Measured]) -> str:
    """One row: the median, and the worst in brackets."""
    row = f"{size:6} {family:6}{spread(1000 * case.proof for case in cases):>16}"
    row += f"{sum(case.proved for case in cases):>6}/{len(cases)}"
    row += f"{spread(case.proof / case.closure for case in cases):>15}"
    row += f"{spread(case.proof / case.sort for case in cases):>17}"
    row += f"{spread(1000 * case.ties for case in cases):>18}"
    peers = [(case.peer, case.peer.seconds / case.proof) for case in cases if case.peer]
    if peers:
        row += f"{spread(1000 * peer.seconds for peer, _ratio in peers):>18}"
        row += f"{sum(peer.status != 'open' for peer, _ratio in peers):>6}/{len(peers)}"
        row += f"{statistics.median(ratio for _peer, ratio in peers):>8.2g}"
    else:
        row += f"{'-':>18}{'-':>8}{'-':>8}"
    return row + f"{spread(100 * case.naive for case in cases if case.naive is not None):>15}"


def generated(sizes: list[int], seeds: int) -> None:
    """The table for random curricula."""
    limits = f"one thread, gap 0, {SECONDS:g} s at most"
    print(f"choice: HiGHS, {limits}; CP-SAT: {MISSING or f'{THREADS} thread, linearization 2, {SECONDS:g} s at most'}")
    print(f"CPU time; seeds 0 to {seeds - 1}; median (worst); {load_line()}")
    print(HEADINGS)
    worst: tuple[float, str] = (0.0, "")
    peer = None if MISSING else Judge(SECONDS)
    try:
        for size in sizes:
            for family in FAMILIES:
                cases = [measure(generate(family, size, seed), peer) for seed in range(seeds)]
                print(line(size, family, cases), flush=True)
                worst = max(
                    worst, *((case.proof, f"{family}, {size} nodes, seed {at}") for at, case in enumerate(cases))
                )
    finally:
        if peer:
            peer.close()
    print(f"worst case to the proof: {worst[0] * 1000:,.0f} ms ({worst[1]}). {load_line()}")


def built_in(repeats: int) -> None:
    """One line an entry role of the built-in curriculum, and the choice as a multiple of a topological sort."""
    curriculum = queries.load()
    start = queries.new_document(curriculum, date(2027, 1, 4))
    print(f"{'entry role':32}{'proved minimum':>16}{'naive':>18}{'first options':>18}")
    for node in queries.entry_roles(curriculum):
        document = commands.set_start(start, node.id)
        selection = choose(curriculum, document.learner)
        check(document, selection, None)
        best = selection.minutes
        peers = [Naive(document, first).minutes() for first in (False, True)]
        if any(peer is not None and peer < best for peer in peers):
            raise Wrong(f"the peer is cheaper for {node.id}: the minimum is wrong")
        worse = "".join(
            f"{peer / 60:8,.0f} h {(peer / best - 1) * 100:+5.0f} %" if peer else f"{'-':>18}" for peer in peers
        )
        print(f"{node.id:32}{best / 60:14,.0f} h{worse}")
    graph = may_need(curriculum)
    learner = commands.set_start(start, "data-analyst").learner
    middle, worst = ratio(lambda: choose(curriculum, learner), lambda: list(nx.topological_sort(graph)), repeats)
    print(f"exact choice with proof and tie-breaks: {middle:.0f} x networkx.topological_sort (worst {worst:.0f} x)")


def main(argv: list[str] | None = None) -> int:
    """Print both tables; the exit code is 1 where an answer is wrong."""
    parser = parser_for(__doc__, "200,1000,5000,20000", 3)
    arguments = parser.parse_args(argv)
    sys.setrecursionlimit(100_000)  # the naive planner follows chains of prerequisites
    try:
        generated(arguments.sizes, arguments.seeds)
        built_in(arguments.repeats)
    except Wrong as wrong:
        print(wrong)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
