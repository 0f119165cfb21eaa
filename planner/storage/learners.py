"""The preferences of the program, and where earlier versions kept what was answered."""

from __future__ import annotations

from pathlib import Path

from planner.model.problem import PlannerError
from planner.settings import Settings, WindowState
from planner.storage.canonical import to_json
from planner.storage.files import atomic_write, read_bounded
from planner.storage.json_text import parse_value
from planner.storage.places import data_folder


def learner_path(curriculum: str) -> Path:
    """Where earlier versions kept the answers given for the curriculum of this id."""
    return data_folder() / "learners" / f"{curriculum}.json"


def read_settings() -> Settings:
    """The preferences; the defaults where there are none or they cannot be read."""
    path = data_folder() / "settings.json"
    try:
        return parse_value(Settings, read_bounded(path), str(path))
    except PlannerError:
        return Settings()


def read_window() -> WindowState:
    """Where the last window was closed; the defaults where nobody knows."""
    path = data_folder() / "window.json"
    try:
        return parse_value(WindowState, read_bounded(path), str(path))
    except PlannerError:
        return WindowState()


def write_window(state: WindowState) -> None:
    """Keep where a window is closed. Raises OSError."""
    atomic_write(data_folder() / "window.json", to_json(state))


def write_settings(settings: Settings) -> None:
    """Keep the preferences. Raises OSError."""
    atomic_write(data_folder() / "settings.json", to_json(settings))
