"""Earlier versions of the learner, and what happens when the file on the disk has changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from planner.app import history
from planner.app.history import Version
from planner.app.on_disk import SUFFIX, Conflict
from planner.i18n import _
from planner.model.problem import PlannerError
from ui import dates
from ui.operations.base import Base, replaced


class VersionOperations(Base):
    """Going back, and two copies of one file."""

    # -- backups

    def backups(self) -> None:
        """Show what was kept; in privacy mode not of a file that could not be used, which may be another client's."""
        if self.window.settings.privacy and self.window.workspace.rescue:
            self.window.tell(_("Not shown in privacy mode"))
        else:
            self.show_backups()

    def show_backups(self) -> None:
        """Show what was kept, and do what was chosen there."""
        from ui.dialogs.backups import BackupsDialog

        window = self.window
        dialog = BackupsDialog(window.workspace, window.session.document, window)
        if not dialog.exec():
            return
        if dialog.chosen is not None:
            self.go_back(dialog.chosen)
        elif dialog.to_copy is not None:
            self.copy_version(dialog.to_copy)

    def go_back(self, version: Version) -> None:
        """Make an earlier version the present one: one step, which undo takes back."""
        window = self.window
        window.autosave.drop()
        rescued = bool(window.workspace.rescue)
        try:
            document = history.go_back(window.workspace, version, date.today())
        except PlannerError as wrong:
            self._report(_("Backups"), _("This version cannot be used."), "\n".join(map(str, wrong.problems)))
            return
        when = _("{day}, {time}").format(day=dates.day(version.at.date()), time=dates.time(version.at))
        self.run(_("Go back to {when}").format(when=when), replaced, document)
        if rescued:
            window.banner.clear("file")
        self.saves = True
        self.save()
        window.operations.find_timer()
        window.tell(_("This is your plan as it was on {when}.").format(when=when), undo=True)

    def copy_version(self, version: Version) -> None:
        """Ask for a place, and write an earlier version there as it was."""
        window = self.window
        name = f"{window.workspace.name or 'learner'} {version.at:%Y-%m-%d %H-%M}{SUFFIX}"
        beside = window.workspace.path and not window.settings.privacy
        start = (window.workspace.path.parent if window.workspace.path and beside else Path.home()) / name
        chosen, _filter = QFileDialog.getSaveFileName(
            window, _("Save a copy as"), str(start), _("Learners") + f" (*{SUFFIX})"
        )
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(chosen + SUFFIX)
        if path == window.workspace.path:
            window.tell(_("This file is open. Choose another name, or go back to the version."))
            return
        try:
            self._saved = history.write_copy(version, path)
        except PlannerError as wrong:
            self._report(_("Save a copy as"), _("Nothing was written."), wrong.problems[0].message)
            return
        window.tell(_("Saved {name}.").format(name=path.name), folder=True)

    # -- the file has changed

    _undecided: Conflict | None = None
    """What stands in the way of saving until the person has decided."""
    _asking = False

    def on_conflict(self, conflict: Conflict) -> None:
        """The file was changed by somebody else: ask once, and then remind without getting in the way."""
        first, self._undecided = self._undecided is None, conflict
        if self._asking:
            return
        if first:
            self.decide()
        else:
            self._remind()

    def decide(self) -> None:
        """Ask what shall become of both; nothing is overwritten by default."""
        from ui.dialogs.conflict import Choice, ConflictDialog

        conflict, window = self._undecided, self.window
        if conflict is None:
            return
        different = self._differences(conflict)
        self._asking = True
        try:
            dialog = ConflictDialog(conflict, different, window)
            dialog.exec()
        finally:
            self._asking = False
        if dialog.choice is Choice.LATER:
            self._remind()
        elif self._undecided is not conflict:
            self.decide()  # it has changed again while somebody was reading
        elif dialog.choice is Choice.COPY:
            window.operations.save_as()
            if self._undecided is not None:  # no name was given
                self._remind()
        elif dialog.choice is Choice.MERGE:
            self._settle(conflict)
        elif window.workspace.path is not None:
            self._load_theirs(window.workspace.path)

    def _settle(self, conflict: Conflict) -> None:
        """Write what both copies say, or what is here where the other one says nothing."""
        workspace = self.window.workspace
        self._undecided = None
        workspace.accept(conflict)
        if conflict.theirs is not None:
            both = workspace.merge(self.window.session.document, conflict.theirs, date.today())
            self.run(_("Merge both"), replaced, both)
        self.window.operations.save_now()

    def _load_theirs(self, path: Path) -> None:
        """Go on with what is on the disk; what is here can be had back from the backups."""
        operations = self.window.operations
        self._undecided = None
        self.window.autosave.drop()
        self.window.workspace.set_mine_aside(self.window.session.document)
        self.saves = False
        operations.open_path(path)
        self.saves = True

    def _differences(self, conflict: Conflict) -> tuple[history.Difference, ...]:
        if conflict.theirs is None:
            return ()
        try:
            theirs = conflict.theirs.document(date.today())
        except PlannerError:
            return ()
        return history.differences(theirs, self.window.session.document, dates.day)

    def _remind(self) -> None:
        words = _("Your file was changed by another program, and your changes are not saved.")
        self.window.banner.show_message("saving", words, [(_("Decide…"), self.decide)])

    def conflict_is_over(self) -> None:
        """A save went well."""
        self._undecided = None
