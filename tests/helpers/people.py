"""Learners who walk through a plan one item at a time, each with a hidden pace; written apart from the forecast."""

from __future__ import annotations

import random
from collections.abc import Callable
from math import exp

from planner.model.curriculum import Curriculum, ThreePoint
from planner.model.document import Document
from planner.model.plan import Plan
from planner.planning.calendar import Moment, StudyCalendar
from planner.planning.plan import make_plan


class Person:
    """A learner with a hidden pace."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.pace = exp(self.random.gauss(0, 0.25))

    def takes(self, estimate: ThreePoint) -> float:
        """What it comes to for this one."""
        low, middle, high = estimate.optimistic, estimate.likely, estimate.pessimistic
        if low == high:
            return middle
        shape = 1 + 4 * (middle - low) / (high - low)
        return low + (high - low) * self.random.betavariate(shape, 6 - shape)

    def hours(self, estimate: ThreePoint) -> float:
        """Hours of study, which follow the pace."""
        return self.takes(estimate) * self.pace

    def walk(self, calendar: StudyCalendar, curriculum: Curriculum, plan: Plan) -> int:
        """The day of the finish; exam days and waiting times are left out."""
        ends: dict[str, Moment] = {}
        studied = employed = calendar.begin
        for item in plan.items:
            one = curriculum.by_id[item.id]
            ready = max((ends[before] for before in item.needs if before in ends), default=calendar.begin)
            if one.months:
                ended = calendar.waited(ready if one.parallel else max(ready, employed), self.takes(one.months))
                assert ended
                ends[item.id] = ended
                employed = employed if one.parallel else ended
            elif item.hours_range.likely:
                minutes = max(1, round(self.hours(item.hours_range) * 60))
                spent = calendar.studied(max(ready, studied), minutes)
                assert spent
                ends[item.id] = studied = spent[1]
            else:
                ends[item.id] = ready
        return max(end.day for end in ends.values())


def coverage(document: Document, band_of: Callable[[Person], tuple[int, int]], people: int) -> float:
    """How many of the people finish inside their band."""
    plan = make_plan(document)
    calendar = StudyCalendar(document.learner.availability)
    inside = 0
    for seed in range(people):
        person = Person(seed)
        low, high = band_of(person)
        inside += low <= person.walk(calendar, document.curriculum, plan) <= high
    return inside / people
