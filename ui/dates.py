"""Dates and numbers as the person's language writes them: texts, fields and Qt's own words all in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime
from PySide6.QtWidgets import QApplication

from planner import i18n
from planner.i18n import _, ngettext

if TYPE_CHECKING:
    from datetime import date, datetime

    from PySide6.QtCore import Qt, QTranslator

_translators: list[QTranslator] = []
"""What is installed now: Qt's own texts in the language of the program."""
_first: Qt.DayOfWeek | None = None


def begin_weeks_on(name: str) -> None:
    """Let weeks begin on "monday", "saturday" or "sunday"; "" for as the language says."""
    global _first
    from PySide6.QtCore import Qt  # late, see `ui.shell`

    _first = {
        "monday": Qt.DayOfWeek.Monday,
        "saturday": Qt.DayOfWeek.Saturday,
        "sunday": Qt.DayOfWeek.Sunday,
    }.get(name)


def first_weekday() -> Qt.DayOfWeek:
    """The day on which weeks begin in every calendar."""
    return _first or QLocale().firstDayOfWeek()


def weekdays() -> list[int]:
    """The days of a week in their order, Monday as 0."""
    first = first_weekday().value - 1
    return [(first + day) % 7 for day in range(7)]


def weekday(day: int, short: bool = False) -> str:
    """The name of a weekday, Monday as 0, such as "Monday" or "Mon"."""
    if short:
        return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[day]
    days = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return days[day]


def use_language(wanted: str = "") -> None:
    """Speak `wanted` ("de", "es_MX") everywhere, or the language of the environment or else of the desktop."""
    language = use_texts(wanted)
    # Without a region of its own, a language is written, and a week begins, as where the desktop stands.
    here = QLocale.system().territory()
    locale = QLocale(language) if "_" in language else QLocale(QLocale(language).language(), here)
    QLocale.setDefault(locale)
    least = 4 if locale.groupSeparator() in locale.toString(1000) else 5
    i18n.use_marks(i18n.Marks(locale.decimalPoint(), locale.groupSeparator(), least))
    i18n.use_clock(time)
    app = QCoreApplication.instance()
    if isinstance(app, QApplication):
        _translate_qt(locale)
        app.setLayoutDirection(locale.textDirection())


def use_texts(wanted: str = "") -> str:
    """The same for what the program itself says, which is all that the frame of the window needs; the language."""
    asked = [wanted] if wanted else [] if i18n.environment_names_a_language() else QLocale.system().uiLanguages()
    return i18n.use_language(*asked)


def _translate_qt(locale: QLocale) -> None:
    """Let the buttons and dialogs that are Qt's own speak the language of the program."""
    from PySide6.QtCore import QLibraryInfo, QTranslator  # late, see `ui.shell`

    while _translators:
        QCoreApplication.removeTranslator(_translators.pop())
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator()
    if translator.load(locale, "qtbase", "_", folder) and QCoreApplication.installTranslator(translator):
        _translators.append(translator)


def day_pattern() -> str:
    """How a field shows a day that can be edited, in the letters of Qt."""
    return _("{day} {month} {year}").format(day="d", month="MMM", year="yyyy")


def to_qdate(day: date) -> QDate:
    """The same day for Qt."""
    return QDate(day.year, day.month, day.day)


def from_qdate(day: QDate) -> date:
    """The same day for the planner."""
    from datetime import date  # late, as the frame of the window says no day

    return date(day.year(), day.month(), day.day())


def day(value: date | None) -> str:
    """One day, such as "4 Jan 2027"; "never" where there is none."""
    return i18n.day(value) if value else _("never")


def long_day(value: date) -> str:
    """One day with its name, such as "Monday, January 4, 2027"."""
    return QLocale().toString(to_qdate(value), QLocale.FormatType.LongFormat)


def time(value: datetime) -> str:
    """A time of the day, such as "2:30 PM" or "14:30"."""
    return QLocale().toString(QTime(value.hour, value.minute), QLocale.FormatType.ShortFormat)


def moment(value: datetime) -> str:
    """A day and a time of it here, such as "4 Jan 2027, 14:30"."""
    here = value.astimezone()
    return _("{day}, {time}").format(day=day(here.date()), time=time(here))


def weekday_and_day(value: date) -> str:
    """A day of which one knows the year, such as "Mon 4 Jan"."""
    name, month_name = weekday(value.weekday(), short=True), i18n.month_name(value)
    return _("{weekday} {day} {month}").format(weekday=name, day=value.day, month=month_name)


def month(value: date | None) -> str:
    """One month, such as "Jan 2027"; "never" where there is none."""
    return i18n.month(value) if value else _("never")


def span(start: date | None, finish: date | None) -> str:
    """Two days as months, such as "Jan – Mar 2027"."""
    if start is None or finish is None:
        return _("never")
    if (start.year, start.month) == (finish.year, finish.month):
        return month(finish)
    first = i18n.month_name(start) if start.year == finish.year else month(start)
    return _("{first} – {last}").format(first=first, last=month(finish))


def days(first: date, last: date) -> str:
    """Some days, such as "4 Jan 2027" or "4 Jan – 2 Feb 2027"."""
    if first == last:
        return day(first)
    return _("{first} – {last}").format(first=day(first), last=day(last))


def hours(value: float) -> str:
    """A number of hours, such as "1,340 h" or "12.5 h"."""
    digits = 0 if value >= 100 or float(value).is_integer() else 1
    return _("{hours} h").format(hours=i18n.number(value, f",.{digits}f"))


def hours_a_week(value: float) -> str:
    """Hours of study, such as "10 hours a week"."""
    return ngettext("{hours:g} hour a week", "{hours:g} hours a week", value).format(hours=value)


def number(value: float) -> str:
    """A number as it stands where there is little room: whole from 10 on, else with one digit behind the point."""
    digits = 0 if value >= 10 or round(value, 1).is_integer() else 1
    return QLocale().toString(value, "f", digits)


def money(usd: float) -> str:
    """An amount in US dollars; an amount keeps its own currency."""
    return _("{amount} USD").format(amount=i18n.number(usd, ",.0f"))
