"""The preferences: a dialog in which everything counts at once, with Undo, and keys that can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from planner.i18n import _
from planner.settings import Settings
from ui.operations.base import Base

if TYPE_CHECKING:
    from ui.dialogs.settings import SettingsDialog
    from ui.main_window import MainWindow

KEPT = ("language", "trusted_hosts", "hidden_panes", "folded", "clients_folder", "privacy")
"""What a reset leaves alone: it is said elsewhere, or is no question of taste."""
MOST = 100


class PreferenceOperations(Base):
    """Changing preferences."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._before: list[Settings] = []
        """The preferences before every change of what is a question of taste, wherever it was made."""
        self._dialog: SettingsDialog | None = None

    def settings(self) -> None:
        from ui.dialogs.settings import SettingsDialog

        table = self.window.actions_table
        names = {row.id: table[row.id].text().replace("&&", "&") for row in table.rows.values()}
        for action in ("undo", "redo"):
            names[action] = table.rows[action].text  # without what would be undone
        dialog = self._dialog = SettingsDialog(
            list(table.rows.values()), lambda row: names.get(row.id, row.text), self.window
        )
        dialog.chosen.connect(self.prefer_setting)
        dialog.reset.connect(self.reset_settings)
        dialog.undone.connect(self.undo_settings)
        self._show_settings()
        dialog.exec()
        self._dialog = None

    def _show_settings(self) -> None:
        if self._dialog is not None:
            self._dialog.show_settings(self.window.settings, bool(self._before))

    def prefer_setting(self, name: str, value: object) -> None:
        """Use another value for one preference now."""
        if name == "language":
            self._speak_now(str(value))
        elif getattr(self.window.settings, name) != value:
            self._set(**{name: value})
            self._show_settings()

    def _speak_now(self, language: str) -> None:
        """The window is built anew in another language: the dialog goes with it."""
        if language == self.window.settings.language:
            return
        if self._dialog is not None:
            self._dialog.accept()
        action = self.window.actions_table[f"language_{language or 'system'}"]
        QTimer.singleShot(0, self.window, action.trigger)

    def _set(self, **fields: object) -> None:
        if fields.keys() - set(KEPT):
            self._remember()
        super()._set(**fields)

    def _remember(self) -> None:
        self._before.append(self.window.settings)
        del self._before[:-MOST]

    def reset_settings(self) -> None:
        """Everything as at the first start."""
        now, first = self.window.settings, Settings()
        fresh = first.changed(**{name: getattr(now, name) for name in KEPT})
        if fresh == now:
            self.window.tell(_("All settings are as at the first start already."))
            return
        self._remember()
        self._use_settings(fresh)
        self.window.tell(_("All settings are as at the first start."), undo=self.undo_settings)

    def forget_settings(self) -> None:
        """Everything as at the first start, also what a reset leaves alone; nothing is written, or can be undone."""
        before = self.window.settings
        self._before.clear()
        self.window.apply_settings(Settings())
        if before.language:
            QTimer.singleShot(0, self.window, self.window.operations.speak_anew)

    def undo_settings(self) -> None:
        """Take the last change of the preferences back."""
        if self._before:
            earlier = self._before.pop()
            now = self.window.settings
            self._use_settings(earlier.changed(**{name: getattr(now, name) for name in KEPT}))

    def _use_settings(self, settings: Settings) -> None:
        self.window.apply_settings(settings)
        self.save_settings()
        self._show_settings()
