"""The rows of the table of actions, menu by menu, in the order of the menus."""

from __future__ import annotations

from typing import Final

from planner.i18n import _, later
from ui.actions.author_rows import AUTHOR_ROWS
from ui.actions.coach_rows import COACH_ROWS
from ui.actions.fact_rows import FACT_ROWS
from ui.actions.file_rows import FILE_ROWS
from ui.actions.plan_rows import PLAN_ROWS
from ui.actions.progress_rows import PROGRESS_ROWS
from ui.actions.row import Row
from ui.actions.tools import TOOL_ROWS
from ui.actions.view_rows import VIEW_ROWS
from ui.actions.wish_rows import WISH_ROWS

_EDIT: Final = (
    TOOL_ROWS["undo"],
    TOOL_ROWS["redo"],
    Row(
        "history",
        later("History…"),
        "edit",
        later("See every change of this session, and go back or forward to any of them"),
        ("Ctrl+Shift+H",),
        "history",
    ),
    Row(
        "find",
        later("Find"),
        "edit",
        later("Search items by title, other name or subject"),
        ("Ctrl+F",),
        "search",
        group=True,
    ),
    Row("find_next", later("Find next"), "edit", later("Go to the next item that was found"), ("F3",)),
    Row("settings", later("Settings…"), "edit", later("Look, language, calendar and keys"), ("Ctrl+,",), "settings"),
    Row(
        "palette", later("Command palette…"), "edit", later("Run any action by typing its name"), ("Ctrl+K",), "command"
    ),
)

_HELP: Final = (
    Row("next_pane", later("Next pane"), "help", later("Move the keyboard to the next pane"), ("F6",)),
    Row("previous_pane", later("Previous pane"), "help", later("Move the keyboard to the pane before"), ("Shift+F6",)),
    Row("shortcuts", later("Shortcuts"), "help", later("Show all shortcuts"), ("F1",), "circle-help", group=True),
    Row("about", later("About Trailmark"), "help", later("Version and licences"), (), "info"),
)

ROWS: Final = (
    *FILE_ROWS,
    *_EDIT,
    *VIEW_ROWS,
    *PLAN_ROWS,
    *WISH_ROWS,
    *PROGRESS_ROWS,
    *AUTHOR_ROWS,
    *FACT_ROWS,
    *COACH_ROWS,
    *_HELP,
)
"""All actions, in the order of the menus."""


def submenu_titles() -> dict[str, str]:
    """Titles of the menus inside menus."""
    return {
        "scale": _("Time"),
        "arrange": _("Arrange"),
        "zoom": _("Zoom"),
        "go": _("Go to"),
        "compare": _("Plans side by side"),
        "panes": _("Panes"),
        "look": _("Look"),
        "language": _("Language"),
        "moving": _("Order and days"),
        "time": _("Your time"),
        "wishes": _("Wishes"),
        "draft_clipboard": _("Clipboard"),
        "draft_shape": _("Rearrange"),
        "draft_whole": _("The whole curriculum"),
    }
