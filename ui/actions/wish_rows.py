"""The rows of the Plan menu that lead to the learner's time and wishes."""

from __future__ import annotations

from planner.i18n import _
from ui.actions.row import Row


def wish_rows() -> tuple[Row, ...]:
    """In the order of the menu."""
    return (
        Row(
            "hours",
            _("Hours a week"),
            "plan",
            _("Go to the hours a week that you have, first day and deadline"),
            ("Ctrl+Shift+T",),
            "clock",
            group=True,
        ),
        Row("weekdays", _("Hours by weekday"), "plan", _("Go to the hours of every weekday"), ("Ctrl+Shift+Y",)),
        Row(
            "days_off",
            _("Add days off…"),
            "plan",
            _("Add a pause or a busy time with fewer hours"),
            ("Ctrl+Shift+O",),
            "calendar",
        ),
        Row(
            "wishes", _("Wishes"), "plan", _("Go to aim, order, budget and what you avoid"), ("Ctrl+Shift+A",), "coins"
        ),
        Row("avoid_item", _("Avoid an item…"), "plan", _("Find an item that is never to be planned"), (), "ban"),
        Row(
            "prefer_item",
            _("Prefer an item…"),
            "plan",
            _("Find an item to take wherever there is a choice"),
        ),
    )
