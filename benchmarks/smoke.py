"""Runs every benchmark with the smallest budget, so that none of them rots: `python -m benchmarks.smoke`."""

from __future__ import annotations

import sys

from benchmarks import choice, forecast, startup


def main() -> int:
    """The first exit code that is not 0, else 0."""
    return (
        choice.main(["--sizes", "50,100", "--seeds", "1", "--repeats", "1"])
        or forecast.main(["--repeats", "1", "--samples", "1000"])
        or startup.main(["--repeats", "1"])
    )


if __name__ == "__main__":
    sys.exit(main())
