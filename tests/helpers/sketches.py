"""Graphs to draw, and what is left of them when nodes are hidden."""

from __future__ import annotations

import random

from planner.layout.sketch import Node, Sketch


def random_sketch(count: int, seed: int, edges: int = 0, lanes: int = 0) -> Sketch:
    """As many edges as asked for, each from one node to a later one that is not far away."""
    chance = random.Random(seed)
    names = [f"n{number:03}" for number in range(count)]
    keys = [f"lane {number}" for number in range(lanes)]
    nodes = tuple(
        Node(name, chance.randint(100, 200), chance.choice((40, 56)), chance.choice(keys) if keys else "")
        for name in names
    )
    found: set[tuple[str, str]] = set()
    while len(found) < edges:
        first = chance.randrange(count - 1)
        found.add((names[first], names[min(count - 1, first + chance.randint(1, max(1, count // 3)))]))
    return Sketch(nodes, tuple(sorted(found)), tuple(keys))


def without(sketch: Sketch, hidden: set[str]) -> Sketch:
    """What the caller draws when some nodes are hidden: what led through them leads past them."""
    edges = set(sketch.edges)
    for name in sorted(hidden):
        into = {before for before, after in edges if after == name}
        out = {after for before, after in edges if before == name}
        edges = {edge for edge in edges if name not in edge} | {(one, other) for one in into for other in out}
    left = tuple(node for node in sketch.nodes if node.id not in hidden)
    return Sketch(left, tuple(sorted(edges)), sketch.lanes, sketch.rows)
