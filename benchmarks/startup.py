"""From start to the first painted window and to the first drawn plan, against a bare Qt window.

    python -m benchmarks.startup [--repeats 5] [--wheel FILE] [--bundle FOLDER]

CPU time (user and system, children included) of whole processes, run in turn, without a screen: the program as it is
started by a person, which ends as soon as the window is painted, or the map and the list of a learner's plan. As in an
installation, Python's bytecode is there from a run before; without it (PYTHONDONTWRITEBYTECODE) every start would make
all of it.

`--wheel`: also what `packaging/build.py wheel` made, installed into an environment of its own that finds the packages
of this one. `--bundle`: also the folder that `packaging/build.py onedir` made.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import venv
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.measure import load_line

_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.resize(1280, 800); window.show(); app.processEvents()
import os; os._exit(0)
"""
MOMENTS: Mapping[str, str] = {
    "window": "first painted window",
    "plan": "first drawn plan",
    "engine": "plan made again",
    "first": "first drawn plan of the very first start",
}
"""What TRAILMARK_LEAVE_AT is set to; "first": without anything kept from before."""


def cpu_of(command: Sequence[str | Path], environment: Mapping[str, str]) -> float:
    """CPU seconds of one process that ends by itself."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL, timeout=300)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


_BEFORE = """
import os
from PySide6.QtCore import QEventLoop
from planner.app import commands
from ui import snapshot
from ui.app import build
app, window, _is_new = build()
window.show()
window.session.run("hours", commands.set_hours, 12.0)
window.operations.saves = True
window.feed.refresh()
while window.feed.busy:
    app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
window.close()
snapshot.take()
os._exit(0)
"""


def somebody(folder: Path) -> None:
    """A learner who was here before: the program is opened and closed once, with a plan."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TRAILMARK_DATA": str(folder)}
    subprocess.run([sys.executable, "-c", _BEFORE], env=environment, check=True, stderr=subprocess.DEVNULL, timeout=120)


def installed(wheel: Path, folder: Path) -> Path:
    """The Python of a new environment with this wheel in it; other packages are those of this environment."""
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    return python


def measured(
    commands: Mapping[str, Sequence[str | Path]], repeats: int, folder: Path
) -> dict[tuple[str, str], list[float]]:
    """(program, moment) -> CPU seconds of every run; the bare window is ("bare", "window")."""
    learner, data = folder / "learner", folder / "data"
    somebody(data)
    (
        data / "window.json"
    ).unlink()  # as large as at the first start: Qt makes it smaller on the screen that there is not
    data.rename(learner)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TRAILMARK_DATA": str(data)}
    environment |= {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}
    times: dict[tuple[str, str], list[float]] = {}

    def run(program: str, moment: str) -> float:
        shutil.rmtree(data, ignore_errors=True)
        if moment != "first":
            learner.rename(data)
        try:
            leave = "engine" if moment == "first" else moment
            return cpu_of(commands[program], {**environment, "TRAILMARK_LEAVE_AT": leave})
        finally:
            if moment != "first":
                data.rename(learner)

    for program in commands:
        run(program, "plan")
    bare = [sys.executable, "-c", _BARE]
    for _repeat in range(repeats):
        times.setdefault(("bare", "window"), []).append(cpu_of(bare, environment))
        for program in commands:
            for moment in MOMENTS:
                times.setdefault((program, moment), []).append(run(program, moment))
    return times


def main(argv: list[str] | None = None) -> int:
    """Print both ratios of every program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--wheel", type=Path, help="a wheel of Trailmark")
    parser.add_argument("--bundle", type=Path, help="a folder with a bundle of Trailmark")
    arguments = parser.parse_args(argv)
    commands: dict[str, Sequence[str | Path]] = {"checkout": [sys.executable, "-m", "planner"]}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.wheel:
            commands["wheel"] = [installed(arguments.wheel, folder / "wheel"), "-P", "-m", "trailmark_app"]
        if arguments.bundle:
            commands["bundle"] = [arguments.bundle / "trailmark"]
        times = measured(commands, arguments.repeats, folder)
    bare = statistics.median(times["bare", "window"])
    for program in commands:
        for moment, words in MOMENTS.items():
            middle = statistics.median(times[program, moment])
            ratio = f"{middle / bare:.2f} x a bare window ({1000 * middle:.0f} ms of CPU)"
            print(f"{program}, {words}: {ratio}; {load_line()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
