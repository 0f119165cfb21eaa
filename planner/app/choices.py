"""What was chosen for which wishes: other hours, another deadline or a step back need no new search for what to learn.

A choice depends on neither hours nor dates, as long as the finish does not count; it takes half of the time of a plan.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.model.document import Document
from planner.planning.held import lapsed_items

if TYPE_CHECKING:
    from planner.planning.choose import Selection
    from planner.planning.limit import Limit

_KEPT = 120
"""A choice takes some 30 KB: enough for every option of every open choice of a few documents."""
_TIME_ONLY = frozenset({"availability", "deadline", "max_topics", "order", "by_hand", "not_before", "booked"})
"""Fields of the learner that say when and in which order, not what."""

_kept: deque[tuple[Document, Selection]] = deque(maxlen=_KEPT)


def chosen(document: Document, limit: Limit) -> Selection:
    """The best set of items for a new plan; searched for where it is not known yet. Safe in any thread.

    Raises Unreachable.
    """
    from planner.planning import worked
    from planner.planning.begun import prepared

    found = _known(document)
    if found is None:
        found = worked.chosen(prepared(document), limit)
        keep(document, found)
    return found


def keep(document: Document, selection: Selection) -> None:
    """This is what a new plan for the document chooses; kept where a longer search would find nothing else."""
    from planner.planning.soonest import finish_counts

    if selection.proved and selection.settled and not finish_counts(document.learner):
        _kept.append((document, selection))


def _known(document: Document) -> Selection | None:
    return next((found for one, found in reversed(list(_kept)) if same(one, document)), None)


def look_ahead(document: Document, stale: Callable[[], bool], seconds: float) -> None:
    """Find out now what is chosen from every other start: somebody who compares them asks for one after the other."""
    from planner.app import commands, queries
    from planner.planning.limit import Limit, Unreachable

    for start in (None, *(role.id for role in queries.entry_roles(document.curriculum))):
        if stale():
            return
        try:
            chosen(commands.set_start(document, start), Limit(seconds, stale))
        except Unreachable:
            continue


def forget() -> None:
    """Nothing is known any more (for benchmarks, which would measure nothing)."""
    _kept.clear()


def same(base: Document, changed: Document) -> bool:
    """Whether a new plan takes the same items for both."""
    if base.curriculum is not changed.curriculum:
        return False
    one, other = base.learner, changed.learner
    names = type(one).model_fields.keys() - _TIME_ONLY
    if any(getattr(one, name) != getattr(other, name) for name in names):
        return False
    if one.availability.first_day == other.availability.first_day:
        return True
    # By another first day a certificate may have lapsed, and less of a job that one is in is left.
    return not one.begun and lapsed_items(base.curriculum, one) == lapsed_items(base.curriculum, other)
