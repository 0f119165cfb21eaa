"""The File menu: answers, curricula and pictures."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QStandardPaths
from PySide6.QtGui import QDesktopServices

from planner.app import output
from planner.i18n import _
from ui.operations.base import Base, replaced
from ui.plain import folder_url

if TYPE_CHECKING:
    from ui.pictures.sheet import Sheet
    from ui.pictures.wish import Wish


class FileOperations(Base):
    """Opening, saving and leaving."""

    def first_steps(self) -> None:
        from ui.dialogs.first_steps import FirstSteps

        dialog = FirstSteps(self.window.session.document, self.window, first=not self.saves)
        if dialog.exec():
            self.window.start_afresh()
            self.saves = self.saves or not self.rehearses
            self.window.workspace.also |= dialog.chosen_curricula()
            self.run(_("New plan"), replaced, dialog.document())
            self.save()

    # -- pictures

    _wish: Wish | None = None

    def save_picture(self) -> None:
        """Ask for a picture and a place, and write it there."""
        from ui.dialogs.picture import PictureDialog
        from ui.pictures.formats import Format
        from ui.pictures.heading import heading
        from ui.pictures.wish import Wish

        answer = self.window.answer
        if answer is None:
            self.window.tell(_("The map is not drawn yet."))
            return
        words = heading(answer.document, answer.plan, date.today())
        last = self._wish or Wish(Format.PDF)
        dialog = PictureDialog(answer.picture, words, self._in_sight(), last, self.window)
        if dialog.exec():
            self._wish = dialog.wish
            self._write_picture(dialog.sheet(), dialog.wish)

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

    def _write_picture(self, sheet: Sheet, wish: Wish) -> None:
        """Ask for a place, and paint and write there; a large picture takes some seconds."""
        from ui.pictures.formats import encode

        title, ending = _("Save map as picture"), f".{wish.kind}"
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        path = self.ask_place(title, Path(folder) / f"trailmark{ending}", _("Pictures") + f" (*{ending})", (ending,))
        if path is not None:

            def write() -> Path:
                return output.write_file(path, encode(sheet, wish.kind, wish.scale))

            self.window.tell(_("Drawing {name}…").format(name=path.name))
            self.write_for("save_picture", write, title, _("The picture could not be saved."))

    def show_folder(self) -> None:
        """Show the picture that was saved last in the file manager."""
        if self._saved is not None:
            QDesktopServices.openUrl(folder_url(self._saved))

    def quit(self) -> None:
        self.window.close()
