"""What all operations share: running a command, keeping the answers, preferences, a report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QMessageBox

from planner.app.on_disk import learners_folder
from planner.app.session import Command
from planner.app.trial import only_tried
from planner.i18n import _
from planner.model.document import Document
from planner.model.problem import PlannerError
from ui import panes
from ui.background import Newest

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Base:
    """Bound to one window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.saves = True
        """Whether answers are kept on the disk: not while only looking around, but from the first change on."""
        self.rehearses = False
        """Whether the prepared blank client is shown: then a change is no reason to keep anything."""
        self.followed: str | None = None
        self._saved: Path | None = None
        """The file that was written last for a person, such as a picture."""
        self._writers: dict[str, Newest] = {}
        self._failed: dict[str, tuple[str, str]] = {}
        """Action that writes a file -> title and words of a failure, in the language of now."""
        self.said = ""
        """What the last command did, until the plan that follows from it is there."""

    def run(self, label: str, command: Command[Any], *arguments: object) -> None:
        """Run a command of the session, keep the answers, and say in words what stood in the way."""
        window = self.window
        try:
            wanted = only_tried(command) if window.session.trying else command
            changed = window.session.run(label, wanted, *arguments)
        except PlannerError as wrong:
            window.you.show_document(window.session.document)  # a field may still show what was refused
            window.live.rest()
            window.tell(wrong.problems[0].message)
            return
        if changed:
            self.saves = self.saves or not (self.rehearses or window.session.trying)
            self.save()
        else:
            window.live.rest()

    def save(self) -> None:
        """Keep the answers on the disk, where that is wanted: not while they are only tried."""
        if self.saves and not self.window.session.trying:
            self.window.autosave.touch()

    def _set(self, **fields: object) -> None:
        self.window.apply_settings(self.window.settings.changed(**fields))
        self.save_settings()

    def save_settings(self) -> None:
        """Keep the preferences."""
        failed = self.window.workspace.save_settings(self.window.settings)
        if failed:
            self.window.tell(failed)

    def _show_pane(self, pane: str, on: bool = True) -> None:
        """Show or hide a pane, and remember it; where there is room for one, the other one makes way for a while."""
        window, before = self.window, self.window.settings.hidden_panes
        narrow = panes.is_narrow(window.width(), window.text_scale)
        hidden: list[str] = [one for one in before if one != pane]
        if narrow and on:
            window.beside = pane
        elif narrow and pane == "you" and not {"plan", "item"}.issubset(before):
            window.beside = "plan"
        elif not on:
            hidden.append(pane)
        if set(hidden) != set(before):
            self._set(hidden_panes=tuple(hidden))
        else:
            panes.show_sides(window)

    def _report(self, title: str, heading: str, text: str) -> None:
        from ui.dialogs.report import Report

        Report(title, heading, text, self.window).exec()

    def _what_is_wrong(self, wrong: PlannerError) -> str:
        """What is wrong with a file; in privacy mode without its name, which may be that of a client."""
        private = self.window.settings.privacy
        return "\n".join(one.message if private else str(one) for one in wrong.problems)

    @property
    def folder_of_clients(self) -> Path:
        """Where the files of clients are."""
        chosen = self.window.settings.clients_folder
        return Path(chosen) if chosen else learners_folder()

    # -- files that a person chooses

    def _open_in(self) -> str:
        """The folder in which one begins to look for a file; "" for the one that was used last."""
        return str(Path.home()) if self.window.settings.privacy else ""

    def ask_place(self, title: str, suggested: Path, kinds: str, endings: tuple[str, ...]) -> Path | None:
        """Where to write; the name ends in one of `endings`, the first where none was typed. None for nowhere."""
        start = self._saved.parent if self._saved else suggested.parent
        if self.window.settings.privacy:  # what was opened or saved last may lie among the files of another client
            start = Path.home()
        name, _filter = QFileDialog.getSaveFileName(self.window, title, str(start / suggested.name), kinds)
        if not name or name.lower().endswith(endings):
            return Path(name) if name else None
        path = Path(f"{name}{endings[0]}")
        if path.exists():  # the dialog has asked about the name as it was typed
            question = _("{name} exists already. Replace it?").format(name=path.name)
            box = QMessageBox(QMessageBox.Icon.Question, title, question, parent=self.window)
            box.setTextFormat(box.textFormat().PlainText)
            box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
            if box.exec() != QMessageBox.StandardButton.Yes:
                return None
        return path

    def write_for(self, action: str, write: Callable[[], Path], title: str, failed: str) -> None:
        """Write in the background for an action of the table: what takes long must not stop the window.

        `write` returns the file; `title` and `failed` tell of a failure.
        """
        self._failed[action] = title, failed
        if action not in self._writers:
            writer = self._writers[action] = Newest(self.window)
            row = self.window.actions_table[action]

            def on_written(path: Path) -> None:
                self._saved = path
                row.setEnabled(True)
                self.window.tell(_("Saved {name}.").format(name=path.name), folder=True)

            def on_failed(message: str) -> None:
                row.setEnabled(True)
                self._report(*self._failed[action], message)

            writer.answered.connect(on_written)
            writer.failed.connect(on_failed)
        self.window.actions_table[action].setEnabled(False)  # one after another: none is dropped
        self._writers[action].ask(lambda _stale: write())


def replaced(_old: Document, new: Document) -> Document:
    """A command that puts one document in the place of another."""
    return new
