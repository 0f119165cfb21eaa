"""run.py: one sentence for everything that can go wrong on a fresh machine, and an instant second start."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name == "nt", reason="fakes are shell scripts")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Just enough of a checkout, at a place with a space and an umlaut."""
    folder = tmp_path / "Pläne von Ada"
    folder.mkdir()
    for name in ("run.py", "requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    (folder / "planner").mkdir()
    (folder / "planner" / "__main__.py").write_text("import sys; print(*sys.argv[1:]); sys.exit(7)\n", "utf-8")
    return folder


@pytest.fixture
def run(checkout: Path) -> ModuleType:
    """run.py of `checkout`, imported."""
    spec = importlib.util.spec_from_file_location("run_of_checkout", checkout / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tool(folder: Path, name: str, script: str) -> None:
    """Put a fake program called `name` into `folder`."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    (folder / name).chmod(0o755)


def start(checkout: Path, *arguments: str, path: Path | str = "") -> subprocess.CompletedProcess[str]:
    """Run run.py, standing in this project: its own planner must not be taken for the one of `checkout`."""
    environment = {**os.environ, "PATH": f"{path}{os.pathsep}/usr/bin{os.pathsep}/bin", "PYTHONUTF8": "1"}
    command = [sys.executable, str(checkout / "run.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)


PACKAGES = f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
FAKE_UV = f"""case "$1" in
venv) for last; do :; done; "{sys.executable}" -m venv --without-pip "$last";;
esac
echo "$@" >> "$UV_CALLS"
"""


@pytest.fixture
def fake_uv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a `uv` that makes an environment out of this Python and notes its calls in `calls`."""
    folder = tmp_path / "bin"
    tool(folder, "uv", FAKE_UV)
    monkeypatch.setenv("UV_CALLS", str(folder / "calls"))
    (folder / "calls").touch()
    return folder


def calls(fake_uv: Path) -> int:
    return len((fake_uv / "calls").read_text("utf-8").splitlines())


# ---- the sentences


@pytest.mark.parametrize("version", [(3, 6), (3, 10)])
def test_old_python(run: ModuleType, version: tuple[int, int]) -> None:
    sentence = run.old_python_sentence(version)
    assert sentence.startswith(f"Trailmark needs Python 3.11 or newer; this is 3.{version[1]}; ")
    assert "\n" not in sentence
    assert "python3." in sentence or "python.org" in sentence or "py -3." in sentence


def test_new_python(run: ModuleType) -> None:
    assert run.old_python_sentence((3, 11)) is None
    assert run.old_python_sentence((4, 0)) is None


def test_parses_on_python_3_6() -> None:
    import ast

    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 6))


SAID = {
    "connect to the internet": "error: Failed to fetch: dns error: failed to lookup address information",
    "The disk is full": "OSError: [Errno 28] No space left on device",
    "is read-only": "ERROR: Could not install packages due to an OSError: Permission denied",
    "differs from": "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
    "no build for this system": "ERROR: No matching distribution found for pyside6-essentials==6.11.3",
}


@posix
@pytest.mark.parametrize("sentence", SAID)
def test_a_failed_download_is_one_sentence(checkout: Path, fake_uv: Path, sentence: str) -> None:
    # Neither uv nor pip gets through: uv fails after making an environment whose Python fails as well.
    python = f'#!/bin/sh\\necho "{SAID[sentence]}" >&2; exit 1'
    tool(
        fake_uv,
        "uv",
        'if [ "$1" = venv ]; then for last; do :; done; mkdir -p "$last/bin" "$last/' + PACKAGES + '"\n'
        f'printf \'{python}\' > "$last/bin/python"; chmod +x "$last/bin/python"; exit 0; fi; exit 1',
    )
    done = start(checkout, path=fake_uv)
    assert done.returncode == 1
    assert sentence in done.stderr.splitlines()[-1]
    assert len(done.stderr.splitlines()) == 2, done.stderr  # progress, sentence


def test_without_ensurepip(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda name: None)
    monkeypatch.setattr(run.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(run.Stop, match="apt install"):
        run.create()


def test_full_disk(run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def full(lock: str) -> None:
        raise OSError(run.errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(run, "prepare", full)
    assert run.main([]) == 1
    assert capsys.readouterr().err.startswith("The disk is full")


@posix
def test_never_deletes_what_it_did_not_make(checkout: Path, fake_uv: Path) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "mine").touch()
    done = start(checkout, path=fake_uv)
    assert done.returncode == 1
    assert "move it away" in done.stderr
    assert (checkout / ".venv" / "mine").exists()


# ---- the environment


@posix
def test_second_start_prepares_nothing(checkout: Path, fake_uv: Path) -> None:
    first = start(checkout, "show", "--all", path=fake_uv)
    assert "Preparing the environment" in first.stderr
    assert (first.returncode, first.stdout) == (7, "show --all\n"), first.stderr
    made = calls(fake_uv)
    second = start(checkout, "show", "--all", path=fake_uv)
    assert (second.returncode, second.stdout, second.stderr) == (7, "show --all\n", "")
    assert calls(fake_uv) == made


@posix
@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_installs_again(checkout: Path, fake_uv: Path, name: str) -> None:
    start(checkout, "x", path=fake_uv)
    made = calls(fake_uv)
    with (checkout / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert "Preparing" in start(checkout, "x", path=fake_uv).stderr
    assert calls(fake_uv) == made + 1


@posix
def test_an_interrupted_start_begins_anew(checkout: Path, fake_uv: Path) -> None:
    start(checkout, "x", path=fake_uv)
    (checkout / ".venv" / "requirements.lock.stamp").unlink()
    (checkout / ".venv" / "half").touch()
    assert start(checkout, "x", path=fake_uv).returncode == 7
    assert not (checkout / ".venv" / "half").exists()


@posix
def test_the_checkout_can_be_moved(checkout: Path, fake_uv: Path) -> None:
    start(checkout, "x", path=fake_uv)
    (pth,) = checkout.glob(".venv/lib/python*/site-packages/trailmark.pth")
    places = [(pth.parent / line).resolve() for line in pth.read_text("ascii").splitlines()]
    assert places == [checkout.resolve(), checkout.resolve() / "installer"]


def test_the_stamp_names_the_python(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    before = run.stamp_text("requirements.lock")
    monkeypatch.setattr(run, "ABOUT", "CPython-3.99.0")
    assert run.stamp_text("requirements.lock") != before


# ---- the children


def test_children_speak_utf8(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    environment = run.child_environment(offscreen=True)
    assert environment["PYTHONUTF8"] == "1"
    assert environment["QT_QPA_PLATFORM"] == "offscreen"
    assert "PYTHONPATH" not in environment
    assert "QT_QPA_PLATFORM" not in run.child_environment()


@posix
def test_an_abort_is_a_sentence(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    assert run.run("-c", "import os; os.abort()") == 134
    assert "ended by signal 6" in capfd.readouterr().err


@pytest.mark.parametrize("code", [69, 134])
def test_no_display_prints_a_plan_and_draws_a_picture(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Whether the program says so, or Qt ends it."""
    done: list[tuple[str, ...]] = []

    def fake_run(*arguments: str, **_options: object) -> int:
        done.append(arguments)
        return 3 if len(arguments) > 2 else code

    def fake_complaint(*arguments: str, offscreen: bool) -> str | None:
        done.append(arguments)
        return None if offscreen else "No display."

    monkeypatch.setattr(run, "run", fake_run)
    monkeypatch.setattr(run, "complaint", fake_complaint)
    assert run.start() == 3
    assert done == [
        ("-m", "planner"),
        *([("-m", "ui.preflight")] if code == 134 else []),
        ("-m", "planner", *run.EXAMPLE),
        ("-m", "ui.preflight"),
        ("-m", "ui.screenshot", run.PICTURE),
    ]


@pytest.mark.parametrize("code", [0, 2, 130, 134])
def test_the_window_is_asked_for_once(run: ModuleType, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Its exit code is ours; a mistake of the program is none of the display."""
    done: list[tuple[str, ...]] = []

    def fake_run(*arguments: str, **_options: object) -> int:
        done.append(arguments)
        return code

    monkeypatch.setattr(run, "run", fake_run)
    monkeypatch.setattr(run, "complaint", lambda *_arguments, **_options: None)
    assert run.start() == code
    assert done == [("-m", "planner")]
