"""What is proved about a plan, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from planner import i18n
from planner.i18n import _, ngettext
from planner.model.learner import Aim, Order
from planner.model.plan import Plan


def choice_words(plan: Plan) -> str:
    """Whether a better set of steps exists; empty for a plan without steps."""
    if not plan.items or plan.proof == "none":
        return ""
    if plan.proof == "optimal":
        return " ".join(filter(None, [_proved(plan), _proved_among_equals(plan)]))
    if plan.gap_aim not in (None, plan.aim):
        return " ".join([_proved(plan), _open_among_equals(plan)])
    if plan.gap_in_days:
        days = round(plan.gap)
        text = ngettext(
            "Not proved: another set of steps may finish up to {count} day earlier.",
            "Not proved: another set of steps may finish up to {count} days earlier.",
            days,
        )
        return text.format(count=days)
    text = _("Not proved: a better set of steps saves at most {percent:.1f} %.")
    return text.format(percent=max(0.1, plan.gap * 100))


def _proved(plan: Plan) -> str:
    match plan.aim:
        case Aim.MONEY:
            return _("Proved: no other set of steps costs less.")
        case Aim.MIX if plan.week_worth_usd:
            return _("Proved: no other set of steps is better, hours, money and weeks taken together.")
        case Aim.MIX:
            return _("Proved: no other set of steps is better, hours and money taken together.")
        case Aim.TIME:
            return _("Proved: no other set of steps finishes earlier.")
        case _:
            return _("Proved: no other set of steps needs fewer hours.")


def _proved_among_equals(plan: Plan) -> str:
    """What comes first after the aim, where the learner wished for something."""
    match next((aim for aim in plan.then if aim is not plan.aim), None):
        case Aim.HOURS:
            return _("Of those that are as good, none needs fewer hours.")
        case Aim.MONEY:
            return _("Of those that are as good, none costs less.")
        case Aim.TIME:
            return _("Of those that are as good, none finishes earlier.")
        case Aim.MIX:
            return _("Of those that are as good, none is better by your mix.")
        case _:
            return ""


def _open_among_equals(plan: Plan) -> str:
    if plan.gap_in_days:
        days = round(plan.gap)
        text = ngettext(
            "Not proved: of those that are as good, another may finish up to {count} day earlier.",
            "Not proved: of those that are as good, another may finish up to {count} days earlier.",
            days,
        )
        return text.format(count=days)
    percent = max(0.1, plan.gap * 100)
    match plan.gap_aim:
        case Aim.MONEY:
            text = _("Not proved: of those that are as good, another may cost up to {percent:.1f} % less.")
        case Aim.MIX:
            text = _("Not proved: of those that are as good, another may be up to {percent:.1f} % better by your mix.")
        case _:
            text = _("Not proved: of those that are as good, another may need up to {percent:.1f} % fewer hours.")
    return text.format(percent=percent)


def order_words(plan: Plan) -> str:
    """Whether a better order is excluded; empty where it is not."""
    if not plan.items or plan.finish is None:
        return ""
    if plan.ordered.by is Order.FINISH:
        proved = plan.ordered.proved or plan.finish == plan.binding.lower_bound
        return _("Proved: no order of these steps finishes earlier.") if proved else ""
    if not plan.ordered.proved:
        return ""
    match plan.ordered.by:
        case Order.WINS:
            return _("Proved: no order of these steps reaches milestones and certificates sooner.")
        case Order.TOPICS:
            return _("Proved: no order of these steps changes the subject less often.")
        case _:
            return _("Proved: no order of these steps has a lighter fullest week.")


def order_limit_words(plan: Plan, say: Callable[[date], str] = i18n.day) -> str:
    """How much better another order could be at most, where that is not excluded; empty where nothing is known."""
    if not plan.items or plan.finish is None or order_words(plan):
        return ""
    value, bound = plan.ordered.value, plan.ordered.bound
    percent = max(0.1, (value - bound) / value * 100) if value > bound > 0 else 0.0
    if plan.ordered.by is Order.FINISH and plan.binding.lower_bound is not None:
        text = _("No order of them can finish before {date}.")
        if percent:
            text = _("No order of them can finish before {date}, {percent:.1f} % sooner.")
        return text.format(date=say(plan.binding.lower_bound), percent=percent)
    if not percent:
        return ""
    match plan.ordered.by:
        case Order.WINS:
            text = _("Not proved: another order reaches milestones and certificates at most {percent:.1f} % sooner.")
        case Order.TOPICS:
            text = _("Not proved: another order saves at most {percent:.1f} % of the changes of subject.")
        case Order.BALANCE:
            text = _("Not proved: another order makes the fullest week at most {percent:.1f} % lighter.")
        case _:
            text = _("Not proved: another order finishes at most {percent:.1f} % sooner.")
    return text.format(percent=percent)
