"""The wheel holds everything, under one name, and survives a foreign `planner` beside it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import planner

ROOT = Path(__file__).parents[2]


def build(target: str, source: Path, folder: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    done = subprocess.run(command, cwd=source, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("source")
    with tarfile.open(build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _path: member)  # from 3.11.4 on
        archive.extractall(folder)
    return folder / f"trailmark-{planner.__version__}"


@pytest.fixture
def site(wheel: Path, tmp_path: Path) -> Path:
    """A folder like site-packages, with the wheel unpacked into it."""
    folder = tmp_path / "ein Ordner für Pakete"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def python(*arguments: str, path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONUTF8": "1", **variables}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=path, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_the_source_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "packaging" / "build.py"), "wheel", "--into", str(tmp_path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [wheel.read_bytes()]


def test_the_source_can_be_tested_and_packed(source: Path) -> None:
    """Whoever packs Trailmark for a distribution has this and nothing else."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if listing.returncode or not (ROOT / ".git").exists():
        pytest.skip("only a clone knows which files there are")
    packed = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
    assert packed == {*filter(None, listing.stdout.split("\0")), "PKG-INFO"} - {".venv"}


def test_one_name_at_the_top(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        top = {name.split("/")[0] for name in archive.namelist()}
    assert top == {"trailmark_app", f"trailmark-{planner.__version__}.dist-info"}


@pytest.mark.parametrize(("folder", "inside"), [("planner", ""), ("ui", ""), ("curricula", "planner/")])
def test_nothing_is_left_behind(wheel: Path, folder: str, inside: str) -> None:
    files = {
        f"trailmark_app/{inside}{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".ts"
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith(f"trailmark_app/{inside}{folder}/")}
    if folder == "planner":  # the curricula are packed inside it
        packed = {name for name in packed if not name.startswith("trailmark_app/planner/curricula/")}
    assert files
    assert packed == files


def test_licence_and_commands(site: Path) -> None:
    (info,) = site.glob("*.dist-info")
    assert "MIT License" in (info / "licenses" / "LICENSE").read_text("utf-8")
    entry_points = (info / "entry_points.txt").read_text("utf-8")
    assert "trailmark = trailmark_app:cli" in entry_points
    assert "trailmark-gui = trailmark_app:gui" in entry_points


def test_runs_from_the_wheel(site: Path) -> None:
    done = python("-m", "trailmark_app", "--version", path=site)
    assert (done.returncode, done.stdout) == (0, f"trailmark {planner.__version__}\n"), done.stderr


def test_survives_a_foreign_planner(site: Path) -> None:
    for name in ("planner", "ui"):
        (site / name).mkdir()
        (site / name / "__init__.py").write_text("raise SystemExit('foreign')\n", "utf-8")
    assert python("-c", "import planner", path=site).stderr == "foreign\n", "the trap is not set"
    done = python("-m", "trailmark_app", "--version", path=site)
    assert (done.returncode, done.stdout) == (0, f"trailmark {planner.__version__}\n"), done.stderr


def test_finds_its_curricula(site: Path) -> None:
    code = (
        "import trailmark_app; from importlib.resources import files;"
        "print(*(path.name for path in (files('planner') / 'curricula').iterdir()))"
    )
    done = python("-c", code, path=site)
    assert set(done.stdout.split()) >= {path.name for path in (ROOT / "curricula").glob("*.json")}, done.stderr


EVERY_CHECK = {
    *("program", "origin", "packages", "extras", "languages", "curricula", "schemas", "plan", "data", "handout"),
    *("qt", "plugins", "fonts", "icons", "drawing", "paper", "window"),
}


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.usefixtures("qt")
def test_what_is_installed_tests_itself_and_leaves_nothing(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "TRAILMARK_DATA", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
    before = files(site)
    home = str(tmp_path / "home")
    done = python("-B", "-m", "trailmark_app", "self-test", "--json", path=site, HOME=home, LANG="de_DE.UTF-8")
    report = json.loads(done.stdout)
    assert (done.returncode, report["passed"], report["version"]) == (0, True, planner.__version__), done.stdout
    assert {check["name"] for check in report["checks"]} == EVERY_CHECK
    assert {check["level"] for check in report["checks"]} <= {"ok", "note"}
    assert files(site) == before
    assert not [name for name in files(tmp_path / "home") if "trailmark" in name.lower()]


@pytest.mark.usefixtures("qt")
def test_the_self_test_says_what_is_missing_and_what_to_do(site: Path, tmp_path: Path) -> None:
    shutil.rmtree(site / "trailmark_app" / "planner" / "curricula")
    (site / "trailmark_app" / "planner" / "locale" / "de" / "LC_MESSAGES" / "trailmark.mo").unlink()
    (site / "trailmark_app" / "ui" / "theme" / "icons" / "flag.svg").write_text("<svg/>", "utf-8")
    no_fonts = tmp_path / "fonts.conf"
    no_fonts.write_text("<?xml version='1.0'?><fontconfig/>", "utf-8")
    done = python("-m", "trailmark_app", "self-test", path=site, FONTCONFIG_FILE=str(no_fonts), LANG="en_US.UTF-8")
    lines = [line.split(maxsplit=2) for line in done.stdout.splitlines()]
    told = {line[1]: line[0] for line in lines if len(line) > 1 and line[1] in EVERY_CHECK}
    assert done.returncode == 1, done.stderr
    assert told.keys() == EVERY_CHECK
    wrong = {name for name, level in told.items() if level == "FAILED"}
    assert wrong - {"schemas"} == {"curricula", "languages", "icons", *(["fonts"] if sys.platform == "linux" else [])}
    skipped = {name for name, level in told.items() if level == "skipped"}
    assert skipped == {"plan", "data", "handout", "drawing", "paper", "window"}
    assert done.stdout.count("→") >= len(wrong)
    assert f"{len(wrong)} checks failed." in done.stdout


def test_the_self_test_sees_half_of_another_program(site: Path, tmp_path: Path) -> None:
    (tmp_path / "foreign" / "ui").mkdir(parents=True)
    (tmp_path / "foreign" / "ui" / "__init__.py").touch()
    path = os.pathsep.join((str(tmp_path / "foreign"), str(site / "trailmark_app")))
    done = python("-P", "-m", "planner", "self-test", "--json", path=site, PYTHONPATH=path)
    checks = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert done.returncode == 1
    assert str(tmp_path / "foreign") in checks["origin"]["found"]
    assert checks["origin"]["level"] == checks["qt"]["level"] == "failed"
