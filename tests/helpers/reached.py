"""Which steps of the program an input takes, so that files which take a new one can be damaged further."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import planner

OURS = str(Path(planner.__file__).parent)

Step = tuple[str, int, int]
"""A file, the line before (0: the function begins) and the line after it."""


@contextmanager
def steps_into(reached: set[Step]) -> Iterator[None]:
    """Puts every step from line to line in `planner` into the set."""

    def begun(frame: FrameType, _event: str, _argument: Any) -> Any:
        name = frame.f_code.co_filename
        if not name.startswith(OURS):
            return None
        before = 0

        def line(frame: FrameType, event: str, _argument: Any) -> Any:
            nonlocal before
            if event == "line":
                reached.add((name, before, frame.f_lineno))
                before = frame.f_lineno
            return line

        return line

    old = sys.gettrace()
    sys.settrace(begun)
    try:
        yield
    finally:
        sys.settrace(old)
