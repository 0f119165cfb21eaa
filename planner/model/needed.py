"""What a curriculum takes from the files that it uses: what its goal may need, and what gives credit for that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from planner.model.curriculum import Curriculum, Kind, Node
from planner.model.requirement import leaves

_HELPERS = (Kind.COURSE, Kind.DEGREE)
"""Kinds that serve a goal by the credit that they give, also where nothing needs them."""


def taken(curriculum: Curriculum, own: Collection[str]) -> Curriculum:
    """The curriculum without what neither its target nor one of its `own` nodes can make use of.

    Roles that one starts from stay. Without a target it is a module, and everything stays.
    """
    if curriculum.target is None or len(own) == len(curriculum.nodes):
        return curriculum
    roots = {curriculum.target, *own, *(node.id for node in curriculum.nodes if node.kind is Kind.ROLE)}
    kept = _needed(curriculum, roots)
    kept = _needed(curriculum, kept | helpers(curriculum.nodes, kept))
    if len(kept) == len(curriculum.nodes):
        return curriculum
    records = [record for record in curriculum.certificates if record.node is None or record.node in kept]
    return curriculum.changed(
        nodes=tuple(_without_credit_for_others(node, kept) for node in curriculum.nodes if node.id in kept),
        courses=tuple(
            course.changed(covers=_of(course.covers, kept))
            for course in curriculum.courses
            if not kept.isdisjoint(course.covers)
        ),
        # Of those that this very curriculum makes also what came to nothing, so that its author is told.
        overrides=tuple(one for one in curriculum.overrides if one.id in kept or one.module == curriculum.id),
        certificates=tuple(records),
        claims=tuple(claim for claim in curriculum.claims if claim.node is None or claim.node in kept),
    )


def helpers(nodes: Iterable[Node], needed: Collection[str]) -> set[str]:
    """Courses and degrees that give credit for something needed."""
    return {node.id for node in nodes if node.kind in _HELPERS and any(item in needed for item in _credit(node))}


def _credit(node: Node) -> tuple[str, ...]:
    return (*node.grants, *node.partial)


def _needed(curriculum: Curriculum, roots: Collection[str]) -> set[str]:
    """The roots and all that may be needed, is recommended, accepted or leads on, directly or not."""
    found, waiting = set(roots), list(roots)
    while waiting:
        node = curriculum.by_id[waiting.pop()]
        named = (*leaves(node.requires), *leaves(node.corequisites), *node.recommended)
        # A level brings the whole item along: one may know that, or wish to go on.
        whole = (node.depth_of,) if node.depth_of in curriculum.by_id else ()
        for before in (*named, *node.accepts_held, *node.superseded_by, *whole):
            if before not in found:
                found.add(before)
                waiting.append(before)
    return found


def _of(fractions: Mapping[str, float], kept: Collection[str]) -> dict[str, float]:
    return {item: fraction for item, fraction in fractions.items() if item in kept}


def _without_credit_for_others(node: Node, kept: Collection[str]) -> Node:
    if all(item in kept for item in _credit(node)):
        return node
    return node.changed(grants=tuple(item for item in node.grants if item in kept), partial=_of(node.partial, kept))
