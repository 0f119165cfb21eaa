"""What a desktop gets: it belongs to the program, says what the program says, and satisfies the validators."""

from __future__ import annotations

import configparser
import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

import checks
import completions
import desktop_data
import facts
import manual
import options_of
import pytest
import targets

import planner
from planner.app import on_disk

ROOT = Path(__file__).parents[2]


MOMENT = 1764547200


@pytest.fixture(scope="module", autouse=True)
def one_moment() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(MOMENT))
        yield


@pytest.fixture(scope="module")
def written(one_moment: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("PySide6.QtSvg", exc_type=ImportError)
    folder = tmp_path_factory.mktemp("usr")
    desktop_data.write(folder)
    return folder


def test_the_folder_does_not_hide_the_library_of_its_name() -> None:
    spec = importlib.util.find_spec("packaging")
    assert spec is not None
    assert spec.origin is not None, "only a folder without __init__.py gives way"
    assert not Path(spec.origin).is_relative_to(ROOT / "packaging")


def test_there_is_one_version() -> None:
    newest = Xml.fromstring(desktop_data.metainfo()).find("releases/release")
    assert newest is not None
    assert newest.get("version") == facts.releases()[0].version == planner.__version__
    assert f'"Trailmark {planner.__version__}"' in manual.page()


def test_unreleased_is_told_from_released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changelog\n\n## [0.3.0] - unreleased\n\n### Added\n\n- One\n  thing, `x`.\n- [Another](a.md).\n\n"
        "### Fixed\n\n- A bug.\n\n## [0.2.0] - 2026-12-24\n\n- First.\n",
        "utf-8",
    )
    monkeypatch.setattr(facts, "ROOT", tmp_path)
    new, old = facts.releases()
    assert (new.version, new.day, new.changes) == ("0.3.0", None, ("One thing, x.", "Another.", "A bug."))
    assert (old.version, str(old.day), old.changes) == ("0.2.0", "2026-12-24", ("First.",))


def test_the_entry_belongs_to_the_window() -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(desktop_data.entry())
    entry = parser["Desktop Entry"]
    app = (ROOT / "ui" / "app.py").read_text("utf-8")
    assert f'setApplicationName("{entry["StartupWMClass"]}")' in app
    assert f'setDesktopFileName("{facts.ID}")' in app
    assert entry["MimeType"] == f"{facts.FILE_TYPE};"
    assert {"Comment", "Comment[de]", "Comment[es]"} <= set(entry)
    assert len({entry["Comment"], entry["Comment[de]"], entry["Comment[es]"]}) == 3


def test_files_of_learners_have_the_type() -> None:
    root = Xml.fromstring(desktop_data.file_type())
    space = {"mime": "http://www.freedesktop.org/standards/shared-mime-info"}
    glob = root.find("mime:mime-type/mime:glob", space)
    assert glob is not None
    assert glob.get("pattern") == f"*{on_disk.SUFFIX}"


def test_every_option_is_in_the_manual_and_the_completions() -> None:
    found = options_of.commands()
    assert {"plan", "self-test"} <= {command.name for command in found}
    page = manual.page().replace("\\-", "-")
    for shell in (completions.bash(), completions.zsh(), completions.fish()):
        for command in found:
            assert command.name in shell
            assert all(name.lstrip("-") in shell for one in command.options for name in one.names)
    for command in found:
        assert f".SS {command.name}" in page or not command.name
        assert all(f"\\fB{name}\\fR" in page for one in command.options for name in one.names)
    macros = r'^\.(?!\\"|TH|SH|SS|TP|PP|B |br|RS|RE|nf|fi)'
    assert not re.search(macros, page, re.MULTILINE), "a text was taken for a command"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("trailmark pl", {"plan"}),
        ("trailmark --ver", {"--version"}),
        ("trailmark plan --free", {"--free-only"}),
        ("trailmark plan --aim m", {"money", "mix"}),
        ("trailmark picture --theme contrast-", {"contrast-dark"}),
        ("trailmark self-test --free", set()),
        ("trailmark plan --learner x", set()),
    ],
)
@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_completes(line: str, expected: set[str], tmp_path: Path) -> None:
    (tmp_path / "trailmark").write_text(completions.bash(), "utf-8")
    words = line.split(" ")
    script = f"source ./trailmark; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; _trailmark; "
    script += "printf '%s\\n' \"${COMPREPLY[@]}\""
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert set(done.stdout.split()) == expected, done.stderr


@pytest.mark.usefixtures("qt")
def test_icons_have_the_size_of_their_folder_and_are_painted(written: Path) -> None:
    from PySide6.QtGui import QImage

    found = sorted((written / "share" / "icons" / "hicolor").glob("*x*/apps/*.png"))
    assert len(found) == len(desktop_data.SIZES)
    for path in found:
        picture = QImage(str(path))
        assert f"{picture.width()}x{picture.height()}" == path.parent.parent.name
        assert picture.pixelColor(picture.width() // 2, picture.height() // 20 + 1).alpha() > 200
        assert picture.pixelColor(0, 0).alpha() == 0


@pytest.mark.usefixtures("qt")
def test_twice_the_same(written: Path) -> None:
    again = desktop_data.files()
    assert {name: (written / name).read_bytes() for name in again} == again
    assert all(path.stat().st_mtime == MOMENT for path in written.rglob("*") if path.is_file())


@pytest.mark.usefixtures("qt")
def test_the_validators_that_are_here_find_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert targets.main(["check", "--into", str(tmp_path)]) == 0, capsys.readouterr().out


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_a_validator_that_finds_something_is_heard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "share" / "bash-completion" / "completions" / "trailmark"
    broken.parent.mkdir(parents=True)
    broken.write_text("if", "utf-8")
    assert checks.run(tmp_path) == 1
    assert re.search(r"^FAILED +bash", capsys.readouterr().out, re.MULTILINE)
