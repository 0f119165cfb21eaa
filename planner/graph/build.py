"""Graphs of a curriculum and of a plan. Edges point from a prerequisite to what needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import networkx as nx

from planner.model.curriculum import Curriculum
from planner.model.requirement import All, Requirement, leaves


def may_need(curriculum: Curriculum, recommended: bool = False) -> nx.DiGraph[str]:
    """Every prerequisite that any branch of any requirement names; with `recommended`, those and held ones too."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(node.id for node in curriculum.nodes)
    for node in curriculum.nodes:
        graph.add_edges_from((needed, node.id) for needed in leaves(node.requires))
        graph.add_edges_from((needed, node.id) for needed in leaves(node.corequisites))
        if recommended:
            graph.add_edges_from((before, node.id) for before in (*node.recommended, *node.accepts_held))
    return graph


def must_need(curriculum: Curriculum) -> nx.DiGraph[str]:
    """Only prerequisites that no choice can avoid (conjunctions of ids)."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(node.id for node in curriculum.nodes)
    for node in curriculum.nodes:
        graph.add_edges_from((needed, node.id) for needed in conjuncts(node.requires))
    return graph


def conjuncts(requirement: Requirement | None) -> Iterable[str]:
    """Ids that the expression needs whatever is chosen, as far as they stand in conjunctions."""
    if isinstance(requirement, str):
        yield requirement
    elif isinstance(requirement, All):
        for member in requirement.all:
            yield from conjuncts(member)


def from_needs(needs: Mapping[str, Iterable[str]]) -> nx.DiGraph[str]:
    """The graph of a plan: item -> what it waits for."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(needs)
    graph.add_edges_from((before, item) for item, befores in needs.items() for before in befores)
    return graph
