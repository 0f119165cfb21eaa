"""The file of a draft: saved when asked for, never over what somebody else wrote, and found again after a crash."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from planner.app import trust
from planner.app.author.draft import Draft, Origin, check_loadable, settled
from planner.app.author.opening import Opened, opened
from planner.i18n import _
from planner.model.problem import PlannerError
from planner.storage import curricula, curriculum_file, safe
from planner.storage.curriculum_file import Journal


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save. All is well where nothing is set."""

    words: str = ""
    """Why it failed, or a warning although it did not."""
    failed: bool = False
    conflict: bool = False
    """The file was changed, or removed, by somebody else since it was read; see `accept`."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Changes of an earlier time that were never saved."""

    draft: Draft
    at: datetime
    """When they were kept, in local time."""
    fits: bool
    """Whether the file is still what they were made to; else the draft is a copy without a path."""


class DraftFile:
    """Where one draft is kept. Its methods may be called in any thread."""

    def __init__(self) -> None:
        self.path: Path | None = None
        """None until the draft is saved for the first time."""
        self._sha256: str | None = None
        self._saved: bytes | None = None
        """What stands in the file."""
        self._new = curriculum_file.owner_named(uuid4().hex)
        """Under which name the journal is kept while there is no file."""
        self._fresh: Draft | None = None
        """What needs no journal, as nothing was done to it yet."""
        self._busy = threading.RLock()

    # -- opening

    def begin(self, draft: Draft) -> None:
        """A new draft, or a copy: it has no file yet."""
        with self._busy:
            self.path, self._sha256, self._saved, self._fresh = None, None, None, draft
            self._new = curriculum_file.owner_named(uuid4().hex)

    def open(self, name: str | Path) -> Opened:
        """The curriculum of that name or path to be edited. Raises PlannerError; what was open then stays open."""
        found = opened(name)
        with self._busy:
            self.begin(found.draft)
            if found.draft.path is not None and found.draft.origin is not None:
                self.path, self._saved = found.draft.path, found.draft.origin.content
                self._sha256, self._fresh = curriculum_file.sha256_of(self._saved), None
        return found

    def unsaved(self, draft: Draft) -> Unsaved | None:
        """What was not saved when the file was edited last; None where there is nothing, or just what the file has."""
        if self.path is None:
            return None
        journal = curriculum_file.read_journal(self._owner)
        if journal is None:
            return None
        found = _recovered(journal, draft, journal.base_sha256 == self._sha256)
        if found is None or found.draft.content == draft.content:
            return None
        return found

    @staticmethod
    def lost() -> list[Journal]:
        """Drafts that had no file yet when their program ended without saving, the newest first; see `recover`."""
        return [journal for journal in curriculum_file.journals() if not journal.path and journal.is_lost]

    def recover(self, journal: Journal) -> Draft:
        """Go on with a draft that had no file; it stays kept until it is saved or given up. Raises PlannerError."""
        curriculum = curriculum_file.read_content(journal)
        path = curricula.builtin_folder() / f"{curriculum.id}.json"
        library = tuple(curricula.used_by(curriculum, path))
        draft = Draft(settled(curriculum, library), library)
        check_loadable(draft)
        with self._busy:
            self.begin(draft)
            self._new, self._fresh = journal.owner, None
        return draft

    # -- saving

    def is_saved(self, draft: Draft) -> bool:
        """Whether the file holds just this."""
        return self._saved is not None and (draft.content == self._saved)

    def save(self, draft: Draft) -> Saved:
        """Write the draft into its file; only for one that has a file."""
        assert self.path is not None
        return self._write(draft, self.path, self._sha256)

    def save_as(self, draft: Draft, path: Path) -> Saved:
        """Write the draft into another file, which is its file from then on; one that is there is replaced.

        Whoever asks for a name has asked whether to replace it. Use `located` for the draft afterwards.
        """
        try:
            known = safe.load(path).sha256 if path.exists() else None
        except PlannerError as wrong:
            return _failed(wrong)
        if curricula_hold(path):
            return Saved(_("This is the folder of the built-in curricula. Choose another one."), failed=True)
        return self._write(draft, path, known)

    def accept(self) -> Saved:
        """What is in the file now was seen: the next `save` may replace it, with a backup."""
        with self._busy:
            try:
                self._sha256 = safe.load(self.path).sha256 if self.path and self.path.exists() else None
            except PlannerError as wrong:
                return _failed(wrong)
            return Saved()

    def _write(self, draft: Draft, path: Path, known: str | None) -> Saved:
        with self._busy:
            try:
                stored = curriculum_file.save(path, draft.content, draft.curriculum, known)
            except safe.ChangedOnDisk as changed:
                return Saved(str(changed), failed=True, conflict=True)
            except (OSError, PlannerError) as wrong:
                return _failed(wrong)
            curriculum_file.discard_journal(self._owner)
            self.path, self._sha256, self._saved = path, stored.sha256, draft.content
            curriculum_file.discard_journal(self._owner)
            _trust_own_work(draft)
            return Saved(stored.warning)

    # -- what is not saved yet

    @property
    def _owner(self) -> str:
        return curriculum_file.owner_of(self.path) if self.path else self._new

    def keep(self, draft: Draft) -> str:
        """Keep what is not saved, for after a crash; returns why that failed, else "". Call it soon after a change."""
        with self._busy:
            if self.is_saved(draft) or draft == self._fresh:
                curriculum_file.discard_journal(self._owner)
                return ""
            try:
                curriculum_file.write_journal(self._owner, self.path, self._sha256 or "", draft.content)
            except OSError as problem:
                return problem.strerror or str(problem)
            return ""

    def give_up(self) -> None:
        """What is not saved is not wanted any more."""
        with self._busy:
            curriculum_file.discard_journal(self._owner)


def _trust_own_work(draft: Draft) -> None:
    """What somebody writes from nothing, or on top of what is known, is their own; else it stays from outside."""
    origin = draft.origin
    if origin is None or trust.known(replace(draft, curriculum=origin.curriculum).loaded):
        trust.trust(draft.loaded)


def located(draft: Draft, path: Path) -> Draft:
    """The draft as it stands in another file: what it uses is looked for beside that one. Raises PlannerError."""
    return replace(draft, path=path, library=tuple(curricula.used_by(draft.curriculum, path)))


def curricula_hold(path: Path) -> bool:
    """Whether the path lies among the built-in curricula."""
    return path.resolve().is_relative_to(curricula.builtin_folder().resolve())


def _recovered(journal: Journal, draft: Draft, fits: bool) -> Unsaved | None:
    try:
        curriculum = curriculum_file.read_content(journal)
        path = draft.path or curricula.builtin_folder() / f"{curriculum.id}.json"
        library = (
            draft.library if curriculum.uses == draft.curriculum.uses else tuple(curricula.used_by(curriculum, path))
        )
        origin: Origin | None = draft.origin if fits else None
        found = Draft(settled(curriculum, library), library, origin, draft.path if fits else None)
        check_loadable(found)
    except PlannerError:
        return None
    return Unsaved(found, journal.at.astimezone(), fits)


def _failed(wrong: OSError | PlannerError) -> Saved:
    reason = wrong.problems[0].message if isinstance(wrong, PlannerError) else wrong.strerror or str(wrong)
    return Saved(_("The curriculum could not be saved: {reason}.").format(reason=reason.rstrip(".")), failed=True)
