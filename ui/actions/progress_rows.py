"""The rows of the Progress menu: what a learner says of an item as time goes by."""

from __future__ import annotations

from typing import Final

from planner.i18n import later
from ui.actions.row import Row

_LEFT_OUT: Final = (
    Row(
        "waived",
        later("Waived…"),
        "progress",
        later("Nobody asks you for the selected item: say who said so"),
        (),
        "",
        item=True,
        group=True,
    ),
    Row(
        "replaced",
        later("Replaced by…"),
        "progress",
        later("Something else stands in for the selected item"),
        (),
        "arrow-left-right",
        item=True,
    ),
    Row(
        "skip",
        later("Skip"),
        "progress",
        later("Leave the selected item out of the plan; says what that breaks"),
        ("X",),
        "ban",
        item=True,
        keys_in="items",
    ),
    Row(
        "plan_again",
        later("Plan again"),
        "progress",
        later("The selected item is to be done like everything else; what was logged stays"),
        (),
        "undo",
        item=True,
    ),
)
"""What need not be done, and doing it all the same."""

_TIME: Final = (
    Row(
        "study_time",
        later("Add study time…"),
        "progress",
        later("Write down how long you studied the selected item"),
        ("T",),
        "clock",
        item=True,
        keys_in="items",
        group=True,
    ),
    Row(
        "timer",
        later("Start timer"),
        "progress",
        later("Count the time that you study, or stop counting and write it down"),
        ("Shift+T",),
        "hourglass",
        keys_in="items",
    ),
    Row("pause_timer", later("Pause timer"), "progress", later("Stop counting for a while, or go on")),
    Row("discard_timer", later("Discard timer"), "progress", later("Stop counting, and write nothing down")),
    Row(
        "study_log",
        later("Study log…"),
        "progress",
        later("Everything that you have studied, beside the estimates, and your pace"),
        ("Ctrl+J",),
        "history",
    ),
    Row(
        "notes",
        later("Note and evidence…"),
        "progress",
        later("Keep a note about the selected item, and what shows that it is done"),
        ("N",),
        "pencil",
        item=True,
        keys_in="items",
    ),
)
"""The study log and the timer."""

PROGRESS_ROWS: Final = (
    Row(
        "begin",
        later("In progress"),
        "progress",
        later("Say that you have begun the selected item"),
        ("I",),
        "play",
        item=True,
        keys_in="items",
    ),
    Row(
        "done",
        later("Done…"),
        "progress",
        later("Mark the selected item as done, or as not done"),
        ("Space", "D"),
        "circle-check",
        item=True,
        keys_in="items",
    ),
    Row(
        "known",
        later("I know this"),
        "progress",
        later("Mark the selected item as known, or as not known"),
        ("K", "Ctrl+Shift+K"),
        "check",
        item=True,
        keys_in="items",
    ),
    *_LEFT_OUT,
    *_TIME,
    Row(
        "ask_when_done",
        later("Ask before a step is done"),
        "progress",
        later("Show what one should be able to do before a step counts as done"),
        (),
        "",
        True,
        group=True,
    ),
    Row(
        "start_today",
        later("Begin with Today"),
        "progress",
        later("Show the page of today when Trailmark opens, not where you were"),
        (),
        "",
        True,
    ),
)
