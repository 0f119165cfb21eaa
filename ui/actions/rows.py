"""The rows of the table of actions, menu by menu, in the order of the menus."""

from __future__ import annotations

from collections.abc import Sequence

from planner.i18n import _
from ui.actions.file_rows import file_rows
from ui.actions.plan_rows import plan_rows
from ui.actions.progress_rows import progress_rows
from ui.actions.row import Row
from ui.actions.view_rows import view_rows
from ui.actions.wish_rows import wish_rows


def rows() -> Sequence[Row]:
    """All actions, in the order of the menus."""
    return (*file_rows(), *_edit(), *view_rows(), *plan_rows(), *wish_rows(), *progress_rows(), *_help())


def _edit() -> tuple[Row, ...]:
    return (
        Row("undo", _("Undo"), "edit", _("Take the last change back"), ("Ctrl+Z",), "undo"),
        Row("redo", _("Redo"), "edit", _("Bring back what was taken back"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
        Row(
            "history",
            _("History…"),
            "edit",
            _("See every change of this session, and go back or forward to any of them"),
            ("Ctrl+Shift+H",),
            "history",
        ),
        Row(
            "find",
            _("Find"),
            "edit",
            _("Search items by title, other name or subject"),
            ("Ctrl+F",),
            "search",
            group=True,
        ),
        Row("find_next", _("Find next"), "edit", _("Go to the next item that was found"), ("F3",)),
        Row("settings", _("Settings…"), "edit", _("Look, language, calendar and keys"), ("Ctrl+,",), "settings"),
        Row("palette", _("Command palette…"), "edit", _("Run any action by typing its name"), ("Ctrl+K",), "command"),
    )


def _help() -> tuple[Row, ...]:
    return (
        Row("next_pane", _("Next pane"), "help", _("Move the keyboard to the next pane"), ("F6",)),
        Row("previous_pane", _("Previous pane"), "help", _("Move the keyboard to the pane before"), ("Shift+F6",)),
        Row("shortcuts", _("Shortcuts"), "help", _("Show all shortcuts"), ("F1",), "circle-help", group=True),
        Row("about", _("About Trailmark"), "help", _("Version and licences"), (), "info"),
    )


def submenu_titles() -> dict[str, str]:
    """Titles of the menus inside menus; of the actions in each exactly one is checked."""
    return {"look": _("Look"), "language": _("Language"), "scale": _("Time")}


def menu_titles() -> dict[str, str]:
    """Titles of the menus, in their order."""
    return {
        "file": _("&File"),
        "edit": _("&Edit"),
        "view": _("&View"),
        "plan": _("&Plan"),
        "progress": _("P&rogress"),
        "help": _("&Help"),
    }
