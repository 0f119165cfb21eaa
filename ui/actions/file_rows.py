"""The rows of the File menu."""

from __future__ import annotations

from planner.i18n import _
from ui.actions.row import Row


def file_rows() -> tuple[Row, ...]:
    """In the order of the menu."""
    return (
        Row(
            "first_steps", _("New plan…"), "file", _("Answer three questions and get a dated plan"), ("Ctrl+N",), "user"
        ),
        Row("open", _("Open curriculum…"), "file", _("Plan with a curriculum from a file"), ("Ctrl+O",), "folder-open"),
        Row(
            "open_builtin",
            _("Built-in curriculum"),
            "file",
            _("Go back to the curriculum that comes with Trailmark"),
            (),
            "house",
        ),
        Row(
            "save_picture",
            _("Save map as picture…"),
            "file",
            _("Write the map, or the part in sight, to an SVG, PDF or PNG file"),
            ("Ctrl+Shift+E",),
            "map",
        ),
        Row("quit", _("Quit"), "file", _("Close Trailmark; your answers are kept"), ("Ctrl+Q",), "x", group=True),
    )
