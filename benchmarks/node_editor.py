"""A graph in qtpynodeeditor, a program of its own so that neither side shares anything with the other.

One graph as JSON on the standard input, milliseconds of its frames on the standard output; see benchmarks/canvas.py.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from typing import Any

MISSING = (
    ""
    if importlib.util.find_spec("qtpynodeeditor")
    else "qtpynodeeditor is not installed (it is part of the group dev)"
)


def editor(problem: dict[str, Any]) -> Any:
    """A view of the graph. A port takes one connection only, so that a node has a port for each edge that enters it."""
    from PySide6.QtCore import QPointF
    from qtpynodeeditor import DataModelRegistry, FlowScene, FlowView, NodeData, NodeDataModel, NodeDataType, PortType

    class Link(NodeData):  # type: ignore[misc, unused-ignore]
        data_type = NodeDataType("link", "link")

    entering: dict[str, int] = dict.fromkeys(problem["boxes"], 0)
    for _before, after in problem["edges"]:
        entering[after] += 1
    registry = DataModelRegistry()
    models: dict[int, Any] = {}
    for count in sorted(set(entering.values())):
        fields = {
            "name": f"with {count} inputs",
            "caption": "Subject of an item",
            "num_ports": {PortType.input: count, PortType.output: 1},
            "data_type": Link.data_type,
        }
        models[count] = type(f"Model{count}", (NodeDataModel,), fields)
        registry.register_model(models[count])
    scene = FlowScene(registry=registry)
    nodes = {}
    for name, (x, y, _width, _height) in problem["boxes"].items():
        nodes[name] = scene.create_node(models[entering[name]])
        nodes[name].graphics_object.setPos(QPointF(x, y))
    used: dict[str, int] = dict.fromkeys(nodes, 0)
    for before, after in problem["edges"]:
        scene.create_connection(nodes[before][PortType.output][0], nodes[after][PortType.input][used[after]])
        used[after] += 1
    view = FlowView(scene)
    view.resize(*problem["size"])
    view.show()
    return view


def run(problem: dict[str, Any]) -> dict[str, list[float]]:
    """Milliseconds of every frame, for each zoom."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    begin = time.process_time()
    view = editor(problem)
    app.processEvents()
    found = {"build": [1000 * (time.process_time() - begin)]}
    for name, zoom in problem["zooms"].items():
        view.resetTransform()
        if zoom:
            view.scale(zoom, zoom)
        else:
            view.fitInView(view.scene.itemsBoundingRect(), Qt.AspectRatioMode.KeepAspectRatio)
        times = []
        for _frame in range(problem["frames"] + 1):
            begin = time.process_time()
            bar = view.horizontalScrollBar()
            bar.setValue(bar.value() + problem["step"])
            view.viewport().repaint()
            times.append(1000 * (time.process_time() - begin))
        found[name] = times[1:]
    return found


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_API"] = "pyside6"
    answer = run(json.load(sys.stdin))
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)  # taking a scene of thousands of items apart takes longer than all frames
