"""The preferences of the program, and where earlier versions kept what was answered."""

from __future__ import annotations

from pathlib import Path

from planner.model.problem import PlannerError
from planner.settings import Settings
from planner.storage.canonical import to_json
from planner.storage.files import atomic_write, read_bounded
from planner.storage.json_text import parse_value
from planner.storage.places import data_folder


def learner_path(curriculum: str) -> Path:
    """Where versions before 0.3 kept the answers given for the curriculum of this id."""
    return data_folder() / "learners" / f"{curriculum}.json"


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
