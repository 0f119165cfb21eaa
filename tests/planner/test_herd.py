"""Several orders that are cooled side by side: what is counted of them, and what every sweep keeps."""

from __future__ import annotations

import numpy as np
import pytest
from sketches import random_sketch

from planner.layout import herd
from planner.layout.crossings import Order
from planner.layout.frame import frame
from planner.layout.herd import Herd, Plan
from planner.layout.levels import FREE, Levels, cut
from planner.layout.ranks import best_columns
from planner.layout.sketch import Measures, Node, Sketch
from planner.layout.start import swings


def levels_of(sketch: Sketch) -> Levels:
    base = frame(sketch, Measures())
    columns = best_columns(base.nodes, base.links, sketch.rows)
    return cut(columns, base.lanes, base.heights, base.links.tails, base.links.heads)


def hub() -> Sketch:
    """Boxes with so many edges that their product is larger than what 16 bits hold."""
    names = [f"n{number:03}" for number in range(200)]
    nodes = tuple(Node(name, 100, 40) for name in ("a", "b", *names))
    return Sketch(nodes, (*(("a", name) for name in names), *(("b", name) for name in names)))


GRAPHS = {
    "free": random_sketch(40, 1, 90),
    "lanes": random_sketch(60, 2, 110, 4),
    "two columns": random_sketch(12, 3, 11),
    "parts": random_sketch(50, 4, 20),
    "hub": hub(),
}


@pytest.mark.parametrize("entries", [herd._ENTRIES, 100])
@pytest.mark.parametrize("levels", [pytest.param(levels_of(sketch), id=name) for name, sketch in GRAPHS.items()])
def test_orders_side_by_side(levels, entries, monkeypatch):
    monkeypatch.setattr(herd, "_ENTRIES", entries)  # few: every column is a group of its own
    many, chance = Herd.of(Plan(levels), swings(levels, 5, 10, 1)), np.random.default_rng(1)
    for heat in (2.0, 0.5, 0.0, 0.0):
        before = many.counts()
        many.sweep(heat, chance)
        counts = many.counts()
        if not heat:
            assert (counts <= before).all()  # an element moves only where that costs nothing
        crossings, sequence = many.first()
        assert crossings == counts.min() == Order(levels, sequence).count()
        assert sorted(sequence.tolist()) == list(range(len(levels.columns)))
        for some in np.split(sequence, np.cumsum([len(one) for one in levels.members])[:-1]):
            assert len(set(levels.columns[some].tolist())) == 1
            lanes = levels.lanes[some]
            assert (np.diff(lanes[lanes != FREE]) >= 0).all()
    best = many.best(2)
    assert sorted(best.counts().tolist()) == sorted(many.counts().tolist())[:2]
