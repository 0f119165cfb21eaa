"""Dates and numbers as the person's language writes them."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime

from planner.i18n import _


def use_a_language() -> None:
    """Where no locale is set, numbers and dates are written as in English, not as in C."""
    if QLocale().language() == QLocale.Language.C:
        QLocale.setDefault(QLocale(QLocale.Language.English))


def to_qdate(day: date) -> QDate:
    """The same day for Qt."""
    return QDate(day.year, day.month, day.day)


def from_qdate(day: QDate) -> date:
    """The same day for the planner."""
    return date(day.year(), day.month(), day.day())


def day(value: date | None) -> str:
    """One day, such as "4 Jan 2027"; "never" where there is none."""
    return QLocale().toString(to_qdate(value), "d MMM yyyy") if value else _("never")


def time(value: datetime) -> str:
    """A time of the day, such as "2:30 PM" or "14:30"."""
    return QLocale().toString(QTime(value.hour, value.minute), QLocale.FormatType.ShortFormat)


def month(value: date | None) -> str:
    """One month, such as "Jan 2027"; "never" where there is none."""
    return QLocale().toString(to_qdate(value), "MMM yyyy") if value else _("never")


def span(start: date | None, finish: date | None) -> str:
    """Two days as months, such as "Jan – Mar 2027"."""
    if start is None or finish is None:
        return _("never")
    if (start.year, start.month) == (finish.year, finish.month):
        return month(finish)
    first = QLocale().toString(to_qdate(start), "MMM" if start.year == finish.year else "MMM yyyy")
    return f"{first} – {month(finish)}"


def hours(value: float) -> str:
    """A number of hours, such as "1,340 h" or "12.5 h"."""
    digits = 0 if value >= 100 or float(value).is_integer() else 1
    return _("{hours} h").format(hours=QLocale().toString(value, "f", digits))


def money(usd: float) -> str:
    """An amount in US dollars; an amount keeps its own currency."""
    return _("{amount} USD").format(amount=QLocale().toString(usd, "f", 0))
