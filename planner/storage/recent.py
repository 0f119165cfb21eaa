"""Which learner files were open, the last one first: where the next start goes on."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from planner.model.base import Many, Value
from planner.model.problem import PlannerError
from planner.model.record import Key
from planner.model.text import Id, Label
from planner.storage.canonical import to_json
from planner.storage.files import atomic_write, read_bounded
from planner.storage.json_text import parse_value
from planner.storage.learners import learner_path
from planner.storage.places import data_folder

MOST = 12


class RecentFile(Value):
    """One file that was open."""

    path: Annotated[str, Field(max_length=4096)]
    curriculum: Id
    name: Label = ""
    learner: Key | Literal[""] = ""
    """Whose file it is, which nobody can see in it once it is damaged."""


class _Recent(Value):
    format: Literal["trailmark.recent"] = "trailmark.recent"
    format_version: Literal[1] = 1
    files: Annotated[Many[RecentFile], Field(max_length=MOST)] = ()


def listed() -> tuple[RecentFile, ...]:
    """The files that were open and are still there, the last one first."""
    return tuple(file for file in _read() if Path(file.path).is_file())


def newest() -> RecentFile | None:
    """The file that was open last, whether it is still there or not."""
    return next(iter(_read()), None)


def last(curriculum: str | None = None) -> Path | None:
    """The file that was open last: with the curriculum of this id, or with whichever."""
    return next((Path(file.path) for file in listed() if curriculum in (None, file.curriculum)), None)


def kept_before(curriculum: str) -> Path | None:
    """The file in which an earlier version kept the answers for the curriculum of this id."""
    old = learner_path(curriculum)
    return old if old.exists() else None


def learner_of(path: Path) -> str:
    """Whose file it was when it was open last; "" where nobody knows."""
    return next((file.learner for file in _read() if file.path == str(path.absolute())), "")


def remember(path: Path, curriculum: str, name: str, learner: str) -> None:
    """This file is open now. Nothing depends on it: where it cannot be kept, it is not."""
    first = RecentFile(path=str(path.absolute()), curriculum=curriculum, name=name, learner=learner)
    before = _read()
    if before[:1] != (first,):
        _write((first, *(file for file in before if file.path != first.path)))


def forget(path: Path | None = None) -> None:
    """Do not offer this file any more, or none at all."""
    wanted = str(path.absolute()) if path else None
    _write(tuple(file for file in _read() if wanted is not None and file.path != wanted))


def _place() -> Path:
    return data_folder() / "recent.json"


def _read() -> tuple[RecentFile, ...]:
    try:
        return parse_value(_Recent, read_bounded(_place()), str(_place())).files
    except PlannerError:
        return ()


def _write(files: tuple[RecentFile, ...]) -> None:
    with contextlib.suppress(OSError):
        atomic_write(_place(), to_json(_Recent(files=files[:MOST])))
