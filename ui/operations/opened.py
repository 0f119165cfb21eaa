"""What one should know about the file that was opened, or could not be: who else has it, what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from planner.app import rescue, sample, slip
from planner.app.rescue import Unusable
from planner.i18n import _
from planner.model.problem import PlannerError
from ui.banner import Acts
from ui.operations.base import replaced
from ui.operations.moved_on import MovedOnOperations
from ui.plan_feed import Answer


class OpenedOperations(MovedOnOperations):
    """Telling of it, and doing what is offered then."""

    def tell_opened(self, wait: bool = False) -> None:
        """Say what one should know about the file that was opened; `wait`: of its curriculum after the first plan."""
        window, workspace = self.window, self.window.workspace
        window.operations.tell_contents()
        if workspace.notice:
            acts: list[tuple[str, Callable[[], object]]] = []
            if workspace.read_only:
                acts.append((_("Save as…"), window.operations.save_as))
            if workspace.holder is not None and workspace.holder.is_here:
                acts.append((_("Edit now"), self.edit_now))
            elif workspace.holder is not None:
                acts.append((_("Edit it here"), self.take_over))
            if workspace.rescue:
                acts.append((_("Go back to a backup…"), window.operations.show_backups))
            window.banner.show_message("file", workspace.notice, acts)
        if workspace.unsaved is not None:
            text = _("There is a copy that could not be saved in its place: {path}.")
            window.banner.show_message(
                "unsaved", text.format(path=workspace.unsaved), [(_("Take it over"), self.take_unsaved)]
            )
        if wait:
            self.look_for_news()
        else:
            self.tell_moved_on()

    is_back = True
    """Whether the next plan is the first one of somebody who comes: not where only the window is another one."""

    def meet(self, answer: Answer) -> None:
        """The first plan in this window, or of the file that was opened."""
        if self.is_back:
            self.tell_return(answer)
            self.window.operations.remember_plan()
        self.is_back = True

    def tell_return(self, answer: Answer) -> bool:
        """Meet a learner who has been away; whether there was anything to say."""
        last, today = self.window.workspace.last_plan, date.today()
        words = slip.welcome_back(last, last.made_on, last.finish, answer.plan, today) if last else ""
        if words:
            self.window.banner.show_message("away", words, [(_("Plan everything anew"), self.replan)])
        return bool(words)

    def replan(self) -> None:
        """Look for the best plan whatever moves."""
        self.window.banner.clear("away")
        self.window.feed.replan()

    def take_anew(self, answer: Answer) -> None:
        """The plan that was made anew is another one: go over to it, with a way back."""
        self.run(_("Plan everything anew"), replaced, answer.document)
        self.said = _("Everything is planned anew")

    def take_unsaved(self) -> None:
        """Put together what is here and the copy that was written when the file could not be."""
        path = self.window.workspace.unsaved
        if path is not None:
            self.window.operations.merge_path(path)
            self.window.banner.clear("unsaved")

    def take_over(self) -> None:
        """Edit a file that another computer may have open."""
        window = self.window
        window.workspace.take_over()
        window.banner.clear("file")
        if not window.workspace.read_only:
            self.save()
        window.operations.find_timer()

    def edit_now(self) -> None:
        """Edit a file that another window had open, as it is now."""
        workspace = self.window.workspace
        if workspace.take_if_free() is not None:
            self.window.tell(workspace.notice)
        else:
            self._edit_freed()

    def look_for_lock(self) -> None:
        """The person is back, perhaps from the other window: edit the file if that is closed by now."""
        workspace = self.window.workspace
        busy = self.window.session.trying or QApplication.activeModalWidget() is not None
        if workspace.holder is not None and not busy and workspace.take_if_free() is None:
            self._edit_freed()

    def _edit_freed(self) -> None:
        """Nobody else has the file: go on with what the other window left in it, or save what was done in this one."""
        window, workspace, operations = self.window, self.window.workspace, self.window.operations
        if workspace.read_only or workspace.path is None:  # a later Trailmark wrote it
            return
        window.banner.clear("file")
        if not window.session.trying and workspace.is_behind() and workspace.holds(window.session.kept):
            self.saves = False  # nothing of it is this window's
            operations.open_path(workspace.path)
            self.saves = True
        else:
            operations.save_now()  # where both have changed, it is asked what shall become of that
        operations.find_timer()  # the other window has let go of that, too
        if not window.banner.isVisible():
            window.tell(_("No other window has this file open any more: you edit it here now."))

    # -- a file that cannot be used

    def tell_unusable(self, path: Path, wrong: PlannerError) -> None:
        """Say what became of a file that was to be opened, and offer its backups; who is open stays open."""
        private = self.window.settings.privacy
        found = rescue.unusable(path, wrong, asked=True)
        self.window.operations.follow_clients()
        if not found.is_aside and not found.backups:
            self._report(_("Open"), _("This file cannot be opened."), self._what_is_wrong(wrong))
            return
        acts: Acts = [(_("Go back to a backup…"), partial(self.offer_backups, found))] if found.backups else []
        self.window.banner.show_message("unusable", found.words(named=not private), acts)

    def offer_backups(self, file: Unusable) -> None:
        """Close who is open, and offer the backups of a file that cannot be used."""
        window, operations = self.window, self.window.operations
        if not operations.leave():
            return
        followed = window.session.document.curriculum
        curriculum = sample.fresh(window.workspace.source(window.session.document), followed)
        window.workspace.give_up(file, named=not window.settings.privacy)
        operations.show_document(sample.blank_client(curriculum, date.today()), _("Open"))
        self.saves = False
        self.tell_opened()
        operations.show_backups()
