"""HTML that cannot be broken out of: whatever is not markup of ours is escaped, by construction."""

from __future__ import annotations

import html
from collections.abc import Iterable

_VOID = frozenset({"br", "hr", "img", "meta"})
"""Elements of HTML that hold nothing and are not closed. Those of SVG are."""


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Attribute = str | float | bool | None


def el(name: str, /, *children: str | Iterable[str] | None, **attributes: Attribute) -> Markup:
    """An element. Children that are not markup are escaped; `class_` is "class", other underscores are hyphens.

    An attribute of None or False is left out, of True has no value.
    """
    named = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{named}>")
    return Markup(f"<{name}{named}>{join(*children)}</{name}>")


def join(*children: str | Iterable[str] | None) -> Markup:
    """The children one after another; None is left out."""
    return Markup("".join(_text(child) for child in children if child is not None))


def _text(child: str | Iterable[str]) -> str:
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return html.escape(_harmless(child))
    return "".join(map(_text, child))


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    return f' {name}="{html.escape(_harmless(f"{value:g}" if isinstance(value, float) else str(value)))}"'


def _harmless(text: str) -> str:
    """Without the characters that no HTML may hold."""
    return "".join(one for one in text if one in "\t\n" or one.isprintable() or ord(one) > 0x9F)
