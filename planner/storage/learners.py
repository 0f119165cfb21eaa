"""The learner's own files: what was answered, and the preferences of the program."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from planner.i18n import _
from planner.model.base import Value
from planner.model.learner import Learner
from planner.model.problem import PlannerError
from planner.settings import Settings
from planner.storage.canonical import to_json
from planner.storage.files import atomic_write, read_bounded
from planner.storage.json_text import parse_value
from planner.storage.places import data_folder
from planner.storage.quarantine import set_aside

__all__ = [
    "LearnerFile",
    "learner_path",
    "read_learner",
    "read_settings",
    "set_aside",
    "write_learner",
    "write_settings",
]


class LearnerFile(Value):
    """One learner and the name of the curriculum that is followed."""

    format: Literal["trailmark.learner"] = "trailmark.learner"
    format_version: Literal[1] = 1
    curriculum: str
    """Name of a built-in curriculum, or the path of a file."""
    learner: Learner


def learner_path(curriculum: str) -> Path:
    """The file with the answers given for the curriculum of this id; another curriculum never overwrites them."""
    return data_folder() / "learners" / f"{curriculum}.json"


def read_learner(path: Path) -> LearnerFile:
    """Raises PlannerError."""
    return parse_value(LearnerFile, read_bounded(path), str(path))


def write_learner(path: Path, file: LearnerFile) -> None:
    """Replace the file in one step. Raises OSError; the old one is then still there."""
    content = to_json(file)
    if parse_value(LearnerFile, content, str(path)) != file:  # what cannot be read back is not written
        raise OSError(_("the learner cannot be written in a form that can be read again"))
    atomic_write(path, content)


def read_settings() -> Settings:
    """The preferences; the defaults where there are none or they cannot be read."""
    path = data_folder() / "settings.json"
    try:
        return parse_value(Settings, read_bounded(path), str(path))
    except PlannerError:
        return Settings()


def write_settings(settings: Settings) -> None:
    """Keep the preferences. Raises OSError."""
    atomic_write(data_folder() / "settings.json", to_json(settings))
