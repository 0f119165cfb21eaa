"""Mermaid flowcharts for Markdown pages, out only."""

from __future__ import annotations

import re

from planner.exchange.pictured import losses, picture
from planner.model.curriculum import Curriculum, Kind

__all__ = ["losses", "recognises", "write"]

_BRACKETS = {
    Kind.ROLE: ("[/", "\\]"),
    Kind.PROJECT: ("[[", "]]"),
    Kind.CERTIFICATION: ("([", "])"),
    Kind.EXPERIENCE: ("[/", "/]"),
    Kind.DEGREE: ("[(", ")]"),
    Kind.COURSE: (">", "]"),
    Kind.MILESTONE: ("((", "))"),
}
_ARROWS = {"requires": "-->", "corequisites": "-.->", "recommended": "-.-"}


def recognises(start: str) -> bool:
    """Whether a file that begins like this is Mermaid."""
    return re.match(r"\s*(---\s.*?---\s+)?(flowchart|graph)\s+(LR|RL|TB|TD|BT)\b", start, re.DOTALL) is not None


def write(curriculum: Curriculum) -> bytes:
    """The curriculum as a flowchart, from left to right."""
    drawn = picture(curriculum)
    lines = ["flowchart LR", f"  accTitle: {_plain(drawn.title)}"]
    for box in drawn.boxes:
        opening, closing = _BRACKETS.get(box.kind, ("[", "]"))
        hours = f"<br>{box.hours:g} h" if box.hours else ""
        lines.append(f'  {box.key}{opening}"{_plain(box.title)}{hours}"{closing}')
    lines += [f'  {gate.key}{{"{_plain(gate.words)}"}}' for gate in drawn.gates]
    lines += [f"  {arrow.before} {_ARROWS[arrow.kind]} {arrow.after}" for arrow in drawn.arrows]
    return "\n".join([*lines, ""]).encode("utf-8")


def _plain(text: str) -> str:
    """The text with every character that Mermaid, Markdown or HTML reads as a command written as its number."""
    # What looks like an entry of a list ("1. Basics") is refused by its Markdown.
    command = r"[^\w ,.:!?()/+–—'’·×-]|^[-+]|(?<=^\d)[.)]|(?<=^\d\d)[.)]"
    return re.sub(command, lambda found: f"#{ord(found[0])};", text)
