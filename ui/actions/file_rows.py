"""The rows of the File menu."""

from __future__ import annotations

from planner.i18n import _
from ui.actions.row import Row


def file_rows() -> tuple[Row, ...]:
    """In the order of the menu."""
    return (
        Row(
            "new_learner", _("New learner…"), "file", _("Begin a plan for somebody, in a file of its own"), ("Ctrl+N",)
        ),
        Row(
            "first_steps",
            _("First steps…"),
            "file",
            _("Answer the three questions again and get a dated plan"),
            ("Ctrl+Shift+N",),
            "user",
        ),
        Row("open", _("Open…"), "file", _("Open a learner or a curriculum from a file"), ("Ctrl+O",), "folder-open"),
        Row(
            "open_builtin",
            _("Built-in curriculum"),
            "file",
            _("Go back to the curriculum that comes with Trailmark"),
            (),
            "house",
        ),
        *_saving(),
        Row(
            "save_picture",
            _("Save map as picture…"),
            "file",
            _("Write the map, or the part in sight, to an SVG, PDF or PNG file"),
            ("Ctrl+Shift+E",),
            "map",
            group=True,
        ),
        Row(
            "export_curriculum",
            _("Export curriculum…"),
            "file",
            _("Write the curriculum for a spreadsheet or another program; what that cannot hold is said before"),
            (),
            "external-link",
        ),
        *_privacy(),
        Row("quit", _("Quit"), "file", _("Close Trailmark; your answers are kept"), ("Ctrl+Q",), "x", group=True),
    )


def _saving() -> tuple[Row, ...]:
    return (
        Row(
            "save_now",
            _("Save"),
            "file",
            _("Everything is saved by itself; this saves now and says where"),
            ("Ctrl+S",),
            "save",
            group=True,
        ),
        Row("save_as", _("Save as…"), "file", _("Go on in a file with another name or place"), ("Ctrl+Shift+S",)),
        Row("rename_learner", _("Name…"), "file", _("Say what the learner is called"), ()),
        Row(
            "merge_copy",
            _("Merge a copy…"),
            "file",
            _("Take over what another copy of this learner knows, such as one from another computer"),
        ),
        Row(
            "backups", _("Backups…"), "file", _("See earlier versions of your plan, and go back to one"), (), "history"
        ),
    )


def _privacy() -> tuple[Row, ...]:
    """What is kept of people."""
    return (
        Row(
            "export_everything",
            _("Export everything…"),
            "file",
            _("Write all learners, backups and preferences into one archive"),
            (),
            "download",
        ),
        Row(
            "delete_everything",
            _("Delete everything…"),
            "file",
            _("Delete all learners, backups and preferences from this computer"),
            (),
            "trash-2",
        ),
    )
