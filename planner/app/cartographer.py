"""Draws the map of a document: which items are shown, in which lane and era, with which status.

Apart from `map`, because it loads the graph library, which the window does without until the first plan is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.app.focus import focused, way_to
from planner.app.map import Choice, Era, Map, MapNode, Module, Side, Sight, module_id
from planner.app.map_nodes import Own, node_of, state_of
from planner.app.placing import Shape, place
from planner.app.together import Beside, counted
from planner.app.upcoming import had_in, next_item
from planner.graph.order import Chains, acyclic, reduced, topological, topological_by
from planner.model.curriculum import Curriculum, Kind
from planner.model.document import Document
from planner.model.plan import Plan, PlanItem
from planner.model.requirement import leaves


def draw(
    document: Document,
    plan: Plan,
    sight: Sight | None = None,
    before: Map | None = None,
    enough: Callable[[], bool] | None = None,
    beside: Beside | None = None,
) -> Map:
    """The map of the learner's own path, or of the whole curriculum around it.

    `before`: the map that is on the screen; what both show stays where it is. `enough`: take time for a better drawing,
    until this says that it is enough; else as much as a moment allows. `beside`: another plan on the same map.
    """
    sight = sight or Sight()
    curriculum = document.curriculum
    story = _tell(document, plan, sight.everything, beside)
    modules = _modules(curriculum, story.nodes)
    modules = counted(modules, story.nodes) if beside else modules
    wanted = _wanted(story, plan, sight)
    shown = _shown(story.nodes, modules, sight, wanted)
    boxes = {item: box for item, box in shown.items() if box is not None}
    hidden = _hidden(story.needs, boxes, set(plan.held))
    nodes = {item: replace(one, hidden=hidden[item]) if hidden[item] else one for item, one in story.nodes.items()}
    shapes = _shapes(nodes, modules, boxes, story.lines, story.offered)
    other = beside.way() if beside else ()
    ways = [[boxes[item] for item in path if item in boxes] for path in (story.path, other)]
    placed = place(shapes, list(curriculum.domain_titles), ways, before, enough)
    used = {shape.id for shape in shapes}
    upcoming = next_item(document, plan)
    optional = {(one, item) for item, some in story.offered.items() for one in some}
    lines = [replace(line, chosen=False) if (line.before, line.after) in optional else line for line in placed.lines]
    return Map(
        nodes=nodes,
        modules={key: module for key, module in modules.items() if key in used},
        boxes=placed.boxes,
        lines=beside.sided(lines, nodes, plan) if beside else lines,
        lanes=placed.lanes,
        era_bands=placed.eras,
        eras=_eras(curriculum, plan, story.eras, nodes),
        lane_titles=curriculum.domain_titles,
        width=placed.width,
        height=placed.height,
        lane_title=placed.lane_title,
        era_gap=placed.era_gap,
        drawing=placed.drawing,
        near=_near(story.lines, boxes, modules),
        goal=plan.goal,
        start=document.learner.start,
        sight=sight,
        wanted=wanted,
        path=story.path,
        next=upcoming.id if upcoming else None,
        needs=story.needs,
        unlocks=_turned(story.needs, nodes),
        signs=beside.signs if beside else None,
        other_path=other,
    )


@dataclass(frozen=True, slots=True)
class _Story:
    """What there is to draw of a plan, whatever of it is shown."""

    nodes: dict[str, MapNode]
    """In an order in which they can be reached."""
    needs: dict[str, tuple[str, ...]]
    """Item -> what it is drawn as needing."""
    lines: dict[str, Sequence[str]]
    """The same without what follows from others, and with the line on which the path sets out."""
    offered: dict[str, list[str]]
    path: tuple[str, ...]
    eras: list[PlanItem]
    """The milestones that end them."""


def _tell(document: Document, shown: Plan, everything: bool, beside: Beside | None = None) -> _Story:
    curriculum, start = document.curriculum, document.learner.start
    plan = beside.merged(shown) if beside else shown
    planned = {item.id: item for item in plan.items}
    eras = _milestones(curriculum, shown)
    listed = dict.fromkeys([*_listed(document, plan, everything), *(beside.ends(curriculum) if beside else ())])
    links = _needs(curriculum, planned, list(listed), set(plan.held))
    era_of = {item.id: _era(item, eras) for item in plan.items}
    _fill_eras(era_of, links, set(plan.held))
    lines = dict(reduced(links))
    needs = {item: tuple(befores) for item, befores in links.items()}
    offered = _offered(curriculum, planned, links, era_of) if everything else {}
    path = way_to(plan.goal, lines, {one.id: one for one in shown.items})
    if start is not None and path[0] not in (start, plan.goal):
        for some in (links, lines):
            some[path[0]] = [*some[path[0]], start]  # no prerequisite, but the place where the path sets out
        path = (start, *path)
    first = dict.fromkeys([start or plan.goal, *planned, *curriculum.by_id])
    rank = {item: number for number, item in enumerate(first)}
    choices, records, have = _choices(plan), document.record.items(), had_in(plan, plan.held)
    starts = {start, beside.plan.start if beside else None}
    side_of = beside.sides(shown) if beside else _on_no_side
    nodes: dict[str, MapNode] = {}
    for item in topological_by(links, lambda item: (era_of[item], rank[item])):
        side, days = side_of(item)
        own = Own(_lane(curriculum, item, starts, plan.goal), tuple(choices.get(item, ())), side, days)
        nodes[item] = node_of(document, plan, planned.get(item), item, era_of[item], state_of(records, item), have, own)
    return _Story(nodes, needs, lines, offered, path, eras)


def _on_no_side(_item: str) -> tuple[Side | None, int]:
    return None, 0


def _listed(document: Document, plan: Plan, everything: bool) -> list[str]:
    """The items of the map: those of the plan, or all, and in any case start and goal."""
    start = document.learner.start
    listed = [node.id for node in document.curriculum.nodes] if everything else [item.id for item in plan.items]
    if start is not None and start not in listed:
        listed.insert(0, start)
    if plan.goal not in listed:
        listed.append(plan.goal)
    return listed


def _lane(curriculum: Curriculum, item: str, starts: Collection[str | None], goal: str) -> str:
    # The start stands in the lane of the career that it begins, not in that of all other ways in.
    return curriculum.by_id[goal if item in starts else item].domain


# -- eras --------------------------------------------------------------------------------------------------------------


def _milestones(curriculum: Curriculum, plan: Plan) -> list[PlanItem]:
    """The milestones that end an era: one a date, the one that most depends on, the goal last."""
    chains: Chains | None = None
    best: dict[date, PlanItem] = {}
    for item in plan.items:
        ends = item.kind in (Kind.MILESTONE, Kind.ROLE) or item.id == plan.goal
        if not ends or item.finish is None:
            continue
        rival = best.get(item.finish)
        if rival is not None:
            chains = chains or Chains({one.id: one.needs for one in plan.items})
            if len(chains.after(item.id)) <= len(chains.after(rival.id)):
                continue
        best[item.finish] = item
    return [best[day] for day in sorted(best)]


def _era(item: PlanItem, eras: Sequence[PlanItem]) -> int:
    for number, milestone in enumerate(eras):
        if item.finish is not None and milestone.finish is not None and item.finish <= milestone.finish:
            return number
    return max(0, len(eras) - 1)


def _fill_eras(era_of: dict[str, int], needs: Mapping[str, Sequence[str]], held: set[str]) -> None:
    """Items outside the plan stand in the era in which their prerequisites are met."""
    order = topological(needs)
    for item in order:
        if item not in era_of:
            before = [era_of[one] for one in needs[item]]
            era_of[item] = 0 if item in held else max(before, default=0)
    for item in order:
        era_of[item] = max([era_of[item], *(era_of[one] for one in needs[item])])


def _eras(
    curriculum: Curriculum, plan: Plan, milestones: Sequence[PlanItem], nodes: Mapping[str, MapNode]
) -> list[Era]:
    eras: list[Era] = []
    for number in range(max(1, len(milestones))):
        inside = [one for one in nodes.values() if one.era == number and one.planned and one.side is not Side.FIRST]
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


# -- prerequisites -----------------------------------------------------------------------------------------------------


def _needs(
    curriculum: Curriculum, planned: Mapping[str, PlanItem], listed: Sequence[str], held: set[str]
) -> dict[str, list[str]]:
    """What each item is drawn as needing. What is held needs nothing any more that is not held."""
    visible = set(listed)
    needs: dict[str, list[str]] = {}
    for item in listed:
        node = curriculum.by_id[item]
        before = planned[item].needs if item in planned else tuple(leaves(node.requires))
        possible = visible & held if item in held else visible
        needs[item] = [one for one in dict.fromkeys(before) if one in possible and one != item]
    return acyclic(needs)


def _turned(needs: Mapping[str, Sequence[str]], order: Iterable[str]) -> dict[str, list[str]]:
    """Item -> what needs it directly."""
    after: dict[str, list[str]] = {}
    for item in order:
        for one in needs[item]:
            after.setdefault(one, []).append(item)
    return after


def _offered(
    curriculum: Curriculum,
    planned: Mapping[str, PlanItem],
    needs: Mapping[str, Sequence[str]],
    era_of: Mapping[str, int],
) -> dict[str, list[str]]:
    """Planned item -> the options that its plan does not take, as far as they can be drawn before it."""
    found: dict[str, list[str]] = {}
    for item in planned:
        some = [one for one in leaves(curriculum.by_id[item].requires) if one in needs and one not in needs[item]]
        found[item] = [one for one in some if one != item and one not in planned and era_of[one] <= era_of[item]]
    legal = acyclic({item: [*befores, *found.get(item, ())] for item, befores in needs.items()})
    return {item: [one for one in some if one in legal[item]] for item, some in found.items() if some}


def _hidden(needs: Mapping[str, Sequence[str]], boxes: Mapping[str, str], held: set[str]) -> dict[str, int]:
    """Item -> how many of its prerequisites still to come have no box, not even in a module."""
    return {item: sum(one not in boxes and one not in held for one in before) for item, before in needs.items()}


def _choices(plan: Plan) -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = {}
    for decision in plan.decisions:
        choice = Choice(decision.name, decision.options, decision.chosen, decision.held)
        for item in decision.nodes:
            found.setdefault(item, []).append(choice)
    return found


def _near(
    lines: Mapping[str, Sequence[str]], boxes: Mapping[str, str], modules: Mapping[str, Module]
) -> dict[str, frozenset[str]]:
    """Module -> the boxes that hold something that it needs, or that needs it."""
    found: dict[str, set[str]] = {}
    for item, befores in lines.items():
        for before in befores:
            one, other = boxes.get(item), boxes.get(before)
            if one and other and one != other:
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)
    return {box: frozenset(near) for box, near in found.items() if box in modules}


# -- nodes and modules -------------------------------------------------------------------------------------------------


def _modules(curriculum: Curriculum, nodes: Mapping[str, MapNode]) -> dict[str, Module]:
    inside: dict[tuple[int, str], list[MapNode]] = {}
    for one in nodes.values():
        inside.setdefault((one.era, one.lane), []).append(one)
    return {
        module_id(era, lane): Module(
            id=module_id(era, lane),
            title=curriculum.domain_titles[lane],
            lane=lane,
            era=era,
            items=tuple(one.id for one in found),
            hours=sum(one.hours for one in found if one.planned),
            done=sum(one.held for one in found),
        )
        for (era, lane), found in inside.items()
    }


def _wanted(story: _Story, plan: Plan, sight: Sight) -> frozenset[str]:
    """The items that focus and filters leave."""
    focus, nodes = sight.focus, story.nodes
    near = frozenset(nodes) if focus is None else focused(plan, story.path, story.lines, focus)
    return near if sight.filters is None else near & sight.filters.items(nodes.values())


def _shown(
    nodes: Mapping[str, MapNode], modules: Mapping[str, Module], sight: Sight, wanted: frozenset[str]
) -> dict[str, str | None]:
    """Item -> id of the box that shows it; None where nothing does."""
    shown: dict[str, str | None] = {}
    for item, one in nodes.items():
        opened = sight.open_eras is None or one.era in sight.open_eras
        if item not in wanted:
            shown[item] = None
        elif opened and one.lane not in sight.closed_lanes:
            shown[item] = item
        else:
            shown[item] = module_id(one.era, one.lane)
    assert modules.keys() >= {box for box in shown.values() if box and box not in nodes}
    return shown


def _shapes(
    nodes: Mapping[str, MapNode],
    modules: Mapping[str, Module],
    boxes: Mapping[str, str],
    lines: Mapping[str, Sequence[str]],
    offered: Mapping[str, Sequence[str]],
) -> list[Shape]:
    """What is to be placed: every box once, with the boxes that it is drawn as needing, and options not taken.

    Two modules of one era may need each other, so that a line says nothing there: theirs go to later eras only.
    """
    links: dict[str, dict[str, None]] = {}
    era_of: dict[str, int] = {}
    lane_of: dict[str, str] = {}
    for item, one in nodes.items():
        box = boxes.get(item)
        if box is None:
            continue
        era_of[box], lane_of[box] = one.era, one.lane
        befores = links.setdefault(box, {})
        for before in lines[item]:
            other = boxes.get(before)
            if other is None or other == box:
                continue
            if (box in modules or other in modules) and era_of[other] == era_of[box]:
                continue
            befores[other] = None
    kept = reduced({box: list(found) for box, found in links.items()})
    drawn = {
        box: [*befores, *(one for one in offered.get(box, ()) if boxes.get(one) == one)]
        for box, befores in kept.items()
    }
    first = {box: number for number, box in enumerate(drawn)}
    return [
        Shape(box, lane_of[box], era_of[box], tuple(drawn[box]), module=box in modules)
        for box in topological_by(drawn, lambda one: (era_of[one], first[one]))
    ]
