"""Web addresses that may stand somewhere as a link."""

from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit


def web_address(address: str) -> str:
    """`address` if it is http or https with a host and nothing hidden in it; else ""."""
    if not address or len(address) > 2_000 or not all(map(_plain, address)):
        return ""
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return ""
    # Before an "@" stands a user name that can look like the host: http://bank.example@evil.example
    safe = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc
    return address if safe else ""


def _plain(character: str) -> bool:
    # Controls, invisible and direction-changing characters, spaces; quotes and brackets, which end a link in some
    # formats; and the backslash, which browsers read as a slash.
    return character not in "\\\"'<>`{}|^" and unicodedata.category(character)[0] not in "CZ"
