"""What is wrong, in the reader's words, with the place where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator

from planner.model.base import Value
from planner.model.text import printable

Shown = Annotated[str, BeforeValidator(printable)]
"""Words that may quote a file from outside, which must not get at the terminal."""


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"  # nothing can be planned with it
    WARNING = "warning"  # a rule of a good curriculum is broken; plans still work
    NOTE = "note"  # worth knowing


class Problem(Value):
    """One finding. `message` is a whole sentence that can stand alone; the other fields say where it belongs."""

    severity: Severity
    code: str
    """Stable machine name, such as "hard-cycle"."""
    message: Shown
    file: Shown = ""
    line: int | None = None
    """1-based line in `file`."""
    node: Shown = ""
    field: Shown = ""
    """Path inside the node, such as "requires.all[2]"."""

    def __str__(self) -> str:
        place = self.file
        if self.line is not None:
            place += f":{self.line}"
        where = ", ".join(part for part in (place, self.node, self.field) if part)
        return f"{where}: {self.message}" if where else self.message


class Spot(NamedTuple):
    """A finding about several files."""

    part: int
    """The place of the file among them."""
    steps: tuple[str | int, ...]
    """Keys and list positions from the root of the file to what it speaks of."""
    problem: Problem


class PlannerError(Exception):
    """Something the person can put right; `problems` says what, in order of importance."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def error(code: str, message: str, **place: object) -> PlannerError:
    """A PlannerError with one problem of severity "error"."""
    return PlannerError(Problem.model_validate({"severity": Severity.ERROR, "code": code, "message": message, **place}))
