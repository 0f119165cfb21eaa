"""Lanes from top to bottom: how high each one must be, and the bounds that it sets to what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from planner.layout.arrays import Floats, Numbers
from planner.layout.coordinates import Stack
from planner.layout.levels import FREE
from planner.layout.sketch import Band, Measures

_ROOMY = 1.5
"""A lane keeps the size that it had before unless it would now be this many times too large."""


def lane_of_all(pile: Stack) -> Numbers:
    """The lane in which each element of the stack is drawn: edges between lanes are where their neighbours are."""
    lanes = pile.levels.lanes[pile.sequence]
    homes = pile.levels.homes[pile.sequence]
    result = np.empty(len(lanes), dtype=np.int64)
    for begin, end in zip(pile.begins[:-1], pile.begins[1:], strict=True):
        own = lanes[begin:end]
        least = np.maximum.accumulate(np.where(own == FREE, -1, own))
        most = np.minimum.accumulate(np.where(own == FREE, np.iinfo(np.int64).max, own)[::-1])[::-1]
        wished = np.clip(homes[begin:end], least, most)
        result[begin:end] = np.maximum.accumulate(wished)
    return result


def lane_bands(
    pile: Stack, lanes: Numbers, keys: Sequence[str], measures: Measures, before: Mapping[str, Band]
) -> list[Band]:
    """Lanes just high enough for their fullest column; one that was drawn before keeps its size where it fits."""
    needed = np.zeros(len(keys))
    half = pile.levels.heights[pile.sequence] / 2
    for begin, end in zip(pile.begins[:-1], pile.begins[1:], strict=True):
        own = lanes[begin:end]
        firsts = np.flatnonzero(np.diff(own, prepend=-1)) + begin
        lasts = np.append(firsts[1:], end) - 1
        size = pile.depth[lasts] - pile.depth[firsts] + half[firsts] + half[lasts]
        here = lanes[firsts]
        needed[here] = np.maximum(needed[here], size)
    bands: list[Band] = []
    y = measures.margin
    for key, content in zip(keys, needed.tolist(), strict=True):
        size = measures.lane_title + measures.node_gap + content
        if key in before and size <= before[key].size <= size * _ROOMY:
            size = before[key].size
        bands.append(Band(key, y, size))
        y += size + measures.lane_gap
    return bands


def bound(pile: Stack, lanes: Numbers, bands: Sequence[Band], measures: Measures) -> None:
    """Keep the elements of the stack inside their lanes."""
    half = pile.levels.heights[pile.sequence] / 2
    top = np.array([band.begin for band in bands]) + measures.lane_title + measures.node_gap / 2
    bottom = np.array([band.begin + band.size for band in bands]) - measures.node_gap / 2
    pile.low[:] = top[lanes] + half
    pile.high[:] = bottom[lanes] - half


def moved(lanes: Numbers, bands: Sequence[Band], before: Mapping[str, Band]) -> Floats:
    """How far each lane has moved since it was drawn before."""
    shifts = [band.begin - before[band.key].begin if band.key in before else 0.0 for band in bands]
    return np.array(shifts)[lanes]
