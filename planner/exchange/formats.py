"""Every format that curricula and maps are exchanged in: what it is called, what it holds, how it is recognised.

A file is recognised by what stands in it, never by its name: names are changed by mail programs and by hand.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from planner.exchange.building import Read
from planner.exchange.encoding import beginning, in_utf8
from planner.exchange.losses import lost_levels
from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.levelled import as_items
from planner.model.problem import PlannerError, Problem, error
from planner.storage.json_text import parse_json

JSON = "json"
_START = 20_000
"""So many bytes are enough to recognise a file by, but for JSON, whose fields come in any order."""


@dataclass(frozen=True)
class Format:
    """One format. Its module, with `read` or `write` and `losses`, is imported when it is needed."""

    id: str
    title: str
    endings: tuple[str, ...]
    """The usual one first."""
    reads: bool
    writes: bool
    module: str = ""

    def read(self, content: bytes, file: str) -> Read:
        """The curriculum in a file; `file` is its name in messages. Raises PlannerError."""
        if not self.reads:
            message = _("Trailmark writes {format}, but does not read it. Open the curriculum it was made from.")
            raise error("only-written", message.format(format=self.title), file=file)
        made: Read = self._module.read(content if self.id == JSON else in_utf8(content, file), file)
        return made

    def write(self, curriculum: Curriculum) -> bytes:
        """The curriculum as a file."""
        made: bytes = self._module.write(curriculum if self._holds_levels else as_items(curriculum))
        return made

    def losses(self, curriculum: Curriculum) -> list[Problem]:
        """What the format cannot hold of it."""
        found: list[Problem] = self._module.losses(curriculum if self._holds_levels else as_items(curriculum))
        return found if self._holds_levels else [*found, *lost_levels(curriculum)]

    @property
    def _holds_levels(self) -> bool:
        return self.id == JSON

    @property
    def _module(self) -> ModuleType:
        return importlib.import_module(f"planner.exchange.{self.module}")


def formats() -> tuple[Format, ...]:
    """All of them, ours first."""
    return (
        Format(JSON, _("Trailmark curriculum"), (".json",), True, True, "own"),
        Format("csv", _("Table for spreadsheets (CSV)"), (".csv",), True, True, "spreadsheet"),
        Format("graphml", _("GraphML for yEd, Gephi and others"), (".graphml",), True, True, "graphml"),
        Format("dot", _("DOT for Graphviz"), (".dot", ".gv"), False, True, "dot"),
        Format("mermaid", _("Mermaid for Markdown pages"), (".mmd", ".mermaid"), False, True, "mermaid"),
        Format("canvas", _("JSON Canvas for Obsidian and others"), (".canvas",), True, True, "canvas"),
        Format("curricular-analytics", _("CurricularAnalytics (CSV)"), (".ca.csv", ".csv"), True, True, "degrees"),
        Format("ctdl", _("CTDL pathway (JSON-LD)"), (".jsonld",), True, False, "ctdl"),
        Format("case", _("1EdTech CASE framework (JSON)"), (".json",), True, False, "case"),
    )


def by_id(identity: str) -> Format:
    """The format of that name. Raises PlannerError."""
    found = next((one for one in formats() if one.id == identity), None)
    if found is None:
        message = _("There is no format “{name}”. There are: {formats}.")
        known = ", ".join(one.id for one in formats())
        raise error("no-such-format", message.format(name=identity[:80], formats=known))
    return found


def for_name(name: str) -> Format:
    """The format to write into a file of that name. Raises PlannerError."""
    lower = name.lower()
    written = [(ending, one) for one in formats() if one.writes for ending in one.endings if lower.endswith(ending)]
    if written:
        return max(written, key=lambda found: len(found[0]))[1]  # the first of those with the longest ending
    message = _("It is not clear which format “{name}” should have. Say --to FORMAT; there are: {formats}.")
    known = ", ".join(one.id for one in formats() if one.writes)
    raise error("no-such-format", message.format(name=name[-80:], formats=known))


def recognised(content: bytes) -> Format:
    """The format of a file. What is not recognised is taken for ours, whose reader says best what is wrong."""
    return by_id(_kind(content))


def _kind(content: bytes) -> str:
    start = beginning(content, _START)
    first = start.lstrip()[:1]
    if first in ("{", "["):
        return _kind_of_json(content)
    if first == "<":
        return "graphml"
    for name in ("mermaid", "dot"):
        recognises: Callable[[str], bool] = importlib.import_module(f"planner.exchange.{name}").recognises
        if recognises(start):
            return name
    from planner.exchange import curricular_analytics, spreadsheet

    if "\0" in start:
        return JSON
    ours = spreadsheet.recognises(start)
    if curricular_analytics.recognises(start) and not ours:
        return "curricular-analytics"
    return "csv" if ours or "," in start or ";" in start else JSON


_MARKS = (b'"CFItems"', b'"CFDocument', b'"CFPackage"', b'"@', b'"fromNode"', b'"edges"', b'"width"')


def _kind_of_json(content: bytes) -> str:
    """Which JSON it is, by fields that only one of them has."""
    try:
        content = in_utf8(content, "")
        if not any(mark in content for mark in _MARKS):
            return JSON
        raw = parse_json(content, "")
    except PlannerError:  # our own reader says the same with the name of the file
        return JSON
    if isinstance(raw, list):  # only JSON-LD may be one
        return "ctdl" if any(isinstance(one, dict) and "@type" in one for one in raw) else JSON
    if not isinstance(raw, dict) or "format" in raw or {"id", "title"} <= raw.keys():
        return JSON
    if raw.keys() & {"CFItems", "CFDocument", "CFPackage", "CFDocuments"}:
        return "case"
    if raw.keys() & {"@context", "@graph", "@type", "decoded_resource"}:
        return "ctdl"
    return "canvas" if isinstance(raw.get("nodes"), list) else JSON


__all__ = ["JSON", "Format", "PlannerError", "by_id", "for_name", "formats", "recognised"]
