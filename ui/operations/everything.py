"""All that Trailmark keeps of people: taken along, or deleted for good."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox

from planner.app import privacy, queries, sample
from planner.i18n import _
from planner.model.problem import PlannerError
from ui.operations.base import Base


class EverythingOperations(Base):
    """One archive with all of it, and none of it."""

    def export_everything(self) -> None:
        window = self.window
        operations = window.operations
        if operations.saves:  # who only looks around leaves no traces
            operations.on_saved(window.autosave.flush())
        name, _filter = QFileDialog.getSaveFileName(
            window, _("Export everything"), str(Path.home() / "trailmark.zip"), _("Archives") + " (*.zip)"
        )
        if name:
            path = Path(name) if name.lower().endswith(".zip") else Path(name + ".zip")
            try:
                done = privacy.export_everything(path, [file for _name, file in window.workspace.recent_files()])
            except PlannerError as wrong:
                self._report(_("Export everything"), _("Nothing was written."), wrong.problems[0].message)
                return
            if done.left and window.settings.privacy:
                window.tell(_("Some files could not be read and are not in the archive."))
                return
            if done.left:
                text = _("These files could not be read and are not in the archive:")
                self._report(_("Export everything"), text, "\n".join(done.left))
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
            self._begin_anew()

    def _begin_anew(self) -> None:
        """Delete what is kept, and be as at the first start: what is in memory would be written again."""
        window, operations, private = self.window, self.window.operations, self.window.settings.privacy
        window.autosave.drop()
        window.timer.forget()
        window.workspace.begin()
        window.workspace.curriculum = queries.builtin_names()[0]
        window.session.clear_shelf()
        operations.saves = False
        left = privacy.delete_everything()
        operations.conflict_is_over()
        operations.show_document(sample.blank_client(queries.load(), date.today()), _("Delete everything"))
        operations.forget_settings()
        if not left:
            window.tell(_("Deleted."))
        elif private:
            window.tell(_("Some files could not be deleted."))
        else:
            window.tell(_("These files could not be deleted: {files}").format(files=", ".join(left)))
