"""Runs every benchmark with the smallest budget, so that none of them rots: `python -m benchmarks.smoke`."""

from __future__ import annotations

import sys

from benchmarks import choice, forecast, goals, order, replan, schedule, startup


def main() -> int:
    """The first exit code that is not 0, else 0."""
    return (
        choice.main(["--sizes", "50,100", "--seeds", "1", "--repeats", "1"])
        or order.main(["--sizes", "60", "--milestones", "50", "--seeds", "1", "--repeats", "1"])
        or schedule.main(["--sizes", "60", "--seeds", "1", "--repeats", "1"])
        or replan.main(["--repeats", "1"])
        or forecast.main(["--sizes", "200,300", "--repeats", "1", "--samples", "1000"])
        or goals.main(["--sizes", "60", "--seeds", "1", "--repeats", "1", "--profiles", "1", "--people", "400"])
        or startup.main(["--repeats", "1"])
    )


if __name__ == "__main__":
    sys.exit(main())
