"""The File menu: answers, curricula and pictures."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QMessageBox

from planner.app import queries
from planner.i18n import _
from planner.model.problem import PlannerError
from ui.operations.base import Base, replaced


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

    def open(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self.window, _("Open curriculum"), "", _("Curricula (*.json);;All files (*)")
        )
        if name:
            self.open_curriculum(name)

    def open_curriculum(self, name: str) -> None:
        """Plan with another curriculum, with the answers given for it before; nothing changes if it cannot be read."""
        workspace, before = self.window.workspace, self.window.workspace.curriculum
        workspace.curriculum = name
        try:
            last = workspace.open_last()
            document = last or queries.new_document(queries.load(name), date.today())
        except PlannerError as wrong:
            workspace.curriculum = before
            words = "\n".join(str(one) for one in wrong.problems)
            self._report(_("Open curriculum"), _("This curriculum cannot be used."), words)
            return
        self.saves = last is not None
        self.window.start_afresh()
        self.window.session.open(document, _("Open curriculum"))
        self.window.tell(workspace.notice or _("Opened “{title}”.").format(title=document.curriculum.title))

    def open_builtin(self) -> None:
        self.open_curriculum(queries.builtin_names()[0])

    def save_picture(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        name, _filter = QFileDialog.getSaveFileName(
            self.window, _("Save map as picture"), str(Path(folder) / "trailmark.png"), _("Pictures (*.png)")
        )
        if name and not self.map_image().save(name):
            self.window.tell(_("The picture could not be written to {path}.").format(path=name))

    def map_image(self) -> QImage:
        """The whole map at 100 %, or as large as a picture may be."""
        view = self.window.view
        rect = view.item.boundingRect()
        scale = min(1.0, 16_000 / max(1.0, rect.width(), rect.height()))
        image = QImage(round(rect.width() * scale), round(rect.height() * scale), QImage.Format.Format_RGB32)
        image.fill(self.window.theme.bg)
        painter = QPainter(image)
        view.scene().render(painter, image.rect(), rect)
        painter.end()
        return image

    def quit(self) -> None:
        self.window.close()

    def close_unsaved(self, reason: str) -> bool:
        """Ask whether to close although the answers could not be kept."""
        answer = QMessageBox.question(self.window, _("Trailmark"), _("{reason} Close anyway?").format(reason=reason))
        return answer == QMessageBox.StandardButton.Yes
