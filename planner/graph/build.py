"""Graphs of a curriculum and of a plan. Edges point from a prerequisite to what needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import networkx as nx

from planner.model.curriculum import Curriculum
from planner.model.requirement import conjuncts, leaves, named, thresholds

_last: list[tuple[Curriculum, str, nx.DiGraph[str]]] = []
"""Graphs that were made last: every rule of a good curriculum asks for one of three."""
KEPT = 6


def _once(curriculum: Curriculum, name: str, make: Callable[[], nx.DiGraph[str]]) -> nx.DiGraph[str]:
    """The graph of that name, made once; nobody may change it."""
    for one, known, graph in _last:
        if one is curriculum and known == name:
            return graph
    made: nx.DiGraph[str] = nx.freeze(make())
    _last[:] = [(curriculum, name, made), *_last[: KEPT - 1]]
    return made


def may_need(curriculum: Curriculum, recommended: bool = False) -> nx.DiGraph[str]:
    """Every prerequisite that any branch of any requirement names; with `recommended`, those and held ones too."""
    name = "recommended" if recommended else "may"
    return _once(curriculum, name, lambda: _may_need(curriculum, recommended))


def _may_need(curriculum: Curriculum, recommended: bool) -> nx.DiGraph[str]:
    if recommended:
        graph: nx.DiGraph[str] = nx.DiGraph(may_need(curriculum))
        for node in curriculum.nodes:
            graph.add_edges_from((before, node.id) for before in (*node.recommended, *node.accepts_held))
        return graph
    graph = nx.DiGraph()
    graph.add_nodes_from(node.id for node in curriculum.nodes)
    later = only_later(curriculum)
    for node in curriculum.nodes:
        for needed in (*leaves(node.requires), *leaves(node.corequisites)):
            if needed not in later.get(node.id, ()):
                graph.add_edge(needed, node.id)
    return graph


def only_later(curriculum: Curriculum) -> dict[str, set[str]]:
    """Items that count for a threshold of an item by their tags, but need that item themselves: nobody who starts from
    nothing has them before it, so they are no way round. Only items with a threshold are listed."""
    asking = [node for node in curriculum.nodes if any(thresholds(node.requires)) or any(thresholds(node.corequisites))]
    if not asking:
        return {}
    graph = must_need(curriculum)
    return {
        node.id: nx.descendants(graph, node.id).difference(named(node.requires), named(node.corequisites))
        for node in asking
    }


def must_need(curriculum: Curriculum) -> nx.DiGraph[str]:
    """Only prerequisites that no choice can avoid (conjunctions of ids)."""
    return _once(curriculum, "must", lambda: _must_need(curriculum))


def _must_need(curriculum: Curriculum) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(node.id for node in curriculum.nodes)
    for node in curriculum.nodes:
        graph.add_edges_from((needed, node.id) for needed in conjuncts(node.requires))
    return graph


def from_needs(needs: Mapping[str, Iterable[str]]) -> nx.DiGraph[str]:
    """The graph of a plan: item -> what it waits for."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(needs)
    graph.add_edges_from((before, item) for item, befores in needs.items() for before in befores)
    return graph
