"""What the program keeps beside learners: preferences, and where the window was closed."""

from __future__ import annotations

import contextlib

from planner.i18n import _
from planner.settings import Settings, WindowState
from planner.storage import learners


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
