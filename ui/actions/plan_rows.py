"""The rows of the Plan menu."""

from __future__ import annotations

from planner.i18n import _
from ui.actions.row import Row


def plan_rows() -> tuple[Row, ...]:
    """In the order of the menu."""
    return (
        Row(
            "known_items",
            _("What else I know…"),
            "plan",
            _("Tick off everything you know already"),
            ("Ctrl+Shift+L",),
            "list-ordered",
        ),
        Row(
            "set_goal",
            _("Make this my goal"),
            "plan",
            _("Plan towards the selected item"),
            ("Ctrl+Shift+G",),
            "target",
            item=True,
        ),
        Row(
            "set_start",
            _("Start from here"),
            "plan",
            _("Use the selected role as your start"),
            (),
            "footprints",
            item=True,
        ),
        Row(
            "avoid",
            _("Avoid this"),
            "plan",
            _("Never plan the selected item, or allow it again"),
            ("Ctrl+Shift+X",),
            "ban",
            item=True,
        ),
        *_steps(),
        *_plans(),
    )


def _plans() -> tuple[Row, ...]:
    """Plans beside one's own, and the curriculum behind them."""
    return (
        Row(
            "replan",
            _("Plan everything anew"),
            "plan",
            _("Look for the best plan, however much of the present one moves"),
            ("Ctrl+R",),
            "refresh-cw",
            group=True,
        ),
        Row(
            "what_moved",
            _("What has moved…"),
            "plan",
            _("Show step by step what the last change did to your plan"),
            ("Ctrl+Shift+W",),
        ),
        Row(
            "other_plans",
            _("Other plans…"),
            "plan",
            _("Compare your plan with others, and take one of them"),
            ("Ctrl+D",),
            "columns-2",
        ),
        Row(
            "posting",
            _("From a job posting…"),
            "plan",
            _("Say what a job posting or a CV asks for, what you have, and plan for what is missing"),
        ),
        Row(
            "check",
            _("Check the curriculum"),
            "plan",
            _("List everything that breaks a rule"),
            ("F7",),
            "triangle-alert",
        ),
    )


def _steps() -> tuple[Row, ...]:
    """Why a step stands where it stands, and moving it."""
    return (
        Row(
            "why",
            _("Why is this here?"),
            "plan",
            _("Say why the selected item is in your plan, and why not earlier"),
            ("W",),
            "circle-help",
            group=True,
            item=True,
            keys_in="items",
        ),
        Row(
            "earlier",
            _("Move up"),
            "plan",
            _("Take the selected step before the one above it"),
            ("Alt+Up",),
            "arrow-up",
            item=True,
            keys_in="steps",
        ),
        Row(
            "later",
            _("Move down"),
            "plan",
            _("Take the selected step after the one below it"),
            ("Alt+Down",),
            "arrow-down",
            item=True,
            keys_in="steps",
        ),
        Row(
            "choices",
            _("Choose another way…"),
            "plan",
            _("List what can be chosen at the selected item, with the price of each"),
            ("C",),
            "",
            item=True,
            keys_in="items",
        ),
        Row(
            "pin",
            _("Hold at this date"),
            "plan",
            _("Begin the selected step no earlier than it does now, or let it begin earlier again"),
            ("P",),
            "pin",
            item=True,
            keys_in="items",
        ),
        Row(
            "week_earlier",
            _("A week earlier"),
            "plan",
            _("Begin the selected step a week earlier; on the timeline the arrow keys do that"),
            item=True,
        ),
        Row(
            "week_later",
            _("A week later"),
            "plan",
            _("Begin the selected step a week later; on the timeline the arrow keys do that"),
            item=True,
        ),
        Row("not_before", _("Not before…"), "plan", _("Begin the selected step on a day or later"), (), "", item=True),
        Row("booked", _("Exam booked on…"), "plan", _("Plan the selected exam for a fixed day"), (), "", item=True),
        Row("forget_order", _("Forget my order"), "plan", _("Let Trailmark choose the order of all steps again")),
    )
