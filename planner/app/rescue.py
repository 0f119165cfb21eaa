"""A learner's file that cannot be used: what stands in it is kept, and what was kept of it before is found."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from planner.app import queries
from planner.app.on_disk import SUFFIX
from planner.i18n import _
from planner.model.problem import PlannerError, error
from planner.storage import backups, quarantine, recent, safe
from planner.storage.backups import MAX_RECORD_BYTES, Backup
from planner.storage.learner_file import decode
from planner.storage.places import data_folder

SOUND = frozenset({"newer-format", "not-a-learner", "no-such-file"})
"""Codes of problems of files that are not damaged: another program can read them, or what they name is missing."""
CLOSED = frozenset({"unreadable", "not-a-file", "too-large"})
"""Codes of problems of files whose content nobody has seen: there is nothing of it that could be kept."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A file that cannot be used."""

    path: Path
    """Where it was looked for."""
    reason: str
    """A sentence."""
    kept: Path
    """Where its content is now; its own place where it was not set aside."""
    backups: tuple[Backup, ...]
    """Earlier contents, newest first."""
    sha256: str | None
    """Of what stands in its place still; None where nothing does."""

    @property
    def is_aside(self) -> bool:
        """Whether another content may take its place, as this one is kept elsewhere."""
        return self.kept != self.path

    def words(self, named: bool) -> str:
        """What happened; `named`: with its name and where it is kept."""
        if self.is_aside and named:
            text = _("“{name}” could not be used: {reason} What stands in it is kept in {path}.")
        elif named:
            text = _("“{name}” could not be used: {reason}")
        else:
            text = _("This file could not be used: {reason}")
        return text.format(name=self.path.name, reason=self.reason, path=self.kept)


def is_learner(path: Path) -> bool:
    """Whether a learner is in the file, or was: nothing of one may be left that says so."""
    kind = queries.kind_of(path)
    known = path.suffix == SUFFIX or any(Path(one.path) == path.absolute() for one in recent.listed())
    return kind == "trailmark.learner" or (not kind and known)


def unusable(path: Path, wrong: PlannerError, asked: bool) -> Unusable:
    """Keep what stands in a file that could not be opened, and find its backups.

    What nobody has `asked` for and stands in the folder of Trailmark is moved out of the way. Every other file stays
    where a person looks for it, and only a copy is kept; of one that is not damaged not even that.
    """
    problem = wrong.problems[0]
    if problem.code in SOUND:
        return Unusable(path, problem.message, path, (), None)
    known = recent.learner_of(path)
    if problem.code in CLOSED:
        return Unusable(path, problem.message, path, backups.listed(known) if known else (), None)
    kept: Path | None = None
    sha256: str | None = None
    try:
        stored = safe.load(path, MAX_RECORD_BYTES)
        earlier = backups.listed(owner_in(stored.content) or known or "none")
        if not asked and path.resolve().is_relative_to(data_folder().resolve()):
            kept = quarantine.set_aside(path)
        else:
            kept, sha256 = quarantine.keep_copy(path.name, stored.content), stored.sha256
    except (OSError, PlannerError):  # it stays where it is, and is not written over
        return Unusable(path, problem.message, path, (), None)
    return Unusable(path, problem.message, kept, earlier, sha256)


def set_aside_before() -> Unusable | None:
    """The file that was open last, where an earlier start has moved it away and nothing was opened since."""
    last = recent.newest()
    if last is None or not last.learner or os.path.lexists(last.path):
        return None
    path, found = Path(last.path), backups.listed(last.learner)
    kept = next((one for one in quarantine.listed() if one.name == path.name), None)
    return Unusable(path, _("It was damaged."), kept, found, None) if kept and found else None


def owner_of(content: bytes, name: str, own: str) -> str | None:
    """Whose file it is; None where it is no learner's. `own`: who it most likely is."""
    if f'"{own}"'.encode() in content:
        return own
    try:
        return decode(content, name, queries.load).file.id
    except PlannerError:
        return owner_in(content)


def keep_replaced(path: Path) -> None:
    """Keep the learner in a file that is written over now, if there is one. Raises PlannerError where that fails."""
    if not os.path.lexists(path):
        return
    content = safe.load(path, MAX_RECORD_BYTES).content
    owner = owner_in(content)
    try:
        if owner is not None:
            backups.keep(owner, content, always=True)
    except OSError as wrong:
        text = _("What stands in {name} could not be kept: {reason}.")
        message = text.format(name=path.name, reason=wrong.strerror or str(wrong))
        raise error("unwritable", message, file=str(path)) from None


def owner_in(content: bytes) -> str | None:
    """Whose file it is: the name that no other learner has stands in it, however damaged the rest is."""
    found = re.search(rb'"id":\s*"([0-9a-f]{32})"', content)
    return found.group(1).decode() if found else None
