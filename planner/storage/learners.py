"""The learner's own files: what was answered, and the preferences of the program."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import platformdirs

from planner.i18n import _
from planner.model.base import Value
from planner.model.learner import Learner
from planner.model.problem import PlannerError
from planner.settings import Settings
from planner.storage.canonical import to_json
from planner.storage.files import atomic_write, read_bounded
from planner.storage.json_text import parse_value


class LearnerFile(Value):
    """One learner and the name of the curriculum that is followed."""

    format: Literal["trailmark.learner"] = "trailmark.learner"
    format_version: Literal[1] = 1
    curriculum: str
    """Name of a built-in curriculum, or the path of a file."""
    learner: Learner


def data_folder() -> Path:
    """Where learners are kept; TRAILMARK_DATA names another place (for portable use and tests)."""
    return Path(os.environ.get("TRAILMARK_DATA") or platformdirs.user_data_path("trailmark", appauthor=False))


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


def set_aside(path: Path) -> Path:
    """Move a file that cannot be read out of the way, never over another one; returns its new place."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.unreadable-{number}{path.suffix}")).exists():
        number += 1
    return path.rename(aside)


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
