"""The exact choice against the naive planner, on the real curriculum: hours it saves, and what it costs in time.

    python -m benchmarks.choice [--repeats 9]

The peer is what most programs do: walk back from the goal and take, wherever there is a choice, the option that is
cheapest by itself (shared prerequisites and credit of planned degrees not looked at), and the first option of the file.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date

import networkx as nx

from benchmarks.measure import load_note, ratio
from planner.app import commands, queries
from planner.graph.build import may_need
from planner.model.curriculum import Curriculum, Status
from planner.model.document import Document
from planner.model.requirement import All, Requirement, distinct_members, holds, needed
from planner.planning.choose import choose
from planner.planning.held import best_credit, held_items
from planner.planning.ways import remaining_minutes


class Naive:
    """Takes the option that looks cheapest where it stands; `first` takes the first option instead."""

    def __init__(self, document: Document, first: bool) -> None:
        self.curriculum: Curriculum = document.curriculum
        self.held = held_items(document.curriculum, document.learner)
        self.first = first
        self.alone: dict[str, float] = {}

    def minutes(self, goal: str) -> int:
        """Total minutes of the set that the naive walk collects."""
        taken: set[str] = set()
        self._take(goal, taken)
        return sum(self._cost(item) for item in taken)

    def _cost(self, item: str) -> int:
        credit = best_credit(self.curriculum, sorted(self.held), item)
        return remaining_minutes(self.curriculum.by_id[item], credit.fraction if credit else 0.0, 0.0)

    def _take(self, item: str, taken: set[str]) -> None:
        if item in self.held or item in taken:
            return
        taken.add(item)
        self._meet(self.curriculum.by_id[item].requires, taken)

    def _meet(self, requirement: Requirement | None, taken: set[str]) -> None:
        if requirement is None or holds(requirement, self.held):
            return
        if isinstance(requirement, str):
            self._take(requirement, taken)
        elif isinstance(requirement, All):
            for member in requirement.all:
                self._meet(member, taken)
        else:
            options = distinct_members(requirement)
            order = options if self.first else sorted(options, key=self._price)
            for option in order[: needed(requirement)]:
                self._meet(option, taken)

    def _price(self, requirement: Requirement | None) -> float:
        if requirement is None or holds(requirement, self.held):
            return 0.0
        if isinstance(requirement, str):
            if requirement not in self.alone:
                node = self.curriculum.by_id[requirement]
                active = node.status is Status.ACTIVE
                self.alone[requirement] = (
                    self._cost(requirement) + self._price(node.requires) if active else float("inf")
                )
            return self.alone[requirement]
        if isinstance(requirement, All):
            return sum(self._price(member) for member in requirement.all)
        prices = sorted(self._price(member) for member in distinct_members(requirement))
        return sum(prices[: needed(requirement)])


def main(argv: list[str] | None = None) -> int:
    """Print one line an entry role, and the time of the exact choice as a multiple of a topological sort."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=9)
    arguments = parser.parse_args(argv)
    curriculum = queries.load()
    start = queries.new_document(curriculum, date(2027, 1, 4))
    print(f"{'entry role':32}{'proved minimum':>16}{'naive':>18}{'first options':>18}")
    for node in queries.entry_roles(curriculum):
        document = commands.set_start(start, node.id)
        best = choose(curriculum, document.learner).minutes
        peers = [Naive(document, first).minutes(document.learner.goal) for first in (False, True)]
        if any(peer < best for peer in peers):
            print(f"the peer is cheaper for {node.id}: the minimum is wrong")
            return 1
        worse = "".join(f"{peer / 60:8,.0f} h {(peer / best - 1) * 100:+5.0f} %" for peer in peers)
        print(f"{node.id:32}{best / 60:14,.0f} h{worse}")
    graph = may_need(curriculum)
    learner = commands.set_start(start, "data-analyst").learner
    middle, worst = ratio(
        lambda: choose(curriculum, learner), lambda: list(nx.topological_sort(graph)), arguments.repeats
    )
    print(f"exact choice with proof and tie-breaks: {middle:.0f} x networkx.topological_sort (worst {worst:.0f} x)")
    print(load_note())
    return 0


if __name__ == "__main__":
    sys.exit(main())
