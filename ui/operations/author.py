"""The Curriculum menu: the page of the editor, opening and saving what is edited, and undo of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox

from planner.app import follow, queries
from planner.i18n import _
from planner.model.problem import PlannerError
from ui import dates
from ui.operations.author_base import AuthorBase
from ui.operations.exchange import kinds_to_open

if TYPE_CHECKING:  # loaded when somebody wants to edit
    from planner.app.author import Draft, DraftFile, Saved
    from ui.author.desk import Desk

SUFFIX = ".json"


class AuthorFiles(AuthorBase):
    """A draft on the desk; built when somebody wants to edit."""

    # -- the page

    def page_edit(self) -> None:
        self.show_page("edit")
        if self.editor is not None:
            self.editor.take_focus()

    def show_page(self, name: str) -> None:
        """Turn to a page of the middle of the window; that of the editor is built when it is first looked at."""
        if name == "edit" and not self._begin_to_edit():
            return
        if name != "edit" and self.editor is not None:
            self.editor.form.flush()
        super().show_page(name)
        self._give_room()
        self.follow_history()
        self.follow_author()

    def _begin_to_edit(self) -> bool:
        """Have a draft on the desk, and a page for it; False where there is none."""
        if self.desk is None:
            window = self.window
            self.open_draft(window.workspace.source(window.session.document))
        if self.desk is None:  # it could not be read
            self.window.actions_table[f"page_{self.window.pages.shown}"].setChecked(True)
            return False
        return True

    def follow_author(self) -> None:
        """Let the page and its actions follow the draft and what is selected in it."""

    # -- another draft

    def open_draft(self, name: str) -> bool:
        """Edit the curriculum of that name, or in that file; False where it cannot be read or the person stays."""
        from planner.app.author import DraftFile

        if not self.leave_draft():
            return False
        file = DraftFile()
        try:
            opened = file.open(name)
        except PlannerError as wrong:
            words = "\n".join(str(one) for one in wrong.problems)
            self._report(_("Edit"), _("This curriculum cannot be edited."), words)
            return False
        self.put_draft(opened.draft, file)
        if opened.copied_from:
            words = _("You edit a copy of “{title}”. Save it under a name of your own; the original stays as it is.")
            acts = [(_("Save as…"), self.save_as)]
            self.window.banner.show_message("author", words.format(title=opened.draft.curriculum.title), acts)
        self._offer_unsaved()
        self._offer_lost()
        return True

    def _offer_lost(self) -> None:
        """Say that there is a curriculum that never had a file, from a time when the program did not end well."""
        from planner.app.author import DraftFile

        lost = DraftFile.lost()
        if not lost or self._lost_offered:
            return
        self._lost_offered = True
        words = _("There is a curriculum from {when} that was never saved.")

        def take() -> None:
            file = DraftFile()
            try:
                draft = file.recover(lost[0])
            except PlannerError as wrong:
                self.window.tell(wrong.problems[0].message)
                return
            if self.leave_draft():
                self.put_draft(draft, file)
                if self.desk is not None:
                    self.desk.keep_in_mind()

        def drop() -> None:
            self.window.banner.clear("author-unsaved")
            file = DraftFile()
            with suppress(PlannerError):
                file.recover(lost[0])
            file.give_up()

        when = dates.moment(lost[0].at)
        acts = [(_("Open it"), take), (_("Discard"), drop)]
        self.window.banner.show_message("author-unsaved", words.format(when=when), acts)

    _lost_offered = False

    def put_draft(self, draft: Draft, file: DraftFile) -> None:
        """Lay a draft on the desk, and show it."""
        from ui.author.desk import Desk

        for topic in ("author", "author-unsaved", "author-saving", "author-follow"):
            self.window.banner.clear(topic)
        if self.editor is not None:
            self.editor.form.forget()
        if self.desk is None:
            self.desk = Desk(draft, file, self.window)
            self._build_editor(self.desk)
        else:
            self.desk.put(draft, file)
        self.desk.refresh()
        self._follow_learner()

    def _follow_learner(self) -> None:
        """The plan of the learner who is open is what changes of the draft are weighed by."""

    def _build_editor(self, desk: Desk) -> None:
        """Make the page for the desk."""

    def take_desk(self, other: AuthorFiles) -> None:
        """Go on with what lies on the desk of a window that this one takes the place of."""
        if other.desk is not None:
            from ui.author.desk import Desk

            if other.editor is not None:
                other.editor.form.flush()
            self.desk = Desk.taken_over(other.desk, self.window)
            self._build_editor(self.desk)
            self.desk.refresh()
            self._follow_learner()

    def _offer_unsaved(self) -> None:
        """Say that there are changes which were never saved."""
        desk, window = self.desk, self.window
        if desk is None:
            return
        unsaved = desk.file.unsaved(desk.draft)
        if unsaved is None:
            return
        words = _("There are changes from {when} that were never saved.").format(when=dates.moment(unsaved.at))

        def take() -> None:
            window.banner.clear("author-unsaved")
            if unsaved.fits:
                desk.run(_("Take over unsaved changes"), lambda _draft: unsaved.draft)
            else:
                from planner.app.author import DraftFile

                file = DraftFile()
                file.begin(unsaved.draft)
                self.put_draft(unsaved.draft, file)

        def drop() -> None:
            window.banner.clear("author-unsaved")
            desk.file.give_up()

        window.banner.show_message("author-unsaved", words, [(_("Take them over"), take), (_("Discard"), drop)])

    def edit_open(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self.window, _("Open to edit"), self._open_in(), kinds_to_open(SUFFIX)
        )
        if name and self.open_draft(name):
            self.page_edit()

    def new_curriculum(self) -> None:
        from ui.dialogs.new_curriculum import NewCurriculum

        dialog = NewCurriculum(self.window)
        if not dialog.exec() or dialog.draft is None or not self.leave_draft():
            return
        from planner.app.author import DraftFile

        file = DraftFile()
        file.begin(dialog.draft)
        self.put_draft(dialog.draft, file)
        self.page_edit()

    # -- leaving

    def leave_draft(self) -> bool:
        """Ask what becomes of unsaved changes; False where the person stays."""
        desk = self.desk
        if desk is None:
            return True
        if self.editor is not None:
            self.editor.form.flush()
        if not desk.unsaved:
            desk.give_up()
            return True
        text = _("“{title}” has changes that are not saved.").format(title=desk.draft.curriculum.title)
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self.window, _("Trailmark"), text, buttons.Save | buttons.Discard | buttons.Cancel, buttons.Save
        )
        if answer == buttons.Save:
            return self.save_draft()
        if answer == buttons.Discard:
            desk.give_up()
            return True
        return False

    def leave_all(self) -> bool:
        """Before the window closes: the draft, then the learner."""
        left = self.leave_draft() and self.leave()
        if left:
            self.window.timer.rest()
        return left

    # -- saving

    def save_now(self) -> None:
        if self.edits:
            self.save_draft()
        else:
            super().save_now()

    def save_as(self) -> None:
        if self.edits:
            self.save_draft_as()
        else:
            super().save_as()

    def save_draft(self) -> bool:
        """Write the draft into its file, after asking for one where it has none."""
        desk = self.desk
        if desk is None:
            return False
        if self.editor is not None:
            self.editor.form.flush()
        if desk.file.path is None:
            return self.save_draft_as()
        return self.on_draft_saved(desk.save())

    def save_draft_as(self) -> bool:
        """Ask for a place, and go on in that file."""
        desk = self.desk
        if desk is None:
            return False
        if self.editor is not None:
            self.editor.form.flush()
        name = f"{desk.draft.curriculum.id}{SUFFIX}"
        start = desk.file.path or Path.home() / name
        path = self.ask_place(_("Save curriculum as"), start, _("Curricula") + f" (*{SUFFIX})", (SUFFIX,))
        return path is not None and self.on_draft_saved(desk.save(path))

    def on_draft_saved(self, saved: Saved) -> bool:
        """Say that all is well, or what is not."""
        desk, window = self.desk, self.window
        assert desk is not None
        if saved.conflict:
            from ui.operations.author_conflict import settle

            return settle(self, desk, saved)
        if saved.failed:
            act = (_("Save"), self.save_draft) if saved.save_first else (_("Save as…"), self.save_as)
            window.banner.show_message("author-saving", saved.words, [act])
            return False
        for topic in ("author-saving", "author"):
            window.banner.clear(topic)
        text = _("Saved in {path}.")
        if saved.copied:
            text = _("Saved in {path}. What it uses was copied beside it: {files}.")
        files = ", ".join(path.name for path in saved.copied)
        window.tell(saved.words or text.format(path=desk.file.path, files=files))
        self.follow_author()
        self._offer_to_follow()
        return True

    # -- the plan

    def edit_follow(self) -> None:
        """Plan with the draft: it is saved first, as the plan follows a file."""
        desk, window = self.desk, self.window
        if desk is not None and not desk.draft.merged.nodes:
            window.tell(_("There is nothing to plan with yet. Add an item first."))
            return
        if desk is None or ((desk.unsaved or desk.file.path is None) and not self.save_draft()):
            return
        assert desk.file.path is not None
        self.follow_file(desk.file.path)
        if window.pages.shown == "edit":
            self.show_page("map")

    def follow_file(self, path: Path) -> None:
        """Let the learner follow the curriculum in a file; undo goes back to the one before."""
        window = self.window
        document = window.session.document
        try:
            new = queries.load(str(path))
        except PlannerError as wrong:
            window.tell(wrong.problems[0].message)
            return
        before = window.workspace.curriculum
        if before in queries.builtin_names():
            window.workspace.also.add(document.curriculum.id)
        window.workspace.curriculum = str(path)
        same = document.curriculum.id == new.id and document.learner.goal in new.by_id
        window.banner.clear("author-follow")
        command: Callable[..., object] = follow.follow if same else follow.aim_at
        window.start_afresh()
        self.run(_("Plan with “{title}”").format(title=new.title), command, new)  # type: ignore[arg-type]
        if window.session.document.curriculum is not new:
            window.workspace.curriculum = before
        window.feed.refresh()

    def _offer_to_follow(self) -> None:
        """Where the plan follows this very file, it may follow what it holds now."""
        desk, window = self.desk, self.window
        assert desk is not None
        if desk.file.path is None or window.workspace.source(window.session.document) != str(desk.file.path.resolve()):
            return
        path = desk.file.path
        words = _("Your plan follows this curriculum as it was before.")
        acts = [(_("Follow the new one"), lambda: self.follow_file(path))]
        window.banner.show_message("author-follow", words, acts)
