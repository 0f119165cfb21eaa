"""What is wrong with a draft, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from planner.app.author.draft import Draft
from planner.app.author.overriding import overrides_of
from planner.app.author.repair import Ask, Repair
from planner.app.author.repairs import repairs
from planner.app.author.writing import asked
from planner.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    problem: Problem
    """Its `code` says what kind it is, `node` and `field` where it stands."""
    own: bool
    """Whether it can be put right in this file; else it is about the library."""
    repairs: tuple[Repair, ...] = ()
    """What puts it right with one click; see `repairs.consequences` for what else that would do."""
    ask: Ask | None = None
    """What puts it right once somebody has written it."""


def findings(draft: Draft, strict: bool = False) -> tuple[Finding, ...]:
    """Everything that is wrong, errors first and what stands in this file before what stands in others.

    Takes some 50 ms with 200 items: ask in a worker.
    """
    found = [Finding(one, _is_own(draft, one), repairs(draft, one), asked(draft, one)) for one in draft.check(strict)]
    order = ("error", "warning", "note")
    return tuple(sorted(found, key=lambda one: (order.index(one.problem.severity), not one.own)))


def _is_own(draft: Draft, problem: Problem) -> bool:
    if problem.field.startswith("overrides."):
        return bool(overrides_of(draft, problem.node))
    return not problem.node or draft.owns(problem.node)
