"""What it would mean to begin an item on another day: at once from the plan as it is, and exactly by planning again.

A pin is the first day on which the learner wants to begin something. It can only hold back: what an item needs, study
that takes the time and the one job or degree place stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from planner import i18n
from planner.app import commands, queries
from planner.app.difference import amount
from planner.app.timeline import Bar
from planner.app.why import Say, not_earlier
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.plan import Plan, PlanItem, PlanStatus


@dataclass(frozen=True, slots=True)
class Move:
    """What beginning an item on a day means."""

    item: str
    day: date
    """The day that was asked for."""
    pin: date | None
    """What is to be set for it; None where the item begins no earlier anyway, so that no pin is needed."""
    own: date
    """The first day on which it can begin in this plan: no pin brings it before."""
    words: tuple[str, ...]
    """What would happen, a sentence each."""
    bad: bool = False
    """Whether it cannot be done like that, or misses the deadline."""
    exact: bool = False
    """Whether it was planned; else it is what the plan as it is lets expect."""


def expect(document: Document, plan: Plan, bar: Bar, day: date, own: date | None = None, say: Say = i18n.day) -> Move:
    """What can be said at once. `own`: the first day on which the item can begin, where it is known."""
    assert bar.start is not None
    item = next(one for one in plan.items if one.id == bar.item)
    first = own or own_day(bar)
    if day < first:
        return Move(bar.item, day, None, first, (_too_early(document, plan, bar, item, day, first, say),), bad=True)
    pin = day if day > first else None
    later = max(0, (day - bar.start).days - (bar.slack_days or 0)) if bar.slack_days is not None else 0
    if plan.finish is None or day <= bar.start:
        return Move(bar.item, day, pin, first, ())
    finish, deadline = plan.finish + timedelta(days=later), document.learner.deadline
    if not later:
        words = [_("The finish should stay as it is.")]
    else:
        words = [_("The finish moves by about {amount}.").format(amount=amount(later))]
    missed = deadline is not None and finish > deadline
    if deadline is not None and missed:
        words.append(
            _("You would miss your deadline by about {amount}.").format(amount=amount((finish - deadline).days))
        )
    return Move(bar.item, day, pin, first, tuple(words), bad=missed)


def own_day(bar: Bar) -> date:
    """The first day on which an item can begin as far as the plan says. With a pin that is not known: its needs are."""
    assert bar.start is not None
    return min(bar.free_from, bar.start) if bar.pin is not None else bar.start


def try_out(
    document: Document,
    plan: Plan,
    bar: Bar,
    day: date,
    say: Say = i18n.day,
    planned: Callable[[Document], Plan] = queries.plan,
) -> Move:
    """What really happens, by planning with the pin (`planned`); as `expect` where the day lies too early."""
    first = own_day(bar)
    if bar.pin is not None:
        free = planned(commands.set_not_before(document, bar.item, None))
        found = next((one for one in free.items if one.id == bar.item), None)
        first = found.start if found is not None and found.start is not None else first
        if day <= first and found is not None:
            early = () if day == first else (_too_early(document, free, bar, found, day, first, say),)
            return Move(bar.item, day, None, first, (*early, *_consequences(document, plan, free, bar.item, say)),
                        bad=day < first, exact=True)  # fmt: skip
    if day <= first:
        return expect(document, plan, bar, day, first, say)
    after = planned(commands.set_not_before(document, bar.item, day))
    words = _consequences(document, plan, after, bar.item, say)
    begins = next((one.start for one in after.items if one.id == bar.item), None)
    if begins is not None and begins != day:
        words = (_("It would begin on {date}.").format(date=say(begins)), *words)
    bad = after.finish is None or bool(_missed(document, plan, after))
    return Move(bar.item, day, day, first, words, bad=bad, exact=True)


def step(
    document: Document,
    plan: Plan,
    bar: Bar,
    day: date,
    days: int,
    say: Say = i18n.day,
    planned: Callable[[Document], Plan] = queries.plan,
) -> Move:
    """`try_out` for a key that moves an item by so many `days`, such as -7: what begins on `day` is to be seen moving.

    Study that fills the time may leave an item where it is for many pins. The nearest one that moves it is taken then.
    """
    assert bar.start is not None
    if days > 0 and day <= bar.start:
        day = bar.start + timedelta(days=days)
    if days < 0 and bar.pin is not None:
        day = _earlier(document, bar, day, days, planned)
    return try_out(document, plan, bar, day, say, planned)


def _earlier(document: Document, bar: Bar, day: date, days: int, planned: Callable[[Document], Plan]) -> date:
    """The latest day, from `day` on back in steps of `days`, with which a pinned item begins earlier than it does."""
    assert bar.start is not None
    start = bar.start

    def begins(pin: date | None) -> date:
        after = planned(commands.set_not_before(document, bar.item, pin))
        return next((one.start for one in after.items if one.id == bar.item and one.start is not None), start)

    first = begins(None)
    if first >= start or day <= first or begins(day) < start:
        return day
    pins = [day + timedelta(days=days * count) for count in range(1, (day - first).days // -days + 1)]
    pins = [*(pin for pin in pins if pin > first), first]
    low, high = 0, len(pins) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if begins(pins[middle]) < start else (middle + 1, high)
    return pins[high]


def _too_early(document: Document, plan: Plan, bar: Bar, item: PlanItem, day: date, first: date, say: Say) -> str:
    """Why an item cannot begin on a day before `first`, and when it can."""
    if day < bar.free_from and bar.needs_last is not None:
        text = _("Earliest {date}: needs “{title}” first.")
        return text.format(date=say(max(first, bar.free_from)), title=bar.needs_last)
    reason = not_earlier(document, plan, item, say)
    own = item.held_back is not None and item.held_back.by == "date" and bar.pin is not None
    text = _("Earliest {date}.").format(date=say(first))
    return f"{text} {reason}" if reason and not own else text


def _missed(document: Document, before: Plan, after: Plan) -> int:
    """Days by which the deadline is missed, where it is not missed as much already; else 0."""
    deadline, finish = document.learner.deadline, after.finish
    if deadline is None or finish is None or finish <= deadline or finish == before.finish:
        return 0
    return (finish - deadline).days


def _consequences(document: Document, before: Plan, after: Plan, item: str, say: Say) -> tuple[str, ...]:
    """What another plan does to the finish, the deadline and the other steps."""
    if after.status is not PlanStatus.PLANNED or after.finish is None:
        return tuple(problem.message for problem in after.problems[:1])
    words = []
    days = (after.finish - before.finish).days if before.finish else 0
    if days:
        text = (
            _("The finish moves to {date}: {amount} later.")
            if days > 0
            else _("The finish moves to {date}: {amount} earlier.")
        )
        words.append(text.format(date=say(after.finish), amount=amount(days)))
    else:
        words.append(_("The finish stays on {date}.").format(date=say(after.finish)))
    missed = _missed(document, before, after)
    if missed:
        words.append(_("You miss your deadline by {amount}.").format(amount=amount(missed)))
    old = {one.id: one.start for one in before.items}
    others = sum(one.id != item and old.get(one.id, one.start) != one.start for one in after.items)
    if others:
        text = ngettext("{count} other step moves.", "{count} other steps move.", others)
        words.append(text.format(count=others))
    return tuple(words)
