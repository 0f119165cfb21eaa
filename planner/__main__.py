"""`python -m planner` is `trailmark`."""

import sys

from planner.start import main

if __name__ == "__main__":
    sys.exit(main())
