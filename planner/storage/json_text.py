"""Reading JSON from people: duplicate keys and runaway nesting refused, and every place known by its line."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from planner.i18n import _
from planner.model.base import Value
from planner.model.problem import PlannerError, Problem, Severity, error

MAX_DEPTH = 32
MAX_SHOWN = 20
"""Findings that are listed for one file; more would only hide the first."""

T = TypeVar("T", bound=Value)

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


def parse_value(kind: type[T], content: bytes, file: str) -> T:
    """`content` as a checked `kind`. Raises PlannerError that names file, line, node and field."""
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
    raw = _parse(content, file)
    try:
        return kind.model_validate_json(content)
    except ValidationError as wrong:
        raise PlannerError(_problems(wrong, content, raw, file)) from None


def _parse(content: bytes, file: str) -> Any:
    _check_depth(content, file)
    try:
        return json.loads(content.decode("utf-8"), object_pairs_hook=_no_duplicates, parse_constant=_no_constants)
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        raise error("not-utf-8", _("The file is not UTF-8 text."), file=file, line=line) from None
    except json.JSONDecodeError as wrong:
        message = _("This is not JSON: {reason} (column {column}).").format(reason=wrong.msg, column=wrong.colno)
        raise error("not-json", message, file=file, line=wrong.lineno) from None
    except _DuplicateKey as wrong:
        line = _line_of_repeated_key(content, wrong.key)
        message = _('The field "{field}" stands twice in the same place. Remove one.').format(field=wrong.key)
        raise error("duplicate-key", message, file=file, line=line) from None
    except (ValueError, RecursionError) as wrong:
        raise error("not-json", _("This is not JSON: {reason}.").format(reason=wrong), file=file) from None


class _DuplicateKey(Exception):
    def __init__(self, key: str) -> None:
        self.key = key


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                raise _DuplicateKey(key)
            seen.add(key)
    return result


def _no_constants(name: str) -> None:
    raise ValueError(_("{name} is not a number").format(name=name))


def _check_depth(content: bytes, file: str) -> None:
    depth = 0
    for token in _TOKEN.finditer(content):
        first = content[token.start()]
        if first in b"{[":
            depth += 1
            if depth > MAX_DEPTH:
                line = content[: token.start()].count(b"\n") + 1
                message = _("Brackets are nested more than {limit} deep.").format(limit=MAX_DEPTH)
                raise error("too-deep", message, file=file, line=line)
        elif first in b"}]":
            depth -= 1


def _line_of_repeated_key(content: bytes, key: str) -> int | None:
    spelled = json.dumps(key, ensure_ascii=False).encode("utf-8", "replace")
    scopes: list[set[bytes]] = []
    tokens = list(_TOKEN.finditer(content))
    for token, following in zip(tokens, tokens[1:], strict=False):
        text = token.group()
        if text in (b"{", b"["):
            scopes.append(set())
        elif text in (b"}", b"]"):
            if scopes:
                scopes.pop()
        elif text == spelled and following.group() == b":" and scopes:
            if text in scopes[-1]:
                return content[: token.start()].count(b"\n") + 1
            scopes[-1].add(text)
    return None


def line_of(content: bytes, path: Sequence[str | int]) -> int | None:
    """1-based line on which the value at `path` (keys and list positions from the root) begins; the nearest known
    parent's where the path leads nowhere."""
    tokens = list(_TOKEN.finditer(content))
    position, at = 0, 0  # position: index of the token that opens the current value
    for step in path:
        found = _step(tokens, position, step)
        if found is None:
            break
        position = found
    at = tokens[position].start() if tokens else 0
    return content[:at].count(b"\n") + 1


def _step(tokens: list[re.Match[bytes]], opening: int, step: str | int) -> int | None:
    """Index of the token that opens member `step` of the object or list that opens at `opening`."""
    if opening >= len(tokens):
        return None
    bracket = tokens[opening].group()
    if (bracket == b"{") != isinstance(step, str) or bracket not in (b"{", b"["):
        return None
    position, index = opening + 1, 0
    while position < len(tokens) and tokens[position].group() not in (b"}", b"]"):
        if bracket == b"{":
            matches = json.loads(tokens[position].group()) == step
            position += 2  # the key and its colon
        else:
            matches = index == step
        if matches:
            return position
        position = _after(tokens, position)
        if position < len(tokens) and tokens[position].group() == b",":
            position += 1
        index += 1
    return None


def _after(tokens: list[re.Match[bytes]], position: int) -> int:
    depth = 0
    while position < len(tokens):
        text = tokens[position].group()
        depth += (text in (b"{", b"[")) - (text in (b"}", b"]"))
        position += 1
        if depth <= 0:
            break
    return position


def _problems(wrong: ValidationError, content: bytes, raw: Any, file: str) -> list[Problem]:
    problems: list[Problem] = []
    for finding in wrong.errors(include_url=False, include_input=False)[:MAX_SHOWN]:
        path = _real_path(finding["loc"], raw)
        problems.append(
            Problem(
                severity=Severity.ERROR,
                code="invalid",
                message=_sentence(finding["type"], finding["msg"], path),
                file=file,
                line=line_of(content, path),
                node=_node_of(path, raw),
                field=_spell(path),
            )
        )
    return problems


def _real_path(location: tuple[str | int, ...], raw: Any) -> list[str | int]:
    """pydantic's location without the names of union branches, which the reader never wrote."""
    path: list[str | int] = []
    value = raw
    for step in location:
        if isinstance(value, dict) and isinstance(step, str):
            if step in value:
                path.append(step)
                value = value[step]
            elif step not in ("id", "all", "any", "of", "[key]"):
                path.append(step)  # a missing field: named, though it is not there
                value = None
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            path.append(step)
            value = value[step]
    return path


def _node_of(path: list[str | int], raw: Any) -> str:
    if len(path) >= 2 and path[0] == "nodes" and isinstance(path[1], int):
        node = raw["nodes"][path[1]]
        identity = node.get("id") if isinstance(node, dict) else None
        return identity if isinstance(identity, str) else f"#{path[1] + 1}"
    return ""


def _spell(path: list[str | int]) -> str:
    shown = path[2:] if len(path) > 2 and path[0] == "nodes" else path
    spelled = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in shown)
    return spelled.removeprefix(".")


def _sentence(kind: str, message: str, path: list[str | int]) -> str:
    field = path[-1] if path else ""
    match kind:
        case "missing":
            return _('The field "{field}" is missing.').format(field=field)
        case "extra_forbidden":
            return _('There is no field "{field}" here. Check its spelling.').format(field=field)
        case "string_pattern_mismatch":
            return _('An id holds only lower-case letters, digits, ".", "_" and "-", and at most 64 of them.')
        case _:
            text = message.removeprefix("Value error, ").replace("Input should be", _("It should be"))
            return (text[:1].upper() + text[1:]).rstrip(".") + "."
