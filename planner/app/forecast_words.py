"""A forecast in words."""

from __future__ import annotations

from datetime import date

from planner.i18n import _, ngettext
from planner.model.forecast import Forecast
from planner.model.plan import PlanStatus


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
        text = ngettext(
            "Your pace, learned from {count} finished item: {pace:.2f} times the estimates.",
            "Your pace, learned from {count} finished items: {pace:.2f} times the estimates.",
            forecast.pace.finished,
        )
        found.append(text.format(count=forecast.pace.finished, pace=forecast.pace.median))
    return found


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
    return str(day) if day else _("later")
