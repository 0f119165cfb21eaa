"""Reading JSON from people: duplicate keys and runaway nesting refused, and every place known by its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.i18n import _
from planner.model.base import Value
from planner.model.override import refusal
from planner.model.problem import PlannerError, Problem, Severity, error

MAX_DEPTH = 32
MAX_DIGITS = 400
MAX_MEMBERS = 5_000
"""Largest number of fields of one object."""
MAX_SHOWN = 20
"""Findings that are listed for one file; more would only hide the first."""

Path = tuple[str | int, ...]
"""Keys and list positions from the root to a value."""

T = TypeVar("T", bound=Value)

# A string without its closing quote runs to the end, and nothing is ever tried twice: text from outside must not be
# able to make this slow.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_TOKEN = re.compile(_STRING.pattern + rb'|[{}\[\]:,]|[^\s{}\[\]:,"]++', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"{}[]"))
_DEEPER = [1 if one in b"{[" else -1 for one in range(256)]
"""What a bracket does to the depth."""
_PLACE = re.compile(r" at line (\d+) column \d+$")


def parse_value(kind: type[T], content: bytes, file: str) -> T:
    """`content` as a checked `kind`. Raises PlannerError that names file, line, node and field."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    raw = parse_json(content, file)
    try:
        return kind.model_validate_json(content)
    except ValidationError as wrong:
        raise PlannerError(_problems(_findings(kind, raw, wrong), content, raw, file)) from None


def findings_of(wrong: ValidationError) -> list[ErrorDetails]:
    """What pydantic found.

    An exception that a check has raised remembers the frames of the program, and they the error in which pydantic
    keeps the exception. Python does not see into that error: the circle would stay in memory for good, a file in it.
    """
    found = wrong.errors(include_url=False, include_input=False)
    for one in found:
        raised = one.get("ctx", {}).get("error")
        if isinstance(raised, BaseException):
            raised.__traceback__ = None
    return found


def _findings(kind: type[Value], raw: Any, wrong: ValidationError) -> list[ErrorDetails]:
    """The first findings about the whole text.

    The check of a list stops at its first wrong entry (see `Many`), so it is taken up again behind that one.
    """
    found: dict[tuple[object, ...], ErrorDetails] = {}
    skipped: dict[str, int] = {}
    while True:
        new = [_shifted(finding, skipped) for finding in findings_of(wrong)]
        found |= {(finding["type"], *finding["loc"]): finding for finding in new}
        behind = {str(field): place + 1 for field, place in map(_entry, new) if place is not None}
        skipped |= behind
        if not behind or len(found) >= MAX_SHOWN:
            return list(found.values())[:MAX_SHOWN]
        rest = {name: value[skipped[name] :] if name in skipped else value for name, value in raw.items()}
        try:
            kind.model_validate_json(json.dumps(rest))
        except ValidationError as also_wrong:
            wrong = also_wrong
        else:
            return list(found.values())


def _shifted(finding: ErrorDetails, skipped: Mapping[str, int]) -> ErrorDetails:
    """The finding with its place in the whole list instead of the rest that was checked."""
    field, place = _entry(finding)
    if place is not None:
        finding["loc"] = (field, place + skipped.get(str(field), 0), *finding["loc"][2:])
    return finding


def _entry(finding: ErrorDetails) -> tuple[str | int, int | None]:
    """The field at the root that the finding is about, and its place in the list there."""
    field, place = (*finding["loc"], None, None)[:2]
    return field or "", place if isinstance(place, int) else None


def parse_json(content: bytes, file: str) -> Any:
    """The plain value of JSON text, which may be hostile. Raises PlannerError that names file and line."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    _check_depth(content, file)
    try:
        return json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_no_duplicates,
            parse_constant=_no_constants,
            parse_int=_whole_number,
        )
    except UnicodeDecodeError as wrong:
        line = _line_at(content, wrong.start)
        raise error("not-utf-8", _("The file is not UTF-8 text."), file=file, line=line) from None
    except json.JSONDecodeError as wrong:
        message = _("This is not JSON: {reason} (column {column}).").format(reason=wrong.msg, column=wrong.colno)
        raise error("not-json", message, file=file, line=wrong.lineno) from None
    except _DuplicateKey as wrong:
        repeated = _line_of_repeated_key(content, wrong.key)
        field = wrong.key.encode("utf-8", "replace").decode("utf-8")
        message = _('The field "{field}" stands twice in the same place. Remove one.').format(field=field)
        raise error("duplicate-key", message, file=file, line=repeated) from None
    except _NoNumber as wrong:
        places = (token.start() for token in _TOKEN.finditer(content) if token.group() == str(wrong).encode())
        message = _("{name} is not a number that JSON knows.").format(name=wrong)
        raise error("not-json", message, file=file, line=_line_at(content, next(places, 0))) from None
    except ValueError as wrong:
        raise error("not-json", _("This is not JSON: {reason}.").format(reason=wrong), file=file) from None


class _DuplicateKey(Exception):
    def __init__(self, key: str) -> None:
        self.key = key


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) > MAX_MEMBERS:
        raise ValueError(_("an object has {count} fields").format(count=len(result)))
    if len(result) != len(pairs):
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                raise _DuplicateKey(key)
            seen.add(key)
    return result


class _NoNumber(Exception):
    """NaN, Infinity or -Infinity, which Python would read."""


def _no_constants(name: str) -> None:
    raise _NoNumber(name)


def _whole_number(digits: str) -> int:
    if len(digits) > MAX_DIGITS:  # turning digits into a number takes quadratic time
        raise ValueError(_("a number has {count} digits").format(count=len(digits)))
    return int(digits)


def _check_depth(content: bytes, file: str) -> None:
    brackets = _STRING.sub(b"", content).translate(None, _NO_BRACKETS)
    if max(accumulate(map(_DEEPER.__getitem__, brackets)), default=0) <= MAX_DEPTH:
        return
    depth = 0
    for token in _TOKEN.finditer(content):
        first = content[token.start()]
        if first in b"{[":
            depth += 1
            if depth > MAX_DEPTH:
                message = _("Brackets are nested more than {limit} deep.").format(limit=MAX_DEPTH)
                raise error("too-deep", message, file=file, line=_line_at(content, token.start()))
        elif first in b"}]":
            depth -= 1


def _line_at(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1


def _line_of_repeated_key(content: bytes, key: str) -> int | None:
    scopes: list[bool] = []
    """For each bracket that is open: whether the key has been seen in it."""
    for token, following in pairwise(_TOKEN.finditer(content)):
        text = token.group()
        if text in (b"{", b"["):
            scopes.append(False)
        elif text in (b"}", b"]"):
            scopes.pop()
        elif following.group() == b":" and json.loads(text) == key:
            if scopes[-1]:
                return _line_at(content, token.start())
            scopes[-1] = True
    return None


@dataclass(slots=True)
class _Open:
    """A bracket that is open. `path` is None where nothing inside is wanted."""

    is_object: bool
    path: Path | None
    step: str | int | None


def lines_of(content: bytes, paths: Iterable[Sequence[str | int]]) -> list[int]:
    """1-based lines on which the values at `paths` begin; where a path leads nowhere, that of its nearest parent.

    One walk over the text for all of them, as far as the last one: a hostile file may be large, and its findings many.
    """
    asked = [tuple(path) for path in paths]
    left = set(asked)
    wanted = {path[:length] for path in asked for length in range(len(path) + 1)}
    found: dict[Path, int] = {}
    stack: list[_Open] = []
    for token in _TOKEN.finditer(content):
        first = content[token.start()]
        top = stack[-1] if stack else None
        if first in b"}]":
            left = _outside(stack.pop().path, left)
        elif first in b",":
            if not left:
                break
            if top is not None:
                top.step = top.step + 1 if isinstance(top.step, int) else None
        elif first in b":":
            pass
        elif top is not None and top.is_object and top.step is None:
            top.step = json.loads(token.group()) if top.path is not None else ""
        else:
            path = _path_inside(top)
            inside = path if path in wanted else None
            if inside is not None:
                found[inside] = token.start()
            if first in b"{[":
                is_object = first in b"{"
                stack.append(_Open(is_object, inside, None if is_object else 0))
            else:
                left = _outside(inside, left)
    return [_line_at(content, _nearest(found, path)) for path in asked]


def _outside(ended: Path | None, left: set[Path]) -> set[Path]:
    """The paths that may still come once the value at `ended` is over."""
    return left if ended is None else {path for path in left if path[: len(ended)] != ended}


def _path_inside(top: _Open | None) -> Path | None:
    if top is None:
        return ()
    return None if top.path is None or top.step is None else (*top.path, top.step)


def _nearest(found: Mapping[Path, int], path: Path) -> int:
    return next((found[path[:length]] for length in range(len(path), -1, -1) if path[:length] in found), 0)


def _problems(findings: Sequence[ErrorDetails], content: bytes, raw: Any, file: str) -> list[Problem]:
    paths = [_real_path(finding["loc"], raw, finding["type"] == "missing") for finding in findings]
    lines = lines_of(content, paths)
    problems: dict[Problem, None] = {}
    for finding, path, line in zip(findings, paths, lines, strict=True):
        place = _PLACE.search(finding["msg"])
        problem = Problem(
            severity=Severity.ERROR,
            code="invalid",
            message=_sentence(finding["type"], finding["msg"], finding.get("ctx", {}), path),
            file=file,
            line=int(place[1]) if place else line,
            node=_node_of(path, raw),
            field=_spell(path),
        )
        problems[problem] = None  # three points of one estimate that are all wrong are one mistake
    return list(problems)


def _real_path(location: tuple[str | int, ...], raw: Any, is_missing: bool) -> list[str | int]:
    """pydantic's location without the names of union branches, which the reader never wrote."""
    if is_missing:  # its last step is named, though it is not there
        return [*_real_path(location[:-1], raw, False), location[-1]]
    path: list[str | int] = []
    value, is_branch = raw, False
    for step in location:
        if is_branch:  # where a requirement may stand, the first step says which kind of requirement it was taken for
            is_branch = False
        elif isinstance(value, dict) and isinstance(step, str) and step != "[key]":
            path.append(step)
            value = value.get(step)
            is_branch = step in ("requires", "corequisites")
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            is_branch = path[-1] in ("all", "any", "of")
            path.append(step)
            value = value[step]
    return path


def _node_of(path: Sequence[str | int], raw: Any) -> str:
    if len(path) >= 2 and path[0] in ("nodes", "overrides") and isinstance(path[1], int):
        node = raw[path[0]][path[1]]
        identity = node.get("id") if isinstance(node, dict) else None
        return identity[:64] if isinstance(identity, str) and identity.isprintable() else f"#{path[1] + 1}"
    return ""


def _spell(path: Sequence[str | int]) -> str:
    shown = path[2:] if len(path) >= 2 and path[0] == "nodes" else path
    return _joined(shown)


def _joined(path: Sequence[str | int]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def in_words(wrong: ValidationError, field: str = "") -> str:
    """The first thing that is wrong with a value that came from elsewhere than JSON text, as a sentence.

    `field`: the first thing that is wrong with this field of it; empty where nothing is.
    """
    first = next((one for one in findings_of(wrong) if not field or one["loc"][:1] == (field,)), None)
    if first is None:
        return ""
    path = list(first["loc"])
    return _sentence(first["type"], first["msg"], first.get("ctx", {}), path if _named(path) else ["value"])


def _named(path: Sequence[str | int]) -> bool:
    return any(isinstance(step, str) for step in path)


def _sentence(kind: str, message: str, context: Mapping[str, Any], path: Sequence[str | int]) -> str:
    """What pydantic found, in the words of somebody who writes a curriculum."""
    if kind == "json_invalid":
        reason = _PLACE.sub("", message).removeprefix("Invalid JSON: ")
        return _("This is not JSON: {reason}.").format(reason=reason)
    if not path:
        return _("The file must hold one object in curly brackets.")
    named = max(at for at, step in enumerate(path) if isinstance(step, str))
    field = _joined(path[named:])
    if kind == "literal_error" and field == "format_version":
        return _("The file was written by a newer Trailmark. Update Trailmark to open it.")
    if kind == "extra_forbidden" and len(path) == 3 and path[0] == "overrides" and refusal(field):
        return refusal(field)
    known = _sentences().get(kind)
    if known is not None:
        return known.format(**{**context, "field": field})
    text = message.removeprefix("Value error, ").rstrip(".")
    return text[:1].upper() + text[1:] + "."


def _sentences() -> dict[str, str]:
    number = _('"{field}" must be a number, without quotation marks.')
    mapping = _('"{field}" must be an object in curly brackets.')
    day = _('"{field}" must be a date such as "2026-11-20".')
    choice = _('"{field}" must be one of these: {expected}.')
    return {
        "missing": _('The field "{field}" is missing.'),
        "extra_forbidden": _('There is no field "{field}" here. Check its spelling.'),
        "string_pattern_mismatch": _(
            'An id holds only lower-case letters, digits, ".", "_" and "-", and at most 64 of them.'
        ),
        "string_type": _('"{field}" must be a text in quotation marks.'),
        "float_type": number,
        "int_type": number,
        "int_from_float": _('"{field}" must be a whole number.'),
        "finite_number": _('"{field}" is too large a number.'),
        "bool_type": _('"{field}" must be true or false.'),
        "tuple_type": _('"{field}" must be a list in square brackets.'),
        "dict_type": mapping,
        "model_type": mapping,
        "enum": choice,
        "literal_error": choice,
        "greater_than": _('"{field}" must be more than {gt:g}.'),
        "greater_than_equal": _('"{field}" must be at least {ge:g}.'),
        "less_than_equal": _('"{field}" must be at most {le:g}.'),
        "too_long": _('"{field}" has too many entries; at most {max_length} are allowed.'),
        "requirement": _(
            'It must be an id, {{"all": […]}}, {{"any": […]}}, {{"k": 2, "of": […]}} or {{"months": 60, "tags": […]}}.'
        ),
        "date_type": day,
        "date_parsing": day,
        "date_from_datetime_parsing": day,
        "date_from_datetime_inexact": day,
    }
