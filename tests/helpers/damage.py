"""A good file with a little damage: the most that a program can meet without anybody meaning harm."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from typing import Any


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


# -- more kinds of damage, for files of any format

NUMBERS = [
    b"-1",
    b"0",
    b"-0.0",
    b"1e308",
    b"1e400",
    b"-1e-400",
    b"NaN",
    b"Infinity",
    b"9" * 30,
    b"9" * 5_000,
    b"007",
    b'"1"',
    b"true",
]
TEXTS = [
    *(
        "\u202egpj.exe",
        "\u200b",
        "a" + "\u0301" * 500,
        "\ufeff",
        "\u2066x\u2069",
        "\ue000",
        "\x1b[31m",
        "\r\nX:1",
        "ﬁ",
        "İ",
    ),
    *("<img src=x>", "javascript:alert(1)", "=1+1", "&&", "%s{0}", "\\", '"', "]]>", "&lol;", "x" * 100_000),
]
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-be", "utf-32", "latin-1", "cp037")
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_WORD = re.compile(rb"[A-Za-z]{3,}")
_FIELD = re.compile(rb'"[a-z_]+" ?: ?("[^"\\]*"|-?[\d.]+|true|false|\[\])')


def _replaced(content: bytes, pattern: re.Pattern[bytes], new: bytes, chance: random.Random) -> bytes:
    found = list(pattern.finditer(content))
    if not found:
        return content + new
    one = chance.choice(found)
    return content[: one.start()] + new + content[one.end() :]


def _number(content: bytes, chance: random.Random) -> bytes:
    return _replaced(content, _NUMBER, chance.choice(NUMBERS), chance)


def _text(content: bytes, chance: random.Random) -> bytes:
    return _replaced(content, _WORD, chance.choice(TEXTS).encode(), chance)


def _cut_off(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _twice(content: bytes, chance: random.Random) -> bytes:
    """A field, a line, or the whole file stands there twice."""
    fields = list(_FIELD.finditer(content))
    if fields and chance.random() < 0.7:
        one = chance.choice(fields)
        return content[: one.end()] + b", " + one.group() + content[one.end() :]
    lines = content.splitlines(keepends=True)
    place = chance.randrange(len(lines) or 1)
    return b"".join([*lines[:place], *lines[place : place + 1] * 2, *lines[place + 1 :]])


def _encoded(content: bytes, chance: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode(chance.choice(ENCODINGS), "replace")


def _huge(content: bytes, chance: random.Random) -> bytes:
    """One place is blown up: deep, long or many."""
    filling = chance.choice(
        (b"[" * 5_000, b'{"a":' * 5_000, b"\0" * 50_000, b'"x",' * 20_000, b"\n" * 50_000, b"<a>" * 5_000)
    )
    at = chance.randrange(len(content) + 1)
    return content[:at] + filling + content[at:]


def _value(content: bytes, chance: random.Random) -> bytes:
    try:
        return damaged_value(content, chance)
    except (ValueError, IndexError, KeyError, TypeError, RecursionError):  # no JSON, or none any more
        return damaged_bytes(content, chance)


_WAYS = (
    _value,
    _value,
    _value,
    damaged_bytes,
    damaged_bytes,
    _number,
    _number,
    _text,
    _text,
    _cut_off,
    _twice,
    _encoded,
    _huge,
)


def damaged_anyhow(good: bytes, chance: random.Random) -> bytes:
    """The file with no damage, one, or two, each of any kind."""
    for _time in range(chance.choice((0, 1, 1, 1, 2, 2))):
        good = chance.choice(_WAYS)(good, chance)
    return good
