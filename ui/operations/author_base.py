"""What all of the editor's operations share: the draft on the desk, the page, and taking back."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer

from planner.app import garbage
from planner.app.undo import History
from ui.background import Newest
from ui.operations.compare import CompareOperations
from ui.operations.edit import EditOperations
from ui.operations.learner import LearnerOperations
from ui.operations.plan import PlanOperations

if TYPE_CHECKING:  # loaded when somebody wants to edit
    from ui.author.desk import Desk
    from ui.author.page import EditorPage
    from ui.dialogs.steps import Steps

_AHEAD: Final = 3000
"""Milliseconds after the first plan before what editing needs is loaded."""
NEEDED: Final = ("planner.app.author", "ui.author.page")
"""The modules that take long to load."""


class AuthorBase(LearnerOperations, EditOperations, CompareOperations, PlanOperations):
    """A draft on the desk; both are built when somebody wants to edit."""

    desk: Desk | None = None
    editor: EditorPage | None = None

    def load_ahead(self) -> None:
        """Load what editing needs while nobody waits: that takes as long as to build its page."""
        loader = Newest(self.window)
        loader.answered.connect(lambda _modules: garbage.settle())  # here: no other thread may end what Qt holds
        QTimer.singleShot(_AHEAD, self.window, lambda: loader.ask(lambda _stale: [*map(import_module, NEEDED)]))

    @property
    def edits(self) -> bool:
        """Whether the page of the editor is shown."""
        return self.desk is not None and self.window.pages.shown == "edit"

    # -- taking back

    @property
    def shown_history(self) -> History[Any]:
        """What undo and redo act on: the draft while the editor is shown, else the learner."""
        return self.desk.history if self.edits and self.desk is not None else self.window.session

    def undo(self) -> None:
        if self.edits and self.desk is not None:
            self._flush_form()
            self.desk.history.undo()
        else:
            super().undo()

    def redo(self) -> None:
        if self.edits and self.desk is not None:
            self.desk.history.redo()
        else:
            super().redo()

    _draft_steps: Steps | None = None
    """The history of the draft, while it is open."""

    def history(self) -> None:
        """Show every change of the draft, or of the learner where the editor is not shown."""
        if not self.edits or self.desk is None:
            super().history()
            return
        from ui.dialogs.steps import Steps

        if self._draft_steps is None:
            self._draft_steps = Steps(lambda _draft: None, self.window)
            self._draft_steps.table.setColumnHidden(2, True)  # nobody plans every state of a draft
            self._draft_steps.wanted.connect(self._go_to_draft)
            self.desk.changed.connect(self._show_draft_steps)
        self._draft_steps.show()
        self._show_draft_steps()
        self._draft_steps.activateWindow()

    def _go_to_draft(self, place: int) -> None:
        if self.desk is not None:
            self.desk.history.go_to(place)

    def _show_draft_steps(self) -> None:
        if self.desk is not None and self._draft_steps is not None and self._draft_steps.isVisible():
            self._draft_steps.show_steps(self.desk.history.history, self.desk.history.place)

    def _flush_form(self) -> None:
        if self.editor is not None:
            self.editor.form.flush()
