"""What is said of a step of which something else covers a part."""

from __future__ import annotations

from collections.abc import Mapping

from planner.i18n import _, number
from planner.model.plan import Plan, PlanItem


def covers_all(item: PlanItem) -> bool:
    """Whether nothing of the step is left to study, because something else covers all of it."""
    return item.credit is not None and item.credit.fraction >= 1


def credit_words(plan: Plan, item: PlanItem, titles: Mapping[str, str]) -> str:
    """What covers how much of the step, and why it counts; empty where nothing does."""
    if item.credit is None:
        return ""
    source, part = item.credit.source, item.credit.fraction
    text = _("“{source}” covers {percent} % of it: {hours} h instead of {whole} h.")
    if covers_all(item):
        text = _("“{source}” covers all of it: {hours} h instead of {whole} h.")
    how_much = text.format(
        source=titles[source],
        percent=number(round(part * 100)),
        hours=number(round(item.full_hours * (1 - part), 1), "g"),
        whole=number(item.full_hours, "g"),
    )
    if source == plan.start:
        return how_much + " " + _("You start from there.")
    return how_much + " " + (_("You have it already.") if source in plan.held else _("It comes before in your plan."))
