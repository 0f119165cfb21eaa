"""The document of a learner and its history: trials, and what was open before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Concatenate, NamedTuple, ParamSpec

from planner.app.undo import Change, History, Step
from planner.model.document import Document

__all__ = ["Change", "Command", "Session", "Step"]

MAX_SHELVED = 8
"""Of so many documents that were open before the history is kept."""

P = ParamSpec("P")
Command = Callable[Concatenate[Document, P], Document]


class _Kept(NamedTuple):
    """A document with its history, to come back to: before a trial, or of a file that was open."""

    document: Document
    undo: list[tuple[str, Document]]
    redo: list[tuple[str, Document]]
    times: list[datetime]


class Session(History[Document]):
    """The history of a learner."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._aside: _Kept | None = None
        self._shelf: dict[str, _Kept] = {}
        """What was open before, by name, the oldest first."""

    def open(self, document: Document, label: str, name: str = "") -> None:
        """Replace everything. Undo ends here, but goes on where it was left if this was shelved by that name.

        A trial ends, too.
        """
        self._aside = None
        kept = self._shelf.pop(name, None)
        # A file does not say how often everything was planned anew.
        if kept is None or kept.document != document.changed(anew=kept.document.anew):
            super().open(document, label)
            return
        document, self._undo, self._redo, self._times = kept
        self._become(document, label)

    def shelve(self, name: str) -> None:
        """Keep the history of the document, such as that of a file, for when it is opened again by this name."""
        self._shelf.pop(name, None)
        self._shelf[name] = self._aside or _Kept(self._document, self._undo, self._redo, self._times)
        for oldest in [*self._shelf][:-MAX_SHELVED]:
            del self._shelf[oldest]

    def clear_shelf(self) -> None:
        """Keep the history of nothing but the document that is open."""
        self._shelf.clear()

    def amend(self, command: Command[P], *args: P.args, **kwargs: P.kwargs) -> None:
        """Change the document and all earlier and later ones, which nobody can take back: a new day has begun."""
        if self._aside is not None:
            kept, undo, redo, times = self._aside
            undo = [(label, command(document, *args, **kwargs)) for label, document in undo]
            redo = [(label, command(document, *args, **kwargs)) for label, document in redo]
            self._aside = _Kept(command(kept, *args, **kwargs), undo, redo, times)
        super().amend(command, *args, **kwargs)

    # -- trials

    @property
    def trying(self) -> bool:
        """Whether changes are only tried."""
        return self._aside is not None

    @property
    def kept(self) -> Document:
        """What counts: the document, or during a trial what it was before."""
        return self._aside.document if self._aside is not None else self._document

    def try_out(self) -> None:
        """From now on changes are only tried: they have an undo of their own, until they are kept or given up."""
        if self._aside is None:
            self._aside = _Kept(self._document, self._undo, self._redo, self._times)
            self._undo, self._redo, self._times = [], [], [datetime.now()]
            self._become(self._document, "")

    def give_up(self) -> None:
        """Everything is as it was before the trial, the history included."""
        if self._aside is not None:
            document = self._restore()
            self._become(document, "")

    def keep(self, label: str) -> bool:
        """What was tried counts now, as one change after those before the trial; False where it comes to nothing."""
        if self._aside is None:
            return False
        tried = self._document
        self._document = self._restore()
        if self.run(label, lambda _old: tried):
            return True
        self._become(self._document, "")
        return False

    def _restore(self) -> Document:
        assert self._aside is not None
        document, self._undo, self._redo, self._times = self._aside
        self._aside = None
        return document
