"""What can be seen of a drawing, measured alike whoever has drawn it: crossings, lengths, area, edges over boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.layout.sketch import Drawing

Array = NDArray[np.float64]

_PIECES = 12
"""Straight pieces that stand for one curve."""
_STRIP = 20.0
"""Crossings are looked for in strips of this width, in pixels."""
_INSIDE = 0.5
"""An edge is over a box when it is this far inside, in pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes (x, y, width, height) and edges as polylines, in pixels; edges name the rows of their boxes."""

    boxes: Array
    edges: Sequence[tuple[int, int]]
    lines: Sequence[Array]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader sees."""

    crossings: int
    """Places where two edges cross that have no end in common."""
    length: float
    """Pixels per edge."""
    area: float
    """Square pixels per box, of the smallest upright rectangle around everything."""
    over: int
    """Pairs of an edge and a box that is neither its beginning nor its end, but under it."""
    overlaps: int
    """Pairs of boxes that lie on each other."""


def curve(points: Array) -> Array:
    """Points along cubic curves one after the other, given by 3 n + 1 control points."""
    t = np.linspace(0, 1, _PIECES + 1)[1:, None, None]
    a, b, c, d = points[0:-1:3], points[1::3], points[2::3], points[3::3]
    found = (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t * t * (1 - t) * c + t**3 * d
    return np.concatenate((points[:1], found.transpose(1, 0, 2).reshape(-1, 2)))


def painted(drawing: Drawing) -> Picture:
    """Our drawing as it is painted: straight pieces and curves take turns."""
    lines: list[Array] = []
    for number in range(len(drawing.edges)):
        points = drawing.route(number)
        parts = [points[:2]]
        for begin in range(1, len(points) - 1, 2):
            (x0, y0), (x1, y1) = points[begin], points[begin + 1]
            middle = (x0 + x1) / 2
            parts.append(curve(np.array([(x0, y0), (middle, y0), (middle, y1), (x1, y1)])))
            parts.append(points[begin + 1 : begin + 3])
        lines.append(np.concatenate(parts))
    edges = [(drawing.index[before], drawing.index[after]) for before, after in drawing.edges]
    return Picture(drawing.boxes, edges, lines)


def seen(picture: Picture) -> Seen:
    """Measure a picture."""
    lengths = sum(float(np.hypot(*np.diff(line, axis=0).T).sum()) for line in picture.lines)
    corners = [picture.boxes[:, :2], picture.boxes[:, :2] + picture.boxes[:, 2:], *picture.lines]
    every = np.concatenate(corners)
    width, height = every.max(axis=0) - every.min(axis=0)
    return Seen(
        crossings=_crossings(picture),
        length=lengths / max(1, len(picture.lines)),
        area=float(width * height) / max(1, len(picture.boxes)),
        over=_over(picture),
        overlaps=_overlaps(picture.boxes),
    )


def _crossings(picture: Picture) -> int:
    if not picture.lines:
        return 0
    jitter = np.random.default_rng(7)  # no three lines through one point
    pieces = [np.concatenate((line[:-1], line[1:]), axis=1) for line in picture.lines]
    owner = np.repeat(np.arange(len(pieces)), [len(piece) for piece in pieces])
    every = np.concatenate(pieces)
    every += jitter.uniform(-1e-5, 1e-5, every.shape)
    every[every[:, 0] > every[:, 2]] = every[every[:, 0] > every[:, 2]][:, [2, 3, 0, 1]]
    ends = np.array(picture.edges)[owner]
    begin, end = every[:, 0].min(), every[:, 2].max()
    by_left = np.argsort(every[:, 0])
    every, owner, ends = every[by_left], owner[by_left], ends[by_left]
    longest = float((every[:, 2] - every[:, 0]).max())
    total = 0
    for left in np.arange(begin, end, _STRIP):
        first, last = np.searchsorted(every[:, 0], [left - longest - 1, left + _STRIP])
        here = np.flatnonzero(every[first:last, 2] >= left) + first
        total += _in_strip(every[here], owner[here], ends[here], (left, left + _STRIP))
    return total


def _in_strip(pieces: Array, owner: NDArray[np.int64], ends: NDArray[np.int64], strip: tuple[float, float]) -> int:
    """Crossings of pieces with an x inside the strip."""
    x, y, x2, y2 = pieces.T
    dx, dy = x2 - x, y2 - y
    one, other = np.triu_indices(len(pieces), 1)
    apart = owner[one] != owner[other]
    low, high = np.minimum(y, y2), np.maximum(y, y2)
    apart &= (low[one] <= high[other]) & (low[other] <= high[one])
    one, other = one[apart], other[apart]
    joined = (ends[one][:, :, None] == ends[other][:, None, :]).any(axis=(1, 2))
    one, other = one[~joined], other[~joined]
    cross = dx[one] * dy[other] - dy[one] * dx[other]
    with np.errstate(divide="ignore", invalid="ignore"):
        along = ((x[other] - x[one]) * dy[other] - (y[other] - y[one]) * dx[other]) / cross
        across = ((x[other] - x[one]) * dy[one] - (y[other] - y[one]) * dx[one]) / cross
        at = x[one] + along * dx[one]
        hit = (along > 0) & (along < 1) & (across > 0) & (across < 1) & (at >= strip[0]) & (at < strip[1])
    return int(hit.sum())


def _over(picture: Picture) -> int:
    if not picture.lines:
        return 0
    dots: list[Array] = []
    for line in picture.lines:
        steps = np.maximum(1, np.ceil(np.hypot(*np.diff(line, axis=0).T) / 4).astype(int))
        piece = np.repeat(np.arange(len(steps)), steps)
        part = (np.arange(len(piece)) - (np.cumsum(steps) - steps)[piece] + 0.5) / steps[piece]
        dots.append(line[piece] + (line[piece + 1] - line[piece]) * part[:, None])
    owner = np.repeat(np.arange(len(dots)), [len(some) for some in dots])
    every = np.concatenate(dots)
    by_x = np.argsort(every[:, 0])
    every, owner = every[by_x], owner[by_x]
    total = 0
    for number, (x, y, width, height) in enumerate(picture.boxes.tolist()):
        first, last = np.searchsorted(every[:, 0], [x + _INSIDE, x + width - _INSIDE])
        heights = every[first:last, 1]
        under = owner[first:last][(heights > y + _INSIDE) & (heights < y + height - _INSIDE)]
        total += sum(number not in picture.edges[edge] for edge in np.unique(under).tolist())
    return total


def _overlaps(boxes: Array) -> int:
    by_x = boxes[np.argsort(boxes[:, 0])]
    total = 0
    for number, (x, y, width, height) in enumerate(by_x.tolist()):
        last = int(np.searchsorted(by_x[:, 0], x + width - _INSIDE))
        later = by_x[number + 1 : last]
        total += int(((later[:, 1] < y + height - _INSIDE) & (later[:, 1] + later[:, 3] > y + _INSIDE)).sum())
    return total
