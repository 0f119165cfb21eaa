"""How long a search may take, and that there is nothing to find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


class Unreachable(Exception):
    """No set of items that this learner may plan reaches the goal."""


def never() -> bool:
    """Nobody cancels."""
    return False


@dataclass(frozen=True, slots=True)
class Limit:
    """When a search ends although nothing is proved yet. The best selection so far is kept, with its bound."""

    seconds: float = 20.0
    cancelled: Callable[[], bool] = never
