"""Reading JSON that other programs made, of which nothing can be relied on."""

from __future__ import annotations

from typing import Any


def many(value: Any) -> list[Any]:
    """The values of a field that holds one or a list of them."""
    return [] if value is None else value if isinstance(value, list) else [value]


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a field that holds one or a list of them."""
    return [one for one in many(value) if isinstance(one, dict)]


def words(value: Any) -> str:
    """A text, also in a map of languages or as the values of JSON-LD with their language, English first."""
    tagged = [one for one in many(value) if isinstance(one, dict) and isinstance(one.get("@value"), str)]
    for one in sorted(tagged, key=lambda one: not str(one.get("@language", "")).lower().startswith("en")):
        if one["@value"].strip():
            return str(one["@value"])
    for one in many(value):
        if isinstance(one, str) and one.strip():
            return one
        if isinstance(one, dict) and "@value" not in one:
            english = sorted(one, key=lambda key: (not str(key).lower().startswith("en"), str(key)))
            said = [text for key in english for text in many(one[key]) if isinstance(text, str) and text.strip()]
            if said:
                return said[0]
    return ""


def addresses(value: Any) -> list[str]:
    """What a field refers to: addresses, or objects with their address in `@id`."""
    found = [one.get("@id", one.get("@value")) if isinstance(one, dict) else one for one in many(value)]
    return list(dict.fromkeys(one for one in found if isinstance(one, str) and one))


def number(value: Any) -> int | None:
    """A whole number from 0 to 1,000, also in quotation marks; None for anything else."""
    plain = value.get("@value") if isinstance(value, dict) else value
    if isinstance(plain, str) and plain.isdecimal() and len(plain) < 5:
        plain = int(plain)
    good = isinstance(plain, int) and not isinstance(plain, bool) and 0 <= plain <= 1000
    return plain if good and isinstance(plain, int) else None
