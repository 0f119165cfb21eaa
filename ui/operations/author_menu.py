"""The entries of the Curriculum menu that act on the selected items or on the whole draft."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication

from planner.i18n import _, ngettext
from planner.model.problem import PlannerError
from ui.operations.author_library import AuthorLibrary
from ui.operations.author_module import AuthorModule


class AuthorOperations(AuthorLibrary, AuthorModule):
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

    def search(self, text: str) -> None:
        """The field above the page looks for items of the draft while that is edited."""
        if self.edits and self.editor is not None:
            self.editor.items.search.setText(text)
        else:
            super().search(text)

    def find_next(self) -> None:
        if self.edits and self.editor is not None:
            self.editor.items.take_first()
        else:
            super().find_next()

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

    # -- the clipboard

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

        if self.desk is None:
            return
        text = QGuiApplication.clipboard().text()
        try:
            found = author.pasted(self.draft, text)
        except PlannerError as wrong:
            self.window.tell(wrong.problems[0].message)
            return
        if self.author(_("Paste {items}").format(items=self._count(found.items)), lambda _draft: found.draft):
            self._to_show = found.items[0]
            self.pick_items(found.items)
            if found.words:
                self.window.tell(found.words, undo=True)

    @staticmethod
    def _count(items: Sequence[str]) -> str:
        return ngettext("{count} item", "{count} items", len(items)).format(count=len(items))

    # -- one of several, several of one

    def edit_merge(self) -> None:
        """Ask which of the selected items stays, and put the others into it."""
        from planner.app import author
        from ui.dialogs.merge_items import MergeItems

        own = [item for item in self.picked if self.draft.owns(item)] if self.desk is not None else []
        if len(own) < 2:
            self.window.tell(_("Items of other modules are read only here."))
            return
        dialog = MergeItems([self.draft.curriculum.by_id[item] for item in own], self.window)
        if dialog.exec():
            label = _("Merge {items}").format(items=self._titles(own))
            if self.author(label, author.merge_items, own, dialog.kept):
                self.pick_items([dialog.kept], show=True)

    def edit_split(self) -> None:
        """Ask what the second part is, and make it."""
        from planner.app import author
        from ui.dialogs.split_item import SplitItem

        if len(self.picked) != 1:
            return
        [item] = self.picked
        if not self.draft.owns(item):
            self.window.tell(_("Items of other modules are read only here."))
            return
        dialog = SplitItem(self.draft.curriculum.by_id[item], self.window)
        if not dialog.exec():
            return
        title, before = dialog.title.text().strip(), set(self.draft.curriculum.by_id)
        label = _("Split {items}").format(items=self._titles([item]))
        more = {"share": dialog.share, "resources": dialog.keys}
        if self.author(label, author.split_item, item, title, **more):
            self.pick_items([one for one in self.draft.curriculum.by_id if one not in before])

    # -- the whole

    def edit_replace(self) -> None:
        """Find a text everywhere, and put another one in its place."""
        from planner.app import author
        from ui.dialogs.replace_text import ReplaceText

        if self.desk is None:
            return
        dialog = ReplaceText(self.draft, self.window)
        dialog.followed.connect(lambda item: self.pick_items([item], show=True))
        if dialog.exec():
            old, new = dialog.sought.text(), dialog.replace.text()
            places = [one.place for one in dialog.wanted]
            label = _("Replace “{old}” with “{new}”").format(old=old, new=new)
            more = {"case": dialog.case.isChecked(), "words": dialog.whole.isChecked(), "only": places}
            if self.author(label, author.replace_text, old, new, **more):
                count = len(places)
                text = ngettext("Replaced in {count} place.", "Replaced in {count} places.", count)
                self.window.tell(text.format(count=count), undo=True)

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

    def edit_records(self) -> None:
        """Certification records, courses, and what is said of pay and outlook."""
        from planner.app.author_whole import set_records
        from ui.dialogs.records import RecordsDialog

        if self.desk is None:
            return
        dialog = RecordsDialog(self.draft, self.window.theme, self.window)
        if dialog.exec():
            self.author(_("Certification records, courses and pay"), set_records, **dialog.records)
