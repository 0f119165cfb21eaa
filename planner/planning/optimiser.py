"""HiGHS, set up to prove: one thread, one seed, no gap. The only place that knows its settings."""

from __future__ import annotations

import os
import threading
from array import array
from collections.abc import Callable, Mapping, Sequence

import highspy
import numpy as np

Row = tuple[float, float, dict[int, float]]
"""Lower and upper limit, and the coefficient of each column."""


SETTINGS: Mapping[str, bool | int | float] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.99,  # every objective is a whole number
    # Most models are proved at the root. Where they are not, many quick nodes beat few that are looked at from all
    # sides: with these three, the same proof takes a third of the time.
    "mip_pscost_minreliable": 0,
    "mip_allow_restart": False,
    "mip_allow_cut_separation_at_nodes": False,
    # Random jumps for a first solution take half of the time of a usual curriculum, and never found a better one.
    "mip_heuristic_run_feasibility_jump": False,
}


def load(
    rows: Sequence[Row], upper: Sequence[float], settled: Mapping[int, float], integer: Sequence[bool]
) -> highspy.Highs:
    """A solver with this program, all costs 0. Columns lie between 0 and `upper`; `settled` ones have their value."""
    count = len(upper)
    # Arrays of numbers grow piece by piece and are handed on as they are. A long list would have to be converted in one
    # piece, and meanwhile no other thread gets its turn.
    starts, columns, values = array("i", [0]), array("i"), array("d")
    lower, higher = array("d"), array("d")
    for low, high, row in rows:
        columns.extend(row.keys())
        values.extend(row.values())
        starts.append(len(columns))
        lower.append(low)
        higher.append(high)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = count, len(rows)
    program.col_cost_ = np.zeros(count)
    program.col_lower_ = np.array([settled.get(column, 0.0) for column in range(count)])
    program.col_upper_ = np.array([settled.get(column, most) for column, most in enumerate(upper)])
    program.row_lower_ = np.array(lower)
    program.row_upper_ = np.array(higher)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    program.a_matrix_.index_ = np.array(columns, dtype=np.int32)
    program.a_matrix_.value_ = np.array(values, dtype=np.float64)
    kinds = {True: highspy.HighsVarType.kInteger, False: highspy.HighsVarType.kContinuous}
    program.integrality_ = [kinds[one] for one in integer]
    solver = new_solver()
    for option, value in SETTINGS.items():
        solver.setOptionValue(option, value)
    solver.passModel(program)
    return solver


def new_solver() -> highspy.Highs:
    """A solver that says nothing. Where standard output is not open, as below pythonw, there is nothing to keep clean.

    From HiGHS 1.16 on the first solver of a process greets on standard output before it can be told to be quiet; in the
    midst of JSON that is a broken answer.
    """
    global _greeted
    with _making:
        try:
            output = None if _greeted else os.dup(1)
        except OSError:
            output = None
        if output is not None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.close(nowhere)
        try:
            solver = highspy.Highs()
            _greeted = True
        finally:
            if output is not None:
                os.dup2(output, 1)
                os.close(output)
    solver.setOptionValue("output_flag", False)
    return solver


_making = threading.Lock()
_greeted = False


def interrupt_when(solver: highspy.Highs, cancelled: Callable[[], bool]) -> None:
    """Let the solver end early, in the midst of fractions too, once `cancelled` says so."""

    def look(event: highspy.HighsCallbackEvent) -> None:
        event.interrupt(cancelled())  # said anew each time: what was said to a run in fractions counts for the next one

    for moment in (solver.cbSimplexInterrupt, solver.cbIpmInterrupt, solver.cbMipInterrupt):
        moment.subscribe(look)
