"""Laws of the layered drawing, for any graph."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from itertools import combinations, islice, pairwise
from pathlib import Path
from statistics import median

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sketches import random_sketch, without

from planner.layout import search, shifts
from planner.layout.layered import lay_out, refine
from planner.layout.sketch import Drawing, Measures, Node, Sketch

ROOT = Path(__file__).parents[2]
GAPS = Measures()
NEAR = 1e-6
"""Rounding errors of additions, in pixels."""


@st.composite
def sketches(draw: st.DrawFn, most: int = 22, lanes: str = "abc", eras: int = 2) -> Sketch:
    """Boxes of any size; edges from earlier to later ones; rows limited or not."""
    nodes: list[Node] = []
    edges: list[tuple[str, str]] = []
    banded = bool(lanes) and draw(st.booleans())
    for number in range(draw(st.integers(0, most))):
        before = draw(st.sets(st.sampled_from(nodes), max_size=4)) if nodes else set()
        width, height = draw(st.sampled_from([(150.0, 56.0), (40.0, 20.0), (700.0, 400.0), (1.0, 1.0)]))
        era = max([draw(st.integers(0, eras)), *(node.era for node in before)])
        lane = draw(st.sampled_from(lanes)) if banded else ""
        nodes.append(Node(f"n{number}", width, height, lane, era))
        edges += sorted((node.id, f"n{number}") for node in before)
    shown = tuple(lanes) if banded else ()
    if draw(st.booleans()):
        steps = draw(st.lists(st.integers(0, 1), min_size=len(nodes), max_size=len(nodes)))
        return Sketch(tuple(on_steps(nodes, edges, steps)), tuple(edges), shown)
    return Sketch(tuple(nodes), tuple(edges), shown, draw(st.sampled_from([None, None, 1, 3])))


def on_steps(nodes: list[Node], edges: list[tuple[str, str]], more: list[int]) -> list[Node]:
    """Some nodes, or all, on a step that is fixed: after all before it and all earlier eras, and so many further on."""
    step: dict[str, int] = {}
    begin = 0
    for era in range(3):
        inside = [(node, further) for node, further in zip(nodes, more, strict=True) if node.era == era]
        for node, further in inside:
            step[node.id] = max([begin, *(step[one] + 1 for one, other in edges if other == node.id)]) + further
        begin = max([begin, *(step[node.id] + 1 for node, _further in inside)])
    return [replace(node, column=step[node.id]) if n % 2 or sum(more) % 2 else node for n, node in enumerate(nodes)]


def check(sketch: Sketch, drawing: Drawing, gaps: Measures = GAPS, anew: bool = True) -> None:
    """Everything that is promised of every drawing, and, where it is drawn `anew`, that fixed steps are kept apart."""
    nodes = {node.id: node for node in sketch.nodes}
    assert drawing.ids == tuple(sorted(nodes))
    assert drawing.edges == tuple(sorted(set(sketch.edges)))
    for node in sketch.nodes:
        x, y, width, height = drawing.boxes[drawing.index[node.id]]
        assert (width, height) == (node.width, node.height)
        assert x >= gaps.margin - NEAR
        assert y >= gaps.margin - NEAR
        assert x + width <= drawing.width - gaps.margin + NEAR
        assert y + height <= drawing.height - gaps.margin + NEAR
    if anew:
        check_steps(sketch, drawing)
    check_columns(sketch, drawing, gaps)
    check_bands(nodes, drawing, gaps)
    check_routes(nodes, drawing, gaps)
    assert drawing.crossings == count_crossings(drawing)


def check_steps(sketch: Sketch, drawing: Drawing) -> None:
    column = dict(zip(drawing.ids, drawing.columns.tolist(), strict=True))
    fixed = sorted({(node.column, column[node.id]) for node in sketch.nodes if node.column is not None})
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(fixed))


def check_columns(sketch: Sketch, drawing: Drawing, gaps: Measures) -> None:
    column = dict(zip(drawing.ids, drawing.columns.tolist(), strict=True))
    assert sorted(set(column.values())) == list(range(len(drawing.column_bands)))
    for before, after in sketch.edges:
        assert column[before] < column[after]
    for (left, width), (right, _width) in pairwise(drawing.column_bands.tolist()):
        assert right - left - width >= gaps.column_gap - NEAR
    for name, (x, _y, width, _height) in zip(drawing.ids, drawing.boxes.tolist(), strict=True):
        begin, size = drawing.column_bands[column[name]]
        assert begin - NEAR <= x
        assert x + width <= begin + size + NEAR
    for one, other in combinations(sketch.nodes, 2):
        if one.era < other.era:
            assert column[one.id] < column[other.id]
        elif one.era > other.era:
            assert column[one.id] > column[other.id]
        elif column[one.id] == column[other.id]:
            (_x, top, _w, high), (_x2, top2, _w2, high2) = (drawing.boxes[drawing.index[n.id]] for n in (one, other))
            assert max(top2 - top - high, top - top2 - high2) >= gaps.node_gap - NEAR
    if sketch.rows is not None:
        for place in set(column.values()):
            there = [node.lane for node in sketch.nodes if column[node.id] == place]
            assert max(there.count(lane) for lane in there) <= sketch.rows


def check_bands(nodes: dict[str, Node], drawing: Drawing, gaps: Measures) -> None:
    eras = {band.key: band for band in drawing.eras}
    assert [band.key for band in drawing.eras] == [str(era) for era in sorted({node.era for node in nodes.values()})]
    for one, other in pairwise(drawing.eras):
        assert one.begin + one.size <= other.begin + NEAR
    for one, other in pairwise(drawing.lanes):
        assert one.begin + one.size + gaps.lane_gap <= other.begin + NEAR
    lanes = {band.key: band for band in drawing.lanes}
    for name, node in nodes.items():
        x, y, width, height = drawing.boxes[drawing.index[name]]
        era = eras[str(node.era)]
        assert era.begin - NEAR <= x
        assert x + width <= era.begin + era.size + NEAR
        if drawing.lanes:
            lane = lanes[node.lane]
            assert lane.begin + gaps.lane_title - NEAR <= y
            assert y + height <= lane.begin + lane.size + NEAR
    if drawing.lanes:
        for number, (before, after) in enumerate(drawing.edges):
            if nodes[before].lane == nodes[after].lane:
                lane, heights = lanes[nodes[before].lane], drawing.route(number)[:, 1]
                assert lane.begin + gaps.lane_title - NEAR <= heights.min()
                assert heights.max() <= lane.begin + lane.size + NEAR
    else:
        assert {node.lane for node in nodes.values()} <= {""}


def painted(points: list[list[float]]) -> list[tuple[float, float]]:
    """Points along an edge as it is painted: straight pieces and cubic curves take turns."""
    found: list[tuple[float, float]] = []
    for number, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
        if number % 2 == 0:
            assert y0 == y1
            found += [(x0 + (x1 - x0) * step / 8, y0) for step in range(9)]
            continue
        middle = (x0 + x1) / 2
        for step in range(17):
            t = step / 16
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            found.append((a * x0 + (b + c) * middle + d * x1, (a + b) * y0 + (c + d) * y1))
    return found


def check_routes(nodes: dict[str, Node], drawing: Drawing, gaps: Measures) -> None:
    """Edges begin and end at their boxes, and keep away from all others."""
    boxes = dict(zip(drawing.ids, drawing.boxes.tolist(), strict=True))
    for number, (before, after) in enumerate(drawing.edges):
        points = drawing.route(number).tolist()
        assert points[0] == [boxes[before][0] + boxes[before][2], boxes[before][1] + boxes[before][3] / 2]
        assert points[-1] == [boxes[after][0], boxes[after][1] + boxes[after][3] / 2]
        assert all(one[0] <= other[0] for one, other in pairwise(points))
        for x, y in painted(points):
            for name, (left, top, width, height) in boxes.items():
                if name not in (before, after) and left < x < left + width:
                    assert not top - gaps.line_gap + NEAR < y < top + height + gaps.line_gap - NEAR, (before, after)


def count_crossings(drawing: Drawing) -> int:
    """Pairs of pieces that change sides between two columns; for the order of columns alone decides about it.

    Pieces that lie on each other at one end do not cross.
    """
    gaps: dict[float, list[tuple[float, float]]] = {}
    for number in range(len(drawing.edges)):
        for (x0, y0), (_x1, y1) in list(pairwise(drawing.route(number).tolist()))[1::2]:
            column = next(c for c, (begin, width) in enumerate(drawing.column_bands) if abs(begin + width - x0) < NEAR)
            gaps.setdefault(column, []).append((y0, y1))
    return sum((a[0] - b[0]) * (a[1] - b[1]) < 0 for some in gaps.values() for a, b in combinations(some, 2))


@given(sketches())
@example(Sketch(()))
@example(Sketch((Node("only", 10, 10),)))
@example(Sketch((Node("only", 10, 10, "lane"),), (), ("empty", "lane")))
@settings(max_examples=40)
def test_every_drawing_keeps_all_promises(sketch):
    check(sketch, lay_out(sketch))


@given(sketches())
@settings(max_examples=20)
def test_nodes_that_are_shifted_in_their_lanes_keep_all_promises(sketch):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shifts, "_FEWEST", 1)  # such small graphs are left alone else
        patch.setattr(shifts, "_MORE", 2)
        check(sketch, lay_out(sketch, turns=0))


def test_columns_that_regard_lanes_save_crossings(monkeypatch):
    sketch = random_sketch(150, 1, 260, 6)
    shifted = lay_out(sketch, turns=0)
    monkeypatch.setattr(shifts, "_FEWEST", len(sketch.edges) + 1)
    plain = lay_out(sketch, turns=0)
    assert shifted.crossings < 0.95 * plain.crossings


@given(sketches(most=12))
@settings(max_examples=15)
def test_every_step_keeps_all_promises_and_makes_nothing_worse(sketch):
    seen: list[Drawing] = []
    for _turn, drawing in islice(refine(sketch), 25):
        if not seen or drawing is not seen[-1]:
            check(sketch, drawing)
            seen.append(drawing)
    assert [one.crossings for one in seen] == sorted({one.crossings for one in seen}, reverse=True)


@given(sketches(), sketches())
@settings(max_examples=40)
def test_what_is_drawn_after_another_drawing_keeps_all_promises(before, after):
    old = lay_out(before, turns=0)
    new = lay_out(after, before=old)
    check(after, new, anew=False)
    kept = {node.id: node.lane for node in before.nodes} if before.lanes == after.lanes else {}
    left = [node.id for node in after.nodes if kept.get(node.id) == node.lane]
    if 3 * len(left) < len(after.nodes):
        return  # not enough for anybody to recognise it
    for one, other in combinations(left, 2):
        same = [drawing.columns[drawing.index[one]] == drawing.columns[drawing.index[other]] for drawing in (old, new)]
        if all(same) and kept[one] == kept[other]:
            above = [drawing.place(one)[1] < drawing.place(other)[1] for drawing in (old, new)]
            assert above[0] == above[1]


@given(sketches(), st.data())
@settings(max_examples=40)
def test_what_is_left_after_hiding_keeps_columns_and_order(sketch, data):
    drawing = lay_out(sketch, turns=0)
    hidden = data.draw(st.sets(st.sampled_from([node.id for node in sketch.nodes] or ["none"]), max_size=3))
    rest = without(sketch, hidden)
    again = lay_out(rest, before=drawing)
    check(rest, again, anew=False)
    if len(rest.nodes) * 3 < len(sketch.nodes) or sketch.rows is not None:
        return
    for one, other in combinations(again.ids, 2):
        old = [(drawing.columns[drawing.index[name]], drawing.place(name)[1]) for name in (one, other)]
        new = [(again.columns[again.index[name]], again.place(name)[1]) for name in (one, other)]
        assert (old[0][0] < old[1][0]) == (new[0][0] < new[1][0])
        if old[0][0] == old[1][0]:
            assert (old[0][1] < old[1][1]) == (new[0][1] < new[1][1])


@pytest.mark.parametrize(("seed", "lanes"), [(5, 0), (1, 8), (8, 8)])
def test_hiding_five_of_300_moves_the_others_hardly(seed, lanes):
    sketch = random_sketch(300, seed, 520, lanes)
    drawing = lay_out(sketch, turns=0)
    names = random.Random(9).sample([node.id for node in sketch.nodes], 5)
    rest = without(sketch, set(names))
    again = lay_out(rest, before=drawing)
    moved = []
    for name in again.ids:
        (x, y), (x2, y2) = drawing.place(name), again.place(name)
        moved.append(abs(x - x2) + abs(y - y2))
    assert median(moved) <= 2
    back = lay_out(sketch, before=again)
    assert median(abs(back.place(name)[1] - again.place(name)[1]) for name in again.ids) <= 2


def test_an_era_that_comes_or_goes_before_all_others_leaves_the_columns_of_these_as_they_were():
    """One of them could as well stand a column further on."""
    rest = [Node(name, 100, 40, "a", 1, column) for name, column in (("a", 1), ("b", 2), ("c", 3), ("early", 1))]
    edges = (("a", "b"), ("b", "c"), ("early", "c"))
    whole = Sketch((Node("first", 100, 40, "a", 0, 0), *rest), (("first", "a"), *edges), ("a",))
    later = Sketch(tuple(replace(node, era=0) for node in rest), edges, ("a",))

    def columns(drawing: Drawing) -> dict[str, int]:
        begin = drawing.columns[drawing.index["a"]]
        return {name: drawing.columns[drawing.index[name]] - begin for name in ("a", "b", "c", "early")}

    drawing = lay_out(whole, turns=0)
    again = lay_out(later, before=drawing)
    assert columns(again) == columns(drawing) == {"a": 0, "b": 1, "c": 2, "early": 0}
    assert columns(lay_out(whole, before=again)) == columns(drawing)


def test_an_unchanged_sketch_is_drawn_as_before():
    sketch = random_sketch(120, 3, 200, 4)
    drawing = lay_out(sketch)
    again = lay_out(sketch, before=drawing)
    assert abs(drawing.boxes - again.boxes).max() < NEAR
    assert abs(drawing.points - again.points).max() < NEAR
    assert drawing.crossings == again.crossings


def test_what_was_there_keeps_its_order_even_where_that_costs_crossings():
    nodes = tuple(Node(name, 100, 40) for name in ("a1", "a2", "b1", "b2"))
    before = lay_out(Sketch(nodes, (("a1", "b1"), ("a2", "b2"))))
    crossed = Sketch((*nodes, Node("new", 100, 40)), (("a1", "b2"), ("a2", "b1"), ("a1", "new")))
    after = lay_out(crossed, before=before)
    assert after.crossings >= 1
    assert lay_out(crossed).crossings == 0
    for one, other in (("a1", "a2"), ("b1", "b2")):
        assert (before.place(one)[1] < before.place(other)[1]) == (after.place(one)[1] < after.place(other)[1])


def test_hiding_the_widest_box_of_a_column_moves_nothing_sideways():
    sketch = random_sketch(60, 2, 90)
    drawing = lay_out(sketch, turns=0)
    first = [name for name, column in zip(drawing.ids, drawing.columns, strict=True) if column == 0]
    widest = max(first, key=lambda name: drawing.boxes[drawing.index[name], 2])
    again = lay_out(without(sketch, {widest}), before=drawing)
    assert {name: again.place(name)[0] for name in again.ids} == {name: drawing.place(name)[0] for name in again.ids}


def test_turns_make_it_better():
    sketch = random_sketch(150, 4, 260)
    crossings = [lay_out(sketch, turns=turns).crossings for turns in (0, 1, 4)]
    assert crossings == sorted(crossings, reverse=True)
    assert crossings[2] < crossings[0]


@pytest.mark.parametrize(
    "sketch",
    [
        pytest.param(random_sketch(40, 1, 300), id="dense"),
        pytest.param(random_sketch(90, 1, 20), id="many components"),
        pytest.param(Sketch(tuple(Node(f"n{n:03}", 100, 40) for n in range(200))), id="one column"),
        pytest.param(
            Sketch(
                tuple(Node(f"n{n:02}", 100, 40) for n in range(31)),
                (*((f"n{n:02}", f"n{n + 1:02}") for n in range(30)), ("n00", "n30"), ("n00", "n15"), ("n00", "n30")),
            ),
            id="an edge over 30 columns",
        ),
        pytest.param(
            Sketch(
                (Node("module", 900, 700), *(Node(f"n{n}", 90, 30) for n in range(20))),
                (
                    *((f"n{n}", "module") for n in range(10)),
                    *(("module", f"n{n}") for n in range(10, 20)),
                    ("n1", "n12"),
                ),
            ),
            id="a module as one node",
        ),
    ],
)
def test_unusual_graphs(sketch):
    check(sketch, lay_out(sketch))


def test_a_graph_that_is_too_dense_for_a_sweep_is_drawn_all_the_same(monkeypatch):
    sketch = random_sketch(40, 1, 300, 3)
    refined = lay_out(sketch)
    monkeypatch.setattr(search, "MOST", 1000)
    steps = list(refine(sketch))
    assert [turn for turn, _drawing in steps] == [search.TURNS]
    check(sketch, steps[-1][1])
    assert steps[-1][1].crossings > refined.crossings


@pytest.mark.parametrize("seed", range(1, 5))
def test_parts_that_are_not_joined_share_columns(seed):
    one, other = random_sketch(40, seed, 60), random_sketch(12, seed + 50, 14)
    nodes = tuple(replace(node, id=f"other {node.id}") for node in other.nodes)
    edges = tuple((f"other {before}", f"other {after}") for before, after in other.edges)
    both = Sketch(one.nodes + nodes, one.edges + edges)
    columns = [len(lay_out(sketch, turns=0).column_bands) for sketch in (one, other, both)]
    assert columns[2] == max(columns[:2])


def test_steps_that_are_fixed_are_kept_apart():
    nodes = (Node("a", 9, 9, column=0), Node("b", 9, 9, column=2), Node("c", 9, 9), Node("d", 9, 9, column=2))
    drawing = lay_out(Sketch(nodes, (("a", "c"), ("c", "d"))))
    assert dict(zip(drawing.ids, drawing.columns.tolist(), strict=True)) == {"a": 0, "b": 2, "c": 1, "d": 2}


@pytest.mark.parametrize(
    ("nodes", "edges", "words"),
    [
        ([Node("a", 1, 1), Node("b", 1, 1)], [("a", "b"), ("b", "a")], "circle"),
        ([Node("a", 1, 1)], [("a", "a")], "circle"),
        ([Node("a", 1, 1, era=1), Node("b", 1, 1)], [("a", "b")], "era"),
        ([Node("a", 1, 1), Node("a", 1, 1)], [], "same id"),
        ([Node("a", 1, 1)], [("a", "b")], "no node"),
        ([Node("a", 1, 1, column=1), Node("b", 1, 1, column=1)], [("a", "b")], "contradict"),
        ([Node("a", 1, 1, column=1), Node("b", 1, 1, column=1, era=1)], [], "contradict"),
        ([Node("a", 1, 1, column=1), Node("b", 1, 1, column=1), Node("c", 1, 1)], [("a", "b")], "contradict"),
    ],
)
def test_what_cannot_be_drawn_is_said(nodes, edges, words):
    with pytest.raises(ValueError, match=words):
        lay_out(Sketch(tuple(nodes), tuple(edges)))


PROGRAM = """
import json, random, sys
sys.path.insert(0, {helpers!r})
from sketches import random_sketch
from planner.layout.layered import lay_out
from planner.layout.sketch import Sketch
sketch = random_sketch(80, 6, 140, 3)
chance = random.Random(int(sys.argv[1]))
nodes, edges = list(sketch.nodes), list(sketch.edges)
chance.shuffle(nodes), chance.shuffle(edges)
drawing = lay_out(Sketch(tuple(nodes), tuple(edges), sketch.lanes))
print(json.dumps([drawing.boxes.tolist(), drawing.points.tolist(), drawing.crossings]))
"""


def test_the_order_of_the_input_and_of_hashes_does_not_matter():
    answers = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
        code = PROGRAM.format(helpers=str(ROOT / "tests" / "helpers"))
        done = subprocess.run([sys.executable, "-c", code, seed], env=environment, capture_output=True, check=True)
        answers.append(json.loads(done.stdout))
    assert answers[0] == answers[1]


def test_the_optimiser_is_loaded_when_a_drawing_is_made():
    code = "import sys, planner.layout.layered; print('highspy' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert done.stdout.split() == [b"False"]
