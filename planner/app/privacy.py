"""All that Trailmark keeps of people: taken along in one archive, or deleted for good."""

from __future__ import annotations

import contextlib
import io
import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from planner.app import trust
from planner.app.output import PRIVATE, write_file
from planner.storage.places import data_folder, state_folder


def kept_files() -> list[Path]:
    """Every file in the folders of Trailmark: learners, backups, what was set aside, preferences."""
    return sorted(path for folder in _folders() for path in folder.rglob("*") if path.is_file())


class Exported(NamedTuple):
    """What came of taking everything along."""

    path: Path
    """The archive."""
    left: tuple[str, ...]
    """Files that could not be read and so are not in it."""


def export_everything(path: Path, beside: Iterable[Path] = ()) -> Exported:
    """One ZIP archive with all of it; `beside`: learner files, of which some may be kept elsewhere.

    Raises PlannerError where it cannot be written.
    """
    buffer, left = io.BytesIO(), []
    # The format knows no day before 1980 or after 2107: such a file gets the nearest one.
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for file, name in _named(beside):
            try:
                archive.write(file, name)
            except OSError:
                left.append(str(file))
    return Exported(write_file(path, buffer.getvalue(), PRIVATE), tuple(left))


def _named(beside: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Every file that is taken along, once, and how it is called in the archive."""
    inside = [path.resolve() for path in _folders()]
    for folder in _folders():
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.name.endswith(".lock"):
                yield file, _readable(f"{folder.name}/{file.relative_to(folder).as_posix()}")
    others = dict.fromkeys(file.resolve() for file in beside)
    elsewhere = [file for file in others if not any(file.is_relative_to(one) for one in inside)]
    for number, file in enumerate(elsewhere, 1):
        yield file, _readable(f"elsewhere/{number}/{file.name}")


def _readable(name: str) -> str:
    """A name that is no text cannot stand in an archive as it is."""
    return os.fsencode(name).decode("utf-8", "replace")


def delete_everything() -> list[str]:
    """Delete these folders; returns what could not be deleted."""
    trust.forget()
    left: list[str] = []
    for folder in list(_folders()):
        for path in sorted(folder.rglob("*"), key=lambda one: len(one.parts), reverse=True):
            try:
                path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
            except OSError:
                left.append(str(path))
        with contextlib.suppress(OSError):  # something is left in it
            folder.rmdir()
    return left


def _folders() -> Iterator[Path]:
    data, state = data_folder(), state_folder()
    if data.is_dir():
        yield data
    if state.is_dir() and data not in (state, *state.parents):  # they are one on Windows and macOS
        yield state
