"""What a change did to the plan, in one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from planner import i18n
from planner.i18n import _, ngettext

if TYPE_CHECKING:  # the map says amounts before anything is loaded that knows plans
    from planner.model.plan import Plan


def difference(old: Plan, new: Plan, day: Callable[[date], str] = i18n.day) -> str:
    """Such as "+2 steps, finish 3 weeks later (3 Mar 2031 → 24 Mar 2031)"; empty when nothing that counts has changed.

    `day` writes a day as the person reads it.
    """
    if not old.items or not new.items:
        return ""
    parts = []
    steps = new.totals.items - old.totals.items
    if steps:
        parts.append(ngettext("{count:+d} step", "{count:+d} steps", abs(steps)).format(count=steps))
    hours = round(new.totals.hours - old.totals.hours)
    if hours:
        parts.append(_("{hours:+,d} h").format(hours=hours))
    cost = round(new.totals.cost_usd - old.totals.cost_usd)
    if cost:
        parts.append(_("{amount:+,d} USD").format(amount=cost))
    if old.finish and new.finish and old.finish != new.finish:
        text = _("{moved} ({before} → {after})")
        words = moved((new.finish - old.finish).days)
        parts.append(text.format(moved=words, before=day(old.finish), after=day(new.finish)))
    return ", ".join(parts)


def same_steps(old: Plan, new: Plan) -> bool:
    """Whether both have the same steps in the same order, on the same days."""
    rows = ([(item.id, item.start, item.finish) for item in plan.items] for plan in (old, new))
    return old.status is new.status and next(rows) == next(rows)


def moved(days: int) -> str:
    """Such as "finish 3 weeks later", for a number of days that is not 0."""
    text = _("finish {amount} later") if days > 0 else _("finish {amount} earlier")
    return text.format(amount=amount(days))


def amount(days: int) -> str:
    """A length of time, whichever way it points, as a person says it: "5 days", "3 weeks", "4 months"."""
    size = abs(days)
    if size < 14:
        return ngettext("{count} day", "{count} days", size).format(count=size)
    if size < 60:
        return ngettext("{count} week", "{count} weeks", round(size / 7)).format(count=round(size / 7))
    months = round(size / 30.4)
    return ngettext("{count} month", "{count} months", months).format(count=months)
