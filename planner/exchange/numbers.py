"""Numbers in tables as spreadsheets write them: 1,200.5 in English, 1.200,5 in German and Spanish, 1 200,5 in French.

A cell such as `1.200` may mean two numbers. The other numbers of the table say which, never the language of the
computer or the sign between the cells: Google Sheets writes commas there in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from planner.i18n import _

_UNIT = re.compile(r"(h|hrs?|hours?|std\.?|stunden?|horas?|months?|monate?|mes|meses|usd|\$)$")

_CURRENCY = re.compile(r"\A(?:usd|(?:us)?\$)")


def _shape(decimal: str, thousands: str) -> re.Pattern[str]:
    whole = rf"\d+|[1-9]\d{{0,2}}(?P<group>[{thousands} \xa0\u202f'’])\d{{3}}(?:(?P=group)\d{{3}})*"
    return re.compile(rf"(?P<whole>{whole})(?:{decimal}(?P<rest>\d+))?|(?P<plain>\d+(?:{decimal}\d+)?e[+-]?\d{{1,3}})")


_SHAPES = {".": _shape(r"\.", ","), ",": _shape(",", ".")}


class Decimals:
    """The numbers of one table, which has decimal points or decimal commas."""

    def __init__(self, cells: Iterable[str]) -> None:
        readings = [_readings(_bare(cell)) for cell in cells]
        self.marks = {mark for found in readings if len(found) == 1 for mark in found}
        """The decimal signs that are in it for certain."""

    def number(self, cell: str) -> float:
        """The number that the cell holds. Raises ValueError with a sentence."""
        text = _bare(cell)
        found = _readings(text)
        if not found:
            raise ValueError(_("“{text}” is not a number; write it as 7.5.").format(text=cell[:40]))
        if not _is_ambiguous(found):
            return next(iter(found.values()))
        if len(self.marks) == 1:
            return found[next(iter(self.marks))]
        message = _(
            "“{text}” may mean {many} or {few}; the other numbers of the table do not say which. Write one of them."
        )
        mark = next(one for one in text if one in found)
        few = plain(found[mark]).replace(".", mark)
        raise ValueError(message.format(text=cell[:40], many=plain(max(found.values())), few=few))


def plain(value: float) -> str:
    """The number so that it means one thing in every table: 1.125 might be 1,125 in German."""
    text = repr(value).removesuffix(".0")
    return text + "0" if _is_ambiguous(_readings(text)) else text


def _bare(cell: str) -> str:
    plain_spaces = " ".join(cell.casefold().split())  # which no search then walks along again and again
    return _UNIT.sub("", _CURRENCY.sub("", plain_spaces)).strip()


def _readings(text: str) -> Mapping[str, float]:
    """What the text means with each of the two decimal signs; empty where it is no number."""
    return {mark: value for mark in _SHAPES if (value := _read(text, mark)) is not None}


def _read(text: str, mark: str) -> float | None:
    found = _SHAPES[mark].fullmatch(text)
    if found is None:
        return None
    if found["plain"]:
        return float(found["plain"].replace(",", "."))
    whole = "".join(one for one in found["whole"] if one.isdigit())
    return float(f"{whole}.{found['rest'] or 0}")


def _is_ambiguous(found: Mapping[str, float]) -> bool:
    return len(set(found.values())) > 1
