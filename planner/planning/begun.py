"""Jobs and degrees that the learner is in already: the months until now are not planned again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from planner.model.curriculum import Curriculum, Kind, Node, ThreePoint
from planner.model.document import Document
from planner.model.learner import Learner
from planner.planning.calendar import add_months
from planner.planning.held import has_begun
from planner.planning.validity import with_renewals

A_DAY = 1 / 30
"""Months that are left where more time has passed than was planned: only the learner can say that it is over."""


def prepared(document: Document) -> Document:
    """The document as it is planned: what lapsed costs its renewal, what runs already has its past behind it."""
    return _with_begun(with_renewals(document))


def months_since(begin: date, day: date) -> float:
    """Calendar months from one day to a later one; what is left of a month counts 30 days a month. 0 for the future."""
    if day <= begin:
        return 0.0
    whole = (day.year - begin.year) * 12 + day.month - begin.month
    if add_months(begin, whole) > day:
        whole -= 1
    return whole + min((day - add_months(begin, whole)).days / 30, 1.0)


def running(curriculum: Curriculum, learner: Learner) -> Mapping[str, date]:
    """Jobs and degrees that the learner is in, and since when."""
    nodes = curriculum.by_id
    return {item: day for item, day in learner.begun.items() if item in nodes and nodes[item].months is not None}


def _with_begun(document: Document) -> Document:
    curriculum, learner = document.curriculum, document.learner
    today = learner.availability.first_day
    if not any(has_begun(node, learner) for node in curriculum.nodes):
        return document
    nodes = tuple(
        _less(node, months_since(learner.begun[node.id], today)) if has_begun(node, learner) else node
        for node in curriculum.nodes
    )
    # Without a check: thresholds of months must go on counting all months of the job, not only those that are left.
    shorter = curriculum.model_copy(update={"nodes": nodes})
    for cached in shorter.__dict__.keys() - type(shorter).model_fields.keys():
        del shorter.__dict__[cached]
    return document.model_copy(update={"curriculum": shorter})


def _less(node: Node, passed: float) -> Node:
    """Whoever is in a job or degree needs nothing more to begin it, and has paid for what is behind them."""
    assert node.months is not None
    low, middle, high = (
        max(A_DAY, months - passed) for months in (node.months.optimistic, node.months.likely, node.months.pessimistic)
    )
    rest = min(1.0, middle / node.months.likely)
    fields: dict[str, object] = {
        "months": ThreePoint(optimistic=low, likely=middle, pessimistic=high),
        "requires": None,
        "corequisites": None,
        "cost_usd": round(node.cost_usd * rest, 2),
    }
    if node.kind is Kind.DEGREE:  # its hours are part of its months
        fields["hours"] = node.hours.times(rest)
    return node.changed(**fields)
