"""What is told while a slider is moved: one preview against a whole plan, and the time until it stands in the window.

    python -m benchmarks.preview [--repeats 9] [--roles 12] [--steps 40]

From each entry role of the built-in curriculum, and of every preview CPU time and the ratio to `make_plan` of the same
changed learner: other hours a week, hours on one weekday, a first day, days off, topics at a time (the same items get
new dates), and a budget or an item to avoid (the items are chosen anew). Then, in a real window without a screen,
milliseconds on the clock from a step of the slider of the hours to the words beside it: the first steps after a plan,
while the window has much to do, and with nothing else to do. Last, during a trial (What if), for everything that can be
tried, with the stages and with every step on the map: to the map that has been painted anew, and to the list of steps;
and the CPU time of all threads.

Every preview is checked: finish, hours and cost are those of the plan.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from benchmarks.measure import Run, Wrong, in_turn, load_line, parser_for, spread
from benchmarks.plans import START, built_in
from benchmarks.preview_window import in_window
from planner.app import choices, commands, preview, wishes
from planner.model.document import Document
from planner.model.learner import Period
from planner.planning.plan import make_plan
from planner.planning.worked import work_out

CHANGES: tuple[tuple[str, Callable[[Document], Document]], ...] = (
    ("hours a week", lambda document: wishes.set_hours(document, 13.0)),
    ("hours on one weekday", lambda document: wishes.set_day(document, 5, 240)),
    ("first day", lambda document: wishes.set_begin(document, START + timedelta(days=45))),
    ("days off", lambda document: commands.add_period(document, Period(first=START, last=START + timedelta(days=60)))),
    ("topics at a time", lambda document: commands.set_max_topics(document, 3)),
    ("budget", lambda document: commands.set_budget(document, 400.0)),
    ("an item avoided", lambda document: commands.avoid(document, chosen_item(document))),
)


def chosen_item(document: Document) -> str:
    """An item that only a choice brought into the plan, so that it can be avoided."""
    return next(item.id for item in make_plan(document).items if item.chosen_in and item.cost_usd == 0)


def check(words: str, base: Document, changed: Document) -> None:
    """Raises Wrong where the preview is not what the plan says."""
    found, plan = preview.effect(base, changed).after, make_plan(changed)
    if found is None:
        if plan.items:
            raise Wrong(f"{words}: no plan foreseen, but there is one")
        return
    told = (found.finish, round(found.hours, 6), round(found.cost_usd, 6))
    said = (plan.finish, round(plan.totals.hours, 6), round(plan.totals.cost_usd, 6))
    if told != said:
        raise Wrong(f"{words}: {told} told, the plan says {said}")


def foreseen(base: Document, changed: Document) -> None:
    """A preview of what nobody has asked for before."""
    choices.forget()
    preview.effect(base, changed)


def measure(documents: list[Document], repeats: int) -> None:
    """Print one row for every change."""
    print(f"{'':24}{'preview, CPU ms':>20}{'whole plan, CPU ms':>22}{'ratio':>16}")
    for words, change in CHANGES:
        ours: list[float] = []
        whole: list[float] = []
        ratios: list[float] = []
        for base in documents:
            changed = change(base)
            check(words, base, changed)
            worked = work_out(base)
            preview.remember(base, worked, worked.selection)
            runs: tuple[Run, ...] = (partial(foreseen, base, changed), partial(make_plan, changed))
            mine, theirs = in_turn(runs, repeats)
            ours += [1000 * value for value in mine]
            whole += [1000 * value for value in theirs]
            ratios.append(statistics.median(mine) / statistics.median(theirs))
        print(f"{words:24}{spread(ours, 1):>20}{spread(whole, 1):>22}{spread(ratios, 2):>16}")


def main(argv: list[str] | None = None) -> int:
    """Print the tables; the exit code is 1 where a preview is wrong."""
    parser = parser_for(__doc__, "")
    parser.add_argument("--roles", type=int, default=12, help="how many of the entry roles, 12")
    parser.add_argument("--steps", type=int, default=40, help="steps of the slider in the window, 40")
    arguments = parser.parse_args(argv)
    documents = built_in()[: arguments.roles]
    print(f"built-in curriculum, {len(documents)} entry roles, {date.today()}: median (worst); {load_line()}")
    try:
        measure(documents, arguments.repeats)
        if arguments.steps:
            in_window(arguments.steps)
    except Wrong as wrong:
        print(wrong)
        return 1
    print(load_line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
