"""The entries of the Curriculum menu that act on the selected items or on the whole draft."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from planner.i18n import _, ngettext
from ui.operations.author_items import AuthorItems


class AuthorOperations(AuthorItems):
    """One method for every entry."""

    def check(self) -> None:
        """F7 leads to the problems of the draft while that is edited, else it checks what is followed."""
        if self.edits and self.editor is not None:
            self.editor.problems.take_focus()
        else:
            super().check()

    def find(self) -> None:
        if self.edits and self.editor is not None:
            self.editor.items.search.setFocus()
            self.editor.items.search.selectAll()
        else:
            super().find()

    def edit_add(self) -> None:
        self.add_item()

    def edit_need(self) -> None:
        """Choose what is needed before the selected items."""
        from planner.app.author import Draft

        from planner.app import author

        own = [item for item in self.picked if self.draft.owns(item)]
        if not own:
            self.window.tell(_("Items of other modules are read only here."))
            return
        found = self.ask_item_of_draft(_("What is needed before {items}?").format(items=self._titles(own)), [])
        if found is None:
            return

        def connect(draft: Draft) -> Draft:
            for item in own:
                draft = author.connect(draft, found, item)
            return draft

        label = _("“{before}” before {items}").format(before=self._title(found), items=self._titles(own))
        if self.author(label, connect) and len(own) == 1:
            self.ask_reason(found)

    def edit_rename(self) -> None:
        if self.editor is not None and self.picked:
            self.editor.form.focus_field("title")

    def edit_duplicate(self) -> None:
        from planner.app import author

        if not self.picked:
            return
        before = set(self.draft.curriculum.by_id)
        if self.author(_("Duplicate {items}").format(items=self._titles(self.picked)), author.duplicate, self.picked):
            new = [node.id for node in self.draft.curriculum.nodes if node.id not in before]
            self._to_show = new[0]
            self.pick_items(new)

    def edit_delete(self) -> None:
        self._delete(_("Delete {items}"))

    def _delete(self, label: str) -> None:
        from planner.app import author

        own = [item for item in self.picked if self.draft.owns(item)]
        if not own:
            self.window.tell(_("Items of other modules are read only here."))
            return
        words = self._titles(own)
        if self.author(label.format(items=words), author.remove_items, own):
            self.window.tell(_("{items} deleted.").format(items=words), undo=True)

    def edit_copy(self) -> None:
        from planner.app import author

        if self.picked:
            QGuiApplication.clipboard().setText(author.copied(self.draft, self.picked))
            count = len(self.picked)
            self.window.tell(ngettext("{count} item copied", "{count} items copied", count).format(count=count))

    def edit_cut(self) -> None:
        self.edit_copy()
        self._delete(_("Cut {items}"))

    def edit_paste(self) -> None:
        from planner.app import author

        before = set(self.draft.curriculum.by_id) if self.desk is not None else set()
        if self.author(_("Paste"), author.paste, QGuiApplication.clipboard().text()):
            new = [node.id for node in self.draft.curriculum.nodes if node.id not in before]
            if new:
                self._to_show = new[0]
                self.pick_items(new)

    def edit_merge(self) -> None: ...

    def edit_split(self) -> None: ...

    def edit_replace(self) -> None: ...

    def edit_domains(self) -> None: ...

    def edit_about(self) -> None: ...
