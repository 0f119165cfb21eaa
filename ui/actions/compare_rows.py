"""What can be done with plans side by side."""

from __future__ import annotations

from typing import Final

from planner.i18n import later
from ui.actions.row import Row

COMPARE_ROWS: Final = (
    Row(
        "compare_add",
        later("Add a plan…"),
        "view",
        later("Put one more plan side by side with the others"),
        icon="plus",
        under="compare",
        page="compare",
    ),
    Row(
        "compare_swap",
        later("Swap A and B"),
        "view",
        later("Let the first two plans change places: all are compared with the first"),
        icon="arrow-left-right",
        under="compare",
        page="compare",
    ),
    Row(
        "compare_map",
        later("Both on the map"),
        "view",
        later("Show the first plan and another one on one map, in place of the rows"),
        ("Ctrl+Shift+M",),
        "map",
        checkable=True,
        under="compare",
        page="compare",
    ),
    Row(
        "compare_adopt",
        later("Adopt"),
        "view",
        later("Make the plan that was changed last your own; one step, which Undo takes back"),
        icon="check",
        under="compare",
        page="compare",
    ),
    Row(
        "compare_stop",
        later("Stop planning"),
        "view",
        later("Plan no more of the columns; those that are there stay"),
        icon="x",
        under="compare",
        page="compare",
    ),
    Row(
        "compare_copy",
        later("Copy as table"),
        "view",
        later("Put the comparison on the clipboard, as a table in Markdown"),
        icon="copy",
        group=True,
        under="compare",
        page="compare",
    ),
    Row(
        "compare_save",
        later("Save comparison…"),
        "view",
        later("Write the comparison into a file: Markdown, CSV or JSON"),
        icon="download",
        under="compare",
        page="compare",
    ),
)
"""In the order of the menu."""
