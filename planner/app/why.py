"""Why an item stands where it stands: what holds it back, how far it could slip, when it lapses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from planner import i18n
from planner.app.difference import amount
from planner.i18n import _
from planner.model.document import Document
from planner.model.plan import HeldBack, Plan, PlanItem

Say = Callable[[date], str]
"""A date as the reader writes it."""


def when_words(document: Document, plan: Plan, item: str, say: Say = i18n.day) -> list[str]:
    """Why a planned item is not earlier, how much later it may end, and when it lapses: one sentence each.

    Empty for what is not planned; what the plan does not say is left out.
    """
    found = next((one for one in plan.items if one.id == item), None)
    if found is None:
        return []
    sentences = [not_earlier(document, plan, found, say), _exam(document, found, say), _slack(found)]
    sentences.append(_lapses(plan, found, say))
    return [sentence for sentence in sentences if sentence]


def not_earlier(document: Document, plan: Plan, item: PlanItem, say: Say = i18n.day) -> str:
    """What keeps a planned item from starting earlier, as a sentence; empty where the plan does not say."""
    back = item.held_back
    if back is None:
        return ""
    other = next((one for one in plan.items if one.id == back.item), None)
    if back.by == "date":
        return _own_date(document, item, say)
    if back.by == "pause":
        return _pause(document, item, say)
    if back.by == "start":
        return _("Not earlier: it begins with your plan.")
    if back.by == "validity":
        return _("Not earlier: obtained sooner it would lapse before you reach the goal.")
    if other is None:
        return ""
    return _held_by(document, back, other, say)


def _held_by(document: Document, back: HeldBack, other: PlanItem, say: Say) -> str:
    by_hand = document.learner.by_hand
    match back.by:
        case "prerequisite":
            text = _("Not earlier: it waits for “{title}” until {date}.")
        case "corequisite":
            text = _("Not earlier: it is taken beside “{title}”, which begins on {date}.")
            return text.format(title=other.title, date=say(other.start)) if other.start else ""
        case "study":
            text = _("Not earlier: your study time is taken by “{title}” until {date}.")
        case "place":
            text = _("Not earlier: one job or degree at a time, and “{title}” lasts until {date}.")
        case _ if other.id in by_hand:
            text = _("Not earlier: you put “{title}” first.")
        case _:
            text = _("Not earlier: “{title}” is better done first.")
    if other.finish is None:
        text = _("Not earlier: “{title}” has to end first.")
        return text.format(title=other.title)
    return text.format(title=other.title, date=say(other.finish))


def _pause(document: Document, item: PlanItem, say: Say) -> str:
    from planner.planning.calendar import calendar_of  # takes a moment to load, and few days off last so long

    calendar = calendar_of(document.learner.availability)
    assert item.start is not None
    last = (item.start - calendar.start).days - 1
    first = next((day + 1 for day in range(last, -1, -1) if calendar.room(day)), 0)
    return _("Not earlier: there is no study time from {first} to {last}.").format(
        first=say(calendar.date_of(first)), last=say(calendar.date_of(last))
    )


def _own_date(document: Document, item: PlanItem, say: Say) -> str:
    learner = document.learner
    if item.id in learner.booked:
        return _("Not earlier: you booked the exam on {date}.").format(date=say(learner.booked[item.id]))
    if item.id in learner.not_before:
        return _("Not earlier: you want to begin on {date} at the earliest.").format(
            date=say(learner.not_before[item.id])
        )
    return _("Not earlier: you set a date.")


def _exam(document: Document, item: PlanItem, say: Say) -> str:
    day = document.learner.booked.get(item.id)
    if day is None or (item.held_back is not None and item.held_back.by == "date"):
        return ""
    return _("Its exam is booked on {date}.").format(date=say(day))


def _slack(item: PlanItem) -> str:
    if item.slack_days is None:
        return ""
    if item.slack_days <= 0:
        return _("Every day of delay moves the finish.")
    return _("It can end {amount} later before the finish moves.").format(amount=amount(item.slack_days))


def _lapses(plan: Plan, item: PlanItem, say: Say) -> str:
    renewal = next((one for one in plan.renewals if one.item == item.id), None)
    if renewal is not None:
        text = _("It lapses before you arrive: renew it by {date}.").format(date=say(renewal.by))
        price = [
            _("{hours:g} h").format(hours=renewal.hours) if renewal.hours else "",
            _("{amount:,.0f} USD").format(amount=renewal.cost_usd) if renewal.cost_usd else "",
        ]
        more = ", ".join(filter(None, price))
        return f"{text} ({more})" if more else text
    return _("It lapses on {date}.").format(date=say(item.expires)) if item.expires else ""
