"""Draws a graph without circles in columns from left to right: few crossings, short edges, none over a foreign node.

`lay_out` gives a drawing, `refine` gives better ones step by step, and both start from an earlier drawing, of which
they keep as much as they can, when there is one. The same sketch always gives the same drawing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.layout import bands, coordinates
from planner.layout.arrays import Numbers
from planner.layout.crossings import Order
from planner.layout.finish import finish
from planner.layout.frame import Frame, frame
from planner.layout.keep import keeps, redraw
from planner.layout.levels import Levels, cut
from planner.layout.ranks import best_columns
from planner.layout.sketch import Drawing, Measures, Sketch
from planner.layout.start import swings

SMALL = 1_500
"""Up to so many elements (nodes and lines in columns) one full turn is made before a drawing is shown."""
TURNS = 8
"""After so many turns hardly anything gets better any more."""
_STARTS, _STEPS = 12, 60
_TRIED = 4
"""So many of the starts are settled for one sweep, to see which is the best."""
_SETTLE = 3
_SWEEPS, _HEAT = 10, 2.0


def lay_out(
    sketch: Sketch, measures: Measures | None = None, before: Drawing | None = None, turns: int | None = None
) -> Drawing:
    """A drawing after so many turns of refinement; without a number as many as take no longer than a moment.

    With a drawing from before, nodes that are in it stay where they are as far as the sketch allows.
    Raises ValueError for edges that run in a circle, into an earlier era, or to nodes that do not exist.
    """
    drawing: Drawing | None = None
    for turn, better in refine(sketch, measures, before):
        drawing = better
        if turn >= (turns if turns is not None else 1 if len(better.points) <= 4 * SMALL else 0):
            break
    assert drawing is not None
    return drawing


def refine(
    sketch: Sketch, measures: Measures | None = None, before: Drawing | None = None
) -> Iterator[tuple[int, Drawing]]:
    """(turns made, best drawing so far), again and again, each time after a short piece of work.

    The caller stops when it likes. While nothing better is found, the drawing is the same object as before.
    """
    base = frame(sketch, measures or Measures())
    if before is not None and keeps(base, before):
        yield TURNS, redraw(base, before)
        return
    columns = best_columns(base.nodes, base.links, sketch.rows)
    levels = cut(columns, base.lanes, base.heights, base.links.tails, base.links.heads)
    best = None
    for turn, crossings, sequence in _orders(levels):
        if best is None or crossings < best.crossings:
            best = _draw(base, levels, sequence, crossings)
        yield turn, best
    if best is None:
        yield TURNS, finish(base, levels, np.zeros(0), (), 0, {})


def _orders(levels: Levels) -> Iterator[tuple[int, int, Numbers]]:
    """(turns made, crossings, all elements in order), each time after a short piece of work."""
    if not len(levels.columns):
        return
    found = _first(levels, 0)
    yield 0, *found
    for turn in range(1, TURNS + 1):
        tried = found if turn % 2 else _first(levels, turn)
        order = Order(levels, tried[1])
        for _sweep in order.cool(_SWEEPS, _HEAT, turn):
            yield turn - 1, *found
        order.settle(_SETTLE, turn)
        found = min(found, (order.count(), order.sequence()), key=lambda one: one[0])
        yield turn, *found


def _first(levels: Levels, seed: int) -> tuple[int, Numbers]:
    """The best of several swings, settled."""
    large = len(levels.columns) > SMALL
    starts = swings(levels, 2 if large else _STARTS, _STEPS, seed)
    order = Order(levels, starts[0])
    tried: list[tuple[int, Numbers]] = []
    for sequence in starts:
        order.set(sequence)
        tried.append((order.count(), sequence))
    tried.sort(key=lambda one: one[0])
    settled: list[tuple[int, Numbers]] = []
    for _crossings, sequence in tried[: 1 if large else _TRIED]:
        order.set(sequence)
        order.settle(1, seed)
        settled.append((order.count(), order.sequence()))
    order.set(min(settled, key=lambda one: one[0])[1])
    order.settle(_SETTLE - 1, seed)
    return order.count(), order.sequence()


def _draw(base: Frame, levels: Levels, sequence: Numbers, crossings: int) -> Drawing:
    measures = base.measures
    pile = coordinates.stack(levels, sequence, measures)
    lanes = []
    if base.banded:
        where = bands.lane_of_all(pile)
        lanes, _shifts = bands.lane_bands(bands.needed(pile, where, len(base.keys)), base.keys, measures, {})
        bands.bound(pile, where, lanes, measures)
    heights = coordinates.relax(pile, 8)
    heights = coordinates.straighten(pile, heights, 3)
    if not lanes:
        heights += measures.margin - float((heights - levels.heights[sequence] / 2).min(initial=np.inf))
    middles = np.empty(len(sequence))
    middles[sequence] = heights
    return finish(base, levels, middles, lanes, crossings, {})
