"""The steps of a plan as CSV: one row each, every cell inert."""

from __future__ import annotations

from planner.exchange.csv_rows import csv_bytes
from planner.handout.content import Handout
from planner.handout.table import one_table, texts


def write(handout: Handout) -> bytes:
    """The table of the plan in UTF-8, with the mark by which Excel knows that."""
    table = one_table(handout)
    return csv_bytes([[column.title for column in table.columns], *map(texts, table.rows)])
