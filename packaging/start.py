"""Where a bundle begins, under either of its names: without a command the window opens."""

import sys

from planner.start import main

sys.exit(main())
