"""A good file with a little damage: the most that a program can meet without anybody meaning harm."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from typing import Any

EVERY_CHANGE = 20_000 if os.environ.get("TRAILMARK_CI") else 1_500
"""So many damaged files of each kind are tried in a run of all tests."""


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value inside a value."""
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))


STRANGE: list[Any] = [
    *(None, True, -1, 0, 1e308, 10**30, 0.1, "", "a", "A", "\ud800", "\0", "\u202e", "x" * 3000, "2026-01-01"),
    *([], {}, [[]], ["a"], [1, 2], [3, 2, 1], {"a": 1}, {"all": []}, {"any": []}),
    *({"k": 9, "of": ["a"]}, {"all": ["a"], "any": ["a"]}),
]
BYTES = [
    b"",
    b"\0",
    b"\xff",
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\\",
    b"\n",
    b"1e999",
    b"NaN",
    b"\\ud800",
    b"9" * 50,
]


def damaged_value(good: bytes, chance: random.Random) -> bytes:
    """A good file with one value replaced, moved, doubled, taken out, or put under another name."""
    value: Any = json.loads(good)
    path = chance.choice([path for path in places(value) if path])
    parent: Any = value
    for step in path[:-1]:
        parent = parent[step]
    last, strange = path[-1], chance.choice(STRANGE)
    match chance.randrange(4):
        case 0:
            parent[last] = strange
        case 1:
            del parent[last]
        case 2 if isinstance(last, int):
            parent.insert(chance.randrange(len(parent) + 1), parent[last])
        case 2:
            parent[str(strange)[:70]] = parent.pop(last)
        case _:
            parent[last] = [parent[last]] * chance.choice((1, 3, 300))
    return json.dumps(value, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def damaged_bytes(content: bytes, chance: random.Random) -> bytes:
    """The file with some bytes put in, replaced, taken out or doubled."""
    at, upto = sorted((chance.randrange(len(content) + 1), chance.randrange(len(content) + 1)))
    match chance.randrange(4):
        case 0:
            return content[:at] + chance.choice(BYTES) + content[at:]
        case 1:
            return content[:at] + chance.choice(BYTES) + content[at + 1 :]
        case 2:
            return content[:at] + content[at + chance.randrange(20) :]
        case _:
            return content[:upto] + content[at:upto] + content[upto:]


def damaged(good: bytes, chance: random.Random) -> bytes:
    """The file with up to two damages."""
    content = damaged_value(good, chance) if chance.random() < 0.6 else good
    for _time in range(chance.randrange(2)):
        content = damaged_bytes(content, chance)
    return content
