"""A plan as a file that GanttProject imports: MS Project's XML in whole days."""

from __future__ import annotations

from planner.handout.content import Handout
from planner.handout.msproject import project


def write(handout: Handout) -> bytes:
    """The file. Raises PlannerError for a plan without dates."""
    return project(handout, whole_days=True)
