"""How sure the date of a plan is: computed, never edited, never saved. Its JSON form is a documented contract."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from planner.model.base import Value
from planner.model.curriculum import Kind
from planner.model.plan import PlanStatus
from planner.model.problem import Problem


class Range(Value):
    """Days by which 10, 50, 80 and 90 of 100 learners have finished; None lies beyond the horizon."""

    p10: date | None
    p50: date | None
    p80: date | None
    p90: date | None


class Pace(Value):
    """How long this learner takes, as a multiple of the likely hours: a lognormal distribution around a median."""

    median: Annotated[float, Field(gt=0)] = 1.0
    """Above 1 is slower than estimated."""
    spread: Annotated[float, Field(ge=0)] = 0.25
    """Standard deviation of the natural logarithm of the pace."""
    finished: Annotated[int, Field(ge=0)] = 0
    """From how many finished items it was learned; 0 for what is assumed of everybody."""


class StopForecast(Value):
    """When a milestone or role on the way is reached."""

    id: str
    title: str
    kind: Kind
    planned: date | None
    """The day in the plan, from the likely hours."""
    range: Range


class Forecast(Value):
    """When learners like this one finish the plan."""

    format: Literal["trailmark.forecast"] = "trailmark.forecast"
    format_version: Literal[1] = 1
    status: PlanStatus
    """Of the plan."""
    curriculum: str
    start: str | None
    goal: str
    goal_title: str
    begins: date
    planned: date | None
    """The finish in the plan, from the likely hours."""
    finish: Range
    stops: tuple[StopForecast, ...]
    """Milestones and roles on the way, in the order in which half of the learners reach them."""
    pace: Pace
    samples: int
    """How many learners were simulated."""
    horizon: date
    """Finishes after this day are not told apart."""
    deadline: date | None = None
    in_time: float | None = None
    """Fraction of learners who meet the deadline; None without one."""
    sentence: str
    """The range in words."""
    problems: tuple[Problem, ...] = ()
    """Why there is no plan to forecast."""
