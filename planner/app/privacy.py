"""All that Trailmark keeps of people: taken along in one archive, or deleted for good."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from planner.app.output import PRIVATE, write_file
from planner.storage.places import data_folder, state_folder


def kept_files() -> list[Path]:
    """Every file in the folders of Trailmark: learners, backups, what was set aside, preferences."""
    return sorted(path for folder in _folders() for path in folder.rglob("*") if path.is_file())


def export_everything(path: Path, beside: Iterable[Path] = ()) -> Path:
    """One ZIP archive with all of it; `beside`: learner files that are kept elsewhere. Raises PlannerError."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in _folders():
            for file in sorted(folder.rglob("*")):
                if file.is_file() and not file.name.endswith(".lock"):
                    archive.write(file, f"{folder.name}/{file.relative_to(folder).as_posix()}")
        for number, file in enumerate(beside, 1):
            archive.write(file, f"elsewhere/{number}/{file.name}")
    return write_file(path, buffer.getvalue(), PRIVATE)


def delete_everything() -> list[str]:
    """Delete these folders; returns what could not be deleted."""
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
    if state.is_dir() and data not in state.parents:
        yield state
