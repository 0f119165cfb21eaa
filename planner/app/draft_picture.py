"""The map of a curriculum by itself: every item, what it needs, and no learner whose plan it could be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from planner.app import queries
from planner.app.map import Map, Mark, Sight
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
    document = queries.new_document(curriculum, NOBODYS_DAY)
    drawn = queries.draw(document, _nothing(curriculum), Sight(everything=True), before, enough)
    nodes = {item: replace(node, planned=True, mark=Mark.DRAFT) for item, node in drawn.nodes.items()}
    links = ((one, node.id) for node in curriculum.nodes for one in dict.fromkeys(leaves(node.requires)))
    circling = tuple(
        (one, item) for one, item in links if item in drawn.needs and one in nodes and one not in drawn.needs[item]
    )
    return Picture(replace(drawn, nodes=nodes, eras=[], path=(), next=None), circling)


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
