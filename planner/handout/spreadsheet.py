"""A plan as an Excel workbook: real days and numbers, text that stays text, pages that can be printed."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from math import ceil
from typing import TYPE_CHECKING

from planner.app.addresses import web_address
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
_FORMATS = {"date": "yyyy-mm-dd", "number": "General", "money": "#,##0", "part": "0 %"}
_LINE, _MOST_LINES = 15, 27
"""Points; Excel has no higher row than 409."""
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
        _sheet(book, _without_empty(table), looks, title)
    book.close()
    return out.getvalue()


def _without_empty(table: Table) -> Table:
    """The table without columns in which nothing stands."""
    kept = [place for place in range(len(table.columns)) if any(row[place] not in (None, "") for row in table.rows)]
    return Table(
        table.title,
        tuple(table.columns[place] for place in kept),
        tuple(tuple(row[place] for place in kept) for row in table.rows),
        tuple(table.sums[place] for place in kept) if table.sums else (),
    )


def _looks(book: Workbook) -> dict[str, Format]:
    top = {"valign": "top", "bottom": 4, "bottom_color": "#C0C0C0"}
    bold = {"bold": True, "top": 1}
    looks = {name: book.add_format({**top, "num_format": code}) for name, code in _FORMATS.items()}
    looks |= {f"sum {name}": book.add_format({**bold, "num_format": code}) for name, code in _FORMATS.items()}
    looks["text"] = book.add_format({**top, "text_wrap": True, "align": "left", "indent": 1})
    looks["address"] = book.add_format({**top, "font_color": "#0B57D0", "underline": 1, "align": "left", "indent": 1})
    looks["sum"] = book.add_format({**bold, "align": "left", "indent": 1})
    head = {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bg_color": "#E8EEF7"}
    looks["head"] = book.add_format({**head, "align": "left", "indent": 1})
    looks["head number"] = book.add_format({**head, "align": "right"})
    return looks


def _sheet(book: Workbook, table: Table, looks: Mapping[str, Format], title: str) -> None:
    sheet = book.add_worksheet(table.title[:31])
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        words = column.holds in ("text", "address")
        sheet.write_string(0, place, column.title, looks["head" if words else "head number"])
    heads = [Column(column.title, "text", column.width) for column in table.columns]
    sheet.set_row(0, _height(heads, [column.title for column in heads]))
    for line, row in enumerate(table.rows, 1):
        sheet.set_row(line, _height(table.columns, row))
        for place, column in enumerate(table.columns):
            _write(sheet, line, place, row[place], column, looks)
    for place, (column, cell) in enumerate(zip(table.columns, table.sums, strict=False)):
        if isinstance(cell, (int, float)):
            sheet.write_number(len(table.rows) + 1, place, cell, looks[f"sum {column.holds}"])
        else:
            sheet.write_string(len(table.rows) + 1, place, str(cell or ""), looks["sum"])
    _page(sheet, table, title)


def _page(sheet: Worksheet, table: Table, title: str) -> None:
    """What stays in sight, what can be filtered, and how it is printed: without addresses, which nobody can type."""
    last = len(table.columns) - 1
    sheet.freeze_panes(1, 2 if last > 5 else 0)
    sheet.autofilter(0, 0, len(table.rows), last)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    printed = last - (table.columns[last].holds == "address")
    sheet.print_area(0, 0, len(table.rows) + bool(table.sums), printed)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    # In a footer, which holds 255 letters, "&" begins a command.
    sheet.set_footer(f"&L{one_line(title)[:100].replace('&', '&&')}&R&P / &N")


def _height(columns: Sequence[Column], row: Sequence[Cell]) -> int:
    """Points of a row, so that every text in it has room: programs do not agree on when to make rows higher."""
    lines = 1
    for column, cell in zip(columns, row, strict=True):
        if column.holds == "text" and isinstance(cell, str):
            room = column.width - 2
            # A line is rarely full: what does not fit goes to the next one as a whole word.
            lines = max(lines, ceil(len(cell) * 1.15 / room) if len(cell) > room else 1)
    return _LINE * min(lines, _MOST_LINES)


def _write(sheet: Worksheet, line: int, place: int, cell: Cell, column: Column, looks: Mapping[str, Format]) -> None:
    """One cell. Its kind is said each time; `write`, which guesses it, would take a text for a formula."""
    look = looks[column.holds]
    if isinstance(cell, str):
        cell = one_line(cell)[:_MOST_LETTERS] or None
    if cell is None:
        sheet.write_blank(line, place, None, look)
    elif isinstance(cell, str):
        if column.holds == "address" and len(cell) <= _MOST_OF_LINK and web_address(cell):
            sheet.write_url(line, place, cell, look, cell)
        else:
            sheet.write_string(line, place, cell, looks["text"] if column.holds == "address" else look)
    elif isinstance(cell, date):
        if cell >= _FIRST_DAY:
            sheet.write_datetime(line, place, datetime.combine(cell, time()), look)
        else:
            sheet.write_string(line, place, cell.isoformat(), look)
    else:
        sheet.write_number(line, place, cell, look)
