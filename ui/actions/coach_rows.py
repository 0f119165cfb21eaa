"""The rows of the Coach menu: several learners, and showing a plan to one of them."""

from __future__ import annotations

from typing import Final

from planner.i18n import later
from ui.actions.row import Row

COACH_ROWS: Final = (
    Row(
        "page_clients",
        later("Clients"),
        "coach",
        later("List the learner files of a folder: goal, progress, on time or late, next step"),
        ("Ctrl+5",),
        "users",
        True,
        one_of="page",
    ),
    Row(
        "new_client",
        later("New client…"),
        "coach",
        later("Begin a plan for somebody, in a file in the folder of clients"),
        ("Ctrl+Alt+N",),
    ),
    Row(
        "clients_folder",
        later("Folder of clients…"),
        "coach",
        later("Choose the folder in which the files of clients are"),
    ),
    Row(
        "present",
        later("Present"),
        "coach",
        later("Show the plan on the whole screen, stage by stage and step by step; notes and clock on another screen"),
        ("F5",),
        "presentation",
        group=True,
    ),
    Row(
        "handout",
        later("Handout…"),
        "coach",
        later("Write the plan as files to take home: PDF, web page, calendar and more"),
        ("Ctrl+P",),
        "printer",
    ),
    Row(
        "blank_client",
        later("Prepared blank client"),
        "coach",
        later("Show an example without a name; nothing that is done with it is saved"),
        (),
        "refresh-cw",
    ),
    Row(
        "privacy",
        later("Privacy mode"),
        "coach",
        later("Name no client on the screen but the one that is open"),
        ("Ctrl+Shift+P",),
        "eye-off",
        True,
    ),
)
"""In the order of the menu."""
