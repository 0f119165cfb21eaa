"""How hard a curriculum is to get through, measured on its links: the metrics of Curricular Analytics.

Blocking factor, delay factor, structural complexity and centrality as defined by Heileman, Abdallah, Slim and Hickman,
"Curricular Analytics: A Framework for Quantifying the Impact of Curricular Reforms and Pedagogical Innovations", 2018,
arXiv:1811.09676. Every sort of requisite is a link there: prerequisites, corequisites and strict corequisites.

Nothing is enumerated: paths are counted, in whole numbers of any size, and sets of items are the bits of one number.
Items that need each other in a circle (legal between corequisites and among options) are measured as one step that is
as long as the circle has items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

import networkx as nx

from planner.graph.build import from_needs, only_later
from planner.model.curriculum import Curriculum, Kind
from planner.model.requirement import conjuncts, leaves


class Link(StrEnum):
    """How an item needs another one."""

    BEFORE = "before"  # finished earlier
    TOGETHER = "together"  # in the same step
    BY = "by"  # earlier, or in the same step
    OPTION = "option"  # only one way of several leads over it


Links = Mapping[str, Mapping[str, Link]]
"""Item -> what it needs and how. Every item has an entry, also one that needs nothing."""


class Measures(NamedTuple):
    """The metrics of one item, all in numbers of items."""

    blocking: int
    """Blocking factor: items that need this one, directly or not."""
    delay: int
    """Delay factor: items on the longest path through this one, itself included."""
    centrality: int
    """Sum of the lengths of all paths from an item that needs nothing to one that nothing needs, which pass through
    this one; 0 where it is an end of these paths itself. May have hundreds of digits."""

    @property
    def complexity(self) -> int:
        """Structural complexity: blocking factor plus delay factor."""
        return self.blocking + self.delay


MIN_BEFORE, MIN_AFTER = 3, 3
"""From how many direct links on an item is a bottleneck, see `bottlenecks`."""


def links(curriculum: Curriculum) -> dict[str, dict[str, Link]]:
    """Every link that any branch of any requirement or corequisite names."""
    found: dict[str, dict[str, Link]] = {}
    later = only_later(curriculum)
    for node in curriculum.nodes:
        strongest = dict.fromkeys(conjuncts(node.requires), Link.BEFORE)
        for before in conjuncts(node.corequisites):
            strongest.setdefault(before, Link.BY)
        for before in (*leaves(node.requires), *leaves(node.corequisites)):
            if before not in later.get(node.id, ()):
                strongest.setdefault(before, Link.OPTION)
        found[node.id] = strongest
    return found


def measure(links: Links) -> dict[str, Measures]:
    """The metrics of every item, in the order of `links`."""
    steps = nx.condensation(from_needs(links))
    order = list(nx.topological_sort(steps))
    size = {step: len(steps.nodes[step]["members"]) for step in order}
    above = _swept(order, steps.predecessors, size)
    below = _swept(order[::-1], steps.successors, size)
    reach = _reach(order[::-1], steps)
    found: dict[str, Measures] = {}
    for step in order:
        measures = Measures(
            blocking=reach[step].bit_count() - 1,
            delay=above[step].longest + below[step].longest - size[step],
            centrality=_centrality(above[step], below[step], size[step]),
        )
        found |= dict.fromkeys(steps.nodes[step]["members"], measures)
    return {item: found[item] for item in links}


class _Paths(NamedTuple):
    """All paths from an end of the graph to one step, that step included; lengths in items."""

    longest: int
    number: int
    total: int
    """Sum of their lengths."""
    end: bool
    """Whether the step is the end itself."""


def _swept(order: Iterable[int], befores: Callable[[int], Iterable[int]], size: Mapping[int, int]) -> dict[int, _Paths]:
    found: dict[int, _Paths] = {}
    for step in order:
        coming = [found[before] for before in befores(step)]
        length = size[step]
        if not coming:
            found[step] = _Paths(length, 1, length, True)
            continue
        number = sum(paths.number for paths in coming)
        total = sum(paths.total for paths in coming) + length * number
        found[step] = _Paths(max(paths.longest for paths in coming) + length, number, total, False)
    return found


def _centrality(above: _Paths, below: _Paths, size: int) -> int:
    """Every path down to the step goes on as every path up from it; the step itself is in both halves."""
    if above.end or below.end:
        return 0
    return above.total * below.number + above.number * below.total - size * above.number * below.number


def _reach(order: Iterable[int], steps: nx.DiGraph[int]) -> dict[int, int]:
    """For every step the items of it and of all later ones, as bits."""
    found: dict[int, int] = {}
    place = 0
    for step in order:
        size = len(steps.nodes[step]["members"])
        found[step] = ((1 << size) - 1) << place
        place += size
        for after in steps.successors(step):
            found[step] |= found[after]
    return found


def bottlenecks(links: Links) -> list[str]:
    """Items that many links meet in: at least 3 direct prerequisites, or at least 3 items that need it directly.

    Definition and numbers are the defaults of `find_bottlenecks` in the R package CurricularComplexity 1.0 (Reeping),
    where corequisites count as well. Its third rule, at least 5 links in all, follows from the other two.
    """
    after = Counter(before for befores in links.values() for before in befores)
    return [item for item, befores in links.items() if len(befores) >= MIN_BEFORE or after[item] >= MIN_AFTER]


def dead_ends(curriculum: Curriculum, links: Links) -> list[str]:
    """Items that need something, but that nothing needs, although they are no goal: neither target nor milestone.

    `dead_ends` of CurricularAnalytics.jl is the same for ends of paths outside the subject of the degree, which a file
    does not name; here every end that is no goal is listed.
    """
    needed = {before for befores in links.values() for before in befores}
    goals = {node.id for node in curriculum.nodes if node.kind is Kind.MILESTONE} | {curriculum.target}
    return [item for item, befores in links.items() if befores and item not in needed and item not in goals]


def redundant(links: Links) -> list[tuple[str, str]]:
    """Links (prerequisite, item) that could go because other links already say the same; none depends on a choice.

    "Earlier" follows from a chain with "earlier" somewhere in it, "earlier or together" from any chain, and "together"
    from none: that is why a prerequisite is not redundant only because a corequisite of the item needs it as well.
    """
    firm = _outside_circles(_firm(links))
    place: dict[str, int] = {}
    above: dict[str, int] = {}
    earlier: dict[str, int] = {}
    found: set[tuple[str, str]] = set()
    for item in nx.topological_sort(from_needs(firm)):
        follows_earlier = follows = direct_earlier = direct = 0
        for before, link in firm[item].items():
            bit = 1 << place[before]
            follows |= above[before]
            direct |= bit
            follows_earlier |= above[before] if link is Link.BEFORE else earlier[before]
            direct_earlier |= bit if link is Link.BEFORE else 0
        for before, link in firm[item].items():
            implied = {Link.BEFORE: follows_earlier, Link.BY: follows}.get(link, 0)
            if implied >> place[before] & 1:
                found.add((before, item))
        place[item], above[item], earlier[item] = len(place), follows | direct, follows_earlier | direct_earlier
    return [(before, item) for item, befores in links.items() for before in befores if (before, item) in found]


def impossible_circle(links: Links) -> list[str] | None:
    """Items of a circle that nobody can get through, each needed by the next and the last by the first.

    No choice avoids it, and at least one of the items must be finished before the next: corequisites alone are legal.
    """
    firm = _firm(links)
    graph = from_needs(firm)
    group = _groups(graph)
    for item, befores in firm.items():
        for before, link in befores.items():
            if link is Link.BEFORE and group[before] == group[item]:
                return list(nx.shortest_path(graph, item, before))
    return None


def circles(links: Links) -> list[list[str]]:
    """Groups of items that need each other, directly or not, each in the order of `links`."""
    group = _groups(from_needs(links))
    found: dict[int, list[str]] = {}
    for item in links:
        found.setdefault(group[item], []).append(item)
    return [items for items in found.values() if len(items) > 1]


def _groups(graph: nx.DiGraph[str]) -> dict[str, int]:
    """Item -> number of its group of items that reach each other."""
    parts = nx.strongly_connected_components(graph)
    return {item: number for number, part in enumerate(parts) for item in part}


def _firm(links: Links) -> dict[str, dict[str, Link]]:
    """The links that no choice avoids."""
    return {
        item: {before: link for before, link in befores.items() if link is not Link.OPTION}
        for item, befores in links.items()
    }


def _outside_circles(links: Links) -> dict[str, dict[str, Link]]:
    group = _groups(from_needs(links))
    return {
        item: {before: link for before, link in befores.items() if group[before] != group[item]}
        for item, befores in links.items()
    }
