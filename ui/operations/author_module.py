"""Items of a draft that go into the file of a module: two files change in one step, and are saved together."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog

from planner.i18n import _
from ui.operations.author_items import AuthorItems


class AuthorModule(AuthorItems):
    """Moving to a module."""

    def edit_module(self) -> None:
        """Ask for a module that the draft uses, and put the selected items there."""
        from planner.app import author

        own = [item for item in self.picked if self.draft.owns(item)] if self.desk is not None else []
        if not own:
            self.window.tell(_("Items of other modules are read only here."))
            return
        module = self._ask_module(own)
        if module is None:
            return
        (identity, title), words = module, self._titles(own)
        label = _("Move {items} to “{module}”").format(items=words, module=title)
        if self.author(label, author.move_to_module, own, identity):
            text = _("{items} stand in “{module}” now. Both files are written when you save.")
            self.window.tell(text.format(items=words, module=title), undo=True)

    def _ask_module(self, items: list[str]) -> tuple[str, str] | None:
        """Id and title of a module that may be changed; None where there is none, or the person stays."""
        from planner.app.author.modules import curricula_hold

        parts = [part for part in self.draft.library if not curricula_hold(part.path)]
        if not parts:
            words = _("This curriculum uses no module of your own. Those that come with Trailmark are never changed.")
            self.window.tell(words)
            return None
        titles = [part.curriculum.title for part in parts]
        question = _("Where shall {items} go?").format(items=self._titles(items))
        title, accepted = QInputDialog.getItem(self.window, _("Move to module"), question, titles, 0, False)
        return (parts[titles.index(title)].curriculum.id, title) if accepted else None
