"""Runs every benchmark with the smallest budget, so that none of them rots: `python -m benchmarks.smoke`."""

from __future__ import annotations

import sys

from benchmarks import (
    canvas,
    choice,
    clients,
    forecast,
    goals,
    layout,
    order,
    postings,
    preview,
    replan,
    schedule,
    startup,
    timeline,
)

_SMALL = ("--sizes", "60", "--seeds", "1", "--repeats", "1")


def main() -> int:
    """The first exit code that is not 0, else 0."""
    return (
        choice.main(["--sizes", "50,100", "--seeds", "1", "--repeats", "1"])
        or order.main([*_SMALL, "--milestones", "50", "--hours", "10"])
        or schedule.main([*_SMALL])
        or replan.main(["--roles", "2", "--repeats", "1"])
        or preview.main(["--roles", "1", "--repeats", "1", "--steps", "4"])
        or forecast.main(["--sizes", "200,300", "--repeats", "1", "--samples", "1000"])
        or goals.main([*_SMALL, "--profiles", "1", "--people", "200", "--only", "M1,M3,M8,M9,M10,M11,M12"])
        or layout.main([*_SMALL, "--limit", "60"])
        or canvas.main(["--sizes", "60", "--frames", "3"])
        or timeline.main(["--sizes", "60", "--frames", "3", "--years", "3"])
        or postings.main(["--repeats", "1"])
        or clients.main(["--sizes", "5", "--repeats", "1"])
        or startup.main(["--repeats", "1"])
    )


if __name__ == "__main__":
    sys.exit(main())
