"""What stands in a form, as text: how a field is shown there, and what is meant by what was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from planner.i18n import _
from planner.model.curriculum import Kind, Node, Status, ThreePoint
from planner.model.problem import error

LISTS = frozenset(
    ("recommended", "grants", "accepts_held", "superseded_by", "aliases", "tags", "jurisdiction", "sources")
)
CHOICES: dict[str, tuple[str, ...]] = {
    "kind": tuple(Kind),
    "status": tuple(Status),
    "level": get_args(Node.model_fields["level"].annotation),
}
"""Fields with a list of possible values."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_SEPARATORS = re.compile(r"\s*(?:[/;–—-]|,\s|\s)\s*")


def text_of(field: str, value: Any) -> str:
    """The value of a field of an item as a form shows it; `value_of` reads it back."""
    if value is None:
        return ""
    if isinstance(value, ThreePoint):
        points = (value.optimistic, value.likely, value.pessimistic)
        return " / ".join(_digits(point) for point in (points[:1] if len(set(points)) == 1 else points))
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, float):
        return _digits(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_digits(part, 100)}%" for key, part in value.items())
    if field in LISTS:
        return ", ".join(_quoted(one) if any(mark in one for mark in ',;"') else one for one in value)
    return str(value)


def value_of(field: str, value: Any) -> Any:
    """The value of a field of an item: a text is read as it is typed into a form, anything else is the value itself.

    Hours and months are one number or three ("10 / 20 / 40", "10-40" is no estimate), lists are separated by commas, a
    date is 2026-11-30, credit is "python 50%, sql 25%". Raises PlannerError.
    """
    if not isinstance(value, str):
        return _converted(field, value)
    text = value.strip()
    if field in ("hours", "months"):
        return _estimate(field, text)
    if field in LISTS:
        return tuple(_listed(text))
    if field in CHOICES:
        return _chosen(field, text)
    if field == "partial":
        return dict(_credit(text))
    if field in ("cost_usd", "wait_days"):
        number = number_of(field, text) if text else 0.0
        return round(number) if field == "wait_days" and number == round(number) else number
    if field == "shelf_life_months":
        keeps = number_of(field, text) if text else 0.0
        return (round(keeps) if keeps == round(keeps) else keeps) or None
    if field == "parallel":
        return bool(text)
    if field == "checked":
        return _day(text)
    return value


def _digits(number: float, times: int = 1) -> str:
    """The number without an exponent and without a last zero, so that it is read back as the very same."""
    text = f"{Decimal(repr(number)) * times:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _converted(field: str, value: Any) -> Any:
    if field in CHOICES:
        return _chosen(field, str(value))
    if field in LISTS and isinstance(value, list):
        return tuple(value)
    if field == "cost_usd" and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _wrong(field: str, message: str) -> Exception:
    return error("invalid", message, field=field)


def number_of(field: str, text: str) -> float:
    """The number that a text says, with a point or a comma. Raises PlannerError."""
    if not _NUMBER.fullmatch(text):
        raise _wrong(field, _("“{text}” is no number.").format(text=text[:80]))
    return float(text.replace(",", "."))


def _estimate(field: str, text: str) -> Any:
    if not text:
        return None if field == "months" else 0.0
    parts = text.split(",") if text.count(",") == 2 and not re.search(r"[\s/;–—-]", text) else _SEPARATORS.split(text)
    numbers = [number_of(field, part) for part in parts]
    if len(numbers) == 2:
        message = _("Write one number, or three: at best, likely and at worst, such as {example}.")
        raise _wrong(field, message.format(example="10 / 20 / 40"))
    return numbers[0] if len(numbers) == 1 else numbers


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _listed(text: str) -> list[str]:
    found: list[str] = []
    for quoted, plain in re.findall(r'\s*(?:"((?:[^"]|"")*+)"|([^,;\n]++))', text):
        one = quoted.replace('""', '"').strip() or plain.strip()
        if one:
            found.append(one)
    return list(dict.fromkeys(found))


def _chosen(field: str, text: str) -> Any:
    if text not in CHOICES[field]:
        message = _('"{field}" must be one of these: {expected}.')
        raise _wrong(field, message.format(field=field, expected=", ".join(filter(None, CHOICES[field]))))
    return Kind(text) if field == "kind" else Status(text) if field == "status" else text


def _credit(text: str) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for one in _listed(text):
        item, _space, part = one.rpartition(" ")
        if not item or not part.endswith("%"):
            message = _("Write how much of an item is covered, such as {example}.")
            raise _wrong("partial", message.format(example="python 50%, sql 25%"))
        found.append((item.strip(), float(Decimal(repr(number_of("partial", part.removesuffix("%")))) / 100)))
    return found


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("Write the day as {example}.").format(example="2026-11-30")
        raise _wrong("checked", message) from None
