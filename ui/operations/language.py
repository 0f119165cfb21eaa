"""The part of the View menu that says which language everything speaks."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from ui.operations.base import Base


class LanguageOperations(Base):
    """Choosing a language."""

    def language_system(self) -> None:
        self._speak("")

    def language_en(self) -> None:
        self._speak("en")

    def language_de(self) -> None:
        self._speak("de")

    def language_es(self) -> None:
        self._speak("es")

    def _speak(self, language: str) -> None:
        if language == self.window.settings.language:
            return
        self._set(language=language)
        # Not now: the menu that asks belongs to the window that goes.
        QTimer.singleShot(0, self.window, self.speak_anew)

    def speak_anew(self) -> None:
        """Build the window in the language of the preferences."""
        from ui.renewal import renew

        renew(self.window)
