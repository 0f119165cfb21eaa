"""Quantiles of the distributions that a forecast draws from, without a statistics package."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

BITS = 10
COUNT = 1 << BITS
"""Quantiles in a table: a random number of 10 bits picks one."""

_GRID = 2048


class Points(NamedTuple):
    """Optimistic <= likely <= pessimistic, in any unit."""

    optimistic: float
    likely: float
    pessimistic: float


def quantiles(estimate: Points) -> Array:
    """The quantiles (k + 1/2) / COUNT of its PERT-beta distribution, ascending, shape (COUNT,).

    PERT-beta: between the outer points, with mean (optimistic + 4 likely + pessimistic) / 6. Three equal points give
    exactly that number.
    """
    width = estimate.pessimistic - estimate.optimistic
    mode = round((estimate.likely - estimate.optimistic) / width, 6) if width > 0 else 0.5
    return estimate.optimistic + width * _unit_quantiles(mode)


def normal_quantiles(count: int) -> Array:
    """The quantiles (k + 1/2) / count of the standard normal distribution, ascending, shape (count,)."""
    grid = np.linspace(-7.0, 7.0, 14_001)
    return _inverted(grid, np.exp(-(grid**2) / 2), count)


def forget() -> None:
    """Drop the tables that are kept for the next forecast, for measurements."""
    _unit_quantiles.cache_clear()


@lru_cache(maxsize=1024)
def _unit_quantiles(mode: float) -> Array:
    """PERT-beta between 0 and 1: Beta(1 + 4 mode, 5 - 4 mode). Shared by all items with this shape: do not write."""
    grid = np.linspace(0.0, 1.0, _GRID + 1)
    return _inverted(grid, grid ** (4 * mode) * (1 - grid) ** (4 - 4 * mode), COUNT)


def _inverted(grid: Array, density: Array, count: int) -> Array:
    share = np.concatenate(([0.0], np.cumsum(density[1:] + density[:-1])))
    found: Array = np.interp((np.arange(count) + 0.5) / count * share[-1], share, grid)
    return found
