"""Quantiles of the distributions that a forecast draws from, without a statistics package."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

Singles = NDArray[np.float32]

COUNT = 1 << 10
"""Quantiles in a table."""
STEPS = 1 << 8
"""Steps from which a random number of eight bits picks one. They blur a percentile by 0.2 points, chance by 0.5."""

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
    return estimate.optimistic + width * _unit_quantiles(mode_of(estimate))


def mode_of(estimate: Points) -> float:
    """Where between the outer points the likely one lies, from 0 to 1; in the middle where all are equal."""
    width = estimate.pessimistic - estimate.optimistic
    return round(1e6 * (estimate.likely - estimate.optimistic) / width) / 1e6 if width > 0 else 0.5


@lru_cache(maxsize=1024)
def steps(mode: float) -> Singles:
    """PERT-beta between 0 and 1 in equally likely steps, each the mean of its quantiles: do not write."""
    found: Singles = _unit_quantiles(mode).reshape(STEPS, -1).mean(axis=1).astype(np.float32)
    return found


def normal_quantiles(count: int) -> Array:
    """The quantiles (k + 1/2) / count of the standard normal distribution, ascending, shape (count,)."""
    grid = np.linspace(-7.0, 7.0, 5_601)
    return _inverted(grid, np.exp(-(grid**2) / 2), count)


def forget() -> None:
    """Drop the tables that are kept for the next forecast, for measurements."""
    _unit_quantiles.cache_clear()
    steps.cache_clear()


@lru_cache(maxsize=1024)
def _unit_quantiles(mode: float) -> Array:
    """PERT-beta between 0 and 1: Beta(1 + 4 mode, 5 - 4 mode). Shared by all items with this shape: do not write."""
    grid, logs, rest_logs = _logarithms()
    density = np.exp(4 * mode * logs + (4 - 4 * mode) * rest_logs)
    return _inverted(grid, density, COUNT)


@cache
def _logarithms() -> tuple[Array, Array, Array]:
    """Numbers from 0 to 1, the logarithms of them and of what they lack of 1. Do not write."""
    grid = np.linspace(0.0, 1.0, _GRID + 1)
    logs = np.log(np.maximum(grid, 1e-300))
    return grid, logs, logs[::-1].copy()


def _inverted(grid: Array, density: Array, count: int) -> Array:
    share = np.concatenate(([0.0], np.cumsum(density[1:] + density[:-1])))
    found: Array = np.interp((np.arange(count) + 0.5) / count * share[-1], share, grid)
    return found
