"""Rows that a program gets while it is solved: they hold for every later selection, until somebody takes them back."""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np

from planner.planning.optimiser import Row


class KeptRows:
    """The further conditions of one solver."""

    def __init__(self, solver: highspy.Highs) -> None:
        self._solver = solver
        self._rows: list[Row] = []
        self._places: list[int] = []
        """Where each of them stands in the solver."""

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, low: float, high: float, row: dict[int, float]) -> None:
        """From now on the columns times their coefficients lie between these limits."""
        self._rows.append((low, high, row))
        self._places.append(self._solver.getNumRow())
        add_row(self._solver, low, high, row)

    def shorten(self, count: int) -> None:
        """Take back all but the first ones."""
        gone = self._places[count:]
        self._solver.deleteRows(len(gone), np.array(gone, dtype=np.int32))
        del self._rows[count:], self._places[count:]

    def allow(self, solution: Sequence[int]) -> bool:
        """Whether a solution keeps all of them."""
        return all(
            low <= sum(value * solution[column] for column, value in row.items()) <= high
            for low, high, row in self._rows
        )


def add_row(solver: highspy.Highs, low: float, high: float, row: dict[int, float]) -> None:
    """One more row."""
    columns = np.array(list(row), dtype=np.int32)
    solver.addRow(low, high, len(row), columns, np.array(list(row.values())))
