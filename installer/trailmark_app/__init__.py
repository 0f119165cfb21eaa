"""Starts Trailmark: the one name that the wheel puts into site-packages.

An installed Trailmark keeps `planner` and `ui` inside this folder, where no other distribution writes. Putting the
folder first makes them win over a foreign package of the same name. In a checkout both lie in the root, which is on
the path already.
"""

import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
if (_HERE / "planner").is_dir() and str(_HERE) not in sys.path:
    sys.path.insert(0, str(_HERE))


def cli() -> int:
    """Run the command line with the arguments of this process."""
    from planner.start import main

    return main()


def gui() -> int:
    """The same without a console on Windows, where the window is what is asked for."""
    from planner.start import main

    return main()
