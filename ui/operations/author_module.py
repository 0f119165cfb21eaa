"""Items of a draft that go into the file of a module: two files change at once, and both are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog, QMessageBox

from planner.i18n import _
from planner.model.problem import PlannerError
from ui.operations.author_items import AuthorItems

if TYPE_CHECKING:
    from pathlib import Path


class AuthorModule(AuthorItems):
    """Moving to a module."""

    def edit_module(self) -> None:
        """Ask for a module that the draft uses, and put the selected items there."""
        own = [item for item in self.picked if self.draft.owns(item)] if self.desk is not None else []
        if not own:
            self.window.tell(_("Items of other modules are read only here."))
            return
        path = self._ask_module(own)
        if path is not None:
            try:
                self._move_to(path, own)
            except PlannerError as wrong:
                self._report(_("Move to module"), _("Nothing was moved."), wrong.problems[0].message)

    def _ask_module(self, items: list[str]) -> Path | None:
        """The file of a module; None where there is none, or the person stays."""
        from planner.app.author.file import curricula_hold

        parts = [part for part in self.draft.library if not curricula_hold(part.path)]
        if not parts:
            words = _("This curriculum uses no module of your own. Those that come with Trailmark are never changed.")
            self.window.tell(words)
            return None
        titles = [part.curriculum.title for part in parts]
        question = _("Where shall {items} go?").format(items=self._titles(items))
        title, accepted = QInputDialog.getItem(self.window, _("Move to module"), question, titles, 0, False)
        if not accepted:
            return None
        text = _("Both files are saved now, and what was done before cannot be taken back any more. Go on?")
        answer = QMessageBox.question(self.window, _("Move to module"), text)
        return parts[titles.index(title)].path if answer == QMessageBox.StandardButton.Yes else None

    def _move_to(self, path: Path, items: list[str]) -> None:
        """Save the module with the items, then the draft without them. Raises PlannerError."""
        from planner.app import author
        from planner.app.author import DraftFile

        desk = self.desk
        if desk is None or (desk.file.path is None and not self.save_draft()):
            return
        file = DraftFile()
        moved = author.moved_to_module(desk.draft, file.open(path).draft, items)
        saved = file.save(moved.module)
        if saved.failed:
            self._report(_("Move to module"), _("Nothing was moved."), saved.words)
            return
        words = self._titles(items)
        desk.begin_again(moved.draft)
        if self._on_draft_saved(desk.save()):
            title = moved.module.curriculum.title
            self.window.tell(_("{items} stand in “{module}” now.").format(items=words, module=title))
