"""Where Trailmark keeps things: the data folder for what is worth keeping, the state folder for what helps in need."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from planner.i18n import _

if TYPE_CHECKING:  # the frame of the window asks for a folder only, before anything else is loaded
    from datetime import datetime

_OWNER = r"[a-z0-9-]{1,64}"
_DEVICE = r"con|prn|aux|nul|com[0-9]|lpt[0-9]"
"""Names that Windows takes for devices, whatever folder they stand in."""
_STAMP = "%Y-%m-%dT%H-%M-%S.%fZ"
STAMP_PATTERN = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}-[0-9]{2}-[0-9]{2}\.[0-9]{6}Z"


def data_folder() -> Path:
    """Where learners are kept; TRAILMARK_DATA names another place (for portable use and tests)."""
    chosen = os.environ.get("TRAILMARK_DATA")
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("trailmark", appauthor=False)


def state_folder() -> Path:
    """Where emergency copies go; below TRAILMARK_DATA where that is set."""
    chosen = os.environ.get("TRAILMARK_DATA")
    if chosen:
        return Path(chosen) / "state"
    import platformdirs

    return platformdirs.user_state_path("trailmark", appauthor=False)


def owner_name(owner: str) -> str:
    """`owner` as a name for a file or folder, the same for the same owner and different for different ones.

    Raises ValueError for anything but 1 to 64 of a-z, 0-9 and "-": an owner is never a path.
    """
    if not re.fullmatch(_OWNER, owner):
        raise ValueError(_("{owner} is no name for the owner of a file").format(owner=ascii(owner)[:80]))
    return owner + "_" if re.fullmatch(_DEVICE, owner) else owner


def stamp(at: datetime) -> str:
    """A moment as part of a file name, in UTC to the microsecond; the order of the names is that of time."""
    from datetime import UTC

    return at.astimezone(UTC).strftime(_STAMP).rjust(len("2026-11-30T00-00-00.000000Z"), "0")


def moment(text: str) -> datetime | None:
    """The moment that `stamp` wrote; None where there is no such moment, as on 30 February."""
    from datetime import UTC, datetime

    try:
        return datetime.strptime(text, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
