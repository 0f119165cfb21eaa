"""Maps as a window wants them: a board as wide as there is room, and from right to left where people read so."""

from __future__ import annotations

from dataclasses import replace

from planner.app.map import Band, Box, Map

WIDEST = 2.6
"""So many times as wide as the layout made it, at most."""


def is_board(picture: Map | None) -> bool:
    """Whether only modules are shown: then lanes have their names beside them, and the trail above names the eras."""
    return picture is not None and bool(picture.modules) and not picture.lane_title


def stretched(picture: Map, aspect: float) -> Map:
    """The board drawn out to the right until it has the shape (width to height) of its room; never narrower."""
    if not is_board(picture) or not picture.width or not picture.height:
        return picture
    return drawn_out(picture, min(WIDEST, max(1.0, aspect * picture.height / picture.width)))


def drawn_out(picture: Map, across: float, down: float = 1.0) -> Map:
    """A map with its places so many times as far apart, and its boxes so many times as large."""
    return replace(
        picture,
        boxes={
            item: Box(box.x * across, box.y * down, box.width * across, box.height * down)
            for item, box in picture.boxes.items()
        },
        lines=[replace(line, points=tuple((x * across, y * down) for x, y in line.points)) for line in picture.lines],
        lanes=[Band(band.key, band.begin * down, band.size * down) for band in picture.lanes],
        era_bands=[Band(band.key, band.begin * across, band.size * across) for band in picture.era_bands],
        width=picture.width * across,
        height=picture.height * down,
        era_gap=picture.era_gap * across,
    )


def mirrored(picture: Map) -> Map:
    """The map with time flowing from right to left."""
    width = picture.width
    return replace(
        picture,
        boxes={
            item: Box(width - box.x - box.width, box.y, box.width, box.height) for item, box in picture.boxes.items()
        },
        lines=[replace(line, points=tuple((width - x, y) for x, y in line.points)) for line in picture.lines],
        era_bands=[Band(band.key, width - band.begin - band.size, band.size) for band in picture.era_bands],
    )
