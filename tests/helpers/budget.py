"""How often the tests that `-m fuzz` chooses try something: the bars of docs/reliability.md."""

from __future__ import annotations

import os

BEFORE_A_RELEASE = bool(os.environ.get("TRAILMARK_FUZZ"))


def budget(every_change: int, release: int) -> int:
    """The number for CI and a desk, or the one for a release, which takes hours (`TRAILMARK_FUZZ=1`)."""
    return release if BEFORE_A_RELEASE else every_change
