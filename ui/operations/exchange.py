"""Curricula for other programs: saving in another format, and what had to be guessed in one that was opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox

from planner.app import exchange
from planner.i18n import _, ngettext
from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError
from ui.background import Newest
from ui.operations.base import Base


def kinds_to_open(first: str) -> str:
    """The filter of a dialog that opens learners and curricula of all formats; `first` is the ending of learners."""
    endings = " ".join(f"*{ending}" for ending in (first, *exchange.readable_endings()))
    return _("Learners and curricula") + f" ({endings});;" + _("All files") + " (*)"


class ExchangeOperations(Base):
    """Export, and words about what was imported."""

    _last_kind = ""
    _exporting: Newest | None = None

    def export_curriculum(self) -> None:
        """Ask for a format, say what it cannot hold, ask for a place, and write it there."""
        from ui.dialogs.export_curriculum import ExportCurriculumDialog

        curriculum = self.window.session.document.curriculum
        dialog = ExportCurriculumDialog(curriculum, self._last_kind, self.window)
        if dialog.exec():
            self._last_kind = dialog.kind.id
            path = self._export_path(curriculum, dialog.kind)
            if path is not None:
                self.write_curriculum(path, curriculum, dialog.kind)

    def _export_path(self, curriculum: Curriculum, kind: exchange.Format) -> Path | None:
        """Where to write; the name ends as files of the format do."""
        ending = kind.endings[0]
        suggested = str((self._saved.parent if self._saved else Path.home()) / f"{curriculum.id}{ending}")
        kinds = f"{kind.title} ({' '.join(f'*{one}' for one in kind.endings)})"
        name, _filter = QFileDialog.getSaveFileName(self.window, _("Export curriculum"), suggested, kinds)
        if not name or name.lower().endswith(kind.endings):
            return Path(name) if name else None
        path = Path(f"{name}{ending}")
        if path.exists():  # the dialog has asked about the name as it was typed
            question = _("{name} exists already. Replace it?").format(name=path.name)
            box = QMessageBox(QMessageBox.Icon.Question, _("Export curriculum"), question, parent=self.window)
            box.setTextFormat(box.textFormat().PlainText)
            box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
            if box.exec() != QMessageBox.StandardButton.Yes:
                return None
        return path

    def write_curriculum(self, path: Path, curriculum: Curriculum, kind: exchange.Format) -> None:
        """Write in the background: places for a large canvas take a moment."""
        if self._exporting is None:
            self._exporting = Newest(self.window)
            self._exporting.answered.connect(self._on_exported)
            self._exporting.failed.connect(self._on_not_exported)
        self.window.actions_table["export_curriculum"].setEnabled(False)  # one after another: none is dropped
        self._exporting.ask(lambda _stale: exchange.save(curriculum, kind, path))

    def _on_exported(self, path: Path) -> None:
        self._saved = path
        self.window.actions_table["export_curriculum"].setEnabled(True)
        self.window.tell(_("Saved {name}.").format(name=path.name), folder=True)

    def _on_not_exported(self, message: str) -> None:
        self.window.actions_table["export_curriculum"].setEnabled(True)
        self._report(_("Export curriculum"), _("The curriculum could not be saved."), message)

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
