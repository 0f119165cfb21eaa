"""What is wrong with a draft, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from planner.app.author.draft import Draft
from planner.app.author.overriding import overrides_of
from planner.app.author.repair import Ask, Repair
from planner.app.author.repairs import repairs
from planner.app.author.writing import asked
from planner.model.problem import Problem

MANY = 400
"""With more items trying a repair takes longer than a window may stand still."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be."""

    problem: Problem
    """Its `code` says what kind it is, `node` and `field` where it stands."""
    own: bool
    """Whether it can be put right in this file; else it is about the library."""
    ask: Ask | None = field(default=None, compare=False)
    """What puts it right once somebody has written it."""
    draft: Draft | None = field(default=None, compare=False, repr=False)
    """What it was found in."""

    @cached_property
    def repairs(self) -> tuple[Repair, ...]:
        """What puts it right with one click; see `repairs.consequences` for what else that would do.

        Found out when somebody looks: whether a repair does harm is only seen by trying it, which takes some 0.3 s
        with 2,000 items. `is_slow` says of which.
        """
        return repairs(self.draft, self.problem) if self.draft is not None else ()

    @property
    def is_slow(self) -> bool:
        """Whether a window should not wait for the repairs: they are not known yet, and may take a moment."""
        if self.draft is None or "repairs" in self.__dict__:
            return False
        return len(self.draft.curriculum.nodes) + len(self.draft.beside) > MANY


def findings(draft: Draft, strict: bool = False) -> tuple[Finding, ...]:
    """Everything that is wrong, errors first and what stands in this file before what stands in others.

    Takes some 40 ms with 200 items: ask in a worker.
    """
    found = [Finding(one, _is_own(draft, one), asked(draft, one), draft) for one in draft.check(strict)]
    order = ("error", "warning", "note")
    return tuple(sorted(found, key=lambda one: (order.index(one.problem.severity), not one.own)))


def _is_own(draft: Draft, problem: Problem) -> bool:
    if problem.field.startswith("overrides."):
        return bool(overrides_of(draft, problem.node))
    return not problem.node or draft.owns(problem.node)
