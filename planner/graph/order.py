"""Orders, chains and cycles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import networkx as nx

from planner.graph.build import from_needs


def topological(needs: Mapping[str, Iterable[str]]) -> list[str]:
    """Items after everything that they wait for; ties in the order of `needs`. Raises ValueError on a cycle."""
    # The order of networkx.topological_sort, but without a graph: building one would take most of the time.
    users: dict[str, list[str]] = {item: [] for item in needs}
    missing = dict.fromkeys(needs, 0)
    for item, befores in needs.items():
        for before in befores:
            users.setdefault(before, []).append(item)
            missing.setdefault(before, 0)
            missing[item] += 1
    order = [item for item, count in missing.items() if not count]
    for item in order:  # grows while it is read
        for user in users[item]:
            missing[user] -= 1
            if not missing[user]:
                order.append(user)
    if len(order) < len(missing):
        raise ValueError("the items wait for each other in a circle")
    return order


def topological_by(needs: Mapping[str, Iterable[str]], key: Callable[[str], tuple[int, ...]]) -> list[str]:
    """Items after everything that they wait for; among those that could come next the one with the smallest key.

    Raises ValueError on a cycle.
    """
    # Mostly what has the smallest key could come next: then the order is that of the keys, and needs no graph.
    order = sorted(needs, key=key)
    place = {item: number for number, item in enumerate(order)}
    if all(place.get(before, len(order)) < place[item] for item, befores in needs.items() for before in befores):
        return order
    try:
        return list(nx.lexicographical_topological_sort(from_needs(needs), key=key))
    except nx.NetworkXUnfeasible:
        raise ValueError("the items wait for each other in a circle") from None


def acyclic(needs: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """`needs` without the links that run round in circles (legal among alternatives, but no order can show them)."""
    try:
        topological(needs)
    except ValueError:
        return _without_circles(needs)
    return {item: list(befores) for item, befores in needs.items()}


def _without_circles(needs: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    graph = from_needs(needs)
    group = {item: number for number, part in enumerate(nx.strongly_connected_components(graph)) for item in part}
    return {item: [before for before in befores if group[before] != group[item]] for item, befores in needs.items()}


def reduced(needs: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """`needs` without the links that follow from others. Only for needs without circles; raises ValueError on one.

    Fastest where items come after what they need, as in a topological order. Where nothing is dropped the sequence is
    that of `needs`; else what is left of it is a list, latest first.
    Big whole numbers as bit sets: networkx.transitive_reduction takes minutes at 20,000 items, this takes milliseconds.
    """
    try:
        return _reduced_in_order(needs)
    except KeyError:
        kept = _reduced_in_order({item: needs.get(item, ()) for item in topological(needs)})
        return {item: kept[item] for item in needs}


def _reduced_in_order(needs: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The same for items after what they need. Raises KeyError where one is not.

    An item with everything that it needs is one number, the item its highest bit: so the larger of two numbers is that
    of the later item, and a link follows from others where its number adds no bit to theirs.
    """
    kept = dict(needs)
    reach: dict[str, int] = {}
    bit = 1
    for item, befores in needs.items():
        if len(befores) == 1:  # the usual cases, without a loop
            everything = reach[befores[0]]
        elif len(befores) == 2:
            one, other = befores
            everything = reach[one] | reach[other]
            if everything == reach[other]:
                kept[item] = [other]
            elif everything == reach[one]:
                kept[item] = [one]
        else:
            everything, some = 0, []
            for before in sorted(befores, key=reach.__getitem__, reverse=True):
                more = everything | reach[before]
                if more != everything:
                    some.append(before)
                    everything = more
            if len(some) < len(befores):
                kept[item] = some
        reach[item] = everything | bit
        bit <<= 1
    return kept


def shortest_chains(needs: Mapping[str, Iterable[str]], goal: str) -> dict[str, list[str]]:
    """For every item that the goal depends on: the shortest chain of items from it to the goal, both included."""
    if goal not in needs and not any(goal in befores for befores in needs.values()):
        return {}
    chains = {goal: [goal]}
    row = [goal]
    for item in row:  # grows while it is read: nearest items first
        for before in needs.get(item, ()):
            if before not in chains:
                chains[before] = [before, *chains[item]]
                row.append(before)
    return chains


class Chains:
    """What depends on what, built once and asked often."""

    def __init__(self, needs: Mapping[str, Iterable[str]]) -> None:
        graph = from_needs(needs)
        # Asked anew with every box under the pointer: sets joined layer by layer take less than half the time of
        # networkx.ancestors and networkx.descendants, which say the same.
        self._before = {item: tuple(befores) for item, befores in graph.pred.items()}
        self._after = {item: tuple(users) for item, users in graph.succ.items()}

    def of(self, item: str) -> tuple[set[str], set[str]]:
        """Everything that `item` depends on, and everything that depends on it."""
        return _reached(item, self._before), self.after(item)

    def after(self, item: str) -> set[str]:
        """Everything that depends on `item`."""
        return _reached(item, self._after)


def _reached(item: str, onward: Mapping[str, Iterable[str]]) -> set[str]:
    found: set[str] = set()
    layer = {item} & onward.keys()
    while layer:
        layer = set().union(*map(onward.__getitem__, layer)) - found
        found |= layer
    return found - {item}


def shortest_cycle(graph: nx.DiGraph[str]) -> list[str] | None:
    """The items of a shortest cycle, each needed by the next and the last by the first; None without cycles."""
    best: list[str] | None = None
    for component in nx.strongly_connected_components(graph):
        if len(component) == 1 and not graph.has_edge(*(list(component) * 2)):
            continue
        inside = graph.subgraph(component)
        for start in sorted(component):
            cycle = _cycle_through(inside, start)
            if best is None or len(cycle) < len(best):
                best = cycle
            if len(best) <= 2:
                return best
    return best


def _cycle_through(graph: nx.DiGraph[str], start: str) -> list[str]:
    if graph.has_edge(start, start):
        return [start]
    paths = nx.single_source_shortest_path(graph, start)
    closing = [paths[before] for before in sorted(graph.predecessors(start)) if before in paths]
    return min(closing, key=len)


def components(edges: Iterable[tuple[str, str]], items: Iterable[str]) -> list[list[str]]:
    """Groups of items that reach each other along `edges`, each in the order of `items`."""
    order = {item: place for place, item in enumerate(items)}
    needs: dict[str, list[str]] = {item: [] for item in order}
    for before, item in edges:
        needs[item].append(before)
    try:
        topological(needs)
    except ValueError:
        return _groups(needs, order)
    return [[item] for item in order]


def _groups(needs: Mapping[str, Iterable[str]], order: Mapping[str, int]) -> list[list[str]]:
    graph = from_needs(needs)
    groups = [sorted(group, key=order.__getitem__) for group in nx.strongly_connected_components(graph)]
    return sorted(groups, key=lambda group: order[group[0]])


def circles(edges: Iterable[tuple[int, int]]) -> list[set[int]]:
    """The largest groups of numbers that lie on circles together, single ones with an edge to themselves included."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from(edges)
    groups = nx.strongly_connected_components(graph)
    return [group for group in groups if len(group) > 1 or any(graph.has_edge(part, part) for part in group)]
