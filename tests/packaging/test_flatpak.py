"""The manifest for Flatpak takes exactly what the program needs, by the hashes of the lock."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

import facts
import flatpak
import pytest
import targets

import planner


def needed(name: str) -> set[str]:
    """What an installed package needs here, asked of itself; the oracle for the reading of the lock."""
    found = {name}
    for line in metadata.requires(name) or []:
        if "extra ==" not in line and "win32" not in line:
            found |= needed(re.split(r"[^\w-]", line)[0].lower().replace("_", "-"))
    return found


def test_what_is_taken_of_the_lock() -> None:
    expected: set[str] = set()
    for name in ("defusedxml", "networkx", "numpy", "platformdirs", "pydantic", "pypdf", "xlsxwriter", "highspy"):
        expected |= needed(name)
    for name in ("holidays", "python-docx"):
        expected |= needed(name)
    entries = flatpak.wanted()
    assert {entry.name for entry in entries} == expected
    assert len(entries) == len(expected), "one version of each"
    assert all(entry.hashes for entry in entries)


@pytest.mark.parametrize(
    ("marker", "expected"),
    [
        ("python_full_version >= '3.12'", True),
        ("python_full_version < '3.12'", False),
        ("python_full_version < '3.14'", True),
        ("sys_platform == 'win32'", False),
    ],
)
def test_what_a_marker_means(marker: str, expected: bool) -> None:
    assert flatpak.Entry(f"some==1 ; {marker} \\\n    # via other").is_for_the_runtime() is expected


def test_a_marker_that_nobody_knows_stops_the_build() -> None:
    with pytest.raises(ValueError, match="platform_machine"):
        flatpak.Entry("some==1 ; platform_machine == 'x86_64' \\\n").is_for_the_runtime()


@pytest.mark.usefixtures("qt")
def test_everything_that_the_manifest_names_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"trailmark-{planner.__version__}-py3-none-any.whl"

    def wheel(into: Path) -> int:
        (into / name).write_bytes(b"a wheel")
        return 0

    monkeypatch.setattr(targets, "wheel", wheel)
    assert targets.main(["flatpak", "--into", str(tmp_path)]) == 0
    path = tmp_path / "flatpak" / f"{facts.ID}.json"
    assert str(path) in capsys.readouterr().out
    told = json.loads(path.read_text("utf-8"))
    sources = [source["path"] for module in told["modules"] for source in module["sources"]]
    assert name in sources
    assert all((path.parent / one).exists() for one in sources)
    assert not [one for one in told["finish-args"] if "network" in one or "filesystem" in one]
    assert (path.parent / "share" / "applications" / f"{facts.ID}.desktop").exists()
    if shutil.which("flatpak-builder"):
        command = ["flatpak-builder", "--show-manifest", str(path)]
        shown = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
        assert json.loads(shown.stdout)["base"] == "io.qt.PySide.BaseApp"
