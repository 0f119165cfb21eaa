"""The rows of the Progress menu: what a learner says of an item as time goes by."""

from __future__ import annotations

from planner.i18n import _
from ui.actions.row import Row


def progress_rows() -> tuple[Row, ...]:
    """In the order of the menu. Letters work where items are shown; elsewhere they are typed."""
    return (
        Row(
            "begin",
            _("In progress"),
            "progress",
            _("Say that you have begun the selected item"),
            ("I",),
            "play",
            item=True,
            keys_in="items",
        ),
        Row(
            "done",
            _("Done…"),
            "progress",
            _("Mark the selected item as done, or as not done"),
            ("Space", "D"),
            "circle-check",
            item=True,
            keys_in="items",
        ),
        Row(
            "known",
            _("I know this"),
            "progress",
            _("Mark the selected item as known, or as not known"),
            ("K", "Ctrl+Shift+K"),
            "check",
            item=True,
            keys_in="items",
        ),
        *_left_out(),
        *_time(),
        Row(
            "ask_when_done",
            _("Ask before a step is done"),
            "progress",
            _("Show what one should be able to do before a step counts as done"),
            (),
            "",
            True,
            group=True,
        ),
        Row(
            "start_today",
            _("Begin with Today"),
            "progress",
            _("Show the page of today when Trailmark opens, not where you were"),
            (),
            "",
            True,
        ),
    )


def _left_out() -> tuple[Row, ...]:
    """What need not be done, and doing it all the same."""
    return (
        Row(
            "waived",
            _("Waived…"),
            "progress",
            _("Nobody asks you for the selected item: say who said so"),
            (),
            "",
            item=True,
            group=True,
        ),
        Row(
            "replaced",
            _("Replaced by…"),
            "progress",
            _("Something else stands in for the selected item"),
            (),
            "arrow-left-right",
            item=True,
        ),
        Row(
            "skip",
            _("Skip"),
            "progress",
            _("Leave the selected item out of the plan; says what that breaks"),
            ("X",),
            "ban",
            item=True,
            keys_in="items",
        ),
        Row(
            "plan_again",
            _("Plan again"),
            "progress",
            _("The selected item is to be done like everything else; what was logged stays"),
            (),
            "undo",
            item=True,
        ),
    )


def _time() -> tuple[Row, ...]:
    """The study log and the timer."""
    return (
        Row(
            "study_time",
            _("Add study time…"),
            "progress",
            _("Write down how long you studied the selected item"),
            ("T",),
            "clock",
            item=True,
            keys_in="items",
            group=True,
        ),
        Row(
            "timer",
            _("Start timer"),
            "progress",
            _("Count the time that you study, or stop counting and write it down"),
            ("Shift+T",),
            "hourglass",
            keys_in="items",
        ),
        Row("pause_timer", _("Pause timer"), "progress", _("Stop counting for a while, or go on")),
        Row("discard_timer", _("Discard timer"), "progress", _("Stop counting, and write nothing down")),
        Row(
            "study_log",
            _("Study log…"),
            "progress",
            _("Everything that you have studied, beside the estimates, and your pace"),
            ("Ctrl+J",),
            "history",
        ),
        Row(
            "notes",
            _("Note and evidence…"),
            "progress",
            _("Keep a note about the selected item, and what shows that it is done"),
            ("N",),
            "pencil",
            item=True,
            keys_in="items",
        ),
    )
