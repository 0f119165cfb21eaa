"""A forecast in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import exp

from planner import i18n
from planner.i18n import _, ngettext
from planner.model.forecast import Forecast
from planner.model.plan import PlanStatus

Say = Callable[[date], str]
"""A date as the reader writes it."""

TENTH = 1.2816
"""So many standard deviations below the middle lies a tenth of a normal distribution."""


def range_words(forecast: Forecast, say: Say = i18n.day) -> str:
    """The range of the finish in one plain sentence; empty where there is no plan to forecast."""
    finish = forecast.finish
    if forecast.problems or not forecast.samples or finish.p10 is None or forecast.planned is None:
        return ""
    if finish.p90 is None:
        text = _("10 of 100 learners like you finish by {first}; at least 10 take longer than until {horizon}.")
        return text.format(first=say(finish.p10), horizon=say(forecast.horizon))
    first, last = say(finish.p10), say(finish.p90)
    if first == last:
        return _("80 of 100 learners like you finish in {date}.").format(date=first)
    return _("80 of 100 learners like you finish between {first} and {last}.").format(first=first, last=last)


def meaning_words(forecast: Forecast, say: Say = i18n.day) -> list[str]:
    """What the range means and what it rests on, one paragraph each, for somebody who wants to know."""
    found = []
    if forecast.finish.p50:
        text = _("Half of them are done by {date}.")
        if forecast.finish.p80:
            text = _(
                "Half of them are done by {date}. If you have to promise a date, promise {safe}: 80 are done by then."
            )
        found.append(text.format(date=say(forecast.finish.p50), safe=say(forecast.finish.p80 or forecast.horizon)))
    if forecast.in_time is not None and forecast.deadline is not None:
        text = _("{count:.0f} of 100 meet the deadline {deadline}.")
        found.append(text.format(count=forecast.in_time * 100, deadline=say(forecast.deadline)))
    low, high = (forecast.pace.median * exp(side * TENTH * forecast.pace.spread) for side in (-1, 1))
    text = _(
        "Everybody has one pace: who is slow at one step is slow at all. 80 of 100 need between {low:.2f} and "
        "{high:.2f} times the hours of the plan. Jobs and degrees take their months whatever the pace."
    )
    found.append(text.format(low=low, high=high))
    if forecast.pace.finished:
        found.append(_learned(forecast))
    text = _("Simulated with {count:,} learners who follow this plan. The hours are estimates, so this is no promise.")
    found.append(text.format(count=forecast.samples))
    return found


def forecast_words(forecast: Forecast) -> list[str]:
    """One sentence a line, the range first; empty where there is no plan to forecast."""
    if forecast.status is PlanStatus.IMPOSSIBLE or forecast.problems:
        return []
    found = [forecast.sentence]
    if forecast.finish.p80 and forecast.finish.p80 != forecast.finish.p10:
        text = _("If you have to promise a date, promise {date}: four of five are done by then.")
        found.append(text.format(date=forecast.finish.p80))
    if forecast.in_time is not None and forecast.deadline is not None:
        text = _("By the deadline {deadline} {percent:.0f} % are done.")
        found.append(text.format(deadline=forecast.deadline, percent=forecast.in_time * 100))
    if forecast.pace.finished:
        found.append(_learned(forecast))
    return found


def _learned(forecast: Forecast) -> str:
    text = ngettext(
        "Your pace, learned from {count} finished item: {pace:.2f} times the estimates.",
        "Your pace, learned from {count} finished items: {pace:.2f} times the estimates.",
        forecast.pace.finished,
    )
    return text.format(count=forecast.pace.finished, pace=forecast.pace.median)


def stop_words(forecast: Forecast) -> list[str]:
    """One line for each milestone and role that at least one learner in ten reaches: its range, middle and title."""
    return [
        _("{first} – {last}, half by {middle}: {title}").format(
            first=_or_later(stop.range.p10),
            last=_or_later(stop.range.p90),
            middle=_or_later(stop.range.p50),
            title=stop.title,
        )
        for stop in forecast.stops
        if stop.range.p10
    ]


def _or_later(day: date | None) -> str:
    return i18n.day(day) if day else _("later")
