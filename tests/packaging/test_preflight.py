"""Where Qt would abort, one sentence and exit code 69."""

from __future__ import annotations

import os
import socket
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from ctypes.util import find_library
from pathlib import Path

import pytest

from ui import preflight

ROOT = Path(__file__).parents[2]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")


def start(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Python with no display and no platform chosen, but for `variables`."""
    dropped = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    environment = {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "LC_CTYPE": "C.UTF-8", **variables}
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


def check(**variables: str) -> tuple[int, str]:
    done = start("-m", "ui.preflight", **variables)
    assert len(done.stderr.splitlines()) <= 1
    return done.returncode, done.stderr


@linux
@pytest.mark.usefixtures("qt")
def test_no_display() -> None:
    code, sentence = check()
    assert code == preflight.EXIT_NO_WINDOW == 69
    assert "neither DISPLAY nor WAYLAND_DISPLAY is set" in sentence


@linux
@pytest.mark.usefixtures("qt")
def test_dead_display() -> None:
    code, sentence = check(DISPLAY=":987")
    assert code == 69
    assert ":987" in sentence or "apt install" in sentence  # a machine for tests may lack the X libraries


@linux
@pytest.mark.usefixtures("qt")
def test_dead_wayland(tmp_path: Path) -> None:
    code, sentence = check(WAYLAND_DISPLAY="wayland-7", XDG_RUNTIME_DIR=str(tmp_path))
    assert code == 69
    assert "no Wayland compositor answers" in sentence


@linux
@pytest.mark.skipif(find_library("xcb") is None, reason="libxcb is not installed")
def test_a_display_that_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for an X server that says "success" to the first greeting."""
    with socket.socket() as server:
        for number in range(300, 400):  # display n listens on port 6000 + n
            with suppress(OSError):
                server.bind(("127.0.0.1", 6000 + number))
                break
        server.listen()
        monkeypatch.setenv("DISPLAY", f"127.0.0.1:{number}")

        def greet() -> None:
            client, _address = server.accept()
            with client:
                client.recv(4096)
                client.sendall(struct.pack("<BxHHH", 1, 11, 0, 8) + bytes(32))
                client.recv(4096)  # until the other side hangs up

        with ThreadPoolExecutor() as pool:
            greeting = pool.submit(greet)
            assert preflight._x11_answers()
            greeting.result(timeout=10)


@pytest.mark.usefixtures("qt")
def test_offscreen_needs_no_display() -> None:
    assert check(QT_QPA_PLATFORM="offscreen") == (0, "")


@linux
@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":987"}, {"WAYLAND_DISPLAY": "wayland-7"}])
@pytest.mark.usefixtures("qt")
def test_the_net_under_it(display: dict[str, str]) -> None:
    code = (
        "from ui import preflight; preflight.install_fatal_handler(); import PySide6.QtWidgets as w; w.QApplication([])"
    )
    done = start("-c", code, **display)
    assert done.returncode == 69, "not the 134 of an abort"
    assert "No window can open" in done.stderr or "apt install" in done.stderr


@linux
@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":987"}])
@pytest.mark.usefixtures("qt")
def test_the_program_itself(display: dict[str, str]) -> None:
    done = start("-m", "planner", **display)
    assert done.returncode == 69
    assert "Traceback" not in done.stderr
    assert "No window can open" in done.stderr or "apt install" in done.stderr


def test_names_the_library_and_the_command() -> None:
    error = "libEGL.so.1: cannot open shared object file: No such file or directory"
    sentence = preflight._library_sentence(error)
    assert "libEGL.so.1 is missing" in sentence
    assert "sudo apt install libegl1" in sentence


def test_an_import_error_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    sentence = preflight.missing()
    assert sentence is not None
    assert sentence.startswith("Qt cannot be loaded")
