"""The map of a plan as it is drawn before anybody has asked for a part of it."""

from __future__ import annotations

from planner.app import queries
from planner.app.map import Map, Sight
from planner.app.together import Beside
from planner.model.document import Document
from planner.model.plan import Plan

FEW = 40
"""So many items can be taken in at a glance."""


def picture_of(
    document: Document, plan: Plan, sight: Sight | None, before: Map | None, beside: Beside | None = None
) -> Map:
    """The map of a plan. Where nobody has asked for anything, a long path is shown as a board of its stages.

    `beside`: another plan on the same map.
    """
    if sight is not None:
        return queries.draw(document, plan, sight, before, beside=beside)
    stages = queries.draw(document, plan, Sight(open_eras=frozenset()), before, beside=beside)
    if len(stages.nodes) > FEW and len(stages.eras) > 1:
        return stages
    return queries.draw(document, plan, Sight(), before, beside=beside)
