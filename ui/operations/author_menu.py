"""The entries of the Curriculum menu that act on the selected items or on the whole draft."""

from __future__ import annotations

from planner.i18n import _
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
        from planner.app import author
        from planner.app.author import Draft

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

        label = _("“{before}” before {items}").format(before=self._called(found), items=self._titles(own))
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

    def edit_domains(self) -> None:
        """Add, name and order the lanes of the map."""
        from planner.app.author_whole import set_domains
        from ui.dialogs.domains import DomainsDialog

        if self.desk is None:
            return
        counts: dict[str, int] = {}
        for node in self.draft.merged.nodes:
            counts[node.domain] = counts.get(node.domain, 0) + 1
        dialog = DomainsDialog(self.draft.curriculum.domains, counts, self.window)
        if dialog.exec():
            self.author(_("Subjects"), set_domains, dialog.domains)

    def edit_about(self) -> None:
        """What the curriculum says of itself, what it builds on, where its facts come from."""
        from planner.app.author_whole import set_whole
        from ui.dialogs.about_curriculum import AboutCurriculum

        if self.desk is None:
            return
        dialog = AboutCurriculum(self.draft, self.window)
        if dialog.exec():
            self.author(_("About the curriculum"), set_whole, dialog.about, dialog.uses, dialog.sources)
