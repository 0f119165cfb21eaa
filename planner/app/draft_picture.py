"""The map of a curriculum by itself: every item, what it needs, and no learner whose plan it could be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from planner.app import queries
from planner.app.author.references import pruned
from planner.app.map import Map, Mark, Sight
from planner.graph.order import acyclic
from planner.model.curriculum import ZERO, Curriculum
from planner.model.learner import Aim
from planner.model.plan import Binding, Plan, PlanStatus, Totals
from planner.model.requirement import leaves

NOBODYS_DAY = date(2000, 1, 1)
"""The day of a plan that holds nothing."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A map, and the links that go round in a circle: a drawing from left to right has no place for them."""

    map: Map
    circling: tuple[tuple[str, str], ...] = ()
    """(item, what it comes before)"""


def picture_of(curriculum: Curriculum, before: Map | None = None, enough: Callable[[], bool] | None = None) -> Picture:
    """All items of a curriculum that has at least one; what is on the map `before` stays where it is."""
    circling = _closing(curriculum, before)
    document = queries.new_document(_without(curriculum, circling), NOBODYS_DAY)
    drawn = queries.draw(document, _nothing(curriculum), Sight(everything=True), before, enough)
    nodes = {item: replace(node, planned=True, mark=Mark.DRAFT) for item, node in drawn.nodes.items()}
    return Picture(replace(drawn, nodes=nodes, eras=[], path=(), next=None), circling)


def _closing(curriculum: Curriculum, before: Map | None) -> tuple[tuple[str, str], ...]:
    """Links without which nothing goes round in a circle; rather those that the map `before` does not have."""
    links = [(one, node.id) for node in curriculum.nodes for one in dict.fromkeys(leaves(node.requires))]
    needs: dict[str, list[str]] = {node.id: [] for node in curriculum.nodes}
    for one, item in links:
        if one in needs:
            needs[item].append(one)
    legal = acyclic(needs)
    suspects = [(one, item) for one, item in links if one in needs and one not in legal[item]]
    if not suspects:
        return ()
    known = before.needs if before is not None else {}
    kept: dict[str, set[str]] = {item: set(befores) for item, befores in legal.items()}
    closing = []
    for one, item in sorted(suspects, key=lambda link: link[0] not in known.get(link[1], ())):
        if _leads(kept, one, item):
            closing.append((one, item))
        else:
            kept[item].add(one)
    return tuple(closing)


def _leads(needs: Mapping[str, Collection[str]], item: str, goal: str) -> bool:
    """Whether an item needs another one, over any number of steps; each needs itself."""
    seen, waiting = {item}, [item]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        new = [one for one in needs[here] if one not in seen]
        seen.update(new)
        waiting += new
    return False


def _without(curriculum: Curriculum, links: Collection[tuple[str, str]]) -> Curriculum:
    """The curriculum without these links."""
    gone: dict[str, set[str]] = {}
    for one, item in links:
        gone.setdefault(item, set()).add(one)
    if not gone:
        return curriculum
    nodes = tuple(
        node.changed(requires=pruned(node.requires, gone[node.id].__contains__)) if node.id in gone else node
        for node in curriculum.nodes
    )
    return curriculum.changed(nodes=nodes)


def _nothing(curriculum: Curriculum) -> Plan:
    """A plan that holds nothing."""
    goal = curriculum.goal
    return Plan(
        status=PlanStatus.PLANNED,
        curriculum=curriculum.id,
        start=None,
        goal=goal,
        goal_title=curriculum.by_id[goal].title,
        aim=Aim.HOURS,
        proof="none",
        items=(),
        held=(),
        decisions=(),
        totals=Totals(items=0, hours=0, hours_range=ZERO, study_hours=0, months=0, cost_usd=0),
        begins=NOBODYS_DAY,
        finish=None,
        binding=Binding(by="nothing", study_alone=None, experience_alone=None, lower_bound=None, chain=(), sentence=""),
        problems=(),
    )
