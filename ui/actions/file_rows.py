"""The rows of the File menu."""

from __future__ import annotations

from typing import Final

from planner.i18n import later
from ui.actions.row import Row
from ui.actions.tools import TOOL_ROWS

_SAVING: Final = (
    Row(
        "save_now",
        later("Save"),
        "file",
        later("Everything is saved by itself; this saves now and says where"),
        ("Ctrl+S",),
        "save",
        group=True,
    ),
    Row("save_as", later("Save as…"), "file", later("Go on in a file with another name or place"), ("Ctrl+Shift+S",)),
    Row("rename_learner", later("Name…"), "file", later("Say what the learner is called"), ()),
    Row(
        "merge_copy",
        later("Merge a copy…"),
        "file",
        later("Take over what another copy of this learner knows, such as one from another computer"),
    ),
    Row(
        "backups",
        later("Backups…"),
        "file",
        later("See earlier versions of your plan, and go back to one"),
        (),
        "history",
    ),
)

_PRIVACY: Final = (
    Row(
        "export_everything",
        later("Export everything…"),
        "file",
        later("Write all learners, backups and preferences into one archive"),
        (),
        "download",
    ),
    Row(
        "delete_everything",
        later("Delete everything…"),
        "file",
        later("Delete all learners, backups and preferences from this computer"),
        (),
        "trash-2",
    ),
)
"""What is kept of people."""

FILE_ROWS: Final = (
    Row(
        "new_learner",
        later("New learner…"),
        "file",
        later("Begin a plan for somebody, in a file of its own"),
        ("Ctrl+N",),
    ),
    TOOL_ROWS["first_steps"],
    Row(
        "open", later("Open…"), "file", later("Open a learner or a curriculum from a file"), ("Ctrl+O",), "folder-open"
    ),
    Row(
        "open_builtin",
        later("Built-in curriculum…"),
        "file",
        later("Open one of the curricula that come with Trailmark"),
        (),
        "house",
    ),
    Row(
        "contents",
        later("Contents and trust…"),
        "file",
        later("See what this file contains, where its links lead and what is wrong with it; let its links be followed"),
    ),
    *_SAVING,
    Row(
        "save_picture",
        later("Save map as picture…"),
        "file",
        later("Write the map, or the part in sight, to an SVG, PDF or PNG file"),
        ("Ctrl+Shift+E",),
        "map",
        group=True,
    ),
    Row(
        "export_curriculum",
        later("Export curriculum…"),
        "file",
        later("Write the curriculum for a spreadsheet or another program; what that cannot hold is said before"),
        (),
        "external-link",
    ),
    *_PRIVACY,
    Row("quit", later("Quit"), "file", later("Close Trailmark; your answers are kept"), ("Ctrl+Q",), "x", group=True),
)
