"""Rows of a CSV file from outside, and ids made of what people wrote there."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from planner.exchange.encoding import in_utf8
from planner.i18n import _
from planner.model.problem import error


class Row(NamedTuple):
    """A row that says something."""

    line: int
    """On which it begins, from 1."""
    cells: list[str]
    """Without white space around them; at least one is not empty."""


DELIMITERS = ",;\t|"
"""What may stand between the cells where no line says it."""
_SEPARATOR = re.compile(r'(?i)"?sep=([,;\t|])"?[ \t,;]*(?:\r\n|\n|\r)')
"""The first line by which other programs tell Excel what stands between the cells."""


def rows(content: bytes, file: str, delimiter: str = ",") -> Iterator[Row]:
    """Every row of a table in UTF-8 or UTF-16 that is neither empty nor a comment (`#`), without the line `sep=;`.

    Raises PlannerError that names `file` and the line for what is no such file.
    """
    content = in_utf8(content, file)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        message = _("The file is not UTF-8 text. Save it as “CSV UTF-8”.")
        raise error("not-utf-8", message, file=file, line=content.count(b"\n", 0, wrong.start) + 1) from None
    said = _SEPARATOR.match(text)
    text = text[said.end() :] if said else text
    # Strict: a quotation mark that is never closed would otherwise swallow all rows after it without a word.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    before = 1 if said else 0
    line = 1 + before
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells) and not cells[0].startswith("#"):
                yield Row(line, cells)
            line = reader.line_num + 1 + before
    except csv.Error as wrong:
        message = _("This is not CSV: {reason}.").format(reason=wrong)
        raise error("not-csv", message, file=file, line=line) from None


def without_column(row: Row, columns: Sequence[str], delimiter: str) -> str:
    """What to say of a filled cell behind the last column that has a name; empty where there is none.

    Mostly a separator stands in a cell without quotation marks, and what comes after it would be lost.
    """
    named = max((number for number, name in enumerate(columns, 1) if name), default=0)
    beyond = [cell for cell in row.cells[named:] if cell]
    if not beyond:
        return ""
    message = _("There is no column for “{text}”. Put a cell with a separator in it in quotation marks, as {example}.")
    example = f'"{row.cells[named - 1][:40]}{delimiter} {beyond[0][:40]}"'
    return message.format(text=beyond[0][:80], example=example)


def first_row(start: str) -> tuple[str, str]:
    """What the line `sep=;` says to stand between the cells, else nothing, and the first row that says something."""
    said = _SEPARATOR.match(start)
    lines = (start[said.end() :] if said else start).splitlines()
    row = next((line for line in lines if line.strip(' \t,;|"') and not line.startswith("#")), "")
    return said[1] if said else "", row


_FORMULA = re.compile(r"'*+[=+\-@\t\r＝＋－＠]")
"""What spreadsheets take for the beginning of a formula, and the same behind signs of ours."""


def safe_cell(text: str) -> str:
    """The text as a cell that no spreadsheet takes for a formula: with `'` before what looks like one."""
    return "'" + text if _FORMULA.match(text) else text


def plain_cell(cell: str) -> str:
    """The text that `safe_cell` made the cell from."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def csv_bytes(lines: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark, without which spreadsheets guess; every cell is inert."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([safe_cell(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def slug(text: str, limit: int = 40) -> str:
    """The letters and digits of `text` as part of an id; empty where none of them is one of a to z and 0 to 9."""
    plain = unicodedata.normalize("NFKD", text[:200].casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:limit].strip("-")


class Ids:
    """Hands out ids, none of them twice. The same names in the same order get the same ids."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def take(self, name: str) -> None:
        """Never hand out this one, which stands in the file."""
        self._taken.add(name)

    def new(self, *names: str) -> str:
        """The first of the slugs `names` that is free, else the last one with a number; never longer than 64."""
        name = next((name for name in names if name not in self._taken), names[-1])[:56].strip("-")
        free, number = name, self._last.get(name, 1)
        while free in self._taken:
            number += 1
            free = f"{name}-{number}"
        self._last[name] = number
        self._taken.add(free)
        return free
