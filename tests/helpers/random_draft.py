"""A random curriculum file that uses a library, opened to be edited: what the laws of the editor begin with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from build import curriculum, node
from strategies import decode

from planner.app import author
from planner.app.author import Draft
from planner.model.curriculum import Claim, Domain, Source
from planner.model.resource import Resource
from planner.storage.canonical import to_json

SAID: Any = {"source_date": "2026", "confidence": "low"}
TWO = {"aware": {"hours": 2, "outcome": "New"}, "working": {"hours": 5, "requires": "n0"}}
DEEP = curriculum(node("deep", levels=TWO, reasons={"n0": "So."})).nodes[0]
BOOKS = [{"key": "book", "title": "A book"}, {"key": "film", "title": "A film"}]
LIBRARY = curriculum(
    node("algebra", 3, resources=BOOKS, basis="a guess"),
    node("calculus", 5, "algebra", recommended=["logic"], reasons={"algebra": "So.", "logic": "It helps."}),
    node("logic", 1, cost_usd=5.0, cost_range="1-9"),
    node("deep-algebra", levels={"aware": {"hours": 2, "outcome": "New"}, "expert": {"hours": 5, "basis": "a guess"}}),
    id="math",
)
"""What every draft of the laws uses."""


def draft_of(data: bytes, folder: Path, jobs: bool) -> Draft:
    """A random curriculum, written with white space of its own, that uses the library."""
    (folder / "math.json").write_bytes(to_json(LIBRARY))
    made = decode(data, jobs).curriculum
    book = Resource(key="book", title="A book")
    first = made.nodes[0].changed(recommended=("algebra",), resources=(book,), sources=("S1",))
    made = made.changed(
        id="random",
        target="goal",
        uses=("math",),
        nodes=(first, *made.nodes[1:], DEEP),
        domains=(Domain(id="d", title="D"),),
        sources=(Source(code="S1", what="One"), Source(code="S2", what="Two")),
        claims=(Claim(id="pay", about="Pay", node="goal", region="EU", statement="New", source="S1", **SAID),),
    )
    path = folder / "random.json"
    path.write_bytes(to_json(made).replace(b"\n", b" \n"))
    return author.open(path)
