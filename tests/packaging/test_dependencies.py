"""What the code imports is what the package says it needs: nothing by luck, nothing for nothing."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = {"planner", "ui", "trailmark_app"}
MODULES = {
    "pydantic": ["pydantic", "pydantic_core"],  # which pydantic pins
    "pyside6-essentials": ["PySide6", "shiboken6"],  # the same
    "python-docx": ["docx"],
}
"""Where what is imported is not called as the distribution."""


def project() -> dict[str, object]:
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"])


def modules(requirements: Iterable[str]) -> set[str]:
    names = [re.split(r"[<>=!;\s\[]", one.lower(), maxsplit=1)[0] for one in requirements]
    return {module for name in names for module in MODULES.get(name, [name])}


def imports(tree: ast.Module) -> Iterator[tuple[str, bool]]:
    """Every foreign module that is imported at run time, and whether that happens as soon as the file is."""
    later = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    words = {
        ast.unparse(node.targets[0]): node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            given = node.args[0]
            names = [str(given.value if isinstance(given, ast.Constant) else words.get(ast.unparse(given), ""))]
        else:
            continue
        for name in names:
            top = str(name).partition(".")[0]
            if top and top not in OURS and top not in sys.stdlib_module_names:
                yield top, id(node) not in later


def everything_imported() -> set[tuple[str, bool]]:
    files = [path for folder in ("planner", "ui", "installer") for path in (ROOT / folder).rglob("*.py")]
    return {one for path in files for one in imports(ast.parse(path.read_text("utf-8")))}


def test_everything_imported_is_required_and_the_other_way_round() -> None:
    table = project()
    needed = table["dependencies"]
    extras = table["optional-dependencies"]
    assert isinstance(needed, list)
    assert isinstance(extras, dict)
    optional = modules(one for extra in extras.values() for one in extra)
    required = modules(needed)
    found = {name.lower() if name == "xlsxwriter" else name for name, _soon in everything_imported()}
    assert found == (required | optional) - {"tzdata"}  # data that zoneinfo finds by itself


def test_extras_are_asked_for_only_when_they_are_used() -> None:
    extras = project()["optional-dependencies"]
    assert isinstance(extras, dict)
    at_once = {name for name, soon in everything_imported() if soon}
    assert not modules(one for extra in extras.values() for one in extra) & at_once
    assert not modules(one for extra in extras.values() for one in extra) & modules(project()["dependencies"])  # type: ignore[arg-type]
