"""The learner's file: another one, saving, copies, following a curriculum that has moved on, privacy."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QMessageBox
from shiboken6 import isValid

from planner.app import commands, queries, rescue, sample
from planner.app.on_disk import SUFFIX, Saved
from planner.i18n import _
from planner.model.document import Document
from planner.model.plan import Plan
from planner.model.problem import PlannerError
from ui import dates
from ui.operations.base import replaced
from ui.operations.exchange import kinds_to_open
from ui.operations.opened import OpenedOperations
from ui.plain import menu_text, plain_tip


class LearnerOperations(OpenedOperations):
    """Opening, saving and taking along."""

    recent: QMenu | None = None
    """The menu with the files that were open before, once it was shown."""

    # -- another learner

    def new_learner(self) -> None:
        """Somebody else, with a file of their own."""
        from ui.dialogs.first_steps import FirstSteps

        window = self.window
        followed = window.session.document
        curriculum = sample.fresh(window.workspace.source(followed), followed.curriculum)
        fresh = queries.new_document(curriculum, date.today())
        dialog = FirstSteps(fresh, window, first=True)
        if dialog.exec() and self.leave():
            document = dialog.document()
            window.workspace.curriculum = window.workspace.source(followed)
            window.workspace.begin()
            window.workspace.also |= dialog.chosen_curricula()
            self.show_document(document, _("New learner"))
            self.saves = True
            self.save()

    def open(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self.window, _("Open"), self._open_in(), kinds_to_open(SUFFIX))
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> None:
        """Open a learner or a curriculum, whichever is in the file; nothing changes if it cannot be read."""
        window = self.window
        if not rescue.is_learner(path):
            self.open_curriculum(str(path))
            return
        if not self.leave():
            return
        try:
            document = window.workspace.open(path, date.today())
        except PlannerError as wrong:
            self.tell_unusable(path, wrong)
            return
        self.saves = True
        self.show_document(document, _("Open"))
        self.tell_opened()

    def open_curriculum(self, name: str) -> None:
        """Plan with another curriculum, with the answers given for it before; nothing changes if it cannot be read."""
        window, workspace = self.window, self.window.workspace
        before = workspace.curriculum
        if not self.leave():
            return
        workspace.curriculum = name
        try:
            last = self._who_answered(name)
            document = last or queries.new_document(queries.load(name), date.today())
        except PlannerError as wrong:
            workspace.curriculum = before
            self._report(_("Open curriculum"), _("This curriculum cannot be used."), self._what_is_wrong(wrong))
            return
        self.saves = last is not None
        self.show_document(document, _("Open curriculum"))
        window.tell(workspace.notice or _("Opened “{title}”.").format(title=document.curriculum.title))
        self.tell_opened()
        window.operations.tell_guessed(name)

    def _who_answered(self, curriculum: str) -> Document | None:
        """Who was here last with a curriculum; in privacy mode only who is open now, as it may be another client."""
        workspace = self.window.workspace
        last, opened = workspace.last_path(curriculum), workspace.path
        if self.window.settings.privacy and (opened is None or last != opened.absolute()):
            workspace.begin()
            return None
        return workspace.open_last(date.today(), curriculum)

    def open_builtin(self) -> None:
        """Ask which of the curricula that come with Trailmark, and open it with the answers given for it before."""
        offers = queries.offers()
        names, followed = [offer.name for offer in offers], self.window.session.document.curriculum.id
        asked = _("Which one? It opens with the answers that you gave for it before.")
        if self.window.settings.privacy:
            asked = _("Which one? In privacy mode it opens without the answers of anybody who is not open.")
        title, accepted = QInputDialog.getItem(
            self.window,
            _("Built-in curriculum"),
            asked,
            [offer.title for offer in offers],
            names.index(followed) if followed in names else 0,
            False,
        )
        if accepted:
            self.open_curriculum(next(offer.name for offer in offers if offer.title == title))

    def show_document(self, document: Document, label: str) -> None:
        """Show another document; what was done in its file since the program began can still be undone."""
        window = self.window
        window.autosave.drop()
        window.banner.clear()
        window.operations.judge_afresh()
        window.tell("")
        self.rehearses, self.is_back = False, True
        window.operations.last_change = None
        window.start_afresh()
        window.feed.last_plan = window.workspace.last_plan
        window.session.open(commands.set_today(document, date.today()), label, str(window.workspace.path or ""))
        window.operations.find_timer()
        window.operations.show_in_talk()
        window.state_saved.setText("")

    def follow_day(self) -> None:
        """Another day has begun: nothing is planned before it."""
        today, session = date.today(), self.window.session
        if session.document.learner.availability.today not in (None, today):
            session.amend(commands.set_today, today)

    def leave(self) -> bool:
        """Save what is open before something else is; False where that fails and the person stays."""
        if not self.saves:
            return True
        saved = self.window.autosave.flush()
        if not saved.failed:
            if self.window.workspace.path is not None:
                self.window.session.shelve(str(self.window.workspace.path))
            return True
        if not self.close_unsaved(saved.words):
            return False
        self.window.workspace.set_mine_aside(self.window.session.kept)
        return True

    def close_unsaved(self, reason: str) -> bool:
        """Ask whether to close although the answers could not be kept."""
        answer = QMessageBox.question(self.window, _("Trailmark"), _("{reason} Close anyway?").format(reason=reason))
        return answer == QMessageBox.StandardButton.Yes

    def fill_recent(self, menu: QMenu) -> None:
        """Offer the files that were open before."""
        self.recent = menu
        menu.clear()
        if self.window.settings.privacy:
            menu.addAction(menu_text(_("Not shown in privacy mode"))).setEnabled(False)
            return
        files = self.window.workspace.recent_files()
        for name, path in files:
            act = menu.addAction(menu_text(name), partial(self.open_path, path))
            plain_tip(act, str(path))
        if files:
            menu.addSeparator()
            menu.addAction(menu_text(_("Forget these files")), self.window.workspace.forget_recent)
        else:
            menu.addAction(menu_text(_("No file yet"))).setEnabled(False)

    # -- saving

    def save_now(self) -> None:
        """Everything is saved by itself; who presses Ctrl+S wants to be sure."""
        self._keep_from_now_on()
        saved = self.window.autosave.flush()
        self.on_saved(saved)
        if not saved.failed and self.window.workspace.path is not None:
            self.window.tell(_("Saved in {path}.").format(path=self.window.workspace.path))

    def _keep_from_now_on(self) -> None:
        """Whoever asks for it keeps the prepared blank client, too."""
        self.saves, self.rehearses = True, False
        self.window.timer.keep_for(self.window.workspace.identity)
        self.window.banner.clear("blank")

    def save_as(self) -> None:
        window = self.window
        start = window.workspace.path or Path.home() / f"{window.workspace.name or 'learner'}{SUFFIX}"
        if window.settings.privacy:
            start = Path.home() / start.name
        name, _filter = QFileDialog.getSaveFileName(window, _("Save as"), str(start), _("Learners") + f" (*{SUFFIX})")
        if name:
            path = Path(name) if Path(name).suffix else Path(name + SUFFIX)
            window.autosave.drop()
            self._keep_from_now_on()
            self.on_saved(window.workspace.save_as(path, *self.to_save()))
            self.follow_name()

    def to_save(self) -> tuple[Document, Plan | None]:
        """The document, and the plan where it is the one of this document."""
        window = self.window
        document, answer = window.session.kept, window.feed.kept or window.answer
        return document, answer.plan if answer is not None and answer.document is document else None

    def on_saved(self, saved: Saved) -> None:
        """Say that all is well in passing, and what is not until it is dealt with."""
        window = self.window
        if not isValid(window.banner):  # the window was closed while this was being saved, and is gone
            return
        if not saved.failed:
            if window.workspace.path is not None:
                window.state_saved.setText(_("Saved {time}").format(time=dates.time(datetime.now())))
            window.operations.conflict_is_over()
            window.banner.clear("saving")
            if not window.workspace.notice:  # another window had the file
                window.banner.clear("file")
            if saved.words:
                window.tell(saved.words)
            self.follow_name()
            return
        window.state_saved.setText(_("Not saved"))
        self.follow_name(saved=False)
        if saved.conflict is not None:
            window.operations.on_conflict(saved.conflict)
            return
        acts = [(_("Try again"), self.save_now), (_("Save as…"), self.save_as)]
        window.banner.show_message("saving", saved.words, acts)

    def follow_name(self, saved: bool = True) -> None:
        """Let the title of the window say whose plan it is, and whether it is saved."""
        window = self.window
        document = window.session.document
        goal = document.curriculum.by_id[document.learner.goal].title
        who = document.name or ""
        text = _("{name} – {goal} – Trailmark") if who else _("{goal} – Trailmark")
        window.setWindowTitle(text.format(name=who, goal=goal) + ("" if saved else " *"))
        window.operations.follow_clients()

    def rename_learner(self) -> None:
        window = self.window
        name, accepted = QInputDialog.getText(
            window, _("Name"), _("What is the learner called?"), text=window.session.document.name
        )
        if accepted:
            self.run(_("Name"), commands.set_name, name)

    # -- copies

    def merge_copy(self) -> None:
        """Take over what another copy of this file knows: from another computer, or from a synchronised folder."""
        window = self.window
        name, _filter = QFileDialog.getOpenFileName(
            window,
            _("Merge a copy"),
            self._open_in(),
            _("Learners") + f" (*{SUFFIX} *.json);;" + _("All files") + " (*)",
        )
        if name:
            self.merge_path(Path(name))

    def merge_path(self, path: Path) -> None:
        """The same for a file that is known."""
        window = self.window
        try:
            theirs = window.workspace.read_copy(path)
            both = window.workspace.merge(window.session.document, theirs, date.today())
        except PlannerError as wrong:
            self._report(_("Merge a copy"), _("This copy cannot be merged."), self._what_is_wrong(wrong))
            return
        before = len(window.session.document.record.events)
        self.run(_("Merge a copy"), replaced, both)
        count = len(both.record.events) - before
        window.tell(_("Merged. Entries that were not here: {count}.").format(count=count), undo=True)
