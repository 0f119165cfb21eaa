"""10,000 learners through a plan, against drawing the random numbers alone.

    python -m benchmarks.forecast [--sizes 200,300,1000,5000,20000] [--repeats 9] [--samples 10000]

The peer asks numpy for one number of 16 bits an item and learner in calls for 1,000 items, the cheapest that it
documents, and does nothing with them. Ours includes the tables of quantiles, the calendar as arrays and the
percentiles; nothing is kept from one repeat to the next.
"""

from __future__ import annotations

import random
import sys
from datetime import date
from functools import partial
from math import ceil

import numpy as np

from benchmarks.measure import Wrong, fewer, load_line, parser_for, ratio
from planner.model.forecast import Pace
from planner.model.learner import Availability
from planner.planning import quantiles
from planner.planning.calendar import StudyCalendar
from planner.planning.clocks import Clock
from planner.planning.forecast import paces
from planner.planning.quantiles import Points
from planner.planning.sampling import Order, Work, propagate

AIM = 4.0
"""At 300 items."""


def plan_of(items: int) -> tuple[list[Work], Order]:
    """A plan as curricula have them: each item waits for up to three earlier ones, one in 25 is a job beside study."""
    rng = random.Random(items)
    works: list[Work] = []
    for number in range(items):
        waits = frozenset(rng.randrange(max(0, number - 30), number) for _wait in range(min(number, rng.randrange(4))))
        if number % 25 == 24:
            middle = 12 * 200 / items
            works.append(Work(waits, months=(Points(middle / 2, middle, middle * 2),), exclusive=True))
        else:
            # Beyond that the study would take longer than the calendar reaches.
            likely = rng.randrange(600, 6_000) * min(1.0, 1_000 / items)
            works.append(Work(waits, study=(Points(likely / 2, likely, rng.choice((1.5, 1.8, 2.2)) * likely),)))
    study = [number for number, work in enumerate(works) if work.study]
    return works, Order(study, [number for number, work in enumerate(works) if work.months])


def calendar_for(works: list[Work]) -> StudyCalendar:
    """So much time a day that the likely study takes about ten years, where a day is long enough for that."""
    minutes = min(1440, ceil(sum(points.likely for work in works for points in work.study) / 3650))
    return StudyCalendar(Availability(start=date(2027, 1, 4), week=(minutes,) * 7))


def ours(works: list[Work], order: Order, calendar: StudyCalendar, samples: int, answers: list[list[int]]) -> None:
    """One forecast from nothing; appends the days by which 10, 50 and 90 of 100 learners are done."""
    quantiles.forget()
    days, _stops = propagate(works, order, Clock(calendar), paces(Pace(), samples), 1, [])
    answers.append(np.quantile(days, (0.1, 0.5, 0.9), method="inverted_cdf").tolist())


def numbers_alone(items: int, samples: int) -> None:
    """The peer; a thousand items at a time, since new memory for all of them would cost more than the numbers."""
    rng = np.random.default_rng(1)
    for first in range(0, items, 1_000):
        rng.integers(0, 1 << 16, min(1_000, items - first) * samples, np.uint16)


def measure(items: int, samples: int, repeats: int) -> tuple[float, float]:
    """The median and the worst as multiples of the random numbers alone. Raises Wrong where a range makes no sense."""
    works, order = plan_of(items)
    calendar = calendar_for(works)
    answers: list[list[int]] = []
    found = ratio(
        partial(ours, works, order, calendar, samples, answers),
        partial(numbers_alone, items, samples),
        repeats,
    )
    low, half, high = answers[0]
    if not 0 < low < half < high or any(answer != answers[0] for answer in answers):
        raise Wrong(f"{items} items: the range {low}, {half}, {high} makes no sense or changes")
    return found


def main(argv: list[str] | None = None) -> int:
    """Print one line a size; the exit code is 1 where an answer makes no sense."""
    parser = parser_for(__doc__, "200,300,1000,5000,20000")
    parser.add_argument("--samples", type=int, default=10_000)
    arguments = parser.parse_args(argv)
    print(f"{arguments.samples:,} learners; {load_line()}")
    try:
        for items in arguments.sizes:
            middle, worst = measure(items, arguments.samples, fewer(arguments.repeats, items))
            print(f"{items:,} items: {middle:.1f} x the random numbers alone (worst {worst:.1f} x)", flush=True)
    except Wrong as wrong:
        print(wrong)
        return 1
    print(f"aim: at most {AIM:g} x at 300 items; {load_line()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
