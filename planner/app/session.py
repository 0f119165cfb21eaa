"""The document, its history, and who wants to hear about changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, NamedTuple, ParamSpec

from planner.i18n import again
from planner.model.document import Document

MAX_HISTORY = 200
MAX_SHELVED = 8
"""Of so many documents that were open before the history is kept."""

P = ParamSpec("P")
Command = Callable[Concatenate[Document, P], Document]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened: the words for the undo menu, and the document fields that differ."""

    label: str
    fields: frozenset[str]


class Step(NamedTuple):
    """A state of the document in the history."""

    label: str
    """What was done to come here; empty for the beginning."""
    document: Document
    at: datetime
    """When it was done, in local time."""


class _Kept(NamedTuple):
    """A document with its history, to come back to: before a trial, or of a file that was open."""

    document: Document
    undo: list[tuple[str, Document]]
    redo: list[tuple[str, Document]]
    times: list[datetime]


class Session:
    """Runs commands. Undo is a list of earlier documents; there are no inverse operations to get wrong."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._undo: list[tuple[str, Document]] = []
        self._redo: list[tuple[str, Document]] = []
        self._times = [datetime.now()]
        """When the document that is undone last was there, and when each change after it was made."""
        self._aside: _Kept | None = None
        self._listeners: list[Callable[[Change], None]] = []
        self._shelf: dict[str, _Kept] = {}
        """What was open before, by name, the oldest first."""

    @property
    def document(self) -> Document:
        """The current value; never edited in place."""
        return self._document

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after every change; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def run(self, label: str, command: Command[P], *args: P.args, **kwargs: P.kwargs) -> bool:
        """Run a command; False when it changed nothing. PlannerError passes through, and nothing has happened then."""
        new = command(self._document, *args, **kwargs)
        if new == self._document:
            return False
        self._undo.append((label, self._document))
        self._times = [*self._times[: len(self._undo)], datetime.now()]
        del self._undo[:-MAX_HISTORY]
        del self._times[: -MAX_HISTORY - 1]
        self._redo.clear()
        self._become(new, label)
        return True

    def open(self, document: Document, label: str, name: str = "") -> None:
        """Replace everything. Undo ends here, but goes on where it was left if this was shelved by that name.

        A trial ends, too.
        """
        self._aside = None
        kept = self._shelf.pop(name, None)
        if kept is not None and kept.document == document:
            document, self._undo, self._redo, self._times = kept
        else:
            self._undo, self._redo, self._times = [], [], [datetime.now()]
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
        self._undo = [(label, command(document, *args, **kwargs)) for label, document in self._undo]
        self._redo = [(label, command(document, *args, **kwargs)) for label, document in self._redo]
        if self._aside is not None:
            kept, undo, redo, times = self._aside
            undo = [(label, command(document, *args, **kwargs)) for label, document in undo]
            redo = [(label, command(document, *args, **kwargs)) for label, document in redo]
            self._aside = _Kept(command(kept, *args, **kwargs), undo, redo, times)
        new = command(self._document, *args, **kwargs)
        if new != self._document:
            self._become(new, "")

    @property
    def undo_label(self) -> str | None:
        """What undo would take back; None when there is nothing."""
        return again(self._undo[-1][0]) if self._undo else None

    @property
    def redo_label(self) -> str | None:
        """What redo would bring back; None when there is nothing."""
        return again(self._redo[-1][0]) if self._redo else None

    def undo(self) -> None:
        """Take the last change back."""
        if self._undo:
            label, earlier = self._undo.pop()
            self._redo.append((label, self._document))
            self._become(earlier, label)

    def redo(self) -> None:
        """Bring back what was taken back."""
        if self._redo:
            label, later = self._redo.pop()
            self._undo.append((label, self._document))
            self._become(later, label)

    @property
    def place(self) -> int:
        """So many changes of the history are done; the others have been taken back."""
        return len(self._undo)

    @property
    def history(self) -> list[Step]:
        """Every state that can be gone to, from the oldest on."""
        later = self._redo[::-1]
        labels = ["", *(again(label) for label, _document in (*self._undo, *later))]
        documents = [*(one for _label, one in self._undo), self._document, *(one for _label, one in later)]
        return [Step(*one) for one in zip(labels, documents, self._times, strict=True)]

    def go_to(self, place: int) -> None:
        """Take back, or bring back, as many changes as it takes to the state with this number in the history."""
        place = max(0, min(place, len(self._undo) + len(self._redo)))
        label, document = "", self._document
        while len(self._undo) > place:
            label, earlier = self._undo.pop()
            self._redo.append((label, document))
            document = earlier
        while len(self._undo) < place:
            label, later = self._redo.pop()
            self._undo.append((label, document))
            document = later
        if document is not self._document:
            self._become(document, label)

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

    def _become(self, new: Document, label: str) -> None:
        old, self._document = self._document, new
        change = Change(label, _differing(old, new))
        for listener in list(self._listeners):
            listener(change)


def _differing(old: Any, new: Any) -> frozenset[str]:
    return frozenset(name for name in type(new).model_fields if getattr(old, name) is not getattr(new, name))
