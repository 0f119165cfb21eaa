"""CurricularAnalytics CSV as one of the formats of curricula."""

from __future__ import annotations

from planner.exchange import curricular_analytics
from planner.exchange.building import Read


def read(content: bytes, file: str) -> Read:
    """The degree programme in a file. Raises PlannerError with line and column."""
    degree = curricular_analytics.read(content, file)
    return Read(degree.curriculum, degree.problems)
