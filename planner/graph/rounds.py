"""The shortest circles of a curriculum as links, for whoever wants to take one of them away."""

from __future__ import annotations

from planner.graph.build import may_need, must_need
from planner.graph.entailment import Attainment
from planner.graph.order import shortest_cycle
from planner.model.curriculum import Curriculum


def circle_links(curriculum: Curriculum, code: str) -> list[tuple[str, str]]:
    """The links (what comes before, what comes after) of the circle that the finding "hard-cycle", "cycle" or
    "recommended-cycle" is about; empty where there is none."""
    graph = must_need(curriculum) if code == "hard-cycle" else may_need(curriculum, code == "recommended-cycle")
    circle = shortest_cycle(graph) or []
    return [(before, circle[(at + 1) % len(circle)]) for at, before in enumerate(circle)]


def reachable(curriculum: Curriculum) -> set[str]:
    """Items that somebody who holds nothing can reach."""
    return Attainment(curriculum).without()
