"""From columns and heights to a drawing: places of columns, bands and the routes of edges."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from planner.layout.arrays import Floats, Numbers
from planner.layout.frame import Frame
from planner.layout.levels import Levels
from planner.layout.sketch import Band, Drawing


def finish(
    frame: Frame,
    levels: Levels,
    middles: Floats,
    lanes: Sequence[Band],
    crossings: int,
    columns_before: dict[int, Band],
) -> Drawing:
    """`middles` are the heights of the middles of all elements; `columns_before` say where columns were before."""
    count, measures = levels.nodes, frame.measures
    columns = levels.columns[:count]
    column_bands, eras = _columns(frame, columns, columns_before)
    boxes = np.empty((count, 4))
    boxes[:, 0] = column_bands[columns, 0] + (column_bands[columns, 1] - frame.widths) / 2
    boxes[:, 1] = middles[:count] - frame.heights / 2
    boxes[:, 2], boxes[:, 3] = frame.widths, frame.heights
    points, starts = _routes(levels, middles, boxes, column_bands)
    bottom = max([float((boxes[:, 1] + boxes[:, 3]).max(initial=0.0)), float(points[:, 1].max(initial=0.0))])
    if lanes:
        bottom = max(bottom, lanes[-1].begin + lanes[-1].size)
    right = max([float((boxes[:, 0] + boxes[:, 2]).max(initial=0.0)), *(era.begin + era.size for era in eras)])
    return Drawing(
        ids=tuple(node.id for node in frame.nodes),
        boxes=boxes,
        columns=columns.copy(),
        column_bands=column_bands,
        lanes=tuple(lanes),
        eras=tuple(eras),
        edges=frame.edges,
        points=points,
        starts=starts,
        width=right + measures.margin,
        height=bottom + measures.margin,
        crossings=crossings,
        index=frame.index,
    )


def _columns(frame: Frame, columns: Numbers, before: dict[int, Band]) -> tuple[Floats, list[Band]]:
    """Where each column begins and how wide it is, and the eras; a column stays where it was if there is room."""
    measures = frame.measures
    count = int(columns.max(initial=-1)) + 1
    widths = np.zeros(count)
    np.maximum.at(widths, columns, frame.widths)
    era_of = dict(zip(columns.tolist(), (node.era for node in frame.nodes), strict=True))
    outside = measures.column_gap / 2 if len(set(era_of.values())) > 1 else 0.0
    bands = np.zeros((count, 2))
    x = measures.margin + outside
    for column, width in enumerate(widths.tolist()):
        old = before.get(column)
        begin, size = (max(x, old.begin), max(width, old.size)) if old else (x, width)
        bands[column] = begin, size
        last = era_of.get(column + 1) != era_of[column]
        x = begin + size + measures.column_gap + (measures.era_gap if last else 0.0)
    eras: list[Band] = []
    for era, group in groupby(range(count), key=lambda column: era_of[column]):
        inside = list(group)
        begin = float(bands[inside[0], 0]) - outside
        eras.append(Band(str(era), begin, float(bands[inside[-1]].sum()) + outside - begin))
    return bands, eras


def _routes(levels: Levels, middles: Floats, boxes: Floats, column_bands: Floats) -> tuple[Floats, Numbers]:
    """Two points in each column that an edge touches: its own boxes at both ends, the whole column between."""
    many = levels.inner + 2
    starts = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(2 * many)))
    edge = np.repeat(np.arange(len(many)), many)
    step = np.arange(len(edge)) - (starts[:-1] // 2)[edge]
    leaving, arriving = step == 0, step == many[edge] - 1
    element = np.where(
        leaving, levels.tails[edge], np.where(arriving, levels.heads[edge], levels.first[edge] + step - 1)
    )
    column = levels.columns[element]
    node = np.where(leaving | arriving, element, 0)
    points = np.empty((2 * len(edge), 2))
    points[0::2, 0] = column_bands[column, 0]
    points[1::2, 0] = column_bands[column].sum(axis=1)
    points[0::2, 0][leaving] = (boxes[node, 0] + boxes[node, 2])[leaving]
    points[1::2, 0][arriving] = boxes[node, 0][arriving]
    points[0::2, 1] = points[1::2, 1] = middles[element]
    return points, starts
