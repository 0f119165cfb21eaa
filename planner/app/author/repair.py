"""A way to put something right with one click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.app.author import references
from planner.app.author.draft import Draft
from planner.app.author.links import OF_LEVEL, How
from planner.model.curriculum import Node
from planner.model.depth import Level, parted
from planner.model.problem import Problem
from planner.model.requirement import MAX_OPERANDS, All, Requirement, named, walk


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


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a file it stands what a finding speaks of: an item, and for a part of what it needs that part."""

    node: Node
    how: How | None = None
    """The requirement; None where the finding is about no part of one, or about what levels need by themselves."""
    path: str = ""
    """The part of it."""

    @property
    def part(self) -> Requirement | None:
        """What stands there."""
        if self.how is None:
            return None
        whole = references.requirement_at(self.node, self.how)
        return next((part for here, part in walk(whole) if here == self.path), None)


def own_node(draft: Draft, problem: Problem) -> Node | None:
    """The item of this file that a finding is about, or is about a level of; None for the library."""
    return draft.curriculum.by_id.get(references.base_id(problem.node))


def spot(draft: Draft, problem: Problem) -> Spot | None:
    """Where a finding stands in this file; None for the library.

    A level is an item of its own when a curriculum is checked, which needs the level below beside what it needs more.
    """
    node = own_node(draft, problem)
    if node is None:
        return None
    fields: tuple[How, ...] = ("requires", "corequisites")
    field = next((one for one in fields if problem.field.startswith(one)), None)
    if field is None:
        return Spot(node)
    path = problem.field.removeprefix(field)
    if node.levels is None or field == "corequisites" or level_of(node, problem.node) is node.levels.names[0]:
        return Spot(node, field, path)
    how = OF_LEVEL[level_of(node, problem.node)]
    within = _beyond_the_level_below(references.requirement_at(node, how), path)
    return Spot(node) if within is None else Spot(node, how, within)


def _beyond_the_level_below(more: Requirement | None, path: str) -> str | None:
    """The path in what a level needs more, of a path in what it needs together; None for the level below."""
    if more is None or not path:
        return None if more is None else ""
    first, rest = path.removeprefix(".all[").split("]", 1)
    if first == "0":
        return None
    is_flat = isinstance(more, All) and len(more.all) < MAX_OPERANDS
    return f".all[{int(first) - 1}]{rest}" if is_flat else rest


def level_of(node: Node, item: str) -> Level:
    """The level of an item with levels that an id such as "sql@working" is; the highest for its own id."""
    assert node.levels is not None
    return parted(item)[1] or node.levels.names[-1]


def places(node: Node, item: str) -> list[How]:
    """Where it can stand what an item, or just one level of it, needs."""
    if node.levels is None:
        return ["requires", "corequisites", "recommended"]
    level, names = level_of(node, item), node.levels.names
    own: list[How] = ["requires", "recommended"] if level is names[0] else [OF_LEVEL[level]]
    return [*own, "corequisites"] if level is names[-1] else own


def named_at(node: Node, how: How) -> list[str]:
    """The leaves that stand there."""
    return list(node.recommended if how == "recommended" else named(references.requirement_at(node, how)))
