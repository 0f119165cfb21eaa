"""The learner's file that is open: found again at the start, saved after every change, never written over blindly."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import uuid4

from planner.app import queries, trust
from planner.app.captured import captured, gone_on, plan_kept
from planner.app.on_disk import (
    Conflict,
    Saved,
    conflict_of,
    free_path,
    held_words,
    moved_on,
    newer_copy,
    not_saved_words,
)
from planner.app.preferences import Preferences
from planner.app.rescue import Unusable, owner_of, set_aside_before, unusable
from planner.app.sides import Sides
from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.plan import Plan
from planner.model.problem import PlannerError
from planner.storage import backups, recent, safe
from planner.storage.backups import MAX_RECORD_BYTES, Backup
from planner.storage.learner_file import Followed, LastPlan, LearnerFile, Read, check_encoded, decode, encode, merged
from planner.storage.locks import FileLock, Holder

FAILURES = 2
"""After so many saves in a row that failed a copy is put where one can be written."""


class Workspace(Preferences):
    """One learner at a time. Its methods may be called in any thread; a save never overlaps another one."""

    def __init__(self, curriculum: str | None = None) -> None:
        self.curriculum = curriculum or queries.builtin_names()[0]
        """Name of a built-in curriculum, or the path of a file."""
        self.also: set[str] = set()
        """Built-in curricula to which the learner has gone over since; undo may bring the one above back."""
        self.notice = ""
        """What the person should know about the file that was opened last; empty when all went well."""
        self.path: Path | None = None
        """Where the learner is kept; None until they are saved for the first time."""
        self.holder: Holder | None = None
        """Who else has the file open: it is then only read."""
        self.newer = False
        """Whether a later Trailmark wrote the file: it is then only read."""
        self._moved_on: Curriculum | None = None
        self._opened: LearnerFile | None = None
        """The file as it was opened, until somebody has asked whether its curriculum has moved on."""
        self.rescue: tuple[Backup, ...] = ()
        """Backups of a file that could not be used, newest first."""
        self._unusable: Unusable | None = None
        """That file."""
        self.unsaved: Path | None = None
        """A copy that was written elsewhere after the file was saved for the last time, as saving had failed."""
        self._file: LearnerFile | None = None
        """What stands on the disk."""
        self._sides = Sides()
        self._left: dict[str, tuple[str | None, Sides]] = {}
        """What was open before, by the identity of the learner, with the SHA-256 of the file as it was left."""
        self._sha256: str | None = None
        self._identity = uuid4().hex
        self._lock: FileLock | None = None
        self._migrated = False
        self._failures = 0
        self._busy = threading.RLock()

    @property
    def identity(self) -> str:
        """The name of the learner that no other one has."""
        return self._identity

    @property
    def moved_on(self) -> Curriculum | None:
        """The curriculum as it is now, where the learner follows another one; read when it is first asked for."""
        with self._busy:
            if self._opened is not None:
                self._moved_on, self._opened = moved_on(self._opened), None
            return self._moved_on

    # -- opening

    def last_path(self, curriculum: str | None = None) -> Path | None:
        """The file of who was here last, with this curriculum or with whichever; None when there is none.

        Raises PlannerError when the curriculum itself cannot be read.
        """
        found = recent.last(None if curriculum is None else queries.curriculum_id(curriculum))
        return found or recent.kept_before(queries.curriculum_id(curriculum or self.curriculum))

    def open_last(self, today: date | None = None, curriculum: str | None = None) -> Document | None:
        """The learner who was here last, with this curriculum or with whichever; None when there is none.

        Raises PlannerError when the curriculum itself cannot be read.
        """
        self.notice = ""
        moved = set_aside_before() if curriculum is None else None
        if moved is not None:
            self.give_up(moved, named=True)
            return None
        path = self.last_path(curriculum)
        if path is None:
            self.begin()
            return None
        try:
            return self.open(path, today)
        except PlannerError as wrong:
            self.give_up(unusable(path, wrong, asked=False), named=True)
            return None

    def open_or_rescue(self, path: Path, today: date | None = None, named: bool = True) -> Document | None:
        """The learner in a file; None where it cannot be used, and `notice` says why. `named`: with its name.

        Raises PlannerError where there is no such file.
        """
        try:
            return self.open(path, today)
        except PlannerError as wrong:
            if not os.path.lexists(path):
                raise
            self.give_up(unusable(path, wrong, asked=True), named)
            return None

    def give_up(self, file: Unusable, named: bool) -> None:
        """Be nobody yet, and offer what is kept of a file that cannot be used."""
        with self._busy:
            self.begin()
            self._unusable, self.rescue, self.notice = file, file.backups, file.words(named)

    def open(self, path: Path, today: date | None = None) -> Document:
        """The learner in a file. Raises PlannerError; the file that was open then stays open."""
        stored = safe.load(path, MAX_RECORD_BYTES)
        read = decode(stored.content, str(path), queries.load)
        document = read.file.document(today)
        with self._busy:
            self._leave()
            self._take(path, read, stored.sha256)
            self._opened = read.file
            self.unsaved = newer_copy(path, read.file.id)
            side = self._sides.here
        recent.remember(path, document.curriculum.id, read.file.name, read.file.id)
        return document.changed(side=side) if side else document

    def begin(self) -> None:
        """Somebody new, who has no file yet."""
        with self._busy:
            self._leave()
            self._left[self._identity] = self._sha256, self._sides
            self.path = self._file = self._sha256 = None
            self._sides = Sides()
            self.also = set()
            self._identity = uuid4().hex

    def close(self) -> None:
        """Nobody edits the file any more."""
        with self._busy:
            self._leave()

    def _leave(self) -> None:
        if self._lock is not None:
            self._lock.release()
        self._lock = self.holder = None
        self.newer = self._migrated = False
        self._moved_on = self._opened = self.unsaved = None
        self._failures = 0
        self.notice, self.rescue, self._unusable = "", (), None

    def _take(self, path: Path, read: Read, sha256: str) -> None:
        self._left[self._identity] = self._sha256, self._sides
        self.path, self._file, self._sha256 = path, read.file, sha256
        self._identity = read.file.id
        left, sides = self._left.pop(read.file.id, (None, Sides()))
        self._sides = sides if left == sha256 else Sides(read.file)
        self.curriculum, self.also = read.file.curriculum.source, set()
        self._migrated = read.version < read.file.format_version
        self.newer = read.newer
        self._lock = FileLock(path)
        self.holder = self._lock.acquire()
        safe.sweep(path.parent)
        if self.newer:
            self.notice = _("A later Trailmark wrote this file: it is only read. Save it under another name to go on.")
        elif self.holder is not None:
            self.notice = held_words(self.holder)

    def take_over(self) -> Holder | None:
        """Write the file although a program on another machine has it open; says who has it if that cannot be done."""
        if self._lock is not None and self.holder is not None:
            self.holder = self._lock.take_over()
        return self.holder

    def take_if_free(self) -> Holder | None:
        """Write the file if nobody else has it open any more; says who has it if somebody has."""
        with self._busy:
            if self._lock is not None and self.holder is not None:
                self.holder = self._lock.acquire()
                if not self.newer:
                    self.notice = held_words(self.holder) if self.holder else ""
            return self.holder

    def holds(self, document: Document) -> bool:
        """Whether all of the document stands in the file as it was read or saved last."""
        with self._busy:
            return self._file is not None and self.capture(document) == self._file

    def is_behind(self) -> bool:
        """Whether the file is another one by now."""
        with self._busy:
            try:
                return self.path is not None and safe.load(self.path, MAX_RECORD_BYTES).sha256 != self._sha256
            except PlannerError:
                return True

    @property
    def read_only(self) -> bool:
        """Whether changes are not saved to the file that is open."""
        return self.holder is not None or self.newer

    @property
    def name(self) -> str:
        """How the learner or the file is called."""
        return self._file.name if self._file and self._file.name else self.path.stem if self.path else ""

    @property
    def last_plan(self) -> LastPlan | None:
        """The plan that was shown when the file was saved."""
        return self._file.plan if self._file else None

    # -- saving

    def save(self, document: Document, plan: Plan | None = None, today: date | None = None) -> Saved:
        """Keep the learner where anything has changed; `plan`: the one that is shown."""
        with self._busy:
            file = self.capture(document, None if self.read_only else plan, today)
            if self._file is not None and file == self._file and not self._migrated:
                return Saved()
            self.take_if_free()
            if self.read_only:
                words = self.notice or _("This file is only read. Save it under another name to keep your changes.")
                return Saved(words, failed=True)
            path = self.path or free_path(document)
            return self._write(path, file, document.side, self._sha256)

    def save_as(self, path: Path, document: Document, plan: Plan | None = None) -> Saved:
        """Go on in another file, which is replaced where it exists; the one that was open stays as it is."""
        with self._busy:
            if self.path is not None and path.resolve() == self.path.resolve():
                return self.save(document, plan)
            file = self.capture(document, plan)
            try:
                known = safe.load(path, MAX_RECORD_BYTES).sha256 if os.path.lexists(path) else None
            except PlannerError as wrong:
                return Saved(not_saved_words(wrong), failed=True)
            lock = FileLock(path)
            holder = lock.acquire()
            if holder is not None:
                return Saved(held_words(holder), failed=True)
            saved = self._write(path, file, document.side, known)
            if saved.failed:
                lock.release()
            else:
                self._leave()
                self._lock = lock
            return saved

    def capture(self, document: Document, plan: Plan | None = None, today: date | None = None) -> LearnerFile:
        """The file for a document: what changed since the last save is stamped, what was taken back is told."""
        followed = Followed(source=self.source(document), snapshot=document.curriculum)
        kept = plan_kept(self.last_plan, document, plan, today or date.today())
        return captured(document, self._sides, self._identity, followed, kept)

    def source(self, document: Document) -> str:
        """The name or the path of the curriculum that is followed."""
        if document.curriculum.id in self.also:
            return document.curriculum.id
        return str(Path(self.curriculum).resolve()) if Path(self.curriculum).exists() else self.curriculum

    def _write(self, path: Path, file: LearnerFile, side: int, known: str | None) -> Saved:
        content = encode(file)
        try:
            stored = safe.save(
                path,
                content,
                known_sha256=known,
                owner=file.id,
                verify=lambda written: check_encoded(written, file),
                owner_of=lambda before: owner_of(before, str(path), file.id),
                always_keep=self._migrated or self._loses_much(file),
            )
        except safe.ChangedOnDisk as changed:
            self._keep_mine(file, content, always=False)
            return Saved(_("The file was changed by another program."), True, conflict_of(changed, file))
        except (OSError, PlannerError) as wrong:
            return self._failed(wrong, file, content)
        self.path, self._file, self._sha256 = path, file, stored.sha256
        self._sides.keep(side, file)
        self._failures, self._migrated = 0, False
        if self._lock is None:
            self._lock = FileLock(path)
            self.holder = self._lock.acquire()
        recent.remember(path, file.curriculum.snapshot.id, file.name, file.id)
        trust.keep(file.curriculum.snapshot)
        return Saved(stored.warning)

    def _loses_much(self, file: LearnerFile) -> bool:
        """Whether over half of what was recorded is gone: worth a backup whenever the last one was."""
        return self._file is not None and 2 * len(file.events) < len(self._file.events)

    def _failed(self, wrong: OSError | PlannerError, file: LearnerFile, content: bytes) -> Saved:
        self._failures += 1
        words = not_saved_words(wrong)
        if self._failures < FAILURES:
            return Saved(words, failed=True)
        try:
            copy = safe.emergency_copy(file.id, content)
        except OSError:
            return Saved(words, failed=True)
        words += " " + _("A copy is kept in {path}.").format(path=copy)
        return Saved(words, failed=True, emergency=copy)

    # -- two copies

    def merge(self, document: Document, theirs: LearnerFile, today: date | None = None) -> Document:
        """What both copies say; saved next time. Raises PlannerError where they are two learners."""
        with self._busy:
            mine = self.capture(document)
            both = merged(mine, theirs)
            found = gone_on(both, document, today)
            if found == document:
                # What the other copy took back, and when it was said, must go on being told.
                self._sides.learn(document.side, mine, both)
                return document
            self._sides.keep(document.side, mine)
            return found.changed(side=self._sides.begin(document.side, both))

    def accept(self, conflict: Conflict) -> None:
        """What the disk has was seen: the next save may replace it, with a backup. What came after it, it may not."""
        with self._busy:
            self._sha256 = conflict.sha256
            self.keep_next()

    def keep_next(self) -> None:
        """The next save makes a backup for certain, however young the last one is."""
        self._migrated = True

    def set_mine_aside(self, document: Document) -> None:
        """Keep the learner as they are here in the backups, as another copy takes the place."""
        with self._busy:
            file = self.capture(document)
            self._keep_mine(file, encode(file), always=True)

    @staticmethod
    def _keep_mine(file: LearnerFile, content: bytes, always: bool) -> None:
        with suppress(OSError):
            backups.keep(file.id, content, always=always)

    def turn_back(self, version: LearnerFile) -> int:
        """The side (`Document.side`) of somebody who goes on with an earlier version: it takes nothing back."""
        with self._busy:
            return self._sides.go_back(version)

    def adopt(self, file: LearnerFile) -> None:
        """Be the learner of a backup whose own file could not be used; the next save puts it right.

        It makes a new one where what stood in that file is kept nowhere else.
        """
        with self._busy:
            broken = self._unusable
            self.begin()
            self._identity, self.curriculum = file.id, file.curriculum.source
            if broken is not None and broken.is_aside:
                self.path, self._sha256 = broken.path, broken.sha256
                self._lock = FileLock(broken.path)
                self.holder = self._lock.acquire()

    def read_copy(self, path: Path) -> LearnerFile:
        """The learner in another file. Raises PlannerError."""
        return decode(safe.load(path, MAX_RECORD_BYTES).content, str(path), queries.load).file

    # -- backups

    def backups(self) -> tuple[Backup, ...]:
        """Earlier contents of the file, newest first; of one that could not be read its own."""
        return self.rescue or backups.listed(self._identity)

    def read_backup(self, backup: Backup) -> LearnerFile:
        """The learner as they were. Raises PlannerError."""
        return decode(backups.read(backup), str(backup.path), queries.load).file
