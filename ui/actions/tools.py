"""What the bars of the window show of the actions: titles of the menus, and the rows of the tools.

They stand apart from the other rows because the frame of the window needs them, and no others, before it is painted.
"""

from __future__ import annotations

from typing import Final

from planner.i18n import _, later
from ui.actions.row import Row

TOOLS: Final = "first_steps | undo redo what_if | page_today page_map page_timeline page_compare | stages everything"
"""Ids of the actions of the tool bar; a stroke is a separator."""

_ROWS: Final = (
    Row(
        "first_steps",
        later("First steps…"),
        "file",
        later("Answer the three questions again and get a dated plan"),
        ("Ctrl+Shift+N",),
        "user",
    ),
    Row("undo", later("Undo"), "edit", later("Take the last change back"), ("Ctrl+Z",), "undo"),
    Row("redo", later("Redo"), "edit", later("Bring back what was taken back"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Row(
        "what_if",
        later("What if?"),
        "plan",
        later("Try other hours, days, starts and choices; nothing counts until it is kept, and Esc goes back"),
        ("Ctrl+I",),
        "eye",
        checkable=True,
        group=True,
    ),
    Row(
        "page_today",
        later("Today"),
        "view",
        later("What is next, what fits into this week, and how far you are"),
        ("Ctrl+3",),
        "calendar",
        checkable=True,
        one_of="page",
    ),
    Row(
        "page_map",
        later("Map"),
        "view",
        later("Show your way on the map"),
        ("Ctrl+1",),
        "map",
        checkable=True,
        one_of="page",
    ),
    Row(
        "page_timeline",
        later("Timeline"),
        "view",
        later("Show your plan in time, with your hours week by week"),
        ("Ctrl+2",),
        "clock",
        checkable=True,
        one_of="page",
    ),
    Row(
        "page_compare",
        later("Compare"),
        "view",
        later("Put two to four plans side by side: another start, another choice, other hours, another learner"),
        ("Ctrl+4",),
        "columns-2",
        checkable=True,
        one_of="page",
    ),
    Row(
        "stages",
        later("Stages"),
        "view",
        later("Stages and subjects on one screen"),
        ("Ctrl+Shift+1",),
        "layers",
        checkable=True,
        group=True,
        page="map",
    ),
    Row(
        "everything",
        later("Whole curriculum"),
        "view",
        later("Also show what is not in your plan"),
        ("Ctrl+Shift+2",),
        "route",
        checkable=True,
        page="map",
    ),
)
TOOL_ROWS: Final = {row.id: row for row in _ROWS}
"""The actions of the tool bar; each has its place in a menu, too."""


def menu_titles() -> dict[str, str]:
    """Titles of the menus, in their order."""
    return {
        "file": _("&File"),
        "edit": _("&Edit"),
        "view": _("&View"),
        "plan": _("&Plan"),
        "progress": _("P&rogress"),
        "curriculum": _("C&urriculum"),
        "coach": _("&Coach"),
        "help": _("&Help"),
    }
