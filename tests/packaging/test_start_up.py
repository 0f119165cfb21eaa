"""Starting costs what it must: `--version` loads nothing heavy, and Qt survives many calls."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import planner

ROOT = Path(__file__).parents[2]


def python(code: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_version_loads_nothing_heavy() -> None:
    done = python(
        "import json, sys\n"
        "from planner.cli import main\n"
        "try:\n"
        "    code = main(['--version'])\n"
        "except SystemExit as stop:\n"
        "    code = stop.code\n"
        "print(json.dumps([code or 0, sorted({name.split('.')[0] for name in sys.modules})]))"
    )
    version, report = done.stdout.splitlines()
    code, loaded = json.loads(report)
    assert (code, version) == (0, f"trailmark {planner.__version__}")
    assert not {"PySide6", "networkx", "pydantic", "numpy", "highspy", "ui"} & set(loaded)


@pytest.mark.usefixtures("qt")
def test_many_void_calls_of_qt() -> None:
    """Some PySide6 releases lose a reference to None on each void call and abort after some thousand."""
    done = python(
        "from PySide6.QtCore import QObject\n"
        "thing = QObject()\n"
        "for number in range(20_000):\n"
        "    thing.setObjectName('x')\n"
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.usefixtures("qt")
def test_the_window_opens_without_what_only_some_pages_need() -> None:
    """The graph library, the optimiser and pages that are not shown at first take long to load."""
    done = python("import json, sys, ui.furniture, ui.operations, ui.wiring\nprint(json.dumps(sorted(sys.modules)))")
    assert done.returncode == 0, done.stderr
    late = ("networkx", "highspy", "planner.graph", "planner.app.side_by_side", "ui.compare.", "ui.dialogs.other_plans")
    assert not [name for name in json.loads(done.stdout) if name.startswith(late)]


@pytest.mark.usefixtures("qt")
def test_the_frame_of_the_window_is_painted_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    done = python(
        "import json, os, sys, PySide6.QtCore\n"
        f"os.environ['TRAILMARK_DATA'] = {str(tmp_path)!r}\n"
        "def leave(code):\n"
        "    print(json.dumps([sorted(sys.modules), sorted({'Qt', 'QEvent'} & vars(PySide6.QtCore).keys())]))\n"
        "    raise SystemExit(code)\n"
        "os._exit, os.environ['TRAILMARK_LEAVE_AT'] = leave, 'window'\n"
        "from planner.start import main\n"
        "main([])"
    )
    assert done.returncode == 0, done.stderr
    loaded, made = json.loads(done.stdout)
    heavy = ("pydantic", "networkx", "numpy", "highspy", "planner.model", "planner.planning", "planner.cli")
    ours = ("ui.panels", "ui.operations", "ui.dialogs", "ui.canvas", "ui.actions.rows")
    small = ("dataclasses", "datetime", "tomllib")
    assert not [name for name in loaded if name.startswith((*heavy, *ours)) or name in small]
    assert not made, "PySide6 makes all enumerations of `Qt`, and all types of events, at their first use"
