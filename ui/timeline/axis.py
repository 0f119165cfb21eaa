"""Days as pixels, and the two rows of words above them: years over months, months over weeks, years over quarters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Final

from PySide6.QtCore import QLocale

from planner.i18n import _
from ui import dates

LEAST, MOST = 0.03, 40.0
"""Pixels a day, at 100 % of text size: forty years on a small screen, and one day as wide as a button."""


class Scale(Enum):
    """The finer of the two rows of words."""

    WEEKS = "weeks"
    MONTHS = "months"
    QUARTERS = "quarters"
    YEARS = "years"


PIXELS: Final = {Scale.WEEKS: 40 / 7, Scale.MONTHS: 40 / 30.44, Scale.QUARTERS: 34 / 91.3}
"""Pixels a day that each button of the bar gives, at 100 % of text size."""
_ROOM: Final = {Scale.WEEKS: 24 / 7, Scale.MONTHS: 30 / 30.44, Scale.QUARTERS: 24 / 91.3}
"""Pixels a day from which there is room for the words of each."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One piece of a row of words."""

    first: date
    after: date
    """The first day of the next one."""
    words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from `first` to `last`, each `pixels` wide."""

    first: date
    last: date
    pixels: float
    text: float = 1.0
    """Text size, 1.0 to 2.0: larger words need more room."""

    @property
    def width(self) -> float:
        """Pixels from the beginning of the first day to the end of the last one."""
        return ((self.last - self.first).days + 1) * self.pixels

    def x(self, day: date) -> float:
        """Where a day begins, counted from the beginning of the first one."""
        return (day - self.first).days * self.pixels

    def end(self, day: date) -> float:
        """Where a day ends."""
        return ((day - self.first).days + 1) * self.pixels

    def day(self, x: float) -> date:
        """The day at a place, never beyond the ends."""
        return self.first + timedelta(days=min(max(int(x // self.pixels), 0), (self.last - self.first).days))

    @property
    def scale(self) -> Scale:
        """The finest row of words that there is room for."""
        return next((one for one, least in _ROOM.items() if self.pixels >= least * self.text), Scale.YEARS)

    def fine(self, begin: date, end: date) -> Iterator[Tick]:
        """The pieces of the finer row that touch the days from `begin` to `end`."""
        match self.scale:
            case Scale.WEEKS:
                yield from _weeks(begin, end)
            case Scale.MONTHS:
                yield from _months(begin, end, 1, self.pixels * 28 >= 34 * self.text)
            case Scale.QUARTERS:
                yield from _months(begin, end, 3, True)
            case Scale.YEARS:
                yield from _years(begin, end, self._years_at_once())

    def coarse(self, begin: date, end: date) -> Iterator[Tick]:
        """The pieces of the coarser row."""
        match self.scale:
            case Scale.WEEKS:
                for tick in _months(begin, end, 1, True):
                    short = (tick.after - tick.first).days * self.pixels < 96 * self.text
                    yield Tick(tick.first, tick.after, tick.words if short else dates.month(tick.first))
            case Scale.YEARS:
                yield from _years(begin, end, 10 * self._years_at_once(), decades=True)
            case _:
                yield from _years(begin, end, 1)

    def _years_at_once(self) -> int:
        return next((one for one in (1, 2, 5, 10) if one * 365 * self.pixels >= 38 * self.text), 20)


def week_begin(day: date) -> date:
    """The first day of the week of a day, as people count where the learner lives."""
    return day - timedelta(days=(day.isoweekday() - QLocale().firstDayOfWeek().value) % 7)


def _weeks(begin: date, end: date) -> Iterator[Tick]:
    first = week_begin(begin)
    while first <= end:
        after = first + timedelta(days=7)
        yield Tick(first, after, QLocale().toString(first.day))
        first = after


def _months(begin: date, end: date, count: int, words: bool) -> Iterator[Tick]:
    year, month = begin.year, (begin.month - 1) // count * count
    while (first := date(year, month + 1, 1)) <= end:
        year, month = year + (month + count) // 12, (month + count) % 12
        if count == 3:
            named = _("Q{number}").format(number=(first.month + 2) // 3)
        else:
            form = QLocale.FormatType.ShortFormat if words else QLocale.FormatType.NarrowFormat
            named = QLocale().standaloneMonthName(first.month, form)
        yield Tick(first, date(year, month + 1, 1), named)


def _years(begin: date, end: date, count: int, decades: bool = False) -> Iterator[Tick]:
    year = begin.year // count * count
    while year <= end.year:
        words = f"{year} – {year + count - 1}" if decades else str(year)
        yield Tick(date(max(1, year), 1, 1), date(year + count, 1, 1), words)
        year += count
