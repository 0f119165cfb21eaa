"""Our own JSON: holds everything. Files that others are used by are put together when they are opened by their path."""

from __future__ import annotations

from planner.exchange.building import Findings, Read, finished
from planner.exchange.losses import lost_differences, whole
from planner.model.curriculum import Curriculum
from planner.model.problem import Problem
from planner.storage.canonical import to_json
from planner.storage.json_text import parse_value


def losses(curriculum: Curriculum) -> list[Problem]:
    """Only what the library says where the curriculum says something else."""
    return lost_differences(curriculum)


def write(curriculum: Curriculum) -> bytes:
    """The curriculum as one file that uses no other."""
    return to_json(whole(curriculum))


def read(content: bytes, file: str) -> Read:
    """A file that uses no other one. Raises PlannerError with line, node and field."""
    curriculum = parse_value(Curriculum, content, file)
    fields = {name: getattr(curriculum, name) for name in curriculum.model_fields_set if name != "nodes"}
    return finished(Findings(file), curriculum.nodes, **fields)
