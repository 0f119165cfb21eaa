"""Where in which file stands what is said of a curriculum that was put together from files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from planner.model.curriculum import Curriculum, Node
from planner.model.depth import Level, parted
from planner.model.problem import Problem
from planner.model.renamed import renames
from planner.storage.files import shown
from planner.storage.json_text import lines_of


class Part(NamedTuple):
    """One of the files that a curriculum is put together from."""

    path: Path
    content: bytes
    curriculum: Curriculum


class Place(NamedTuple):
    """A problem and where in which file it stands."""

    part: Part
    steps: Sequence[str | int]
    problem: Problem


def names_of(parts: Sequence[Part]) -> dict[str, str]:
    """The present ids of items that were renamed, by the ids that they had."""
    return renames(node for part in parts for node in part.curriculum.nodes)


def locate(parts: Sequence[Part], problems: Iterable[Problem]) -> list[Problem]:
    """The problems of the merged curriculum with the file and line of the field they speak of."""
    home = {node.id: (part, at) for part in parts for at, node in enumerate(part.curriculum.nodes)}
    names = names_of(parts)
    overriding = {
        names.get(override.id, override.id): (part, at)
        for part in parts
        for at, override in enumerate(part.curriculum.overrides)
    }
    places: list[Place] = []
    for problem in problems:
        item, level = parted(problem.node)
        if problem.node in overriding and problem.field.startswith("overrides."):
            part, at = overriding[problem.node]
            field = problem.field.removeprefix("overrides.")
            spelled = problem.changed(field=f"overrides[{at}].{field}")
            places.append(Place(part, ["overrides", at, *steps_of(field)], spelled))
        elif item in home:
            part, at = home[item]
            steps = _field_of(part.curriculum.nodes[at], level, problem.field)
            places.append(Place(part, ["nodes", at, *steps], problem))
        else:
            places.append(_record(parts, problem))
    return with_lines(places)


def _record(parts: Sequence[Part], problem: Problem) -> Place:
    """The place of a finding about a course, certification record or claim, with the field "courses.<id>"."""
    kind, _dot, identity = problem.field.partition(".")
    if kind in ("courses", "certificates", "claims"):
        for part in parts:
            for at, record in enumerate(getattr(part.curriculum, kind)):
                if record.id == identity:
                    return Place(part, [kind, at], problem)
    return Place(parts[-1], [], problem)


def _field_of(node: Node, level: Level | None, field: str) -> list[str | int]:
    """Where a field of an item, or of the item that a level of it becomes, stands in the file."""
    steps = steps_of(field)
    if node.levels is None or not steps:
        return steps
    names = node.levels.names
    here = level or names[-1]
    inside = {"hours", "basis", "cost_usd"}
    inside |= {"outcome", "done_when"} if here is not names[-1] else set()
    inside |= {"first_step", "requires"} if here is not names[0] else set()
    if steps[0] not in inside:
        return steps
    return ["levels", here.value, *(steps[:1] if steps[0] == "requires" else steps)]


def steps_of(field: str) -> list[str | int]:
    """A field path such as "requires.all[2]" as the steps of a JSON path."""
    steps: list[str | int] = []
    for part in field.split("."):
        name, *places = part.replace("]", "").split("[")
        steps += [name] if name else []
        steps += [int(place) for place in places if place.isdigit()]
    return steps


def with_lines(places: Iterable[Place]) -> list[Problem]:
    """The problems, in their order, with file and line; each file is walked through once."""
    everything = list(places)
    of_file: dict[Path, list[int]] = {}
    for number, place in enumerate(everything):
        of_file.setdefault(place.part.path, []).append(number)
    lines: dict[int, int] = {}
    for numbers in of_file.values():
        content = everything[numbers[0]].part.content
        lines |= zip(numbers, lines_of(content, [everything[number].steps for number in numbers]), strict=True)
    return [
        place.problem.changed(file=shown(place.part.path), line=lines[number])
        for number, place in enumerate(everything)
    ]
