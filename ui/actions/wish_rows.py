"""The rows of the Plan menu that lead to the learner's time and wishes."""

from __future__ import annotations

from typing import Final

from planner.i18n import later
from ui.actions.row import Row

WISH_ROWS: Final = (
    Row(
        "hours",
        later("Hours a week"),
        "plan",
        later("Go to the hours a week that you have, first day and deadline"),
        ("Ctrl+Shift+T",),
        "clock",
        group=True,
        under="time",
    ),
    Row(
        "weekdays",
        later("Hours by weekday"),
        "plan",
        later("Go to the hours of every weekday"),
        ("Ctrl+Shift+Y",),
        under="time",
    ),
    Row(
        "days_off",
        later("Add days off…"),
        "plan",
        later("Add a pause or a busy time with fewer hours"),
        ("Ctrl+Shift+O",),
        "calendar",
        under="time",
    ),
    Row(
        "wishes",
        later("Wishes"),
        "plan",
        later("Go to aim, order, budget and what you avoid"),
        ("Ctrl+Shift+A",),
        "coins",
        under="wishes",
    ),
    Row(
        "avoid_item",
        later("Avoid an item…"),
        "plan",
        later("Find an item that is never to be planned"),
        (),
        "ban",
        under="wishes",
    ),
    Row(
        "prefer_item",
        later("Prefer an item…"),
        "plan",
        later("Find an item to take wherever there is a choice"),
        under="wishes",
    ),
)
