"""What the program keeps beside learners: preferences, where the window was closed, which files were open."""

from __future__ import annotations

import contextlib
from pathlib import Path

from planner.app import drawn_files
from planner.i18n import _
from planner.settings import Settings, WindowState
from planner.storage import learners, recent


class Preferences:
    """Read at the start; written whenever they change."""

    @staticmethod
    def settings() -> Settings:
        """The preferences."""
        return learners.read_settings()

    @staticmethod
    def window_state() -> WindowState:
        """Where the last window was closed."""
        return learners.read_window()

    @staticmethod
    def save_window_state(state: WindowState) -> None:
        """Nothing depends on it: where it cannot be kept, it is not."""
        with contextlib.suppress(OSError):
            learners.write_window(state)

    @staticmethod
    def save_settings(settings: Settings) -> str | None:
        """Keep the preferences; returns a sentence when that fails."""
        try:
            learners.write_settings(settings)
        except OSError as wrong:
            return _("Your preferences could not be saved: {reason}.").format(reason=wrong.strerror or str(wrong))
        return None

    @staticmethod
    def recent_files() -> list[tuple[str, Path]]:
        """Learner files that were open, the last one first, and how to call each."""
        return [(file.name or Path(file.path).stem, Path(file.path)) for file in recent.listed()]

    @staticmethod
    def forget_recent() -> None:
        """Do not tell which files were open, nor show at the next start what was drawn last."""
        recent.forget()
        with contextlib.suppress(OSError):
            drawn_files.forget()
