"""All that Trailmark keeps of people: taken along, or deleted for good."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox

from planner.app import privacy, queries
from planner.i18n import _
from planner.model.problem import PlannerError
from ui.operations.base import Base


class EverythingOperations(Base):
    """One archive with all of it, and none of it."""

    def export_everything(self) -> None:
        window = self.window
        window.autosave.flush()
        name, _filter = QFileDialog.getSaveFileName(
            window, _("Export everything"), str(Path.home() / "trailmark.zip"), _("Archives") + " (*.zip)"
        )
        if name:
            path = Path(name) if name.lower().endswith(".zip") else Path(name + ".zip")
            try:
                privacy.export_everything(path, [file for _name, file in window.workspace.recent_files()])
            except PlannerError as wrong:
                self._report(_("Export everything"), _("Nothing was written."), wrong.problems[0].message)
                return
            self._saved = path
            window.tell(_("Saved {name}.").format(name=path.name), folder=True)

    def delete_everything(self) -> None:
        """Learners, backups and preferences go for good: one of the few things that are asked about."""
        window = self.window
        count = len(privacy.kept_files())
        text = _(
            "Delete all learners in Trailmark's folder, their backups and all preferences ({count} files)?\n\n"
            "This cannot be undone. Learner files that you saved elsewhere stay."
        ).format(count=count)
        box = QMessageBox(QMessageBox.Icon.Warning, _("Delete everything"), text, parent=window)
        box.setTextFormat(box.textFormat().PlainText)
        delete = box.addButton(_("Delete everything"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        if box.clickedButton() is delete:
            window.autosave.drop()
            window.workspace.begin()
            window.session.clear_shelf()
            window.operations.saves = False
            left = privacy.delete_everything()
            document = queries.new_document(window.session.document.curriculum, date.today())
            window.operations.show_document(document, _("Delete everything"))
            words = _("These files could not be deleted: {files}").format(files=", ".join(left))
            window.tell(words if left else _("Deleted."))
