"""The prepared blank client: somebody without a name at the beginning of a way, to look around with and to show."""

from __future__ import annotations

from datetime import date

from planner.app import commands, queries
from planner.app.follow import GOAL
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.problem import PlannerError

FAVOURITE = "entry-data-analyst"


def blank_client(curriculum: Curriculum, today: date) -> Document:
    """The first role that leads anywhere, ten hours a week from today."""
    document = queries.new_document(curriculum, today)
    roles = [node.id for node in queries.entry_roles(curriculum)]
    wanted = FAVOURITE if FAVOURITE in roles else next(iter(roles), None)
    return commands.set_start(document, wanted)


def fresh(name: str, followed: Curriculum) -> Curriculum:
    """The curriculum of this name or file as it stands there; where it cannot be read, the one that is followed.

    Either way without the goal that a learner has made of a job posting: that belongs to them alone.
    """
    try:
        return queries.load(name)
    except PlannerError:
        nodes = tuple(node for node in followed.nodes if node.id != GOAL)
        return followed if len(nodes) == len(followed.nodes) else followed.changed(nodes=nodes)
