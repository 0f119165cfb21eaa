"""Handouts: asks what to write and where, writes it in the background, and shows where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QMessageBox

from planner.app import queries
from planner.i18n import _, ngettext
from ui import dates
from ui.background import Newest
from ui.operations.base import Base
from ui.plan_feed import Answer

if TYPE_CHECKING:
    from planner.handout.formats import Format
    from planner.handout.make import Wishes


class HandoutOperations(Base):
    """Writing a plan for somebody to take home."""

    _handing_out: Newest | None = None
    _wanted = 0
    """Files that are being written."""

    def handout(self) -> None:
        """Ask for formats and a folder, and write there."""
        from planner.handout import formats
        from planner.handout.content import Coach
        from planner.handout.make import Wishes
        from ui.dialogs.handout import HandoutDialog

        answer = self.window.answer
        if answer is None:
            self.window.tell(_("The plan is not there yet."))
            return
        dialog = HandoutDialog(self.window.settings, answer.document.name, self.window)
        if not dialog.exec():
            return
        self._set(**dialog.preferences)
        wishes = Wishes(
            coach=Coach(dialog.coach, dialog.logo()),
            name=dialog.with_name,
            made=date.today(),
            first_weekday=dates.first_weekday().value - 1,
            clock=dialog.clock,
            key=self._key(),
            links=self.window.operations.links_on,
        )
        kinds = [formats.by_id(kind) for kind in dialog.kinds]
        places = self._places(answer, wishes, kinds)
        if places:
            self.write_handout(answer, wishes, places)

    def _key(self) -> str:
        """What calendars know this learner by: only those who have a file are known again."""
        path = self.window.workspace.path
        return queries.learner_key(path) if path is not None and self.saves and path.is_file() else ""

    def _places(self, answer: Answer, wishes: Wishes, kinds: Sequence[Format]) -> dict[str, Path]:
        """Id of the format -> the file to write; empty for none. Files that are there are only replaced when asked."""
        from planner.handout import formats

        private = self.window.settings.privacy
        start = self._saved.parent if self._saved and not private else Path.home()
        name = QFileDialog.getExistingDirectory(self.window, _("Folder for the handout"), str(start))
        if not name:
            return {}
        who = answer.document.name if wishes.name else ""
        places = {kind.id: Path(name) / formats.named(who, answer.plan, kind) for kind in kinds}
        there = [path.name for path in places.values() if path.exists()]
        if there:
            text = ngettext("{names} exists already. Replace it?", "{names} exist already. Replace them?", len(there))
            box = QMessageBox(QMessageBox.Icon.Question, _("Handout"), "", parent=self.window)
            box.setTextFormat(box.textFormat().PlainText)
            box.setText(text.format(names=", ".join(there)))
            box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
            if box.exec() != QMessageBox.StandardButton.Yes:
                return {}
        return places

    def write_handout(self, answer: Answer, wishes: Wishes, places: dict[str, Path]) -> None:
        """Write in the background, file by file."""
        if self._handing_out is None:
            self._handing_out = Newest(self.window)
            self._handing_out.partly.connect(self._on_one_more)
            self._handing_out.answered.connect(self._on_handed_out)
            self._handing_out.failed.connect(self._on_not_handed_out)
        self.window.actions_table["handout"].setEnabled(False)  # one after another: none is dropped
        self._wanted = len(places)
        self.window.tell(_("Writing the handout…"))

        def write(stale: Callable[[], bool]) -> Iterator[list[Path]]:
            from planner.handout import formats
            from planner.handout.make import make

            made = make(answer.document, answer.plan, answer.forecast(), wishes)
            done: list[Path] = []
            for path in formats.save(made, map(formats.by_id, places), lambda kind: places[kind.id], stale):
                done = [*done, path]
                yield done

        self._handing_out.ask(write)

    def _on_one_more(self, done: list[Path]) -> None:
        text = _("{done} of {count} files are written.")
        self.window.tell(text.format(done=len(done), count=self._wanted))

    def _on_handed_out(self, done: list[Path]) -> None:
        self.window.actions_table["handout"].setEnabled(True)
        self._saved = done[-1]
        text = _("Saved {name}.").format(name=done[-1].name)
        if len(done) > 1:
            folder = done[-1].parent.name
            text = ngettext("Saved {count} file in {folder}.", "Saved {count} files in {folder}.", len(done)).format(
                count=len(done), folder=folder
            )
        self.window.tell(text, folder=True)

    def _on_not_handed_out(self, message: str) -> None:
        self.window.actions_table["handout"].setEnabled(True)
        self._report(_("Handout"), _("Not every file of the handout could be written."), message)
