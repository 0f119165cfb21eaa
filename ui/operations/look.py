"""The part of the View menu that says how everything looks: theme, text size, moving pictures."""

from __future__ import annotations

from typing import Final

from planner.i18n import LANGUAGES
from ui.operations.base import Base
from ui.theme.theme import ThemeName

_OTHER: Final[dict[ThemeName, ThemeName]] = {
    "light": "dark",
    "dark": "light",
    "contrast": "contrast-dark",
    "contrast-dark": "contrast",
}


class LookOperations(Base):
    """Choosing a look."""

    def theme(self) -> None:
        """From light to dark and back; high contrast stays high contrast."""
        self._set(theme=_OTHER[self.window.theme.name])

    def look_system(self) -> None:
        self._set(theme="system")

    def look_light(self) -> None:
        self._set(theme="light")

    def look_dark(self) -> None:
        self._set(theme="dark")

    def look_contrast(self) -> None:
        self._set(theme="contrast")

    def look_contrast_dark(self) -> None:
        self._set(theme="contrast-dark")

    def still(self) -> None:
        """Nothing flies or slides any more, or it does again."""
        self._set(reduced_motion=self.window.actions_table["still"].isChecked())

    def follow_settings(self) -> None:
        """Let the menu say which look is used."""
        settings, table = self.window.settings, self.window.actions_table
        table[f"look_{settings.theme.replace('-', '_')}"].setChecked(True)
        language = settings.language[:2]
        table[f"language_{language if language in LANGUAGES else 'system'}"].setChecked(True)
        table["still"].setChecked(self.window.view.camera.calm)
        table["ask_when_done"].setChecked(settings.ask_when_done)
        table["start_today"].setChecked(settings.start_page == "today")

    def text_larger(self) -> None:
        self._set(text_size=min(200, self.window.settings.text_size + 25))

    def text_smaller(self) -> None:
        self._set(text_size=max(100, self.window.settings.text_size - 25))
