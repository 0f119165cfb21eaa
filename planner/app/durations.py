"""Lengths of study as people write them: "45", "1:30", "1.5 h", "1 h 30 min"."""

from __future__ import annotations

import re
import unicodedata

from planner.i18n import _

MOST_MINUTES = 24 * 60

_CLOCK = re.compile(r"(\d{1,3}):([0-5]?\d)")
_PART = re.compile(r"(\d{1,4}(?:[.,]\d{1,3})?)\s*([^\W\d_]*)\.?")


def parse_minutes(text: str) -> int | None:
    """Whole minutes; None for what is no length of study of a minute to a day. A number alone means minutes."""
    text = unicodedata.normalize("NFKC", text).strip().casefold()
    clock = _CLOCK.fullmatch(text)
    minutes = float(int(clock[1]) * 60 + int(clock[2])) if clock else _parts(text)
    found = None if minutes is None else int(minutes + 0.5)
    return found if found is not None and 0 < found <= MOST_MINUTES else None


def parse_hours(text: str) -> float | None:
    """Hours that something took in all; None for what is none. A number alone means hours."""
    text = unicodedata.normalize("NFKC", text).strip().casefold()
    plain = re.fullmatch(r"(\d{1,5}(?:[.,]\d{1,3})?)", text)
    if plain:
        return float(plain[1].replace(",", "."))
    clock = re.fullmatch(r"(\d{1,5}):([0-5]\d)", text)
    if clock:
        return int(clock[1]) + int(clock[2]) / 60
    minutes = _parts(text)
    return None if minutes is None else minutes / 60


def _parts(text: str) -> float | None:
    """One amount, or hours and then minutes."""
    found, place = 0.0, 0
    units: list[str] = []
    for match in _PART.finditer(text):
        if text[place : match.start()].strip(" \t+,"):
            return None
        unit = _unit(match[2], after_hours=units == ["h"])
        if unit is None or (units and [*units, unit] != ["h", "m"]):
            return None
        found += float(match[1].replace(",", ".")) * (60 if unit == "h" else 1)
        units.append(unit)
        place = match.end()
    return found if units and not text[place:].strip() else None


def _unit(word: str, after_hours: bool) -> str | None:
    hours = {"h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", _("h").casefold()}
    minutes = {"", "m", "min", "mins", "minute", "minutes", "minuten", "'", _("min").casefold()}
    if word in hours:
        return None if after_hours else "h"
    return "m" if word in minutes else None


def minutes_words(minutes: int) -> str:
    """Such as "45 min", "2 h" or "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)
