"""Our layered layout and Graphviz dot on the same graphs: what a reader sees, and the CPU time that it takes.

    python -m benchmarks.layout [--sizes 150,300,500] [--seeds 20] [--first-seed 1] [--limit 900]

dot runs in a process of its own with the same boxes and the same gaps, left to right, edges as splines; the CPU time is
that of the process, of which an empty graph takes the part that is printed first. Ours is the time of `lay_out` in a
process that has drawn before. Both drawings are measured by the same program, on the curves as they are painted: places
where edges without a common end cross, length of the edges, area of everything, edges over boxes of others, and boxes
that overlap. Ours must have none of the last two; else the exit code is 1.

Numbers are ours divided by dot's, median (worst). dot is always drawn without lanes: its picture is what ours in lanes
is compared with. `--first-seed` begins with graphs that nobody has looked at. `hidden` draws 300 nodes, hides five, and
draws again from there. 2,000 nodes take dot some seconds, 10,000 some minutes.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks import graphviz
from benchmarks.drawn import Picture, Seen, painted, seen
from benchmarks.graphs import built_in, generated, without, without_lanes
from benchmarks.measure import Wrong, fewer, in_turn, load_line, parser_for, spread
from planner.layout.layered import lay_out
from planner.layout.sketch import Drawing, Sketch
from planner.storage import curricula

_GOALS = "goals: crossings 0.80 and never above 1, area 0.75, CPU 2 up to 500 nodes, 0.1 at 2,000, 0.01 at 10,000"
_HIDDEN = 5


@dataclass(frozen=True, slots=True)
class Pair:
    """One graph drawn by both."""

    ours: Seen
    cpu: float
    first: float
    """CPU seconds of the drawing that is shown first, before anything is refined."""
    dot: Seen | None
    dot_cpu: float


def checked(drawing: Drawing, name: str) -> Seen:
    """What can be seen of our drawing; raises Wrong where it breaks a promise."""
    found = seen(painted(drawing))
    if found.over or found.overlaps:
        raise Wrong(f"{name}: {found.over} edges over boxes, {found.overlaps} boxes over boxes")
    return found


def peer(sketch: Sketch, limit: float, repeats: int) -> tuple[Picture | None, float]:
    """dot's picture and the median of its CPU times."""
    drawn = [graphviz.draw(sketch, limit) for _repeat in range(repeats)] if not graphviz.MISSING else []
    done = [one for one in drawn if one is not None]
    return (done[0].picture, statistics.median(one.cpu for one in done)) if done else (None, 0.0)


def compare(name: str, sketch: Sketch, limit: float, repeats: int) -> tuple[Pair, Pair]:
    """Draw one graph with both: ours without and with lanes, each beside the same drawing of dot."""
    picture, dot_cpu = peer(sketch, limit, repeats)
    dot = seen(picture) if picture else None

    def pair(own: Sketch) -> Pair:
        drawings: list[Drawing] = []
        times, first = in_turn((lambda: drawings.append(lay_out(own)), lambda: lay_out(own, turns=0)), repeats)
        return Pair(checked(drawings[0], name), statistics.median(times), statistics.median(first), dot, dot_cpu)

    return pair(without_lanes(sketch)), pair(sketch)


def row(name: str, pairs: Sequence[Pair]) -> str:
    """One line of the table: ratios where dot has drawn, else the bare figures."""
    both = [(pair.ours, pair.dot, pair) for pair in pairs if pair.dot is not None]
    milliseconds = f"{spread(1000 * p.cpu for p in pairs)} | {spread(1000 * p.first for p in pairs)}"
    if not both:
        bare = f"{spread(p.ours.crossings for p in pairs)} | {spread(p.ours.length for p in pairs)}"
        return f"| {name} | {bare} | {spread(p.ours.area for p in pairs)} | - | {milliseconds} | - | - |"
    ratios = [
        spread((one.crossings / max(1, other.crossings) for one, other, _pair in both), 2),
        spread((one.length / other.length for one, other, _pair in both), 2),
        spread((one.area / other.area for one, other, _pair in both), 2),
        spread((pair.cpu / pair.dot_cpu for _one, _other, pair in both), 3 if len(pairs) < 3 else 2),
    ]
    theirs = (
        f"{spread(1000 * pair.dot_cpu for *_seen, pair in both)} | {spread(other.over for _one, other, _p in both)}"
    )
    return f"| {name} | {' | '.join(ratios)} | {milliseconds} | {theirs} |"


def print_rows(name: str, pairs: Sequence[tuple[Pair, Pair]]) -> None:
    """Without lanes and with them."""
    print(row(name, [free for free, _lanes in pairs]))
    print(row(f"{name}, in lanes", [lanes for _free, lanes in pairs]), flush=True)


def hiding(seeds: Iterable[int], size: int, lanes: bool) -> str:
    """How far the others move when five nodes are hidden, and how long that takes."""
    moved: list[float] = []
    times: list[float] = []
    crossings: list[float] = []
    for seed in seeds:
        sketch = generated(size, seed) if lanes else without_lanes(generated(size, seed))
        drawing = lay_out(sketch)
        names = random.Random(seed).sample([node.id for node in sketch.nodes], _HIDDEN)
        rest = without(sketch, set(names))
        begin = time.process_time()
        again = lay_out(rest, before=drawing)
        times.append(time.process_time() - begin)
        checked(again, f"{size} nodes, seed {seed}, {_HIDDEN} hidden")
        rows = [drawing.index[node] for node in again.ids]
        moved.append(float(np.median(np.abs(again.boxes[:, :2] - drawing.boxes[rows, :2]).sum(axis=1))))
        crossings.append(again.crossings / max(1, lay_out(rest).crossings))
    words = f"the others move by {spread(moved, 1)} px, {spread((1000 * t for t in times), 1)} ms of CPU time"
    return f"{words}, crossings / drawn anew {spread(crossings, 2)}"


def main(argv: list[str] | None = None) -> int:
    """Print the tables; 1 when a drawing of ours breaks a promise."""
    parser = parser_for(__doc__, "150,300,500", seeds=20)
    parser.add_argument("--first-seed", type=int, default=1, help="seed of the first generated graph, 1")
    parser.add_argument("--limit", type=float, default=900.0, help="seconds on the clock for dot, 900")
    arguments = parser.parse_args(argv)
    first: int = arguments.first_seed
    print(load_line(), graphviz.MISSING or graphviz.version(), sep="\n")
    if not graphviz.MISSING:
        empty = statistics.median(one.cpu for _turn in range(5) if (one := graphviz.draw(Sketch(()), 60)))
        print(f"dot takes {1000 * empty:.0f} ms of CPU time for an empty graph")
    lay_out(generated(50, 1))
    print("\n| graph | crossings | length | area | CPU | ours, ms | ours first, ms | dot, ms | dot: edges over boxes |")
    print("|---|---|---|---|---|---|---|---|---|")
    try:
        for size in arguments.sizes:
            repeats = min(arguments.repeats, fewer(arguments.repeats, 10 * size))
            seeds = range(first, first + (arguments.seeds if size <= 2000 else 1))
            name = f"{size} nodes"
            print_rows(name, [compare(name, generated(size, seed), arguments.limit, repeats) for seed in seeds])
        name = curricula.DEFAULT  # the others are parts of the same library
        print_rows(name, [compare(name, built_in(name), arguments.limit, min(3, arguments.repeats))])
        print(f"\n{_GOALS}\n")
        size = min(300, max(arguments.sizes))
        for lanes in (False, True):
            words = hiding(range(first, first + arguments.seeds), size, lanes)
            print(f"{_HIDDEN} of {size} nodes hidden{', in lanes' if lanes else ''}: {words}")
    except Wrong as wrong:
        print(f"WRONG: {wrong}")
        return 1
    print("\n" + load_line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
