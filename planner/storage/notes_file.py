"""The notes that a coach speaks from: kept with the program, never in the file of a client, who takes that home."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.model.base import Value
from planner.model.problem import PlannerError
from planner.model.text import ItemId
from planner.storage.canonical import to_json
from planner.storage.files import atomic_write, read_bounded
from planner.storage.json_text import parse_value
from planner.storage.places import data_folder

MOST_LETTERS = 4000

Words = Annotated[str, Field(max_length=MOST_LETTERS)]
About = Annotated[str, Field(pattern=r"^[a-z]{1,10}(:[a-z0-9._-]{1,64})?$")]
"""What a note is about: "title", "step:python", "era:ml-engineer"."""


class TalkNotes(Value):
    """For every curriculum by its id what there is to say about its stages and steps."""

    format: Literal["trailmark.notes"] = "trailmark.notes"
    format_version: Literal[1] = 1
    notes: dict[ItemId, dict[About, Words]] = {}


def read() -> TalkNotes:
    """The notes; none where there are none or they cannot be read."""
    path = data_folder() / "notes.json"
    try:
        return parse_value(TalkNotes, read_bounded(path), str(path))
    except PlannerError:
        return TalkNotes()


def write(notes: TalkNotes) -> None:
    """Keep the notes. Raises OSError."""
    atomic_write(data_folder() / "notes.json", to_json(notes))
