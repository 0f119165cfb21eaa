"""The file of a curriculum that is being edited, and the journal of what is not saved yet.

The journal lies in our own folder, never beside the file, and knows the SHA-256 of the file that it belongs to: where
the file is another one by now, what the journal holds is a copy and nothing that may be written over it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from planner.i18n import _
from planner.model.base import Many, Value
from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError, error
from planner.model.renamed import followed, renames
from planner.model.text import Id
from planner.storage import curricula, safe
from planner.storage.canonical import to_json
from planner.storage.files import MAX_BYTES, atomic_write, read_bounded, shown
from planner.storage.json_text import parse_value
from planner.storage.locks import lives
from planner.storage.parts import Part
from planner.storage.places import state_folder
from planner.storage.safe import Stored

EVERYBODY_READS = 0o644
MAX_JOURNAL = 16 * MAX_BYTES
"""Texts within a text: every quotation mark and line break takes two bytes."""
_NAME = re.compile(r"curriculum-[0-9a-f]{24}\.json")


class JournalModule(Value):
    """A file that the curriculum uses and that is to be saved with it."""

    path: str
    before: str
    """The text that it holds."""
    content: str
    """The text that it is to hold."""


class Journal(Value):
    """What was not saved yet when it was written."""

    format: Literal["trailmark.journal"] = "trailmark.journal"
    format_version: Literal[1] = 1
    owner: Id
    path: str = ""
    """The file that was edited; empty for one that was never saved."""
    base_sha256: str = ""
    """Of what that file held; empty for one that was never saved."""
    at: datetime
    content: str
    """The curriculum as the text of its file."""
    modules: Many[JournalModule] = ()
    host: str = ""
    pid: int = 0
    """The program that wrote it; while it runs, nothing is lost."""

    @property
    def is_lost(self) -> bool:
        """Whether the program that was to save it runs no more, as far as can be told here."""
        return self.host != platform.node() or not lives(self.pid)


def owner_of(path: Path) -> str:
    """Under which name backups and the journal of the file in `path` are kept."""
    return owner_named(os.path.normcase(os.path.realpath(path)))


def owner_named(name: str) -> str:
    """The same for something that has no file yet."""
    return "curriculum-" + hashlib.sha256(os.fsencode(name)).hexdigest()[:24]


def sha256_of(content: bytes) -> str:
    """What a file is known by."""
    return hashlib.sha256(content).hexdigest()


def save(
    path: Path, content: bytes, curriculum: Curriculum, known_sha256: str | None, always_keep: bool = False
) -> Stored:
    """Write a curriculum, keeping what it replaces in the backups. Raises PlannerError, ChangedOnDisk or OSError.

    `known_sha256` is that of the file as it was read or saved last, None where there should be none yet.
    `always_keep`: also where the last backup is a few minutes old, as somebody else wrote what is replaced.
    """

    def verify(written: bytes) -> None:
        read, used = parse_value(Curriculum, written, shown(path)), curricula.used_by(curriculum, path)
        problems = curricula.loose([*used, Part(path, written, read)])
        if problems:
            raise PlannerError(problems)
        names = renames(node for one in (*(part.curriculum for part in used), read) for node in one.nodes)
        if followed(read, names) != followed(curriculum, names):
            raise error("not-the-same", _("The file would not be read back as it is here. Nothing was written."))

    return safe.save(
        path,
        content,
        known_sha256=known_sha256,
        owner=owner_of(path),
        verify=verify,
        always_keep=always_keep,
        limit=MAX_BYTES,
        mode=EVERYBODY_READS,
    )


# The journal


def _folder() -> Path:
    return state_folder() / "curricula"


def write_journal(
    owner: str,
    path: Path | None,
    base_sha256: str,
    content: bytes,
    modules: Iterable[tuple[Path, bytes, bytes]] = (),
    now: datetime | None = None,
) -> None:
    """Keep what is not saved yet, in place of what was kept before. Raises OSError.

    `modules`: files that are to be saved with it, what each holds and what it is to hold.
    """
    journal = Journal(
        owner=owner,
        path=shown(path) if path else "",
        base_sha256=base_sha256,
        at=now or datetime.now(UTC),
        content=content.decode("utf-8"),
        modules=tuple(
            JournalModule(path=str(place), before=before.decode("utf-8"), content=wanted.decode("utf-8"))
            for place, before, wanted in modules
        ),
        host=platform.node(),
        pid=os.getpid(),
    )
    atomic_write(_folder() / f"{owner}.json", to_json(journal))


def read_journal(owner: str) -> Journal | None:
    """What was kept; None where there is nothing, or nothing that can be read."""
    path = _folder() / f"{owner}.json"
    if not path.exists():
        return None
    try:
        return parse_value(Journal, read_bounded(path, MAX_JOURNAL), shown(path))
    except PlannerError:
        return None


def discard_journal(owner: str) -> None:
    """Forget it: it is saved, or nobody wants it. Where the disk refuses it stays, and is offered again."""
    with contextlib.suppress(OSError):
        (_folder() / f"{owner}.json").unlink(missing_ok=True)


def journals() -> Iterator[Journal]:
    """Everything that was not saved, the newest first."""
    try:
        names = [path.name for path in _folder().iterdir() if _NAME.fullmatch(path.name)]
    except OSError:
        return iter(())
    found = (read_journal(name.removesuffix(".json")) for name in names)
    return iter(sorted((one for one in found if one is not None), key=lambda one: one.at, reverse=True))


def read_content(journal: Journal) -> Curriculum:
    """The curriculum that was not saved. Raises PlannerError."""
    return parse_value(Curriculum, journal.content.encode("utf-8"), journal.path)
