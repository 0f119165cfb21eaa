"""CP-SAT on the order of one machine, a program of its own: OR-Tools and highspy cannot be imported together.

One problem as JSON on the standard input, {"minutes": [...], "weights": [...], "before": [[...], ...]}; one answer on
the standard output. `ask` runs it.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

MISSING = "" if importlib.util.find_spec("ortools") else "OR-Tools is not installed (it is part of the group dev)"
THREADS = 1
SHORT = 0.5
"""Seconds. What takes less is done REPEATS times on both sides."""
REPEATS = 9


@dataclass(frozen=True, slots=True)
class Answer:
    """What CP-SAT says about one problem."""

    proved: bool
    total: int | None
    """Weighted sum of completion times of its best order; None where it has found none."""
    seconds: float
    """CPU time from the parsed problem to the answer, the building of the model included; the median of short ones."""


def ask(minutes: Sequence[int], weights: Sequence[int], before: Sequence[Sequence[int]], seconds: float) -> Answer:
    """The answer of a fresh process."""
    problem = json.dumps({"minutes": minutes, "weights": weights, "before": before})
    command = [sys.executable, str(Path(__file__)), str(seconds)]
    done = subprocess.run(command, input=problem, capture_output=True, check=True, encoding="utf-8")
    return Answer(**json.loads(done.stdout))


def solve(minutes: Sequence[int], weights: Sequence[int], before: Sequence[Sequence[int]], seconds: float) -> Answer:
    """The order with the least weighted sum of completion times; time runs out after `seconds`."""
    from ortools.sat.python import cp_model

    begin = time.process_time()
    model = cp_model.CpModel()
    last = sum(minutes)
    start = [model.new_int_var(0, last - takes, "") for takes in minutes]
    model.add_no_overlap(
        model.new_fixed_size_interval_var(at, takes, "") for at, takes in zip(start, minutes, strict=True)
    )
    for job, befores in enumerate(before):
        for one in befores:
            model.add(start[job] >= start[one] + minutes[one])
    model.minimize(sum(weight * (start[job] + minutes[job]) for job, weight in enumerate(weights) if weight))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = THREADS
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    total = None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        ends = [solver.value(at) + takes for at, takes in zip(start, minutes, strict=True)]
        total = sum(weight * end for weight, end in zip(weights, ends, strict=True))
    return Answer(status == cp_model.OPTIMAL, total, time.process_time() - begin)


def main(arguments: list[str]) -> int:
    """Answer what stands on the standard input."""
    problem = json.load(sys.stdin)
    answers = [solve(**problem, seconds=float(arguments[0]))]
    while answers[0].seconds < SHORT and len(answers) < REPEATS:
        answers.append(solve(**problem, seconds=float(arguments[0])))
    print(json.dumps(asdict(sorted(answers, key=lambda answer: answer.seconds)[len(answers) // 2])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
