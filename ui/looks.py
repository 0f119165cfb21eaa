"""What the desktop wishes: light or dark, high contrast, no moving pictures; and how that meets the preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ui.theme import theme

if TYPE_CHECKING:  # before the first picture of the window nothing is loaded that checks files
    from planner.app.glance import Glance
    from planner.settings import Settings


def theme_name(settings: Settings | Glance) -> theme.ThemeName:
    """The theme to use."""
    if settings.theme != "system":
        return settings.theme
    app = QGuiApplication.instance()
    return theme.follow_system(app) if isinstance(app, QGuiApplication) else "light"


def is_calm(settings: Settings) -> bool:
    """Whether nothing shall fly or slide. The desktop is asked where Qt can: from 6.12 on."""
    if settings.reduced_motion is not None:
        return settings.reduced_motion
    hints = QGuiApplication.styleHints()
    ask = getattr(hints.accessibility(), "motionPreference", None)
    return ask is not None and ask().name != "NoPreference"


class SystemLook(QObject):
    """Says when the wishes of the desktop change."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._hints = QGuiApplication.styleHints()  # kept: Python would drop what hangs on it
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self.changed)
        for name in ("contrastPreferenceChanged", "motionPreferenceChanged"):
            signal = getattr(self._accessibility, name, None)
            if signal is not None:
                signal.connect(self.changed)
