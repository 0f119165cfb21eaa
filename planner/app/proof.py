"""What is proved about a plan, in words."""

from __future__ import annotations

from planner.i18n import _, ngettext
from planner.model.learner import Aim
from planner.model.plan import Plan


def choice_words(plan: Plan) -> str:
    """Whether a better set of steps exists; empty for a plan without steps."""
    if not plan.items or plan.proof == "none":
        return ""
    if plan.proof == "gap" and plan.aim is Aim.TIME:
        days = round(plan.gap)
        text = ngettext(
            "Not proved: another set of steps may finish up to {count} day earlier.",
            "Not proved: another set of steps may finish up to {count} days earlier.",
            days,
        )
        return text.format(count=days)
    if plan.proof == "gap":
        text = _("Not proved: the search was ended early. A better set of steps saves at most {percent:.1f} %.")
        return text.format(percent=plan.gap * 100)
    match plan.aim:
        case Aim.MONEY:
            return _("Proved: no other set of steps costs less.")
        case Aim.MIX:
            return _("Proved: no other set of steps is better, hours and money taken together.")
        case Aim.TIME:
            return _("Proved: no other set of steps finishes earlier.")
        case _:
            return _("Proved: no other set of steps needs fewer hours.")


def order_words(plan: Plan) -> str:
    """Whether an order that finishes earlier is excluded; empty where it is not."""
    proved = plan.items and plan.finish is not None and plan.finish == plan.binding.lower_bound
    return _("Proved: no order of these steps finishes earlier.") if proved else ""
