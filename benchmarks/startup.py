"""From start to the first painted window and to the first drawn plan, against a bare Qt window.

    python -m benchmarks.startup [--repeats 5]

CPU time (user and system, children included) of whole processes, run in turn, without a screen. As in an installation,
Python's bytecode is there from a run before; without it (PYTHONDONTWRITEBYTECODE) every start would make all of it.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile

from benchmarks.measure import load_line

_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.resize(1280, 800); window.show(); app.processEvents()
"""
_WINDOW = """
from ui.app import build
app, window, _new = build(); window.show(); app.processEvents()
"""
_PLAN = (
    _WINDOW
    + """
from PySide6.QtCore import QThreadPool
window.feed.refresh(); QThreadPool.globalInstance().waitForDone(); app.processEvents(); app.processEvents()
assert window.answer is not None
"""
)


def cpu_of(code: str, bytecode: str) -> float:
    """CPU seconds of a fresh interpreter that runs `code` and leaves at once; `bytecode`: the folder that keeps it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TRAILMARK_DATA": folder}
        environment |= {"PYTHONPYCACHEPREFIX": bytecode, "PYTHONDONTWRITEBYTECODE": ""}
        leave = "import os, sys; sys.stdout.flush(); os._exit(0)"
        subprocess.run([sys.executable, "-c", code + leave], env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(argv: list[str] | None = None) -> int:
    """Print the two ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args(argv)
    times: dict[str, list[float]] = {"bare": [], "window": [], "plan": []}
    with tempfile.TemporaryDirectory() as bytecode:
        cpu_of(_PLAN, bytecode)
        for _repeat in range(arguments.repeats):
            for name, code in (("bare", _BARE), ("window", _WINDOW), ("plan", _PLAN)):
                times[name].append(cpu_of(code, bytecode))
    bare = statistics.median(times["bare"])
    for name, words in (("window", "first painted window"), ("plan", "first drawn plan")):
        middle = statistics.median(times[name])
        print(f"{words}: {middle / bare:.2f} x a bare window ({1000 * middle:.0f} ms of CPU); {load_line()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
