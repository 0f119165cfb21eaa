"""The order to begin with: the slowest vibrations of the graph, were its edges springs.

Elements that are joined swing together, so that sorting each column by how far they swing puts what belongs together
beside each other, over all columns at once. This finds in some milliseconds what moving elements one by one would need
thousands of moves for. Every column, lane and connected part swings around its own middle with the same strength.
"""

from __future__ import annotations

import numpy as np

from planner.layout.arrays import Floats, Numbers
from planner.layout.levels import Levels, components

_INERTIA = 0.5
"""Share of the last movement that goes on; speeds the vibrations up twofold, more would not settle."""
_FREELY = 4
"""Steps after which all groups are brought to the same strength again; where edges to other lanes pull, every step."""
_LEAN = 1.0
"""How strongly edges to other lanes pull to the edge of the own lane."""


def swings(levels: Levels, starts: int, steps: int, seed: int) -> list[Numbers]:
    """Several orders: for each, all elements sorted by column, lane, connected part and swing."""
    count = len(levels.columns)
    parts = components(levels.nodes, levels.tails.tolist(), levels.heads.tolist())
    part = np.concatenate((parts, parts[np.repeat(levels.tails, levels.inner)]))
    by_group = np.lexsort((part, levels.homes, levels.columns))
    keys = np.stack((levels.columns, levels.homes, part))[:, by_group]
    new = np.ones(count, dtype=bool)
    new[1:] = (keys[:, 1:] != keys[:, :-1]).any(axis=0)
    group = np.cumsum(new) - 1
    place = np.empty(count, dtype=np.int64)
    place[by_group] = np.arange(count)
    lefts, rights = place[levels.lefts], place[levels.rights]
    pull = _pull(lefts, rights, levels.homes[by_group])
    swing = _settle(lefts, rights, group, np.flatnonzero(new), pull, (starts, steps, seed))
    return [by_group[np.lexsort((swing[:, number], group))] for number in range(starts)]


def _pull(lefts: Numbers, rights: Numbers, lanes: Numbers) -> Floats:
    """For each element, the share of its edges that lead to lanes below, less that of those to lanes above."""
    below = np.sign(lanes[rights] - lanes[lefts])
    count = len(lanes)
    total = np.bincount(lefts, below, minlength=count) - np.bincount(rights, below, minlength=count)
    edges = np.bincount(lefts, minlength=count) + np.bincount(rights, minlength=count)
    return np.asarray(total / np.maximum(edges, 1))


def _settle(
    lefts: Numbers, rights: Numbers, group: Numbers, begins: Numbers, pull: Floats, plan: tuple[int, int, int]
) -> Floats:
    """Swing of every element (row) in every start (column); elements are numbered by group."""
    starts, steps, seed = plan
    count = len(group)
    free = np.ones(count, dtype=bool)
    free[lefts] = free[rights] = False
    alone = np.flatnonzero(free)  # what setdiff1d says, which loads all of numpy's masked arrays
    here = np.concatenate((lefts, rights, alone))
    order = np.argsort(here, kind="stable")
    there = np.concatenate((rights, lefts, alone))[order]
    degree = np.bincount(here, minlength=count)
    rows = np.cumsum(degree) - degree
    share = (0.5 / degree)[:, None]
    each = (1.0 / np.diff(np.append(begins, count)))[:, None]
    lane_pull = (_LEAN * pull)[:, None]
    swing = np.random.default_rng(seed).standard_normal((count, starts))
    before = swing
    leaning = bool(pull.any())
    for step in range(steps):
        now = np.add.reduceat(swing.take(there, axis=0), rows, axis=0)
        now *= share
        now += (0.5 + _INERTIA) * swing
        now -= _INERTIA * before
        if leaning:
            now += lane_pull
        now -= (np.add.reduceat(now, begins, axis=0) * each).take(group, axis=0)
        if not leaning and step % _FREELY and step + 1 < steps:
            before, swing = swing, now
            continue
        strength = (1.0 / np.sqrt(np.add.reduceat(now * now, begins, axis=0) * each + 1e-12)).take(group, axis=0)
        before = swing * strength
        swing = now * strength
    return swing
