"""What a curriculum needs before it is given to others: every figure has a basis, every item a source and a date."""

from __future__ import annotations

from collections.abc import Iterator, Set

from planner.graph import checks
from planner.graph.overrides import unproved
from planner.i18n import _
from planner.model.curriculum import Curriculum, Kind, Node, Status
from planner.model.problem import Problem, Severity


def check(curriculum: Curriculum) -> list[Problem]:
    """The findings of the ordinary rules, and those of the strict ones behind them."""
    return [*checks.check(curriculum), *_findings(curriculum)]


def _findings(curriculum: Curriculum) -> Iterator[Problem]:
    elsewhere = {one.id for one in curriculum.overrides if one.hours or one.months}
    for node in curriculum.nodes:
        if node.kind is Kind.ROLE and node.id != curriculum.target:
            continue  # where somebody starts: a description, with nothing to learn
        for code, field, message in _of(node, curriculum, elsewhere):
            yield Problem(severity=Severity.WARNING, code=code, node=node.id, field=field, message=message)
    for code, item, field, message in unproved(curriculum):
        yield Problem(severity=Severity.WARNING, code=code, node=item, field=field, message=message)


def _of(node: Node, curriculum: Curriculum, elsewhere: Set[str]) -> Iterator[tuple[str, str, str]]:
    takes_time = node.status is Status.ACTIVE and (node.hours.likely or node.months is not None)
    overridden = node.id in elsewhere
    if takes_time and not node.basis and not overridden:  # of figures of an override it is asked there
        yield "no-basis", "basis", _("Say where the hours or months come from.")
    spread = node.months if node.months is not None else node.hours
    if takes_time and not overridden and spread.optimistic == spread.pessimistic:
        field = "hours" if node.months is None else "months"
        yield "no-range", field, _("Say how long it takes at best, likely and at worst: nobody knows one number.")
    if not node.sources:
        yield "no-source", "sources", _("Say where these facts come from, with codes from the list of sources.")
    elif not curriculum.sources:
        yield "no-source", "sources", _("There is no list of sources that the codes could stand in.")
    if node.checked is None:
        yield "no-date", "checked", _("Say when these facts were last checked.")
