"""Reads the map of a running window over the accessibility bus, as a screen reader does, and prints it as JSON.

A program of its own, for a Python that has the bindings of AT-SPI (`apt install gir1.2-atspi-2.0 python3-gi`); inside
`dbus-run-session` and with a display. Arguments: the program that opens the window. First it prints what the window
shows as it opens; then it presses every collapsed item, until all steps are shown one by one.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))
LIST = "Map of your path"


def main() -> int:
    """Start the bus and the window, read, press, read again."""
    launcher = next(path for path in LAUNCHERS if path.exists())
    bus = subprocess.Popen([str(launcher), "--launch-immediately"], stderr=subprocess.DEVNULL)
    time.sleep(1)
    window = subprocess.Popen(sys.argv[1:], env={**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"})
    try:
        read_all()
    finally:
        for process in (window, bus):
            process.terminate()
            process.wait()
    return 0


def read_all() -> None:
    """Print the items of the map as the window opens, and again with all of its modules opened."""
    import gi  # type: ignore[import-not-found]

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi  # type: ignore[import-not-found]

    warnings.simplefilter("ignore", DeprecationWarning)  # the names that older bindings know
    Atspi.init()
    the_list = wait_for(lambda: find_list(Atspi.get_desktop(0), Atspi))
    wait_for(lambda: the_list.get_child_count())
    items = read(the_list)
    print(json.dumps(items), flush=True)
    while collapsed := [number for number, item in enumerate(items) if "collapsed" in item["states"]]:
        before = [item["name"] for item in items]
        the_list.get_child_at_index(collapsed[0]).get_action_iface().do_action(0)
        items = wait_for(functools.partial(changed, the_list, before))
    print(json.dumps(items), flush=True)


def changed(the_list: Any, before: list[str]) -> list[dict[str, Any]] | None:
    """What the list shows now, if that is something else than before, and all of it: it changes while it is read."""
    items = read(the_list)
    whole = [item["name"] for item in items] == [item["name"] for item in read(the_list)]
    return items if whole and [item["name"] for item in items] != before else None


def find_list(place: Any, atspi: Any) -> Any:
    """The list of the map, somewhere below."""
    if place is None:
        return None
    if place.get_role() == atspi.Role.LIST and place.get_name().startswith(LIST):
        return place
    for number in range(place.get_child_count()):
        found = find_list(place.get_child_at_index(number), atspi)
        if found is not None:
            return found
    return None


def read(the_list: Any) -> list[dict[str, Any]]:
    """Everything that is said of the items of a list."""
    found: list[dict[str, Any]] = []
    for number in range(the_list.get_child_count()):
        item = the_list.get_child_at_index(number)
        if item is None:
            return []
        actions = item.get_action_iface()
        found.append(
            {
                "name": item.get_name(),
                "description": item.get_description(),
                "role": item.get_role_name(),
                "states": [state.value_nick for state in item.get_state_set().get_states()],
                "actions": [actions.get_action_name(one) for one in range(actions.get_n_actions())],
            }
        )
    return found


def wait_for(question: Callable[[], Any], seconds: float = 60) -> Any:
    """The answer to a question, once there is one."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            answer = question()
        except Exception:  # something has gone while it was read: once more
            answer = None
        if answer:
            return answer
        time.sleep(0.3)
    raise TimeoutError("the window did not answer over the bus")


if __name__ == "__main__":
    sys.exit(main())
