"""10,000 learners through a plan, against drawing the random numbers alone.

    python -m benchmarks.forecast [--repeats 9] [--samples 10000]

The peer asks numpy for one number of 16 bits an item and learner in a single call, the cheapest that it documents, and
does nothing with them. Ours includes the tables of quantiles, the calendar as arrays and the percentiles; nothing is
kept from one repeat to the next.
"""

from __future__ import annotations

import argparse
import random
import sys
from datetime import date
from functools import partial
from math import ceil

import numpy as np

from benchmarks.measure import load_note, ratio
from planner.model.forecast import Pace
from planner.model.learner import Availability
from planner.planning import quantiles
from planner.planning.calendar import StudyCalendar
from planner.planning.forecast import paces
from planner.planning.quantiles import Points
from planner.planning.sampling import Clock, Order, Work, propagate

SIZES = (200, 300, 1_000, 5_000)
AIM = 4.0


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
            likely = rng.randrange(600, 6_000)
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


def main(argv: list[str] | None = None) -> int:
    """Print one line a size; the exit code is 1 where an answer makes no sense."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--samples", type=int, default=10_000)
    arguments = parser.parse_args(argv)
    samples = arguments.samples
    for items in SIZES:
        works, order = plan_of(items)
        calendar = calendar_for(works)
        answers: list[list[int]] = []
        middle, worst = ratio(
            partial(ours, works, order, calendar, samples, answers),
            partial(np.random.default_rng(1).integers, 0, 1 << 16, items * samples, np.uint16),
            arguments.repeats,
        )
        low, half, high = answers[0]
        if not 0 < low < half < high or any(answer != answers[0] for answer in answers):
            print(f"{items} items: the range {low}, {half}, {high} makes no sense or changes")
            return 1
        print(f"{items:,} items: {middle:.1f} x the random numbers alone (worst {worst:.1f} x)")
    print(f"aim: at most {AIM:g} x at 300 items. {load_note()}".rstrip())
    return 0


if __name__ == "__main__":
    sys.exit(main())
