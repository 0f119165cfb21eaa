"""How long a window without a screen takes to tell and to show what is being moved; a part of `benchmarks.preview`."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from benchmarks.measure import Wrong, spread
from benchmarks.plans import START
from planner.app import choices, commands, progress, queries, wishes
from planner.model.document import Document

AIM = 100
"""Milliseconds from the step of a slider to the words, and during a trial to the map that has been painted anew."""
AFTER = (0.0, 0.1, 0.3)
"""Seconds after a plan at which the first step is made."""
_NEVER, _PULSE = 600_000, 50
"""Milliseconds."""
_STILL = 0.3
"""Seconds after which nothing glides or flies any more."""


def in_window(steps: int) -> None:
    """Print how long words, map and list take. What is said of the answers themselves is checked elsewhere."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.background import prepare_python

    prepare_python()  # as the program does before it builds its window
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRAILMARK_DATA"] = folder
        bench = _Bench()
        bench.words(steps)
        bench.trials(steps)
        bench.close()


@dataclass(frozen=True, slots=True)
class _Kind:
    """One way to change something."""

    words: str
    move: Callable[[int], object]
    """What is measured, given how often it was done before."""
    before: Callable[[], object] | None = None
    """Done once before all of them."""
    each: Callable[[int], object] | None = None
    """Done before each of them."""
    moving: bool = False
    """Whether something is moved and may be moved further; else it is chosen and counts at once."""


class _Bench:
    """A window, and how long it takes."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        from ui.app import build
        from ui.fields import Settle

        self.app, self.window, _is_new = build()
        self.window.operations.saves = False
        self.pulse = QTimer(interval=_PULSE)  # so that nobody waits for ever
        self.pulse.start()
        self.window.show()
        self.window.feed.refresh()
        self.until(lambda: self.window.answer is not None)
        self.settles = self.window.you.findChildren(Settle)
        for settle in self.settles:  # what is moved is being moved for as long as this takes
            settle._timer.setInterval(_NEVER)

    def until(self, ready: Callable[[], bool]) -> None:
        """Let the window work, and wait with it: who asks again and again keeps the workers from computing."""
        from PySide6.QtCore import QEventLoop

        end = time.perf_counter() + 60
        while not ready():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.perf_counter() > end:
                raise Wrong("the window has not answered for a minute")

    def pause(self, seconds: float) -> None:
        """Let the window work for so long."""
        end = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() >= end)

    def quiet(self) -> None:
        """Until nothing is left to do, and everything is painted and stands still."""
        window = self.window
        self.until(lambda: not (window.feed.busy or window.whatif.busy or window.live.busy))
        self.pause(_STILL)

    def rest(self) -> None:
        """What was moved is let go, and does not count."""
        for settle in self.settles:
            settle.drop()
        self.window.you.time.slider.setSliderDown(False)
        self.window.you.show_document(self.window.session.document)
        self.window.live.rest()

    def close(self) -> None:
        self.window.operations.saves = False
        self.window.close()

    # -- the words beside the slider

    def words(self, steps: int) -> None:
        """From the step of the slider to the words beside it: while there is nothing else to do, and after a plan."""
        print(f"milliseconds from a step of the slider to the words beside it, aim: below {AIM}; CPU of all threads")
        print(f"  {'':42}{'words':>12}{'CPU':>12}   load")
        self._row("first steps after the window has opened", [self._step(number) for number in range(3)])
        self.rest()
        self.quiet()
        for name, plan in self._plans():
            for seconds in AFTER:
                first, next_one = [], []
                for number in range(max(1, steps // 4)):
                    plan(number)
                    self.until(lambda: not self.window.feed.busy)
                    self.pause(seconds)
                    first.append(self._step(number))
                    next_one.append(self._step(number + 1))
                    self.rest()
                    self.quiet()
                self._row(f"first step, {1000 * seconds:.0f} ms after {name}", first)
                self._row("the next step", next_one)
        self._row("while nothing else is to be done", [self._step(number) for number in range(steps)])
        self.rest()
        self.quiet()

    def _plans(self) -> Iterator[tuple[str, Callable[[int], object]]]:
        run, choice = self.window.operations.run, self._choice()
        known = self._learnable()
        yield "other hours", lambda number: run("hours", wishes.set_hours, 12.5 + number)
        yield "a choice", lambda _number: self.window.operations.choose_option(choice, self._other(choice))
        yield "an item known", lambda number: run("known", progress.know_exactly, known[number : number + 1])

    def _choice(self) -> Any:
        return next(one for one in self.window.answer.plan.decisions if len(one.options) == 3 and len(one.nodes) > 3)

    def _other(self, choice: Any) -> int:
        """An option that the plan does not take."""
        taken = next(one.chosen[0] for one in self.window.answer.plan.decisions if one.name == choice.name)
        return int(taken + 1) % len(choice.options)

    def _step(self, number: int) -> tuple[float, float]:
        slider, effect = self.window.you.time.slider, self.window.you.time.effect
        slider.setSliderDown(True)
        before, begin, cpu = effect.text, time.perf_counter(), time.process_time()
        values = [value for value in range(11 + number % 25, 40) if value != slider.value()]
        slider.setValue(values[0])
        self.until(lambda: effect.text != before)
        return 1000 * (time.perf_counter() - begin), 1000 * (time.process_time() - cpu)

    @staticmethod
    def _row(words: str, waits: Sequence[tuple[float, float]]) -> None:
        walls, cpus = zip(*waits, strict=True)
        print(f"  {words:42}{spread(walls):>12}{spread(cpus):>12}   {_load()}")

    # -- trials

    def trials(self, steps: int) -> None:
        """During a trial, from the step or the choice to the map that is painted anew, and to the list."""
        window = self.window
        window.actions_table["what_if"].trigger()
        self.quiet()
        every: list[float] = []
        print(
            f"milliseconds during a trial (What if) until this is painted anew, aim: below {AIM}; CPU until the map is"
        )
        print(f"  {'':46}{'first':>6}{'map':>12}{'list':>12}{'CPU':>12}   load")
        for sight in ("the stages", "every step"):
            if sight == "every step":
                window.actions_table["stages"].trigger()
                self.quiet()
            for kind in self._kinds():
                base = window.session.document
                choices.forget()  # the first step finds nothing prepared; before the others the window has had its rest
                if kind.before:
                    kind.before()
                    self.quiet()
                found = [self._follow(kind, number) for number in range(steps if kind.moving else max(2, steps // 4))]
                every += [one[0] for one in found]
                maps, lists, cpus = zip(*found, strict=True)
                row = f"{maps[0]:>6.0f}{spread(maps):>12}{spread(lists):>12}{spread(cpus):>12}   {_load()}"
                print(f"  {kind.words + ', ' + sight:46}{row}")
                window.operations.run("back", lambda _old, base=base: base)
                self.rest()
                self.quiet()
        print(f"  median of all {statistics.median(every):.0f}, worst {max(every):.0f}; ", end="")
        print(f"{sum(one > AIM for one in every)} of {len(every)} above {AIM}")
        window.actions_table["what_if"].trigger()
        self.quiet()

    def _kinds(self) -> Iterator[_Kind]:
        from ui import dates

        window = self.window
        run, hours, money = window.operations.run, window.you.time, window.you.wishes
        roles = [node.id for node in queries.entry_roles(window.session.document.curriculum)]
        known, choice, optional = self._learnable(), self._choice(), self._optional()

        def day(number: int) -> Any:
            return dates.to_qdate(START + timedelta(days=30 + 11 * number))

        def slide(number: int) -> None:
            hours.slider.setValue(11 + number % 25)

        def tick(number: int) -> None:
            """As the dialog of known items does."""
            window.live.ask(hours.effect, lambda old: progress.know_exactly(old, known[: number + 1]), close=True)

        yield _Kind("hours", slide, moving=True)
        weekday = hours.week.bars[5]
        yield _Kind("hours on one weekday", lambda number: weekday.setValue(15 * (1 + number % 39)), moving=True)
        yield _Kind("first day", lambda number: hours.begin.setDate(day(number)), moving=True)
        late = partial(run, "deadline", commands.set_deadline, START + timedelta(days=3000))
        yield _Kind("deadline", lambda number: hours.deadline.setDate(day(300 + number)), late, moving=True)
        yield _Kind("topics at a time", lambda number: hours.topics.setValue(1 + (number + 1) % 3), moving=True)
        cost = partial(run, "budget", commands.set_budget, 2000.0)
        yield _Kind("budget", lambda number: money.slider.setValue(20 + number % 60), cost, moving=True)
        yield _Kind("known skills, ticked", tick, moving=True)
        yield _Kind("known skills", lambda number: run("known", progress.know_exactly, known[: number + 1]))
        yield _Kind("start", lambda number: window.operations.choose_start(roles[(number + 1) % len(roles)]))
        yield _Kind("a choice", lambda _number: window.operations.choose_option(choice, self._other(choice)))
        yield _Kind("an item avoided", lambda number: run("avoid", _avoid_only, optional[number % len(optional)]))

        def plan(number: int) -> None:
            self.rest()
            run("hours", wishes.set_hours, 9.5 + number % 7)
            self.until(lambda: not window.feed.busy)

        yield _Kind("hours, first step after a plan", slide, each=plan, moving=True)

    def _follow(self, kind: _Kind, number: int) -> tuple[float, float, float]:
        """Milliseconds to the map and to the list, and milliseconds of CPU to the map."""
        window = self.window
        if kind.each:
            kind.each(number)
        elif not kind.moving:
            self.quiet()
        maps: list[tuple[float, float]] = []
        lists: list[float] = []

        def on_map(_glimpse: object) -> None:  # heard after the window has heard it, and painted the map
            maps.append((time.perf_counter(), time.process_time()))

        def on_list(_answer: object) -> None:
            window.plan_list.repaint()
            lists.append(time.perf_counter())

        live, feed = window.live, window.feed
        heard = ((live.coming, on_map), (feed.coming, on_map), (live.seen, on_list), (feed.plan_changed, on_list))
        for signal, slot in heard:
            signal.connect(slot)
        if kind.moving:
            window.you.time.slider.setSliderDown(True)
        begin, cpu = time.perf_counter(), time.process_time()
        kind.move(number)
        self.until(lambda: bool(lists) and not window.feed.busy)
        for signal, slot in heard:
            signal.disconnect(slot)
        return 1000 * (maps[0][0] - begin), 1000 * (lists[0] - begin), 1000 * (maps[0][1] - cpu)

    def _learnable(self) -> list[str]:
        """Planned items that somebody may know already, spread over the plan."""
        return [item.id for item in self.window.answer.plan.items if item.hours and not item.months][::3]

    def _optional(self) -> list[str]:
        """Items that only a choice brought into the plan, so that they can be avoided."""
        return [item.id for item in self.window.answer.plan.items if item.chosen_in and not item.cost_usd]


def _load() -> str:
    """How much the machine has to do, to be read beside a figure."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def _avoid_only(document: Document, item: str) -> Document:
    return commands.avoid(document.changed(learner=document.learner.changed(avoid=())), item)
