"""How fast a learner is, learned from what they have finished: one common factor on all hours of study.

Estimates are wrong together: whoever is slow at one item is slow at all of them. Before anything is finished the
logarithm of the pace is taken to be normal around 0 with a standard deviation of 0.25, so that 80 of 100 learners need
between 0.73 and 1.38 times the estimates (a judgement). Every finished item is one observation of it, blurred by the
uncertainty of its own estimate; the two are combined as normal distributions.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import exp, hypot, log, sqrt

from planner.model.curriculum import ThreePoint
from planner.model.forecast import Pace
from planner.planning.quantiles import Points, quantiles

PRIOR = Pace()

ITEM_NOISE = 0.1
"""Standard deviation of log(actual / estimated) that even an exact estimate leaves: moods, interruptions, rounding."""

WIDEST_RATIO = 4.0
"""Hours that are more than this many times too long or too short count as this: a slip of the pen must not decide."""


def pace_from_log(finished: Iterable[tuple[float, ThreePoint]], prior: Pace = PRIOR) -> Pace:
    """The pace after finished items, each as actual hours and the estimate of these hours.

    Items without estimated or actual hours say nothing and are left out. The noise of an item is the spread of its
    estimate (PERT-beta, on a logarithmic scale) and ITEM_NOISE together.
    """
    precision, weighted, count = 0.0, 0.0, 0
    for actual, estimate in finished:
        if actual <= 0 or estimate.likely <= 0:
            continue
        expected, spread = _log_moments(estimate.optimistic, estimate.likely, estimate.pessimistic)
        ratio = min(log(WIDEST_RATIO), max(-log(WIDEST_RATIO), log(actual) - expected))
        noise = hypot(spread, ITEM_NOISE)
        precision += 1 / noise**2
        weighted += ratio / noise**2
        count += 1
    if not count or not prior.spread:
        return prior
    before = 1 / prior.spread**2
    middle = (before * log(prior.median) + weighted) / (before + precision)
    return Pace(median=exp(middle), spread=sqrt(1 / (before + precision)), finished=prior.finished + count)


@lru_cache(maxsize=4096)
def _log_moments(optimistic: float, likely: float, pessimistic: float) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm of a PERT-beta estimate."""
    import numpy as np

    logarithms = np.log(quantiles(Points(optimistic, likely, pessimistic)))
    return float(logarithms.mean()), float(logarithms.std())
