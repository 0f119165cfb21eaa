"""Life does not keep to a plan: when it is planned again with the least change, and how that is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from planner.app.upcoming import left_of, overdue
from planner.i18n import _, ngettext
from planner.model.document import Document
from planner.model.plan import Before, Plan

_HAPPENS = frozenset({"known", "progress", "logged", "obtained", "spent", "begun", "not_before", "booked"})
"""Fields of a learner that tell what happened, or when something can happen."""
WORTH_TELLING = 0.005
AWAY_DAYS = 7
"""From so many days on somebody has been away."""


def wishes_are_the_same(old: Document, new: Document) -> bool:
    """Whether only time has passed and things have happened: then as little as possible of the plan changes.

    A step that is held back no longer is not to stay where it was held: its old place says nothing any more.
    """
    if old.curriculum is not new.curriculum or old.anew != new.anew:
        return False
    one, other = old.learner, new.learner
    if _let_go(one.not_before, other.not_before) or _let_go(one.booked, other.booked):
        return False
    names = type(one).model_fields.keys() - _HAPPENS - {"availability"}
    if any(getattr(one, name) != getattr(other, name) for name in names):
        return False
    return one.availability.changed(today=None) == other.availability.changed(today=None)


def plan_anew(document: Document) -> Document:
    """The same wishes, with a plan that need not stay close to any other."""
    return document.changed(anew=document.anew + 1)


def _let_go(old: Mapping[str, date], new: Mapping[str, date]) -> bool:
    """Whether something may begin earlier than before."""
    return any(item not in new or new[item] < day for item, day in old.items())


def welcome_back(before: Before, made_on: date, finish: date | None, plan: Plan, today: date) -> str:
    """What to say to a learner whose last plan was `made_on` another day; "" where there is nothing to say."""
    gap = (today - made_on).days
    if gap < 1:
        return ""
    late = overdue(before.items, {item.id: left_of(item) for item in plan.items}, today)
    if gap < AWAY_DAYS and not late:
        return ""
    words = [_("Welcome back."), _weeks(gap)] if gap >= AWAY_DAYS else []
    if late:
        text = ngettext(
            "{count} step that was due is planned again.", "{count} steps that were due are planned again.", len(late)
        )
        words.append(text.format(count=len(late)))
    words.append(_finish_words(finish, plan.finish))
    return " ".join(filter(None, words))


def saving_words(saving: float) -> str:
    """What planning everything anew would be worth; "" where that is next to nothing."""
    if saving < WORTH_TELLING:
        return ""
    return _("Planning everything anew (Ctrl+R) would save {percent:.1f} %.").format(percent=100 * saving)


def _weeks(days: int) -> str:
    weeks = days // 7
    return ngettext("A week has passed.", "{count} weeks have passed.", weeks).format(count=weeks)


def _finish_words(old: date | None, new: date | None) -> str:
    if old is None or new is None:
        return ""
    weeks = round((new - old).days / 7)
    if weeks > 0:
        text = ngettext(
            "You arrive a week later than planned then.", "You arrive {count} weeks later than planned then.", weeks
        )
        return text.format(count=weeks)
    if weeks < 0:
        text = ngettext(
            "You arrive a week earlier than planned then.",
            "You arrive {count} weeks earlier than planned then.",
            -weeks,
        )
        return text.format(count=-weeks)
    return _("You still arrive when you planned to.")
