"""Draws a graph without circles in columns from left to right: few crossings, short edges, none over a foreign node.

`lay_out` gives a drawing, `refine` gives better ones step by step, and both start from an earlier drawing, of which
they keep as much as they can, when there is one. The same sketch always gives the same drawing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.layout import bands, coordinates
from planner.layout.arrays import Numbers
from planner.layout.finish import finish
from planner.layout.frame import Frame, frame
from planner.layout.keep import keeps, redraw
from planner.layout.levels import Levels, cut
from planner.layout.ranks import best_columns
from planner.layout.search import MIDDLE, SMALL, TURNS, orders
from planner.layout.shifts import shifted
from planner.layout.sketch import Band, Drawing, Measures, Sketch

_RELAX, _STRAIGHTEN = 5, 3


def lay_out(
    sketch: Sketch, measures: Measures | None = None, before: Drawing | None = None, turns: int | None = None
) -> Drawing:
    """A drawing after so many turns of refinement; without a number as many as take no longer than a moment.

    With a drawing from before, nodes that are in it stay where they are as far as the sketch allows.
    Raises ValueError for edges that run in a circle, into an earlier era, or to nodes that do not exist.
    """
    draft = _Draft(sketch, measures or Measures(), before)
    wanted = turns if turns is not None else 1 if draft.small else 0
    for turn in draft.turns(shown=not wanted):
        if turn >= wanted:
            break
    return draft.drawing()


def refine(
    sketch: Sketch, measures: Measures | None = None, before: Drawing | None = None
) -> Iterator[tuple[int, Drawing]]:
    """(turns made, best drawing so far), again and again, each time after a short piece of work.

    The caller stops when it likes. While nothing better is found, the drawing is the same object as before.
    """
    draft = _Draft(sketch, measures or Measures(), before)
    for turn in draft.turns():
        yield turn, draft.drawing()


class _Draft:
    """The best order found so far, and its drawing as soon as somebody asks for it."""

    def __init__(self, sketch: Sketch, measures: Measures, before: Drawing | None) -> None:
        self.base = frame(sketch, measures)
        self.best: tuple[int, Numbers] | None = None
        self.drawn: Drawing | None = None
        self.small = True
        if before is not None and keeps(self.base, before):
            self.drawn = redraw(self.base, before)
        else:
            columns = best_columns(self.base.nodes, self.base.links, sketch.rows)
            links = self.base.links
            if self.base.banded and sketch.rows is None:
                columns = shifted(columns, self.base.nodes, links, self.base.lanes)
            self.levels = cut(columns, self.base.lanes, self.base.heights, links.tails, links.heads)
            self.small = len(self.levels.columns) <= SMALL

    def turns(self, shown: bool = True) -> Iterator[int]:
        """Turns made, again and again, each time after a short piece of work; `shown`: whether the first is drawn."""
        if self.drawn is not None:
            yield TURNS
            return
        for turn, crossings, sequence in orders(self.levels, shown):
            if self.best is None or crossings < self.best[0]:
                self.best = crossings, sequence
                self.drawn = None
            yield turn

    def drawing(self) -> Drawing:
        """What has been found so far."""
        if self.drawn is None:
            assert self.best is not None
            self.drawn = _draw(self.base, self.levels, self.best[1], self.best[0])
        return self.drawn


def _draw(base: Frame, levels: Levels, sequence: Numbers, crossings: int) -> Drawing:
    measures = base.measures
    pile = coordinates.stack(levels, sequence, measures)
    lanes: list[Band] = []
    if base.banded:
        where = bands.lane_of_all(pile)
        lanes, _shifts = bands.lane_bands(bands.needed(pile, where, len(base.keys)), base.keys, measures, {})
        bands.bound(pile, where, lanes, measures)
    heights = coordinates.relax(pile, _RELAX)
    heights = coordinates.straighten(pile, heights, _STRAIGHTEN if len(sequence) <= MIDDLE else _STRAIGHTEN - 1)
    if not lanes:
        heights += measures.margin - float((heights - levels.heights[sequence] / 2).min(initial=np.inf))
    middles = np.empty(len(sequence))
    middles[sequence] = heights
    return finish(base, levels, middles, lanes, crossings, {})
