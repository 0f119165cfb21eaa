"""What a change would give, while it is still being made: the finish and the cost, in a fraction of a plan's time.

A change of the time for study leaves the choice of items as it is: they only get new dates. Whatever may change the
choice is planned whole, but without reasons and without proofs of the order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from planner.app import choices
from planner.app.difference import amount
from planner.i18n import _
from planner.model.document import Document
from planner.model.names import check_learner
from planner.planning.limit import never

if TYPE_CHECKING:
    from planner.model.plan import Plan
    from planner.planning.choose import Selection
    from planner.planning.worked import Worked

SECONDS = 1.0
"""Longest search for one preview; what is not proved by then is "about"."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a plan comes to."""

    finish: date | None
    hours: float
    cost_usd: float
    items: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to the plan."""

    before: Outcome | None
    """None where there is no plan as it is."""
    after: Outcome | None
    """None where the change leaves no plan."""
    exact: bool
    """Whether the plan will be this one; else another choice of items may be better still."""
    deadline: date | None = None
    """The deadline after the change."""
    hours_needed: float | None = None
    """Hours a week with which the deadline would be met; None where it is met, or not known, or not possible."""


@dataclass(slots=True)
class _Known:
    document: Document
    worked: Worked
    """What is shown."""
    selection: Selection | None
    """What a new plan would choose: what is shown may be kept from before. None while nobody has asked."""


_known: deque[_Known] = deque(maxlen=40)
"""As many as the window keeps for undo."""


_finding = Lock()
"""Held while something is being found out that others may ask for meanwhile."""


def remember(document: Document, worked: Worked, selection: Selection | None) -> None:
    """Keep what was worked out for a document, and the choice of a new plan for it: the next previews start from it."""
    _known.append(_Known(document, worked, selection))


def prepare(document: Document) -> None:
    """Find out now what the first preview of a change of this document would have to find out."""
    known = _worked(document)
    if known is not None:
        _new_choice(known)


def effect(base: Document, changed: Document, stale: Callable[[], bool] = lambda: False) -> Effect:
    """What becomes of the plan of `base` when it is changed. Raises PlannerError for input that makes no sense.

    Ends early, with an answer of no use, once `stale` says that nobody wants to know any more.
    """
    from planner.planning.soonest import finish_counts

    before, after, same = _both(base, changed, stale)
    proved = after is None or (after.selection.proved and not (same and finish_counts(changed.learner)))
    return Effect(outcome(before), outcome(after), proved, changed.learner.deadline)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The plan that a change would give, found as quickly as can be: nothing is proved of its order."""

    document: Document
    plan: Plan
    study: tuple[int, ...]
    """Minutes of study on every day from the first one on."""


def trial(
    kept: Document, now: Document, changed: Document, stale: Callable[[], bool] = lambda: False
) -> Iterator[Effect | Foreseen]:
    """What is tried, against the plan that counts: first what it comes to, and then, where there is one, the plan.

    `kept` counts, `now` is what is tried so far, `changed` what it would be. Raises PlannerError for input that makes
    no sense.
    """
    from planner.planning.load import minutes_a_day
    from planner.planning.plan import plan_of
    from planner.planning.soonest import finish_counts

    first = _worked(kept)
    _before, after, same = _both(now, changed, stale)
    proved = after is None or (after.selection.proved and not (same and finish_counts(changed.learner)))
    yield Effect(outcome(first.worked) if first else None, outcome(after), proved, changed.learner.deadline)
    if after is not None and not stale():
        yield Foreseen(changed, plan_of(after), minutes_a_day(after.schedule))


def hours_to_meet(base: Document, changed: Document) -> float | None:
    """Hours a week with which the deadline of `changed` would be met; None where it is met, or no hours are enough."""
    from planner.planning.deadline import hours_needed

    _before, worked, _same = _both(base, changed, lambda: False)
    learner = changed.learner
    finish = outcome(worked)
    if worked is None or learner.deadline is None or (finish and finish.finish and finish.finish <= learner.deadline):
        return None
    return hours_needed(worked.jobs, learner.availability, learner.deadline, learner.order, learner.max_topics)


def _both(base: Document, changed: Document, stale: Callable[[], bool]) -> tuple[Worked | None, Worked | None, bool]:
    """What was worked out for either, and whether it is one choice of items."""
    from planner.planning.begun import prepared
    from planner.planning.worked import with_selection

    check_learner(changed.curriculum, changed.learner)
    known = _worked(base)
    if known is None or not choices.same(base, changed):
        return known.worked if known else None, worked_out(changed, stale), False
    return known.worked, with_selection(prepared(changed), _new_choice(known), prove=False), True


def _new_choice(known: _Known) -> Selection:
    """What a new plan would choose. It serves every step that follows, so that nobody gives it up halfway."""
    with _finding:
        if known.selection is None:  # what is shown was kept from before; another wish makes a new plan
            fresh = worked_out(known.document)
            known.selection = fresh.selection if fresh else known.worked.selection
        return known.selection


def _worked(base: Document) -> _Known | None:
    with _finding:
        for known in reversed(list(_known)):
            if known.document is base or known.document == base:
                return known
        worked = worked_out(base)
        if worked is None:
            return None
        known = _Known(base, worked, worked.selection)
        _known.append(known)
        return known


def worked_out(document: Document, stale: Callable[[], bool] = never) -> Worked | None:
    """A plan as quickly as it can be found, without proofs of its order; None where there is none."""
    from planner.planning.begun import prepared
    from planner.planning.limit import Limit, Unreachable
    from planner.planning.worked import with_selection

    try:
        return with_selection(prepared(document), choices.chosen(document, Limit(SECONDS, stale)), prove=False)
    except Unreachable:
        return None


def effect_of(before: Plan, after: Plan, deadline: date | None) -> Effect:
    """What becomes of one whole plan where another one takes its place."""
    one, other = (
        Outcome(plan.finish, plan.totals.hours, plan.totals.cost_usd, plan.totals.items)
        if plan.proof != "none"
        else None
        for plan in (before, after)
    )
    return Effect(one, other, exact=True, deadline=deadline)


def outcome(worked: Worked | None) -> Outcome | None:
    """What a plan comes to; None where there is none."""
    if worked is None:
        return None
    schedule, nodes = worked.schedule, worked.document.curriculum.by_id
    return Outcome(
        finish=schedule.calendar.day_of(schedule.finish) if schedule.finish is not None else None,
        hours=sum(worked.minutes.values()) / 60,
        cost_usd=sum(nodes[item].cost_usd for item in worked.support),
        items=len(worked.support),
    )


def effect_words(effect: Effect, day: Callable[[date | None], str], money: Callable[[float], str]) -> tuple[str, str]:
    """(the finish before and after, what that comes to), such as "3 Mar 2031 → 12 Oct 2030" and "5 months earlier"."""
    before, after = effect.before, effect.after
    if after is None:
        return _("No plan is possible like this."), ""
    finish = day(after.finish) if effect.exact else _("about {day}").format(day=day(after.finish))
    if before is not None and before.finish != after.finish:
        first = _("{before} → {after}").format(before=day(before.finish), after=finish)
    else:
        first = _("Finish {finish}").format(finish=finish)
    return first, " · ".join(filter(None, _parts(effect, after, money)))


def _parts(effect: Effect, after: Outcome, money: Callable[[float], str]) -> list[str]:
    before = effect.before or after
    parts = [moved_words(before.finish, after.finish), *_deadline_parts(effect, after)]
    if round(after.hours) != round(before.hours):
        parts.append(_("{hours:+,.0f} h").format(hours=after.hours - before.hours))
    cost = money(after.cost_usd)
    if round(before.cost_usd) != round(after.cost_usd):
        cost = _("{before} → {after}").format(before=money(before.cost_usd), after=cost)
    return [*parts, cost]


def moved_words(before: date | None, after: date | None) -> str:
    """Such as "5 months earlier"; empty where the finish does not move."""
    if before is None or after is None or before == after:
        return ""
    text = _("{amount} later") if after > before else _("{amount} earlier")
    return text.format(amount=amount((after - before).days))


def _deadline_parts(effect: Effect, after: Outcome) -> list[str]:
    if effect.deadline is None or after.finish is None:
        return []
    if after.finish <= effect.deadline:
        return [_("in time")]
    late = _("{amount} too late").format(amount=amount((after.finish - effect.deadline).days))
    if effect.hours_needed is None:
        return [late]
    return [late, _("in time with {hours:.1f} h a week").format(hours=effect.hours_needed)]
