"""The File menu: answers, curricula and pictures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QRectF, QStandardPaths
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from planner.app import output
from planner.i18n import _
from ui.background import Newest
from ui.operations.base import Base, replaced
from ui.pictures.formats import Format, encode
from ui.pictures.heading import heading
from ui.pictures.sheet import Sheet
from ui.pictures.wish import Wish
from ui.plain import folder_url


class FileOperations(Base):
    """Opening, saving and leaving."""

    def first_steps(self) -> None:
        from ui.dialogs.first_steps import FirstSteps

        dialog = FirstSteps(self.window.session.document, self.window, first=not self.saves)
        if dialog.exec():
            self.window.start_afresh()
            self.saves = True
            self.run(_("New plan"), replaced, dialog.document())
            self.save()

    # -- pictures

    _wish: Wish | None = None
    _writing: Newest | None = None

    def save_picture(self) -> None:
        """Ask for a picture and a place, and write it there."""
        from ui.dialogs.picture import PictureDialog

        answer = self.window.answer
        if answer is None:
            self.window.tell(_("The map is not drawn yet."))
            return
        words = heading(answer.document, answer.plan, date.today())
        last = self._wish or Wish(Format.PDF)
        dialog = PictureDialog(answer.picture, words, self._in_sight(), last, self.window)
        if dialog.exec():
            self._wish = dialog.wish
            path = self._picture_path(dialog.wish.kind)
            if path is not None:
                self.write_picture(path, dialog.sheet(), dialog.wish)

    def _in_sight(self) -> QRectF | None:
        """The part of the map that the window shows; None where that is all of it."""
        view, answer = self.window.view, self.window.answer
        part = view.mapToScene(view.camera.room(0).toRect()).boundingRect()
        if answer is None or view.picture is None or part.contains(view.item.whole):
            return None
        # The window draws a board out to its own width, and may let time flow from right to left.
        left = view.picture.width - part.right() if view.backwards else part.left()
        share = answer.picture.width / view.picture.width
        return QRectF(left * share, part.top(), part.width() * share, part.height())

    def _picture_path(self, kind: Format) -> Path | None:
        """Where to write; the name ends as the kind of file does."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        suggested = str((self._saved.parent if self._saved else Path(folder)) / f"trailmark.{kind}")
        name, _filter = QFileDialog.getSaveFileName(
            self.window, _("Save map as picture"), suggested, _("Pictures") + f" (*.{kind})"
        )
        if not name or name.lower().endswith(f".{kind}"):
            return Path(name) if name else None
        path = Path(f"{name}.{kind}")
        if path.exists():  # the dialog has asked about the name as it was typed
            question = _("{name} exists already. Replace it?").format(name=path.name)
            box = QMessageBox(QMessageBox.Icon.Question, _("Save map as picture"), question, parent=self.window)
            box.setTextFormat(box.textFormat().PlainText)
            box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
            if box.exec() != QMessageBox.StandardButton.Yes:
                return None
        return path

    def write_picture(self, path: Path, sheet: Sheet, wish: Wish) -> None:
        """Paint and write in the background: a large picture takes some seconds."""
        if self._writing is None:
            self._writing = Newest(self.window)
            self._writing.answered.connect(self._on_written)
            self._writing.failed.connect(self._on_not_written)
        self.window.actions_table["save_picture"].setEnabled(False)  # one after another: none is dropped
        self.window.tell(_("Drawing {name}…").format(name=path.name))
        self._writing.ask(lambda _stale: output.write_file(path, encode(sheet, wish.kind, wish.scale)))

    def _on_written(self, path: Path) -> None:
        self._saved = path
        self.window.actions_table["save_picture"].setEnabled(True)
        self.window.tell(_("Saved {name}.").format(name=path.name), folder=True)

    def _on_not_written(self, message: str) -> None:
        self.window.actions_table["save_picture"].setEnabled(True)
        self._report(_("Save map as picture"), _("The picture could not be saved."), message)

    def show_folder(self) -> None:
        """Show the picture that was saved last in the file manager."""
        if self._saved is not None:
            QDesktopServices.openUrl(folder_url(self._saved))

    def quit(self) -> None:
        self.window.close()
