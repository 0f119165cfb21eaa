"""How long a dated fact may be relied on before somebody should look at it again."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field

ShelfLife = Annotated[int, Field(ge=1, le=600)]
"""Calendar months from the day on which a fact was checked."""

SOON_MONTHS = 2
"""So long before the end of its shelf life a fact is said to be due soon."""


class FactKind(StrEnum):
    """What a dated fact is about; each kind has a shelf life."""

    EXAM = "exam"
    RECORD = "record"
    LAW = "law"
    RESOURCE = "resource"
    COURSE = "course"
    PAY = "pay"
    OFFER = "offer"
    WAY = "way"
    SKILL = "skill"
    OTHERWISE = "otherwise"
    CURRICULUM = "curriculum"


SHELF_LIFE: dict[FactKind, int] = {
    FactKind.EXAM: 12,  # versions, fees and what is asked for are changed about once a year
    FactKind.RECORD: 12,  # the same for status, fee and validity of one certification
    FactKind.LAW: 12,  # days of application and guidance move every year
    FactKind.RESOURCE: 12,  # pages move, editions follow each other
    FactKind.COURSE: 12,  # prices and contents are set for a year
    FactKind.PAY: 24,  # surveys come every year or two; a projection ends with its period
    FactKind.OFFER: 36,  # degrees and projects change with their rules
    FactKind.WAY: 36,  # what roles, jobs and stages are taken to need
    FactKind.SKILL: 60,  # what a skill is and how long it takes; those of a product say less themselves
    FactKind.OTHERWISE: 24,  # what an overlay says otherwise
    FactKind.CURRICULUM: 24,  # which items belong to it
}
"""Months. Why so many stands beside each; `docs/freshness.md` says it to authors."""


R = TypeVar("R", bound=BaseModel)


def dated(record: R, day: date | None) -> R:
    """A record with the day on which its file was checked, where it has none of its own."""
    if day is None or getattr(record, "checked", None) is not None:
        return record
    return record.model_copy(update={"checked": day})


class State(StrEnum):
    """How a fact stands on a day."""

    STALE = "stale"
    UNDATED = "undated"
    FUTURE = "future"  # dated after the day on which it is asked: a slip of the pen, or of a clock
    SOON = "soon"
    FRESH = "fresh"


_DAY = re.compile(r"(?:about |as of |since )?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.IGNORECASE)


def day_of(text: str) -> date | None:
    """The earliest day that a date in words can mean: "2026-10" and "about 2026-10" are 1 October; None for no date.

    The earliest, so that no fact is taken for fresher than it is.
    """
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def months_after(day: date, months: int) -> date:
    """The same day so many calendar months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    """The same day so many calendar months before, or the last one of that month."""
    return date.min if day.year * 12 + day.month - months <= 24 else months_after(day, -months)


def state(checked: date | None, due: date | None, today: date) -> State:
    """How a fact stands that was checked then and is due for the next check on the day `due`."""
    if checked is None or due is None:
        return State.UNDATED
    if checked > today:
        return State.FUTURE
    if due <= today:
        return State.STALE
    return State.SOON if months_before(due, SOON_MONTHS) <= today else State.FRESH
