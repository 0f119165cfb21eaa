"""Curricula from and for other programs: what is in a file, what a format cannot hold, writing it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from planner.app import trust
from planner.app.output import write_file
from planner.exchange import formats
from planner.exchange.formats import Format
from planner.i18n import _
from planner.model.base import Value
from planner.model.curriculum import Curriculum
from planner.model.levelled import levelled
from planner.model.problem import PlannerError, Problem, error
from planner.storage import curricula
from planner.storage.files import MAX_BYTES, read_bounded, shown

__all__ = [
    "Conversion",
    "Format",
    "Opened",
    "Prepared",
    "finish",
    "foreign",
    "losses",
    "open_curriculum",
    "prepare",
    "readable_endings",
    "save",
    "writable",
]


class Opened(NamedTuple):
    """A curriculum from anywhere."""

    curriculum: Curriculum
    format: Format
    notes: tuple[Problem, ...] = ()
    """What had to be guessed or was left out in reading."""


class Conversion(Value):
    """What became of a file; `trailmark convert --json` prints it, see `docs/formats.md`."""

    format: Literal["trailmark.conversion"] = "trailmark.conversion"
    format_version: Literal[1] = 1
    read: str
    """Id of the format that was read."""
    written: str
    """Id of the format that was or would have been written."""
    path: str
    """Where it stands; empty where nothing was written."""
    curriculum: str
    items: int
    notes: tuple[Problem, ...]
    """What had to be guessed or was left out in reading."""
    losses: tuple[Problem, ...]
    """What the written format cannot hold."""


def open_curriculum(name: str) -> Opened:
    """The built-in curriculum of that name, or the one in the file of that name, in any format that can be read.

    Raises PlannerError.
    """
    found = foreign(name)
    return found or Opened(curricula.load(curricula.find(name)), formats.by_id(formats.JSON))


def foreign(name: str) -> Opened | None:
    """The curriculum in a file of another format; None for ours and for built-in ones. Raises PlannerError."""
    path = curricula.find(name)
    if name in curricula.builtin_names():
        return None
    content = read_bounded(path)
    _check_text(content, shown(path))
    kind = formats.recognised(content)
    if kind.id == formats.JSON:
        return None
    read = kind.read(content, shown(path))
    return Opened(levelled(read.curriculum), kind, read.notes)


def _check_text(content: bytes, file: str) -> None:
    """Raise PlannerError for what people take for a table or a curriculum, but is no text at all."""
    sheet = _("This is a workbook or another compressed file. Save the table as “CSV UTF-8”, and open that.")
    picture = _("This is a picture. A curriculum is read from JSON, tables and graphs.")
    known = {
        b"PK\x03\x04": sheet,
        b"\xd0\xcf\x11\xe0": sheet,
        b"%PDF": _("This is a PDF. A curriculum is read from JSON, tables and graphs."),
        b"\x89PNG": picture,
        b"\xff\xd8\xff": picture,
    }
    found = next((words for start, words in known.items() if content.startswith(start)), None)
    if found is not None:
        raise error("not-text", found, file=file)


def writable() -> Sequence[Format]:
    """The formats that a curriculum can be saved in, ours first."""
    return [one for one in formats.formats() if one.writes]


def readable_endings() -> list[str]:
    """The endings that files of the formats that can be read usually have."""
    return list(dict.fromkeys(ending for one in formats.formats() if one.reads for ending in one.endings))


def losses(curriculum: Curriculum, kind: Format) -> list[Problem]:
    """What the format cannot hold of the curriculum."""
    return kind.losses(curriculum)


def save(curriculum: Curriculum, kind: Format, path: Path) -> Path:
    """Write the curriculum; returns where it is. Raises PlannerError, also for what could not be read again."""
    content = kind.write(curriculum)
    if kind.reads and len(content) > MAX_BYTES:
        message = _("The file would be larger than {limit} MB, which Trailmark does not read. Nothing was written.")
        raise error("too-large", message.format(limit=MAX_BYTES // 2**20), file=shown(path))
    written = write_file(path, content)
    if kind.reads and trust.known(curriculum):
        with contextlib.suppress(PlannerError):
            trust.trust(open_curriculum(str(written)).curriculum)
    return written


class Prepared(NamedTuple):
    """A curriculum, the format that it is to be written in, and what would be lost: nothing is written yet."""

    opened: Opened
    format: Format
    losses: tuple[Problem, ...]


def prepare(name: str, out: Path, to: str | None = None) -> Prepared:
    """Read a curriculum to be written in the format of the id `to`, else in the one that `out` ends in.

    Raises PlannerError.
    """
    kind = formats.by_id(to) if to else formats.for_name(out.name)
    if not kind.writes:
        message = _("Trailmark reads {format}, but does not write it.").format(format=kind.title)
        raise error("only-read", message)
    opened = open_curriculum(name)
    return Prepared(opened, kind, tuple(kind.losses(opened.curriculum)))


def finish(prepared: Prepared, out: Path | None) -> Conversion:
    """Write it; `out` is None where it should not be written after all. Raises PlannerError."""
    curriculum = prepared.opened.curriculum
    return Conversion(
        read=prepared.opened.format.id,
        written=prepared.format.id,
        path=shown(save(curriculum, prepared.format, out)) if out else "",
        curriculum=curriculum.title,
        items=len(curriculum.nodes),
        notes=prepared.opened.notes,
        losses=prepared.losses,
    )
