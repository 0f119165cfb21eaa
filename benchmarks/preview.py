"""What is told while a slider is moved: one preview against a whole plan, and the time until it stands in the window.

    python -m benchmarks.preview [--repeats 9] [--roles 12] [--steps 40]

From each entry role of the built-in curriculum, and of every preview CPU time and the ratio to `make_plan` of the same
changed learner: other hours a week, hours on one weekday, a first day, days off, topics at a time (the same items get
new dates), and a budget or an item to avoid (the items are chosen anew). Then, in a real window without a screen, the
slider of the hours is moved step by step, first while the window is busy with the forecast and the prices of choices
that follow every plan, then with nothing else to do: milliseconds on the clock from the step to the words beside it.
Last, during a trial (What if), with the stages and with every step on the map, from the step of the slider, or of a
choice, to the map that has been painted anew: on the clock, and CPU time of all threads.

Every preview is checked: finish, hours and cost are those of the plan.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from benchmarks.measure import Run, Wrong, in_turn, load_line, parser_for, spread
from benchmarks.plans import START, built_in
from planner.app import commands, preview, wishes
from planner.model.document import Document
from planner.model.learner import Period
from planner.planning.plan import make_plan
from planner.planning.worked import work_out

AIM = 100
"""Milliseconds from the step of a slider to the words."""
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
            runs: tuple[Run, ...] = (partial(preview.effect, base, changed), partial(make_plan, changed))
            mine, theirs = in_turn(runs, repeats)
            ours += [1000 * value for value in mine]
            whole += [1000 * value for value in theirs]
            ratios.append(statistics.median(mine) / statistics.median(theirs))
        print(f"{words:24}{spread(ours, 1):>20}{spread(whole, 1):>22}{spread(ratios, 2):>16}")


def in_window(steps: int) -> None:
    """Print how long the words take in a window that has enough else to do."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRAILMARK_DATA"] = folder
        from ui.app import build

        app, window, _is_new = build()
        window.operations.saves = False
        window.show()
        window.feed.refresh()
        _until(app, lambda: window.answer is not None)
        waits: list[float] = []
        slider, effect = window.you.time.slider, window.you.time.effect
        slider.setSliderDown(True)
        for step in range(steps):
            if step == steps // 2:
                _until(app, lambda: not window.whatif.busy)  # the second half: nothing else to do
            before = effect.text
            begin = time.perf_counter()
            slider.setValue(11 + step % 25)
            _until(app, lambda before=before: effect.text != before)  # type: ignore[misc]
            waits.append(1000 * (time.perf_counter() - begin))
        slider.setSliderDown(False)
        busy, idle = waits[: steps // 2], waits[steps // 2 :]
        print(f"in the window, from the step to the words: while prices are computed {spread(busy)} ms, else", end=" ")
        print(f"{spread(idle)} ms; aim: below {AIM} ms")
        _trial(app, window, steps)
        window.operations.saves = False
        window.close()


def _trial(app, window, steps: int) -> None:  # type: ignore[no-untyped-def]
    """Print how long the map takes to follow what is tried."""
    _until(app, lambda: not window.feed.busy and not window.whatif.busy)
    window.actions_table["what_if"].trigger()
    _until(app, lambda: not window.feed.busy and not window.whatif.busy)
    for name in ("the stages", "every step"):
        if name == "every step":
            window.actions_table["stages"].trigger()
            _until(app, lambda: not window.feed.busy and not window.whatif.busy)
        slider = window.you.time.slider
        slider.setSliderDown(True)
        moves = [partial(slider.setValue, 11 + step % 25) for step in range(steps)]
        _print_trial(app, window, f"hours, {name}", moves, window.live.seen)
        slider.setSliderDown(False)
        _until(app, lambda: not window.feed.busy and not window.whatif.busy)
    cloud = next(one for one in window.answer.plan.decisions if len(one.options) == 3 and len(one.nodes) > 3)
    moves = [partial(window.operations.choose_option, cloud, (step + 1) % 3) for step in range(min(6, steps))]
    _print_trial(app, window, "a choice, every step", moves, window.feed.coming)
    window.actions_table["what_if"].trigger()


def _print_trial(app, window, words: str, moves: Sequence[Callable[[], object]], signal) -> None:  # type: ignore[no-untyped-def]
    seen: list[tuple[float, float]] = []

    def paint(_answer: object) -> None:  # heard after the window has heard it
        window.view.viewport().repaint()
        seen.append((time.perf_counter(), time.process_time()))

    signal.connect(paint)
    waits: list[float] = []
    work: list[float] = []
    for move in moves:
        count, begin, cpu = len(seen), time.perf_counter(), time.process_time()
        move()
        _until(app, lambda count=count: len(seen) > count)  # type: ignore[misc]
        waits.append(1000 * (seen[-1][0] - begin))
        work.append(1000 * (seen[-1][1] - cpu))
        _until(app, lambda: not window.feed.busy)
    signal.disconnect(paint)
    print(f"what if, {words}: to the painted map {spread(waits)} ms, CPU {spread(work)} ms; aim: below {AIM} ms")


def _until(app, ready: Callable[[], bool]) -> None:  # type: ignore[no-untyped-def]  # its type would load Qt
    end = time.perf_counter() + 60
    while not ready():
        app.processEvents()
        time.sleep(0.0005)  # as a window at rest: who asks without a pause keeps the workers from computing
        if time.perf_counter() > end:
            raise Wrong("the window has not answered for a minute")


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
