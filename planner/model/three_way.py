"""What a curriculum says, what the library said then, and what it says now: field by field, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from planner.model.estimate import ThreePoint
from planner.model.override import FIGURES, Override, Was
from planner.model.resource import Resource

Said = ThreePoint | float | str | Resource | None
"""A value of a field, a resource, or the reason of a recommendation; None: there is none."""


class State(StrEnum):
    """What a new version of the library means for a field that is overridden."""

    AS_BEFORE = "as before"  # the library has not changed it
    MOVED_ON = "moved on"  # the library says something else than when the override was written
    NOT_NEEDED = "not needed"  # the library says the same as the override
    UNKNOWN = "unknown"  # nobody wrote down what the library said


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """In place of what the library said, where nobody wrote that down."""


UNRECORDED: Final = Unrecorded()


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that an override says."""

    name: str
    """The field of the override: "hours", "add_resources", "do_not_recommend", …"""
    key: str
    """Which resource or which item it is about; empty for a figure."""
    mine: Said
    """What the curriculum says."""
    was: Said | Unrecorded
    """What the library said when that was written."""
    theirs: Said
    """What the library says now."""

    @property
    def state(self) -> State:
        """What follows from the three. What is left out is left out, whatever the library makes of it."""
        if self.mine == self.theirs:
            return State.NOT_NEEDED
        if isinstance(self.was, Unrecorded):
            return State.UNKNOWN
        leaves_out = self.mine is None
        same = self.was is not None if leaves_out else self.was == self.theirs
        return State.AS_BEFORE if same else State.MOVED_ON


def fields(override: Override) -> Iterator[Field]:
    """Everything that an override of a loaded curriculum says, in the order of the model."""
    was, now = override.was, override.library or Was()
    for name in FIGURES:
        mine = getattr(override, name)
        if mine is not None:
            old = getattr(was, name) if was is not None else None
            yield Field(name, "", mine, UNRECORDED if old is None else old, getattr(now, name))
    theirs, old_ones = _by_key(now.resources), None if was is None else _by_key(was.resources)
    for resource in override.add_resources:
        yield Field("add_resources", resource.key, resource, _of(old_ones, resource.key), theirs.get(resource.key))
    for key in override.drop_resources:
        yield Field("drop_resources", key, None, _of(old_ones, key), theirs.get(key))
    reasons = None if was is None else was.recommended
    for item, reason in override.recommend.items():
        yield Field("recommend", item, reason, _of(reasons, item), now.recommended.get(item))
    for item in override.do_not_recommend:
        yield Field("do_not_recommend", item, None, _of(reasons, item), now.recommended.get(item))


def _by_key(resources: tuple[Resource, ...]) -> dict[str, Resource]:
    return {resource.key: resource for resource in resources}


def _of(recorded: dict[str, Resource] | dict[str, str] | None, key: str) -> Said | Unrecorded:
    return UNRECORDED if recorded is None else recorded.get(key)
