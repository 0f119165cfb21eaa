"""Many learners at once through one plan: the order stays, the durations are drawn.

The same rules as in the schedule: one item is studied at a time, only one job or degree place is taken at a time,
parallel months run at once, and everything starts as soon as its turn has come and what it waits for is over. All
learners go through a step together, each one a place in an array.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.planning.clocks import Clock, Days, Ends, later_of, months_and_days
from planner.planning.quantiles import Array, Points, Singles, mode_of, steps

_ROWS = 16
"""Draws that are made ready at once."""


@dataclass(frozen=True, slots=True)
class Work:
    """One job of a plan with estimates in place of durations; `waits` are places in the list of works."""

    waits: Collection[int]
    beside: Collection[int] = ()
    """Works whose months have to have begun."""
    study: tuple[Points, ...] = ()
    """Minutes of study of its items, one after the other."""
    months: tuple[Points, ...] = ()
    """Calendar months of its items, side by side."""
    exclusive: bool = False
    """Whether its months need a job or degree place of their own."""
    first_day: int = 0
    """Day number before which it does not begin."""
    exam_days: tuple[tuple[int, ...], ...] = ()
    """Of every exam on fixed days the day numbers on which it may be sat after the study, ascending."""
    wait_days: int = 0
    """Days after study and exam until it counts."""

    @property
    def dated(self) -> bool:
        """Whether days are waited for after the study."""
        return bool(self.exam_days) or self.wait_days > 0


class Order(NamedTuple):
    """In which order the plan does things, as places in the list of works."""

    study: Sequence[int]
    """Every work with study."""
    places: Sequence[int]
    """Every exclusive work with months."""


class Mark(NamedTuple):
    """When something may begin: after a turn of study and after other things."""

    turn: int = 0
    """Place in the order of study; 0 is the beginning. Of pieces of study only the last counts: they follow on."""
    studied: Array | None = None
    """The end of that turn in minutes; None where nobody will ask for it."""
    others: Ends | None = None
    """The last of all other things."""


class Dice:
    """Draws durations. The same seed gives the same draws, whatever the version of numpy: only raw bits are used."""

    def __init__(self, samples: int, seed: int) -> None:
        self.samples = samples
        self._generator = np.random.PCG64(seed)
        self._rows: Iterator[NDArray[np.uint8]] = iter(())

    def row(self) -> NDArray[np.uint8]:
        """One number of eight bits a learner: which of 256 equally likely parts of a distribution."""
        row = next(self._rows, None)
        if row is None:
            words = -(-self.samples // 8)
            bits = self._generator.random_raw(_ROWS * words).view(np.uint8)
            self._rows = iter(bits.reshape(_ROWS, -1)[:, : self.samples])
            row = next(self._rows)
        return row

    def draw(self, estimate: Points) -> Array | float:
        """One value a learner; a single number where the estimate has no spread."""
        if estimate.optimistic == estimate.pessimistic:
            return estimate.likely
        return _values(estimate).take(self.row(), mode="wrap")

    def months(self, estimates: Sequence[Points]) -> tuple[Days | int, Days | int]:
        """Months as places in the table of months and days: the longest of these, which run at once."""
        if len(estimates) == 1 and estimates[0].optimistic < estimates[0].pessimistic:
            places, rest = months_and_days(_values(estimates[0]))
            row = self.row()
            return places.take(row, mode="wrap"), rest.take(row, mode="wrap")
        longest = np.asarray(self.draw(estimates[0]))
        for estimate in estimates[1:]:
            longest = np.maximum(longest, self.draw(estimate))
        return months_and_days(longest)


def _values(estimate: Points) -> Array:
    width = estimate.pessimistic - estimate.optimistic
    return estimate.optimistic + width * steps(mode_of(estimate)).astype(np.float64)


@dataclass(slots=True)
class _Study:
    """How far everybody is with study. What is drawn is added up first: the pace multiplies the sum."""

    pace: Array
    dice: Dice
    _minute: Array = field(init=False)
    """Minutes at the last look."""
    _sure: float = 0.0
    """Minutes since then that are the same for everybody, before the pace."""
    _drawn: Singles = field(init=False)
    """Those that are not."""
    _any: bool = False
    _one: Singles = field(init=False)
    _table: Singles = field(init=False)

    def __post_init__(self) -> None:
        self._minute = np.zeros(len(self.pace))
        self._drawn, self._one = (np.empty(len(self.pace), np.float32) for _one in range(2))
        self._table = np.empty_like(steps(0.5))

    def add(self, estimate: Points) -> None:
        """One more item."""
        width = estimate.pessimistic - estimate.optimistic
        if not width:
            self._sure += estimate.likely
            return
        self._sure += estimate.optimistic
        np.multiply(steps(mode_of(estimate)), width, out=self._table)
        self._table.take(self.dice.row(), out=self._one if self._any else self._drawn, mode="wrap")
        if self._any:
            self._drawn += self._one
        self._any = True

    def minute(self) -> Array:
        """Capacity used up by now, for each learner. Not to be written to."""
        if self._any:
            grown = self._drawn.astype(np.float64)
            grown += self._sure
            grown *= self.pace
            grown += self._minute
            self._minute = grown
        elif self._sure:
            self._minute = self._minute + self.pace * self._sure
        self._sure, self._any = 0.0, False
        return self._minute

    def wait(self, minute: Array) -> None:
        """Nothing before this."""
        self._minute = np.maximum(self.minute(), minute)


def propagate(
    works: Sequence[Work], order: Order, clock: Clock, pace: Array, seed: int, wanted: Collection[int]
) -> tuple[Days, dict[int, Days]]:
    """The day on which everything is over, and that of each wanted work, for every learner.

    `pace`: one factor a learner on all study, shape (samples,). Days have the same shape. Raises AssertionError when
    the order contradicts what waits for what.
    """
    run = _Run(works, order, clock, pace, seed, frozenset(wanted))
    run.go()
    return clock.day(run.end()), {number: clock.day(run.moment(run.ends[number])) for number in wanted}


class _Run:
    def __init__(
        self, works: Sequence[Work], order: Order, clock: Clock, pace: Array, seed: int, wanted: frozenset[int]
    ) -> None:
        self.works, self.order, self.clock, self.wanted = works, order, clock, wanted
        self.dice = Dice(len(pace), seed)
        self.study = _Study(pace, self.dice)
        self.missing = [len(work.waits) + len(work.beside) for work in works]
        self.frees: list[list[int]] = [[] for _work in works]
        self.lets: list[list[int]] = [[] for _work in works]
        """Work -> those that wait for its months to begin."""
        self.plain = [
            bool(work.study) and not (work.months or work.dated or work.beside or work.first_day > 0) for work in works
        ]
        """Study and nothing else: these need not know when the study before them ends, theirs comes after it."""
        self.asked = [number in wanted for number in range(len(works))]
        """Whether somebody will ask at which minute a work ends."""
        for number, work in enumerate(works):
            for before in work.waits:
                self.frees[before].append(number)
                self.asked[before] |= not self.plain[number]
            for partner in work.beside:
                self.lets[partner].append(number)
        self.readers = [len(frees) for frees in self.frees]
        self.begin = Mark(0, self.study.minute())
        self.employed: Ends | None = None
        self.starts: dict[int, Mark] = {}
        """Works that may start, and when."""
        self.parts: dict[int, list[Mark]] = {}
        self.began: dict[int, Ends] = {}
        """When months began that others wait for."""
        self.ends: dict[int, Mark] = {}
        """Only as long as somebody will ask: 5,000 arrays would fill the memory."""
        self.last: Ends | None = None
        """The end of everything but study that nothing waits for."""
        self.done = 0

    def go(self) -> None:
        """Everything in the order of the plan. Raises AssertionError where that is impossible."""
        turn = place = 0
        study, places = self.order
        self._open([number for number, count in enumerate(self.missing) if not count])
        while turn < len(study) or place < len(places):
            if turn < len(study) and study[turn] in self.starts:
                turn += 1
                self._study(study[turn - 1], turn)
            elif place < len(places) and places[place] in self.starts:
                place += 1
                self._take_place(places[place - 1])
            else:
                break
        if self.done < len(self.works):
            raise AssertionError("the order contradicts what waits for what")

    def moment(self, mark: Mark) -> Ends:
        """A mark as a moment for each learner."""
        if mark.studied is None:
            raise AssertionError("nobody was expected to ask for this piece of study")
        return later_of(Ends(mark.studied, None), mark.others)

    def end(self) -> Ends:
        """When everything is over."""
        return later_of(Ends(self.study.minute(), None), self.last)

    def _open(self, ready: list[int]) -> None:
        """Lets works start; those that take no turn are over at once and may let others start."""
        while ready:
            number = ready.pop()
            start = self._start(number)
            if self.plain[number]:
                self.starts[number] = start
                continue
            work = self.works[number]
            if work.first_day > 0:
                start = start._replace(others=later_of(self._morning(work.first_day), start.others))
            self.parts[number] = []
            if work.dated and not work.study:
                ends = self.clock.counted(self.moment(start), work.exam_days, work.wait_days)
                self.parts[number].append(self._at(ends))
            if work.months and not work.exclusive:
                begin = self.moment(start)
                self.parts[number].append(self._at(self.clock.after(begin, *self.dice.months(work.months))))
                ready += self._months_begin(number, begin)
            if work.study or (work.months and work.exclusive):
                self.starts[number] = start
            else:
                ready += self._over(number, _latest(self.begin, self.parts.pop(number) or [start]))

    def _start(self, number: int) -> Mark:
        """When everything that a work waits for is over, or has begun where that is enough."""
        found = [self._at(self.began[partner]) for partner in self.works[number].beside]
        for before in self.works[number].waits:
            self.readers[before] -= 1
            mark = self.ends.get(before)
            if mark is not None:
                found.append(mark)
                if not self.readers[before] and before not in self.wanted:
                    del self.ends[before]
        return _latest(self.begin, found) if found else self.begin

    def _morning(self, day: int) -> Ends:
        day = min(day, self.clock.never)
        samples = self.dice.samples
        return Ends(np.full(samples, self.clock.used[day]), np.full(samples, day))

    def _study(self, number: int, turn: int) -> None:
        others, work = self.starts[number].others, self.works[number]
        if others is not None:
            self.study.wait(others.minute)
        for estimate in work.study:
            self.study.add(estimate)
        minute = self.study.minute() if self.asked[number] or work.dated else None
        if self.plain[number]:
            del self.starts[number]
            if self.asked[number]:
                self.ends[number] = Mark(turn, minute)
            self._open(self._freed(number))
        elif work.dated:
            end = self.moment(Mark(turn, minute))
            self._part(number, self._at(self.clock.counted(end, work.exam_days, work.wait_days)))
        else:
            self._part(number, Mark(turn, minute))

    def _take_place(self, number: int) -> None:
        begin = later_of(self.moment(self.starts[number]), self.employed)
        self.employed = self.clock.after(begin, *self.dice.months(self.works[number].months))
        self._open(self._months_begin(number, begin))
        self._part(number, self._at(self.employed))

    def _months_begin(self, number: int, begin: Ends) -> list[int]:
        """Whatever only waits for that may start."""
        if self.lets[number]:
            self.began[number] = begin
        return self._counted_down(self.lets[number])

    def _at(self, ends: Ends) -> Mark:
        return self.begin._replace(others=ends)

    def _part(self, number: int, end: Mark) -> None:
        work = self.works[number]
        self.parts[number].append(end)
        if len(self.parts[number]) == bool(work.study or work.dated) + bool(work.months):
            del self.starts[number]
            self._open(self._over(number, _latest(self.begin, self.parts.pop(number))))

    def _over(self, number: int, end: Mark) -> list[int]:
        """The work is done, and whatever it was the last thing to wait for may start."""
        if self.asked[number] or end.others is not None:
            self.ends[number] = end
            if not self.frees[number] and end.others is not None:
                self.last = later_of(end.others, self.last)
        return self._freed(number)

    def _freed(self, number: int) -> list[int]:
        self.done += 1
        return self._counted_down(self.frees[number])

    def _counted_down(self, followers: Iterable[int]) -> list[int]:
        """Those that wait for nothing more."""
        ready = []
        for follower in followers:
            self.missing[follower] -= 1
            if not self.missing[follower]:
                ready.append(follower)
        return ready


def _latest(latest: Mark, more: Iterable[Mark]) -> Mark:
    """The later one for each learner."""
    for mark in more:
        turn, studied, others = mark
        if turn < latest.turn:
            turn, studied = latest.turn, latest.studied
        latest = Mark(turn, studied, latest.others if others is None else later_of(others, latest.others))
    return latest
