"""The one value that the program edits: a curriculum and a learner."""

from __future__ import annotations

from planner.model.base import Value
from planner.model.curriculum import Curriculum
from planner.model.learner import Learner


class Document(Value):
    """Everything else (what is needed, when, why, the drawing) is derived from this."""

    curriculum: Curriculum
    learner: Learner
