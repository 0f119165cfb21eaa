"""DOT of Graphviz, out only."""

from __future__ import annotations

import re

from planner.exchange.pictured import losses, picture
from planner.model.curriculum import Curriculum, Kind

__all__ = ["losses", "recognises", "write"]

_SHAPES = {
    Kind.ROLE: "house",
    Kind.PROJECT: "component",
    Kind.CERTIFICATION: "note",
    Kind.EXPERIENCE: "cds",
    Kind.DEGREE: "folder",
    Kind.COURSE: "tab",
    Kind.MILESTONE: "octagon",
}
_STYLES = {"requires": "", "corequisites": " [style=dashed]", "recommended": " [style=dotted, constraint=false]"}


def recognises(start: str) -> bool:
    """Whether a file that begins like this is DOT."""
    return re.match(r"\s*(strict\s+)?(di)?graph\b[^\n]*\{", start) is not None


def write(curriculum: Curriculum) -> bytes:
    """The curriculum as a directed graph, from left to right."""
    drawn = picture(curriculum)
    lines = [
        "digraph curriculum {",
        f"  graph [rankdir=LR, label={_quoted(drawn.title)}];",
        '  node [shape=box, style=rounded, fontname="sans-serif"];',
    ]
    for box in drawn.boxes:
        label = f"{box.title}\n{box.hours:g} h" if box.hours else box.title
        shape = f", shape={_SHAPES[box.kind]}" if box.kind in _SHAPES else ""
        lines.append(f"  {box.key} [label={_quoted(label)}{shape}];")
    lines += [f"  {gate.key} [shape=diamond, label={_quoted(gate.words)}];" for gate in drawn.gates]
    lines += [f"  {arrow.before} -> {arrow.after}{_STYLES[arrow.kind]};" for arrow in drawn.arrows]
    return "\n".join([*lines, "}", ""]).encode("utf-8")


def _quoted(text: str) -> str:
    """A string of DOT. In labels a backslash begins an escape such as \\N, and `&` an entity of HTML."""
    plain = text.replace("\\", "\\\\").replace("&", "&amp;").replace('"', '\\"')
    return '"' + plain.replace("\n", "\\n") + '"'
