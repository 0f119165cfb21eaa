"""What all operations share: running a command, keeping the answers, preferences, a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.app.session import Command
from planner.model.document import Document
from planner.model.problem import PlannerError

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Base:
    """Bound to one window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.saves = True
        """Whether answers are kept on the disk: not while only looking around, but from the first change on."""
        self.followed: str | None = None
        self._saved: Path | None = None
        """The file that was written last for a person, such as a picture."""
        self.said = ""
        """What the last command did, until the plan that follows from it is there."""

    def run(self, label: str, command: Command[Any], *arguments: object) -> None:
        """Run a command of the session, keep the answers, and say in words what stood in the way."""
        window = self.window
        try:
            changed = window.session.run(label, command, *arguments)
        except PlannerError as wrong:
            window.you.show_document(window.session.document)  # a field may still show what was refused
            window.live.rest()
            window.tell(wrong.problems[0].message)
            return
        if changed:
            self.saves = True
            self.save()
        else:
            window.live.rest()

    def save(self) -> None:
        """Keep the answers on the disk, where that is wanted."""
        if self.saves:
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
        """Show or hide a pane, and remember it."""
        hidden = [one for one in self.window.settings.hidden_panes if one != pane]
        if (pane not in self.window.settings.hidden_panes) != on:
            self._set(hidden_panes=tuple(hidden if on else [*hidden, pane]))

    def _report(self, title: str, heading: str, text: str) -> None:
        from ui.dialogs.report import Report

        Report(title, heading, text, self.window).exec()


def replaced(_old: Document, new: Document) -> Document:
    """A command that puts one document in the place of another."""
    return new
