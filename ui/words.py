"""What an item of the map needs and unlocks, in words: the map and the plan beside it say the same."""

from __future__ import annotations

from collections.abc import Iterable

from planner.app.map import Map
from planner.i18n import _

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
