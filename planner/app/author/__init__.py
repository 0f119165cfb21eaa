"""The editor of curricula without a window: drafts, what can be done with them, and what is wrong with them.

A draft is one curriculum file (`Draft`); a command is a pure function `Draft -> Draft` that raises PlannerError where
it cannot be done, and `DraftHistory` runs commands and takes them back. `DraftFile` opens, saves and recovers.
"""

from planner.app.author.arranging import merge_items, move_items, split_item
from planner.app.author.asking import wrong
from planner.app.author.carrying import located, relocate
from planner.app.author.clipboard import Pasted, copied, paste, pasted
from planner.app.author.disk import OnDisk, merge_with_disk, merged
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
from planner.app.author.file import DraftFile, Saved, Unsaved
from planner.app.author.findings import Finding, findings
from planner.app.author.history import DraftHistory
from planner.app.author.impact import Follower, Impact, Impacts, followers_in, impact_words, impacts_in_words
from planner.app.author.levels import set_level, set_levels, whole_hours
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
from planner.app.author.modules import move_to_module
from planner.app.author.numbers import ItemNumbers, Numbers, number_words, numbers
from planner.app.author.opening import Opened, library_for, new, open, opened, read_ahead, set_uses
from planner.app.author.overriding import (
    accept_library,
    drop_override,
    explain_override,
    keep_mine,
    library_news,
    mark_seen,
    override_of,
    rows_of,
    set_library_hours,
)
from planner.app.author.records import (
    add_record,
    add_resource,
    move_record,
    record_value,
    remove_record,
    remove_resource,
    set_record,
    set_resource,
    wrong_in_record,
    wrong_in_resource,
    wrong_in_source,
)
from planner.app.author.references import base_id, named_by
from planner.app.author.repair import Repair
from planner.app.author.repairs import consequences, repairs
from planner.app.author.replacing import Hit, hits, replace_text
from planner.app.author.values import text_of, value_of

__all__ = [
    "Draft",
    "DraftFile",
    "DraftHistory",
    "Finding",
    "Follower",
    "Hit",
    "Impact",
    "Impacts",
    "ItemNumbers",
    "Numbers",
    "OnDisk",
    "Opened",
    "Pasted",
    "Repair",
    "Saved",
    "Unsaved",
    "accept_library",
    "add_item",
    "add_record",
    "add_resource",
    "base_id",
    "connect",
    "consequences",
    "copied",
    "disconnect",
    "drop_override",
    "duplicate",
    "explain_override",
    "findings",
    "followers_in",
    "free_id",
    "hits",
    "impact_words",
    "impacts_in_words",
    "keep_mine",
    "library_for",
    "library_news",
    "located",
    "mark_seen",
    "merge_items",
    "merge_with_disk",
    "merged",
    "move_items",
    "move_record",
    "move_to_domain",
    "move_to_module",
    "named_by",
    "new",
    "number_words",
    "numbers",
    "open",
    "opened",
    "override_of",
    "paste",
    "pasted",
    "read_ahead",
    "record_value",
    "relocate",
    "remove_items",
    "remove_record",
    "remove_resource",
    "rename_item",
    "repairs",
    "replace_part",
    "replace_text",
    "requirement_of",
    "requirement_text",
    "rows_of",
    "set_about",
    "set_choice",
    "set_fields",
    "set_group",
    "set_level",
    "set_levels",
    "set_library_hours",
    "set_reason",
    "set_record",
    "set_requirement",
    "set_requirement_text",
    "set_resource",
    "set_uses",
    "split_item",
    "text_of",
    "value_of",
    "whole_hours",
    "wrap",
    "wrong",
    "wrong_in_record",
    "wrong_in_resource",
    "wrong_in_source",
]
