"""One translation catalogue for the program and the command line, and how a language writes numbers and dates.

Texts are marked with `_` (or `ngettext` for plurals) where they are written, with named placeholders that are filled
in afterwards: ``_("{title} needs {hours:g} hours").format(title=…, hours=…)``. English is the source language, so a
missing catalogue is not an error. Numbers and days that are filled in are written as the language does: `_` gives a
`Text`, whose `format` sees to that.
"""

from __future__ import annotations

import gettext as _gettext
import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Self, TypeVar

if TYPE_CHECKING:  # the frame of the window says no day, and goes without
    from datetime import date, datetime

DOMAIN = "trailmark"
_FOLDER: Final = Path(__file__).parent / "locale"

LANGUAGES: Final = {"en": "English", "de": "Deutsch", "es": "Español"}
"""The languages there are, each named in itself."""
PLAIN: Final = "C"
"""English for programs, days as 2027-01-31: what is spoken until a language is chosen, and in JSON."""


class Marks(NamedTuple):
    """How a language writes numbers: 12,340.5 in English, 12.340,5 in German."""

    decimal: str
    thousands: str
    least: int = 4
    """Digits before the decimal sign from which on thousands are set apart."""


_MARKS: Final = {
    "en": Marks(".", ","),
    "de": Marks(",", "."),
    "de_AT": Marks(",", "\xa0"),
    "de_CH": Marks(".", "'"),
    "de_LI": Marks(".", "'"),
    "es": Marks(",", ".", 5),
    **dict.fromkeys(("es_419", "es_DO", "es_GT", "es_HN", "es_MX", "es_NI", "es_PA"), Marks(".", ",")),
    **dict.fromkeys(("es_PE", "es_PR", "es_SV", "es_US"), Marks(".", ",")),
}


class Spoken(str):
    """A text that knows how it came about, so that it can be said again in another language."""

    __slots__ = ("_say",)
    _say: Callable[[], str] | None

    def __new__(cls, text: str, say: Callable[[], str] | None = None) -> Self:
        made = super().__new__(cls, text)
        made._say = say
        return made

    def again(self) -> str:
        """The same in the language of now."""
        return self._say() if self._say else self


class Text(Spoken):
    """A text in the chosen language, to be filled in."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> Spoken:
        """The text with its placeholders filled in; numbers and days as the language writes them."""
        text = super().format(*args, **{name: _spoken(value) for name, value in values.items()})

        def say() -> str:
            return Text(self.again()).format(*args, **{name: again(value) for name, value in values.items()})

        return Spoken(text, say)


T = TypeVar("T")


def again(value: T) -> T | str:
    """A text in the language of now, however long ago it was made, with what it was filled in with; else the value."""
    return value.again() if isinstance(value, Spoken) else value


class _Spoken:
    """A number or a day on its way into a text."""

    __slots__ = ("_value",)

    def __init__(self, value: float | date) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        return number(self._value, spec) if isinstance(self._value, (int, float)) else day(self._value)


def _spoken(value: object) -> object:
    if isinstance(value, str):
        return value
    from datetime import date

    return _Spoken(value) if isinstance(value, (int, float, date)) and not isinstance(value, bool) else value


_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_language: str = PLAIN
_marks = _MARKS["en"]


def _plain_clock(value: datetime) -> str:
    return f"{value:%H:%M}"


_clock: Callable[[datetime], str] = _plain_clock
_texts: dict[str, Text] = {}
"""What has been looked up since the language was chosen."""


def use_language(*wanted: str) -> str:
    """Switch to the first of these that there is ("de", "es_MX"), without any to that of the environment.

    Everything that is looked up from now on is in that language. Returns it, such as "es_MX"; English if there is none.
    """
    chosen = wanted[0] if wanted[:1] == (PLAIN,) else _first_known(wanted or _environment_languages())
    use_catalogue(_found(chosen), chosen)
    return chosen


def texts(language: str) -> int:
    """How many texts there are in a language; 0 where its catalogue is missing."""
    return len(vars(_found(language)).get("_catalog", ()))


def _found(language: str) -> _gettext.NullTranslations:
    """The catalogue of a language; without looking for that of English, which is the language of the source."""
    if language.partition("_")[0] in ("en", PLAIN):
        return _gettext.NullTranslations()
    return _gettext.translation(DOMAIN, str(_FOLDER), languages=[language], fallback=True)


def use_catalogue(catalogue: _gettext.NullTranslations, language: str) -> None:
    """Take texts from this catalogue from now on, and write numbers as `language` does."""
    global _catalogue, _language, _marks
    _catalogue, _language = catalogue, language
    _marks = _MARKS.get(language) or _MARKS.get(language[:2], _MARKS["en"])
    _texts.clear()


def use_marks(marks: Marks) -> None:
    """Write numbers with these, where somebody knows better than the table here what a region does."""
    global _marks
    _marks = marks


def use_clock(clock: Callable[[datetime], str]) -> None:
    """Write times of the day with this."""
    global _clock
    _clock = clock


def language() -> str:
    """The language in use, such as "de" or "es_MX"."""
    return _language


def environment_names_a_language() -> bool:
    """Whether the environment says anything about languages."""
    return bool(_environment_languages())


def _environment_languages() -> list[str]:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(variable)
        if value:
            return value.split(":")
    if sys.platform == "win32":
        import ctypes
        import locale

        return [locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "en")]
    return []


def _first_known(wanted: Iterable[str]) -> str:
    for name in wanted:
        first, *rest = name.partition(".")[0].partition("@")[0].replace("-", "_").split("_")
        if first.lower() in LANGUAGES:
            region = next((part for part in rest if len(part) == 2 or part.isdigit()), "")
            return f"{first.lower()}_{region.upper()}" if region else first.lower()
    return "en"


def speak_for_argparse() -> None:
    """Let argparse look up its own sentences here, too."""
    import argparse  # late: the window goes without it

    vars(argparse).update({"_": _, "ngettext": ngettext})


def _(message: str) -> str:
    """The text in the chosen language; `message` itself where the catalogue has none."""
    return looked_up(message)


def later(message: str) -> str:
    """Marks a text that stands in a table and is looked up when it is shown, with `looked_up`."""
    return message


def looked_up(message: str) -> str:
    """A text that was marked with `later`, in the chosen language."""
    text = _texts.get(message)
    if text is None:
        text = _texts[message] = Text(_catalogue.gettext(message), lambda: looked_up(message))
    return text


def ngettext(singular: str, plural: str, count: float) -> str:
    """The text for `count` things, with the plural rule of the chosen language; a part of one counts as several."""
    number = int(count) if float(count).is_integer() else 2
    say = partial(ngettext, singular, plural, count)
    return Text(_catalogue.ngettext(singular, plural, number), say)


def chain(words: Iterable[str]) -> str:
    """One thing after another, such as "Statistics ▸ Machine learning"."""
    return _(" ▸ ").join(words)


def number(value: float, spec: str = "") -> str:
    """A number in a format of Python's ("g", ",.0f"), as the language writes it: 12.340,5 in German."""
    text = format(value, spec)
    whole = text.partition(".")[0]
    if "," in whole and sum(letter.isdigit() for letter in whole) < _marks.least:
        text = text.replace(",", "")
    return text.translate({ord("."): _marks.decimal, ord(","): _marks.thousands})


def months(count: float) -> str:
    """So many months, such as "1 month" or "2.5 months"."""
    return ngettext("{count:g} month", "{count:g} months", count).format(count=count)


def day(value: date) -> str:
    """One day, such as "4 Jan 2027" or "4. Jan. 2027"."""
    if _language == PLAIN:
        return value.isoformat()
    return _("{day} {month} {year}").format(day=value.day, month=month_name(value), year=value.year)


def time(value: datetime) -> str:
    """A time of the day, such as "2:30 PM" where somebody knows better than the table here, else "14:30"."""
    return _clock(value)


def month(value: date) -> str:
    """The month of a day with its year, such as "Jan 2027"."""
    return _("{month} {year}").format(month=month_name(value), year=value.year)


def month_name(value: date) -> str:
    """The month of a day in short, such as "Jan"."""
    return _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()[value.month - 1]
