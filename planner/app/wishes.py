"""More of what a user can wish of their time: pauses and busy times, hours that keep their days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import ValidationError

from planner.app import commands
from planner.i18n import _
from planner.model.document import Document
from planner.model.learner import Availability, Period, Week, spread_week
from planner.model.problem import error
from planner.storage.json_text import in_words

FREE: Week = (0, 0, 0, 0, 0, 0, 0)
"""A week without study."""


def set_hours(document: Document, hours_per_week: float) -> Document:
    """Study so many hours a week: on the days that the learner has chosen, in their proportion."""
    from planner.planning.calendar import for_hours

    try:
        week = for_hours(document.learner.availability.week, hours_per_week)
    except ValueError:
        message = _("Hours a week must lie between 0 and 168, not {hours:g}.")
        raise error("hours", message.format(hours=hours_per_week), field="availability") from None
    return commands.set_week(document, week)


def shaped(week: Week, total: int) -> Week:
    """`total` minutes a week over the days of `week` in their proportion; spread as usual where it has none."""
    from planner.planning.calendar import scaled

    return scaled(week, total) if any(week) else spread_week(total / 60)


def set_day(document: Document, weekday: int, minutes: int) -> Document:
    """Study so many minutes on one weekday (0 is Monday), and on the others as before."""
    week = document.learner.availability.week
    if not 0 <= minutes <= 24 * 60:
        raise error("hours", _("A day has between 0 and 24 hours."), field="availability")
    return commands.set_week(document, tuple(minutes if day == weekday else one for day, one in enumerate(week)))  # type: ignore[arg-type]


# -- pauses and busy times


def new_period(availability: Availability, first: date, last: date, title: str, hours_per_week: float) -> Period:
    """Days with so many hours of study a week, on the weekdays on which the learner studies otherwise.

    Raises PlannerError where the last day lies before the first, or there are too many hours.
    """
    if not 0 <= hours_per_week <= 168:
        message = _("Hours a week must lie between 0 and 168, not {hours:g}.")
        raise error("hours", message.format(hours=hours_per_week), field="availability.periods")
    week = shaped(availability.week, round(hours_per_week * 60)) if hours_per_week else FREE
    try:
        return Period(first=first, last=last, title=title.strip(), week=week)
    except ValidationError as wrong:
        if last < first:
            message = _("The last day {last} lies before the first day {first}.").format(last=last, first=first)
        else:
            message = in_words(wrong)
        raise error("period", message, field="availability.periods") from None


def replace_period(document: Document, place: int, period: Period) -> Document:
    """Put another pause or busy time in the place of one."""
    periods = list(_periods(document, place))
    periods[place] = period
    return _with_periods(document, periods)


def remove_period(document: Document, place: int) -> Document:
    """Study on these days as on any other."""
    periods = _periods(document, place)
    return _with_periods(document, [*periods[:place], *periods[place + 1 :]])


def _periods(document: Document, place: int) -> Sequence[Period]:
    periods = document.learner.availability.periods
    if not 0 <= place < len(periods):
        raise error("period", _("These days off are not in your plan any more."), field="availability.periods")
    return periods


def _with_periods(document: Document, periods: Sequence[Period]) -> Document:
    availability = document.learner.availability.changed(periods=tuple(periods))
    return document.changed(learner=document.learner.changed(availability=availability))


def covers(one: Period, other: Period) -> bool:
    """Whether two periods have a day in common."""
    return one.first <= other.last and other.first <= one.last


def period_note(availability: Availability, period: Period, place: int | None = None) -> str:
    """What to know about a period: over before the first day, or other periods on the same days; empty for nothing.

    `place` is where it stands among the periods of the learner, None for a new one at their end. The later entry wins.
    """
    if period.last < availability.start:
        return _("Over before your first day: it changes nothing.")
    here = len(availability.periods) if place is None else place
    others = [(at, one) for at, one in enumerate(availability.periods) if at != here and covers(one, period)]
    if not others:
        return ""
    names = ", ".join(period_title(one) for _at, one in others)
    later = [at > here for at, _one in others]
    if all(later):
        return _("On the days they share, {names} counts.").format(names=names)
    if not any(later):
        return _("On the days it shares with {names}, this one counts.").format(names=names)
    return _("It shares days with {names}: the one entered last counts.").format(names=names)


def period_title(period: Period) -> str:
    """What a period is called where the learner gave it no name."""
    if period.title:
        return f"“{period.title}”"
    return _("Busy time") if any(period.week) else _("Days off")


# -- deadline and first day


def set_begin(document: Document, day: date) -> Document:
    """Begin to study on this day, which may not lie after the deadline."""
    deadline = document.learner.deadline
    if deadline is not None and deadline < day:
        message = _("The first day {day} lies after your deadline {deadline}. Change one of them.")
        raise error("begin-after-deadline", message.format(day=day, deadline=deadline), field="availability")
    return commands.set_begin(document, day)
