"""Public holidays of a country, from the optional library `holidays`: days without study."""

from __future__ import annotations

import importlib
import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache
from importlib.util import find_spec

from planner.i18n import _
from planner.model.learner import Availability
from planner.model.problem import Problem, Severity
from planner.planning.countries import country_name

LIBRARY = "holidays"
_REGION = re.compile(r"[A-Z0-9]{1,3}")


def available() -> bool:
    """Whether the library is installed."""
    return find_spec(LIBRARY) is not None


def regions() -> list[tuple[str, str]]:
    """Code and name of every country and region that the library knows, by name; empty without the library."""
    if not available():
        return []
    library = importlib.import_module(LIBRARY)
    found: list[tuple[str, str]] = []
    names = {code: country_name(code, _words(name)) for code, name in _country_names(library).items()}
    for code, parts in library.list_supported_countries(include_aliases=False).items():
        if code in names:
            found.append((code, names[code]))
            found += [(f"{code}-{part}", f"{names[code]}, {part}") for part in parts if _REGION.fullmatch(part)]
    return sorted(found, key=lambda one: _as_sorted(one[1]))


def public_holidays(region: str, first: date, last: date) -> frozenset[date]:
    """The public holidays of a region between two days, both included; empty where nobody knows them."""
    return frozenset(
        day for year in range(first.year, last.year + 1) for day in _of_year(region, year) if first <= day <= last
    )


def problem(availability: Availability) -> Problem | None:
    """What to say when the holidays that were asked for are not known."""
    region = availability.holidays
    if not region:
        return None
    if not available():
        text = _("Public holidays need the package “holidays”. Install it with: pip install holidays")
    elif _of_year(region, availability.first_day.year):
        return None
    else:
        text = _("No public holidays are known for “{region}”. Write a country such as DE or a region such as DE-BY.")
    return Problem(
        severity=Severity.WARNING, code="no-holidays", message=text.format(region=region), field="availability.holidays"
    )


def without_study(availability: Availability, days: int) -> list[int]:
    """Day numbers from the start on that are public holidays, of the first `days`."""
    if not availability.holidays or not available():
        return []
    last = availability.first_day + timedelta(days=days - 1)
    found = public_holidays(availability.holidays, availability.first_day, last)
    return sorted((day - availability.first_day).days for day in found)


@lru_cache(maxsize=512)
def _of_year(region: str, year: int) -> tuple[date, ...]:
    country, _dash, part = region.partition("-")
    try:
        library = importlib.import_module(LIBRARY)
        return tuple(library.country_holidays(country, subdiv=part or None, years=year))
    except (ImportError, NotImplementedError, KeyError):
        return ()


@lru_cache(maxsize=1)
def _country_names(library: object) -> dict[str, str]:
    registry = importlib.import_module(f"{LIBRARY}.registry").COUNTRIES
    return {names[1]: names[0] for names in registry.values() if len(names) > 1}


def _as_sorted(name: str) -> str:
    """Accents do not count for the order: Österreich stands between Oman and Pakistan."""
    return "".join(
        letter for letter in unicodedata.normalize("NFD", name.casefold()) if letter.isalnum() or letter in " ,"
    )


def _words(name: str) -> str:
    return "".join(f" {letter}" if letter.isupper() else letter for letter in name).strip()
