"""The row about dated facts in the Curriculum menu."""

from __future__ import annotations

from typing import Final

from planner.i18n import later
from ui.actions.row import Row

FACT_ROWS: Final = (
    Row(
        "stale",
        later("What is stale…"),
        "curriculum",
        later("List the facts that should be looked at again, those first on which most of your plan rests"),
        group=True,
    ),
)
