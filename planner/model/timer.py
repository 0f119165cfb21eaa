"""A study timer that is running or paused, as it is kept on the disk so that nothing of it is lost."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from planner.model.base import Value
from planner.model.text import ItemId, Label

Seconds = Annotated[int, Field(ge=0, le=366 * 24 * 3600)]


class Timer(Value):
    """Time that is being spent on one item."""

    format: Literal["trailmark.timer"] = "trailmark.timer"
    format_version: Literal[1] = 1
    curriculum: Label
    """Id of the curriculum of the item."""
    item: ItemId
    seconds: Seconds = 0
    """Studied for certain: the program was there."""
    away: Seconds = 0
    """Passed while the computer slept or the program was closed: only the learner knows what of it was study."""
    seen: AwareDatetime | None = None
    """When the time was counted last; None while it is paused."""

    @property
    def running(self) -> bool:
        """Whether time is being counted."""
        return self.seen is not None
