"""Lanes from top to bottom: how high each one must be, and the bounds that it sets to what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from planner.layout.arrays import Floats, Numbers
from planner.layout.coordinates import Stack
from planner.layout.levels import FREE
from planner.layout.sketch import Band, Measures

_SPARE, _SHARE = 2, 0.1
"""So many lines more find room in each column of a new lane, or this share of what is in it."""
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


def needed(pile: Stack, lanes: Numbers, count: int) -> Floats:
    """How high each lane must be at least for what stands in its fullest column."""
    least = np.zeros(count)
    half = pile.levels.heights[pile.sequence] / 2
    for begin, end in zip(pile.begins[:-1], pile.begins[1:], strict=True):
        own = lanes[begin:end]
        firsts = np.flatnonzero(np.diff(own, prepend=-1)) + begin
        lasts = np.append(firsts[1:], end) - 1
        size = pile.depth[lasts] - pile.depth[firsts] + half[firsts] + half[lasts]
        here = lanes[firsts]
        least[here] = np.maximum(least[here], size)
    return least


def lane_bands(
    least: Floats, keys: Sequence[str], measures: Measures, before: Mapping[str, Band]
) -> tuple[list[Band], Floats]:
    """Lanes below each other, and how far what was drawn in each of them before moves down.

    A new lane has room to spare. One that was drawn before ends where it ended, so that a lane above it that has grown
    takes only of its spare room; unless it must grow itself, or has become much too large.
    """
    bands: list[Band] = []
    shifts: list[float] = []
    y, shift = measures.margin, 0.0
    for key, content in zip(keys, least.tolist(), strict=True):
        size = measures.lane_title + measures.node_gap + content
        spare = max(_SPARE * measures.line_gap, _SHARE * content)
        end = y + size + spare
        if key in before:
            old = before[key]
            shift = min(shift, y - old.begin)  # what stood above is gone or smaller
            old_end = old.begin + old.size + shift
            if old_end - y <= size * _ROOMY + spare:
                end = max(old_end, y + size)
        shifts.append(shift)
        bands.append(Band(key, y, end - y))
        if key not in before:
            shift += end - y + measures.lane_gap
        y = end + measures.lane_gap
    return bands, np.array(shifts)


def bound(pile: Stack, lanes: Numbers, bands: Sequence[Band], measures: Measures) -> None:
    """Keep the elements of the stack inside their lanes; edges between lanes run where they like."""
    if not bands:
        return
    half = pile.levels.heights[pile.sequence] / 2
    top = np.array([band.begin for band in bands]) + measures.lane_title + measures.node_gap / 2
    bottom = np.array([band.begin + band.size for band in bands]) - measures.node_gap / 2
    free = pile.levels.lanes[pile.sequence] == FREE
    pile.free = False
    pile.low[:] = np.where(free, top[0], top[lanes] + half)
    pile.high[:] = np.where(free, bottom[-1], bottom[lanes] - half)
