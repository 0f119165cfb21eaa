"""The list before a release finds what is wrong and says what to do; what it runs in turn has tests of its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import desktop_data
import facts
import pytest
import release
import targets

import planner

HEAD = "# Changelog\n\n## [{version}] - {day}\n\n- New.\n"


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the list reads, to be spoiled."""
    for name in ("CHANGELOG.md", "README.md", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copyfile(facts.ROOT / name, tmp_path / name)
    shutil.copytree(facts.ROOT / "planner" / "locale", tmp_path / "planner" / "locale")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764547200")
    monkeypatch.setattr(facts, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("number", "day", "problem"),
    [
        (planner.__version__, "2026-01-02", ""),
        (planner.__version__, "unreleased", "unreleased"),
        (planner.__version__, "2999-01-01", "to come"),
        ("77.0.0", "2026-01-02", "77.0.0"),
    ],
)
def test_the_version(number: str, day: str, problem: str, copy: Path) -> None:
    (copy / "CHANGELOG.md").write_text(HEAD.format(version=number, day=day), "utf-8")
    assert problem in release.version()
    assert bool(release.version()) is bool(problem)


def test_what_is_not_committed_and_what_was_given_away(copy: Path) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.net", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=copy, check=True, capture_output=True)

    git("init", "-q")
    assert "not committed" in release.tree()
    git("add", "-A")
    git("commit", "-qm", "All")
    assert release.tree() == ""
    git("tag", f"v{planner.__version__}")
    assert release.tree() == "", "it is this very commit"
    git("commit", "-qm", "More", "--allow-empty")
    assert "another commit" in release.tree()


@pytest.mark.parametrize(
    ("name", "pin", "asked"),
    [
        ("requirements.lock", "networkx==", "networkx>=3.4"),
        ("requirements-dev.lock", "ruff==", "ruff>=0.9"),
    ],
)
def test_locks(name: str, pin: str, asked: str, copy: Path) -> None:
    assert release.locks() == ""
    text = (copy / name).read_text("utf-8")
    assert pin in text
    (copy / name).write_text(text.replace(f"\n{pin}", f"\n{pin}0."), "utf-8")
    assert release.locks() == f"{name} has no {asked}"
    (copy / name).write_text(text + "strange==1.0\n", "utf-8")
    assert release.locks() == f"{name} has no hash of strange==1.0"


def test_translations(copy: Path) -> None:
    assert release.translations() == ""
    path = copy / "planner" / "locale" / "de" / "LC_MESSAGES" / "trailmark.po"
    path.write_text(path.read_text("utf-8") + '\nmsgid "A new text"\nmsgstr ""\n', "utf-8")
    assert release.translations() == "de: 1 to do"


def test_two_builds_that_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    built = []

    def wheel(into: Path) -> int:
        built.append(into)
        (into / "some.whl").write_bytes(b"%d" % len(built))
        return 0

    monkeypatch.setattr(targets, "wheel", wheel)
    monkeypatch.setattr(targets, "sdist", lambda into: (into / "some.tar.gz").write_bytes(b"source") and 0)
    monkeypatch.setattr(desktop_data, "write", lambda into: [])
    assert release.twice() == "not the same twice: some.whl"


def test_all_is_tried_and_what_fails_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> str:
        raise FileNotFoundError("git")

    steps = [
        release.Step("one", "first", broken, "Install git."),
        release.Step("two", "second", lambda: "2 of 3", "Mend it."),
        release.Step("three", "third", lambda: "", "-"),
    ]
    assert release.run(steps) == 1
    told = capsys.readouterr().out
    assert [line.split()[0] for line in told.splitlines()] == ["FAILED", "Install", "FAILED", "Mend", "ok", "Not"]
    assert release.run(steps[2:], ["one"]) == 0
    told = capsys.readouterr().out
    assert "left out one" in told
    assert "Ready" not in told, "only the whole list says that"


def test_the_list_can_be_read_without_trying(capsys: pytest.CaptureFixture[str]) -> None:
    assert release.main(["--list", "--without", "tests"]) == 0
    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names == [step.name for step in release.STEPS if step.name != "tests"]
