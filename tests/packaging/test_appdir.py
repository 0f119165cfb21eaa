"""The AppDir starts where it stands, by whatever name, and holds what AppImage's tools look for."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import appdir
import facts
import pytest
import targets

pytestmark = pytest.mark.usefixtures("qt")


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547200")
    folder = tmp_path / "in here" / "trailmark"
    folder.mkdir(parents=True)
    (folder / "trailmark").write_text('#!/bin/sh\necho "$(basename "$0")" "$@"\n', "utf-8")
    (folder / "trailmark").chmod(0o755)
    (folder / "trailmark-gui").symlink_to("trailmark")
    return folder


def test_it_starts_window_and_commands_wherever_it_stands(bundle: Path, tmp_path: Path) -> None:
    assert targets.main(["appdir", "--bundle", str(bundle), "--into", str(tmp_path / "out")]) == 0
    moved = tmp_path / "Mein Ördner"
    (tmp_path / "out" / "Trailmark.AppDir").rename(moved)
    link = tmp_path / "link"
    link.symlink_to(moved / "AppRun")

    def said(*command: str | Path) -> str:
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout

    assert said(moved / "AppRun") == "trailmark-gui\n"
    assert said(link, "plan", "two words") == "trailmark plan two words\n"
    for name in (f"{facts.ID}.desktop", f"{facts.ID}.png", ".DirIcon"):
        assert (moved / name).read_bytes(), "a link that leads somewhere"
    assert f"Icon={facts.ID}\n" in (moved / f"{facts.ID}.desktop").read_text("utf-8")


@pytest.mark.skipif(not shutil.which("mksquashfs"), reason="needs mksquashfs")
def test_the_same_twice_and_the_runtime_before_it(bundle: Path, tmp_path: Path) -> None:
    runtime = tmp_path / "runtime"
    runtime.write_bytes(b"\x7fELF and so on")
    *_tree, packed, image = appdir.build(bundle, tmp_path, runtime)
    first = image.read_bytes()
    assert first == runtime.read_bytes() + packed.read_bytes()
    assert image.stat().st_mode & 0o111
    assert appdir.build(bundle, tmp_path, runtime)[-1].read_bytes() == first


def test_what_is_no_runtime_is_refused(bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "runtime").write_text("<html>not found</html>", "utf-8")
    arguments = ["appdir", "--bundle", str(bundle), "--into", str(tmp_path), "--runtime", str(tmp_path / "runtime")]
    assert targets.main(arguments) == 1
    assert "no runtime" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.AppImage"))
