"""Curricula of several files, kept in memory as if they had been read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from planner.model.curriculum import Curriculum
from planner.storage.canonical import to_json
from planner.storage.parts import Part


def part(identity: str, *nodes: dict[str, Any], **fields: Any) -> Part:
    """One file."""
    text = json.dumps({"id": identity, "title": identity.title(), "nodes": nodes, **fields})
    return of(Curriculum.model_validate_json(text))


def of(curriculum: Curriculum) -> Part:
    """The file that holds a curriculum."""
    return Part(Path(f"{curriculum.id}.json"), to_json(curriculum), curriculum)
