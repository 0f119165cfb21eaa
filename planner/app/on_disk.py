"""What the workspace asks the disk: who has a file, what it holds instead, what is kept of it, where a new one goes."""

from __future__ import annotations

import contextlib
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from planner import i18n
from planner.app import queries
from planner.app.follow import with_own
from planner.i18n import _
from planner.model.curriculum import Curriculum
from planner.model.document import Document
from planner.model.problem import PlannerError
from planner.storage import safe
from planner.storage.learner_file import LearnerFile, decode, same_curriculum
from planner.storage.locks import Holder
from planner.storage.places import data_folder

SUFFIX = ".trailmark"


@dataclass(frozen=True, slots=True)
class Conflict:
    """The file on the disk is not the one that was opened."""

    theirs: LearnerFile | None
    """What is there now; None where it is gone, or cannot be read."""
    gone: bool
    sha256: str | None = None
    """Of what is there now."""
    same_learner: bool = True
    """Whether it is another copy of this learner, so that both can be put together."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save. All is well where nothing is set."""

    words: str = ""
    """Why it failed, or a warning although it did not."""
    failed: bool = False
    conflict: Conflict | None = None
    emergency: Path | None = None
    """Where a copy was put, as the file itself could not be written."""


def conflict_of(changed: safe.ChangedOnDisk, mine: LearnerFile) -> Conflict:
    """What is there now, as far as it can be read."""
    if changed.theirs is None:
        return Conflict(None, gone=True)
    sha256 = changed.theirs.sha256
    try:
        theirs = decode(changed.theirs.content, str(changed.path), queries.load).file
    except PlannerError:
        return Conflict(None, False, sha256)
    return Conflict(theirs, False, sha256, theirs.id == mine.id)


def newer_copy(path: Path, owner: str) -> Path | None:
    """An emergency copy of the learner that is younger than the file itself."""
    with contextlib.suppress(OSError):
        age = path.stat().st_mtime
        for copy in safe.emergency_copies(owner):
            if copy.stat().st_mtime > age:
                return copy
    return None


def moved_on(file: LearnerFile) -> Curriculum | None:
    """The curriculum as it is now; None where it is the one that the learner follows."""
    try:
        now = queries.load(file.curriculum.source)
    except PlannerError:  # nobody needs it: the file brings its own
        return None
    followed = file.curriculum.snapshot
    now = with_own(now, followed)
    return now if now.id == followed.id and not same_curriculum(now, followed) else None


def held_words(holder: Holder) -> str:
    """Who has a file open."""
    since = i18n.time(holder.since.astimezone())
    if holder.is_here:
        text = _("This file is open in another window since {time}: here it is only read.")
        return text.format(time=since)
    text = _("This file is open on {host} since {time}: here it is only read.")
    return text.format(host=holder.host, time=since)


def not_saved_words(wrong: OSError | PlannerError) -> str:
    """Why a learner could not be saved."""
    reason = wrong.problems[0].message if isinstance(wrong, PlannerError) else wrong.strerror or str(wrong)
    return _("Your answers could not be saved: {reason}.").format(reason=reason.rstrip("."))


def free_path(document: Document) -> Path:
    """A name in the folder of learners that no file has."""
    return free_file(learners_folder(), document.name or document.curriculum.id)


def learners_folder() -> Path:
    """Where learners are kept who were not saved elsewhere."""
    return data_folder() / "learners"


def free_file(folder: Path, called: str) -> Path:
    """A name in a folder that no file has, for somebody who is called so."""
    plain = unicodedata.normalize("NFKD", called).encode("ascii", "ignore").decode()
    name, number = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:40] or "learner", 1
    while os.path.lexists(path := folder / f"{name if number == 1 else f'{name}-{number}'}{SUFFIX}"):
        number += 1
    return path
