"""Items that were renamed: the new one has the old id among its aliases, so whoever speaks of the old one finds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from planner.i18n import _
from planner.model.curriculum import Certificate, Claim, Curriculum, Node
from planner.model.depth import Level, Levels, joined
from planner.model.override import Override
from planner.model.problem import Problem, Severity, Spot
from planner.model.requirement import All, AnyOf, AtLeast, Months, Requirement, members, named
from planner.model.text import ID_PATTERN

T = TypeVar("T")
R = TypeVar("R", Certificate, Claim)

Names = Mapping[str, str]
"""An id that no item has any more -> the id of the one item that has it as an alias."""

_ID = re.compile(ID_PATTERN)
_LISTS = ("recommended", "grants", "accepts_held", "superseded_by")


def renames(nodes: Iterable[Node]) -> dict[str, str]:
    """Every alias that can be an id, is none, and belongs to one item only."""
    known = list(nodes)
    ids = {node.id for node in known}
    found: dict[str, str | None] = {}
    for node in known:
        for alias in node.aliases:
            if alias not in ids and _ID.match(alias):
                found[alias] = node.id if found.get(alias, node.id) == node.id else None
    items = {alias: item for alias, item in found.items() if item is not None}
    return items | _of_levels(known, items) if items else items


def _of_levels(nodes: Iterable[Node], names: Names) -> dict[str, str]:
    """The levels of renamed items, as a file gives them and as loading makes items of them."""
    old: dict[str, list[str]] = {}
    for alias, item in names.items():
        old.setdefault(item, []).append(alias)
    found: dict[str, str] = {}
    for node in nodes:
        for alias in old.get(node.depth_of or node.id, ()):
            for level in node.levels.names if node.levels else ():
                found[joined(alias, level)] = joined(node.id, level)
            if node.depth:
                found[joined(alias, Level(node.depth))] = node.id
    return found


def moved(names: Names, items: Mapping[str, T]) -> dict[str, T]:
    """A table by id with the new ids; what was said of the new one already counts more."""
    return {names[item]: value for item, value in items.items() if item in names} | {
        item: value for item, value in items.items() if item not in names
    }


def moved_ids(names: Names, items: Iterable[str]) -> tuple[str, ...]:
    """Ids with the new ones in place of the old ones, each once."""
    return tuple(dict.fromkeys(names.get(item, item) for item in items))


def references(node: Node) -> Iterator[tuple[str, Iterable[str]]]:
    """Every other item that an item speaks of, by field; its reasons speak of the same ones."""
    yield "requires", named(node.requires)
    yield "corequisites", named(node.corequisites)
    for field in ("recommended", "grants", "partial", "accepts_held", "superseded_by"):
        yield field, getattr(node, field)
    for level, what in node.levels.given() if node.levels else ():
        yield f"levels.{level.value}.requires", named(what.requires)


def followed(file: Curriculum, names: Names) -> Curriculum:
    """The file with the new ids in place of the old ones; the very same file where it names no old one."""
    if not names or not any(True for _spot in _places(file, names)):
        return file
    return file.changed(
        target=names.get(file.target, file.target) if file.target else None,
        nodes=tuple(node_followed(node, names) for node in file.nodes),
        overrides=tuple(_override_followed(one, names) for one in file.overrides),
        courses=tuple(course.model_copy(update={"covers": moved(names, course.covers)}) for course in file.courses),
        certificates=tuple(_record_followed(record, names) for record in file.certificates),
        claims=tuple(_record_followed(claim, names) for claim in file.claims),
    )


def node_followed(node: Node, names: Names) -> Node:
    """An item with the new ids in place of the old ones."""
    if not any(item in names for _field, items in references(node) for item in items):
        return node
    return node.model_copy(
        update={
            "requires": with_ids(node.requires, names),
            "corequisites": with_ids(node.corequisites, names),
            "partial": moved(names, node.partial),
            "reasons": moved(names, node.reasons),
            "levels": node.levels and _levels_followed(node.levels, names),
            **{field: moved_ids(names, getattr(node, field)) for field in _LISTS},
        }
    )


def _levels_followed(levels: Levels, names: Names) -> Levels:
    told = {
        level.value: what.model_copy(update={"requires": with_ids(what.requires, names)})
        for level, what in levels.given()
    }
    return levels.model_copy(update=told)


def with_ids(requirement: Requirement | None, names: Names) -> Requirement | None:
    """The expression with the new ids in place of the old ones."""
    if requirement is None or isinstance(requirement, str):
        return requirement if requirement is None else names.get(requirement, requirement)
    if isinstance(requirement, Months):
        return requirement.model_copy(update={"of": moved_ids(names, requirement.of)})
    key = {All: "all", AnyOf: "any", AtLeast: "of"}[type(requirement)]
    return requirement.model_copy(update={key: tuple(with_ids(member, names) for member in members(requirement))})


def _override_followed(override: Override, names: Names) -> Override:
    return override.model_copy(
        update={
            "id": names.get(override.id, override.id),
            "recommend": moved(names, override.recommend),
            "do_not_recommend": moved_ids(names, override.do_not_recommend),
            "was": override.was
            and override.was.model_copy(update={"recommended": moved(names, override.was.recommended)}),
        }
    )


def _record_followed(record: R, names: Names) -> R:
    new = names.get(record.node) if record.node else None
    return record.model_copy(update={"node": new}) if new else record


def old_names(files: Sequence[Curriculum], names: Names) -> Iterator[Spot]:
    """Every place that still speaks of an item by an id that is only an alias of it now."""
    for part, file in enumerate(files):
        for steps, node, field, old in _places(file, names):
            text = _("“{old}” is called “{new}” now. It still works; write the new id.")
            message = text.format(old=old, new=names[old])
            problem = Problem(severity=Severity.NOTE, code="renamed", message=message, node=node, field=field)
            yield Spot(part, steps, problem)


_Found = tuple[tuple[str | int, ...], str, str, str]
"""Where it stands, the item there, the field, and the old id."""


def _places(file: Curriculum, names: Names) -> Iterator[_Found]:
    if file.target in names:
        yield ("target",), "", "target", str(file.target)
    for at, node in enumerate(file.nodes):
        for field, items in references(node):
            for old in _old(items, names):
                yield ("nodes", at, field), node.id, field, old
    for at, override in enumerate(file.overrides):
        now = names.get(override.id, override.id)
        for field, items in (
            ("id", (override.id,)),
            ("recommend", override.recommend),
            ("do_not_recommend", override.do_not_recommend),
        ):
            for old in _old(items, names):
                yield ("overrides", at, field), now, f"overrides[{at}].{field}", old
    yield from _places_of_records(file, names)


def _places_of_records(file: Curriculum, names: Names) -> Iterator[_Found]:
    for at, course in enumerate(file.courses):
        for old in _old(course.covers, names):
            yield ("courses", at, "covers"), "", f"courses.{course.id}", old
    about = {
        "certificates": [(record.id, record.node) for record in file.certificates],
        "claims": [(claim.id, claim.node) for claim in file.claims],
    }
    for kind, records in about.items():
        for at, (identity, item) in enumerate(records):
            for old in _old((item,) if item else (), names):
                yield (kind, at, "node"), "", f"{kind}.{identity}", old


def _old(items: Iterable[str], names: Names) -> list[str]:
    return [item for item in dict.fromkeys(items) if item in names]
