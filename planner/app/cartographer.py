"""Draws the map of a document: which items are shown, in which lane and era, with which status.

Apart from `map`, because it loads the graph library, which the window does without until the first plan is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from planner.app.map import Era, Map, MapNode, Mark
from planner.graph.order import acyclic, before_and_after, reduced, topological_by
from planner.layout.tree import Box, lay_out
from planner.model.curriculum import Curriculum, Kind, Status
from planner.model.document import Document
from planner.model.plan import Plan, PlanItem
from planner.model.requirement import leaves


def draw(document: Document, plan: Plan, everything: bool = False) -> Map:
    """The map of the learner's own path, or of the whole curriculum around it."""
    curriculum = document.curriculum
    planned = {item.id: item for item in plan.items}
    eras = _milestones(curriculum, plan)
    era_of = {item.id: _era(item, eras) for item in plan.items}
    shown = list(planned)
    start = document.learner.start
    if everything:
        shown = [node.id for node in curriculum.nodes]
    if start is not None and start not in shown:
        shown.insert(0, start)
    if plan.goal not in shown:
        shown.append(plan.goal)
    needs = _needs(curriculum, planned, shown, set(plan.held))
    _fill_eras(era_of, needs, set(plan.held))
    place = {item: number for number, item in enumerate([*planned, *curriculum.by_id])}
    order = topological_by(needs, lambda item: (era_of[item], place[item]))
    nodes = {item: _node(document, plan, planned.get(item), item, era_of[item]) for item in order}
    lines = reduced({item: needs[item] for item in order})
    lanes = list(curriculum.domain_titles)
    boxes = [Box(item, _lane(curriculum, item, start, plan.goal), era_of[item], tuple(lines[item])) for item in order]
    return Map(
        nodes=nodes,
        eras=_eras(curriculum, plan, eras, nodes),
        lane_titles=curriculum.domain_titles,
        tree=lay_out(boxes, lanes),
        goal=plan.goal,
        start=start,
    )


def _lane(curriculum: Curriculum, item: str, start: str | None, goal: str) -> str:
    # The start stands in the lane of the career that it begins, not in that of all other ways in.
    return curriculum.by_id[goal if item == start else item].domain


def _milestones(curriculum: Curriculum, plan: Plan) -> list[PlanItem]:
    """The milestones that end an era: one a date, the one that most depends on, the goal last."""
    needs = {item.id: item.needs for item in plan.items}
    best: dict[date, PlanItem] = {}
    for item in plan.items:
        ends = item.kind in (Kind.MILESTONE, Kind.ROLE) or item.id == plan.goal
        if not ends or item.finish is None:
            continue
        rival = best.get(item.finish)
        if rival is None or len(before_and_after(needs, item.id)[1]) > len(before_and_after(needs, rival.id)[1]):
            best[item.finish] = item
    return [best[day] for day in sorted(best)]


def _era(item: PlanItem, eras: Sequence[PlanItem]) -> int:
    for number, milestone in enumerate(eras):
        if item.finish is not None and milestone.finish is not None and item.finish <= milestone.finish:
            return number
    return max(0, len(eras) - 1)


def _needs(
    curriculum: Curriculum, planned: Mapping[str, PlanItem], shown: Sequence[str], held: set[str]
) -> dict[str, list[str]]:
    """What each shown item is drawn as needing. What is held needs nothing any more that is not held."""
    visible = set(shown)
    needs: dict[str, list[str]] = {}
    for item in shown:
        node = curriculum.by_id[item]
        before = planned[item].needs if item in planned else tuple(leaves(node.requires))
        possible = visible & held if item in held else visible
        needs[item] = [one for one in dict.fromkeys(before) if one in possible and one != item]
    return acyclic(needs)


def _fill_eras(era_of: dict[str, int], needs: Mapping[str, Sequence[str]], held: set[str]) -> None:
    """Items outside the plan stand in the era in which their prerequisites are met."""
    for item in topological_by(needs, lambda _item: (0,)):
        if item not in era_of:
            before = [era_of[one] for one in needs[item]]
            era_of[item] = 0 if item in held else max(before, default=0)
    for item in topological_by(needs, lambda _item: (0,)):
        era_of[item] = max([era_of[item], *(era_of[one] for one in needs[item])])


def node(document: Document, plan: Plan, item: str) -> MapNode:
    """One box by itself, also for an item that the map does not show."""
    planned = next((one for one in plan.items if one.id == item), None)
    return _node(document, plan, planned, item, 0)


def _node(document: Document, plan: Plan, item: PlanItem | None, identity: str, era: int) -> MapNode:
    node = document.curriculum.by_id[identity]
    held = set(plan.held)
    return MapNode(
        id=identity,
        title=node.title,
        kind="goal" if identity == plan.goal else node.kind.value,
        mark=_mark(document, held, item, identity),
        domain=node.domain,
        era=era,
        hours=item.hours if item else node.hours.likely,
        months=node.months.likely if node.months else None,
        start=item.start if item else None,
        finish=item.finish if item else None,
        progress=item.progress if item else 0.0,
        planned=item is not None,
    )


def _mark(document: Document, held: set[str], item: PlanItem | None, identity: str) -> Mark:
    if identity in held:
        return Mark.HELD
    if identity in document.learner.avoid:
        return Mark.AVOIDED
    if document.curriculum.by_id[identity].status is not Status.ACTIVE:
        return Mark.RETIRED
    if item is None:
        return Mark.UNPLANNED
    if item.progress:
        return Mark.IN_PROGRESS
    return Mark.READY if all(before in held for before in item.needs) else Mark.LOCKED


def _eras(
    curriculum: Curriculum, plan: Plan, milestones: Sequence[PlanItem], nodes: Mapping[str, MapNode]
) -> list[Era]:
    eras: list[Era] = []
    for number in range(max(1, len(milestones))):
        inside = [node for node in nodes.values() if node.era == number and node.planned]
        milestone = milestones[number] if number < len(milestones) else None
        eras.append(
            Era(
                item=milestone.id if milestone else plan.goal,
                title=milestone.title if milestone else curriculum.by_id[plan.goal].title,
                finish=milestone.finish if milestone else None,
                items=len(inside),
                hours=sum(node.hours for node in inside),
            )
        )
    return eras
