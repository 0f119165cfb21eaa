"""In which column every node stands: the fewest columns that lines have to pass, eras and fixed steps respected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from planner.layout.arrays import Floats, Numbers
from planner.layout.levels import components
from planner.layout.sketch import Node

MANY = 1_000
"""From so many nodes on the interior point method is quicker than the simplex method."""

_EXACT = 1e-6
"""Of the sum of all lengths: how far off the interior point method may stop."""
_EVEN = 1e-2
"""In columns: what the optimiser is off is less than any difference in length."""
_CONTRADICTION = "the fixed columns contradict the edges or the eras"


@dataclass(frozen=True, slots=True)
class Links:
    """Edges between numbered nodes, none twice, and an order in which every node follows all before it."""

    tails: Numbers
    heads: Numbers
    before: Sequence[Sequence[int]]
    after: Sequence[Sequence[int]]
    order: Sequence[int]


def links(nodes: Sequence[Node], edges: Sequence[tuple[int, int]]) -> Links:
    """Check the edges: raises ValueError where they run in a circle or back to an earlier era."""
    before: list[list[int]] = [[] for _node in nodes]
    after: list[list[int]] = [[] for _node in nodes]
    for tail, head in edges:
        if nodes[tail].era > nodes[head].era:
            raise ValueError(f"{nodes[tail].id} is needed by {nodes[head].id}, which is in an earlier era")
        after[tail].append(head)
        before[head].append(tail)
    missing = [len(some) for some in before]
    order = [node for node, count in enumerate(missing) if not count]
    for node in order:  # grows while it is read
        for user in after[node]:
            missing[user] -= 1
            if not missing[user]:
                order.append(user)
    if len(order) < len(nodes):
        raise ValueError("the edges run in a circle")
    pairs = np.array(edges, dtype=np.int64).reshape(-1, 2)
    return Links(pairs[:, 0], pairs[:, 1], before, after, order)


def best_columns(nodes: Sequence[Node], links: Links, rows: int | None) -> Numbers:
    """The column of every node, counted from 0, none empty."""
    wished = _shortest(nodes, links)
    _gather(wished, nodes, links)
    _balance(wished, nodes, links)
    columns = pack(nodes, links, wished, rows)
    if rows is not None:
        _pull_together(columns, nodes, links, rows)
    return without_gaps(columns)


def without_gaps(columns: Numbers) -> Numbers:
    """The same order of columns, without the empty ones."""
    return np.unique(columns, return_inverse=True)[1].astype(np.int64) if len(columns) else columns


def _shortest(nodes: Sequence[Node], links: Links) -> Numbers:
    """Steps with the smallest sum of lengths of all edges: a linear program with whole-number vertices."""
    eras = {era: number for number, era in enumerate(sorted({node.era for node in nodes}))}
    fixed = {number: node.column for number, node in enumerate(nodes) if node.column is not None}
    if not len(links.tails) and len(eras) < 2 and not fixed:
        return np.zeros(len(nodes), dtype=np.int64)
    if len(fixed) == len(nodes):
        return _as_fixed(nodes, links)
    # The variable `count + e` is the first step of the era e + 1.
    count, last = len(nodes), len(eras) - 1
    begins = [(count + eras[node.era] - 1, number) for number, node in enumerate(nodes) if eras[node.era]]
    ends = [(number, count + eras[node.era]) for number, node in enumerate(nodes) if eras[node.era] < last]
    pairs = np.concatenate((np.stack((links.tails, links.heads), axis=1), np.array(begins + ends).reshape(-1, 2)))
    gaps = np.ones(len(pairs))
    gaps[len(links.tails) : len(links.tails) + len(begins)] = 0.0
    cost = np.zeros(count + last)
    np.add.at(cost, links.heads, 1.0)
    np.add.at(cost, links.tails, -1.0)
    cost[count:] = 1e-3  # no era later than it has to be
    return _solve(cost, pairs.astype(np.int64), gaps, fixed)[:count]


def _as_fixed(nodes: Sequence[Node], links: Links) -> Numbers:
    """The steps of nodes that are all fixed: nothing is left for the optimiser, which need not be loaded."""
    steps = np.array([node.column for node in nodes], dtype=np.int64)
    by_era = sorted(zip((node.era for node in nodes), steps.tolist(), strict=True))
    mixed = any(one[0] < other[0] and one[1] >= other[1] for one, other in pairwise(by_era))
    if mixed or (steps[links.tails] >= steps[links.heads]).any():
        raise ValueError(_CONTRADICTION)
    return steps


def _solve(cost: Floats, rows: Numbers, gaps: Floats, fixed: dict[int, int]) -> Numbers:
    """Whole numbers from 0 on with the smallest cost, the second of each row larger than the first by its gap."""
    import highspy

    many = len(cost) >= MANY
    # What nothing holds may drift: without bounds the interior point method takes a third less time.
    loose = many and not fixed and not cost.sum()
    lower = np.full(len(cost), -highspy.kHighsInf if loose else 0.0)
    upper = np.full(len(cost), highspy.kHighsInf if loose else float(len(cost) + max(fixed.values(), default=0)))
    for number, column in fixed.items():
        lower[number] = upper[number] = column
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(cost), len(rows)
    program.col_cost_, program.col_lower_, program.col_upper_ = cost, lower, upper
    program.row_lower_, program.row_upper_ = gaps, np.full(len(rows), highspy.kHighsInf)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.arange(0, 2 * len(rows) + 1, 2)
    program.a_matrix_.index_ = rows.ravel()
    program.a_matrix_.value_ = np.tile([-1.0, 1.0], len(rows))
    solver = highspy.Highs()
    solver.silent()
    solver.setOptionValue("threads", 1)
    # Inside the set of all best solutions there is always a whole one near by: no need to walk to a corner.
    solver.setOptionValue("solver", "ipm" if many else "simplex")
    solver.setOptionValue("run_crossover", "off")
    solver.setOptionValue("ipm_optimality_tolerance", _EXACT)
    solver.passModel(program)
    solver.run()
    if many:
        found = np.array(solver.getSolution().col_value)
        if solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            steps = _whole(found)
            inside = (steps >= lower) & (steps <= upper)
            apart = steps[rows[:, 1]] - steps[rows[:, 0]] >= gaps
            if inside.all() and apart.all() and cost @ steps <= cost @ found + _EVEN:
                return steps - int(steps.min()) if loose else steps
        solver.setOptionValue("run_crossover", "on")
        solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ValueError(_CONTRADICTION)
    corner: Numbers = np.rint(np.array(solver.getSolution().col_value)).astype(np.int64)
    return corner - int(corner.min()) if loose else corner


def _whole(values: Floats) -> Numbers:
    """All values rounded down from the same fraction on: distances of at least a whole number stay as large.

    Of a cheapest solution this is one, too: over all fractions, the costs are in the mean those of the solution, and
    none are lower. The fraction lies in the widest gap between those that occur, far from what is inexact in them.
    """
    parts = np.unique(values % 1.0)
    widths = np.diff(parts, append=parts[:1] + 1.0)
    widest = int(widths.argmax())
    border = parts[widest] + widths[widest] / 2
    steps: Numbers = np.floor(values - border + 1.0).astype(np.int64)
    return steps


def _gather(columns: Numbers, nodes: Sequence[Node], links: Links) -> None:
    """Let every part of the graph that nothing holds in place begin where its era begins."""
    parts: dict[int, list[int]] = defaultdict(list)
    for number, part in enumerate(components(len(nodes), links.tails.tolist(), links.heads.tolist()).tolist()):
        parts[part].append(number)
    loose: list[list[int]] = []
    begins: dict[int, int] = {}
    for members in parts.values():
        if len({nodes[number].era for number in members}) == 1 and all(nodes[n].column is None for n in members):
            loose.append(members)
            continue
        for number in members:
            era = nodes[number].era
            begins[era] = min(begins.get(era, columns[number]), columns[number])
    for members in loose:
        era = nodes[members[0]].era
        if era not in begins:
            begins[era] = min(columns[number] for number, node in enumerate(nodes) if node.era == era)
        columns[members] += begins[era] - columns[members].min()


def _spans(columns: Numbers, nodes: Sequence[Node], links: Links) -> dict[int, tuple[int, int]]:
    """The first and the last column of every era; nodes without edges do not make it longer."""
    found: dict[int, tuple[int, int]] = {}
    linked = [bool(links.before[number] or links.after[number]) for number in range(len(nodes))]
    for number in sorted(range(len(nodes)), key=lambda number: not linked[number]):
        era, column = nodes[number].era, int(columns[number])
        first, last = found.get(era, (column, column))
        if linked[number] or nodes[number].column is not None or era not in found:
            found[era] = min(first, column), max(last, column)
    return found


def _free_range(number: int, columns: Sequence[int], span: tuple[int, int], links: Links) -> tuple[int, int]:
    """The columns in which a node can stand while all others stay."""
    low = max([span[0], *(columns[other] + 1 for other in links.before[number])])
    high = min([span[1], *(columns[other] - 1 for other in links.after[number])])
    return low, high


def _balance(columns: Numbers, nodes: Sequence[Node], links: Links) -> None:
    """Move nodes that may stand in several columns at the same cost to where their lane is lowest."""
    spans = _spans(columns, nodes, links)
    places: list[int] = columns.tolist()
    filled: dict[tuple[str, int], float] = defaultdict(float)
    for node, column in zip(nodes, places, strict=True):
        filled[node.lane, column] += node.height
    for number, node in enumerate(nodes):
        if node.column is not None or len(links.before[number]) != len(links.after[number]):
            continue
        low, high = _free_range(number, places, spans[node.era], links)
        filled[node.lane, places[number]] -= node.height
        if low <= high:
            places[number] = min(range(low, high + 1), key=lambda column: (filled[node.lane, column], column))
        filled[node.lane, places[number]] += node.height
    columns[:] = places


def pack(
    nodes: Sequence[Node], links: Links, wished: Numbers, rows: int | None, settled: Sequence[bool] | None = None
) -> Numbers:
    """The wished columns, each node moved right only as far as edges, eras and the limit of rows ask for.

    `wished` rises along every edge inside an era. Among nodes with the same wish the settled ones choose first.
    """
    columns = [0] * len(nodes)
    filled: dict[tuple[str, int], int] = defaultdict(int)
    begin = 0
    for era in sorted({node.era for node in nodes}):
        inside = [number for number, node in enumerate(nodes) if node.era == era]
        shift = max(0, begin - int(min(wished[number] for number in inside)))
        inside.sort(key=lambda number: (wished[number], settled is not None and not settled[number], number))
        for number in inside:
            column = max([int(wished[number]) + shift, *(columns[other] + 1 for other in links.before[number])])
            lane = nodes[number].lane
            while rows is not None and filled[lane, column] >= rows:
                column += 1
            columns[number] = column
            filled[lane, column] += 1
        begin = max(columns[number] for number in inside) + 1
    return np.array(columns, dtype=np.int64)


def _pull_together(columns: Numbers, nodes: Sequence[Node], links: Links, rows: int) -> None:
    """Shorten edges that splitting full columns has made longer: nodes go to where most of their edges lead."""
    spans = _spans(columns, nodes, links)
    places: list[int] = columns.tolist()
    filled: dict[tuple[str, int], int] = defaultdict(int)
    for node, column in zip(nodes, places, strict=True):
        filled[node.lane, column] += 1
    for turn in range(6):
        for number in reversed(links.order) if turn % 2 == 0 else links.order:
            node, here = nodes[number], places[number]
            pull = len(links.after[number]) - len(links.before[number])
            if node.column is not None or not pull:
                continue
            low, high = _free_range(number, places, spans[node.era], links)
            way = range(high, here, -1) if pull > 0 else range(low, here)
            for column in way:
                if filled[node.lane, column] < rows:
                    filled[node.lane, here] -= 1
                    filled[node.lane, column] += 1
                    places[number] = column
                    break
    columns[:] = places


def kept_columns(nodes: Sequence[Node], links: Links, old: dict[int, int], rows: int | None) -> Numbers:
    """Columns in which the nodes in `old` stay where they were, as far as edges and eras allow; others come near."""
    wished: dict[int, int] = dict(old)
    first: dict[int, int] = {}
    for number, column in old.items():
        era = nodes[number].era
        first[era] = min(first.get(era, column), column)

    def before(number: int) -> Sequence[int]:
        """What it stands right of. For its era as a whole `pack` sees to that: else single nodes would leave it."""
        found = links.before[number]
        return [other for other in found if nodes[other].era == nodes[number].era] if number in old else found

    for number in links.order:
        known = [wished[other] + 1 for other in before(number) if other in wished]
        if known:
            wished[number] = max([wished.get(number, 0), *known])
    for number in reversed(links.order):
        if number not in wished:
            start = first.get(nodes[number].era, max(first.values(), default=0))
            wished[number] = max(start, min((wished[other] for other in links.after[number]), default=start + 1) - 1)
    for number in links.order:
        wished[number] = max([wished[number], *(wished[other] + 1 for other in before(number))])
    array = np.array([wished[number] for number in range(len(nodes))], dtype=np.int64)
    return pack(nodes, links, array, rows, [number in old for number in range(len(nodes))])
