"""The integer program behind the choice, as rows and columns: one binary a way, one variable a gate.

Circular support is not seen by it: that takes landmarks, see `program`.
"""

from __future__ import annotations

import numpy as np

from planner.planning.optimiser import Row
from planner.planning.reach import Element
from planner.planning.ways import Decision, Ways


class Formulation:
    """Columns and rows for the ways (by index) that the goal may depend on."""

    def __init__(self, ways: Ways, relevant: list[int]) -> None:
        self.ways, self.relevant = ways, relevant
        self.way_column = {index: column for column, index in enumerate(relevant)}
        self.upper: list[float] = [1.0] * len(relevant)
        self.integer: list[bool] = [True] * len(relevant)
        self.of_item: dict[int, list[int]] = {}
        for column, index in enumerate(relevant):
            self.of_item.setdefault(ways.ways[index].item, []).append(column)
        self.option_column: dict[Decision, int] = {}
        self.gate_column: dict[int, int] = {}
        self.rows: list[Row] = []
        self._build()

    def column_of(self, element: Element) -> int:
        return self.way_column[element] if isinstance(element, int) else self.option_column[element]

    def _column(self, integer: bool, upper: float = 1.0) -> int:
        self.upper.append(upper)
        self.integer.append(integer)
        return len(self.upper) - 1

    def _build(self) -> None:
        for columns in self.of_item.values():
            if len(columns) > 1:
                self.rows.append((-np.inf, 1.0, dict.fromkeys(columns, 1.0)))
        for column, index in enumerate(self.relevant):
            way = self.ways.ways[index]
            for part in way.requires + way.corequisites:
                self._at_most(column, part)
        self.rows.append((1.0, np.inf, dict.fromkeys(self.of_item[self.ways.goal], 1.0)))
        by_name: dict[str, list[int]] = {}
        for (name, _option), column in self.option_column.items():
            by_name.setdefault(name, []).append(column)
        for name, columns in by_name.items():
            if name in self.ways.exclusive:
                self.rows.append((-np.inf, 1.0, dict.fromkeys(columns, 1.0)))

    def _at_most(self, column: int, part: int) -> None:
        """Row: the variable `column` is true only if `part` is."""
        row = {column: 1.0}
        for inner, coefficient in self.part(part).items():
            row[inner] = row.get(inner, 0.0) - coefficient
        self.rows.append((-np.inf, 0.0, row))

    def part(self, part: int) -> dict[int, float]:
        """An item or gate as a linear expression that is 1 when it is true."""
        if part >= 0:
            return dict.fromkeys(self.of_item.get(part, ()), 1.0)
        return {self._gate(-1 - part): 1.0}

    def _gate(self, number: int) -> int:
        if number in self.gate_column:
            return self.gate_column[number]
        gate = self.ways.gates[number]
        # Halves of two branches must not add up to a whole one, so gates that count need a whole-number variable.
        column = self.gate_column[number] = self._column(integer=1 < gate.k < gate.most)
        row: dict[int, float] = {column: float(gate.k)}
        if gate.k == gate.most and not gate.decision:
            for member in gate.members:
                self._at_most(column, member)
            return column
        for position, member in enumerate(gate.members):
            terms = self.part(member)
            if gate.decision:
                both = self._column(integer=False)
                self._at_most(both, member)
                options = {self._option(gate.decision, option): -1.0 for option in gate.options[position]}
                self.rows.append((-np.inf, 0.0, {both: 1.0, **options}))
                terms = {both: 1.0}
            for inner, coefficient in terms.items():
                row[inner] = row.get(inner, 0.0) - coefficient * gate.weight(position)
        self.rows.append((-np.inf, 0.0, row))
        return column

    def _option(self, name: str, option: int) -> int:
        if (name, option) not in self.option_column:
            self.option_column[name, option] = self._column(integer=True)
        return self.option_column[name, option]
