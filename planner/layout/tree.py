"""A technology tree: lanes by subject from top to bottom, eras of columns from left to right.

Every prerequisite stands in a column left of what needs it. Lines run only through the gaps: between two columns they
turn, between two rows they run straight, so that no line ever crosses a box that is not its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """One item to place. Items are given in an order in which they can be reached."""

    id: str
    lane: str
    era: int
    before: tuple[str, ...]
    """Items that it is drawn as needing; they come earlier in the list."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Sizes in pixels at 100 %."""

    width: float = 196.0
    height: float = 56.0
    column_gap: float = 52.0
    row_gap: float = 18.0
    lane_gap: float = 6.0
    lane_title: float = 22.0
    """Room above the first row of a lane, for its name."""
    era_gap: float = 36.0
    header: float = 10.0
    label: float = 8.0
    most_rows: int = 3
    """Most rows of boxes in a lane; a lane with few boxes gets fewer."""


@dataclass(frozen=True, slots=True)
class Band:
    """A lane or an era: where it begins and how far it reaches (y for lanes, x for eras)."""

    key: str
    begin: float
    size: float


@dataclass(frozen=True, slots=True)
class Line:
    """An edge as points: a straight piece between every second pair, a bend between the others."""

    before: str
    after: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """The finished drawing."""

    places: Mapping[str, Point]
    """Upper left corner of every box."""
    lanes: tuple[Band, ...]
    eras: tuple[Band, ...]
    lines: tuple[Line, ...]
    width: float
    height: float
    measures: Measures


@dataclass(slots=True)
class _Cell:
    column: int
    row: int


def lay_out(boxes: Sequence[Box], lanes: Sequence[str], measures: Measures | None = None) -> Tree:
    """Place the boxes; lanes in the given order, lanes without boxes left out. Deterministic."""
    measures = measures or Measures()
    used = [lane for lane in lanes if any(box.lane == lane for box in boxes)]
    cells, era_columns = _grid(boxes, _row_limits(boxes, measures.most_rows))
    rows = {lane: 1 + max(cells[box.id].row for box in boxes if box.lane == lane) for lane in used}
    column_x, eras = _columns(era_columns, measures)
    lane_bands = _lanes(used, rows, measures)
    top = {band.key: band.begin for band in lane_bands}
    step = measures.height + measures.row_gap
    places = {
        box.id: (
            column_x[cells[box.id].column],
            top[box.lane] + measures.lane_title + measures.row_gap / 2 + cells[box.id].row * step,
        )
        for box in boxes
    }
    last = max(column_x, default=measures.label)
    return Tree(
        places=places,
        lanes=tuple(lane_bands),
        eras=tuple(eras),
        lines=tuple(_lines(boxes, cells, places, column_x, measures)),
        width=(last + measures.width + measures.column_gap) if boxes else measures.label,
        height=(lane_bands[-1].begin + lane_bands[-1].size + measures.lane_gap) if lane_bands else measures.header,
        measures=measures,
    )


def _row_limits(boxes: Sequence[Box], most_rows: int) -> dict[str, int]:
    """Rows that each lane may use: enough that it need not make any era wider than its longest chain does anyway."""
    depth: dict[str, int] = {}
    era_of = {box.id: box.era for box in boxes}
    for box in boxes:
        inside = [depth[before] + 1 for before in box.before if era_of.get(before) == box.era]
        depth[box.id] = max(inside, default=1)
    limits: dict[str, int] = {}
    for era in set(era_of.values()):
        columns = max(depth[item] for item, own in era_of.items() if own == era)
        counts = Counter(box.lane for box in boxes if box.era == era)
        for lane, count in counts.items():
            limits[lane] = max(limits.get(lane, 1), min(most_rows, -(-count // columns)))
    return limits


def _grid(boxes: Sequence[Box], limits: Mapping[str, int]) -> tuple[dict[str, _Cell], list[list[int]]]:
    """Column and row in its lane for every box, and the columns of each era.

    A box stands right of everything before it, in the row nearest to what it continues, and moves on to the next column
    when its lane is full there.
    """
    cells: dict[str, _Cell] = {}
    taken: set[tuple[str, int, int]] = set()
    lane_of = {box.id: box.lane for box in boxes}
    era_columns: list[list[int]] = []
    first = 0
    for era in sorted({box.era for box in boxes}):
        inside = [box for box in boxes if box.era == era]
        last = first
        for box in inside:
            column = max([first] + [cells[before].column + 1 for before in box.before if before in cells])
            wish = _wished_row(box, cells, lane_of)
            while (row := _free_row(box.lane, column, wish, limits[box.lane], taken)) is None:
                column += 1
            cells[box.id] = _Cell(column, row)
            taken.add((box.lane, column, row))
            last = max(last, column)
        era_columns.append(list(range(first, last + 1)))
        first = last + 1
    return cells, era_columns


def _wished_row(box: Box, cells: Mapping[str, _Cell], lane_of: Mapping[str, str]) -> int:
    beside = [cells[before] for before in box.before if before in cells and lane_of[before] == box.lane]
    if not beside:
        return 0
    return max(beside, key=lambda cell: cell.column).row


def _free_row(lane: str, column: int, wish: int, most: int, taken: set[tuple[str, int, int]]) -> int | None:
    for row in sorted(range(most), key=lambda row: (abs(row - wish), row)):
        if (lane, column, row) not in taken:
            return row
    return None


def _columns(era_columns: Sequence[Sequence[int]], measures: Measures) -> tuple[list[float], list[Band]]:
    xs: list[float] = []
    bands: list[Band] = []
    x = measures.label + measures.column_gap / 2
    for number, columns in enumerate(era_columns):
        begin = x - measures.column_gap / 2
        for _column in columns:
            xs.append(x)
            x += measures.width + measures.column_gap
        bands.append(Band(str(number), begin, x - measures.column_gap / 2 - begin))
        x += measures.era_gap
    return xs, bands


def _lanes(used: Sequence[str], rows: Mapping[str, int], measures: Measures) -> list[Band]:
    bands: list[Band] = []
    y = measures.header
    for lane in used:
        size = measures.lane_title + rows[lane] * (measures.height + measures.row_gap)
        bands.append(Band(lane, y, size))
        y += size + measures.lane_gap
    return bands


def _lines(
    boxes: Sequence[Box],
    cells: Mapping[str, _Cell],
    places: Mapping[str, Point],
    column_x: Sequence[float],
    measures: Measures,
) -> Iterable[Line]:
    for box in boxes:
        for order, before in enumerate(b for b in box.before if b in places):
            yield _line(before, box.id, order, cells, places, column_x, measures)


def _line(
    before: str,
    after: str,
    order: int,
    cells: Mapping[str, _Cell],
    places: Mapping[str, Point],
    column_x: Sequence[float],
    measures: Measures,
) -> Line:
    x1, y1 = places[before][0] + measures.width, places[before][1] + measures.height / 2
    x2, y2 = places[after][0], places[after][1] + measures.height / 2
    if cells[after].column - cells[before].column <= 1:
        return Line(before, after, ((x1, y1), (x2, y2)))
    # The long piece runs in the gap below or above the target's row; neighbours keep some distance from each other.
    gap = measures.row_gap
    away = gap / 2 + (order % 3 - 1) * gap / 5
    run = places[after][1] + (-away if y1 <= y2 else measures.height + away)
    leave = column_x[cells[before].column + 1] - measures.column_gap / 4
    arrive = column_x[cells[after].column - 1] + measures.width + measures.column_gap / 4
    return Line(before, after, ((x1, y1), (leave, run), (arrive, run), (x2, y2)))
