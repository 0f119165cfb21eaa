"""Curricula for other programs: saving in another format, and what had to be guessed in one that was opened."""

from __future__ import annotations

from pathlib import Path

from planner.app import exchange
from planner.i18n import _, ngettext
from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError
from ui.operations.base import Base


def kinds_to_open(first: str) -> str:
    """The filter of a dialog that opens learners and curricula of all formats; `first` is the ending of learners."""
    endings = " ".join(f"*{ending}" for ending in (first, *exchange.readable_endings()))
    return _("Learners and curricula") + f" ({endings});;" + _("All files") + " (*)"


class ExchangeOperations(Base):
    """Export, and words about what was imported."""

    _last_kind = ""

    def export_curriculum(self) -> None:
        """Ask for a format, say what it cannot hold, ask for a place, and write it there."""
        from ui.dialogs.export_curriculum import ExportCurriculumDialog

        curriculum = self.window.session.document.curriculum
        dialog = ExportCurriculumDialog(curriculum, self._last_kind, self.window)
        if dialog.exec():
            self._last_kind = dialog.kind.id
            self._write_curriculum(curriculum, dialog.kind)

    def _write_curriculum(self, curriculum: Curriculum, kind: exchange.Format) -> None:
        """Ask for a place, and write there; places for a large canvas take a moment."""
        title, endings = _("Export curriculum"), tuple(kind.endings)
        suggested = Path.home() / f"{curriculum.id}{endings[0]}"
        kinds = f"{kind.title} ({' '.join(f'*{one}' for one in endings)})"
        path = self.ask_place(title, suggested, kinds, endings)
        if path is not None:
            failed = _("The curriculum could not be saved.")
            self.write_for("export_curriculum", lambda: exchange.save(curriculum, kind, path), title, failed)

    def tell_guessed(self, name: str) -> None:
        """Say what had to be guessed or was left out in a curriculum of another format that was just opened."""
        self.window.banner.clear("exchange")
        try:
            opened = exchange.foreign(name)
        except PlannerError:  # it was read a moment ago, and is gone
            return
        if opened is None or not opened.notes:
            return
        count = len(opened.notes)
        text = ngettext(
            "This file was read as {format}; {count} thing had to be guessed or was left out.",
            "This file was read as {format}; {count} things had to be guessed or were left out.",
            count,
        ).format(format=opened.format.title, count=count)
        lines = "\n".join(str(note) for note in opened.notes)

        def show() -> None:
            self._report(_("Open curriculum"), text, lines)

        self.window.banner.show_message("exchange", text, [(_("Show…"), show)])
