"""What all of the editor's operations share: the draft on the desk, the page, and taking back."""

from __future__ import annotations

from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer

from planner.app import garbage
from planner.app.undo import History
from planner.model.problem import PlannerError
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
"""Milliseconds after the first plan before what other pages need is loaded."""
_NEEDED: Final = (
    *("ui.author.page", "ui.compare.columns", "ui.compare.page", "ui.presenter.talk", "ui.clients.page"),
    *("ui.dialogs.about_curriculum", "ui.dialogs.posting", "ui.dialogs.picture", "planner.handout.make"),
)
"""The modules that take long to load."""


def read_ahead(source: str) -> None:
    """Load what editing and comparing need, and read the curriculum of that name or file."""
    for name in _NEEDED:
        import_module(name)
    from planner.app import author, author_start

    author_start.modules()
    with suppress(PlannerError):  # it is said when somebody wants to edit it
        author.read_ahead(source)


class AuthorBase(LearnerOperations, EditOperations, CompareOperations, PlanOperations):
    """A draft on the desk; both are built when somebody wants to edit."""

    desk: Desk | None = None
    editor: EditorPage | None = None

    def load_ahead(self) -> None:
        """Load what other pages need while nobody waits: that takes as long as to build them."""
        window, loader = self.window, Newest(self.window)

        def begin() -> None:
            source = window.workspace.source(window.session.document)
            loader.ask(lambda _stale: read_ahead(source))

        loader.answered.connect(lambda _nothing: garbage.settle())  # here: no other thread may end what Qt holds
        QTimer.singleShot(_AHEAD, window, begin)

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
