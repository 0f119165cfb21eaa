"""What the desktop wishes: light or dark, high contrast, no moving pictures; and how that meets the preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QPalette

from ui.theme import theme

if TYPE_CHECKING:  # before the first picture of the window nothing is loaded that checks files
    from planner.app.glance import Glance
    from planner.settings import Settings


def theme_name(settings: Settings) -> theme.ThemeName:
    """The theme to use."""
    if settings.theme != "system":
        return settings.theme
    return theme.follow_system() if isinstance(QGuiApplication.instance(), QGuiApplication) else "light"


def first_theme(glance: Glance) -> theme.ThemeName:
    """The theme for the frame of the window: the last one, unless the desktop has become light or dark since.

    What the desktop says of contrast takes long to ask for the first time, see `ui.shell`; `theme_name` does.
    """
    if glance.theme != "system":
        return glance.theme
    dark = QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128
    last: theme.ThemeName = next((one for one in theme.THEMES if one == glance.look), "light")
    if last.endswith("dark") == dark:
        return last
    return "dark" if dark else "light"


def is_calm(settings: Settings) -> bool:
    """Whether nothing shall fly or slide. The desktop is asked where Qt can: from 6.12 on."""
    if settings.reduced_motion is not None:
        return settings.reduced_motion
    ask = getattr(theme.desktop_hints()[1], "motionPreference", None)
    return ask is not None and ask().name != "NoPreference"


class SystemLook(QObject):
    """Says when the wishes of the desktop change."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        hints, accessibility = theme.desktop_hints()
        hints.colorSchemeChanged.connect(self.changed)
        for name in ("contrastPreferenceChanged", "motionPreferenceChanged"):
            signal = getattr(accessibility, name, None)
            if signal is not None:
                signal.connect(self.changed)
