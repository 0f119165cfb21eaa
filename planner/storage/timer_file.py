"""The timer of each learner, in a small file of its own: written often, and of no use to anything else."""

from __future__ import annotations

from pathlib import Path

from planner.model.problem import PlannerError
from planner.model.timer import Timer
from planner.storage.canonical import to_json
from planner.storage.files import atomic_write, make_folder, read_bounded
from planner.storage.json_text import parse_value
from planner.storage.locks import FileLock
from planner.storage.places import data_folder, owner_name


def timer_path(learner: str) -> Path:
    """Where the timer of the learner of this id is. Raises ValueError for what is no id."""
    return data_folder() / "timers" / f"{owner_name(learner)}.json"


def timer_lock(learner: str) -> FileLock:
    """Says that a window has the timer of a learner. Raises OSError where there can be no file."""
    path = timer_path(learner)
    make_folder(path.parent, 0o700)
    return FileLock(path)


def read_timer(learner: str) -> Timer | None:
    """The timer that was kept last; None where there is none or it cannot be read."""
    path = timer_path(learner)
    try:
        return parse_value(Timer, read_bounded(path), str(path))
    except PlannerError:
        return None


def write_timer(learner: str, timer: Timer | None) -> None:
    """Keep the timer; None: there is none any more. Raises OSError."""
    path = timer_path(learner)
    if timer is None:
        path.unlink(missing_ok=True)
    else:
        atomic_write(path, to_json(timer))
