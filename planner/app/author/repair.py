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


@dataclass(frozen=True, slots=True)
class Ask:
    """What puts something right once somebody has written it."""

    question: str
    """What is to be written, such as "Why “Flour” comes before “Bread”"."""
    command: Callable[[Draft, str], Draft]
    """What is done with the words. Raises PlannerError for words that cannot stand there."""
    text: str = ""
    """What stands there now."""
    field: str = ""
    """What the field of the item is called; empty where the question says it all."""


def own_node(draft: Draft, problem: Problem) -> Node | None:
    """The item of this file that a finding is about; None for the library, and for a level, which has no place of its
    own in the file."""
    node = draft.curriculum.by_id.get(problem.node)
    return None if node is None or node.levels is not None else node
