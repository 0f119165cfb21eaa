"""The learner's file that is open: found again at the start, saved after every change, never written over blindly."""

from __future__ import annotations

import os
import re
import threading
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from planner.app import queries
from planner.app.preferences import Preferences
from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.plan import Plan
from planner.model.problem import PlannerError
from planner.storage import backups, quarantine, recent, safe
from planner.storage.backups import MAX_RECORD_BYTES, Backup
from planner.storage.learner_file import (
    Followed,
    LastPlan,
    LearnerFile,
    Read,
    check_encoded,
    decode,
    encode,
    last_plan,
    merged,
    own_answers,
    same_curriculum,
)
from planner.storage.locks import FileLock, Holder
from planner.storage.places import data_folder

SUFFIX = ".trailmark"
FAILURES = 2
"""After so many saves in a row that failed a copy is put where one can be written."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """The file on the disk is not the one that was opened."""

    theirs: LearnerFile | None
    """What is there now; None where it is gone, or cannot be read."""
    gone: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save. All is well where nothing is set."""

    words: str = ""
    """Why it failed, or a warning although it did not."""
    failed: bool = False
    conflict: Conflict | None = None
    emergency: Path | None = None
    """Where a copy was put, as the file itself could not be written."""


class Workspace(Preferences):
    """One learner at a time. Its methods may be called in any thread; a save never overlaps another one."""

    def __init__(self, curriculum: str | None = None) -> None:
        self.curriculum = curriculum or queries.builtin_names()[0]
        """Name of a built-in curriculum, or the path of a file."""
        self.notice = ""
        """What the person should know about the file that was opened last; empty when all went well."""
        self.path: Path | None = None
        """Where the learner is kept; None until they are saved for the first time."""
        self.holder: Holder | None = None
        """Who else has the file open: it is then only read."""
        self.newer = False
        """Whether a later Trailmark wrote the file: it is then only read."""
        self.moved_on: Curriculum | None = None
        """The curriculum as it is now, where it is not the one that the learner follows."""
        self.rescue: tuple[Backup, ...] = ()
        """Backups of a file that could not be read, newest first."""
        self._file: LearnerFile | None = None
        """What stands on the disk."""
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

    # -- opening

    def open_last(self, today: date | None = None) -> Document | None:
        """The learner who was here last with this curriculum; None when there is none.

        Raises PlannerError when the curriculum itself cannot be read.
        """
        self.notice = ""
        curriculum = queries.load(self.curriculum)
        path = recent.last(curriculum.id)
        if path is None:
            self.begin()
            return None
        try:
            return self.open(path, today)
        except PlannerError as wrong:
            self.rescue = self._backups_of(path)
            aside = quarantine.set_aside(path)
            recent.forget(path)
            text = _("Your saved answers could not be used: {reason} They are kept in {path}.")
            notice = text.format(reason=wrong.problems[0].message, path=aside)
            rescue = self.rescue
            self.begin()
            self.notice, self.rescue = notice, rescue
            return None

    def open(self, path: Path, today: date | None = None) -> Document:
        """The learner in a file. Raises PlannerError; the file that was open then stays open."""
        stored = safe.load(path, MAX_RECORD_BYTES)
        read = decode(stored.content, str(path), queries.load)
        document = read.file.document(today)
        with self._busy:
            self._leave()
            self._take(path, read, stored.sha256)
            self.moved_on = _moved_on(read.file)
        recent.remember(path, document.curriculum.id, read.file.name)
        return document

    def begin(self) -> None:
        """Somebody new, who has no file yet."""
        with self._busy:
            self._leave()
            self.path = self._file = self._sha256 = None
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
        self.moved_on = None
        self._failures = 0
        self.notice, self.rescue = "", ()

    def _take(self, path: Path, read: Read, sha256: str) -> None:
        self.path, self._file, self._sha256 = path, read.file, sha256
        self._identity = read.file.id
        self.curriculum = read.file.curriculum.source
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
            if self.read_only:
                words = self.notice or _("This file is only read. Save it under another name to keep your changes.")
                return Saved(words, failed=True)
            path = self.path or _free_path(document)
            return self._write(path, file, self._sha256)

    def save_as(self, path: Path, document: Document, plan: Plan | None = None) -> Saved:
        """Go on in another file, which is replaced where it exists; the one that was open stays as it is."""
        with self._busy:
            file = self.capture(document, plan)
            if self.path is None or path.resolve() != self.path.resolve():
                known = safe.load(path, MAX_RECORD_BYTES).sha256 if path.exists() else None
            else:
                known = self._sha256
            lock = FileLock(path)
            holder = lock.acquire()
            if holder is not None:
                return Saved(held_words(holder), failed=True)
            saved = self._write(path, file, known)
            if saved.failed:
                lock.release()
            else:
                self._leave()
                self._lock = lock
            return saved

    def capture(self, document: Document, plan: Plan | None = None, today: date | None = None) -> LearnerFile:
        """The file for a document: what changed since the last save is stamped, what was taken back is told."""
        base, now = self._file, datetime.now(UTC)
        answers = own_answers(document.learner)
        changed_at = dict(base.changed_at) if base else {}
        for name in type(answers).model_fields:
            if base is None or getattr(answers, name) != getattr(base.learner, name):
                changed_at[name] = now
        if base is not None and not same_curriculum(base.curriculum.snapshot, document.curriculum):
            changed_at["curriculum"] = now
        if base is not None and base.name != document.name:
            changed_at["name"] = now
        events = {event.id for event in document.record.events}
        gone = {*base.withdrawn, *(event.id for event in base.events)} - events if base else set()
        kept = base.plan if base else None
        if plan is not None and plan.goal == document.learner.goal and plan.items:
            new = last_plan(plan, today or date.today())
            # The same plan made again on another day is no news.
            kept = kept if kept and (kept.items, kept.finish) == (new.items, new.finish) else new
        return LearnerFile(
            id=self._identity,
            name=document.name,
            learner=answers,
            changed_at=changed_at,
            events=document.record.events,
            withdrawn=tuple(sorted(gone)),
            plan=kept,
            curriculum=Followed(source=self._source(), snapshot=document.curriculum),
        )

    def _source(self) -> str:
        return str(Path(self.curriculum).resolve()) if Path(self.curriculum).exists() else self.curriculum

    def _write(self, path: Path, file: LearnerFile, known: str | None) -> Saved:
        content = encode(file)
        try:
            stored = safe.save(
                path,
                content,
                known_sha256=known,
                owner=file.id,
                verify=lambda written: check_encoded(written, file),
                always_keep=self._migrated or self._loses_much(file),
            )
        except safe.ChangedOnDisk as changed:
            return Saved(_("The file was changed by another program."), True, _conflict(changed))
        except (OSError, PlannerError) as wrong:
            return self._failed(wrong, file, content)
        self.path, self._file, self._sha256 = path, file, stored.sha256
        self._failures, self._migrated = 0, False
        if self._lock is None:
            self._lock = FileLock(path)
            self.holder = self._lock.acquire()
        recent.remember(path, file.curriculum.snapshot.id, file.name)
        return Saved(stored.warning)

    def _loses_much(self, file: LearnerFile) -> bool:
        """Whether over half of what was recorded is gone: worth a backup whenever the last one was."""
        return self._file is not None and 2 * len(file.events) < len(self._file.events)

    def _failed(self, wrong: OSError | PlannerError, file: LearnerFile, content: bytes) -> Saved:
        reason = wrong.problems[0].message if isinstance(wrong, PlannerError) else wrong.strerror or str(wrong)
        self._failures += 1
        words = _("Your answers could not be saved: {reason}.").format(reason=reason.rstrip("."))
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
            both = merged(self.capture(document), theirs)
            if self._file is not None:
                # Events that one of the two took back must go on being told.
                self._file = self._file.changed(withdrawn=both.withdrawn, changed_at=both.changed_at)
            return both.document(today)

    def accept(self, path: Path) -> None:
        """The file on the disk is known as it is now: what is saved next replaces it, with a backup."""
        with self._busy:
            stored = safe.load(path, MAX_RECORD_BYTES) if path.exists() else None
            self._sha256 = stored.sha256 if stored else None
            self._migrated = True

    def read_copy(self, path: Path) -> LearnerFile:
        """The learner in another file. Raises PlannerError."""
        return decode(safe.load(path, MAX_RECORD_BYTES).content, str(path), queries.load).file

    # -- backups

    def backups(self) -> tuple[Backup, ...]:
        """Earlier contents of the file, newest first."""
        return backups.listed(self._identity)

    def read_backup(self, backup: Backup) -> LearnerFile:
        """The learner as they were. Raises PlannerError."""
        return decode(backups.read(backup), str(backup.path), queries.load).file

    def _backups_of(self, path: Path) -> tuple[Backup, ...]:
        """Backups of a file that cannot be read: found by the name that stands in it, however damaged the rest is."""
        try:
            content = path.read_bytes()[:MAX_RECORD_BYTES]
        except OSError:
            return ()
        found = re.search(rb'"id":\s*"([0-9a-f]{32})"', content)
        return backups.listed(found.group(1).decode()) if found else ()

    @staticmethod
    def recent_files() -> list[tuple[str, Path]]:
        """Learner files that were open, the last one first, and how to call each."""
        return [(file.name or Path(file.path).stem, Path(file.path)) for file in recent.listed()]

    @staticmethod
    def forget_recent() -> None:
        """Do not tell which files were open."""
        recent.forget()


def _moved_on(file: LearnerFile) -> Curriculum | None:
    try:
        now = queries.load(file.curriculum.source)
    except PlannerError:  # nobody needs it: the file brings its own
        return None
    followed = file.curriculum.snapshot
    return now if now.id == followed.id and not same_curriculum(now, followed) else None


def held_words(holder: Holder) -> str:
    """Who has a file open."""
    since = holder.since.astimezone().strftime("%H:%M")
    if holder.is_here:
        text = _("This file is open in another window since {time}: here it is only read.")
        return text.format(time=since)
    text = _("This file is open on {host} since {time}: here it is only read.")
    return text.format(host=holder.host, time=since)


def _conflict(changed: safe.ChangedOnDisk) -> Conflict:
    if changed.theirs is None:
        return Conflict(None, gone=True)
    try:
        return Conflict(decode(changed.theirs.content, str(changed.path), queries.load).file, gone=False)
    except PlannerError:
        return Conflict(None, gone=False)


def _free_path(document: Document) -> Path:
    """A name in the folder of learners that no file has."""
    plain = unicodedata.normalize("NFKD", document.name or document.curriculum.id).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:40] or "learner"
    folder, number = data_folder() / "learners", 1
    while os.path.lexists(path := folder / f"{name if number == 1 else f'{name}-{number}'}{SUFFIX}"):
        number += 1
    return path
