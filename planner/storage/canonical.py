"""The one way our JSON is written: stable order, short lists on one line, so that versions can be compared."""

from __future__ import annotations

import json
from typing import Any

from planner.model.base import Value

_WIDTH = 118
_REQUIREMENT = {"all", "any", "k", "of", "months", "tags"}


def to_json(value: Value) -> bytes:
    """`value` as UTF-8 JSON with a final newline; fields at their default are left out."""
    head = {name: getattr(value, name) for name in ("format", "format_version") if name in type(value).model_fields}
    return (block({**head, **value.model_dump(mode="json", exclude_defaults=True)}, "") + "\n").encode("utf-8")


def block(data: Any, indent: str) -> str:
    """`data` as JSON text whose further lines are indented by `indent`."""
    line = json.dumps(data, ensure_ascii=False, allow_nan=False)
    flat = not isinstance(data, (dict, list)) or not data or (_is_short(data) and len(indent) + len(line) <= _WIDTH)
    if flat:
        return line
    inner = indent + "  "
    if isinstance(data, dict):
        rows = [f"{json.dumps(key, ensure_ascii=False)}: {block(item, inner)}" for key, item in data.items()]
        opening, closing = "{", "}"
    else:
        rows = [block(item, inner) for item in data]
        opening, closing = "[", "]"
    return f"{opening}\n{inner}" + f",\n{inner}".join(rows) + f"\n{indent}{closing}"


def _is_short(data: Any) -> bool:
    """Only what reads as one thing stays on one line: lists of numbers or ids and requirement expressions."""
    if isinstance(data, dict):
        return data.keys() <= _REQUIREMENT and all(_is_short(item) for item in data.values())
    if isinstance(data, list):
        return all(_is_short(item) for item in data)
    return not isinstance(data, str) or " " not in data
