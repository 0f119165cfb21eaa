"""Prerequisite graphs of any size, the same ones on every machine, and those of the built-in curricula, as sketches.

A generated graph has about 1.9 edges a node; 65 of 100 come from the level before, 25 from two levels before, the
others from up to six; 80 of 100 stay in their subject. There are eight subjects, which can be drawn as lanes. Boxes are
102 to 198 pixels wide and 40 or 56 high.
"""

from __future__ import annotations

import random
from dataclasses import replace

from planner.graph.order import acyclic, reduced
from planner.layout.sketch import Node, Sketch
from planner.model.requirement import leaves
from planner.storage import curricula

SUBJECTS = 8


def generated(size: int, seed: int) -> Sketch:
    """A graph of `size` nodes whose lanes are its subjects."""
    rng = random.Random(f"graph {size} {seed}")
    levels = max(3, round(2 * size**0.34))
    level = [number * levels // size for number in range(size)]
    subject = [rng.randrange(SUBJECTS) for _node in range(size)]
    members: list[list[int]] = [[] for _level in range(levels)]
    for number, own in enumerate(level):
        members[own].append(number)
    edges: set[tuple[str, str]] = set()
    for number in range(size):
        for _edge in range(rng.choices((1, 2, 3, 4), (33, 33, 23, 11))[0] if level[number] else 0):
            chance = rng.random()
            span = 1 if chance < 0.65 else 2 if chance < 0.9 else rng.randint(3, 6)
            possible = members[max(0, level[number] - span)]
            own_subject = [other for other in possible if subject[other] == subject[number]]
            before = rng.choice(own_subject if own_subject and rng.random() < 0.8 else possible)
            edges.add((_name(before), _name(number)))
    nodes = tuple(
        Node(_name(number), rng.randint(102, 198), rng.choice((40, 56)), f"subject {subject[number]}")
        for number in range(size)
    )
    return Sketch(nodes, tuple(sorted(edges)), tuple(f"subject {number}" for number in range(SUBJECTS)))


def _name(number: int) -> str:
    return f"node-{number:05}"


def built_in(name: str) -> Sketch:
    """Everything in a built-in curriculum, with the edges that do not follow from others; lanes are its domains."""
    curriculum = curricula.load_builtin(name)
    ids = {node.id for node in curriculum.nodes}
    needs = acyclic({node.id: [one for one in leaves(node.requires) if one in ids] for node in curriculum.nodes})
    edges = tuple((before, item) for item, befores in reduced(needs).items() for before in befores)
    nodes = tuple(Node(node.id, 196.0, 56.0, node.domain) for node in curriculum.nodes)
    return Sketch(nodes, edges, tuple(curriculum.domain_titles))


def without_lanes(sketch: Sketch) -> Sketch:
    """The same graph, free to stand anywhere."""
    return Sketch(tuple(replace(node, lane="") for node in sketch.nodes), sketch.edges)


def without(sketch: Sketch, hidden: set[str]) -> Sketch:
    """The sketch after some nodes are hidden: what led through them leads past them."""
    edges = set(sketch.edges)
    for name in sorted(hidden):
        into = [before for before, after in edges if after == name]
        out = [after for before, after in edges if before == name]
        edges = {edge for edge in edges if name not in edge} | {(one, other) for one in into for other in out}
    left = tuple(node for node in sketch.nodes if node.id not in hidden)
    return replace(sketch, nodes=left, edges=tuple(sorted(edges)))
