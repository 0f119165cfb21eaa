"""The rows of the Plan menu."""

from __future__ import annotations

from typing import Final

from planner.i18n import later
from ui.actions.row import Row
from ui.actions.tools import TOOL_ROWS

_PLANS: Final = (
    TOOL_ROWS["what_if"],
    Row(
        "replan",
        later("Plan everything anew"),
        "plan",
        later("Look for the best plan, however much of the present one moves"),
        ("Ctrl+R",),
        "refresh-cw",
        group=True,
    ),
    Row(
        "what_moved",
        later("What has moved…"),
        "plan",
        later("Show step by step what the last change did to your plan"),
        ("Ctrl+Shift+W",),
    ),
    Row(
        "other_plans",
        later("Other plans…"),
        "plan",
        later("Compare your plan with others, and take one of them"),
        ("Ctrl+D",),
        "columns-2",
    ),
    Row(
        "posting",
        later("From a job posting…"),
        "plan",
        later("Say what a job posting or a CV asks for, what you have, and plan for what is missing"),
    ),
)
"""Plans beside one's own, and the curriculum behind them."""

_STEPS: Final = (
    Row(
        "why",
        later("Why is this here?"),
        "plan",
        later("Say why the selected item is in your plan, and why not earlier"),
        ("W",),
        "circle-help",
        group=True,
        item=True,
        keys_in="items",
    ),
    Row(
        "choices",
        later("Choose another way…"),
        "plan",
        later("List what can be chosen at the selected item, with the price of each"),
        ("C",),
        "",
        item=True,
        keys_in="items",
    ),
    Row(
        "earlier",
        later("Move up"),
        "plan",
        later("Take the selected step before the one above it"),
        ("Alt+Up",),
        "arrow-up",
        item=True,
        keys_in="steps",
        under="moving",
    ),
    Row(
        "later",
        later("Move down"),
        "plan",
        later("Take the selected step after the one below it"),
        ("Alt+Down",),
        "arrow-down",
        item=True,
        keys_in="steps",
        under="moving",
    ),
    Row(
        "pin",
        later("Hold at this date"),
        "plan",
        later("Begin the selected step no earlier than it does now, or let it begin earlier again"),
        ("P",),
        "pin",
        item=True,
        keys_in="items",
        under="moving",
    ),
    Row(
        "week_earlier",
        later("A week earlier"),
        "plan",
        later("Begin the selected step a week earlier; on the timeline the arrow keys do that"),
        item=True,
        under="moving",
    ),
    Row(
        "week_later",
        later("A week later"),
        "plan",
        later("Begin the selected step a week later; on the timeline the arrow keys do that"),
        item=True,
        under="moving",
    ),
    Row(
        "not_before",
        later("Not before…"),
        "plan",
        later("Begin the selected step on a day or later"),
        (),
        "",
        item=True,
        under="moving",
    ),
    Row(
        "booked",
        later("Exam booked on…"),
        "plan",
        later("Plan the selected exam for a fixed day"),
        (),
        "",
        item=True,
        under="moving",
    ),
    Row(
        "forget_order",
        later("Forget my order"),
        "plan",
        later("Let Trailmark choose the order of all steps again"),
        under="moving",
    ),
)
"""Why a step stands where it stands, and moving it."""

PLAN_ROWS: Final = (
    Row(
        "known_items",
        later("What else I know…"),
        "plan",
        later("Tick off everything you know already"),
        ("Ctrl+Shift+L",),
        "list-ordered",
    ),
    Row(
        "set_goal",
        later("Make this my goal"),
        "plan",
        later("Plan towards the selected item"),
        ("Ctrl+Shift+G",),
        "target",
        item=True,
    ),
    Row(
        "set_start",
        later("Start from here"),
        "plan",
        later("Use the selected role as your start"),
        (),
        "footprints",
        item=True,
    ),
    Row(
        "avoid",
        later("Avoid this"),
        "plan",
        later("Never plan the selected item, or allow it again"),
        ("Ctrl+Shift+X",),
        "ban",
        item=True,
    ),
    *_STEPS,
    *_PLANS,
)
