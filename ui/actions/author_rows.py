"""The rows of the Curriculum menu: writing one, in the editor."""

from __future__ import annotations

from typing import Any, Final

from planner.i18n import later
from ui.actions.row import Row


def _row(id: str, words: str, help: str, keys: tuple[str, ...] = (), icon: str = "", **more: Any) -> Row:
    return Row(id, words, "curriculum", help, keys, icon, **more)


def _edit(id: str, words: str, help: str, keys: tuple[str, ...] = (), icon: str = "", **more: Any) -> Row:
    """What is done with items, on the page of the editor."""
    return _row(id, words, help, keys, icon, page="edit", **more)


_FILES: Final = (
    _row(
        "page_edit",
        later("Edit"),
        later("Edit the curriculum that is shown: its items, what each needs and why, hours and sources"),
        ("Ctrl+E",),
        "pencil",
        checkable=True,
        one_of="page",
    ),
    _row(
        "new_curriculum",
        later("New curriculum…"),
        later("Begin a curriculum of your own, empty or on top of built-in modules"),
        (),
        "plus",
    ),
    _row("edit_open", later("Open to edit…"), later("Edit a curriculum from a file"), (), "folder-open"),
    _edit(
        "edit_follow",
        later("Show this in the plan"),
        later("Save the curriculum, and plan with it from now on"),
        (),
        "route",
    ),
)

_ITEMS: Final = (
    _edit(
        "edit_add",
        later("Add item…"),
        later("Add something that can be learned: a skill, a project, a certificate, a role"),
        ("Ins",),
        "plus",
        keys_in="draft",
        group=True,
    ),
    _edit(
        "edit_need",
        later("Add prerequisite…"),
        later("Choose an item that is needed before the selected ones"),
        ("L",),
        "route",
        keys_in="draft",
    ),
    _edit(
        "edit_rename",
        later("Rename"),
        later("Give the selected item another title"),
        ("F2",),
        "pencil",
        keys_in="draft",
    ),
    _edit(
        "edit_delete",
        later("Delete"),
        later("Take the selected items out, and every line to them; Undo brings all of it back"),
        ("Del",),
        "trash-2",
        keys_in="draft",
    ),
    _edit(
        "edit_cut",
        later("Cut"),
        later("Copy the selected items to the clipboard, and take them out"),
        ("Ctrl+X",),
        keys_in="draft",
        under="draft_clipboard",
    ),
    _edit(
        "edit_copy",
        later("Copy"),
        later("Copy the selected items to the clipboard, for this or another curriculum"),
        ("Ctrl+C",),
        keys_in="draft",
        under="draft_clipboard",
    ),
    _edit(
        "edit_paste",
        later("Paste"),
        later("Add the items that are on the clipboard"),
        ("Ctrl+V",),
        keys_in="draft",
        under="draft_clipboard",
    ),
    _edit(
        "edit_duplicate",
        later("Duplicate"),
        later("Copy the selected items, with what they need"),
        ("Ctrl+Shift+U",),
        "copy",
        keys_in="draft",
        under="draft_shape",
    ),
    _edit(
        "edit_domain",
        later("Move to subject…"),
        later("Put the selected items into another lane of the map"),
        under="draft_shape",
    ),
    _edit(
        "edit_module",
        later("Move to module…"),
        later("Put the selected items into the file of a module that this one uses; both are written when you save"),
        under="draft_shape",
    ),
    _edit(
        "edit_merge",
        later("Merge…"),
        later("Make one item of the selected ones; every line to any of them leads to it"),
        under="draft_shape",
    ),
    _edit(
        "edit_split",
        later("Split…"),
        later("Make two items of the selected one, one after the other"),
        under="draft_shape",
    ),
)

_WHOLE: Final = (
    Row(
        "check",
        later("Check the curriculum"),
        "curriculum",
        later("List everything that breaks a rule"),
        ("F7",),
        "triangle-alert",
        group=True,
    ),
    _edit(
        "edit_replace",
        later("Find and replace…"),
        later("Find a text in titles, reasons and other words, and put another one in its place"),
        ("Ctrl+H",),
        "search",
    ),
    _edit(
        "edit_domains",
        later("Subjects…"),
        later("Add, name and order the lanes of the map"),
        (),
        "layers",
        under="draft_whole",
    ),
    _edit(
        "edit_about",
        later("About the curriculum…"),
        later("Title, description, version, goal, and the modules that it builds on"),
        (),
        "info",
        under="draft_whole",
    ),
    _edit(
        "edit_records",
        later("Certification records, courses and pay…"),
        later("Dated facts beside the items: exams and fees, courses that cover several items, pay and outlook"),
        (),
        "award",
        under="draft_whole",
    ),
    _edit(
        "edit_news",
        later("What is new in the library…"),
        later("What the library says now, what it said, and what is said here; take it over or keep yours"),
        (),
        "refresh-cw",
    ),
)

AUTHOR_ROWS: Final = (*_FILES, *_ITEMS, *_WHOLE)
"""In the order of the menu."""
