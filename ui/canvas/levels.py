"""How much is shown at which size: the smaller the map, the fewer things, and the larger the titles in their boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Level:
    """What a box shows from one zoom on."""

    from_zoom: float
    title: int
    """Pixels of the title at 100 %; 0: shapes alone."""
    lines: int
    caption: bool
    """Whether hours and dates stand below the title."""
    mark: float
    """Radius of the mark of the status."""


LEVELS: Final = (
    Level(0.78, 13, 2, True, 10.0),
    Level(0.47, 18, 3, False, 14.0),
    Level(0.36, 23, 2, False, 14.0),
    Level(0.3, 27, 2, False, 16.0),
    Level(0.16, 0, 0, False, 18.0),
    Level(0.0, 0, 0, False, 0.0),
)
SPECKS: Final = LEVELS[-1]
"""So small that a box is a speck of colour."""
SHAPES: Final = LEVELS[-2]
CAPTION: Final = 11
"""Pixels of the line below a title."""


CROWD, SWARM = 350, 900
"""With more boxes than this in sight at a small zoom nobody reads titles, or tells shapes apart: no time for them."""
READABLE: Final = 0.47
"""Zoom from which on titles are shown however many there are."""


def level_at(zoom: float, boxes: float = 0) -> Level:
    """The level of detail for a zoom (screen pixels for one pixel of the map) with so many boxes in sight."""
    level = next(level for level in LEVELS if zoom >= level.from_zoom)
    if zoom >= READABLE or boxes <= CROWD or not level.mark:
        return level
    return SPECKS if boxes > SWARM else SHAPES
