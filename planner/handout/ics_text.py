"""The letters of iCalendar (RFC 5545): escaped values, folded lines, and events read back from a file of ours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

MOST_OCTETS = 75
"""Of a line, without its end."""
PRODUCT = "-//Trailmark//Handout//EN"

_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})
_KEPT = re.compile(r"(UID|DTSTART|DTEND|SUMMARY|CATEGORIES)[;:][^\x00-\x1f\x7f]*")
_UID = re.compile(r"[0-9a-f-]{36}")


def text(*lines: str) -> str:
    """Lines of text as one value. Nothing in them can end it: controls become spaces, special signs are escaped."""
    return "\\n".join("".join(map(_plain, line)).translate(_ESCAPED) for line in lines)


def _plain(character: str) -> str:
    return " " if unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs") else character


def folded(lines: Iterable[str]) -> bytes:
    """Content lines as they stand in a file: in UTF-8, none longer than 75 octets, no character torn apart."""
    out = bytearray()
    for line in lines:
        used = 0
        for character in line:
            octets = character.encode("utf-8")
            if used + len(octets) > MOST_OCTETS:
                out += b"\r\n "
                used = 1
            out += octets
            used += len(octets)
        out += b"\r\n"
    return bytes(out)


def stamp(moment: datetime) -> str:
    """A moment in UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def day(value: date) -> str:
    """A whole day."""
    return value.strftime("%Y%m%d")


@dataclass(frozen=True, slots=True)
class Written:
    """An event in a file that was written before."""

    uid: str
    sequence: int
    last: str
    """The day on which it ends, as in the file: 20270131."""
    kept: tuple[str, ...]
    """Its lines that say what it is and when."""
    cancelled: bool


def read_back(content: bytes, key: str) -> tuple[list[Written], int]:
    """The events of a file of ours for the calendar `key`, and its highest sequence number; ([], -1) of any other file.

    Whatever does not look as we write it is left out: nothing of it gets into another file.
    """
    lines = content.decode("utf-8", "replace").replace("\r\n ", "").split("\r\n")
    if f"PRODID:{PRODUCT}" not in lines or f"UID:{key}" not in lines:
        return [], -1
    found: list[Written] = []
    event: list[str] | None = None
    for line in lines:
        if line == "BEGIN:VEVENT":
            event = []
        elif line == "END:VEVENT":
            found += _event(event or [])
            event = None
        elif event is not None:
            event.append(line)
    return found, max((one.sequence for one in found), default=0)


def _event(lines: Sequence[str]) -> list[Written]:
    uid, sequence = _value(lines, "UID:"), _value(lines, "SEQUENCE:")
    last = re.search(r":(\d{8})(T\d{6}Z)?$", next((line for line in lines if line.startswith("DTEND")), ""))
    if not _UID.fullmatch(uid) or not re.fullmatch(r"\d{1,10}", sequence, re.ASCII) or last is None:
        return []
    kept = tuple(line for line in lines if _KEPT.fullmatch(line))
    return [Written(uid, int(sequence), last[1], kept, "STATUS:CANCELLED" in lines)]


def _value(lines: Sequence[str], start: str) -> str:
    return next((line.removeprefix(start) for line in lines if line.startswith(start)), "")
