"""The editor of curricula without a window: drafts, what can be done with them, and what is wrong with them.

A draft is one curriculum file (`Draft`); a command is a pure function `Draft -> Draft` that raises PlannerError where
it cannot be done, and `DraftHistory` runs commands and takes them back. `DraftFile` opens, saves and recovers.
"""

from planner.app.author.asking import wrong
from planner.app.author.draft import Draft
from planner.app.author.edits import (
    add_item,
    duplicate,
    free_id,
    move_to_domain,
    remove_items,
    rename_item,
    set_about,
    set_fields,
)
from planner.app.author.file import DraftFile, Saved, Unsaved, located
from planner.app.author.findings import Finding, findings
from planner.app.author.history import DraftHistory
from planner.app.author.links import (
    connect,
    disconnect,
    replace_part,
    requirement_of,
    requirement_text,
    set_choice,
    set_group,
    set_reason,
    set_requirement,
    set_requirement_text,
    wrap,
)
from planner.app.author.opening import Opened, library_for, new, open, opened, set_uses
from planner.app.author.overriding import (
    accept_library,
    drop_override,
    explain_override,
    keep_mine,
    library_news,
    mark_seen,
    override_of,
    rows_of,
)
from planner.app.author.references import base_id, named_by
from planner.app.author.values import text_of, value_of

__all__ = [
    "Draft",
    "DraftFile",
    "DraftHistory",
    "Finding",
    "Opened",
    "Saved",
    "Unsaved",
    "accept_library",
    "add_item",
    "base_id",
    "connect",
    "disconnect",
    "drop_override",
    "duplicate",
    "explain_override",
    "findings",
    "free_id",
    "keep_mine",
    "library_for",
    "library_news",
    "located",
    "mark_seen",
    "move_to_domain",
    "named_by",
    "new",
    "open",
    "opened",
    "override_of",
    "remove_items",
    "rename_item",
    "replace_part",
    "requirement_of",
    "requirement_text",
    "rows_of",
    "set_about",
    "set_choice",
    "set_fields",
    "set_group",
    "set_reason",
    "set_requirement",
    "set_requirement_text",
    "set_uses",
    "text_of",
    "value_of",
    "wrap",
    "wrong",
]
