"""Frames of the map while somebody pans, zooms and hovers, beside those of a node editor with the same graph.

    python -m benchmarks.canvas [--sizes 300,2000,10000] [--frames 60] [--seeds 1] [--alone]

Generated graphs, drawn by Trailmark's layout, in a viewport of 1600 x 1000 pixels without a screen. A frame is a whole
repaint; its time is CPU time. Pan: close up, in the middle and as far as the whole; zoom: from the whole to life size
in small steps; hover: from box to box, each time with its chain lit. The peer is qtpynodeeditor (an item a node, like
most node editors), in a process of its own, with the same places and the same viewport; it has no hover.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from benchmarks.graphs import generated
from benchmarks.measure import load_line, parser_for
from benchmarks.node_editor import MISSING
from planner.app.map import Band, Box, Era, Line, Map, MapNode, Mark
from planner.app.placing import STEP as STEP_SIZE
from planner.graph.order import Chains
from planner.layout.layered import lay_out
from planner.layout.sketch import Sketch
from ui.canvas.camera import RESTS
from ui.canvas.view import MapView
from ui.theme import theme

WIDTH, HEIGHT = 1600, 1000
AIM, FASTER, FASTER_AT = 16.0, 10.0, 2_000
"""Milliseconds of the slowest frame but five in a hundred; so many times as fast as the peer at this size."""
KINDS = ("skill", "skill", "skill", "project", "certification", "experience", "milestone")
CLOSE, MIDDLE = 1.0, 0.35
STEP = 37
"""Pixels of one frame of panning."""


def map_of(sketch: Sketch) -> Map:
    """The graph as a map, with some of everything that a box can show."""
    boxes = tuple(replace(node, width=STEP_SIZE[0], height=STEP_SIZE[1]) for node in sketch.nodes)
    drawing = lay_out(replace(sketch, nodes=boxes))
    lanes = {node.id: node.lane for node in sketch.nodes}
    start = date(2027, 1, 4)
    marks = list(Mark)
    nodes = {
        name: MapNode(
            id=name,
            title=f"Subject of the item with the number {number}",
            kind=KINDS[number % len(KINDS)],
            mark=marks[number % len(marks)],
            domain="",
            era=0,
            hours=10.0 + number % 50,
            months=None,
            start=start + timedelta(days=number),
            finish=start + timedelta(days=number + 9),
            progress=0.4,
            planned=bool(number % 3),
            lane=lanes[name],
        )
        for number, name in enumerate(drawing.ids)
    }
    points = [tuple(row) for row in drawing.points.tolist()]
    starts = drawing.starts.tolist()
    return Map(
        nodes=nodes,
        modules={},
        boxes={name: Box(*row) for name, row in zip(drawing.ids, drawing.boxes.tolist(), strict=True)},
        lines=[
            Line(one, other, tuple(points[starts[at] : starts[at + 1]]))
            for at, (one, other) in enumerate(drawing.edges)
        ],
        lanes=[Band(band.key, band.begin, band.size) for band in drawing.lanes],
        era_bands=[Band("0", 0.0, drawing.width)],
        eras=[Era(drawing.ids[-1], "Goal", None, len(nodes), 0.0)],
        lane_titles={band.key: band.key for band in drawing.lanes},
        width=drawing.width,
        height=drawing.height,
        lane_title=22.0,
        era_gap=36.0,
        goal=drawing.ids[-1],
        start=None,
    )


@dataclass(frozen=True, slots=True)
class Frames:
    """Milliseconds of the frames of one way of moving: the middle one, and the slowest but five in a hundred."""

    middle: float
    slow: float

    @staticmethod
    def of(times: Iterable[float]) -> Frames:
        """The frames with these times."""
        some = sorted(times)
        return Frames(statistics.median(some), some[max(0, int(len(some) * 0.95) - 1)])


def frames(view: QAbstractScrollArea, count: int, move: Callable[[int], None]) -> Frames:
    """Move and repaint again and again; what moves is part of the frame."""
    times: list[float] = []
    for number in range(count + 1):
        begin = time.process_time()
        move(number)
        view.viewport().repaint()
        times.append(1000 * (time.process_time() - begin))
    return Frames.of(times[1:])  # the first one only brings the view to where it begins


def measure(sketch: Sketch, count: int) -> dict[str, Frames]:
    """Every way of moving over one graph."""
    needs: dict[str, list[str]] = {node.id: [] for node in sketch.nodes}
    for before, after in sketch.edges:
        needs[after].append(before)

    chains = Chains(needs)

    def chain(item: str) -> set[str]:
        before, after = chains.of(item)
        return before | after

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, theme.load("light"))
    view = MapView(theme.load("light"), chain)
    view.resize(WIDTH, HEIGHT)
    view.show()
    app.processEvents()
    found: dict[str, Frames] = {}
    begin = time.process_time()
    picture = map_of(sketch)
    laid = time.process_time()
    view.show_map(picture)
    view.viewport().repaint()
    found["build"] = Frames.of([1000 * (time.process_time() - laid)])
    found["layout"] = Frames.of([1000 * (laid - begin)])

    def pan(number: int) -> None:
        bar = view.horizontalScrollBar()
        bar.setValue(bar.value() + STEP if number else bar.minimum() + STEP)
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + STEP // 3)

    for name, zoom in (("pan close", CLOSE), ("pan middle", MIDDLE), ("pan whole", 0.0)):
        view.zoom_to(zoom) if zoom else view.fit(fly=False)
        view.verticalScrollBar().setValue(0)
        _rest(app)
        found[name] = frames(view, count, pan)
    view.fit(fly=False)
    _rest(app)
    factor = (CLOSE / view.zoom) ** (1 / count)
    found["zoom"] = frames(view, count, lambda number: view.zoom_by(factor) if number else None)
    view.zoom_to(CLOSE)
    _rest(app)
    inside = [item for item in view.item.rects if view.viewport().rect().contains(view.shown(item).toRect())]
    shown = inside or list(view.item.rects)

    def hover(number: int) -> None:
        item = shown[number % len(shown)]
        assert view.item.at(view.item.rects[item].center()) == item
        view.item.highlight({item, *chain(item)})

    found["hover"] = frames(view, count, hover)
    spot = QPoint(WIDTH // 2, HEIGHT // 2)
    found["hit test"] = Frames.of([1000 * _timed(lambda: view.item.at(view.mapToScene(spot))) for _again in range(200)])
    view.close()
    return found


def _rest(app: QApplication) -> None:
    """Let the view come to rest: it then paints for the zoom that it has."""
    end = time.monotonic() + 1.5 * RESTS / 1000
    while time.monotonic() < end:
        app.processEvents()


def _timed(run: Callable[[], object]) -> float:
    begin = time.process_time()
    run()
    return time.process_time() - begin


def peer(sketch: Sketch, count: int) -> dict[str, Frames]:
    """The same graph in the node editor, at the same places."""
    picture = map_of(sketch)
    problem = {
        "boxes": {name: [box.x, box.y, box.width, box.height] for name, box in picture.boxes.items()},
        "edges": sketch.edges,
        "frames": count,
        "size": [WIDTH, HEIGHT],
        "zooms": {"pan close": CLOSE, "pan middle": MIDDLE, "pan whole": 0.0},
        "step": STEP,
    }
    command = [sys.executable, str(Path(__file__).with_name("node_editor.py"))]
    done = subprocess.run(command, input=json.dumps(problem), capture_output=True, check=True, encoding="utf-8")
    return {name: Frames.of(times) for name, times in json.loads(done.stdout).items()}


def main(argv: list[str] | None = None) -> int:
    """Print a line for each way of moving."""
    parser = parser_for(__doc__, "300,2000,10000", 1)
    parser.add_argument("--frames", type=int, default=60, help="frames of each way of moving, 60")
    parser.add_argument("--alone", action="store_true", help="without the peer")
    given = parser.parse_args(argv)
    print(f"milliseconds of CPU a frame, median (95 of 100 below); {load_line()}")
    if MISSING:
        print(f"no peer: {MISSING}")
    for size in given.sizes:
        for seed in range(given.seeds):
            sketch = generated(size, seed)
            ours = measure(sketch, given.frames)
            # The peer needs minutes for ten thousand items.
            theirs = peer(sketch, min(given.frames, 12)) if not (MISSING or given.alone) and size <= 2_000 else {}
            print(f"{size:,} nodes, {len(sketch.edges):,} edges, seed {seed}")
            for name, found in ours.items():
                other = theirs.get(name)
                beside = (
                    f"peer {other.middle:8.1f} ({other.slow:.1f}), {other.middle / max(found.middle, 1e-3):.0f} x"
                    if other
                    else ""
                )
                print(f"  {name:12}{found.middle:9.2f} ({found.slow:.2f})".ljust(40) + beside)
    print(f"aims: 95 of 100 below {AIM:g} ms, {FASTER:g} x the peer at {FASTER_AT:,}; {load_line()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
