"""Where the program begins: straight to the window where nothing else is asked for, else to the command line.

The command line knows every command, which takes longer to load than the frame of the window.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run `trailmark` with these arguments; returns the exit code documented in docs/formats.md."""
    given = sys.argv[1:] if argv is None else list(argv)
    opened = file_to_open(given)
    if given and not opened:
        from planner.cli import main as command_line

        return command_line(given)
    return open_window(None, opened)


def open_window(curriculum: str | None, file: Path | None) -> int:
    """Open the window, unless half of the program is another one; returns the exit code."""
    from planner import i18n, origin
    from planner.app import garbage

    garbage.wait()
    i18n.use_language()
    write_what_can_be_shown()
    foreign = origin.check()
    if foreign:
        print(foreign, file=sys.stderr)
        return 2
    return int(importlib.import_module("ui.app").main(curriculum, file))


def write_what_can_be_shown() -> None:
    """A console that cannot show a character gets a substitute, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def file_to_open(given: Sequence[str]) -> Path | None:
    """The file that was double-clicked: `trailmark FILE` opens it in the window."""
    if len(given) != 1 or given[0].startswith("-") or not ("." in given[0] or os.sep in given[0]):
        return None
    return Path(given[0])
