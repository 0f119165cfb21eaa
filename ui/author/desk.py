"""What lies on the author's desk: a draft with its history and its file, and what is found out about it meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal
from shiboken6 import isValid

from planner.app import author
from planner.app.author import Draft, DraftFile, DraftHistory, Follower, Impact, Impacts
from planner.app.draft_picture import Picture, picture_of
from planner.app.map import Map
from planner.model.problem import PlannerError
from ui.background import Newest

WEIGH = 500
"""Milliseconds after a change before plans are made of it."""
KEEP = 1500
"""Milliseconds after a change before what is not saved is kept for after a crash."""


class Desk(QObject):
    """One draft at a time. Whatever takes time is found out by workers; an answer about an older draft is dropped."""

    changed = Signal()
    """The draft is another one."""
    drawn = Signal(object)
    """The `Picture` of the draft."""
    found = Signal(object)
    """What is wrong with it: findings."""
    counted = Signal(object)
    """How its items hang together: `Numbers`."""
    weighed = Signal(object)
    """What it does to the plans of its learners: a list of `Impact`."""
    failed = Signal(str)

    def __init__(self, draft: Draft, file: DraftFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self._begun: Draft | None = draft
        """What needs no question before it goes, as nothing was done to it."""
        self.picture: Map | None = None
        """The map that is shown: the next one stays close to it."""
        self._drawing, self._finding, self._keeping = Newest(self), Newest(self), Newest(self)
        self._drawing.answered.connect(self._on_picture)
        self._finding.answered.connect(self.found.emit)
        for one in (self._drawing, self._finding):
            one.failed.connect(self.failed.emit)
        self._counting = Newest(self)
        self._counting.answered.connect(self.counted.emit)
        lane = QThreadPool(self)
        lane.setMaxThreadCount(1)  # `Impacts` works for one thread at a time
        self._weighing = Newest(self, lane)
        self._weighing.answered.connect(lambda found: self.weighed.emit(found or []))
        self._weighing.partly.connect(self.weighed.emit)
        self._waiting = QTimer(self, singleShot=True, interval=WEIGH)
        self._waiting.timeout.connect(self._weigh)
        self._impacts: Impacts | None = None
        self._timer = QTimer(self, singleShot=True, interval=KEEP)
        self._timer.timeout.connect(self.keep)
        self._use(DraftHistory(draft))

    def _use(self, history: DraftHistory) -> None:
        self.history = history
        self._leave = history.listen(lambda _change: self._tell())

    @classmethod
    def taken_over(cls, other: Desk, parent: QObject) -> Desk:
        """What lies on a desk that goes, with its history."""
        other._leave()
        other._timer.stop()
        new = cls(other.draft, other.file, parent)
        new._leave()
        new._use(other.history)
        new._begun = other._begun
        return new

    @property
    def draft(self) -> Draft:
        """The draft as it is now."""
        return self.history.document

    @property
    def saved(self) -> bool:
        """Whether the file holds just this."""
        return self.file.is_saved(self.draft)

    @property
    def unsaved(self) -> bool:
        """Whether something would be lost if the draft were put away."""
        return self.draft != self._begun and not self.saved

    def keep_in_mind(self) -> None:
        """What is here was never saved, although nothing was done to it since."""
        self._begun = None
        self.changed.emit()

    def forget_changes(self) -> None:
        """Nothing would be lost by what is here now."""
        self._begun = self.draft

    @property
    def busy(self) -> bool:
        """Whether something is still being found out."""
        return self._drawing.busy or self._finding.busy or self._weighing.busy or self._waiting.isActive()

    def put(self, draft: Draft, file: DraftFile) -> None:
        """Another draft, with a history of its own; `file`: where it is kept."""
        self.picture, self.file, self._begun = None, file, draft
        self.history.open(draft, "")

    def run(self, label: str, command: Callable[..., Draft], *arguments: Any, **more: Any) -> bool:
        """Run a command. Raises PlannerError, and nothing has happened then."""
        return self.history.run(label, command, *arguments, **more)

    def refresh(self) -> None:
        """Draw and check the draft."""
        draft, before = self.draft, self.picture
        if draft.merged.nodes:
            self._drawing.ask(lambda _stale: picture_of(draft.merged, before))
        else:
            self._drawing.drop()
        self._finding.ask(lambda _stale: author.findings(draft))
        self._counting.ask(lambda _stale: author.numbers(draft))
        self._weighing.drop()
        self._waiting.start()

    def follow(
        self, followers: Sequence[Follower], more: Callable[[Callable[[], bool]], Iterable[Follower]] | None = None
    ) -> None:
        """Say what every change does to the plans of these learners; `more`: others, looked for in the background."""
        self._impacts = Impacts(followers, self.base, more)
        self._waiting.start()

    @property
    def base(self) -> Draft:
        """The draft as it was before anything was done to it."""
        return self.history.history[0].document

    def _weigh(self) -> None:
        draft, impacts = self.draft, self._impacts
        if impacts is None:
            return
        if draft == self.base:
            self.weighed.emit([])
        else:
            self._weighing.ask(lambda stale: _more_and_more(impacts.of(draft, stale)))

    def _tell(self) -> None:
        if isValid(self):
            self._timer.start()
            self.changed.emit()
            self.refresh()

    def _on_picture(self, picture: Picture) -> None:
        self.picture = picture.map
        self.drawn.emit(picture)

    # -- the file

    def keep(self) -> None:
        """Keep what is not saved, in the background."""
        self._timer.stop()
        draft, file = self.draft, self.file
        self._keeping.ask(lambda _stale: file.keep(draft))

    def save(self, path: Path | None = None) -> author.Saved:
        """Write the draft into its file, or into another one."""
        self._timer.stop()
        if path is None:
            return self.file.save(self.draft)
        saved = self.file.save_as(self.draft, path)
        if not saved.failed:
            self._move(path, saved.places)
        return saved

    def _move(self, path: Path, places: Mapping[Path, Path]) -> None:
        """What it uses is looked for beside the new file, for earlier and later states, too."""
        try:
            author.relocate(self.history, path, places, self.file.written)
        except PlannerError as wrong:
            self.failed.emit(wrong.problems[0].message)

    def give_up(self) -> None:
        """What is not saved is not wanted any more."""
        for timer in (self._timer, self._waiting):
            timer.stop()
        for one in (self._keeping, self._weighing):
            one.drop()
        self.file.give_up()


def _more_and_more(found: Iterable[Impact]) -> Iterator[list[Impact]]:
    """What is known of the first learner, of the first two, and so on."""
    known: list[Impact] = []
    for one in found:
        known = [*known, one]
        yield known
