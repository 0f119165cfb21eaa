"""How a choice is decided: where it stands, what one has to prefer to take an option, and whether a plan takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.plan import Decision, Plan
from planner.model.requirement import (
    All,
    AnyOf,
    AtLeast,
    Group,
    Months,
    Requirement,
    holds,
    leaves,
    members,
    most_preferred,
    needed,
    walk,
)


def groups_at(curriculum: Curriculum, nodes: Iterable[str], name: str, path: str = "") -> list[Group]:
    """The choices of these items with this name, "" for those without one; with a path only what stands there."""
    return [
        part
        for item in dict.fromkeys(nodes)
        for field in ("requires", "corequisites")
        for place, part in walk(getattr(curriculum.by_id[item], field), field)
        if isinstance(part, (AnyOf, AtLeast)) and (part.name or "") == name and path in ("", place)
    ]


def groups_of(curriculum: Curriculum, decision: Decision) -> list[Group]:
    """The choices that a decision of a plan is about."""
    return groups_at(curriculum, decision.nodes, decision.name, decision.path)


def taken_leaves(curriculum: Curriculum, decision: Decision) -> set[str]:
    """The items that the options taken in a decision name."""
    groups = groups_of(curriculum, decision)
    return {leaf for group in groups for at in decision.chosen for leaf in leaves(_at(group, at))}


def preferring(curriculum: Curriculum, prefer: Iterable[str], groups: Sequence[Group], option: int) -> tuple[str, ...]:
    """What to prefer so that all of these choices, which are one decision, take this option.

    What only other options name is preferred no more, unless the choice takes several and has room for it. As little as
    possible is added: a preference holds wherever there is a choice.
    """
    meant = curriculum.with_levels
    found = list(dict.fromkeys(prefer))
    mine = {leaf for group in groups for leaf in leaves(_at(group, option))}
    others = {leaf for group in groups for one in _others(group, option) for leaf in leaves(one)}
    rivals = [item for item in found if meant([item]) & others and not meant([item]) & mine]
    room = min(map(needed, groups), default=1) - 1
    for item in rivals[: max(0, len(rivals) - room)]:
        found.remove(item)
    for group in groups:
        target = _at(group, option)
        best = [members(group)[at] for at in most_preferred(members(group), meant(found))]
        if target is not None and (target not in best or (not room and any(one != target for one in best))):
            telling = [leaf for leaf in _sure(target) if meant([leaf]).isdisjoint(others)]
            found += telling[:1] or leaves(target)
    return tuple(dict.fromkeys(found))


def takes(document: Document, plan: Plan, decision: Decision, option: int) -> bool:
    """Whether a plan for this learner takes this option of a decision, which may be that of another plan."""
    from planner.planning.held import closed

    if decision.name:
        return any(option in one.chosen for one in plan.decisions if one.name == decision.name)
    planned = {item.id for item in plan.items}
    have = closed(document.curriculum, [*plan.held, *planned])
    asking = planned.intersection(decision.nodes)
    groups = groups_at(document.curriculum, asking, "", decision.path)
    return any(holds(members(group)[option], have) for group in groups if option < len(members(group)))


def _at(group: Group, option: int) -> Requirement | None:
    return members(group)[option] if option < len(members(group)) else None


def _others(group: Group, option: int) -> list[Requirement]:
    return [one for one in members(group) if one != _at(group, option)]


def _sure(requirement: Requirement) -> Iterator[str]:
    """Ids whose preference leaves all choices inside an option open: jobs that count, and what stands in no choice."""
    if isinstance(requirement, (str, Months)):
        yield from leaves(requirement)
    elif isinstance(requirement, All):
        for member in requirement.all:
            yield from _sure(member)
