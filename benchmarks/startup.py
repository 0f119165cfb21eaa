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
from datetime import date
from pathlib import Path

from benchmarks.measure import load_line

_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.resize(1280, 800); window.show(); app.processEvents()
import os; os._exit(0)
"""
MOMENTS: Mapping[str, str] = {"window": "first painted window", "plan": "first drawn plan"}
"""What TRAILMARK_LEAVE_AT is set to."""


def cpu_of(command: Sequence[str | Path], environment: Mapping[str, str]) -> float:
    """CPU seconds of one process that ends by itself."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL, timeout=300)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def somebody(folder: Path) -> None:
    """A learner with a plan, kept in a data folder as the program does it."""
    from planner.app import commands, queries
    from planner.app.workspace import Workspace

    os.environ["TRAILMARK_DATA"] = str(folder)
    document = commands.set_start(queries.new_document(queries.load(), date.today()), "data-analyst")
    workspace = Workspace()
    assert not workspace.save(document, queries.plan(document)).failed
    workspace.close()
    del os.environ["TRAILMARK_DATA"]


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
    somebody(learner)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TRAILMARK_DATA": str(data)}
    environment |= {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}
    times: dict[tuple[str, str], list[float]] = {}

    def run(program: str, moment: str) -> float:
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(learner, data)
        return cpu_of(commands[program], {**environment, "TRAILMARK_LEAVE_AT": moment})

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
