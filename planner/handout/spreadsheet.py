"""A plan as an Excel workbook: real days and numbers, text that stays text, pages that can be printed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from planner.handout.addresses import web_address
from planner.handout.content import Handout
from planner.handout.table import Cell, Column, Table, one_line, tables
from planner.handout.words import title_words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MOST_LETTERS = 32_000
"""Excel holds 32,767 in a cell."""
_MOST_OF_LINK = 2_000
_WIDEST = {"text": 44, "long": 60, "address": 40}
_FORMATS = {"date": "yyyy-mm-dd", "number": "0.##", "money": "#,##0.00", "part": "0 %"}
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts days from 1900 on, and believes in 29 February 1900."""


def write(handout: Handout) -> bytes:
    """The workbook."""
    import xlsxwriter  # a fifth of a second that nobody else has to wait for

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    title = title_words(handout)
    book.set_properties(
        {
            "title": one_line(title),
            "author": one_line(handout.coach.name),
            "comments": one_line(" ".join(handout.summary)),
            "created": datetime.combine(handout.made, time(), UTC).replace(tzinfo=None),
        }
    )
    looks = _looks(book)
    for table in tables(handout):
        _sheet(book, table, looks, title)
    book.close()
    return out.getvalue()


def _looks(book: Workbook) -> dict[str, Format]:
    top = {"valign": "top"}
    looks = {name: book.add_format({**top, "num_format": code}) for name, code in _FORMATS.items()}
    looks |= {f"sum {name}": book.add_format({"num_format": code, "bold": True}) for name, code in _FORMATS.items()}
    looks["text"] = book.add_format(top)
    looks["long"] = book.add_format({**top, "text_wrap": True})
    looks["address"] = book.add_format({**top, "font_color": "#0B57D0", "underline": 1})
    looks["sum text"] = book.add_format({"bold": True, "top": 1})
    looks["head"] = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1})
    return looks


def _sheet(book: Workbook, table: Table, looks: Mapping[str, Format], title: str) -> None:
    sheet = book.add_worksheet(table.title[:31])
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(table, place, column))
        sheet.write_string(0, place, column.title, looks["head"])
        for line, row in enumerate(table.rows, 1):
            _write(sheet, line, place, row[place], column, looks)
        if table.sums:
            last, cell = len(table.rows) + 1, table.sums[place]
            if isinstance(cell, str):
                sheet.write_string(last, place, cell, looks["sum text"])
            elif isinstance(cell, (int, float)):
                sheet.write_number(last, place, cell, looks[f"sum {column.holds}"])
    sheet.freeze_panes(1, 2 if len(table.columns) > 6 else 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    # In a footer, which holds 255 letters, "&" begins a command.
    sheet.set_footer(f"&L{one_line(title)[:100].replace('&', '&&')}&R&P / &N")


def _write(sheet: Worksheet, line: int, place: int, cell: Cell, column: Column, looks: Mapping[str, Format]) -> None:
    """One cell. Its kind is said each time; `write`, which guesses it, would take a text for a formula."""
    look = looks[column.holds]
    if cell is None:
        return
    if isinstance(cell, str):
        text = one_line(cell)[:_MOST_LETTERS]
        if not text:
            return
        if column.holds == "address" and len(text) <= _MOST_OF_LINK and web_address(text):
            sheet.write_url(line, place, text, look, text)
        else:
            sheet.write_string(line, place, text, looks["text"] if column.holds == "address" else look)
    elif isinstance(cell, date):
        if cell >= _FIRST_DAY:
            sheet.write_datetime(line, place, datetime.combine(cell, time()), look)
        else:
            sheet.write_string(line, place, cell.isoformat(), look)
    else:
        sheet.write_number(line, place, cell, look)


def _width(table: Table, place: int, column: Column) -> float:
    """As wide as its longest text, within limits."""
    if column.holds not in _WIDEST:
        return max(11.0, min(16.0, len(column.title) + 2.0))
    longest = max((len(str(row[place] or "")) for row in table.rows), default=0)
    return max(len(column.title) + 4.0, min(_WIDEST[column.holds], longest + 2.0))
