"""The import rules hold, and each of them bites."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-cache'])"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the program that a test may break."""
    for name in ("planner", "ui"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINT]
    return subprocess.run(command, cwd=tree, capture_output=True, encoding="utf-8", check=False)


def test_all_rules_hold(tree: Path) -> None:
    done = lint(tree)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "line", "rule"),
    [
        ("planner/model/text.py", "import PySide6", "The core knows neither the window nor Qt"),
        ("planner/app/breach.py", "import ui.preflight", "The core knows neither the window nor Qt"),
        ("planner/graph/breach.py", "import planner.app", "Inside the core, imports go down only"),
        ("planner/layout/breach.py", "import planner.planning", "Inside the core, imports go down only"),
        ("ui/breach.py", "import planner.storage", "Of the core, the window sees handout"),
        ("ui/breach.py", "import planner.cli", "Of the core, the window sees handout"),
        ("ui/canvas/breach.py", "import ui.dialogs", "Canvas, timeline, panels and dialogs do not import each other"),
        ("planner/planning/breach.py", "import networkx", "Only planner.graph imports networkx"),
    ],
)
def test_a_breach_is_found(tree: Path, file: str, line: str, rule: str) -> None:
    with (tree / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    done = lint(tree)
    assert done.returncode != 0
    (verdict,) = [text for text in done.stdout.splitlines() if rule in text and ("BROKEN" in text or "KEPT" in text)]
    assert "BROKEN" in verdict
