"""Graphviz dot as a peer of the layout: a process of its own, the same boxes and gaps, edges as splines.

`dot` is only asked for a picture where it is installed; MISSING says so otherwise.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
from dataclasses import dataclass

import numpy as np

from benchmarks.drawn import Array, Picture, curve
from planner.layout.sketch import Measures, Sketch

MISSING = "" if shutil.which("dot") else "Graphviz is not installed: ours is measured alone"
_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """What dot made of a sketch."""

    picture: Picture
    cpu: float
    """CPU seconds of the whole process, reading and writing included."""


def version() -> str:
    """The version of dot in its own words."""
    return subprocess.run(["dot", "-V"], capture_output=True, text=True, check=True).stderr.strip()


def draw(sketch: Sketch, limit: float) -> Drawn | None:
    """The picture of dot, without lanes and eras; None when it took longer than `limit` seconds."""
    nodes = sorted(sketch.nodes, key=lambda node: node.id)
    index = {node.id: number for number, node in enumerate(nodes)}
    edges = sorted(set(sketch.edges))
    gaps = Measures()
    lines = [
        "digraph { rankdir=LR; splines=true;",
        f"nodesep={gaps.node_gap / _INCH:.5f}; ranksep={gaps.column_gap / _INCH:.5f};",
        'node [shape=box, fixedsize=true, label=""]; edge [arrowhead=none];',
    ]
    lines += [
        f"{number} [width={node.width / _INCH:.5f}, height={node.height / _INCH:.5f}];"
        for number, node in enumerate(nodes)
    ]
    lines += [f"{index[before]} -> {index[after]};" for before, after in edges]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(
            ["dot", "-Tplain"],
            input="\n".join([*lines, "}"]),
            capture_output=True,
            text=True,
            check=True,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        return None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Drawn(_read(done.stdout, [(node.width, node.height) for node in nodes]), cpu)


def _read(text: str, sizes: list[tuple[float, float]]) -> Picture:
    boxes: Array = np.zeros((len(sizes), 4))
    edges: list[tuple[int, int]] = []
    lines: list[Array] = []
    for line in text.splitlines():
        words = line.split()
        if words[0] == "node":
            number = int(words[1])
            width, height = sizes[number]
            boxes[number] = float(words[2]) * _INCH - width / 2, float(words[3]) * _INCH - height / 2, width, height
        elif words[0] == "edge":
            count = int(words[3])
            points = np.array(words[4 : 4 + 2 * count], dtype=np.float64).reshape(-1, 2) * _INCH
            edges.append((int(words[1]), int(words[2])))
            lines.append(curve(points))
    return Picture(boxes, edges, lines)
