"""When Python looks for objects that only hold each other, in a program with a window.

Now and then it looks through all objects at once, in whichever thread has just made one, and everything else stands
still meanwhile: a fifth of a second with a curriculum of 20,000 items. Nearly all objects of Trailmark go without any
such search, as soon as nobody holds them any more.
"""

from __future__ import annotations

import gc


def leave_old_objects_alone() -> None:
    """From now on, look through what is new only."""
    young, middle, _old = gc.get_threshold()
    gc.set_threshold(young, middle, 1_000_000_000)


def wait() -> None:
    """Look through nothing while the program starts: nearly all that is made then stays."""
    gc.disable()


def go_on() -> None:
    """The program has started."""
    gc.enable()


def settle() -> None:
    """Look through all objects once, and not again through those that are left: nearly all are there for good.

    Later searches then take a tenth of the time.
    """
    gc.collect()
    gc.freeze()


def collect() -> None:
    """Look through what came since the program has settled, at a moment at which the user waits anyway."""
    gc.collect()


def collect_all() -> None:
    """Look through everything: what was there for good is not any more."""
    gc.unfreeze()
    gc.collect()
