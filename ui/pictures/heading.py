"""What stands around the map of a picture: whose path it is, to where, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.plan import Plan
from ui import dates


@dataclass(frozen=True, slots=True)
class Heading:
    """The words above and below a map."""

    title: str
    """The goal."""
    facts: str
    """Start, dates and effort in one line."""
    date: str
    """The day on which the plan was made."""
    maker: str
    """Which program made the picture."""


def heading(document: Document, plan: Plan, today: date) -> Heading:
    """The words for a plan as it is on the day `today`."""
    by_id, start = document.curriculum.by_id, document.learner.start
    totals = plan.totals
    steps = ngettext("{count} step", "{count} steps", totals.items).format(count=totals.items)
    parts = [_("From {start}").format(start=by_id[start].title) if start else _("From nothing")]
    if plan.items:
        if plan.finish:
            parts.append(_("{begins} to {finish}").format(begins=dates.day(plan.begins), finish=dates.day(plan.finish)))
        parts += [steps, dates.hours(totals.hours)]
    return Heading(
        title=by_id[plan.goal].title,
        facts=" · ".join(parts),
        date=_("Plan of {date}. Hours and dates are estimates.").format(date=dates.day(today)),
        maker=_("made with Trailmark"),
    )
