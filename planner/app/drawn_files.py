"""The files in which map and list are kept as they were drawn last, without a look at what is drawn there.

Apart from `planner.app.kept`, which knows what a map is and so takes longer to load: the next start waits for this.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from planner import __version__
from planner.storage.files import atomic_write, read_regular
from planner.storage.places import data_folder

MAX_BYTES: Final = 4 * 1024 * 1024
_MAX_PICTURE_BYTES: Final = 32 * 1024 * 1024
_FORMAT: Final = "trailmark.drawn 3"
_PICTURE_FORMAT: Final = "trailmark.picture 1"
Digest = Callable[[bytes], str]
"""A fingerprint of bytes; the window has a quick one."""


class Head(NamedTuple):
    """Whose map and list it is."""

    learner: str
    """The path of their file."""
    content: str
    """Fingerprint of what was in that file."""
    language: str
    title: str
    """Of the window."""


class Last(NamedTuple):
    """What was drawn last of the learner who comes now."""

    head: Head
    mark: str
    """Fingerprint of all that was kept, with its version."""
    body: bytes
    """Map and list, for `planner.app.kept`."""


def write(learner: Path, language: str, title: str, body: bytes, digest: Digest) -> None:
    """Keep map and list beside the preferences, for the file of a learner as it is now. Raises OSError."""
    head = Head(str(learner.absolute()), digest(read_regular(learner, MAX_BYTES)), language, title)
    content = json.dumps(head).encode() + b"\n" + body
    atomic_write(_place(), f"{_FORMAT} {__version__} {digest(content)}\n".encode() + content)


def forget() -> None:
    """Nobody's plan is shown at the next start before it is made."""
    _place().unlink(missing_ok=True)
    _picture_place().unlink(missing_ok=True)


def last(file: Path | None, language: str, digest: Digest) -> Last | None:
    """What was drawn last of the learner whose file will be opened; None where that is not sure.

    `file`: the one that was asked for; None for the one that was open last.
    """
    try:
        first, _newline, content = read_regular(_place(), MAX_BYTES).partition(b"\n")
        mark = f"{_FORMAT} {__version__} {digest(content)}"
        if first.decode() != mark:
            return None
        line, _newline, body = content.partition(b"\n")
        head = _head(json.loads(line))
        learner = Path(head.learner)
        if head.language != language or learner != (file.absolute() if file else _last_file()):
            return None
        if digest(read_regular(learner, MAX_BYTES)) != head.content:
            return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return Last(head, mark, body)


def _head(values: Any) -> Head:
    head = Head(*values)
    if not all(isinstance(one, str) for one in head):
        raise ValueError
    return head


def _last_file() -> Path | None:
    """The file that was open last, which the next start opens; see `planner.storage.recent`."""
    files = json.loads(read_regular(data_folder() / "recent.json", MAX_BYTES))["files"]
    return next((path for path in (Path(one["path"]) for one in files) if path.is_file()), None)


def write_picture(mark: str, content: bytes) -> None:
    """Keep a picture of what `mark` stands for: of this map and list, in this look and size. Raises OSError."""
    if len(content) < _MAX_PICTURE_BYTES:
        atomic_write(_picture_place(), f"{_PICTURE_FORMAT} {mark}\n".encode() + content)


def picture(mark: str) -> bytes | None:
    """The picture of what `mark` stands for; None where there is only one of something else, or none at all."""
    try:
        first, _newline, content = read_regular(_picture_place(), _MAX_PICTURE_BYTES + 1024).partition(b"\n")
    except OSError:
        return None
    return content if first == f"{_PICTURE_FORMAT} {mark}".encode() else None


def _place() -> Path:
    return data_folder() / "drawn.json"


def _picture_place() -> Path:
    return data_folder() / "drawn.picture"
