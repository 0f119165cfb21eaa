"""What the first picture of the window needs of what was kept, read at a glance: nothing that takes long is loaded.

The preferences are read and checked in full a moment later (`planner.settings`), and they count. Here only a few plain
values are taken, each where it is what it should be; everything else is as if nothing had been kept.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, get_args

from planner.storage.files import read_regular
from planner.storage.places import data_folder

ThemeWish = Literal["system", "light", "dark", "contrast", "contrast-dark"]
THEMES: Final[tuple[ThemeWish, ...]] = get_args(ThemeWish)
_MAX_BYTES = 256 * 1024
_LANGUAGE = r"[A-Za-z]{2,3}(_[A-Za-z0-9]{2,4})?"


class Glance(NamedTuple):
    """How the window looked last."""

    theme: ThemeWish = "system"
    text_size: int = 100
    """Percent."""
    language: str = ""
    hidden_panes: frozenset[str] = frozenset()
    privacy: bool = False
    look: str = ""
    """Name of the theme that was shown last."""
    geometry: bytes = b""
    """Place and size of the window as Qt writes them; empty where nobody knows."""


def glance() -> Glance:
    """What was kept, as far as it can be read."""
    kept, window = _values("settings.json"), _values("window.json")
    size, language = kept.get("text_size"), kept.get("language")
    hidden, look = kept.get("hidden_panes"), window.get("look")
    return Glance(
        theme=next((one for one in THEMES if one == kept.get("theme")), "system"),
        text_size=size if isinstance(size, int) and 100 <= size <= 200 else 100,
        language=language if isinstance(language, str) and re.fullmatch(_LANGUAGE, language) else "",
        hidden_panes=frozenset(one for one in hidden if isinstance(one, str))
        if isinstance(hidden, list)
        else frozenset(),
        privacy=kept.get("privacy") is True,
        look=look if isinstance(look, str) else "",
        geometry=_bytes(window.get("geometry")),
    )


def _values(name: str) -> dict[str, Any]:
    """The fields of a small file of our own; none where it cannot be read."""
    import json

    try:
        found = json.loads(read_regular(Path(data_folder(), name), _MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _bytes(digits: object) -> bytes:
    try:
        return bytes.fromhex(digits) if isinstance(digits, str) and len(digits) <= 4096 else b""
    except ValueError:
        return b""
