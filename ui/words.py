"""What an item of the map needs and unlocks, and where one stands, in words: all parts of the window say the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from planner.app.map import Map
from planner.i18n import _
from ui import dates

if TYPE_CHECKING:
    from planner.model.document import Document
    from planner.model.forecast import Forecast

MOST = 12
"""So many titles stand in a sentence or a tool tip: one cannot listen to more."""


def neighbours(picture: Map, item: str) -> list[str]:
    """A sentence with what an item needs and one with what it unlocks; none where there is nothing."""
    titles = picture.nodes
    needs = listed(_("Needs: {titles}"), (titles[one].title for one in picture.needs.get(item, ())))
    unlocks = listed(_("Unlocks: {titles}"), (titles[one].title for one in picture.unlocks.get(item, ())))
    return [*filter(None, (needs, unlocks))]


def listed(text: str, titles: Iterable[str]) -> str:
    """A list of titles in a sentence; nothing without titles."""
    found = list(titles)
    if len(found) > MOST:
        found[MOST:] = [_("and {count} more").format(count=len(found) - MOST)]
    return text.format(titles="; ".join(found)) if found else ""


def state_words(document: Document, picture: Map, forecast: Forecast | None = None) -> str:
    """The line at the foot of the window: what is next, how much time there is, when it ends."""
    study = document.learner.availability.hours_per_week
    upcoming = document.curriculum.by_id.get(picture.next or "")
    following = _("next: {title}").format(title=upcoming.title) if upcoming else ""
    parts = [following, _("{hours:g} h a week").format(hours=study)]
    if forecast and forecast.finish.p10 and forecast.finish.p90:
        first, last = dates.month(forecast.finish.p10), dates.month(forecast.finish.p90)
        parts.append(_("finish {first} – {last}").format(first=first, last=last))
    return " · ".join(filter(None, parts))
