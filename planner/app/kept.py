"""The map and the list as they were drawn last: what the next start shows until the plan is made again.

A copy for the eye, never the truth: it is written when the window is closed and thrown away where anything is not as it
should be: another version, another language, a learner's file that has changed since (`planner.app.drawn_files`), or a
single wrong value. Nothing here loads the library that checks files, as the next start waits for it; so every value is
checked by hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from planner.app import drawn_files
from planner.app.drawn_files import Digest, Last
from planner.app.map import Band, Box, Choice, Era, Line, Map, MapNode, Mark, Module

_FARTHEST: Final = 1e7
"""No place on a map is farther from its corner, in pixels."""


@dataclass(frozen=True, slots=True)
class KeptStep:
    """One row of the list."""

    id: str
    title: str
    kind: str
    hours: float
    months: float | None
    start: date | None
    finish: date | None
    why: str
    """The sentence below it."""
    opens: int | None
    """How many steps wait for it; None where it cannot be begun now."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was on the screen."""

    title: str
    """Of the window."""
    language: str
    page: str
    head: tuple[str, str, str]
    """What stands over the list: heading, totals, what is proved."""
    steps: tuple[KeptStep, ...]
    picture: Map


class Damaged(ValueError):
    """A value is not what it should be."""


def keep(kept: Kept, learner: Path, digest: Digest) -> None:
    """Write it beside the preferences, for the file of a learner as it is now. Raises OSError."""
    steps = [
        [
            *(one.id, one.title, one.kind, one.hours, one.months, _text_of(one.start), _text_of(one.finish)),
            *(one.why, one.opens),
        ]
        for one in kept.steps
    ]
    body = {"page": kept.page, "head": kept.head, "steps": steps, "map": _written(kept.picture)}
    content = json.dumps(body, ensure_ascii=False).encode()
    drawn_files.write(learner, kept.language, kept.title, content, digest)


def read(last: Last) -> Kept | None:
    """What was drawn last; None where a single value is not what it should be."""
    try:
        return _read(json.loads(last.body), last)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError, OverflowError):
        return None


# -- writing


def _text_of(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _written(picture: Map) -> dict[str, Any]:
    nodes = [
        [
            *(one.id, one.title, one.kind, one.mark.value, one.domain, one.era, one.hours, one.months),
            *(_text_of(one.start), _text_of(one.finish), one.progress, one.planned, one.lane, one.hidden),
            *(list(one.bars), one.short, [[way.name, way.options, way.chosen, way.held] for way in one.choices]),
        ]
        for one in picture.nodes.values()
    ]
    modules = [
        [one.id, one.title, one.lane, one.era, one.items, one.hours, one.done] for one in picture.modules.values()
    ]
    return {
        "nodes": nodes,
        "modules": modules,
        "boxes": {item: [box.x, box.y, box.width, box.height] for item, box in picture.boxes.items()},
        "lines": [[one.before, one.after, one.points, one.chosen] for one in picture.lines],
        "lanes": [[one.key, one.begin, one.size] for one in picture.lanes],
        "era_bands": [[one.key, one.begin, one.size] for one in picture.era_bands],
        "eras": [[one.item, one.title, _text_of(one.finish), one.items, one.hours] for one in picture.eras],
        "lane_titles": dict(picture.lane_titles),
        "sizes": [picture.width, picture.height, picture.lane_title, picture.era_gap],
        "ends": [picture.goal, picture.start, picture.next],
        "path": picture.path,
    }


# -- reading


def _read(found: Mapping[str, Any], last: Last) -> Kept:
    heading, facts, proof = map(_text, found["head"])
    picture = _map(found["map"])
    steps = tuple(
        KeptStep(
            _one_of(item, picture.nodes),
            *(
                _text(title),
                _text(kind),
                _number(hours),
                _number_or_none(months),
                _day(start),
                _day(finish),
                _text(why),
            ),
            None if opens is None else _count(opens),
        )
        for item, title, kind, hours, months, start, finish, why, opens in found["steps"]
    )
    head = last.head
    return Kept(head.title, head.language, _text(found["page"]), (heading, facts, proof), steps, picture)


def _map(found: Mapping[str, Any]) -> Map:
    nodes = {node.id: node for node in map(_node, found["nodes"])}
    eras = [
        Era(_text(item), _text(title), _day(finish), _count(items), _number(hours))
        for item, title, finish, items, hours in found["eras"]
    ]
    modules = {one.id: one for one in (_module(values, nodes, len(eras)) for values in found["modules"])}
    boxes = {_one_of(item, nodes, modules): _box(values) for item, values in found["boxes"].items()}
    lane_titles = {_text(lane): _text(title) for lane, title in found["lane_titles"].items()}
    lines = [
        Line(_one_of(before, boxes), _one_of(after, boxes), _points(points), _yes(chosen))
        for before, after, points, chosen in found["lines"]
    ]
    width, height, lane_title, era_gap = map(_number, found["sizes"])
    goal, start, following = found["ends"]
    if start is not None:
        _one_of(start, nodes)
    if following is not None:
        _one_of(following, nodes)
    lanes, era_bands = _bands(found["lanes"]), _bands(found["era_bands"])
    for band in lanes:
        _one_of(band.key, lane_titles)
    path = tuple(_one_of(item, nodes) for item in found["path"])
    return Map(
        nodes, modules, boxes, lines, lanes, era_bands, eras, lane_titles, width, height, lane_title, era_gap,
        _text(goal), start, path=path, next=following,
    )  # fmt: skip


def _node(values: Sequence[Any]) -> MapNode:
    (item, title, kind, mark, domain, era, hours, months, start, finish, progress, planned, lane, hidden, bars) = (
        values[:15]
    )
    short, choices = values[15:]
    part, parts = map(_count, bars)
    ways = tuple(
        Choice(_text(name), tuple(map(_text, options)), tuple(map(_count, chosen)), _yes(held))
        for name, options, chosen, held in choices
    )
    for way in ways:
        if any(number >= len(way.options) for number in way.chosen):
            raise Damaged
    return MapNode(
        *(_text(item), _text(title), _text(kind), Mark(mark), _text(domain), _count(era)),
        *(_number(hours), _number_or_none(months), _day(start), _day(finish), _number(progress)),
        *(_yes(planned), _text(lane), ways, _count(hidden)),
        bars=(part, parts),
        short=_text(short),
    )


def _module(values: Sequence[Any], nodes: Mapping[str, MapNode], eras: int) -> Module:
    item, title, lane, era, items, hours, done = values
    if _count(era) >= eras:
        raise Damaged
    inside = tuple(_one_of(one, nodes) for one in items)
    return Module(_text(item), _text(title), _text(lane), era, inside, _number(hours), _count(done))


def _box(values: Sequence[Any]) -> Box:
    x, y, width, height = map(_number, values)
    if width <= 0 or height <= 0:
        raise Damaged
    return Box(x, y, width, height)


def _bands(values: Iterable[Sequence[Any]]) -> list[Band]:
    return [Band(_text(key), _number(begin), _number(size)) for key, begin, size in values]


def _points(values: Sequence[Any]) -> tuple[tuple[float, float], ...]:
    found = tuple((_number(x), _number(y)) for x, y in values)
    if len(found) < 2:
        raise Damaged
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Damaged
    return value


def _one_of(value: object, *there: Mapping[str, object]) -> str:
    if not isinstance(value, str) or not any(value in some for some in there):
        raise Damaged
    return value


def _yes(value: object) -> bool:
    if not isinstance(value, bool):
        raise Damaged
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1_000_000:
        raise Damaged
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < _FARTHEST:  # nor is NaN
        raise Damaged
    return value


def _number_or_none(value: object) -> float | None:
    return None if value is None else _number(value)


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))
