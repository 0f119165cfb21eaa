"""What was said on this side of a merge and on that: undoing one is not taking back what the other copy says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.model.record import Key
from planner.storage.learner_file import LearnerFile


@dataclass(slots=True)
class _Side:
    parent: int
    """The side on which it was begun; of the first one, its own number."""
    first: LearnerFile
    """As it began: with what came from elsewhere."""
    last: LearnerFile
    """As it was kept last."""


class Sides:
    """A learner's file as it was kept last before and after every merge of this start.

    A document says on which side it is (`Document.side`), so undo and redo go from one to another. What it says is new,
    and what it lacks is taken back, by comparison with the file of its own side.
    """

    def __init__(self, file: LearnerFile | None = None) -> None:
        self._sides = [] if file is None else [_Side(0, file, file)]
        self.here = 0
        """The side that was kept last."""

    def base(self, side: int) -> LearnerFile | None:
        """What a document of that side is compared with; None while nothing was kept."""
        return self._sides[self._known(side)].last if self._sides else None

    def keep(self, side: int, file: LearnerFile) -> None:
        """A document of that side was kept like this."""
        if not self._sides:
            self._sides.append(_Side(0, file, file))
        self.here = self._known(side)
        self._sides[self.here].last = file

    def learn(self, side: int, mine: LearnerFile, both: LearnerFile) -> None:
        """A merge has changed nothing of a document of that side, but what the other copy took back is known now."""
        self.keep(side, both)
        one = self._sides[self.here]
        stamps = {name: at for name, at in both.changed_at.items() if mine.changed_at.get(name) != at}
        withdrawn = {*one.first.withdrawn, *both.withdrawn} - {*mine.withdrawn}
        one.first = one.first.changed(
            withdrawn=tuple(sorted(withdrawn | {*one.first.withdrawn})), changed_at={**one.first.changed_at, **stamps}
        )

    def begin(self, parent: int, file: LearnerFile) -> int:
        """The number of a new side, which goes on from a document of `parent` with what `file` says."""
        self._sides.append(_Side(self._known(parent), file, file))
        return len(self._sides) - 1

    def go_back(self, version: LearnerFile) -> int:
        """The side of a document that goes on with an earlier version: what came later is away, and not taken back."""
        now = self.base(self.here)
        if now is None or {event.id for event in now.events} <= {event.id for event in version.events}:
            return self.here
        withdrawn = {*now.withdrawn, *version.withdrawn} - {event.id for event in version.events}
        return self.begin(self.here, now.changed(events=version.events, withdrawn=tuple(sorted(withdrawn))))

    def undone(self, side: int) -> Iterator[tuple[LearnerFile, LearnerFile]]:
        """The first and the last file of every side that a document of that one has not gone through."""
        through, side = set(), self._known(side)
        while side not in through:
            through.add(side)
            side = self._sides[side].parent if self._sides else side
        return ((one.first, one.last) for number, one in enumerate(self._sides) if number not in through)

    def _known(self, side: int) -> int:
        return side if side < len(self._sides) else self.here


def own_events(first: LearnerFile, last: LearnerFile) -> set[Key]:
    """Events that were written down between the two, also those that are taken back by now."""
    return _told(last) - _told(first)


def _told(file: LearnerFile) -> set[Key]:
    return {*file.withdrawn, *(event.id for event in file.events)}
