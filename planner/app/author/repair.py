"""A way to put something right with one click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.app.author.draft import Draft
from planner.model.curriculum import Node
from planner.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Repair:
    """A command with its words; it goes into the history like any other."""

    label: str
    command: Callable[[Draft], Draft]
    harms: bool = False
    """Whether it makes an error of another kind, as its label then says."""


def own_node(draft: Draft, problem: Problem) -> Node | None:
    """The item of this file that a finding is about; None for the library, and for a level, which has no place of its
    own in the file."""
    node = draft.curriculum.by_id.get(problem.node)
    return None if node is None or node.levels is not None else node
