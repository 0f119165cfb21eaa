"""Which curricula somebody trusts, and which they have looked at: by what stands in them, wherever their files lie."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from planner.model.base import Many, Value
from planner.model.curriculum import Curriculum
from planner.model.problem import PlannerError
from planner.model.text import Label
from planner.storage.canonical import to_json
from planner.storage.files import atomic_write, read_bounded
from planner.storage.json_text import parse_value
from planner.storage.places import data_folder

MOST = 2_000
"""So many are kept, the latest ones."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Seen(Value):
    """A curriculum that was opened here."""

    sha256: Sha256
    """Of all that stands in it, with what it uses, in the one form in which Trailmark writes it."""
    title: Label
    at: AwareDatetime
    trusted: bool = False
    """Whether its links may be followed; else somebody has only looked at what it contains."""


class _Trusted(Value):
    format: Literal["trailmark.trusted"] = "trailmark.trusted"
    format_version: Literal[1] = 1
    curricula: Annotated[Many[Seen], Field(max_length=MOST)] = ()


def content_of(curriculum: Curriculum) -> bytes:
    """All that a curriculum says, without the names of the files it was read from."""
    return curriculum.model_dump_json(exclude_defaults=True, exclude={"modules"}).encode()


def listed() -> tuple[Seen, ...]:
    """What was opened here, the latest first; nothing where that cannot be read."""
    try:
        return parse_value(_Trusted, read_bounded(_place()), str(_place())).curricula
    except PlannerError:
        return ()


def remember(seen: Seen) -> None:
    """Keep this in place of what was known of it. Where it cannot be kept, it counts until the program ends."""
    others = (one for one in listed() if one.sha256 != seen.sha256)
    with contextlib.suppress(OSError):
        atomic_write(_place(), to_json(_Trusted(curricula=(seen, *others)[:MOST])))


def _place() -> Path:
    return data_folder() / "trusted.json"
