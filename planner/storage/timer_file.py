"""The timer that is running, in a small file of its own: written often, and of no use to anything else."""

from __future__ import annotations

from planner.model.problem import PlannerError
from planner.model.timer import Timer
from planner.storage.canonical import to_json
from planner.storage.files import atomic_write, read_bounded
from planner.storage.json_text import parse_value
from planner.storage.places import data_folder


def read_timer() -> Timer | None:
    """The timer that was kept last; None where there is none or it cannot be read."""
    path = data_folder() / "timer.json"
    if not path.exists():
        return None
    try:
        return parse_value(Timer, read_bounded(path), str(path))
    except PlannerError:
        return None


def write_timer(timer: Timer | None) -> None:
    """Keep the timer; None: there is none any more. Raises OSError."""
    path = data_folder() / "timer.json"
    if timer is None:
        path.unlink(missing_ok=True)
    else:
        atomic_write(path, to_json(timer))
