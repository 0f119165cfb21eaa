"""A value that is edited, its history, and who wants to hear about changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, TypeVar

from planner.i18n import again

MAX_HISTORY = 200

D = TypeVar("D")
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Change:
    """What happened: the words for the undo menu, and the fields that differ."""

    label: str
    fields: frozenset[str]


class Step(NamedTuple, Generic[D]):
    """A state in the history."""

    label: str
    """What was done to come here; empty for the beginning."""
    document: D
    at: datetime
    """When it was done, in local time."""


class History(Generic[D]):
    """Runs commands. Undo is a list of earlier values; there are no inverse operations to get wrong."""

    def __init__(self, document: D) -> None:
        self._document = document
        self._undo: list[tuple[str, D]] = []
        self._redo: list[tuple[str, D]] = []
        self._times = [datetime.now()]
        """When the value that is undone last was there, and when each change after it was made."""
        self._listeners: list[Callable[[Change], None]] = []

    @property
    def document(self) -> D:
        """The current value; never edited in place."""
        return self._document

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Call `listener` after every change; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def run(self, label: str, command: Callable[Concatenate[D, P], D], *args: P.args, **kwargs: P.kwargs) -> bool:
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

    def open(self, document: D, label: str) -> None:
        """Replace everything. Undo ends here."""
        self._undo, self._redo, self._times = [], [], [datetime.now()]
        self._become(document, label)

    def amend(self, command: Callable[Concatenate[D, P], D], *args: P.args, **kwargs: P.kwargs) -> None:
        """Change the value and all earlier and later ones, which nobody can take back."""
        self._undo = [(label, command(document, *args, **kwargs)) for label, document in self._undo]
        self._redo = [(label, command(document, *args, **kwargs)) for label, document in self._redo]
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
    def history(self) -> list[Step[D]]:
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

    def _become(self, new: D, label: str) -> None:
        old, self._document = self._document, new
        change = Change(label, self._differing(old, new))
        for listener in list(self._listeners):
            listener(change)

    @staticmethod
    def _differing(old: Any, new: Any) -> frozenset[str]:
        return frozenset(name for name in type(new).model_fields if getattr(old, name) is not getattr(new, name))
